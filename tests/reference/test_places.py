from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.cleaning.article import Article
from saksi.language.analysis import Analysis, Entity, Sentence, Token
from saksi.lexicons.load import default_lexicons
from saksi.records import Block, Dateline, Place, Source
from saksi.reference.date_words import words_of
from saksi.reference.gazetteer import fold, gazetteer
from saksi.reference.places import PlaceFindings, find_places


def flat(text: str, **entities: str) -> Analysis:
    """Every word a token; `PER="Joko Malang"` marks every such run of words as an entity."""
    words = words_of(text, 0, len(text))
    tokens = tuple(
        Token(i, w.start, w.end, w.text, w.lower, "X", 0, "root" if i == 0 else "dep", w.lower)
        for i, w in enumerate(words)
    )
    marked = []
    for label, name in entities.items():
        start = text.index(name)
        inside = [t.i for t in tokens if start <= t.start < start + len(name)]
        marked.append(Entity(label, inside[0], inside[-1] + 1, start, start + len(name)))
    sentences = (Sentence(0, len(tokens), tokens[0].start, tokens[-1].end, 0),) if tokens else ()
    return Analysis(text, tokens, sentences, tuple(marked))


def article(text: str) -> Article:
    return Article(
        "x", Source("x"), text, text, (), ((0, len(text)),), None, None, "id", None, None, None, (), ()
    )  # fmt: skip


def read(text: str, **entities: str) -> PlaceFindings:
    return find_places(article(text), flat(text, **entities), default_lexicons())


def named(text: str, **entities: str) -> dict[str, Place]:
    return {p.name: p for p in read(text, **entities).places}


def mentions(text: str, **entities: str) -> list[tuple[str, str]]:
    return [(text[m.span[0] : m.span[1]], m.form) for m in read(text, **entities).mentions]


@pytest.mark.parametrize(
    ("text", "name", "geonames", "country"),
    [
        ("Delegasi itu tiba di Jenewa.", "Jenewa", 2660646, "CHE"),
        ("Delegasi itu tiba di Jenewa, Swiss.", "Jenewa", 2660646, "CHE"),
        ("Para menteri bertemu di Moskow.", "Moskwa", 524901, "RUS"),
        ("Gempa terasa di Kairo.", "Kairo", 360630, "EGY"),
        ("Sidang digelar di Den Haag.", "Den Haag", 2747373, "NLD"),
        ("Jemaah tiba di Mekah.", "Makkah", 104515, "SAU"),
        ("Kapal berlabuh di Surabaya.", "Surabaya", 1625822, "IDN"),
        ("Kapal berlabuh di Hong Kong.", "Hong Kong", 1819729, "HKG"),
        ("Pabrik itu berdiri di Karawang.", "Karawang", 1641134, "IDN"),
        ("Utusan RI menemui utusan AS.", "Amerika Serikat", 6252001, "USA"),
    ],
)
def test_names_resolve_to_geonames(text: str, name: str, geonames: int, country: str) -> None:
    place = named(text)[name]
    assert (place.geonames, place.country) == (geonames, country)
    assert place.lat is not None
    assert place.lon is not None


def test_direction_words_belong_to_the_mention() -> None:
    assert mentions("Tank memasuki Aleppo timur.") == [("Aleppo timur", "name")]
    assert mentions("Rumah sakit di Gaza selatan penuh.") == [("Gaza selatan", "place")]
    assert mentions("Kroasia tengah menyelidiki kasus itu.") == [("Kroasia", "name")]
    assert mentions("Pabrik di Iran tengah terbakar.") == [("Iran tengah", "place")]


def test_form_tells_scene_from_actor() -> None:
    assert mentions("Jerman mengirim bantuan ke Lebanon, Suriah dan Irak.") == [
        ("Jerman", "name"),
        ("Lebanon", "place"),
        ("Suriah", "place"),
        ("Irak", "place"),
    ]


def test_city_and_regency_of_one_name() -> None:
    places = named("Banjir di Kota Malang meluas ke Kabupaten Malang.")
    assert places["Malang"].geonames == 1636722
    assert places["Kabupaten Malang"].geonames is None
    assert places["Kabupaten Malang"].lat != places["Malang"].lat


def test_chain_tells_which_district() -> None:
    banten = named("Kebakaran terjadi di Setu, Tangerang Selatan.")["Setu"]
    bekasi = named("Kebakaran terjadi di Setu, Kabupaten Bekasi.")["Setu"]
    assert banten.lon != bekasi.lon
    assert named("Rapat di Kuningan, Jakarta Selatan.")["Kuningan"].geonames is None
    assert "Kuningan" in named("Petani di Kuningan, Jawa Barat, panen.")


def test_country_named_in_the_text_decides() -> None:
    assert named("Bentrokan pecah di Tripoli, Lebanon.")["Tripoli"].country == "LBN"
    assert named("Bentrokan pecah di Tripoli, Libya.")["Tripoli"].country == "LBY"


def test_ordinary_words_need_support() -> None:
    assert named("Malang benar nasib petani itu.") == {}
    assert named("Surat itu dibaca hakim.") == {}
    assert "Malang" in named("Hujan turun di Malang.")
    assert "Malang" in named("Warga Malang panik.", LOC="Malang")


