from saksi.lexicons.load import default_lexicons
from saksi.stories.accounts import accounts_of
from saksi.stories.headlines import overstated_headlines
from story_helpers import actor, article, event

ACTORS = [actor("a1", "Polres Sikka", "IDNCOP"), actor("a2", "pengacara", "IDNCVL", "group")]


def overstated(*, headline="happened", body="alleged", negated=False, other=None):
    events = [
        event("e1", "ASSAULT", "Aniaya", ["a1"], ["a2"], modality=headline),
        event("e2", "ASSAULT", "menganiaya", ["a1"], ["a2"], modality=body, negated=negated),
    ]
    if other:
        events.append(event("e3", "ASSAULT", "memukul", ["a1"], ["a2"], modality=other))
    record = article(
        "uji",
        "Polres Sikka diduga menganiaya seorang pengacara.",
        "Saksi melihat polisi memukul pengacara itu.",
        title="Polres Sikka Aniaya Pengacara",
        actors=ACTORS,
        events=events,
    )
    return overstated_headlines(accounts_of(record, default_lexicons()))


def test_a_headline_that_asserts_what_the_body_alleges_is_overstated():
    (found,) = overstated()
    assert found.headline.event == "e1"
    assert [account.event for account in found.body] == ["e2"]


def test_so_is_one_whose_body_denies_or_plans_it():
    assert overstated(body="happened", negated=True)
    assert overstated(body="planned")


def test_a_body_that_asserts_it_anywhere_bears_the_headline_out():
    assert overstated(body="happened") == ()
    assert overstated(other="happened") == ()


def test_a_careful_headline_is_none():
    assert overstated(headline="alleged") == ()


def test_a_mere_if_in_the_body_is_another_matter():
    assert overstated(body="hypothetical") == ()
