"""Indonesian districts: which of several is meant, its code, and what its coordinates are the point of."""

from __future__ import annotations

from test_places import read

from saksi.lexicons.load import default_lexicons
from saksi.records import Place
from saksi.reference.gazetteer import fold, gazetteer


def only(text: str, name: str) -> Place:
    found = [p for p in read(text).places if p.name == name]
    assert len(found) == 1, found
    return found[0]


def test_district_has_its_code_and_holder() -> None:
    place = only("Banjir melanda Kecamatan Tempuran, Kabupaten Karawang.", "Tempuran")
    assert (place.kind, place.code, place.within) == ("district", "32.15.20", "Kabupaten Karawang")


def test_holder_tells_which_district() -> None:
    inland = only("Longsor terjadi di Kecamatan Karanganyar, Kabupaten Kebumen.", "Karanganyar")
    coast = only("Longsor terjadi di Kecamatan Karanganyar, Kabupaten Demak.", "Karanganyar")
    assert (inland.code, coast.code) == ("33.05.20", "33.21.09")


def test_shared_name_without_holder_gets_no_pin() -> None:
    place = only("Longsor terjadi di Kecamatan Karanganyar.", "Kecamatan Karanganyar")
    assert (place.lat, place.code, place.precision) == (None, None, None)


def test_holder_right_behind_needs_no_head_word() -> None:
    place = only("Warga berkumpul di Genuk, Semarang.", "Genuk")
    assert (place.kind, place.within) == ("district", "Semarang")


def test_district_name_alone_is_no_place() -> None:
    assert not read("Pasukan itu dipimpin Genuk.").places


def test_precision_says_whose_point_it_is() -> None:
    text = "Banjir melanda Kecamatan Purabaya dan Kecamatan Cibitung, Kabupaten Sukabumi, Jawa Barat."
    precision = {p.name: p.precision for p in read(text).places}
    assert precision["Purabaya"] == "seat"
    assert precision["Cibitung"] == "holder"
    assert precision["Kabupaten Sukabumi"] == "seat"
    assert precision["Jawa Barat"] == "centre"


def test_every_district_is_held_by_a_coded_area() -> None:
    lexicons = default_lexicons()
    codes = {row["standard"]: row["code"] for row in lexicons.table("area_codes")}
    for row in lexicons.table("districts"):
        assert row["code"].startswith(codes[row["within"]] + "."), row


def test_regency_and_city_of_one_name_differ_in_code() -> None:
    senses = gazetteer(default_lexicons()).senses(fold("Semarang"))
    assert {s.kind: s.code for s in senses if s.known} == {"municipality": "33.74", "regency": "33.22"}
