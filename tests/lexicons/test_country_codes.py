"""Codes of countries: one country a code, and states that two lists count otherwise."""

from __future__ import annotations

from collections import Counter

import pytest

from saksi.lexicons.load import default_lexicons

ROWS = {row["iso3"]: row for row in default_lexicons().table("country_codes")}
# Where Gleditsch and Ward give another number than the Correlates of War: (COW, GW).
APART = {
    "DEU": ("255", "260"), "KIR": ("946", "970"), "NRU": ("970", "971"), "SRB": ("345", "340"),
    "TON": ("955", "972"), "TUV": ("947", "973"), "YEM": ("679", "678"),
}  # fmt: skip


@pytest.mark.parametrize("column", ["iso2", "isonumeric", "fips", "cow", "gw", "geonames", "name"])
def test_a_code_stands_for_one_country(column):
    counted = Counter(row[column] for row in ROWS.values() if row[column])
    assert [code for code, count in counted.items() if count > 1] == []


def test_the_two_lists_of_states_differ_where_they_are_known_to():
    assert {c: (r["cow"], r["gw"]) for c, r in ROWS.items() if r["cow"] != r["gw"]} == APART


@pytest.mark.parametrize(
    ("country", "iso2", "isonumeric", "fips", "cow", "gw"),
    [
        ("IDN", "ID", "360", "ID", "850", "850"),
        ("TLS", "TL", "626", "TT", "860", "860"),
        ("VNM", "VN", "704", "VM", "816", "816"),
        ("AUS", "AU", "036", "AS", "900", "900"),  # AS is Australia in FIPS, American Samoa in ISO
        ("CHN", "CN", "156", "CH", "710", "710"),
        ("CHE", "CH", "756", "SZ", "225", "225"),
        ("SSD", "SS", "728", "OD", "626", "626"),
        ("CZE", "CZ", "203", "EZ", "316", "316"),
        ("PSE", "PS", "275", "WE", "", ""),
    ],
)  # fmt: skip
def test_codes_that_are_easily_mistaken(country, iso2, isonumeric, fips, cow, gw):
    row = ROWS[country]
    found = tuple(row[c] for c in ("iso2", "isonumeric", "fips", "cow", "gw"))
    assert found == (iso2, isonumeric, fips, cow, gw)
