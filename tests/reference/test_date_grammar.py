"""What belongs to a date and what does not: ranges, brackets, years, words that only look like days."""

from __future__ import annotations

import pytest
from date_helpers import found, one, read


@pytest.mark.parametrize(
    ("text", "span", "start", "end"),
    [
        ("Sidang dimulai tanggal 21 Oktober 2025.", "tanggal 21 Oktober 2025", "2025-10-21", "2025-10-21"),
        ("Pemilik lahan datang 21 Okt. Warga menolak.", "21 Okt", "2025-10-21", "2025-10-21"),
        ("Surat itu bertanggal 21 Okt. 2024 dan sah.", "21 Okt. 2024", "2024-10-21", "2024-10-21"),
        ("Upacara pada 1 Mei, 2024.", "1 Mei, 2024", "2024-05-01", "2024-05-01"),
        ("Pada 1 Mei, 2024 buruh turun ke jalan.", "1 Mei", "2025-05-01", "2025-05-01"),
        ("Truk terguling kemarin [21/10].", "kemarin [21/10]", "2025-10-21", "2025-10-21"),
        ("Truk terguling kemarin (Selasa, 21/10).", "kemarin (Selasa, 21/10)", "2025-10-21", "2025-10-21"),
        ("Wali Kota Dewi (21/10 malam) datang.", "21/10", "2025-10-21", "2025-10-21"),
        ("Ia tiba Senin legi.", "Senin legi", "2025-10-20", "2025-10-20"),
        ("Ia tiba Senin dini hari WIB (20/10).", "Senin dini hari WIB (20/10)", "2025-10-20", "2025-10-20"),
        ("Ia tiba Senin tanggal 20 Oktober.", "Senin tanggal 20 Oktober", "2025-10-20", "2025-10-20"),
        ("Ia tiba hari Senin sore kemarin.", "hari Senin sore kemarin", "2025-10-20", "2025-10-20"),
        ("Ia tiba malam Jumat.", "malam Jumat", "2025-10-16", "2025-10-16"),
        ("Pasar terbakar kemarin sore (21/10).", "kemarin sore (21/10)", "2025-10-21", "2025-10-21"),
        ("Panen raya pada bulan Mei 2024 gagal.", "bulan Mei 2024", "2024-05-01", "2024-05-31"),
        ("Panen raya Oktober tahun 2024 gagal.", "Oktober tahun 2024", "2024-10-01", "2024-10-31"),
        ("Harga beras naik sepekan lalu.", "sepekan lalu", "2025-10-13", "2025-10-19"),
        ("Kontrak habis dua tahun lagi.", "dua tahun lagi", "2027-01-01", "2027-12-31"),
    ],
)
def test_what_belongs_to_a_date(text: str, span: str, start: str, end: str) -> None:
    assert found(text) == [(span, start, end)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Pameran dibuka Senin-Rabu.", "2025-10-20", "2025-10-22"),
        ("Pameran dibuka Sabtu dan Minggu.", "2025-10-18", "2025-10-19"),
        ("Pameran dibuka Minggu hingga Selasa.", "2025-10-19", "2025-10-21"),
        ("Ujian digelar 20 dan 21 Oktober.", "2025-10-20", "2025-10-21"),
        ("Ujian digelar 20 & 21 Oktober 2024.", "2024-10-20", "2024-10-21"),
        ("Ujian digelar 20 s.d. 22 Oktober.", "2025-10-20", "2025-10-22"),
        ("Ujian digelar 20 s/d 22 Oktober.", "2025-10-20", "2025-10-22"),
        ("Libur 30 Desember sampai dengan 2 Januari 2026.", "2025-12-30", "2026-01-02"),
        ("Libur dari 30 Desember 2024 hingga 2 Januari 2025.", "2024-12-30", "2025-01-02"),
        ("Lomba digelar pekan ini (20-22/10/2025).", "2025-10-20", "2025-10-22"),
        ("Ekspor turun November-Januari 2025.", "2024-11-01", "2025-01-31"),
        ("Konflik 1998-2002 memaksa warga pindah.", "1998-01-01", "2002-12-31"),
        ("Konflik itu (1998-2002) memaksa warga pindah.", "1998-01-01", "2002-12-31"),
        ("Anggaran pada 2024/2025 naik.", "2024-01-01", "2025-12-31"),
        ("Perang 1825-1830 menguras kas.", "1825-01-01", "1830-12-31"),
        ("Film dari era 80-an itu diputar.", "1980-01-01", "1989-12-31"),
    ],
)
def test_ranges(text: str, start: str, end: str) -> None:
    assert found(text)[-1][1:] == (start, end)


