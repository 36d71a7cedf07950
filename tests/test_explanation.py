"""`saksi explain`: the coder's own decisions, sentence by sentence, with the lexicon rows that took them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from saksi.explanation import explain
from saksi.faces.cli import main
from saksi.faces.messages import DECISIONS, why
from saksi.lexicons.load import HOME, default_lexicons, schema
from saksi.readers.source import SourceDocument

GOLDEN = Path(__file__).parent / "golden"
TEXT = (
    "Polisi menangkap dua mahasiswa dalam unjuk rasa di Makassar. "
    "Presiden Vietnam tidak akan berkunjung ke Beijing. "
    "Striker itu menembak bola ke gawang pada menit ke-90 babak kedua. "
    "Pasukan M23 mengitari Goma."
)


def document(text: str = TEXT) -> SourceDocument:
    return SourceDocument(text.encode(), text, "berita.txt", "text/plain")


@pytest.fixture(scope="module")
def explained(pipeline):
    return explain(pipeline, document())


def decisions(sentence, stage):
    return [d for d in sentence.decisions if d.stage == stage]


def test_the_record_is_the_one_that_reading_gives(pipeline, explained):
    assert explained.record == pipeline.read(document())
    assert explain(pipeline, document()).to_json() == explained.to_json()


def test_a_trigger_names_its_row_and_what_it_took(explained):
    arrest = explained.sentences[0]
    trigger = decisions(arrest, "trigger")[0]
    assert [explained.record.text[s:e] for s, e in trigger.words] == ["menangkap"]
    row = trigger.rules[0]
    assert row.codes == "COERCE/arrest 173"
    line = (HOME / row.file).read_text(encoding="utf-8").splitlines()[row.line - 1]
    assert line.startswith(row.rule.partition(":")[2] + ",")
    parties = decisions(arrest, "parties")[0].detail
    assert [explained.record.text[s:e] for s, e in parties["source"]] == ["Polisi"]
    assert parties["source place"] == ("agent",)
    assert (row.rule,) in [event.rule for event in arrest.events]


def test_what_was_dropped_says_why(pipeline):
    told = explain(pipeline, document("Jika ada serangan, warga akan mengungsi."))
    (dropped,) = decisions(told.sentences[0], "dropped")
    assert told.record.text[slice(*dropped.words[0])] == "serangan"
    assert float(dropped.detail["chance"][0]) < 0.5
    assert told.record.events == ()


def test_what_is_told_again_names_where_it_was_told(pipeline):
    told = explain(
        pipeline, document("Polisi menangkap Budi di Bogor.\n\nPolisi menangkap Budi di Bogor, Senin.")
    )
    (repeat,) = [d for s in told.sentences for d in decisions(s, "dropped")]
    assert repeat.reason == "repeat"
    assert [told.record.text[s:e] for s, e in repeat.detail["with"]] == ["menangkap"]


def test_modality_and_negation_are_told_with_their_words(explained):
    (event,) = explained.sentences[1].events
    assert event.type == "REJECT"
    assert [rule.partition(":")[0] for rule in event.rule] == ["frames_cooperation", "composition"]
    detail = decisions(explained.sentences[1], "parties")[0].detail
    assert [explained.record.text[s:e] for s, e in detail["negated words"]] == ["tidak akan"]


def test_a_guarded_sentence_names_its_words(explained):
    (outside,) = explained.sentences[2].decisions
    assert (outside.stage, outside.reason) == ("outside", "sentence")
    assert "gawang (sport)" in outside.detail["words"]


def test_a_verb_that_no_frame_knows_is_named_with_its_nearest_rows(pipeline):
    text = "Kota itu dikepungi pasukan M23. Gubernur menyerbuu kantor itu. Pasukan mengitari Goma, katanya."
    sentences = explain(pipeline, document(text)).sentences
    assert not any(decisions(sentence, "trigger") for sentence in sentences)
    roots = {row["id"]: row["root"] for row in default_lexicons().table("frames_conflict")}
    near = {
        word.text: {roots[place.rule.partition(":")[2]] for place in word.near}
        for sentence in sentences
        for word in sentence.unknown
    }
    assert near == {"dikepungi": {"kepung"}, "menyerbuu": {"serbu"}, "mengitari": set()}


def test_every_span_is_in_its_sentence_and_every_tree_is_whole(explained):
    for sentence in explained.sentences:
        start, end = sentence.span
        assert explained.record.text[start:end] == sentence.text
        assert all(start <= s < e <= end for d in sentence.decisions for s, e in d.words)
        indices = {word.i for word in sentence.tree}
        assert {word.head for word in sentence.tree} <= indices
        assert all(explained.record.text[slice(*w.span)] == w.text for w in sentence.tree)


@pytest.mark.parametrize(("wanted", "numbers"), [("2", [2]), ("BABAK  kedua", [3]), ("tiada", []), ("9", [])])
def test_sentences_are_chosen_by_number_or_words(pipeline, wanted, numbers):
    assert [s.number for s in explain(pipeline, document(), wanted).sentences] == numbers


def test_every_rule_of_the_approved_records_is_a_row_of_a_table():
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLDEN.glob("*.json"))]
    events = [event for record in records for event in record["events"]]
    assert all(event["rule"] for event in events)
    rules = {rule for event in events for rule in event["rule"]}
    assert {"composition", "frames_conflict", "frames_cooperation", "silence_cues"} <= {
        rule.partition(":")[0] for rule in rules
    }
    for rule in rules:
        table, _, key = rule.partition(":")
        path, line = default_lexicons().locate(table, key)
        row = path.read_text(encoding="utf-8").splitlines()[line - 1]
        assert row.startswith(key.split(",")[0])


def test_a_row_of_the_users_own_is_located_in_the_users_file(tmp_path: Path):
    from saksi.lexicons.load import Lexicons

    columns = tuple(schema("silence_cues").columns)
    cells = {"word": "sahutan", "kind": "noun"}
    lines = [",".join(columns), ",".join(cells.get(c, "") for c in columns)]
    (tmp_path / "silence_cues.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert Lexicons([tmp_path]).locate("silence_cues", "sahutan") == (tmp_path / "silence_cues.csv", 2)


def test_every_reason_that_the_coder_gives_has_its_words(pipeline, explained):
    known = {"trigger", "passed", "dropped", "outside"}
    for sentence in explained.sentences:
        for decision in sentence.decisions:
            if decision.stage in known:
                assert (decision.stage, decision.reason) in DECISIONS
            assert all(why(decision.stage, decision.reason, language) for language in ("en", "id"))


def test_the_command_tells_a_person_and_a_machine(tmp_path: Path):
    path = tmp_path / "berita.txt"
    path.write_text(TEXT, encoding="utf-8")
    text = CliRunner().invoke(main, ["explain", str(path), "--sentence", "1", "--format", "text"])
    assert text.exit_code == 0
    assert "menangkap  triggers, as active verb:" in text.stdout
    assert "frames_conflict.csv:" in text.stdout
    indonesian = CliRunner().invoke(main, ["explain", "--format", "text", "--lang", "id"], input=TEXT)
    assert "memicu, sebagai verba aktif:" in indonesian.stdout
    machine = CliRunner().invoke(main, ["explain", str(path), "--format", "json"])
    (line,) = machine.stdout.splitlines()
    assert [s["number"] for s in json.loads(line)["sentences"]] == [1, 2, 3, 4]


def test_an_input_that_fails_is_named(tmp_path: Path):
    result = CliRunner().invoke(main, ["explain", str(tmp_path / "tiada.txt")])
    assert result.exit_code == 1
    assert "tiada.txt" in result.stderr
