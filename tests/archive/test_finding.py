"""Where, in which story, page after page: on both databases, against what is worked out by hand."""

from __future__ import annotations

import pytest
from made import article, fill

from saksi.archive import Filters, open_archive
from saksi.archive.filters import distance_km

WARGA = ("Warga", "group", "IDNCVL")
# Around Jakarta, with the distance from Monas (-6.1754, 106.8272) in km, and across the date line.
TOWNS = {
    "Jakarta": (1642911, -6.21462, 106.84513),
    "Depok": (1645524, -6.4, 106.81861),
    "Bogor": (1648473, -6.59444, 106.78917),
    "Bandung": (1650357, -6.92222, 107.60694),
    "Suva": (2198148, -18.14161, 178.44149),
    "Apia": (4035413, -13.83333, -171.76666),
}
MONAS = (-6.1754, 106.8272)


QUAKES = [
    article(
        f"Gempa terasa di {name}\nWarga {name} berunjuk rasa, hari ke-{n}.",
        published=f"2025-03-{n:02}",
        actors=[WARGA],
        places=[(name, *TOWNS[name], "IDN" if n < 5 else "FJI")],
        events=[{"type": "PROTEST", "source": "Warga", "place": name}],
        stances=[("Warga", "refuses", f"tambang {name}")],
    )
    for n, name in enumerate(TOWNS, 1)
]
RICE = article("Harga beras turun\nPedagang pasar menjual beras.", published="2025-03-20")


@pytest.fixture(scope="module")
def filled(shared_archive):
    fill(shared_archive, QUAKES)
    shared_archive.update_stories()
    return shared_archive


@pytest.fixture(scope="module")
def with_rice(new_url, bare):
    """The same articles, and one that is about none of it."""
    with open_archive(new_url(like=bare)) as archive:
        fill(archive, [*QUAKES, RICE])
        archive.update_stories()
        yield archive


def places(rows) -> list[str]:
    return sorted(event.place.name for event in rows)


@pytest.mark.parametrize("radius", [1.0, 10.0, 26.0, 50.0, 200.0])
def test_a_radius_holds_what_is_no_farther(filled, radius):
    near = [n for n, (_, lat, lon) in TOWNS.items() if distance_km(*MONAS, lat, lon) <= radius]
    asked = Filters(near=(*MONAS, radius))
    assert places(filled.events(asked)) == sorted(near)
    assert len(filled.search("gempa", asked)) == len(near)
    assert len(filled.positions(asked)) == len(near)


def test_distances_are_those_on_a_sphere():
    # A degree of latitude, a degree of longitude at 60 degrees, and half way round.
    assert distance_km(0, 0, 1, 0) == pytest.approx(111.195, abs=0.001)
    assert distance_km(60, 0, 60, 1) == pytest.approx(55.595, abs=0.01)
    assert distance_km(0, 0, 0, 180) == pytest.approx(20015.1, abs=0.1)
    assert distance_km(*MONAS, -6.59444, 106.78917) == pytest.approx(46.8, abs=0.1)


def test_a_box_may_lie_across_the_date_line(filled):
    assert places(filled.events(Filters(box=(-20.0, 170.0, -10.0, -170.0)))) == ["Apia", "Suva"]
    assert places(filled.events(Filters(box=(-7.0, 106.0, -6.0, 107.0)))) == ["Bogor", "Depok", "Jakarta"]
    assert places(filled.events(Filters(box=(10.0, 106.0, 20.0, 107.0)))) == []


@pytest.mark.parametrize(
    ("district", "expected"),
    [
        ("Jawa Barat", ["Bandung", "Bogor", "Depok"]),
        ("jawa barat", ["Bandung", "Bogor", "Depok"]),
        ("Jawa Tengah", []),
    ],
)
def test_a_province_holds_its_towns(filled, district, expected):
    assert places(filled.events(Filters(district=district))) == expected
    assert len(filled.search("gempa", Filters(district=district))) == len(expected)


def test_a_story_is_asked_by_its_number(filled):
    found = {row.id: row.articles for row in filled.stories(limit=50)}
    assert sum(found.values()) == len(TOWNS)
    for story, count in found.items():
        asked = Filters(story=story)
        assert len(filled.events(asked)) == count
        assert len(filled.search("gempa", asked)) == count
        assert len(filled.search("gempa", asked, sort="date")) == count
        assert {row.id for row in filled.stories(filters=asked)} == {story}
    assert len(filled.events(Filters(story=10**6))) == 0


def paged(ask, limit: int) -> list[object]:
    """All rows, page after page; no page is longer than asked for."""
    rows, cursor = [], None
    for _ in range(100):
        page = ask(limit=limit, cursor=cursor)
        assert len(page) <= limit
        rows += list(page)
        cursor = page.cursor
        if cursor is None:
            return rows
    raise AssertionError("the pages do not end")


