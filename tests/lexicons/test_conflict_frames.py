"""Conflict frames: every example holds a form of its trigger, guards carry no code, contexts are known."""

from __future__ import annotations

import re

import pytest

from saksi.events.lexicon import compile_events
from saksi.lexicons.load import default_lexicons, schema

ROWS = default_lexicons().table("frames_conflict")
WORD = re.compile(r"\w+(?:-\w+)*")
CLITICS = re.compile(r"(?<=\w{3})(?:nya|lah|kah|pun)$")


@pytest.fixture(scope="module")
def forms() -> dict[tuple[str, str], set[tuple[str, ...]]]:
    lexicon = compile_events(default_lexicons())
    known: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    for found in lexicon.triggers.values():
        for trigger in found:
            known.setdefault((trigger.frame.id, trigger.frame.type), set()).add(trigger.words)
    return known


def test_every_example_holds_its_trigger(forms: dict[tuple[str, str], set[tuple[str, ...]]]) -> None:
    for row in ROWS:
        words = [CLITICS.sub("", word) for word in WORD.findall(row["example"].lower())]
        plain = WORD.findall(row["example"].lower())
        shapes = forms[row["id"], row["type"]]
        assert any(
            tuple(sequence[i : i + len(shape)]) == shape
            for shape in shapes
            for sequence in (words, plain)
            for i in range(len(sequence))
        ), (row["id"], row["example"])


def test_guards_carry_no_code_and_events_carry_one() -> None:
    assert not [row["id"] for row in ROWS if (row["type"] == "NONE") == bool(row["cameo"])]


def test_contexts_are_those_of_the_manual() -> None:
    known = set(schema("contexts").columns["context"]["values"])
    assert len(known) == 37
    assert not [row["id"] for row in ROWS if not set(row["contexts"].split()) <= known]


def test_every_context_has_cues() -> None:
    cued = {row["context"] for row in default_lexicons().table("contexts")}
    assert cued == set(schema("contexts").columns["context"]["values"])
