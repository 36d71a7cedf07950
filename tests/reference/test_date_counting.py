"""Which day is meant: counted from publication, the nearest that fits the words, or none."""

from __future__ import annotations

import pytest
from date_helpers import found, one, read


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        # Without a year: the nearest day that fits lalu or mendatang.
        ("Panen raya 24 Oktober.", "2025-10-24"),
        ("Panen raya 24 Oktober lalu.", "2024-10-24"),
        ("Panen raya 22 Oktober lalu.", "2025-10-22"),
        ("Panen raya 20 Oktober mendatang.", "2026-10-20"),
        ("Panen raya 22 Oktober mendatang.", "2025-10-22"),
        ("Panen raya 5 Januari.", "2026-01-05"),
        # A weekday: the last one, unless the words say which.
        ("Sidang digelar Senin ini.", "2025-10-20"),
        ("Sidang digelar Jumat ini.", "2025-10-24"),
        ("Sidang digelar Jumat pekan ini.", "2025-10-24"),
        ("Sidang digelar Senin pekan depan.", "2025-10-27"),
        ("Sidang digelar Minggu pekan lalu.", "2025-10-19"),
        ("Sidang digelar Kamis mendatang.", "2025-10-23"),
        ("Sidang digelar Selasa lalu.", "2025-10-21"),
        ("Sidang akan digelar, kata Dewi, Sabtu.", "2025-10-18"),
        ("Sidang yang akan ditunda itu dibuka Senin lalu.", "2025-10-20"),
        # Days counted in words.
        ("Gempa terasa sebelas hari lalu.", "2025-10-11"),
        ("Gempa terasa dua puluh hari lalu.", "2025-10-02"),
        ("Gempa terasa 21 hari yang lalu.", "2025-10-01"),
        ("Sidang dibuka dua hari lagi.", "2025-10-24"),
        ("Sidang dibuka kemarin dulu.", "2025-10-20"),
    ],
)  # fmt: skip
def test_days(text: str, iso: str) -> None:
    assert one(text) == (iso, iso)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Harga naik akhir pekan.", "2025-10-18", "2025-10-19"),
        ("Harga naik akhir pekan ini.", "2025-10-25", "2025-10-26"),
        ("Harga naik akhir pekan depan.", "2025-11-01", "2025-11-02"),
        ("Harga naik awal pekan lalu.", "2025-10-13", "2025-10-14"),
        ("Harga naik pertengahan pekan lalu.", "2025-10-15", "2025-10-17"),
        ("Harga naik dua bulan lalu.", "2025-08-01", "2025-08-31"),
        ("Harga naik sepuluh bulan lalu.", "2024-12-01", "2024-12-31"),
        ("Harga naik tiga bulan mendatang.", "2026-01-01", "2026-01-31"),
        ("Harga naik Oktober lalu.", "2025-10-01", "2025-10-31"),
        ("Harga naik November lalu.", "2024-11-01", "2024-11-30"),
        ("Harga naik Oktober mendatang.", "2025-10-01", "2025-10-31"),
        ("Harga naik September mendatang.", "2026-09-01", "2026-09-30"),
        ("Harga akan naik pada September.", "2026-09-01", "2026-09-30"),
        ("Harga akan naik pada Desember.", "2025-12-01", "2025-12-31"),
        ("Harga naik dekade lalu.", "2010-01-01", "2019-12-31"),
        ("Harga naik abad lalu.", "1900-01-01", "1999-12-31"),
        # Thirds: awal, pertengahan, akhir.
        ("Proyek mulai awal tahun 2025.", "2025-01-01", "2025-04-30"),
        ("Proyek mulai pertengahan tahun 2025.", "2025-05-01", "2025-08-31"),
        ("Proyek mulai awal Februari 2025.", "2025-02-01", "2025-02-09"),
        ("Proyek mulai pertengahan bulan ini.", "2025-10-11", "2025-10-21"),
        ("Proyek mulai akhir bulan ini.", "2025-10-22", "2025-10-31"),
        ("Proyek mulai akhir tahun lalu.", "2024-09-01", "2024-12-31"),
    ],
)
def test_longer_times(text: str, start: str, end: str) -> None:
    assert one(text) == (start, end)


