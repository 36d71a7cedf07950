"""Checks saved records against their source documents: every span is sliced again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from saksi.errors import ReadError
from saksi.readers.columns import Columns
from saksi.readers.open import read_sources
from saksi.readers.source import SourceDocument

Json = Mapping[str, Any]


class SourceFinder:
    """Finds the source document of a record again, reading each file once and in order."""

    def __init__(self, columns: Columns | None = None) -> None:
        """`columns`: the mapping that tables were read with."""
        self._columns = columns
        self._path: str | None = None
        self._documents: dict[int | None, SourceDocument] = {}
        self._stream: Iterator[SourceDocument | ReadError] = iter(())

    def find(self, record: Json) -> SourceDocument | None:
        """The source document that the record names, or None if it is gone."""
        path, number = record["source"]["path"], record["source"]["record"]
        if path == "-" or not Path(path).is_file():
            return None
        if path != self._path:
            self._path, self._documents, self._stream = path, {}, self._open(path)
        found = self._documents.pop(number, None)
        while found is None:
            document = next(self._stream, None)
            if document is None:
                self._path = None
                return None
            if isinstance(document, SourceDocument):
                if document.record == number:
                    found = document
                else:
                    self._documents[document.record] = document
        return found

    def _open(self, path: str) -> Iterator[SourceDocument | ReadError]:
        return read_sources([path], columns=self._columns, follow=False)


def verify_file(path: Path, columns: Columns | None = None) -> Iterator[tuple[int, str]]:
    """(line number, fault) for every fault of a JSONL file of records. Raises ReadError if unreadable.

    `columns` is the column mapping that the records were read with, if any.
    """
    finder = SourceFinder(columns)
    try:
        stream = path.open(encoding="utf-8")
    except OSError as error:
        raise ReadError(str(path), error.strerror or str(error)) from error
    with stream:
        for number, line in enumerate(stream, 1):
            try:
                record = json.loads(line)
                faults = list(verify_record(record, finder.find(record)))
            except (ValueError, KeyError, TypeError, IndexError) as error:
                faults = [f"not an article record: {type(error).__name__}: {error}"]
            for fault in faults:
                yield number, fault


def verify_record(record: Json, source: SourceDocument | None) -> Iterator[str]:
    """Every fault of one record: bytes changed, text that is not the source's, spans out of place."""
    text = record["text"]
    yield from _spans(record, text)
    yield from _words(record, text)
    yield from _references(record)
    if source is None:
        yield f"source document not found: {record['source']['path']}"
        return
    if source.id != record["id"]:
        yield f"source document has changed: it is now {source.id}"
        return
    yield from _blocks(record, text, source.raw)


def _blocks(record: Json, text: str, raw: str) -> Iterator[str]:
    """Each block's words stand in the source where it says, and the blocks leave nothing of it out."""
    covered = 0
    for block in sorted((b for b in record["blocks"] if b["raw"]), key=lambda b: b["raw"]):
        start, end = block["raw"]
        if not 0 <= start <= end <= len(raw):
            yield f"block {block['kind']} {block['raw']} lies outside the source document"
            continue
        if raw[covered:start].strip():
            yield f"source text {[covered, start]} is in no block"
        covered = max(covered, end)
        if block["span"] and text[slice(*block["span"])] != raw[start:end]:
            yield f"block {block['kind']} {block['raw']} differs from text {block['span']}"
    if raw[covered:].strip():
        yield f"source text {[covered, len(raw)]} is in no block"


def _words(record: Json, text: str) -> Iterator[str]:
    """Fields that repeat words of the text repeat them exactly; no text stands outside the blocks."""
    dateline = record["dateline"]
    if dateline and text[slice(*dateline["span"])] != dateline["text"]:
        yield f"dateline {dateline['span']} is not {dateline['text']!r}"
    kept = sorted(b["span"] for b in record["blocks"] if b["span"])
    end = 0
    for start, stop in kept:
        if text[end:start].strip():
            yield f"text {[end, start]} comes from no block"
        end = max(end, stop)
    if text[end:].strip():
        yield f"text {[end, len(text)]} comes from no block"
    for event in record["events"]:
        first, last = event["sentence"]
        for start, stop in event["witness"]["trigger"]:
            if not first <= start < stop <= last:
                yield f"event {event['id']}: trigger {[start, stop]} lies outside its sentence"


