from saksi.lexicons.load import default_lexicons
from saksi.records import Position
from saksi.stories.ledger import ledger, stands_of
from story_helpers import actor, article

REBELS = actor("a1", "kelompok oposisi", "SYRREB", "group")
RUSSIA = actor("a2", "Rusia", "RUS", "state")
WITHDRAWAL = "penarikan pemberontak dari Aleppo timur"


def said(day, actor_id, stance, issue=WITHDRAWAL):
    record = article(
        f"{day} {actor_id} {stance}",
        "Isi.",
        published=f"2025-05-{day:02}",
        actors=[REBELS, RUSSIA],
        positions=[Position(actor_id, issue, stance, "e1", ((0, 3),))],
    )
    return stands_of(record)


def entries(*stands):
    return ledger([stand for some in stands for stand in some], default_lexicons())


def test_one_issue_in_other_words_is_one_entry():
    (entry,) = entries(
        said(1, "a2", "demands"), said(3, "a2", "demands", "pemberontak ditarik dari bagian timur Aleppo")
    )
    assert entry.issue == WITHDRAWAL
    assert [stand.published for stand in entry.stands] == ["2025-05-01", "2025-05-03"]


def test_other_issues_and_other_actors_are_other_entries():
    found = entries(
        said(1, "a2", "demands"),
        said(1, "a1", "refuses"),
        said(2, "a1", "supports", "koridor kemanusiaan bagi warga sipil"),
    )
    assert {(e.actor.name, e.issue) for e in found} == {
        ("kelompok oposisi", WITHDRAWAL),
        ("Rusia", WITHDRAWAL),
        ("kelompok oposisi", "koridor kemanusiaan bagi warga sipil"),
    }


def test_a_reversal_is_a_refusal_of_what_was_supported_or_the_other_way_round():
    (entry,) = entries(said(1, "a1", "refuses"), said(5, "a1", "accepts"), said(9, "a1", "accepts"))
    ((before, after),) = entry.reversals
    assert (before.stance, after.stance) == ("refuses", "accepts")
    assert entries(said(1, "a1", "supports"), said(5, "a1", "accepts"))[0].reversals == ()


def test_a_threat_is_neither_for_nor_against():
    (entry,) = entries(said(1, "a1", "supports"), said(2, "a1", "threatens"))
    assert entry.reversals == ()


def test_silence_lasts_until_it_is_broken():
    (silent,) = entries(said(1, "a1", "silent"), said(4, "a1", "silent"))
    assert silent.silent_since.published == "2025-05-01"
    (broken,) = entries(said(1, "a1", "silent"), said(4, "a1", "refuses"))
    assert broken.silent_since is None
    (again,) = entries(said(1, "a1", "silent"), said(2, "a1", "refuses"), said(4, "a1", "silent"))
    assert again.silent_since.published == "2025-05-04"
