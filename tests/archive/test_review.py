"""Decisions on what was coded: entered, found again after a coding, counted, exported."""

from __future__ import annotations

import dataclasses
import json

import judged
import made
import pytest

from saksi.archive.recode import recode
from saksi.archive.review import Verdict
from saksi.archive.review.queue import worth
from saksi.errors import ArchiveError
from saksi.evaluation.event_gold import read_event_gold

TAHAN = ("menahan", "COERCE", 0.9)
PUKUL = ("memukul", "ASSAULT", 0.6)
TEMUI = ("menemui", "CONSULT", 0.9)


def accept(who: str) -> Verdict:
    return Verdict("accept", who)


def reject(who: str) -> Verdict:
    return Verdict("reject", who, "bukan peristiwa")


def corrected(who: str, **changes: object) -> Verdict:
    return Verdict("correct", who, changes=changes)


def code_again(archive, *articles) -> None:
    recode(archive.database, reading=made.reading(articles))


# --- Deciding ---


def test_a_decision_stands_beside_the_record_and_alters_nothing(archive):
    _, record = one = judged.article(1, TAHAN)
    made.fill(archive, [one])
    decision = archive.reviews.decide(1, "e1", corrected("ani", type="ASSAULT", target=[]))
    assert archive.record(1) == record
    assert (decision.label, decision.outcome, decision.reviewer, decision.run) == (
        "COERCE",
        "ASSAULT",
        "ani",
        1,
    )
    assert decision.correction.target == ()
    assert [p.words for p in decision.correction.source] == ["Polisi"]
    assert archive.reviews.of_article(1, record).current["e1"] == (decision,)


def test_an_article_is_named_by_its_number_or_id(archive):
    document, _ = one = judged.article(1, TAHAN)
    made.fill(archive, [one])
    assert archive.reviews.decide(document.id, "e1", accept("ani")).article == 1


def test_of_one_reviewer_the_last_decision_counts_and_none_is_lost(archive):
    _, record = one = judged.article(1, TAHAN)
    made.fill(archive, [one])
    for verdict in (accept("ani"), reject("ani"), accept("budi")):
        archive.reviews.decide(1, "e1", verdict)
    standing = archive.reviews.of_article(1, record).current["e1"]
    assert [(d.reviewer, d.verdict) for d in standing] == [("ani", "reject"), ("budi", "accept")]
    assert [d.verdict for d, _ in archive.reviews.decided()] == ["accept", "reject", "accept"]


def test_what_a_correction_names_stands_in_the_article(archive):
    made.fill(archive, [judged.article(1, TAHAN)])
    fixed = corrected("ani", source=[{"words": "hari ke-1", "code": "IDN"}])
    source = archive.reviews.decide(1, "e1", fixed).correction.source
    record = archive.record(1)
    assert [(judged.words_of(record, p.span), p.code) for p in source] == [("hari ke-1", "IDN")]


@pytest.mark.parametrize(
    ("item", "verdict", "why"),
    [
        ("e9", accept("ani"), "no event"),
        ("e1", accept(" "), "reviewer"),
        ("e1", accept("a" * 81), "at most"),
        ("e1", Verdict("maybe", "ani"), "verdict"),
        ("e1", Verdict("reject", "ani"), "why"),
        ("e1", Verdict("accept", "ani", changes={"type": "AID"}), "only a correction"),
        ("e1", corrected("ani"), "nothing is corrected"),
        ("e1", corrected("ani", type="COERCE"), "nothing is corrected"),
        ("e1", corrected("ani", type="FIGHT"), "type is one of"),
        ("e1", corrected("ani", modality="maybe"), "modality is one of"),
        ("e1", corrected("ani", negated="yes"), "negated"),
        ("e1", corrected("ani", place="Bogor"), "no field place"),
        ("e1", corrected("ani", source="Polisi"), "lists"),
        ("e1", corrected("ani", source=[{"words": "tentara"}]), "does not stand in the article"),
        ("e1", corrected("ani", source=[{"words": "Polisi", "code": "police"}]), "no actor code"),
        ("a1", corrected("ani", kind="robot"), "kind is one of"),
        ("a1", corrected("ani", name=""), "a name has"),
    ],
)  # fmt: skip
def test_a_faulty_decision_is_refused_and_leaves_nothing(archive, item, verdict, why):
    made.fill(archive, [judged.article(1, TAHAN)])
    with pytest.raises(ArchiveError, match=why):
        archive.reviews.decide(1, item, verdict)
    assert archive.reviews.decided() == []