def test_two_days_that_are_no_range() -> None:
    assert found("Ujian digelar 20 dan 25 Oktober.") == [("25 Oktober", "2025-10-25", "2025-10-25")]
    assert [f[1] for f in found("Banjir terjadi pada 2023 dan 2024.")] == ["2023-01-01", "2024-01-01"]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("kata Rini (4/12/16).", "2016-12-04"),
        ("kata Rini (4/12/98).", "1998-12-04"),
        ("Izin terbit 4.12.2016 di Palu.", "2016-12-04"),
        ("Izin terbit 04-12-2016 di Palu.", "2016-12-04"),
        ("Izin terbit tgl.4/12/2016 di Palu.", "2016-12-04"),
        ("Rapat selesai pukul 10.30 WIB (21/10).", "2025-10-21"),
        ("Rapat selesai siang (21/10).", "2025-10-21"),
    ],
)
def test_days_in_figures(text: str, iso: str) -> None:
    assert one(text) == (iso, iso)


@pytest.mark.parametrize(
    "text",
    [
        # Fractions, scores, codes, numbers of papers.
        "Sebagian warga (21/10) pindah.",
        "Rasio 4/12/16 dipakai.",
        "Versi 2016.12.04 dirilis.",
        "Versi 1.4.12.2016 dirilis.",
        "Nomor polisi B-21/10/2025 palsu.",
        "Kode 21/10/2025/7 palsu.",
        "Kode 4/12/2016abc palsu.",
        "Kode 004/12/2016 palsu.",
        "Surat No. 12/5/2024 hilang.",
        "Surat Nomor: 12/5/2024 hilang.",
        "Rasio 13/13/2025 dipakai.",
        "Rasio 32/12/2025 dipakai.",
        # Days that are names of something else, or of every week.
        "Umat merayakan Rabu Abu dan Jumat Agung.",
        "Koran Minggu memuat kisah itu.",
        "Posko buka setiap hari Senin.",
        "Warga ronda tiap malam Minggu.",
        "Warga mengungsi 2 Minggu.",
        "Memasuki Minggu kedua harga naik.",
        "Memasuki beberapa Minggu harga naik.",
        "Ahad menyebut dirinya petani.",
        "Ia pergi senin.",
        # Months and years without a word that makes them a time.
        "Mei datang lagi.",
        "Pada agustus warga panen.",
        "Film itu (2019) laku.",
        "Kongsi 1700-1750 bubar.",
        "Truk bernomor 2019 hilang.",
        "Warga membayar pada 2.019 orang.",
        "Pada 2019 orang datang.",
        "Perppu Nomor 2 Tahun 2022 digugat.",
        "Undang-Undang Dasar Negara Republik Indonesia Tahun 1945 diubah.",
        "Kaus 80-an warga dibagikan.",
        "Kejadian kemarin-kemarin terulang.",
        "Beberapa pekan lalu harga naik.",
    ],
)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Warga mulai Ahad mengungsi.", "2025-10-19"),
        ("kata Rini, Ahad (19/10).", "2025-10-19"),
        ("Warga mengungsi sejak tahun 2008, dan UU itu berlaku.", "2008-01-01"),
        ("Di Pasar, Minggu (19/10), warga panen.", "2025-10-19"),
    ],
)
def test_the_same_words_where_they_are_dates(text: str, start: str) -> None:
    assert one(text)[0] == start


def test_a_weekday_inside_the_brackets_is_checked() -> None:
    assert read("kata Dewi (Selasa, 21/10/2025).").dates[0].weekday_agrees is True
    assert read("kata Dewi (Selasa 21/10/2025).").dates[0].weekday_agrees is True
    wrong = read("kata Dewi (Senin, 21/10/2025).")
    assert wrong.dates[0].weekday_agrees is False
    assert [d.code for d in wrong.diagnostics] == ["weekday-disagrees"]
    assert "'Senin, 21/10/2025'" in wrong.diagnostics[0].message


def test_both_weekdays_of_a_range_are_checked() -> None:
    right = read("Lomba digelar Jumat hingga Minggu (17-19/10/2025).")
    assert (right.dates[0].weekday_agrees, right.diagnostics) == (True, ())
    for wrong in ("Kamis hingga Minggu", "Jumat hingga Senin"):
        told = read(f"Lomba digelar {wrong} (17-19/10/2025).")
        assert told.dates[0].weekday_agrees is False
        assert [d.code for d in told.diagnostics] == ["weekday-disagrees"]
