from saksi.lexicons.load import default_lexicons
from saksi.stories.accounts import Party, accounts_of
from saksi.stories.answers import find_answers, unheard
from story_helpers import actor, article, event, quote

UKRAINE = actor("a1", "Ukraina", "UKR", "state")
RUSSIA = actor("a2", "Rusia", "RUS", "state")
BORAX = actor("a3", "PT Boraks Jaya", "IDNBUS")
RESIDENTS = actor("a4", "warga", "IDNCVL", "group")
ACTORS = [UKRAINE, RUSSIA, BORAX, RESIDENTS]


def accounts(*records):
    return [account for record in records for account in accounts_of(record, default_lexicons())]


def accusation(name="tuduh", published="2025-05-01", source="a1", target="a2"):
    return article(
        name,
        "Ukraina menuduh Rusia.",
        published=published,
        actors=ACTORS,
        events=[event("e1", "ACCUSE", "menuduh", [source], [target])],
    )


def denial(name="bantah", published="2025-05-02", source="a2", target="a1"):
    return article(
        name,
        "Rusia membantah.",
        published=published,
        actors=ACTORS,
        events=[event("e1", "REJECT", "membantah", [source], [target], cameo="016")],
    )


def test_a_denial_answers_the_accusation_of_another_article():
    (answer,) = find_answers(accounts(denial(), accusation()))
    assert answer.denial.article == denial().id
    assert answer.accusation.article == accusation().id


def test_a_denial_answers_nobody_elses_accusation_and_none_made_later():
    by_residents = accusation(source="a4", target="a3")
    later = accusation(published="2025-05-03")
    (answer,) = find_answers(accounts(by_residents, denial(), later))
    assert answer.accusation is None


def test_the_accuser_named_in_the_denial_goes_first():
    other = accusation("lain", published="2025-05-02", source="a4")
    (answer,) = find_answers(accounts(accusation(), other, denial()))
    assert answer.accusation.article == accusation().id


def test_who_says_that_he_did_not_do_what_is_alleged_denies_it():
    alleged = article(
        "duga",
        "Perusahaan diduga mencemari sungai.",
        published="2025-05-01",
        actors=ACTORS,
        events=[event("e1", "ASSAULT", "mencemari", ["a3"], modality="alleged")],
    )
    denied = article(
        "bantah",
        "PT Boraks Jaya menyatakan tidak mencemari sungai.",
        published="2025-05-02",
        actors=ACTORS,
        quotes=[quote("q1", "a3")],
        events=[event("e1", "ASSAULT", "mencemari", ["a3"], negated=True, quote="q1")],
    )
    (answer,) = find_answers(accounts(alleged, denied))
    assert answer.accusation.article == alleged.id


def test_silence_is_no_denial():
    silent = article(
        "diam",
        "Rusia belum menjawab.",
        actors=ACTORS,
        quotes=[quote("q1", "a2")],
        events=[event("e1", "ACCUSE", "menjawab", ["a2"], negated=True, cameo="010", quote="q1")],
    )
    assert find_answers(accounts(accusation(), silent)) == ()


def test_named_accused_who_neither_deny_nor_speak_are_unheard():
    against = accusation(source="a4", target="a3")
    told = accounts(against)
    assert [a.target[0].name for a in unheard(told, [])] == ["PT Boraks Jaya"]
    assert unheard(told, [Party("Boraks Jaya", "organisation", "IDNBUS")]) == ()
    assert unheard(accounts(against, denial(source="a3")), []) == ()
