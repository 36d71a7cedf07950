"""Reads the examples of the lexicon rows, as `saksi lexicon check` does.

A frame's example must give an event by that frame (a guard must hold its words back), its counter-example must
give none. An example of the codebook must give an event with that code, mode or context, its counter-example
none. Every sentence is read by the pipeline as an article of its own, with no headline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from saksi.events.trace import Account
from saksi.lexicons.check import ExampleCheck
from saksi.lexicons.load import Row
from saksi.pipeline import Pipeline
from saksi.readers.source import SourceDocument
from saksi.records import Event

FRAMES = ("frames_conflict", "frames_cooperation")
CODEBOOK = "codebook_examples"
# A sentence before the example keeps the reader from taking it for a headline.
OPENING = "Demikian isi laporan itu."

Reads = Callable[[str], tuple[tuple[Event, ...], frozenset[str]]]


def example_checks(pipeline: Pipeline) -> Mapping[str, ExampleCheck]:
    """The checks of examples by table, for `lexicons.check.check`."""

    def reads(sentence: str) -> tuple[tuple[Event, ...], frozenset[str]]:
        return read_sentence(pipeline, sentence)

    frames = {table: partial(_frame_faults, reads, table) for table in FRAMES}
    return {**frames, CODEBOOK: partial(_codebook_faults, reads)}


def read_sentence(pipeline: Pipeline, sentence: str) -> tuple[tuple[Event, ...], frozenset[str]]:
    """The events of a sentence, and the rules of the guards that held words of it back."""
    account = Account()
    raw = f"{OPENING}\n\n{sentence}\n"
    record = pipeline.read(SourceDocument(raw.encode(), raw, "example", "text/plain"), account)
    guards = {rule for step in account.steps if step.reason == "guard" for rule in step.rules}
    return record.events, frozenset(guards)


def _frame_faults(reads: Reads, table: str, row: Row) -> Iterator[tuple[str, str]]:
    rule = f"{table}:{row['id']}"
    events, guards = reads(row["example"])
    fired = rule in guards if row["type"] == "NONE" and not row["operator"] else _made_by(rule, events)
    if not fired:
        yield "example", f"the frame does not fire in {row['example']!r}: mend the frame or the example"
    if row["not_example"] and _made_by(rule, reads(row["not_example"])[0]):
        yield "not_example", f"the frame fires in {row['not_example']!r}: narrow the frame or mend the example"


def _made_by(rule: str, events: tuple[Event, ...]) -> bool:
    return any(rule in event.rule for event in events)


def _codebook_faults(reads: Reads, row: Row) -> Iterator[tuple[str, str]]:
    wanted = f"{row['what']} {row['name']}"
    if row["name"] not in _names(row["what"], reads(row["example"])[0]):
        yield "example", f"no event of {wanted} in {row['example']!r}: mend the rules or the example"
    if row["not_example"] and row["name"] in _names(row["what"], reads(row["not_example"])[0]):
        yield "not_example", f"an event of {wanted} in {row['not_example']!r}: mend the rules or the example"


def _names(what: str, events: tuple[Event, ...]) -> frozenset[str]:
    """The codes, modes (with their type) or contexts of events."""
    if what == "code":
        return frozenset(event.cameo for event in events if event.cameo)
    if what == "mode":
        return frozenset(f"{event.type} {event.mode}" for event in events if event.mode)
    return frozenset(context for event in events for context in event.contexts)
