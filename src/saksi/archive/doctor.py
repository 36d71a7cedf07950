"""Checks an archive: the file itself, the bytes of every document, records, and indices in step with them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, select, text

from saksi.archive import fetch, fulltext
from saksi.archive.counters import Counters
from saksi.archive.database import Database
from saksi.archive.flatten import Ids, Rows, flatten
from saksi.archive.fulltext import EVERYTHING, NEWEST, Range, key_of
from saksi.archive.packing import document_bytes, unpack_record
from saksi.archive.tables import articles, captures, counters, documents, events, records
from saksi.archive.vocabulary import Vocabulary
from saksi.errors import ArchiveError
from saksi.records import ArticleRecord

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong: where, and what."""

    where: str
    what: str


def check(database: Database, *, full: bool = True) -> Iterator[Finding]:
    """Everything that is wrong. Without `full` documents and records are not unpacked."""
    checks = [_file, _documents, _records, _articles, _index_of_articles, _index_of_events]
    if not full:
        checks = [_file, _articles, _index_of_articles, _index_of_events]
    for one in checks:
        try:
            yield from one(database)
        except ArchiveError as error:
            # A damaged page stops the check that meets it; the others may still tell something.
            yield Finding(one.__name__.strip("_").replace("_", " "), str(error))


def _file(database: Database) -> Iterator[Finding]:
    """Faults of a SQLite file, with the pages that they are on where SQLite can tell."""
    if not database.sqlite:
        return
    with database.reading() as connection:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%index%'"
        names = sorted(connection.exec_driver_sql(tables).scalars())
    sound = True
    for name in names:
        for finding in _table(database, name):
            sound = False
            yield finding
    for name in names if sound else ():  # what refers to rows on a damaged page says nothing new
        with database.reading() as connection:
            for _, row, parent, _ in connection.exec_driver_sql(f"PRAGMA foreign_key_check('{name}')"):
                yield Finding(f"table {name}", f"row {row} names a row of {parent} that is not there")
    with database.writing() as connection:
        for index in ("article_index", "event_index"):
            connection.exec_driver_sql(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")


def _table(database: Database, name: str) -> Iterator[Finding]:
    """Faults of one table of a SQLite file."""
    try:
        with database.reading() as connection:
            for line in connection.exec_driver_sql(f"PRAGMA integrity_check('{name}')").scalars():
                if line != "ok":
                    yield Finding(f"table {name}", line)
    except ArchiveError as error:
        pages = _damaged_pages(database, name)
        yield Finding(f"table {name}", f"{_numbered('page', pages)} damaged" if pages else str(error))


def _damaged_pages(database: Database, name: str) -> list[int]:
    """Numbers of the pages of a table that are none, from 1; none where this SQLite cannot tell."""
    try:
        with database.reading() as connection:
            query = text("SELECT pageno FROM dbstat WHERE name = :name AND pagetype = 'corrupted'")
            return list(connection.execute(query, {"name": name}).scalars())
    except ArchiveError:
        return []


def _numbered(what: str, numbers: list[int]) -> str:
    several = len(numbers) > 1
    return f"{what}{'s' if several else ''} {', '.join(map(str, numbers))} {'are' if several else 'is'}"


def _rows(database: Database, table: Table, *columns: ColumnElement[Any]) -> Iterator[RowMapping | int]:
    """The rows of a table in the order of their ids; of one that cannot be read, its id alone.

    Ids are given out one by one and no row is ever taken out, so that a gap is a row that is lost.
    """
    query = select(table.c.id, *columns)
    last, newest = 0, _newest_id(database, table)
    while last < newest:
        try:
            with database.reading() as connection:
                chunk = query.where(table.c.id > last).order_by(table.c.id).limit(_CHUNK)
                rows = list(connection.execute(chunk).mappings())
            upto = rows[-1]["id"] if len(rows) == _CHUNK else newest
            found = {row["id"]: row for row in rows}
        except ArchiveError:
            upto = last + _CHUNK
            found = _one_by_one(database, query, table, range(last + 1, min(upto, newest) + 1))
        for number in range(last + 1, min(upto, newest) + 1):
            yield found.get(number, number)
        last = upto


def _one_by_one(
    database: Database, query: Select[Any], table: Table, numbers: Iterable[int]
) -> dict[int, RowMapping]:
    found = {}
    for number in numbers:
        with suppress(ArchiveError), database.reading() as connection:
            row = connection.execute(query.where(table.c.id == number)).mappings().first()
            if row is not None:
                found[number] = row
    return found


def _newest_id(database: Database, table: Table) -> int:
    with database.reading() as connection:
        query = select(counters.c.value).where(counters.c.name == table.name)
        return int(connection.execute(query).scalar() or 1) - 1


def _lost(database: Database, whose: ColumnElement[bool]) -> str:
    """That something cannot be read, and of which article it is; `whose` is the condition that finds it."""
    article = None
    with suppress(ArchiveError), database.reading() as connection:
        query = select(articles.c.id, articles.c.title, captures.c.url, captures.c.path)
        with_place = query.outerjoin(captures, captures.c.document_id == articles.c.id)
        article = connection.execute(with_place.where(whose).order_by(captures.c.id)).first()
    if article is None:
        return "is lost: it cannot be read"
    title = article.title or "no headline"
    return f"is lost: it cannot be read (article {article.id}, {title}, {article.url or article.path})"


def _documents(database: Database) -> Iterator[Finding]:
    for row in _rows(database, documents, documents.c.sha256, documents.c.data):
        if isinstance(row, int):
            yield Finding(f"document {row}", _lost(database, articles.c.id == row))
            continue
        try:
            data = document_bytes(bytes(row["data"] or b""))
        except ArchiveError as error:
            yield Finding(f"document {row['id']}", str(error))
            continue
        if hashlib.sha256(data).digest() != bytes(row["sha256"] or b""):
            yield Finding(
                f"document {row['id']}", "its bytes do not have the hash that they were entered with"
            )


def _records(database: Database) -> Iterator[Finding]:
    for row in _rows(database, records, records.c.data):
        if isinstance(row, int):
            yield Finding(f"record {row}", _lost(database, articles.c.record_id == row))
            continue
        try:
            unpack_record(bytes(row["data"] or b""))
        except (ArchiveError, ValueError) as error:
            yield Finding(f"record {row['id']}", str(error))


def _articles(database: Database) -> Iterator[Finding]:
    with database.reading() as connection:
        unread = select(documents.c.id).where(documents.c.id.not_in(select(articles.c.id)))
        for number in connection.execute(unread).scalars():
            yield Finding(f"document {number}", "has no article")


def _index_of_articles(database: Database) -> Iterator[Finding]:
    query = select(articles.c.day, articles.c.record_id, articles.c.id).order_by(
        articles.c.day, articles.c.record_id
    )
    yield from _in_step(database, "article_index", "article", query)


def _index_of_events(database: Database) -> Iterator[Finding]:
    query = select(events.c.day, events.c.id, events.c.id).order_by(events.c.day, events.c.id)
    yield from _in_step(database, "event_index", "event", query)


def _in_step(database: Database, index: str, what: str, query: Any) -> Iterator[Finding]:
    """Rows that the index does not hold. What it holds beyond is stale, and does no harm."""
    with database.reading() as connection:
        entered = _entered(connection, index)
        at = next(entered, None)
        for day, number, shown in connection.execute(query.execution_options(yield_per=10_000)):
            key = key_of(day, number)
            while at is not None and at < key:
                at = next(entered, None)
            if at != key:
                yield Finding(f"{what} {shown}", "is not in the index (saksi doctor --rebuild enters it)")


def _entered(connection: Connection, index: str) -> Iterator[int]:
    low = 0
    while True:
        keys = fulltext.keys_between(connection, index, Range(EVERYTHING, low, NEWEST), 50_000, newest=False)
        yield from keys
        if len(keys) < 50_000:
            return
        low = keys[-1] + 1


def rebuild(database: Database) -> int:
    """Enters all current records into the indices anew; returns how many."""
    with database.writing() as connection:
        for index in ("article_index", "event_index"):
            fulltext.clear(connection, index)
    done = last = 0
    while True:
        with database.writing() as connection:
            query = select(articles.c.id, articles.c.record_id).where(articles.c.id > last)
            chunk = connection.execute(query.order_by(articles.c.id).limit(_CHUNK)).all()
            if not chunk:
                break
            _enter(connection, dict(chunk))
        done += len(chunk)
        last = chunk[-1][0]
    if database.sqlite:
        with database.writing() as connection:
            for index in ("article_index", "event_index"):
                connection.execute(text(f"INSERT INTO {index} ({index}) VALUES ('optimize')"))
    return done


def _enter(connection: Connection, chunk: dict[int, int]) -> None:
    """Enters articles (record by id) under the ids that their events have."""
    said = {n: ArticleRecord.from_dict(r) for n, r in fetch.records_of(connection, chunk.values())}
    own: defaultdict[int, list[int]] = defaultdict(list)
    for row in fetch.rows_in(
        connection, select(events.c.id, events.c.article_id), events.c.article_id, chunk
    ):
        own[row["article_id"]].append(row["id"])
    named = Vocabulary().enter(connection, Counters(connection), list(said.values()))
    laid_out = Rows()
    for article, record_id in chunk.items():
        numbers = iter(sorted(own[article]))
        ids = Ids(named.actors, named.places, named.outlets, partial(_again, numbers))
        flatten(said[record_id], article, record_id, ids, laid_out)
    fulltext.enter(connection, "article_index", laid_out.articles)
    fulltext.enter(connection, "event_index", laid_out.events)


def _again(events_before: Iterator[int], table: str) -> int:
    return next(events_before) if table == "events" else 0
