"""Watch-lists: saved questions that report what is new since they were last asked.

New is what stands in an article that was added since. A run that codes old articles anew gives no news,
and a new capture of a page only what that page did not say before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, func, select

from saksi.archive import fetch, fulltext
from saksi.archive.captures import now, texts_before
from saksi.archive.counters import Counters
from saksi.archive.database import Database
from saksi.archive.filters import Filters, lookup
from saksi.archive.fulltext import number_of
from saksi.archive.results import ArticleHit, EventRow, Rows
from saksi.archive.search import hits_of, search_lookup
from saksi.archive.tables import articles, events, records, watches
from saksi.archive.words import Question
from saksi.errors import ArchiveError

_MOST_NEWS = 10_000


@dataclass(frozen=True, slots=True)
class WatchQuestion:
    """What is watched for: `kind` is events or search; `text` the words of a search."""

    kind: str
    filters: Filters
    text: str = ""

    def to_json(self) -> str:
        """The question as JSON."""
        value = {"kind": self.kind, "text": self.text, "filters": json.loads(self.filters.to_json())}
        return json.dumps(value, sort_keys=True, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> WatchQuestion:
        """The question that `to_json` gave."""
        value = json.loads(text)
        return cls(value["kind"], Filters.from_json(json.dumps(value["filters"])), value["text"])


@dataclass(frozen=True, slots=True)
class Watch:
    """A saved question. `last_run` is None if it never ran."""

    name: str
    question: WatchQuestion
    created: str
    last_run: str | None
    seen: int


@dataclass(frozen=True, slots=True)
class News:
    """What is new: events or articles, newest first.

    `at` is the time of asking, `newest` the number of the last article that there was then.
    """

    watch: Watch
    at: str
    newest: int
    items: Rows[EventRow] | Rows[ArticleHit]


def save(database: Database, name: str, question: WatchQuestion) -> None:
    """Saves a question; the articles that are there now count as seen. Raises ArchiveError."""
    if question.kind not in ("events", "search"):
        raise ArchiveError(f"{question.kind}: a watch asks for events or search")
    with database.writing() as connection:
        _lookup(connection, question)  # a faulty question is refused now, not at night
        ids = Counters(connection)
        seen = connection.execute(select(func.max(articles.c.id))).scalar() or 0
        row = {"question": question.to_json(), "created": now(), "last_run": None, "seen": seen}
        changed = connection.execute(watches.update().where(watches.c.name == name).values(row))
        if not changed.rowcount:
            connection.execute(watches.insert(), {"id": ids.take("watches"), "name": name, **row})
        ids.save()


def list_watches(database: Database) -> list[Watch]:
    """All saved questions, by name."""
    with database.reading() as connection:
        rows = connection.execute(select(watches).order_by(watches.c.name)).mappings()
        return [_watch(row) for row in rows]


def remove(database: Database, name: str) -> None:
    """Forgets a saved question. Raises ArchiveError if there is none of this name."""
    with database.writing() as connection:
        if not connection.execute(watches.delete().where(watches.c.name == name)).rowcount:
            raise ArchiveError(f"there is no watch called {name}")


def news(database: Database, name: str) -> News:
    """What answers a saved question and came since it was last marked as seen."""
    with database.reading() as connection:
        row = connection.execute(select(watches).where(watches.c.name == name)).mappings().first()
        if row is None:
            raise ArchiveError(f"there is no watch called {name}")
        watch, at = _watch(row), now()
        newest = connection.execute(select(func.max(articles.c.id))).scalar() or 0
        return News(watch, at, newest, _news(connection, watch))


def mark_seen(database: Database, told: News) -> None:
    """Says that these news have been told."""
    changed = {"last_run": told.at, "seen": told.newest}
    with database.writing() as connection:
        connection.execute(watches.update().where(watches.c.name == told.watch.name).values(changed))


def _news(connection: Connection, watch: Watch) -> Rows[EventRow] | Rows[ArticleHit]:
    question, look = Question(watch.question.text), _lookup(connection, watch.question)
    if watch.question.kind == "events":
        first = connection.execute(select(func.min(events.c.id)).where(events.c.article_id > watch.seen))
        keys = _late(connection, "event_index", look, first.scalar())
        found = fetch.event_rows(connection, [number_of(k) for k in keys])
        rows = [found[number_of(k)] for k in keys if number_of(k) in found]
        late = [event for event in rows if event.article.number > watch.seen]
        told = _told_before(connection, [event.article.number for event in late])
        return Rows([e for e in late if not any(e.sentence in text for text in told[e.article.number])])
    first = connection.execute(select(func.min(records.c.id)).where(records.c.article_id > watch.seen))
    keys = _late(connection, "article_index", look, first.scalar())
    current = fetch.articles_by_record(connection, [number_of(k) for k in keys])
    keys = [k for k in keys if number_of(k) in current and current[number_of(k)]["id"] > watch.seen]
    texts = {n: record["text"] for n, record in fetch.records_of(connection, [number_of(k) for k in keys])}
    of = {number_of(k): current[number_of(k)]["id"] for k in keys}
    told = _told_before(connection, of.values())
    keys = [k for k in keys if texts[number_of(k)] not in told[of[number_of(k)]]]
    return Rows(hits_of(connection, question, {}, [(None, k) for k in keys]))


def _told_before(connection: Connection, numbers: Iterable[int]) -> dict[int, list[str]]:
    """By article: what its page said in the captures before."""
    return {number: texts_before(connection, number) for number in dict.fromkeys(numbers)}


def _late(connection: Connection, index: str, look: fulltext.Range, first_id: int | None) -> list[int]:
    if first_id is None:
        return []
    return fulltext.keys_between(connection, index, look, _MOST_NEWS, newest=True, first_id=first_id)


def _lookup(connection: Connection, question: WatchQuestion) -> fulltext.Range:
    if question.kind == "events":
        return lookup(connection, question.filters)
    return search_lookup(connection, Question(question.text), question.filters)[0]


def _watch(row: RowMapping) -> Watch:
    question = WatchQuestion.from_json(row["question"])
    return Watch(row["name"], question, row["created"], row["last_run"], row["seen"])