def test_quotes_and_actors_are_decided_too(archive):
    one = made.article(
        "Judul\nMenteri Rudi memuji polisi.", actors=[("Rudi", "person", "IDNGOV")],
        events=[{"type": "SUPPORT", "source": "Rudi", "speaker": "Rudi"}],
    )  # fmt: skip
    made.fill(archive, [one])
    archive.reviews.decide(1, "a1", corrected("ani", code="IDNLEG"))
    archive.reviews.decide(1, "q1", corrected("ani", speaker={"words": "polisi", "code": "IDNCOP"}))
    found = {d.kind: d.correction for d, _ in archive.reviews.decided()}
    assert found["actor"].code == "IDNLEG"
    assert found["quote"].speaker.words == "polisi"


# --- A later run ---


def test_a_decision_holds_for_a_later_run_that_says_the_same(archive):
    one = judged.article(1, TAHAN, PUKUL)
    made.fill(archive, [one])
    archive.reviews.decide(1, "e2", accept("ani"))
    document, record = one
    # The later run finds the same event, but as its first one, and a headline less before it.
    fewer = dataclasses.replace(record, events=(dataclasses.replace(record.events[1], id="e1"),))
    code_again(archive, (document, fewer))
    standing = archive.reviews.of_article(1, archive.record(1))
    assert [d.local for d in standing.current["e1"]] == ["e2"]
    assert not standing.earlier
    assert not standing.gone


def test_a_decision_on_what_a_later_run_says_otherwise_is_one_for_an_earlier_run(archive):
    one = judged.article(1, TAHAN, PUKUL)
    made.fill(archive, [one])
    archive.reviews.decide(1, "e1", accept("ani"))
    archive.reviews.decide(1, "e2", accept("ani"))
    document, record = judged.again(one, type="ASSAULT")
    code_again(archive, (document, dataclasses.replace(record, events=record.events[:1])))
    standing = archive.reviews.of_article(1, archive.record(1))
    assert [(d.local, d.label, d.run) for d in standing.earlier["e1"]] == [("e1", "COERCE", 1)]
    assert [d.local for d in standing.gone] == ["e2"]
    assert not standing.current
    # What is said now waits for a decision of its own.
    assert [w.local for w in archive.reviews.waiting()] == ["e1"]


def test_words_that_stand_twice_are_two_items(archive):
    document, record = judged.article(1, TAHAN, TAHAN)
    made.fill(archive, [(document, record)])
    archive.reviews.decide(1, "e2", reject("ani"))
    assert set(archive.reviews.of_article(1, record).current) == {"e2"}


# --- Queues ---


def test_the_doubtful_the_rare_and_the_widely_reported_come_first(archive):
    articles = [judged.article(n, ("menahan", "COERCE", 0.9)) for n in range(1, 6)]
    made.fill(archive, [*articles, judged.article(6, ("menahan", "COERCE", 0.5)), judged.article(7, TEMUI)])
    order = [(w.article.number, w.label) for w in archive.reviews.waiting()]
    assert order[:2] == [(6, "COERCE"), (7, "CONSULT")]
    assert worth(0.9, 5, 2, 10, 4) > worth(0.9, 5, 2, 10, 1)
    # An event of a type of average frequency that one origin reports is worth its doubt alone.
    assert worth(0.75, 5, 2, 10, 1) == 0.25


def test_what_is_decided_waits_no_longer_and_filters_hold(archive):
    from saksi.archive import Filters

    made.fill(archive, [judged.article(1, TAHAN, PUKUL), judged.article(2, TEMUI)])
    archive.reviews.decide(1, "e2", reject("ani"))
    assert {(w.article.number, w.local) for w in archive.reviews.waiting()} == {(1, "e1"), (2, "e1")}
    assert [w.label for w in archive.reviews.waiting(filters=Filters(type=("CONSULT",)))] == ["CONSULT"]
    with pytest.raises(ArchiveError, match="only events"):
        archive.reviews.waiting(kind="quote")


