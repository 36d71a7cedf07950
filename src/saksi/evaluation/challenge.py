"""Reads the challenge set: single sentences, each tagged with the phenomena of language that it tries.

The set is JSONL, one sentence a line; docs/annotation/challenge.md gives its shape and says how it was made.
Parties and triggers are words of the sentence. A sentence's part follows from its id (`part_of`), so that
neither a corrected sentence nor a new one moves another between dev and test.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saksi.errors import ReadError
from saksi.evaluation.event_gold import MODALITIES
from saksi.evaluation.events import TYPES
from saksi.records import Span

PARTS = ("dev", "test")
NAME = re.compile(r"([a-z_]+)-(\d{2,})")
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """One right way to code an event; `mode` None leaves the mode open, any of `modalities` is right."""

    type: str
    mode: str | None
    modalities: tuple[str, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Expected:
    """An event of a sentence: its readings, best first, and where its words stand.

    `source` and `target` are spans of the party's words, empty if the sentence names none; None if several
    answers are right, so that the side is not judged. An `optional` event may be left out: whether it is one
    of its own is open (a strike named only as the occasion of an arrest).
    """

    readings: tuple[Reading, ...]
    trigger: tuple[Span, ...]
    source: tuple[Span, ...] | None
    target: tuple[Span, ...] | None
    optional: bool = False

    @property
    def type(self) -> str:
        """The type of the best reading."""
        return self.readings[0].type


@dataclass(frozen=True, slots=True)
class Challenge:
    """A sentence of the set; spans of its events are code points of `text`."""

    id: str
    part: str
    phenomena: tuple[str, ...]
    text: str
    events: tuple[Expected, ...]


def part_of(name: str) -> str:
    """The part of the sentence `name` (phenomenon-NN).

    Sentences come in pairs, 01 and 02, 03 and 04; of each pair one goes to dev and one to test, and the
    parity of the SHA-256 of the first one's id says which.
    """
    phenomenon, _, digits = name.rpartition("-")
    number = int(digits)
    first = f"{phenomenon}-{number - (number + 1) % 2:02}"
    turn = int(hashlib.sha256(first.encode()).hexdigest(), 16) % 2
    return PARTS[(number + turn) % 2]


def read_challenge(path: Path) -> list[Challenge]:
    """All sentences in the order of the file. Raises ReadError naming the line that breaks the rules."""
    found: list[Challenge] = []
    seen: set[str] = set()
    for number, line in _json_lines(path):
        where = f"{path}:{number}"
        made = _challenge(line, where)
        for key in (made.id, made.text):
            if key in seen:
                raise ReadError(where, f"{key!r} stands twice")
            seen.add(key)
        found.append(made)
    return found


def _json_lines(path: Path) -> Iterator[tuple[int, Json]]:
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                try:
                    yield number, json.loads(line)
                except ValueError as error:
                    raise ReadError(f"{path}:{number}", f"not JSON: {error}") from error


def _challenge(line: Json, where: str) -> Challenge:
    if set(line) != {"id", "part", "phenomena", "text", "events"}:
        raise ReadError(where, f"keys are {sorted(line)}")
    name, text = str(line["id"]), str(line["text"])
    match = NAME.fullmatch(name)
    if match is None or match[1] != next(iter(line["phenomena"]), None):
        raise ReadError(where, f"id {name!r} is not the first phenomenon and a number")
    if line["part"] != part_of(name):
        raise ReadError(where, f"part is {line['part']!r}, by its id it is {part_of(name)!r}")
    events = tuple(_expected(event, text, where) for event in line["events"])
    return Challenge(name, str(line["part"]), tuple(line["phenomena"]), text, events)


def _expected(event: Json, text: str, where: str) -> Expected:
    if set(event) != {"optional", "readings", "trigger", "source", "target"}:
        raise ReadError(where, f"keys of an event are {sorted(event)}")
    readings = tuple(_reading(r, where) for r in event["readings"])
    trigger = _spans(event["trigger"], text, where)
    if not readings or not trigger:
        raise ReadError(where, "an event has no reading or no trigger")
    source = None if event["source"] is None else _spans(event["source"], text, where)
    target = None if event["target"] is None else _spans(event["target"], text, where)
    return Expected(readings, trigger, source, target, bool(event["optional"]))


def _reading(reading: Json, where: str) -> Reading:
    if set(reading) != {"type", "mode", "modality", "negated"}:
        raise ReadError(where, f"keys of a reading are {sorted(reading)}")
    if reading["type"] not in TYPES:
        raise ReadError(where, f"unknown type {reading['type']!r}")
    unknown = [m for m in reading["modality"] if m not in MODALITIES]
    if unknown or not reading["modality"]:
        raise ReadError(where, f"unknown modality {unknown}")
    if not isinstance(reading["negated"], bool):
        raise ReadError(where, f"negated is {reading['negated']!r}, expected true or false")
    return Reading(reading["type"], reading["mode"], tuple(reading["modality"]), reading["negated"])


def _spans(phrases: Sequence[str], text: str, where: str) -> tuple[Span, ...]:
    """Every place where one of the phrases begins a word of the text."""
    found: list[Span] = []
    for phrase in phrases:
        places = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(phrase)}", text, re.IGNORECASE)]
        if not phrase.strip() or not places:
            raise ReadError(where, f"{phrase!r} does not stand in the sentence")
        found += places
    return tuple(sorted(found))