def _references(record: Json) -> Iterator[str]:
    """Ids that events, quotes, sizes and positions use exist; a filled field has its witness."""
    known = {
        thing["id"] for key in ("actors", "places", "dates", "quotes", "events") for thing in record[key]
    }
    for event in record["events"]:
        used = [*event["source"], *event["target"], event["place"], event["date"], event["quote"]]
        used.append(event["answers"])
        yield from (
            f"event {event['id']}: no {ref} in the record" for ref in used if ref and ref not in known
        )
        for field in ("source", "target", "place", "date"):
            if event[field] and not event["witness"][field]:
                yield f"event {event['id']}: {field} has no witness"
        if event["negated"] and not event["witness"]["negated"]:
            yield f"event {event['id']}: negated has no witness"
    for quote in record["quotes"]:
        used = [quote["speaker"], *quote["others"], *quote["via"], quote["date"], quote["place"]]
        yield from (
            f"quote {quote['id']}: no {ref} in the record" for ref in used if ref and ref not in known
        )
    yield from _nesting(record["quotes"])
    for size in record.get("sizes", ()):
        used = [size[key] for key in ("speaker", "quote", "event", "place", "date") if size[key]]
        yield from (f"size {size['id']}: no {ref} in the record" for ref in used if ref not in known)
        if not size["witness"]["number"] or not size["witness"]["word"]:
            yield f"size {size['id']}: its number or its kind has no witness"
    for position in record["positions"]:
        used = [position["actor"], position["event"], position["quote"], position["date"]]
        yield from (f"position: no {ref} in the record" for ref in used if ref and ref not in known)


def _nesting(quotes: Sequence[Json]) -> Iterator[str]:
    """A quote inside another stands within its words. Records made before quotes nested lack the key."""
    spans = {quote["id"]: quote["span"] for quote in quotes}
    for quote in quotes:
        outer = quote.get("inside")
        if outer is None:
            continue
        if outer not in spans or outer == quote["id"]:
            yield f"quote {quote['id']}: no outer quote {outer} in the record"
        elif not spans[outer][0] <= quote["span"][0] < quote["span"][1] <= spans[outer][1]:
            yield f"quote {quote['id']}: lies outside the quote {outer} that should hold it"


def _spans(record: Json, text: str) -> Iterator[str]:
    """All spans lie in the text and hold words."""
    for where, span in _all_spans(record):
        start, end = span
        if not 0 <= start < end <= len(text):
            yield f"{where}: span {span} lies outside the text"
        elif not text[start:end].strip():
            yield f"{where}: span {span} holds no words"


def _all_spans(record: Json) -> Iterator[tuple[str, Sequence[int]]]:
    yield from (("block " + b["kind"], b["span"]) for b in record["blocks"] if b["span"])
    yield from (("sentence", s) for s in record["sentences"])
    if record["dateline"]:
        yield "dateline", record["dateline"]["span"]
    for key in ("actors", "places"):
        yield from ((thing["id"], span) for thing in record[key] for span in thing["mentions"])
    yield from ((d["id"], d["span"]) for d in record["dates"])
    for quote in record["quotes"]:
        yield quote["id"], quote["span"]
        if quote["cue"]:
            yield quote["id"] + " cue", quote["cue"]
        if quote["speaker_span"]:
            yield quote["id"] + " speaker", quote["speaker_span"]
        yield from ((quote["id"] + " setting", span) for span in quote["setting"])
    for event in record["events"]:
        yield event["id"], event["sentence"]
        for field, spans in event["witness"].items():
            yield from ((f"{event['id']} {field}", span) for span in spans)
    for size in record.get("sizes", ()):
        yield size["id"], size["span"]
        for field, spans in size["witness"].items():
            yield from ((f"{size['id']} {field}", span) for span in spans)
    for position in record["positions"]:
        yield from (("position", span) for span in position["witness"])
    yield from (("diagnostic", d["span"]) for d in record["diagnostics"] if d["span"])