def test_a_second_reviewer_gets_what_one_other_decided(archive):
    made.fill(archive, [judged.article(1, TAHAN, PUKUL)])
    archive.reviews.decide(1, "e1", accept("ani"))
    assert [w.local for w in archive.reviews.waiting("double", "budi")] == ["e1"]
    assert archive.reviews.waiting("double", "ani") == []
    archive.reviews.decide(1, "e1", reject("budi"))
    assert archive.reviews.waiting("double", "cici") == []


# --- Figures ---


def test_a_sample_is_drawn_again_by_its_seed_and_not_by_another(archive):
    made.fill(archive, [judged.article(n, TAHAN) for n in range(1, 41)])
    orders = []
    for seed in (5, 5, 6):
        assert archive.reviews.draw("event", 10, seed) == [("COERCE", 10, 40)]
        orders.append([w.article.number for w in archive.reviews.waiting("random")])
    assert orders[0] == orders[1] != orders[2]
    assert len(set(orders[0])) == 10


def test_every_item_is_as_likely_to_be_drawn(archive):
    made.fill(archive, [judged.article(n, TAHAN) for n in range(1, 9)])
    counts = dict.fromkeys(range(1, 9), 0)
    for seed in range(120):
        archive.reviews.draw("event", 2, seed)
        for row in archive.reviews.waiting("random"):
            counts[row.article.number] += 1
    # 120 draws of 2 from 8: 30 expected, standard deviation 4.7; seeds are fixed, so this is no gamble.
    assert all(14 < count < 46 for count in counts.values()), counts


def test_precision_counts_the_unbroken_run_of_decided_items(archive):
    made.fill(archive, [judged.article(n, TAHAN) for n in range(1, 21)])
    archive.reviews.draw("event", 10, 3)
    order = [w.article.number for w in archive.reviews.waiting("random")]
    archive.reviews.decide(order[0], "e1", accept("ani"))
    archive.reviews.decide(order[1], "e1", corrected("ani", modality="planned"))
    archive.reviews.decide(order[2], "e1", reject("ani"))
    archive.reviews.decide(order[5], "e1", reject("ani"))  # behind a gap: does not count yet
    by_label = {p.label: p for p in archive.reviews.precision()}
    found = by_label["COERCE"]
    assert (found.right.good, found.right.of, found.whole.good) == (2, 3, 1)
    assert (found.population, found.size, found.stale) == (20, 10, 0)
    assert by_label["all"].right.value == pytest.approx(2 / 3)
    # Of whatever was decided, the one behind the gap counts.
    assert archive.reviews.precision(random=False)[0].right.of == 4


def test_items_that_a_later_run_says_otherwise_leave_the_sample(archive):
    articles = [judged.article(n, TAHAN) for n in range(1, 4)]
    made.fill(archive, articles)
    archive.reviews.draw("event", 3, 1)
    first = archive.reviews.waiting("random")[0].article.number
    changed = [judged.again(a, type="AID") if n == first else a for n, a in enumerate(articles, 1)]
    code_again(archive, *changed)
    waiting = [w.article.number for w in archive.reviews.waiting("random")]
    assert sorted([first, *waiting]) == [1, 2, 3]
    archive.reviews.decide(waiting[0], "e1", accept("ani"))
    found = archive.reviews.precision()[0]
    assert (found.stale, found.right.of) == (1, 1)


def test_the_majority_stands_and_of_a_tie_the_later(archive):
    made.fill(archive, [judged.article(1, TAHAN)])
    archive.reviews.decide(1, "e1", accept("ani"))
    archive.reviews.decide(1, "e1", reject("budi"))
    assert archive.reviews.precision(random=False)[0].right.good == 0
    archive.reviews.decide(1, "e1", accept("cici"))
    assert archive.reviews.precision(random=False)[0].right.good == 1


