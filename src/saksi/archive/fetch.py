"""Rows by their ids: what an index found, made into typed results."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Boolean, Connection, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import DBAPIError

from saksi.archive.packing import record_text, unpack_record
from saksi.archive.results import ActorRef, ArticleRef, EventRow, PlaceRef
from saksi.archive.tables import (
    actors,
    articles,
    captures,
    documents,
    event_actors,
    events,
    happening_reports,
    happenings,
    outlets,
    places,
    records,
)
from saksi.errors import ArchiveError

_IDS = "ids"
_AT_ONCE = 100  # rows of a lookup in memory


def day_text(day: int) -> str | None:
    """An ordinal as an ISO day; None for 0."""
    return date.fromordinal(day).isoformat() if day else None


Row = dict[str, Any]


class Lookup:
    """A fixed query for rows whose `column` is one of given ids; put into SQL once for each kind of database.

    A page asks a dozen of these, and SQLAlchemy takes longer to recognise a query than SQLite to answer it.
    """

    def __init__(self, query: Any, column: Any) -> None:
        self._query = query
        self._column = column
        self._names = [c.name for c in query.selected_columns]
        self._truths = [c.name for c in query.selected_columns if isinstance(c.type, Boolean)]
        self._sql: dict[str, str] = {}

    def every(self, connection: Connection) -> Iterator[Sequence[Any]]:
        """All rows of the query, whatever their ids."""
        yield from connection.execute(self._query)

    def rows(self, connection: Connection, ids: Iterable[int]) -> Iterator[Row]:
        """The rows, in no order; ids may repeat, and those that are not there are left out."""
        for row in self.tuples(connection, ids):
            found = dict(zip(self._names, row, strict=True))
            for name in self._truths:
                found[name] = bool(found[name])  # SQLite has numbers only
            yield found

    def tuples(self, connection: Connection, ids: Iterable[int]) -> Iterator[Sequence[Any]]:
        """Like `rows`, as the database gives them, where there are thousands: columns in their order."""
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return
        sql, bound = self._written(connection), _bound(connection, wanted)
        if connection.dialect.name == "sqlite":
            # Past SQLAlchemy, which takes as long to hand on a dozen rows as SQLite to find them.
            sqlite = connection.connection.driver_connection
            assert sqlite is not None
            try:
                yield from sqlite.execute(sql, tuple(bound.values()))
            except sqlite3.Error as error:
                raise DBAPIError(sql, bound, error) from error  # as SQLAlchemy would
            return
        for part in connection.exec_driver_sql(sql, bound).partitions(_AT_ONCE):
            yield from part

    def _written(self, connection: Connection) -> str:
        dialect = connection.dialect
        if dialect.name not in self._sql:
            query = self._query.where(_is_one_of(connection, self._column))
            self._sql[dialect.name] = str(query.compile(dialect=dialect))
        return self._sql[dialect.name]


def rows_in(connection: Connection, query: Any, column: Any, ids: Iterable[int]) -> Iterator[Any]:
    """Rows of `query` whose `column` is one of `ids`; for queries that are not the same each time."""
    wanted = list(dict.fromkeys(ids))
    if wanted:
        asked = query.where(_is_one_of(connection, column))
        yield from connection.execute(asked, _bound(connection, wanted)).mappings()


def _is_one_of(connection: Connection, column: Any) -> Any:
    """All ids in one parameter: a parameter each takes longer to write down than the rows take to find."""
    if connection.dialect.name == "sqlite":
        listed = func.json_each(bindparam(_IDS)).table_valued("value")
        return column.in_(select(listed.c.value))
    return column == any_(bindparam(_IDS, type_=ARRAY(BigInteger)))


def _bound(connection: Connection, ids: list[int]) -> dict[str, Any]:
    return {_IDS: json.dumps(ids) if connection.dialect.name == "sqlite" else ids}


_ARTICLES = Lookup(select(articles), articles.c.record_id)
_CAPTURES = Lookup(select(captures), captures.c.document_id)
# What `article_ref` needs of an article.
REFERRED = (
    select(articles.c.id, articles.c.title, articles.c.published, documents.c.sha256, outlets.c.name)
    .join(documents, documents.c.id == articles.c.id)
    .outerjoin(outlets, outlets.c.id == articles.c.outlet_id)
)
_REFS = Lookup(REFERRED, articles.c.id)
_RECORDS = Lookup(select(records.c.id, records.c.data), records.c.id)
_ACTORS = Lookup(select(actors.c.id, actors.c.name, actors.c.code), actors.c.id)
_PLACE = ("id", "name", "geonames", "lat", "lon", "country")
_PLACES = Lookup(select(*(places.c[n] for n in _PLACE)), places.c.id)
_EVENTS = Lookup(select(events), events.c.id)
PARTIES = Lookup(select(event_actors), event_actors.c.event_id)
_HAPPENINGS = Lookup(
    select(
        happening_reports.c.event_id, happenings.c.id, happenings.c.story_id, happenings.c.reports,
        happenings.c.origins,
    ).join(happenings, happenings.c.id == happening_reports.c.happening_id),
    happening_reports.c.article_id,
)  # fmt: skip
_TEXTS = Lookup(
    select(articles.c.id, records.c.data).join(records, records.c.id == articles.c.record_id), articles.c.id
)


def article_number(connection: Connection, article: int | str) -> int:
    """The number of an article, by its number or id ("sha256:..."). Raises ArchiveError if there is none."""
    if isinstance(article, int):
        return article
    try:
        sha = bytes.fromhex(article.removeprefix("sha256:"))
    except ValueError as error:
        raise ArchiveError(f"{article}: is no id of an article (sha256:...)") from error
    found = connection.execute(select(documents.c.id).where(documents.c.sha256 == sha)).scalar()
    if found is None:
        raise ArchiveError(f"there is no article {article}")
    return int(found)


def articles_by_record(connection: Connection, record_ids: Sequence[int]) -> dict[int, Row]:
    """Article rows by the id of their current record; records that are no longer current are left out."""
    return {row["record_id"]: row for row in _ARTICLES.rows(connection, record_ids)}


def first_captures(connection: Connection, numbers: Iterable[int]) -> dict[int, Row]:
    """The first capture of each document, by the document's id."""
    met: dict[int, Row] = {}
    for row in _CAPTURES.rows(connection, numbers):
        kept = met.get(row["document_id"])
        if kept is None or row["id"] < kept["id"]:
            met[row["document_id"]] = row
    return met


