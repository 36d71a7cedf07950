"""Search: articles by their words, with the words that answer.

By relevance, the newest RANKED articles that fit come first, those with more of the question in their
headlines before the others, newest first among equals; older ones follow by date. Nothing is weighed against
the whole archive (how rare a word is, say): that would read through all articles that hold a word, and an
answer would change with what it does not hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from saksi.archive import fetch, fulltext
from saksi.archive.filters import Filters, lookup
from saksi.archive.fulltext import All, Expression, Range, fact, key_of, number_of
from saksi.archive.packing import record_text
from saksi.archive.query import Order, by_date, order
from saksi.archive.results import ArticleHit, Page
from saksi.archive.tables import actor_names, articles, records, story_members
from saksi.archive.words import Question, Spelled, folded, snippet
from saksi.errors import ArchiveError

RANKED = 100
FACETED = 200  # newest articles that fit
_EVERY = 1 << 30
_MOST_ACRONYM_ACTORS = 200

Scored = tuple[float | None, int]  # a score, None by date, and a key


class Brief(NamedTuple):
    """What the list of an answer needs to know of an article; `facets` is a line of saksi.archive.facets."""

    record: int
    day: int
    title: str | None
    outlet: int | None
    facets: str


_BRIEFLY = select(*(articles.c[n] for n in ("record_id", "day", "title", "outlet_id", "facets")))
_ANY_BRIEFS, _BRIEFS = (
    fetch.Lookup(_BRIEFLY.where(*only), articles.c.record_id)
    for only in ((), (articles.c.superseded.is_(False),))
)


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest articles that fit, at most FACETED, newest first, and whether there are more."""

    keys: list[int]
    briefs: list[Brief]
    more: bool


def search_order(text: str, filters: Filters, sort: str, limit: int, cursor: str | None) -> Order:
    """How a search is sorted; without words there is nothing by which an article could be relevant.

    Raises ArchiveError, see query.order.
    """
    if not text.strip() and sort == "relevance":
        sort = "date"
    return order(f"search {text} {filters.to_json()}", sort, limit, cursor)


class Search:
    """One question to one state of an archive. Raises ArchiveError if it is faulty."""

    def __init__(self, connection: Connection, text: str, filters: Filters) -> None:
        self.connection = connection
        self._filters = filters
        self._question = Question(text)
        self._look, self._spelled = search_lookup(connection, self._question, filters)
        self._briefs: dict[int, Brief] = {}  # of all articles met so far, by key
        self._newest: Newest | None = None

    def newest(self) -> Newest:
        """What the facets are of, and the first page begins with: looked up once for both."""
        if self._newest is None:
            keys, more = self._looked_up(self._look, Order("date", FACETED, None, 0))
            self._newest = Newest(keys, [self._briefs[key] for key in keys], more is not None)
        return self._newest

    def page(self, asked: Order) -> Page[ArticleHit]:
        """A page of the answer."""
        if asked.sort == "relevance" and self._question.parts:
            found, cursor = self._by_relevance(asked)
        else:
            keys, cursor = self._by_date(asked)
            found = [(None, key) for key in keys]
        return Page(hits_of(self.connection, self._question, self._spelled, found), cursor)

    def _by_date(self, asked: Order) -> tuple[list[int], str | None]:
        """A page of keys, and the cursor behind it."""
        newest = self._newest
        if newest is not None and asked.newest and not asked.after and asked.limit <= FACETED:
            page = newest.keys[: asked.limit]
            return page, asked.cursor(page[-1]) if newest.more or len(newest.keys) > asked.limit else None
        return self._looked_up(self._look, asked)

    def _looked_up(self, look: Range, asked: Order) -> tuple[list[int], str | None]:
        return by_date(self.connection, "article_index", look, self._filters, asked, self._current)

    def _current(self, connection: Connection, keys: Sequence[int], filters: Filters) -> Sequence[int]:
        """See query.current_articles; what else the answer needs of them is read with the same look."""
        rows = _ANY_BRIEFS if filters.revisions else _BRIEFS
        read = map(Brief._make, rows.tuples(connection, [number_of(k) for k in keys]))
        found = {key_of(brief.day, brief.record): brief for brief in read}
        self._briefs.update(found)
        return list(found)

    def _by_relevance(self, asked: Order) -> tuple[list[Scored], str | None]:
        """A page, and the cursor behind it.

        A cursor holds the score and key of the last row and the range of keys that are ranked, which stays
        what it was for the first page; or, behind that range, the key of the last row alone.
        """
        after = asked.after or ()
        if len(after) == 1:
            return self._older(asked, after[0])
        if after:
            low, high = after[2], after[3]
            ranked = replace(self._look, low=max(low, self._look.low), high=min(high, self._look.high))
            keys, _ = self._looked_up(ranked, Order("date", _EVERY, None, 0))
        else:
            keys, more = self._by_date(Order("date", RANKED, None, 0))
            low, high = (keys[-1] if more else self._look.low), max(keys, default=0)
        scores = {key: self._score(key) for key in keys}
        ranking = sorted(keys, key=lambda k: (-scores[k], -k))
        if after:
            ranking = [k for k in ranking if (-scores[k], -k) > (-after[0], -after[1])]
        page: list[Scored] = [(scores[k], k) for k in ranking[: asked.limit]]
        if len(ranking) > asked.limit:
            return page, asked.cursor(*page[-1], low, high)
        if low <= self._look.low:
            return page, None
        rest, cursor = self._older(replace(asked, limit=asked.limit - len(page)), low)
        return page + rest, cursor

    def _older(self, asked: Order, before: int) -> tuple[list[Scored], str | None]:
        """What fits of lower keys, by date."""
        asked = replace(asked, after=(before,))
        if not asked.limit:  # the page is full; is there anything behind it?
            keys, _ = self._by_date(replace(asked, limit=1))
            return [], asked.cursor(before) if keys else None
        keys, cursor = self._by_date(asked)
        return [(None, key) for key in keys], cursor

    def _score(self, key: int) -> float:
        """How many of the question's words and phrases stand in the headline."""
        return float(self._question.met_in(self._briefs[key].title or "", self._spelled))


