"""The challenge set is read and scored by words of its sentences; event-free text counts false alarms."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from saksi.errors import ReadError
from saksi.evaluation.challenge import part_of, read_challenge
from saksi.evaluation.challenge_score import answer, count, figures, judge, report, whole
from saksi.evaluation.event_gold import MODALITIES
from saksi.evaluation.events import TYPES
from saksi.evaluation.false_alarms import alarms, read_event_free
from saksi.evaluation.false_alarms import report as report_alarms
from saksi.faces.cli import main
from saksi.records import Actor, ArticleRecord, Event, Source, Witness

GOLD = Path(__file__).parents[2] / "gold"
TEXT = "Polisi tidak menahan sopir bus, tetapi warga memukulinya dalam unjuk rasa."
READING = {"type": "COERCE", "mode": "arrest", "modality": ["happened"], "negated": True}
ARREST = {
    "optional": False,
    "readings": [READING],
    "trigger": ["menahan"],
    "source": ["Polisi"],
    "target": ["sopir bus"],
}
BEATING = ARREST | {
    "readings": [READING | {"type": "ASSAULT", "mode": None, "negated": False}],
    "trigger": ["memukuli"],
    "source": ["warga"],
    "target": None,
}
RALLY = ARREST | {
    "optional": True,
    "readings": [READING | {"type": "PROTEST", "mode": None, "negated": False}],
    "trigger": ["unjuk rasa"],
    "source": [],
    "target": None,
}
LINE = {
    "id": "neg_tidak-01",
    "part": part_of("neg_tidak-01"),
    "phenomena": ["neg_tidak"],
    "text": TEXT,
    "events": [ARREST, BEATING, RALLY],
}


def write(folder: Path, *lines: object) -> Path:
    path = folder / "set.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def challenge(tmp_path):
    (found,) = read_challenge(write(tmp_path, LINE))
    return found


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def said(*events: tuple[str, str, str | None, str | None, bool]):
    """A reader that always says these events: (type, trigger, source, target, negated)."""
    names = sorted({n for e in events for n in e[2:4] if n})
    actors = tuple(
        Actor(f"a{n}", name, "group", None, None, None, (at(name),)) for n, name in enumerate(names)
    )
    ids = {a.name: (a.id,) for a in actors}
    made = tuple(
        Event(
            f"e{n}", kind, "arrest" if kind == "COERCE" else None, (), "173", None, ids.get(source, ()),
            ids.get(target, ()), None, None, "happened", negated, None, (0, len(TEXT)), Witness((at(trigger),)), 1.0,
        )
        for n, (kind, trigger, source, target, negated) in enumerate(events)
    )  # fmt: skip
    record = ArticleRecord(
        "x", Source("x"), None, "id", None, None, None, None, (), TEXT, (), ((0, len(TEXT)),), actors, (), (), (),
        made, (),
    )  # fmt: skip
    return lambda document: record


def test_a_sentence_is_wholly_right_with_or_without_its_optional_event(challenge):
    events = [
        ("COERCE", "menahan", "Polisi", "sopir bus", True),
        ("ASSAULT", "memukuli", "warga", None, False),
        ("PROTEST", "unjuk rasa", "warga", None, False),
    ]
    for said_events in (events, events[:2]):
        given = answer(challenge, said(*said_events))
        assert whole(given)
        assert figures([count(given)]) == dict.fromkeys(figures([]), 1.0)


def test_each_field_is_judged_by_itself(challenge):
    given = answer(challenge, said(("COERCE", "menahan", "warga", None, False)))
    right = judge(challenge.events[0], given.predicted[0], given.record)
    assert {name for name, good in right.items() if good} == {"modality", "mode"}


def test_an_open_side_is_not_judged_and_an_empty_one_must_stay_empty(challenge):
    given = answer(challenge, said(("ASSAULT", "memukuli", "warga", "Polisi", False)))
    assert "target" not in judge(challenge.events[1], given.predicted[0], given.record)
    given = answer(challenge, said(("PROTEST", "unjuk rasa", "warga", None, False)))
    assert not judge(challenge.events[2], given.predicted[0], given.record)["source"]


def test_what_is_made_up_is_wrong_and_what_is_missed_is_counted(challenge):
    given = answer(
        challenge, said(("ASSAULT", "menahan", "warga", None, False), ("AID", "sopir", None, None, False))
    )
    counts = count(given)
    assert (counts["gold"], counts["predicted"], counts["found"]) == (2, 2, 1)
    assert figures([counts])["P type"] == 0.5


def test_errors_are_listed_for_the_dev_half_only(tmp_path):
    lines = [LINE | {"id": f"x-{n:02}", "part": part_of(f"x-{n:02}"), "phenomena": ["x"]} for n in (1, 2)]
    lines[1]["text"] = TEXT + " "
    answers = [answer(c, said()) for c in read_challenge(write(tmp_path, *lines))]
    listed = [line for line in report(answers, errors=True) if TEXT in line]
    assert [line.split()[0] for line in listed] == [
        a.challenge.id for a in answers if a.challenge.part == "dev"
    ]
    assert len(listed) == 1


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"id": "neg_tidak"}, "id 'neg_tidak' is not"),
        ({"phenomena": ["ter"]}, "id 'neg_tidak-01' is not"),
        ({"part": "train"}, "part is 'train'"),
        ({"note": 1}, "keys are"),
        ({"events": [ARREST | {"trigger": []}]}, "no trigger"),
        ({"events": [ARREST | {"source": ["Jaksa"]}]}, "'Jaksa' does not stand"),
        ({"events": [ARREST | {"readings": [READING | {"type": "FIGHT"}]}]}, "unknown type"),
        ({"events": [ARREST | {"readings": [READING | {"modality": ["past"]}]}]}, "unknown modality"),
        ({"events": [ARREST | {"readings": [READING | {"negated": "no"}]}]}, "negated is 'no'"),
    ],
)
def test_a_faulty_line_is_refused_with_its_reason(tmp_path, change, cause):
    with pytest.raises(ReadError, match=cause):
        read_challenge(write(tmp_path, LINE | change))


def test_no_sentence_stands_twice(tmp_path):
    with pytest.raises(ReadError, match="stands twice"):
        read_challenge(write(tmp_path, LINE, LINE))


def test_the_shipped_set_tries_every_type_and_modality_in_both_halves():
    rows = read_challenge(GOLD / "challenge.jsonl")
    assert len(rows) >= 400
    for part in ("dev", "test"):
        events = [e for row in rows if row.part == part for e in row.events]
        assert {e.type for e in events} == set(TYPES)
        assert {m for e in events for r in e.readings for m in r.modalities} == set(MODALITIES)
    halves = Counter((row.phenomena[0], row.part) for row in rows)
    names = {name for name, _ in halves}
    assert all(abs(halves[name, "dev"] - halves[name, "test"]) <= 1 for name in names)


def test_false_alarms_are_counted_per_thousand_sentences(tmp_path):
    path = write(tmp_path, {"id": "film-01", "kind": "film", "text": TEXT})
    found = alarms(read_event_free(path), said(("COERCE", "menahan", "Polisi", None, False)))
    assert found["film"].per_thousand == 1000
    assert next(report_alarms(found, "quiet")) == "quiet: 1 events in 1 sentences, 1000.0 per 1,000"


def test_the_shipped_event_free_set_is_large_and_apart_from_the_challenge():
    quiet = {text.document.raw for text in read_event_free(GOLD / "event-free.jsonl")}
    assert len(quiet) >= 300
    assert not quiet & {row.text for row in read_challenge(GOLD / "challenge.jsonl")}


def test_the_command_prints_figures_by_type_phenomenon_and_kind(tmp_path):
    lines = [json.loads(line) for line in (GOLD / "challenge.jsonl").read_text(encoding="utf-8").splitlines()]
    some = write(tmp_path, *[line for line in lines if line["phenomena"] == ["ter"]])
    quiet = tmp_path / "quiet.jsonl"
    quiet.write_text(
        json.dumps({"id": "a-01", "kind": "a", "text": "Langit cerah."}) + "\n", encoding="utf-8"
    )
    result = CliRunner().invoke(
        main, ["evaluate", "events", "--challenge", str(some), "--event-free", str(quiet)]
    )
    assert result.exit_code == 0
    starts = {line.split()[0] for line in result.stdout.splitlines()}
    assert {"F1", "ASSAULT", "ter", "event-free"} <= starts


def test_the_command_needs_something_to_measure():
    assert CliRunner().invoke(main, ["evaluate", "events"]).exit_code == 2