@pytest.mark.parametrize("limit", [1, 2, 5, 6])
@pytest.mark.parametrize("kind", ["search", "events", "once", "positions", "stories", "told"])
def test_pages_of_any_size_are_the_whole_answer(with_rice, kind, limit):
    ask = {
        "search": lambda **page: with_rice.search("gempa", sort="oldest", **page),
        "events": lambda **page: with_rice.events(sort="oldest", **page),
        "once": lambda **page: with_rice.events(once=True, **page),
        "positions": lambda **page: with_rice.positions(**page),
        "stories": lambda **page: with_rice.stories(**page),
        "told": lambda **page: with_rice.stories("gempa OR beras", **page),
    }[kind]
    whole = list(ask(limit=50, cursor=None))
    assert len(whole) >= 2
    assert paged(ask, limit) == whole


def test_a_story_stands_where_the_newest_of_its_articles_that_fit_stands(archive):
    """Whatever the length of a page, and though older articles of it fit as well."""
    themes = {
        "banjir": "Banjir bandang merendam ratusan rumah di tepi Sungai Ciliwung setelah tanggul jebol semalam.",
        "mogok": "Sopir angkutan kota mogok karena tarif baru yang ditetapkan dinas perhubungan tanpa rundingan.",
        "dakwaan": "Jaksa mendakwa bendahara koperasi nelayan menggelapkan simpanan anggota selama tiga tahun.",
    }
    told = [("banjir", 1), ("mogok", 3), ("banjir", 5), ("dakwaan", 6), ("mogok", 7), ("banjir", 9)]
    fill(archive, [
        article(
            f"{themes[theme]}\n{themes[theme]} Diterbitkan lagi untuk pembaca edisi {day}.",
            published=f"2025-03-{day:02}", outlet=f"Koran {day}", actors=[WARGA],
        )
        for theme, day in told
    ])  # fmt: skip
    archive.update_stories()
    number = {hit.story: theme for theme in themes for hit in archive.search(theme) if hit.story is not None}
    assert len(number) == len(themes)

    def listed(limit, **asked):
        return [number[row.id] for row in paged(lambda **page: archive.stories(**asked, **page), limit)]

    for limit in (1, 2, 5):
        assert listed(limit, text="edisi") == ["banjir", "mogok", "dakwaan"]
        early = Filters(until="2025-03-06")
        assert listed(limit, filters=early) == ["dakwaan", "banjir", "mogok"]
        assert listed(limit, filters=Filters(outlet=("Koran 3", "Koran 5"))) == ["banjir", "mogok"]


def test_each_real_event_is_listed_once_by_a_report_that_fits(archive):
    def report(outlet: str, day: int, *words: str):
        return article(
            "\n".join(
                ["Ribuan buruh berunjuk rasa di gedung parlemen Jakarta", *words,
                 "Buruh berunjuk rasa menolak upah minimum di gedung parlemen Jakarta."]
            ),
            published=f"2025-05-0{day}", outlet=outlet, actors=[("Buruh", "group", "IDNLAB")],
            places=[("Jakarta", *TOWNS["Jakarta"], "IDN")],
            events=[{"type": "PROTEST", "source": "Buruh", "place": "Jakarta", "date": "2025-05-01"}],
        )  # fmt: skip

    fill(archive, [
        report("Harian Satu", 1, "Massa buruh memenuhi jalan di depan gedung parlemen sejak pagi."),
        report("Harian Dua", 1, "Polisi mengalihkan lalu lintas di sekitar gedung parlemen karena aksi buruh."),
        report("Harian Tiga", 2, "Para buruh membubarkan diri dari gedung parlemen menjelang malam."),
    ])  # fmt: skip
    archive.update_stories()
    assert len(archive.events()) == 3
    (event,) = archive.events(once=True)
    assert (event.reports, event.origins) == (3, 3)
    assert event.article.outlet == "Harian Tiga"
    (oldest,) = archive.events(once=True, sort="oldest")
    assert (oldest.article.outlet, oldest.happening) == ("Harian Satu", event.happening)
    # Only one of the three reports fits: it stands for the event.
    (fitting,) = archive.events(Filters(outlet=("Harian Dua",)), once=True)
    assert (fitting.article.outlet, fitting.happening, fitting.reports) == ("Harian Dua", event.happening, 3)
    (day,) = archive.events(Filters(published_until="2025-05-01"), once=True)
    assert day.happening == event.happening


def test_actors_that_differ_in_capitals_alone_are_one_value_to_narrow_down_by(archive):
    fill(archive, [
        article(f"Judul {n}\n{name} menahan dua aktivis.", published=f"2025-03-{n:02}", actors=[(name, "group", "IDNCOP")])
        for n, name in enumerate(("Polisi", "polisi", "polisi", "Tentara"), 1)
    ])  # fmt: skip
    values = {f.field: f.values for f in archive.facets().facets}["actor"]
    assert [(v.value, v.articles) for v in values] == [("Polisi", 3), ("Tentara", 1)]
    assert len(archive.search(filters=Filters(actor=(values[0].value,)))) == 3