def test_persons_and_organisations_are_no_places() -> None:
    assert named("Kasus itu diungkap Joko Solo.", PER="Joko Solo") == {}
    assert named("Pelaku ditahan, kata Vatikan (27).") == {}
    assert named("Ia dosen Universitas Negeri Malang.") == {}
    assert named("Penyidik Polda Metro Jaya memeriksa saksi.") == {}
    assert named("Persija Jakarta kalah.") == {}
    assert list(named("Presiden Mesir Hosni Mubarak pulang.", PER="Mesir Hosni Mubarak")) == ["Mesir"]


def test_capitals_matter_for_acronyms() -> None:
    assert named("As roda truk itu patah.") == {}
    assert list(named("AS menarik pasukannya.")) == ["Amerika Serikat"]


def test_street_stands_for_its_town_and_for_nothing_alone() -> None:
    assert mentions("Truk terguling di Jalan Pahlawan, Semarang.") == [("Jalan Pahlawan, Semarang", "place")]
    assert named("Truk terguling di Jalan Surabaya.") == {}


def test_unknown_places_stay_off_the_map() -> None:
    findings = read("Longsor menimbun Desa Sukaentahapa, Kabupaten Garut.")
    village, regency = findings.places
    assert (village.name, village.geonames, village.lat, village.country) == (
        "Desa Sukaentahapa",
        None,
        None,
        "IDN",
    )
    assert regency.lat is not None
    assert [d.code for d in findings.diagnostics] == ["place-unlocated"]


def test_homonymous_villages_get_no_pin() -> None:
    assert all(p.lat is None for p in read("Longsor menimbun Desa Wates.").places)


def test_dateline() -> None:
    text = "MOSKOW\nPara menteri bertemu."
    line = Dateline("MOSKOW", (0, 6))
    made = replace(article(text), paragraphs=((7, len(text)),), dateline=line)
    findings = find_places(made, flat(text), default_lexicons())
    assert findings.dateline_place == "p1"
    assert (findings.places[0].name, findings.places[0].mentions) == ("Moskwa", ((0, 6),))


def test_headline_in_title_case_makes_no_villages() -> None:
    text = "Jalan Rusak di Depan Pasar, Warga Marah di Hari Raya\nJalan itu rusak."
    made = replace(
        article(text), blocks=(Block("headline", (0, 52), (0, 52)),), paragraphs=((0, 52), (53, len(text)))
    )
    assert find_places(made, flat(text), default_lexicons()).places == ()


def test_same_place_is_one_record() -> None:
    findings = read("Warga Amerika Serikat (AS) menunggu. AS belum menjawab.")
    assert len(findings.places) == 1
    assert len(findings.places[0].mentions) == 3


def test_gazetteer_knows_all_provinces() -> None:
    rows = default_lexicons().table("exonyms")
    provinces = {r["standard"] for r in rows if r["kind"] == "province"}
    assert len(provinces) == 38
    regencies = {(r["standard"], r["within"]) for r in rows if r["kind"] in ("regency", "municipality")}
    assert len(regencies) == 514
    assert {within for _, within in regencies} == provinces


def test_every_exonym_has_coordinates() -> None:
    places = gazetteer(default_lexicons())
    for row in default_lexicons().table("exonyms"):
        senses = [s for s in places.senses(fold(row["name"])) if s.known and s.kind == row["kind"]]
        assert senses, row
        assert all(s.lat is not None and -90 <= s.lat <= 90 for s in senses), row
        assert all(s.lon is not None and -180 <= s.lon <= 180 for s in senses), row


PIECES = st.sampled_from(
    ["di", "ke", "Kota", "Desa", "Kecamatan", "Malang", "Aleppo", "timur", "Jalan", "Bandara", "AS", "Rusia", ",",
     "(", ")", "dan", "Polda", "Jawa", "Barat", "Kab", ".", "K", "Pulau", "Sana'a", "Khan", "Yunis", "Sukamaju", "27",
     "\n", "é", "İstanbul", "United"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join)))
def test_any_text_gives_sound_places(text: str) -> None:
    findings = read(text)
    known = {p.id: p for p in findings.places}
    assert list(known) == [f"p{n}" for n in range(1, len(known) + 1)]
    for place in findings.places:
        assert (place.lat is None) == (place.lon is None)
        assert all(0 <= s < e <= len(text) for s, e in place.mentions)
        assert place.mentions[0] == min(place.mentions)
    for mention in findings.mentions:
        assert mention.span in known[mention.ref].mentions
        assert text[slice(*mention.span)].strip() == text[slice(*mention.span)] != ""
        assert mention.first <= mention.head < mention.last


def test_time_grows_with_the_text_alone() -> None:
    line = "Warga di Desa Sukaentah, Kota Bandung dan Kabupaten Garut menunggu bantuan dari Jakarta.\n"
    text = line * 3000
    spans = tuple((k * len(line), (k + 1) * len(line) - 1) for k in range(3000))
    long = replace(article(text), paragraphs=spans)
    assert len(find_places(long, flat(text), default_lexicons()).places) == 4
