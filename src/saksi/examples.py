"""Reads the examples of the lexicon rows, as `saksi lexicon check` does.

A frame's example must give an event by that frame (a guard's must give none of its root), its
counter-example must give none. An example of the codebook must give an event with that code, mode or
context, its counter-example none. Every sentence is read as the body of an article.

The learned judge weighs whole articles and is taught anew now and then; a row must hold by the rules alone.
So all is an event here that the rules draft and nothing speaks against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from saksi.events.clues import UNOPPOSED
from saksi.events.judge import ALWAYS, Judge
from saksi.lexicons.check import ExampleCheck
from saksi.lexicons.load import Row
from saksi.pipeline import Pipeline
from saksi.readers.source import SourceDocument
from saksi.records import Event

FRAMES = ("frames_conflict", "frames_cooperation")
CODEBOOK = "codebook_examples"
# A sentence before the example keeps the reader from taking it for a headline.
OPENING = "Demikian isi laporan itu."

Reads = Callable[[str], tuple[Event, ...]]
# Keeps every draft that nothing speaks against.
BY_RULE = Judge({ALWAYS: -5.0, UNOPPOSED: 10.0}, {ALWAYS: -30.0}, certain=0.5, new=0.5)


def example_checks(pipeline: Pipeline) -> Mapping[str, ExampleCheck]:
    """The checks of examples by table, for `lexicons.check.check`."""

    def reads(sentence: str) -> tuple[Event, ...]:
        return read_sentence(pipeline, sentence)

    frames = {table: partial(_frame_faults, reads, table) for table in FRAMES}
    return {**frames, CODEBOOK: partial(_codebook_faults, reads)}


def read_sentence(pipeline: Pipeline, sentence: str) -> tuple[Event, ...]:
    """The events of a sentence that stands in the body of an article."""
    raw = f"{OPENING}\n\n{sentence}\n"
    coder = pipeline.coder(SourceDocument(raw.encode(), raw, "example", "text/plain"))
    return tuple(finding.event for finding in replace(coder, judge=BY_RULE).findings())


def _frame_faults(reads: Reads, table: str, row: Row) -> Iterator[tuple[str, str]]:
    rule = f"{table}:{row['id']}"
    events = reads(row["example"])
    if row["type"] == "NONE" and not row["operator"]:
        if any(_root(made) == row["root"] for event in events for made in event.rule):
            yield "example", f"a frame of {row['root']} fires in {row['example']!r}: mend guard or example"
    elif not _made_by(rule, events):
        yield "example", f"the frame does not fire in {row['example']!r}: mend the frame or the example"
    if row["not_example"] and _made_by(rule, reads(row["not_example"])):
        yield "not_example", f"the frame fires in {row['not_example']!r}: narrow it or mend the example"


def _root(rule: str) -> str:
    """The root that a rule is named for: frames_conflict:serang-1 is of serang."""
    return rule.partition(":")[2].rpartition("-")[0]


def _made_by(rule: str, events: tuple[Event, ...]) -> bool:
    return any(rule in event.rule for event in events)


def _codebook_faults(reads: Reads, row: Row) -> Iterator[tuple[str, str]]:
    wanted = f"{row['what']} {row['name']}"
    if row["name"] not in _names(row["what"], reads(row["example"])):
        yield "example", f"no event of {wanted} in {row['example']!r}: mend the rules or the example"
    if row["not_example"] and row["name"] in _names(row["what"], reads(row["not_example"])):
        yield "not_example", f"an event of {wanted} in {row['not_example']!r}: mend the rules or the example"


def _names(what: str, events: tuple[Event, ...]) -> frozenset[str]:
    """The codes, modes (with their type) or contexts of events."""
    if what == "code":
        return frozenset(event.cameo for event in events if event.cameo)
    if what == "mode":
        return frozenset(f"{event.type} {event.mode}" for event in events if event.mode)
    return frozenset(context for event in events for context in event.contexts)
