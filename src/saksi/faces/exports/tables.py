"""Every part of the records as a table: events, actors, quotes, places, dates, positions, sizes, articles.

A table has typed columns. In Parquet lists and spans stay nested; in CSV a list is joined by "|" and a span
is written start-end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from saksi.errors import MissingExtraError
from saksi.faces.exports.delimited import Value, write_csv
from saksi.faces.exports.views import views
from saksi.records import ArticleRecord, Span

Row = Mapping[str, Any]
# Kinds of columns: word, whole number, number, yes or no, and lists of words, spans.
Kind = str
_ROWS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns with their kinds, and what gives its rows of an article."""

    name: str
    columns: Mapping[str, Kind]
    rows: Callable[[ArticleRecord], Iterator[Row]]


def _articles(record: ArticleRecord) -> Iterator[Row]:
    yield {
        "article": record.id,
        "path": record.source.path,
        "record": record.source.record,
        "url": record.source.url,
        "media_type": record.source.media_type,
        "outlet": record.outlet,
        "language": record.language,
        "title": record.title,
        "published": record.published,
        "dateline": record.dateline.text if record.dateline else None,
        "byline": record.byline,
        "credits": list(record.credits),
        "text": record.text,
    }


def _events(record: ArticleRecord) -> Iterator[Row]:
    for view in views(record):
        event, place = view.event, view.place
        yield {
            "article": record.id,
            "event": event.id,
            "url": record.source.url,
            "published": record.published,
            "type": event.type,
            "mode": event.mode,
            "modality": event.modality,
            "negated": event.negated,
            "contexts": list(event.contexts),
            "cameo": event.cameo,
            "goldstein": event.goldstein,
            "source": list(event.source),
            "source_names": [a.name for a in view.sources],
            "source_codes": [a.code or "" for a in view.sources],
            "target": list(event.target),
            "target_names": [a.name for a in view.targets],
            "target_codes": [a.code or "" for a in view.targets],
            "place": event.place,
            "place_name": place.name if place else None,
            "country": place.country if place else None,
            "lat": place.lat if place else None,
            "lon": place.lon if place else None,
            "geonames": place.geonames if place else None,
            "date": event.date,
            "date_start": view.date.start if view.date else None,
            "date_end": view.date.end if view.date else None,
            "quote": event.quote,
            "confidence": event.confidence,
            "sentence": view.sentence,
            "trigger": view.words(event.witness.trigger),
            "sentence_span": event.sentence,
            **{f"{name}_spans": list(getattr(event.witness, name)) for name in _WITNESSED},
        }


_WITNESSED = ("trigger", "source", "target", "place", "date", "modality", "negated")


def _actors(record: ArticleRecord) -> Iterator[Row]:
    for actor in record.actors:
        yield {
            "article": record.id,
            "actor": actor.id,
            "name": actor.name,
            "kind": actor.kind,
            "code": actor.code,
            "country": actor.country,
            "role": actor.role,
            "mentions": list(actor.mentions),
        }


def _quotes(record: ArticleRecord) -> Iterator[Row]:
    actors = {a.id: a for a in record.actors}
    for quote in record.quotes:
        speaker = actors.get(quote.speaker or "")
        yield {
            "article": record.id,
            "quote": quote.id,
            "kind": quote.kind,
            "text": record.text[slice(*quote.span)],
            "speaker": quote.speaker,
            "speaker_name": speaker.name if speaker else None,
            "speaker_code": speaker.code if speaker else None,
            "cue": record.text[slice(*quote.cue)] if quote.cue else None,
            "via": [actors[a].name for a in quote.via if a in actors],
            "date": quote.date,
            "span": quote.span,
            "cue_span": quote.cue,
            "inside": quote.inside,
        }


def _places(record: ArticleRecord) -> Iterator[Row]:
    for place in record.places:
        yield {
            "article": record.id,
            "place": place.id,
            "name": place.name,
            "geonames": place.geonames,
            "lat": place.lat,
            "lon": place.lon,
            "country": place.country,
            # What a record says of a place's kind came to it later than the rest.
            **{name: getattr(place, name, None) for name in ("kind", "code", "within", "precision")},
            "mentions": list(place.mentions),
        }


def _dates(record: ArticleRecord) -> Iterator[Row]:
    for date in record.dates:
        yield {
            "article": record.id,
            "date": date.id,
            "text": record.text[slice(*date.span)],
            "start": date.start,
            "end": date.end,
            "granularity": date.granularity,
            "weekday_agrees": date.weekday_agrees,
            "span": date.span,
        }


def _positions(record: ArticleRecord) -> Iterator[Row]:
    actors = {a.id: a for a in record.actors}
    for position in record.positions:
        actor = actors.get(position.actor)
        yield {
            "article": record.id,
            "actor": position.actor,
            "actor_name": actor.name if actor else None,
            "actor_code": actor.code if actor else None,
            "issue": position.issue,
            "stance": position.stance,
            "event": position.event,
            "published": record.published,
            "spans": list(position.witness),
        }


