"""Every lexicon row that has examples is coded as they say, and they reach all that the codebook promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from saksi.examples import CODEBOOK, FRAMES, example_checks, read_sentence
from saksi.lexicons.check import check
from saksi.lexicons.load import default_lexicons
from saksi.pipeline import Pipeline
from saksi.records import Event

CODES_WANTED = 250


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load()


@pytest.fixture(scope="module")
def told(pipeline: Pipeline) -> list[Event]:
    """The events of all examples."""
    rows = [row for table in (*FRAMES, CODEBOOK) for row in default_lexicons().table(table)]
    return [event for row in rows for event in read_sentence(pipeline, row["example"])]


def named(what: str) -> set[str]:
    return {row["name"] for row in default_lexicons().table(CODEBOOK) if row["what"] == what}


def test_every_example_and_counter_example_of_ours_is_read_as_its_row_says(pipeline: Pipeline) -> None:
    checks = example_checks(pipeline)
    faults = [
        f"{table}: {row}: {fault}"
        for table in (*FRAMES, CODEBOOK)
        for row in default_lexicons().table(table)
        for fault in checks[table](row)
    ]
    assert faults == []


def test_every_mode_and_every_context_has_an_example() -> None:
    modes = {f"{row['type']} {row['mode']}" for row in default_lexicons().table("plover_modes")}
    contexts = {row["context"] for row in default_lexicons().table("plover_contexts")}
    assert len(contexts) == 37
    assert named("mode") == modes
    assert named("context") == contexts


def test_examples_reach_all_types_and_hundreds_of_codes(told: list[Event]) -> None:
    assert {event.type for event in told} == {row["type"] for row in default_lexicons().table("plover_types")}
    codes = {event.cameo for event in told if event.cameo is not None}
    assert len({code for code in codes if len(code) > 2}) >= CODES_WANTED
    # CAMEO 01 has no type; of its codes only denials are events.
    assert {code[:2] for code in codes} == {f"{root:02}" for root in range(1, 21)}


def test_every_code_of_the_examples_is_one_of_the_table(told: list[Event]) -> None:
    known = {row["code"] for row in default_lexicons().table("cameo")}
    assert {event.cameo for event in told} <= known


HEADER = "id,root,verb,noun,object,not_object,type,mode,contexts,cameo,source,target,operator,example,not_example\n"


def faults_of(folder: Path, row: str) -> Iterator[str]:
    (folder / "frames_conflict.csv").write_text(HEADER + row + "\n", encoding="utf-8")
    yield from check(folder, example_checks(Pipeline.load((folder,))))


def test_an_example_in_which_the_frame_does_not_fire_is_a_fault(tmp_path: Path) -> None:
    row = "gebuk-901,gebuk,menggebuk,,,,ASSAULT,beat,,182,agent,object,,Polisi Kenya mengawal wartawan.,"
    (fault,) = faults_of(tmp_path, row)
    assert "example: the frame does not fire" in fault


def test_a_counter_example_in_which_the_frame_fires_is_a_fault(tmp_path: Path) -> None:
    row = (
        "gebuk-901,gebuk,menggebuk,,,,ASSAULT,beat,,182,agent,object,,"
        "Polisi Kenya menggebuk wartawan.,Polisi Kenya menggebuk pencuri."
    )
    (fault,) = faults_of(tmp_path, row)
    assert "not_example: the frame fires" in fault


def test_a_guard_must_hold_its_example_back(tmp_path: Path) -> None:
    row = "gebuk-901,gebuk,,gebuk,,,NONE,,,,none,,,Polisi Kenya menangkap wartawan.,"
    assert list(faults_of(tmp_path, row)) == []
