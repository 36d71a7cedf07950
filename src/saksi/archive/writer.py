"""Writes batches of articles: one transaction a batch, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from saksi.archive import fulltext
from saksi.archive.captures import Captures, now, supersede
from saksi.archive.counters import Counters
from saksi.archive.database import Database
from saksi.archive.flatten import Ids, Rows, flatten
from saksi.archive.fulltext import key_of
from saksi.archive.packing import pack_document, pack_record
from saksi.archive.tables import (
    article_actors,
    article_dates,
    article_places,
    articles,
    documents,
    event_actors,
    events,
    happening_reports,
    metadata,
    positions,
    quotes,
    runs,
)
from saksi.archive.vocabulary import Vocabulary, clean
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord

_CHUNK = 500
_OF_ARTICLE = (positions, events, quotes, article_actors, article_places, article_dates)
FLAT_TABLES = (
    "article_actors", "article_places", "article_dates", "quotes", "events", "event_actors", "positions",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """A source document with its record. `sha256` are the digest's bytes."""

    sha256: bytes
    document: SourceDocument
    record: ArticleRecord


@dataclass(frozen=True, slots=True)
class Met:
    """A document that the archive holds already, met once more."""

    sha256: bytes
    document: SourceDocument


@dataclass(frozen=True, slots=True)
class Failed:
    """An input that gave no article."""

    path: str
    cause: str


@dataclass(frozen=True, slots=True)
class Recoded:
    """A new record of an article in the archive."""

    article: int
    record: ArticleRecord


Item = Loaded | Met | Failed | Recoded


class Writer:
    """Writes what one run gives. Not to be shared between threads."""

    def __init__(self, database: Database, run: int) -> None:
        self.database = database
        self.run = run
        self._vocabulary = Vocabulary()

    def write(self, batch: Sequence[Item]) -> None:
        """Writes a batch, in order. Raises ArchiveError; nothing of the batch is kept then."""
        try:
            with self.database.writing() as connection:
                _Batch(connection, self.run, self._vocabulary).write(batch)
        except BaseException:
            self._vocabulary.forget()
            raise


class _Batch:
    def __init__(self, connection: Connection, run: int, vocabulary: Vocabulary) -> None:
        self.connection = connection
        self.run = run
        self.vocabulary = vocabulary
        self.ids = Counters(connection)

    def write(self, batch: Sequence[Item]) -> None:
        met = [i for i in batch if isinstance(i, Loaded | Met)]
        failed = [i for i in batch if isinstance(i, Failed)]
        recoded = [(i.article, i.record) for i in batch if isinstance(i, Recoded)]
        known = self._document_ids(i.sha256 for i in met)
        fresh = self._documents([i for i in met if isinstance(i, Loaded)], known)
        places = [(known[i.sha256], i.document) for i in met]
        entered, revised = Captures(self.connection).enter(self.ids, places)
        self._forget_current([article for article, _ in recoded])
        self._records([*fresh, *recoded])
        supersede(self.connection, revised)
        self._failures(failed)
        counted = runs.update().where(runs.c.id == self.run)
        self.connection.execute(
            counted.values(
                added=runs.c.added + len(fresh) + len(recoded),
                known=runs.c.known + len(met) - entered,
                failed=runs.c.failed + len(failed),
            )
        )
        self.ids.save()

    def _document_ids(self, shas: Iterable[bytes]) -> dict[bytes, int]:
        wanted = list(dict.fromkeys(shas))
        found: dict[bytes, int] = {}
        for at in range(0, len(wanted), _CHUNK):
            query = select(documents.c.sha256, documents.c.id).where(
                documents.c.sha256.in_(wanted[at : at + _CHUNK])
            )
            found.update((bytes(sha), number) for sha, number in self.connection.execute(query))
        return found

    def _documents(self, batch: Sequence[Loaded], known: dict[bytes, int]) -> list[tuple[int, ArticleRecord]]:
        """Enters the documents that are new, and says so in `known`."""
        fresh: list[tuple[int, ArticleRecord]] = []
        rows = []
        for item in batch:
            if item.sha256 in known:
                continue  # another loader was faster, or the batch holds it twice
            number = known[item.sha256] = self.ids.take("documents")
            fresh.append((number, item.record))
            rows.append(
                {
                    "id": number,
                    "sha256": item.sha256,
                    "media_type": item.document.media_type,
                    "size": len(item.document.data),
                    "data": pack_document(item.document),
                }
            )
        self._insert("documents", rows)
        return fresh

    def _records(self, coded: Sequence[tuple[int, ArticleRecord]]) -> None:
        """Enters records, and lays them out as the current ones of their articles."""
        if not coded:
            return
        named = self.vocabulary.enter(self.connection, self.ids, [record for _, record in coded])
        ids = Ids(named.actors, named.places, named.outlets, self.ids.take)
        laid_out = Rows()
        first = self.ids.take("records", len(coded))
        rows = []
        for number, (article, record) in enumerate(coded, first):
            data, digest = pack_record(record)
            rows.append(
                {"id": number, "article_id": article, "run_id": self.run, "digest": digest, "data": data}
            )
            flatten(record, article, number, ids, laid_out)
        self._insert("records", rows)
        upsert_articles(self.connection, laid_out.tables.pop("articles"))
        for name in FLAT_TABLES:
            self._insert(name, laid_out.tables[name])
        fulltext.enter(self.connection, "article_index", laid_out.articles)
        fulltext.enter(self.connection, "event_index", laid_out.events)

    def _forget_current(self, coded_anew: Sequence[int]) -> None:
        """Takes out what is laid out of articles that get another record."""
        for at in range(0, len(coded_anew), _CHUNK):
            chunk = coded_anew[at : at + _CHUNK]
            old = select(articles.c.day, articles.c.record_id).where(articles.c.id.in_(chunk))
            keys = [key_of(day, number) for day, number in self.connection.execute(old)]
            fulltext.remove(self.connection, "article_index", keys)
            old = select(events.c.day, events.c.id).where(events.c.article_id.in_(chunk))
            found = [(day, number) for day, number in self.connection.execute(old)]
            fulltext.remove(self.connection, "event_index", [key_of(*f) for f in found])
            numbers = [number for _, number in found]
            for start in range(0, len(numbers), _CHUNK):
                part = numbers[start : start + _CHUNK]
                self.connection.execute(delete(event_actors).where(event_actors.c.event_id.in_(part)))
            for table in (happening_reports, *_OF_ARTICLE):
                self.connection.execute(delete(table).where(table.c.article_id.in_(chunk)))

    def _failures(self, failed: Sequence[Failed]) -> None:
        first = self.ids.take("failures", len(failed))
        rows = [
            {"id": n, "run_id": self.run, "path": clean(f.path), "cause": clean(f.cause), "at": now()}
            for n, f in enumerate(failed, first)
        ]
        self._insert("failures", rows)

    def _insert(self, name: str, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self.connection.execute(metadata.tables[name].insert(), rows)


def upsert_articles(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Enters rows of `articles`; an article that is there already gets the new values."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(articles)
    changed = {c.name: statement.excluded[c.name] for c in articles.c if c.name not in ("id", "superseded")}
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changed), rows)