def _sizes(record: ArticleRecord) -> Iterator[Row]:
    actors = {a.id: a for a in record.actors}
    for size in record.sizes:
        speaker = actors.get(size.speaker or "")
        yield {
            "article": record.id,
            "size": size.id,
            "kind": size.kind,
            "low": size.low,
            "high": size.high,
            "unit": size.unit,
            "text": record.text[slice(*size.span)],
            "speaker": size.speaker,
            "speaker_name": speaker.name if speaker else None,
            "quote": size.quote,
            "event": size.event,
            "place": size.place,
            "date": size.date,
            "span": size.span,
            "number_spans": list(size.witness.number),
            "unit_spans": list(size.witness.unit),
            "word_spans": list(size.witness.word),
        }


def _kinds(**columns: str) -> Mapping[str, Kind]:
    return columns


TABLES = {
    table.name: table
    for table in (
        Table(
            "events",
            _kinds(
                article="word", event="word", url="word", published="word", type="word", mode="word",
                modality="word", negated="yes", contexts="words", cameo="word", goldstein="number",
                source="words", source_names="words", source_codes="words", target="words",
                target_names="words", target_codes="words", place="word", place_name="word", country="word",
                lat="number", lon="number", geonames="whole", date="word", date_start="day", date_end="day",
                quote="word", confidence="number", sentence="word", trigger="word", sentence_span="span",
                **{f"{name}_spans": "spans" for name in _WITNESSED},
            ),
            _events,
        ),
        Table(
            "actors",
            _kinds(article="word", actor="word", name="word", kind="word", code="word", country="word",
                   role="word", mentions="spans"),
            _actors,
        ),
        Table(
            "quotes",
            _kinds(article="word", quote="word", kind="word", text="word", speaker="word",
                   speaker_name="word", speaker_code="word", cue="word", via="words", date="word",
                   span="span", cue_span="span", inside="word"),
            _quotes,
        ),
        Table(
            "places",
            _kinds(article="word", place="word", name="word", geonames="whole", lat="number", lon="number",
                   country="word", kind="word", code="word", within="word", precision="word",
                   mentions="spans"),
            _places,
        ),
        Table(
            "dates",
            _kinds(article="word", date="word", text="word", start="day", end="day", granularity="word",
                   weekday_agrees="yes", span="span"),
            _dates,
        ),
        Table(
            "positions",
            _kinds(article="word", actor="word", actor_name="word", actor_code="word", issue="word",
                   stance="word", event="word", published="word", spans="spans"),
            _positions,
        ),
        Table(
            "sizes",
            _kinds(article="word", size="word", kind="word", low="whole", high="whole", unit="word",
                   text="word", speaker="word", speaker_name="word", quote="word", event="word",
                   place="word", date="word", span="span", number_spans="spans", unit_spans="spans",
                   word_spans="spans"),
            _sizes,
        ),
        Table(
            "articles",
            _kinds(article="word", path="word", record="whole", url="word", media_type="word", outlet="word",
                   language="word", title="word", published="word", dateline="word", byline="word",
                   credits="words", text="word"),
            _articles,
        ),
    )
}  # fmt: skip


def write_table_csv(table: Table, records: Iterable[ArticleRecord], stream: BinaryIO) -> None:
    """A table as CSV with a header."""
    rows = ([_flat(row[c]) for c in table.columns] for record in records for row in table.rows(record))
    write_csv(stream, tuple(table.columns), rows)


def write_table_parquet(table: Table, records: Iterable[ArticleRecord], stream: BinaryIO) -> None:
    """A table as Parquet with typed columns, a row group for every few thousand rows.

    Raises MissingExtraError without pyarrow.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("writing Parquet", "parquet") from error
    schema = pa.schema([(name, _arrow_type(pa, kind)) for name, kind in table.columns.items()])
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        for rows in _in_groups(row for record in records for row in table.rows(record)):
            writer.write_table(pa.Table.from_pylist([_typed(table, row) for row in rows], schema))


def _in_groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    for row in rows:
        group.append(row)
        if len(group) == _ROWS_AT_ONCE:
            yield group
            group = []
    if group:
        yield group


def _arrow_type(pa: Any, kind: Kind) -> Any:
    span = pa.struct([("start", pa.int32()), ("end", pa.int32())])
    types = {
        "word": pa.string(),
        "whole": pa.int64(),
        "number": pa.float64(),
        "yes": pa.bool_(),
        "day": pa.date32(),
        "words": pa.list_(pa.string()),
        "span": span,
        "spans": pa.list_(span),
    }
    return types[kind]


def _typed(table: Table, row: Row) -> dict[str, Any]:
    """A row as Arrow takes it."""
    import datetime as dt

    made = dict(row)
    for name, kind in table.columns.items():
        value = made[name]
        if value is None:
            continue
        if kind == "span":
            made[name] = _span(value)
        elif kind == "spans":
            made[name] = [_span(s) for s in value]
        elif kind == "day":
            made[name] = dt.date.fromisoformat(value)
    return made


def _span(span: Span) -> dict[str, int]:
    return {"start": span[0], "end": span[1]}


def _flat(value: Any) -> Value:
    """A value as one cell: lists joined by "|" (which a value of its own loses), spans as start-end."""
    if isinstance(value, tuple):
        return f"{value[0]}-{value[1]}"
    if isinstance(value, list):
        return "|".join(str(_flat(part)).replace("|", "/") for part in value)
    made: Value = value
    return made