def search_lookup(connection: Connection, question: Question, filters: Filters) -> tuple[Range, Spelled]:
    """What to look up, and what acronyms in the question stand for."""
    look = lookup(connection, filters, published=True)
    also, spelled = _acronyms(connection, question.plain_terms)
    words = question.expression(also)
    if words is None:
        if question.parts:
            raise ArchiveError("a search needs a word that is not taken away")
        return look, spelled
    tree: Expression = words if look.tree == fulltext.EVERYTHING else All((words, look.tree))
    return Range(tree, look.low, look.high), spelled


def _acronyms(connection: Connection, terms: Sequence[str]) -> tuple[dict[str, Expression], Spelled]:
    """Actors that a term is an acronym of, as facts; and their names."""
    also: dict[str, Expression] = {}
    spelled: dict[str, list[tuple[str, ...]]] = {}
    for term in dict.fromkeys(terms):
        query = (
            select(actor_names.c.actor_id)
            .where(actor_names.c.name == term, actor_names.c.kind == "acronym")
            .limit(_MOST_ACRONYM_ACTORS)
        )
        numbers = list(connection.execute(query).scalars())
        tree = fulltext.anyof(fact(f"a{n}") for n in numbers)
        if tree is not None:
            also[term] = tree
            names = fetch.actor_refs(connection, numbers).values()
            spelled[term] = [words for a in names if (words := tuple(folded(a.name)))]
    return also, spelled


_HITS = fetch.Lookup(
    fetch.REFERRED.add_columns(articles.c.record_id, records.c.data, story_members.c.story_id)
    .join(records, records.c.id == articles.c.record_id)
    .outerjoin(story_members, story_members.c.article_id == articles.c.id),
    articles.c.record_id,
)


def hits_of(
    connection: Connection, question: Question, spelled: Spelled, found: Sequence[Scored]
) -> list[ArticleHit]:
    """Hits for (score, key) of current articles, in their order."""
    rows: dict[int, dict[str, Any]] = {
        row["record_id"]: row for row in _HITS.rows(connection, [number_of(key) for _, key in found])
    }
    met = fetch.first_captures(connection, [row["id"] for row in rows.values()])
    hits = []
    for score, key in found:
        row = rows[number_of(key)]
        text, title = record_text(bytes(row["data"])), row["title"] or ""
        body = len(title) if title and text.startswith(title) else 0
        shown = snippet(text, question.hits(text, spelled), body)
        article = fetch.article_ref(row, met.get(row["id"]))
        hits.append(ArticleHit(article, shown, score, row["story_id"]))
    return hits
