"""Questions for events, positions and actors."""

from __future__ import annotations

import pytest
from made import BOGOR, JAKARTA, JENEWA, article, fill

from saksi.archive import Filters
from saksi.archive.results import EventRow, columns_of
from saksi.errors import ArchiveError

POLISI = ("Kepolisian Negara", "organisation", "IDNCOP")
WARGA = ("Warga Kampung", "group", "IDNCVL")
RUSIA = ("Rusia", "state", "RUS")
LAVROV = ("Sergei Lavrov", "person", "RUSGOV")
KPK = ("Komisi Pemberantasan Korupsi", "organisation", "IDNGOV")

PROTES = article(
    "Warga Kampung berunjuk rasa\nWarga Kampung berunjuk rasa di Jakarta.\nKepolisian Negara menangkap sepuluh orang.",
    published="2025-03-02",
    outlet="Harian Uji",
    actors=[WARGA, POLISI],
    places=[JAKARTA],
    events=[
        {
            "type": "PROTEST",
            "mode": "demo",
            "source": WARGA[0],
            "place": "Jakarta",
            "date": "2025-03-01",
            "cameo": "141",
        },
        {"type": "COERCE", "mode": "arrest", "source": POLISI[0], "target": WARGA[0], "cameo": "173"},
    ],
)
RUNDING = article(
    "Rusia siap berunding\nRusia siap berunding di Jenewa.\nSergei Lavrov menolak tuduhan.",
    published="2025-02-10",
    outlet="Kabar Uji",
    actors=[RUSIA, LAVROV],
    places=[JENEWA],
    events=[
        {"type": "AGREE", "source": RUSIA[0], "place": "Jenewa", "modality": "offered", "speaker": LAVROV[0], "military": True},
        {"type": "REJECT", "source": LAVROV[0], "negated": True, "date": "2025-02-09"},
    ],
    stances=[(RUSIA[0], "offers", "perundingan damai"), (LAVROV[0], "refuses", "tuduhan")],
)  # fmt: skip
KORUPSI = article(
    "KPK periksa bupati\nKPK memeriksa bupati di Bogor.",
    published="2025-03-05",
    actors=[KPK],
    aliases=[(KPK[0], "KPK")],
    places=[BOGOR],
    events=[{"type": "ACCUSE", "mode": "investigate", "source": KPK[0], "place": "Bogor", "cameo": "090"}],
)


@pytest.fixture(scope="module")
def filled(shared_archive):
    fill(shared_archive, [PROTES, RUNDING, KORUPSI])
    return shared_archive


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ["ACCUSE", "COERCE", "PROTEST", "AGREE", "REJECT"]),
        (Filters(type=("PROTEST", "AGREE")), ["PROTEST", "AGREE"]),
        (Filters(mode=("arrest",)), ["COERCE"]),
        (Filters(actor=("IDNCVL",)), ["COERCE", "PROTEST"]),
        (Filters(actor=("IDNC",)), ["COERCE", "PROTEST"]),
        (Filters(source=("IDNCVL",)), ["PROTEST"]),
        (Filters(target=("warga kampung",)), ["COERCE"]),
        (Filters(target=("kampung",)), ["COERCE"]),
        (Filters(source=("RUS",)), ["AGREE", "REJECT"]),
        (Filters(source=("Lavrov",)), ["REJECT"]),
        (Filters(source=("KPK",)), ["ACCUSE"]),
        (Filters(speaker=("Sergei Lavrov",)), ["AGREE"]),
        (Filters(role=("GOV",)), ["ACCUSE", "REJECT"]),
        (Filters(modality=("offered",)), ["AGREE"]),
        (Filters(negated=True), ["REJECT"]),
        (Filters(negated=False, source=("RUS",)), ["AGREE"]),
        (Filters(context=("military",)), ["AGREE"]),
        (Filters(cameo=("17",)), ["COERCE"]),
        (Filters(cameo=("141", "09")), ["ACCUSE", "PROTEST"]),
        (Filters(place=("Jenewa",)), ["AGREE"]),
        (Filters(country=("IDN",)), ["ACCUSE", "PROTEST"]),
        (Filters(near=(-6.2, 106.8, 20.0)), ["PROTEST"]),
        (Filters(near=(-6.2, 106.8, 100.0)), ["ACCUSE", "PROTEST"]),
        (Filters(box=(46.0, 6.0, 47.0, 7.0)), ["AGREE"]),
        (Filters(district="Jawa Barat"), ["ACCUSE"]),
        (Filters(outlet=("Kabar Uji",)), ["AGREE", "REJECT"]),
        (Filters(since="2025-03-01", until="2025-03-02"), ["COERCE", "PROTEST"]),
        (Filters(until="2025-02-09"), ["REJECT"]),
        (Filters(published_since="2025-03-02", published_until="2025-03-04"), ["COERCE", "PROTEST"]),
        (Filters(actor=("tak dikenal",)), []),
    ],
)
def test_each_filter_keeps_what_it_asks_for(filled, filters, expected):
    assert [e.type for e in filled.events(filters)] == expected
    assert [e.type for e in filled.events(filters, sort="oldest")] == expected[::-1]


