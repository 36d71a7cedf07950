"""Facets: how the articles that answer a search divide by type, modality, outlet, month, actor and place."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select, text

from saksi.archive import fetch, query
from saksi.archive.filters import Filters
from saksi.archive.fulltext import number_of
from saksi.archive.tables import articles
from saksi.archive.words import Question

FACETED = 200  # newest articles that fit
_SHOWN = 8  # values of a field
_FIELDS = {
    "type": "SELECT type AS value, count(DISTINCT article_id) AS articles FROM events"
    " WHERE article_id {fits} GROUP BY type",
    "modality": "SELECT modality AS value, count(DISTINCT article_id) AS articles FROM events"
    " WHERE article_id {fits} GROUP BY modality",
    "outlet": "SELECT outlets.name AS value, count(*) AS articles FROM articles"
    " JOIN outlets ON outlets.id = articles.outlet_id WHERE articles.id {fits} GROUP BY outlets.name",
    # "Polisi" at the beginning of a sentence and "polisi" are one value, as they are for the filter.
    "actor": "SELECT min(actors.name{exactly}) AS value, count(DISTINCT article_id) AS articles"
    " FROM article_actors JOIN actors ON actors.id = article_actors.actor_id WHERE article_id {fits}"
    " GROUP BY lower(actors.name)",
    "place": "SELECT places.name AS value, count(DISTINCT article_id) AS articles FROM article_places"
    " JOIN places ON places.id = article_places.place_id WHERE article_id {fits} GROUP BY places.name",
}

_DAYS = fetch.Lookup(select(articles.c.id, articles.c.day), articles.c.record_id)


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
    rows = list(_DAYS.tuples(connection, record_ids))
    days = Counter(day for _, day in rows if day)
    months: Counter[str] = Counter()
    for day, count in days.items():
        months[date.fromordinal(day).isoformat()[:7]] += count
    facets = [_facet(connection, field, [article for article, _ in rows]) for field in _FIELDS]
    # Months in their order, the newest first: an answer is read along time.
    newest = tuple(FacetValue(month, count) for month, count in sorted(months.items(), reverse=True))
    return Facets(len(keys), cursor is not None, (*facets, Facet("month", newest[:_SHOWN])))


def _facet(connection: Connection, field: str, numbers: list[int]) -> Facet:
    if not numbers:
        return Facet(field, ())
    ids: str | list[int]
    if connection.dialect.name == "sqlite":
        fits, ids, exactly = "IN (SELECT value FROM json_each(:ids))", json.dumps(numbers), ""
    else:
        fits, ids, exactly = "= ANY(:ids)", numbers, ' COLLATE "C"'
    inner = _FIELDS[field].format(fits=fits, exactly=exactly)
    sql = f"SELECT value, articles FROM ({inner}) AS c ORDER BY articles DESC, value{exactly} LIMIT {_SHOWN}"
    found = connection.execute(text(sql), {"ids": ids})
    return Facet(field, tuple(FacetValue(value, count) for value, count in found))
