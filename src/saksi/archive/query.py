"""Questions to an archive for events and positions; how answers are sorted, and paged by the last row's key.

Sorted by date, an answer is the order of the index itself.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from saksi.archive import fetch, fulltext
from saksi.archive.filters import Filters, actors_called, day_number, lookup
from saksi.archive.fulltext import Range, key_of, number_of
from saksi.archive.packing import text_key
from saksi.archive.results import EventRow, Page, PositionRow
from saksi.archive.tables import articles, events, happening_reports, positions, story_members
from saksi.errors import ArchiveError

SORTS = ("relevance", "date", "oldest")
_LARGEST_CHUNK = 2_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Order:
    """How an answer is sorted and where the page before it ended."""

    sort: str
    limit: int
    after: tuple[Any, ...] | None
    mark: int  # of the question: a cursor of another question is refused

    @property
    def newest(self) -> bool:
        """Whether later days come first."""
        return self.sort != "oldest"

    def cursor(self, *after: Any) -> str:
        """Where a page that ended there goes on."""
        return base64.urlsafe_b64encode(json.dumps([self.mark, *after]).encode()).decode().rstrip("=")


def order(question: str, sort: str, limit: int, cursor: str | None) -> Order:
    """Raises ArchiveError if the sort is unknown, or the cursor is not one of this question."""
    if sort not in SORTS:
        raise ArchiveError(f"{sort}: sort is one of {', '.join(SORTS)}")
    if limit < 1:
        raise ArchiveError("a page has at least one row")
    mark = text_key(question, sort)
    if cursor is None:
        return Order(sort, limit, None, mark)
    try:
        said, *after = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, TypeError) as error:
        raise ArchiveError("this cursor is damaged") from error
    if said != mark:
        raise ArchiveError("this cursor belongs to another question")
    if len(after) not in (1, 2, 4) or not all(isinstance(x, int | float) for x in after):
        raise ArchiveError("this cursor is damaged")
    return Order(sort, limit, tuple(after), mark)


Current = Callable[[Connection, Sequence[int], Filters], Sequence[int]]


def by_date(
    connection: Connection, index: str, look: Range, filters: Filters, asked: Order, current: Current
) -> tuple[list[int], str | None]:
    """A page of keys that fit and are current, and the cursor behind it."""
    low, high = look.low, look.high
    if asked.after:
        low, high = (low, asked.after[0] - 1) if asked.newest else (asked.after[0] + 1, high)
    found: list[int] = []
    chunk = asked.limit + 1
    while len(found) <= asked.limit and low <= high:
        if filters.story is not None:
            members = _story_keys(connection, filters.story, articles_only=index == "article_index")
            kept = [k for k in members if low <= k <= high]
            keys = sorted(fulltext.among(connection, index, look.tree, kept), reverse=asked.newest)
        else:
            within = Range(look.tree, low, high)
            keys = fulltext.keys_between(connection, index, within, chunk, newest=asked.newest)
        fitting = set(current(connection, keys, filters))
        found.extend(k for k in keys if k in fitting)
        if filters.story is not None or len(keys) < chunk:
            break
        low, high = (low, keys[-1] - 1) if asked.newest else (keys[-1] + 1, high)
        chunk = min(chunk * 4, _LARGEST_CHUNK)
    page = found[: asked.limit]
    return page, asked.cursor(page[-1]) if len(found) > asked.limit else None


_ANY_ARTICLES, _ARTICLES = (
    fetch.Lookup(select(articles.c.record_id, articles.c.day).where(*only), articles.c.record_id)
    for only in ((), (articles.c.superseded.is_(False),))
)


def current_articles(connection: Connection, keys: Sequence[int], filters: Filters) -> Sequence[int]:
    """Those of the keys whose record is current, and of no page that was captured anew since."""
    look = _ANY_ARTICLES if filters.revisions else _ARTICLES
    rows = look.tuples(connection, [number_of(k) for k in keys])
    return [key_of(day, number) for number, day in rows]


_PRINTED = select(events.c.id, events.c.day).join(articles, articles.c.id == events.c.article_id)
_EVENTS = fetch.Lookup(_PRINTED.where(articles.c.superseded.is_(False)), events.c.id)


def _current_events(connection: Connection, keys: Sequence[int], filters: Filters) -> Sequence[int]:
    if not (filters.revisions or filters.published_since or filters.published_until):
        rows = _EVENTS.tuples(connection, [number_of(k) for k in keys])
        return [key_of(day, number) for number, day in rows]
    query = _PRINTED
    if not filters.revisions:
        query = query.where(articles.c.superseded.is_(False))
    if filters.published_since:
        query = query.where(articles.c.day >= day_number(filters.published_since))
    if filters.published_until:
        query = query.where(articles.c.day.between(1, day_number(filters.published_until)))
    printed = fetch.rows_in(connection, query, events.c.id, [number_of(k) for k in keys])
    return [key_of(row["day"], row["id"]) for row in printed]


def _first_reports(look: Range, *, newest: bool) -> Current:
    """Keeps of the reports of one real event the first that fits, in the order of the answer."""

    def current(connection: Connection, keys: Sequence[int], filters: Filters) -> Sequence[int]:
        kept = _current_events(connection, keys, filters)
        own = select(events.c.article_id)
        of = fetch.rows_in(connection, own, events.c.id, [number_of(k) for k in kept])
        real = {e: r["id"] for e, r in fetch.happenings_of(connection, (r["article_id"] for r in of)).items()}
        wanted = {real[number_of(k)] for k in kept if number_of(k) in real}
        reports = select(happening_reports.c.happening_id, events.c.id, events.c.day).join(
            events, events.c.id == happening_reports.c.event_id
        )
        told: dict[int, int] = {}
        for row in fetch.rows_in(connection, reports, happening_reports.c.happening_id, wanted):
            key = key_of(row["day"], row["id"])
            if look.low <= key <= look.high:
                told[key] = row["happening_id"]
        fitting = _current_events(
            connection, fulltext.among(connection, "event_index", look.tree, list(told)), filters
        )
        first: dict[int, int] = {}
        for key in sorted(fitting, reverse=newest):
            first.setdefault(told[key], key)
        return [k for k in kept if first.get(real.get(number_of(k), 0), k) == k]

    return current


def _story_keys(connection: Connection, story: int, *, articles_only: bool) -> list[int]:
    member = select(story_members.c.article_id).where(story_members.c.story_id == story)
    if articles_only:
        query = select(articles.c.day, articles.c.record_id).where(articles.c.id.in_(member))
    else:
        query = select(events.c.day, events.c.id).where(events.c.article_id.in_(member))
    return [key_of(day, number) for day, number in connection.execute(query)]


def find_events(
    connection: Connection, filters: Filters, asked: Order, *, once: bool = False
) -> Page[EventRow]:
    """Events that fit `filters`; with `once` each real event by the first in order of its reports that fit.

    Raises ArchiveError if a filter is faulty.
    """
    look = lookup(connection, filters)
    current = _first_reports(look, newest=asked.newest) if once else _current_events
    keys, cursor = by_date(connection, "event_index", look, filters, asked, current)
    numbers = [number_of(k) for k in keys]
    found = fetch.event_rows(connection, numbers)
    return Page([found[n] for n in numbers], cursor)


def find_positions(connection: Connection, filters: Filters, asked: Order) -> Page[PositionRow]:
    """Positions that fit; `actor` is who holds them. A page has at most `limit` events' positions."""
    look = lookup(connection, filters, positions=True)
    keys, cursor = by_date(connection, "event_index", look, filters, asked, _current_events)
    numbers = [number_of(k) for k in keys]
    found = fetch.event_rows(connection, numbers)
    rows = list(fetch.rows_in(connection, select(positions), positions.c.event_id, numbers))
    holders = fetch.actor_refs(connection, [row["actor_id"] for row in rows])
    wanted = {n for name in filters.actor for n in actors_called(connection, name)}
    by_event: dict[int, list[PositionRow]] = {}
    for row in sorted(rows, key=lambda r: r["id"]):
        holder = holders[row["actor_id"]]
        named = any((holder.code or "").startswith(name) for name in filters.actor)
        if filters.actor and not named and holder.id not in wanted:
            continue
        if filters.stance and row["stance"] not in filters.stance:
            continue
        event = found[row["event_id"]]
        made = PositionRow(holder, row["issue"], row["stance"], fetch.day_text(row["day"]), event)
        by_event.setdefault(event.number, []).append(made)
    return Page([p for n in numbers for p in by_event.get(n, ())], cursor)


def all_keys(
    connection: Connection, index: str, look: Range, filters: Filters, asked: Order
) -> tuple[list[int], str | None]:
    """A page of keys alone; for answers that are streamed."""
    current = current_articles if index == "article_index" else _current_events
    return by_date(connection, index, look, filters, asked, current)


def pages(ask: Callable[[str | None], Page[T]]) -> Iterator[T]:
    """All rows of an answer, page after page."""
    cursor: str | None = None
    while True:
        page = ask(cursor)
        yield from page
        cursor = page.cursor
        if cursor is None:
            return
