"""Facets: how the articles that answer a search divide by type, modality, outlet, month, actor and place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from saksi.archive import fetch, query
from saksi.archive.facets_line import ACTOR, MODALITY, PLACE, TYPE
from saksi.archive.filters import Filters
from saksi.archive.fulltext import number_of
from saksi.archive.results import ActorRef, PlaceRef
from saksi.archive.tables import articles, outlets
from saksi.archive.words import Question

FACETED = 200  # newest articles that fit
_SHOWN = 8  # values of a field
_LOOKED_AT = 60  # actors or places, of which those of one name are put together
_ARTICLES = fetch.Lookup(
    select(articles.c.id, articles.c.day, articles.c.outlet_id, articles.c.facets), articles.c.record_id
)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a field and how many of the articles have it."""

    value: str
    articles: int


@dataclass(frozen=True, slots=True)
class Facet:
    """The commonest values of one field: type, modality, outlet, actor, place or month ("2025-03")."""

    field: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """Facets of the newest `articles` articles that fit; `more` says that there are others."""

    articles: int
    more: bool
    facets: tuple[Facet, ...]


def find_facets(connection: Connection, words: str, filters: Filters) -> Facets:
    """Facets of the newest FACETED articles that fit. Raises ArchiveError if the question is faulty."""
    look, _ = query.search_lookup(connection, Question(words), filters)
    asked = query.Order("date", FACETED, None, 0)
    keys, cursor = query.all_keys(connection, "article_index", look, filters, asked)
    record_ids = [number_of(key) for key in keys]
    months: Counter[str] = Counter()
    houses: Counter[int] = Counter()
    having: defaultdict[str, set[int]] = defaultdict(set)  # articles by what stands in their lines
    for article, day, outlet, line in _ARTICLES.tuples(connection, record_ids):
        if day:
            months[date.fromordinal(day).isoformat()[:7]] += 1
        if outlet is not None:
            houses[outlet] += 1
        for value in line.split():
            having[value].add(article)
    by_kind: defaultdict[str, dict[str, set[int]]] = defaultdict(dict)
    for value, of in having.items():
        by_kind[value[0]][value[1:]] = of
    called = dict(
        connection.execute(select(outlets.c.id, outlets.c.name).where(outlets.c.id.in_(houses))).all()
    )
    # Months in their order, the newest first: an answer is read along time.
    newest = tuple(FacetValue(month, count) for month, count in sorted(months.items(), reverse=True))
    return Facets(len(keys), cursor is not None, (
        _commonest("type", {value: len(of) for value, of in by_kind[TYPE].items()}),
        _commonest("modality", {value: len(of) for value, of in by_kind[MODALITY].items()}),
        _commonest("outlet", {called[number]: count for number, count in houses.items()}),
        _named(connection, "actor", by_kind[ACTOR], fetch.actor_refs),
        _named(connection, "place", by_kind[PLACE], fetch.place_refs),
        Facet("month", newest[:_SHOWN]),
    ))  # fmt: skip


def _commonest(field: str, counts: Mapping[str, int]) -> Facet:
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_SHOWN]
    return Facet(field, tuple(FacetValue(value, count) for value, count in most))


def _named(
    connection: Connection,
    field: str,
    having: Mapping[str, set[int]],
    refs: Callable[[Connection, Iterable[int]], Mapping[int, ActorRef] | Mapping[int, PlaceRef]],
) -> Facet:
    """A facet of actors or places, given by their numbers.

    Several that bear one name are one value, as they are for the filter, and so are "Polisi" at the beginning
    of a sentence and "polisi". Only the commonest are looked at.
    """
    most = sorted(having, key=lambda number: (-len(having[number]), int(number)))[:_LOOKED_AT]
    found = refs(connection, [int(number) for number in most])
    articles_of: defaultdict[str, set[int]] = defaultdict(set)
    names: dict[str, str] = {}
    for number in most:
        name = found[int(number)].name
        folded = name.lower()
        names[folded] = min(name, names.get(folded, name))
        articles_of[folded] |= having[number]
    return _commonest(field, {names[folded]: len(of) for folded, of in articles_of.items()})