def article_refs(connection: Connection, numbers: Iterable[int]) -> dict[int, ArticleRef]:
    """Articles by their ids."""
    wanted = list(dict.fromkeys(numbers))
    met = first_captures(connection, wanted)
    return {row["id"]: article_ref(row, met.get(row["id"])) for row in _REFS.rows(connection, wanted)}


def article_ref(row: Row, capture: Row | None) -> ArticleRef:
    """An article; `row` has at least the columns of REFERRED."""
    return ArticleRef(
        number=row["id"],
        id=f"sha256:{bytes(row['sha256']).hex()}",
        title=row["title"],
        published=row["published"],
        outlet=row["name"],
        url=capture["url"] if capture else None,
        path=capture["path"] if capture else "",
    )


def record_of(connection: Connection, record_id: int) -> dict[str, Any]:
    """The JSON of one record. Raises ArchiveError if it is gone or damaged."""
    data = connection.execute(select(records.c.data).where(records.c.id == record_id)).scalar()
    if data is None:
        raise ArchiveError(f"there is no record {record_id}")
    return unpack_record(bytes(data))


def records_of(connection: Connection, record_ids: Iterable[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """(id, JSON) of records, in no order."""
    for row in _RECORDS.rows(connection, record_ids):
        yield row["id"], unpack_record(bytes(row["data"]))


def actor_refs(connection: Connection, numbers: Iterable[int]) -> dict[int, ActorRef]:
    """Actors by their ids."""
    found = _ACTORS.rows(connection, numbers)
    return {row["id"]: ActorRef(row["id"], row["name"], row["code"]) for row in found}


def place_refs(connection: Connection, numbers: Iterable[int]) -> dict[int, PlaceRef]:
    """Places by their ids."""
    found = _PLACES.rows(connection, numbers)
    return {row["id"]: PlaceRef(**{n: row[n] for n in _PLACE}) for row in found}


def event_rows(connection: Connection, numbers: Sequence[int]) -> dict[int, EventRow]:
    """Events by their ids; those that are gone are left out."""
    found = {row["id"]: row for row in _EVENTS.rows(connection, numbers)}
    parties: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for row in PARTIES.rows(connection, found):
        parties[row["event_id"], row["side"]].append(row["actor_id"])
    wanted = [n for group in parties.values() for n in group]
    wanted += [r["speaker_id"] for r in found.values() if r["speaker_id"] is not None]
    who = actor_refs(connection, wanted)
    where = place_refs(connection, [r["place_id"] for r in found.values() if r["place_id"] is not None])
    of = [r["article_id"] for r in found.values()]
    refs = article_refs(connection, of)
    texts = texts_of(connection, of)
    real = happenings_of(connection, of)
    return {
        number: _event(
            row, parties, who, where, refs[row["article_id"]], texts[row["article_id"]], real.get(number)
        )
        for number, row in found.items()
    }


def happenings_of(connection: Connection, numbers: Iterable[int]) -> dict[int, Row]:
    """The happening (id, story_id, reports, origins) of each event that these articles report, by event."""
    return {row["event_id"]: row for row in _HAPPENINGS.rows(connection, numbers)}


def texts_of(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """The texts of the current records of articles, by the article's id."""
    return {number: record_text(bytes(data)) for number, data in _TEXTS.tuples(connection, numbers)}


def _event(
    row: Row,
    parties: Mapping[tuple[int, str], Sequence[int]],
    who: Mapping[int, ActorRef],
    where: Mapping[int, PlaceRef],
    article: ArticleRef,
    text: str,
    real: Row | None,
) -> EventRow:
    number = row["id"]
    return EventRow(
        number=number,
        article=article,
        local=row["local"],
        type=row["type"],
        mode=row["mode"],
        contexts=tuple(row["contexts"].split("|")) if row["contexts"] else (),
        cameo=row["cameo"],
        goldstein=row["goldstein"],
        source=tuple(who[n] for n in parties.get((number, "source"), ())),
        target=tuple(who[n] for n in parties.get((number, "target"), ())),
        modality=row["modality"],
        negated=row["negated"],
        date=day_text(row["day"]),
        last_date=day_text(row["last_day"]),
        dated=row["dated"],
        place=where.get(row["place_id"]),
        speaker=who.get(row["speaker_id"]),
        confidence=row["confidence"],
        span=(row["start"], row["end"]),
        sentence=text[row["start"] : row["end"]],
        story=real["story_id"] if real else None,
        happening=real["id"] if real else None,
        reports=real["reports"] if real else 1,
        origins=real["origins"] if real else 1,
    )
