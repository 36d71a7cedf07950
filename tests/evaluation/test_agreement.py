"""Two passes over one article are paired by trigger and sentence, and their agreement is counted."""

from __future__ import annotations

import hashlib
import json

import pytest

from saksi.errors import ReadError
from saksi.evaluation.agreement import count, figures, kappa, read_passes, report

TITLE = "Wali Kota Puji Polisi"
TEXT = (
    "Polisi menangkap dua perampok. Wali Kota memuji polisi dan meminta warga tenang.\nSopir berunjuk rasa."
)


def event(kind, word, source=None, target=None, also=(), **changes):
    def at(found):
        start = TEXT.index(found)
        return [start, start + len(found)]

    def party(code):
        return [] if code is None else [{"span": [0, 6], "code": code}]

    return {
        "type": kind,
        "modality": "happened",
        "negated": False,
        "trigger": [at(word)],
        "source": party(source),
        "target": party(target),
        "also": [at(found) for found in also],
    } | changes


def passes(folder, first, second, other_id="7"):
    files = []
    for name, identity, events in (("first", "7", first), ("second", other_id, second)):
        line = {
            "id": identity,
            "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
            "title_sha256": hashlib.sha256(TITLE.encode()).hexdigest(),
            "part": "train",
            "events": events,
        }
        files.append(folder / f"{name}.jsonl")
        files[-1].write_text(json.dumps(line) + "\n", encoding="utf-8")
    articles = folder / "articles.jsonl"
    rows = [{"id": name, "title": TITLE, "text": TEXT} for name in {"7", other_id}]
    articles.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return read_passes(*files, articles)


ARREST = event("COERCE", "menangkap", "IDNCOP", "IDNCRM")
PRAISE = event("SUPPORT", "memuji", "IDNGOV", "IDNCOP")
PLEA = event("REQUEST", "meminta", "IDNGOV", "IDNCVL", modality="demanded")
RALLY = event("PROTEST", "berunjuk rasa")


def test_a_pass_agrees_with_itself(tmp_path):
    both = passes(tmp_path, [ARREST, PRAISE, PLEA], [ARREST, PRAISE, PLEA])
    assert set(figures([count(both[0])]).values()) == {1.0}


def test_events_are_found_in_the_sentence_and_each_only_once(tmp_path):
    (both,) = passes(tmp_path, [PRAISE], [event("SUPPORT", "meminta"), event("SUPPORT", "tenang")])
    assert both.equal == ((0, 0),)
    assert figures([count(both)])["F1 type, sentence"] == pytest.approx(2 / 3)


def test_the_next_sentence_does_not_answer_but_a_further_mention_does(tmp_path):
    praised_before = event("SUPPORT", "menangkap", also=("memuji",))
    (both,) = passes(tmp_path, [PRAISE], [praised_before])
    assert (both.equal, both.near) == ((), ((0, 0),))


def test_the_order_of_the_passes_does_not_matter(tmp_path):
    one, other = [ARREST, PRAISE], [PRAISE, PLEA, event("COERCE", "perampok")]
    ahead, back = (passes(tmp_path, *pair)[0] for pair in ((one, other), (other, one)))
    names = ("F1 type, sentence", "F1 type, any mention", "kappa of type")
    assert [figures([count(ahead)])[n] for n in names] == [figures([count(back)])[n] for n in names]


def test_kappa_takes_chance_away(tmp_path):
    called_otherwise = event("ACCUSE", "berunjuk rasa")
    (both,) = passes(tmp_path, [ARREST, RALLY], [ARREST, called_otherwise])
    assert both.aligned == ((0, 0), (1, 1))
    # Seen 1/2; by chance only COERCE with COERCE: 1/2 * 1/2.
    assert kappa(count(both)) == pytest.approx((1 / 2 - 1 / 4) / (1 - 1 / 4))


def test_fields_are_judged_on_events_of_one_type(tmp_path):
    (both,) = passes(tmp_path, [ARREST], [event("COERCE", "menangkap", "IDNMIL", None, modality="alleged")])
    found = figures([count(both)])
    right = [n for n in ("source", "source code", "target", "modality", "negated") if found[n]]
    assert right == ["source", "negated"]


def test_the_report_names_both_sizes_and_lists_differences(tmp_path):
    lines = list(report(passes(tmp_path, [ARREST, RALLY], [ARREST, PLEA]), differences=True))
    assert lines[0].startswith("all: articles 1, events 2 and 2, of one type in one sentence 1,")
    assert [line[:8] for line in lines if "only" in line] == ["  1 only", "  2 only"]


def test_passes_over_different_articles_are_refused(tmp_path):
    with pytest.raises(ReadError, match="not the articles"):
        passes(tmp_path, [ARREST], [ARREST], other_id="8")
