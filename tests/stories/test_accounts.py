import pytest

from saksi.lexicons.load import default_lexicons
from saksi.stories.accounts import Locality, Party, accounts_of, days_apart, same_party, same_place, same_side
from story_helpers import actor, article, day, event, place, quote

LAVROV = Party("Sergei Lavrov", "person", "RUSGOV")
RUSSIA = Party("Rusia", "state", "RUS")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (LAVROV, Party("Lavrov", "person", "RUSGOV"), True),
        (LAVROV, Party("Maria Zakharova", "person", "RUSGOV"), False),
        (LAVROV, RUSSIA, True),
        (LAVROV, Party("Ukraina", "state", "UKR"), False),
        (RUSSIA, Party("militer Rusia", "group", "RUSMIL"), None),
        (Party("KPU", "organisation", "IDNGOV"), Party("Komisi Pemilihan Umum", "organisation", "IDNGOV"), True),
        (Party("Kemenkeu", "organisation", "IDNGOV"), Party("Kemensos", "organisation", "IDNGOV"), None),
        (Party("polisi", "group", "IDNCOP"), Party("Polres Sikka", "organisation", "IDNCOP"), True),
        (Party("polisi", "group", "IDNCOP"), Party("massa", "group", "IDNCVL"), False),
        (Party("", "unnamed", None), Party("Rusia", "state", "RUS"), None),
    ],
)  # fmt: skip
def test_same_party(one, other, same):
    assert same_party(one, other) is same
    assert same_party(other, one) is same


def test_sides_are_the_same_if_one_actor_is_and_differ_only_if_all_do():
    polda, massa = Party("Polda Riau", "organisation", "IDNCOP"), Party("massa", "group", "IDNCVL")
    assert same_side([polda, massa], [massa]) is True
    assert same_side([polda], [massa]) is False
    assert same_side([], [massa]) is None


def at(name, lat=None, lon=None, country="IDN"):
    return Locality(name, None, country, lat, lon)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (at("Wamena", -4.1, 138.9), at("wamena"), True),
        (at("Wamena", -4.1, 138.9), at("Jayapura", -2.5, 140.7), False),
        (at("Denpasar", -8.65, 115.2), at("Kuta", -8.72, 115.17), None),
        (at("Wamena", -4.1, 138.9), at("Indonesia"), None),
        (at("Aleppo", 36.2, 37.1, "SYR"), at("Turki", country="TUR"), False),
        (None, at("Kuta"), None),
    ],
)
def test_same_place(one, other, same):
    assert same_place(one, other) is same


def test_an_account_holds_what_its_article_says_of_the_event():
    record = article(
        "uji",
        "Polisi menembakkan gas air mata ke arah pelajar di Wamena pada Kamis.",
        title="Polisi bubarkan pelajar",
        actors=[actor("a1", "polisi", "IDNCOP", "group"), actor("a2", "pelajar", "IDNEDU", "group")],
        places=[place("p1", "Wamena", -4.1, 138.9)],
        dates=[day("d1", "2025-05-01")],
        quotes=[quote("q1", "a2")],
        events=[
            event("e1", "COERCE", "bubarkan", ["a1"], ["a2"]),
            event("e2", "ASSAULT", "menembakkan", ["a1"], ["a2"], place="p1", date="d1", quote="q1"),
        ],
    )
    headline, body = accounts_of(record, default_lexicons())
    assert headline.headline
    assert not headline.dated
    assert (headline.last - headline.first, headline.speaker) == (7, None)
    assert (body.first, body.last, body.dated) == (739372, 739372, True)
    assert body.roots == {"tembak"}
    assert body.matter >= {"gas", "wamena"}
    assert not body.matter & {"tembak", "polisi", "ajar", "dan", "di"}
    assert body.place.name == "Wamena"
    assert body.speaker.name == "pelajar"
    assert not body.headline
    assert days_apart(headline, body) == 0


def test_a_country_has_no_point_on_the_map():
    record = article(
        "uji",
        "Rusia menyerang.",
        places=[place("p1", "Rusia", 60.0, 100.0, "RUS")],
        events=[event("e1", "ASSAULT", "menyerang", place="p1")],
    )
    (account,) = accounts_of(record, default_lexicons())
    assert (account.place.lat, account.place.country) == (None, "RUS")