def test_filters_survive_being_written_down():
    filters = Filters(actor=("KPK",), near=(1.0, 2.0, 3.0), negated=False, since="2025-01-01")
    assert Filters.from_json(filters.to_json()) == filters


def test_an_event_shows_its_parties_place_day_and_words(filled):
    event = filled.events(Filters(type=("PROTEST",)))[0]
    assert [a.name for a in event.source] == ["Warga Kampung"]
    assert (event.place.name, event.place.geonames) == ("Jakarta", 1642911)
    assert (event.date, event.dated) == ("2025-03-01", True)
    assert event.sentence == "Warga Kampung berunjuk rasa di Jakarta."
    assert filled.record(event.article.id).text[slice(*event.span)] == event.sentence
    undated = filled.events(Filters(type=("COERCE",)))[0]
    assert (undated.date, undated.dated) == ("2025-03-02", False)


def test_faulty_filters_are_named(filled):
    with pytest.raises(ArchiveError, match="is no day"):
        filled.events(Filters(since="kemarin"))
    with pytest.raises(ArchiveError, match="kilometres"):
        filled.events(Filters(near=(100.0, 0.0, 1.0)))
    with pytest.raises(ArchiveError, match="south"):
        filled.events(Filters(box=(5.0, 0.0, 1.0, 1.0)))


def test_positions_tell_who_wants_what(filled):
    everyone = [(p.actor.name, p.stance, p.issue) for p in filled.positions()]
    assert everyone == [
        ("Rusia", "offers", "perundingan damai"),
        ("Sergei Lavrov", "refuses", "tuduhan"),
    ]
    assert [p.issue for p in filled.positions(Filters(issue="berunding"))] == ["perundingan damai", "tuduhan"]
    assert [p.issue for p in filled.positions(Filters(actor=("RUSGOV",)))] == ["tuduhan"]
    assert [p.issue for p in filled.positions(Filters(stance=("offers",)))] == ["perundingan damai"]


def test_actors_are_found_by_name_acronym_and_code(filled):
    [kpk] = filled.actors("KPK")
    assert (kpk.actor.name, kpk.also, kpk.articles) == ("Komisi Pemberantasan Korupsi", ("KPK",), 1)
    assert [a.actor.name for a in filled.actors("lavrov")] == ["Sergei Lavrov"]
    assert {a.actor.name for a in filled.actors("RUS")} == {"Rusia", "Sergei Lavrov"}
    assert len(filled.actors()) == 5


def test_pages_of_events_are_keyset_pages(filled):
    first = filled.events(limit=2)
    fill(
        filled,
        [
            article(
                "Berita baru\nIsi.",
                published="2025-04-01",
                actors=[WARGA],
                events=[{"type": "AID", "source": WARGA[0]}],
            )
        ],
    )
    second = filled.events(limit=2, cursor=first.cursor)
    assert [e.type for e in (*first, *second)] == ["ACCUSE", "COERCE", "PROTEST", "AGREE"]
    assert filled.events(limit=9).cursor is None


def test_answers_become_frames(filled):
    rows = filled.events()
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    assert list(rows.to_pandas().columns) == columns_of(EventRow)
    assert isinstance(rows.to_pandas(), pandas.DataFrame)
    frame = rows.to_polars()
    assert isinstance(frame, polars.DataFrame)
    assert frame.filter(polars.col("cameo") == "090")["source"].to_list() == ["Komisi Pemberantasan Korupsi"]


def test_a_missing_library_names_what_installs_it(filled, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ArchiveError, match=r"pip install 'saksi\[pandas\]'"):
        filled.events().to_pandas()
