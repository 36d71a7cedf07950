"""Facets: how the articles that answer a search divide by type, modality, outlet, month, actor and place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from operator import itemgetter

from sqlalchemy import Connection, select

from saksi.archive import fetch
from saksi.archive.facets_line import ACTOR, MODALITY, PLACE, TYPE
from saksi.archive.results import ActorRef, PlaceRef
from saksi.archive.search import Search
from saksi.archive.tables import outlets

_SHOWN = 8  # values of a field
_LOOKED_AT = 60  # actors or places, of which those of one name are put together


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


def find_facets(search: Search) -> Facets:
    """Facets of the newest FACETED articles that fit."""
    connection, newest = search.connection, search.newest()
    months: Counter[str] = Counter()
    houses: Counter[int] = Counter()
    lines: list[list[str]] = []
    for _, day, _, outlet, line in sorted(newest.briefs, key=itemgetter(0)):
        if day:
            months[date.fromordinal(day).isoformat()[:7]] += 1
        if outlet is not None:
            houses[outlet] += 1
        lines.append(line.split())
    by_kind: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for value, count in Counter(chain.from_iterable(lines)).items():
        by_kind[value[0]][value[1:]] = count
    called = dict(
        connection.execute(select(outlets.c.id, outlets.c.name).where(outlets.c.id.in_(houses))).all()
    )
    # Months in their order, the newest first: an answer is read along time.
    in_order = tuple(FacetValue(month, count) for month, count in sorted(months.items(), reverse=True))
    return Facets(len(newest.keys), newest.more, (
        _commonest("type", by_kind[TYPE]),
        _commonest("modality", by_kind[MODALITY]),
        _commonest("outlet", {called[number]: count for number, count in houses.items()}),
        _named(connection, "actor", ACTOR, by_kind[ACTOR], lines, fetch.actor_refs),
        _named(connection, "place", PLACE, by_kind[PLACE], lines, fetch.place_refs),
        Facet("month", in_order[:_SHOWN]),
    ))  # fmt: skip


def _commonest(field: str, counts: Mapping[str, int]) -> Facet:
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_SHOWN]
    return Facet(field, tuple(FacetValue(value, count) for value, count in most))


def _named(
    connection: Connection,
    field: str,
    mark: str,
    counts: Counter[str],
    lines: Sequence[Sequence[str]],
    refs: Callable[[Connection, Iterable[int]], Mapping[int, ActorRef] | Mapping[int, PlaceRef]],
) -> Facet:
    """A facet of actors or places, given by their numbers.

    Several that bear one name are one value, as they are for the filter, and so are "Polisi" at the beginning
    of a sentence and "polisi". Only the commonest are looked at.
    """
    most = [number for number, _ in counts.most_common(_LOOKED_AT)]
    found = refs(connection, [int(number) for number in most])
    bearing: defaultdict[str, list[str]] = defaultdict(list)
    for number in most:
        bearing[found[int(number)].name.lower()].append(number)
    having: dict[str, int] = {}
    for numbers in bearing.values():
        name = min(found[int(number)].name for number in numbers)
        having[name] = counts[numbers[0]]
        if len(numbers) > 1:  # an article that names two of them is one article
            wanted = {f"{mark}{number}" for number in numbers}
            having[name] = sum(not wanted.isdisjoint(line) for line in lines)
    return _commonest(field, having)