def test_two_reviewers_agree_beyond_chance(archive):
    made.fill(archive, [judged.article(n, TAHAN) for n in range(1, 11)])
    # Both accept 4 and reject 3; ani alone accepts 2 more, budi alone 1.
    ani = [accept("ani")] * 6 + [reject("ani")] * 4
    budi = [accept("budi")] * 4 + [reject("budi")] * 2 + [accept("budi")] + [reject("budi")] * 3
    for number, (one, other) in enumerate(zip(ani, budi, strict=True), 1):
        archive.reviews.decide(number, "e1", one)
        archive.reviews.decide(number, "e1", other)
    (pair,) = archive.reviews.agreements()
    assert (pair.first, pair.second, pair.items, pair.same) == ("ani", "budi", 10, 0.7)
    # By hand: chance is .6 * .5 + .4 * .5 = .5, so kappa is (.7 - .5) / (1 - .5).
    assert pair.verdict == pytest.approx(0.4)
    assert {one.article for one, _ in pair.differing} == {5, 6, 7}


# --- Exports ---


def test_decisions_are_gold_that_the_evaluation_reads(archive, tmp_path):
    made.fill(
        archive, [judged.article(1, TAHAN, PUKUL), judged.article(2, TEMUI), judged.article(3, TEMUI, TAHAN)]
    )
    archive.reviews.decide(1, "e1", accept("ani"))
    archive.reviews.decide(1, "e2", corrected("ani", type="COERCE", modality="planned", target=[]))
    archive.reviews.decide(2, "e1", reject("ani"))
    archive.reviews.decide(3, "e1", accept("ani"))
    whole = list(archive.reviews.gold(part="test"))
    assert [g.line["id"] for g in whole] == [archive.record(n).id for n in (1, 2)]
    gold, rows = tmp_path / "gold.jsonl", tmp_path / "rows.jsonl"
    gold.write_text("".join(json.dumps(g.line) + "\n" for g in whole))
    rows.write_text("".join(json.dumps(g.row) + "\n" for g in whole))
    first, second = read_event_gold(gold, rows)
    assert [(e.type, e.modality) for e in first.events] == [("COERCE", "happened"), ("COERCE", "planned")]
    assert [first.text[slice(*s)] for e in first.events for s in e.trigger] == ["menahan", "memukul"]
    party = first.events[0].source[0]
    assert (first.text[slice(*party.span)], party.code) == ("Polisi", "IDNCOP")
    assert second.events == ()
    assert [r["type"] for r in whole[1].line["rejected"]] == ["CONSULT"]
    partly = {g.line["id"]: g.line["complete"] for g in archive.reviews.gold(part="test", whole=False)}
    assert partly[archive.record(3).id] is False


def test_gold_is_what_stands_for_the_current_record_only(archive):
    one = judged.article(1, TAHAN)
    made.fill(archive, [one])
    archive.reviews.decide(1, "e1", accept("ani"))
    code_again(archive, judged.again(one, type="AID"))
    assert list(archive.reviews.gold(part="test", whole=False)) == []


def test_corrections_propose_the_row_that_fired_with_the_other_type(archive):
    kinds = [("menahan", "COERCE", 0.9)]
    made.fill(archive, [judged.article(n, *kinds) for n in range(1, 6)])
    archive.reviews.decide(1, "e1", accept("ani"))
    archive.reviews.decide(2, "e1", corrected("ani", modality="planned"))  # the type was right
    assert archive.reviews.lexicon_rows() == []
    for number in (3, 4, 5):
        archive.reviews.decide(number, "e1", corrected("ani", type="RETREAT"))
    (proposal,) = archive.reviews.lexicon_rows()
    assert (proposal.table, proposal.key, proposal.type) == ("frames_conflict", "tahan-1", "COERCE")
    assert (proposal.right, dict(proposal.wrong), proposal.words) == (2, {"RETREAT": 3}, ("menahan",))
    assert (proposal.proposed["id"], proposal.proposed["type"]) == ("tahan-1", "RETREAT")
    assert archive.reviews.lexicon_rows(least=4)[0].proposed is None


def test_a_row_that_is_mostly_rejected_is_proposed_as_no_event(archive):
    made.fill(archive, [judged.article(n, TAHAN) for n in (1, 2)])
    for number in (1, 2):
        archive.reviews.decide(number, "e1", reject("ani"))
    (proposal,) = archive.reviews.lexicon_rows()
    assert (proposal.proposed["type"], proposal.proposed["cameo"]) == ("NONE", "")