@pytest.mark.parametrize(
    ("published", "text", "start"),
    [
        # Until Wednesday akhir pekan is the last weekend, from Thursday on the coming one.
        ("2025-10-23", "Harga naik akhir pekan.", "2025-10-25"),
        # A month without a year is one of the last half year or of the months to come.
        ("2026-01-10", "Harga naik pada Juli.", "2026-07-01"),
        ("2026-01-10", "Harga naik pada Agustus.", "2025-08-01"),
        ("2025-12-10", "Harga naik pada Maret.", "2025-03-01"),
        ("2025-12-10", "Harga naik pada Februari.", "2026-02-01"),
        # The leap day: the nearest there is.
        ("2023-06-01", "Bayi itu lahir 29 Februari.", "2024-02-29"),
        ("2022-06-01", "Bayi itu lahir 29 Februari.", "2020-02-29"),
    ],
)
def test_the_day_of_publication_decides(published: str, text: str, start: str) -> None:
    assert one(text, published)[0] == start


@pytest.mark.parametrize(
    ("text", "granularity"),
    [
        ("Hujan turun kemarin.", "day"),
        ("Hujan turun Senin.", "day"),
        ("Hujan turun 20 Oktober 2025.", "day"),
        ("Hujan turun 20-22 Oktober 2025.", "range"),
        ("Hujan turun Senin-Rabu.", "range"),
        ("Hujan turun dari Mei hingga Juni.", "range"),
        ("Hujan turun dari 2019 hingga 2021.", "range"),
        ("Hujan turun pekan lalu.", "week"),
        ("Hujan turun akhir pekan.", "weekend"),
        ("Hujan turun pada Mei.", "month"),
        ("Hujan turun bulan lalu.", "month"),
        ("Hujan turun pada 2019.", "year"),
        ("Hujan turun pada 1990-an.", "decade"),
        ("Hujan turun dekade lalu.", "decade"),
        ("Hujan turun abad lalu.", "century"),
        ("Hujan turun awal bulan lalu.", "part"),
        ("Hujan turun awal Mei.", "part"),
    ],
)
def test_how_coarse_a_time_is_with_and_without_a_day_to_count_from(text: str, granularity: str) -> None:
    assert [d.granularity for d in read(text).dates] == [granularity]
    assert [d.granularity for d in read(text, None).dates] == [granularity]


@pytest.mark.parametrize(
    ("text", "start", "codes"),
    [
        # Near publication a wrong weekday is a slip of the pen, and the day stays.
        ("kata Rini, Senin (21/10).", "2025-10-21", ["weekday-disagrees"]),
        # Last year's figure with this year's weekday: within forty days of publication.
        ("kata Rini, Jumat (12/9/2024).", "2025-09-12", ["year-slip"]),
        ("kata Rini, Kamis (11/9/2024).", "2024-09-11", ["weekday-disagrees"]),
        ("Rapat 30 Februari-2 Maret 2025 batal.", None, ["impossible-date"]),
        ("Rapat 5 Mei 2025 hingga 2 Mei 2025 batal.", None, ["impossible-date"]),
        ("Rapat 27 Februari-31 Februari 2025 batal.", None, []),
        ("Rapat digelar 12/13/2025 hingga 12/15/2025.", "2025-12-13", ["month-first-read"]),
    ],
)
def test_what_does_not_fit_is_told(text: str, start: str | None, codes: list[str]) -> None:
    findings = read(text)
    assert findings.dates[0].start == start
    assert [d.code for d in findings.diagnostics] == codes


@pytest.mark.parametrize(
    ("text", "published"),
    [
        # The latest of several; the one beside a weekday before one in brackets alone.
        ("kata Rini, Senin (5/12/2016). Hal itu dibantah Dewi, Minggu (4/12/2016).", "2016-12-05"),
        ("Gedung itu dibuka (7/12/2016), kata Rini, Minggu (4/12/2016).", "2016-12-04"),
        ("Gedung itu dibuka (7/12/2016), kata Rini.", "2016-12-07"),
        # A date whose weekday is wrong, or one without a year, is no witness.
        ("kata Rini, Senin (4/12/2016).", None),
        ("kata Rini, Minggu (4/12).", None),
        ("Gedung itu dibuka 7 Desember 2016.", None),
    ],
)
def test_which_date_dates_the_article(text: str, published: str | None) -> None:
    assert read(text, None).published == published


def test_the_first_mention_of_the_day_bears_witness() -> None:
    text = "kata Rini, Minggu (4/12/2016). Hal itu dibantah Dewi, Minggu (4/12/2016)."
    findings = read(text, None)
    assert findings.diagnostics[0].span == findings.dates[0].span
    assert "2016-12-04" in findings.diagnostics[0].message
    assert found(text, "kemarin") == found(text, None)
