from dataclasses import replace

from saksi.lexicons.load import default_lexicons
from saksi.stories.accounts import Size, accounts_of
from saksi.stories.happenings import find_happenings
from story_helpers import actor, article, day, event, place, quote

POLICE = actor("a1", "Polda Papua", "IDNCOP")
KOMNAS = actor("a2", "Komnas HAM", "IDNGOV")
GUNMEN = actor("a3", "kelompok bersenjata", "IDNUAF", "group")
WORKERS = actor("a4", "pekerja", "IDNLAB", "group")


def shooting(name, *, published="2025-05-02", text="Kelompok bersenjata menembak pekerja.", **more):
    """An article that tells of one shooting, with the fields of its event in `more`."""
    given = {"source": ["a3"], "target": ["a4"], "date": "d1", "place": "p1"} | more
    on = given.pop("on", "2025-05-01")
    where = given.pop("where", place("p1", "Wamena", -4.1, 138.9))
    return article(
        name,
        text,
        published=published,
        actors=[POLICE, KOMNAS, GUNMEN, WORKERS],
        places=[where],
        dates=[day("d1", on)],
        quotes=[quote("q1", "a1"), quote("q2", "a2")],
        events=[event("e1", "ASSAULT", "menembak", given.pop("source"), given.pop("target"), **given)],
    )


def happenings(*records, origins=None):
    accounts = [account for record in records for account in accounts_of(record, default_lexicons())]
    keys = {r.id: frozenset({f"outlet:{n}"}) for n, r in enumerate(records)}
    return find_happenings(accounts, keys | (origins or {}))


def test_one_event_told_by_two_origins_is_one_happening():
    (found,) = happenings(shooting("a"), shooting("b"))
    assert len(found.accounts) == 2
    assert found.origins == 2
    assert not found.lone
    assert found.days == ("2025-05-01", "2025-05-01")
    assert [p.name for p in found.target] == ["pekerja"]
    assert found.disagreements == ()


def test_copies_do_not_corroborate():
    one, other = shooting("a"), shooting("b")
    agency = frozenset({"agency:ANTARA"})
    (found,) = happenings(one, other, origins={one.id: agency, other.id: agency})
    assert (found.origins, found.lone) == (1, True)


def test_another_place_day_party_or_mode_is_another_happening():
    one = shooting("a")
    elsewhere = shooting("b", where=place("p1", "Jayapura", -2.5, 140.7))
    later = shooting("c", on="2025-05-20", published="2025-05-21")
    by_others = shooting("d", source=["a1"])
    assert len(happenings(one, elsewhere, later, by_others)) == 4
    assert len(happenings(shooting("e", mode="firearms"), shooting("f", mode="beat"))) == 2


def test_a_plan_is_not_the_deed():
    assert len(happenings(shooting("a"), shooting("b", modality="planned"))) == 2


def test_two_demands_between_the_same_parties_are_one_only_if_about_the_same():
    def demand(name, text):
        return article(
            name,
            text,
            actors=[KOMNAS, POLICE],
            events=[event("e1", "REQUEST", "meminta", ["a2"], ["a1"], modality="demanded")],
        )

    autopsy = demand("a", "Komnas HAM meminta Polda Papua mengizinkan otopsi jenazah korban penembakan.")
    again = demand("b", "Komnas HAM juga meminta Polda Papua agar otopsi jenazah diizinkan.")
    troops = demand("c", "Komnas HAM meminta Polda Papua menarik pasukan dari kampung itu.")
    assert sorted(len(h.accounts) for h in happenings(autopsy, again, troops)) == [1, 2]


def test_a_vague_account_joins_only_by_what_it_shares():
    bare = {"source": [], "target": [], "place": None, "date": None}
    assert len(happenings(shooting("a", **bare), shooting("b", **bare))) == 2
    (found,) = happenings(shooting("a"), shooting("b", source=[], place=None, date=None))
    assert len(found.accounts) == 2


def test_a_chain_of_vague_accounts_ties_nothing_together():
    vague = shooting("b", place=None, date=None)
    far = shooting("c", where=place("p1", "Jayapura", -2.5, 140.7))
    assert sorted(len(h.accounts) for h in happenings(shooting("a"), vague, far)) == [1, 2]


def test_denied_and_alleged_reports_are_a_disagreement_and_a_denial_is_no_report():
    (found,) = happenings(
        shooting("a"),
        shooting("b", modality="alleged", published="2025-05-03"),
        shooting("c", negated=True, quote="q1", published="2025-05-04"),
    )
    (status,) = found.disagreements
    assert status.field == "status"
    assert [side.value for side in status.sides] == ["asserted", "alleged", "denied"]
    assert status.sides[2].accounts[0].speaker.name == "Polda Papua"
    assert found.origins == 2


def test_dates_a_day_apart_are_a_disagreement_of_one_happening():
    (found,) = happenings(shooting("a"), shooting("b", on="2025-05-02", published="2025-05-03"))
    (dates,) = found.disagreements
    assert (dates.field, [s.value for s in dates.sides]) == ("date", ["2025-05-01", "2025-05-02"])
    assert found.days == ("2025-05-01", "2025-05-02")


def test_different_numbers_of_dead_stand_side_by_side_with_speaker_and_span():
    """Three dead by the police, seven by Komnas HAM."""
    text = "Kelompok bersenjata menembak pekerja, {} orang tewas."
    police = shooting("a", text=text.format("tiga"), quote="q1")
    komnas = shooting("b", text=text.format("tujuh"), quote="q2")
    accounts = []
    for record, words, number in ((police, "tiga orang", 3), (komnas, "tujuh orang", 7)):
        start = record.text.index(words)
        size = Size("dead", number, number, (start, start + len(words)))
        accounts.append(replace(accounts_of(record, default_lexicons())[0], sizes=(size,)))
    (found,) = find_happenings(accounts, {r.id: frozenset({r.id}) for r in (police, komnas)})
    (dead,) = found.disagreements
    assert dead.field == "dead"
    said = {s.value: (s.accounts[0].speaker.name, s.accounts[0].sizes[0].span) for s in dead.sides}
    assert said == {"3": ("Polda Papua", (38, 48)), "7": ("Komnas HAM", (38, 49))}


def test_the_order_in_which_articles_are_given_does_not_matter():
    records = [shooting("a"), shooting("b", on="2025-05-20"), shooting("c", modality="alleged")]
    assert happenings(*records) == happenings(*records[::-1], origins={
        r.id: frozenset({f"outlet:{n}"}) for n, r in enumerate(records)
    })  # fmt: skip
