"""Reads the gold of events and holds it against the articles that it was made on.

The gold is JSONL, one article a line, and holds no words of the text; docs/annotation/events.md gives
its shape and says what is an event. Offsets are half-open code points into the `text` field of the
article's row, those under `title` into its `title` field. Both fields are known by the SHA-256 of their
UTF-8: a row that has changed is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saksi.errors import ReadError
from saksi.evaluation.events import TYPES
from saksi.readers.jsonl import row
from saksi.readers.source import SourceDocument
from saksi.records import Span

PARTS = ("train", "test")
MODALITIES = (
    "happened", "ongoing", "agreed", "planned", "offered", "demanded", "threatened", "expected",
    "hypothetical", "alleged",
)  # fmt: skip
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GoldParty:
    """The nearest mention of a source or target, and its actor code (None for nobody in particular)."""

    span: Span
    code: str | None


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One event at its fullest mention; `also` are its other mentions, `title` those in the headline."""

    type: str
    modality: str
    negated: bool
    trigger: tuple[Span, ...]
    source: tuple[GoldParty, ...]
    target: tuple[GoldParty, ...]
    also: tuple[Span, ...]
    title: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class EventGold:
    """The events of one article, with the row they stand in as a source document."""

    id: str
    part: str
    title: str
    document: SourceDocument
    events: tuple[GoldEvent, ...]

    @property
    def text(self) -> str:
        """The row's text, which the offsets count in."""
        return self.document.raw


def read_event_gold(gold: Path, articles: Path) -> list[EventGold]:
    """All articles of the gold, in its order, with their rows from `articles` (JSONL with id, title, text).

    Raises ReadError if an article is missing or not the one that was annotated, or if a line of the
    gold breaks its own rules.
    """
    return [article for _, _, article in annotated(gold, articles)]


def annotated(gold: Path, articles: Path) -> Iterator[tuple[Json, str, EventGold]]:
    """(line, FILE:LINE, article) of each line of a gold made on articles; see `read_event_gold`.

    A gold of something else than events gives articles without any, and its own labels in the line.
    """
    lines = list(_json_lines(gold))
    wanted = {str(line.get("id")) for _, line, _ in lines}
    rows = {
        str(line["id"]): (line, row(data, str(articles), number))
        for number, line, data in _json_lines(articles)
        if str(line.get("id")) in wanted
    }
    for number, line, _ in lines:
        where = f"{gold}:{number}"
        yield line, where, _article(line, rows, where)


def _json_lines(path: Path) -> Iterator[tuple[int, Json, bytes]]:
    with path.open("rb") as stream:
        for number, data in enumerate(stream, 1):
            if data.strip():
                try:
                    yield number, json.loads(data), data.rstrip(b"\r\n")
                except ValueError as error:
                    raise ReadError(f"{path}:{number}", f"not JSON: {error}") from error


def _article(line: Json, rows: Mapping[str, tuple[Json, SourceDocument]], where: str) -> EventGold:
    name = str(line.get("id"))
    if name not in rows:
        raise ReadError(where, f"no article with id {name}")
    fields, document = rows[name]
    text, title = str(fields.get("text", "")), str(fields.get("title", ""))
    if text != document.raw or _digest(text) != line.get("sha256"):
        raise ReadError(where, f"the text of article {name} is not the one that was annotated")
    if _digest(title) != line.get("title_sha256"):
        raise ReadError(where, f"the title of article {name} is not the one that was annotated")
    if line.get("part") not in PARTS:
        raise ReadError(where, f"part is {line.get('part')!r}, expected one of {PARTS}")
    events = tuple(_event(cells, len(text), len(title), where) for cells in line.get("events", ()))
    return EventGold(name, str(line["part"]), title, document, events)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _event(cells: Json, size: int, title_size: int, where: str) -> GoldEvent:
    if cells["type"] not in TYPES:
        raise ReadError(where, f"unknown type {cells['type']!r}")
    if cells["modality"] not in MODALITIES:
        raise ReadError(where, f"unknown modality {cells['modality']!r}")
    event = GoldEvent(
        type=str(cells["type"]),
        modality=str(cells["modality"]),
        negated=bool(cells["negated"]),
        trigger=spans_in(cells["trigger"], size, where),
        source=_parties(cells["source"], size, where),
        target=_parties(cells["target"], size, where),
        also=spans_in(cells["also"], size, where),
        title=spans_in(cells.get("title", ()), title_size, where),
    )
    if not event.trigger:
        raise ReadError(where, f"a {event.type} event has no trigger")
    return event


def spans_in(pairs: Sequence[Sequence[int]], size: int, where: str) -> tuple[Span, ...]:
    """The spans of a gold line, each inside a field of `size` characters. Raises ReadError."""
    spans = tuple((int(start), int(end)) for start, end in pairs)
    for start, end in spans:
        if not 0 <= start < end <= size:
            raise ReadError(where, f"span {start}-{end} is empty or outside the text")
    return spans


def _parties(cells: Sequence[Json], size: int, where: str) -> tuple[GoldParty, ...]:
    return tuple(GoldParty(spans_in([cell["span"]], size, where)[0], cell["code"]) for cell in cells)
