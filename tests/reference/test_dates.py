from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from date_helpers import WEDNESDAY, article, day, flat, found, one, read
from hypothesis import example, given, settings
from hypothesis import strategies as st

from saksi.language.analysis import Analysis
from saksi.lexicons.load import default_lexicons
from saksi.records import Dateline
from saksi.reference.dates import find_dates


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Jembatan itu runtuh pada 4 Desember 2016.", "2016-12-04"),
        ("Rapat digelar 21 Okt.", "2025-10-21"),
        ("Surat tertanggal 3 Nop 2024 itu hilang.", "2024-11-03"),
        ("Izin terbit 7/3/2025 di Palu.", "2025-03-07"),
        ("Izin terbit 21-10-2025 di Palu.", "2025-10-21"),
        ("Izin terbit 2025-10-21 di Palu.", "2025-10-21"),
        ("Warga mengungsi sejak tanggal 5/6.", "2025-06-05"),
        ("Panen raya 15 Agustus lalu gagal.", "2025-08-15"),
        ("Pabrik dibuka 2 Februari mendatang.", "2026-02-02"),
        ("kata Dewi, Selasa (21/10).", "2025-10-21"),
        ("kata Dewi, Senin, 20 Oktober 2025 pukul 10.30 WIB.", "2025-10-20"),
        ("kata Dewi, Selasa malam (21/10/2025).", "2025-10-21"),
        ("Truk terguling kemarin (21/10).", "2025-10-21"),
    ],
)
def test_calendar_dates(text: str, iso: str) -> None:
    assert one(text) == day(iso)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Hakim membacakan putusan pada Rabu.", "2025-10-22"),
        ("Hakim membacakan putusan, Kamis.", "2025-10-16"),
        ("Massa membubarkan diri Jumat malam.", "2025-10-17"),
        ("Massa membubarkan diri pada hari Minggu.", "2025-10-19"),
        ("Rabu lalu pasar itu terbakar.", "2025-10-15"),
        ("Pasar itu terbakar Senin pekan lalu.", "2025-10-13"),
        ("Sidang lanjutan akan digelar pada Sabtu.", "2025-10-25"),
        ("Sidang lanjutan digelar Rabu mendatang.", "2025-10-29"),
        ("Pasar malam ramai pada malam Minggu.", "2025-10-18"),
        ("Hari ini banjir surut.", "2025-10-22"),
        ("Banjir surut kemarin sore.", "2025-10-21"),
        ("Banjir datang tadi malam.", "2025-10-21"),
        ("Bantuan tiba lusa.", "2025-10-24"),
        ("Gempa terasa dua hari lalu.", "2025-10-20"),
        ("Gempa terasa dini hari tadi.", "2025-10-22"),
    ],
)
def test_days_counted_from_publication(text: str, iso: str) -> None:
    assert one(text) == day(iso)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Harga naik pekan lalu.", "2025-10-13", "2025-10-19"),
        ("Harga naik dua minggu lalu.", "2025-10-06", "2025-10-12"),
        ("Harga turun bulan depan.", "2025-11-01", "2025-11-30"),
        ("Bendungan jebol 4 tahun lalu.", "2021-01-01", "2021-12-31"),
        ("Bendungan jebol dua puluh lima tahun silam.", "2000-01-01", "2000-12-31"),
        ("Ia menjabat sejak 2019.", "2019-01-01", "2019-12-31"),
        ("Krisis terjadi pada 1998.", "1998-01-01", "1998-12-31"),
        ("Masa jabatan 2019-2024 berakhir.", "2019-01-01", "2024-12-31"),
        ("Sejak tahun 1990-an desa itu kosong.", "1990-01-01", "1999-12-31"),
        ("Panen mulai Oktober 2025.", "2025-10-01", "2025-10-31"),
        ("Panen gagal pada September.", "2025-09-01", "2025-09-30"),
        ("Ekspor naik Januari-Agustus 2025.", "2025-01-01", "2025-08-31"),
        ("Ekspor naik dari November 2024 hingga Maret 2025.", "2024-11-01", "2025-03-31"),
        ("Pameran dibuka 20-22 Oktober 2025.", "2025-10-20", "2025-10-22"),
        ("Pameran berlangsung dari 1 hingga 3 Mei.", "2025-05-01", "2025-05-03"),
        ("Libur 30 Desember-2 Januari dibatalkan.", "2025-12-30", "2026-01-02"),
        ("Lomba digelar Sabtu-Minggu (18-19/10).", "2025-10-18", "2025-10-19"),
        ("Proyek selesai akhir tahun 2025.", "2025-09-01", "2025-12-31"),
        ("Proyek mulai awal bulan ini.", "2025-10-01", "2025-10-10"),
    ],
)
def test_longer_dates(text: str, start: str, end: str) -> None:
    assert one(text) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "Hukumannya dinaikkan menurut Pasal 21/2001 dan UU 11/2008.",
        "Undang-Undang Nomor 31 Tahun 1999 mengatur hal itu.",
        "Sepertiga (1/3) lahan terendam.",
        "Skor 3/2 bertahan sampai akhir.",
        "Hubungi 0812-3456-7890 untuk bantuan.",
        "Mereka bertahan selama tiga hari.",
        "Posko buka setiap Senin dan tiap minggu ada dokter.",
        "Kios di Pasar Minggu ramai.",
        "Warga menunaikan salat Jumat.",
        "Sebanyak 2000 orang mengungsi, naik dari 1998 orang.",
        "Harganya Rp 2.025 per butir.",
        "Kejadian beberapa tahun lalu terulang.",
        "Pertemuan itu molor dua minggu.",
        "Nomor perkara 12/Pid/2025 ditunda.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert found(text) == []


def test_minggu_is_sunday_or_week() -> None:
    assert found("Ia tiba pada Minggu.") == [("Minggu", "2025-10-19", "2025-10-19")]
    assert found("Ia tiba minggu lalu.") == [("minggu lalu", "2025-10-13", "2025-10-19")]
    assert found("Minggu lalu ia tiba.") == [("Minggu lalu", "2025-10-13", "2025-10-19")]
    assert found("Ia tiba Minggu lalu.") == [("Minggu lalu", "2025-10-19", "2025-10-19")]


def test_day_stands_before_month() -> None:
    agreeing = read("kata Rini, Minggu (4/12/2016).")
    assert (agreeing.dates[0].start, agreeing.dates[0].weekday_agrees) == ("2016-12-04", True)
    swapped = read("kata Rini, Selasa (12/4/2016).")
    assert (swapped.dates[0].start, swapped.dates[0].weekday_agrees) == ("2016-04-12", True)
    american = read("kata Rini, Minggu (12/4/2016).")
    assert (american.dates[0].start, american.dates[0].weekday_agrees) == ("2016-04-12", False)
    assert [d.code for d in american.diagnostics] == ["month-first-date"]
    forced = read("kata Rini, Minggu (12/25/2016).")
    assert (forced.dates[0].start, forced.dates[0].weekday_agrees) == ("2016-12-25", True)
    assert [d.code for d in forced.diagnostics] == ["month-first-read"]


def test_wrong_weekday_and_slip_of_the_year_are_told() -> None:
    wrong = read("kata Rini, Senin (21/10/2025).")
    assert wrong.dates[0].weekday_agrees is False
    assert [d.code for d in wrong.diagnostics] == ["weekday-disagrees"]
    slip = read("kata Rini, Selasa (21/10/2024).")
    assert slip.dates[0].start == "2025-10-21"
    assert [d.code for d in slip.diagnostics] == ["year-slip"]
    impossible = read("Rapat 31 Februari 2025 batal.")
    assert impossible.dates[0].start is None
    assert [d.code for d in impossible.diagnostics] == ["impossible-date"]


def test_weekday_tells_the_year_of_a_far_date() -> None:
    assert one("Izinnya dicabut Senin (2/12).") == day("2024-12-02")


def test_published_comes_from_the_dated_attribution() -> None:
    text = "Kapal itu karam Jumat (2/12/2016). Pencarian dihentikan kemarin, kata Rini, Minggu (4/12/2016)."
    findings = read(text, None)
    assert findings.published == "2016-12-04"
    assert [d.code for d in findings.diagnostics] == ["published-from-text"]
    assert [d.start for d in findings.dates] == ["2016-12-02", "2016-12-03", "2016-12-04"]
    assert read(text).published == WEDNESDAY


def test_announced_day_is_not_publication() -> None:
    findings = read("Pemilihan akan digelar Minggu (11/12/2016), kata Rini, Minggu (4/12/2016).", None)
    assert findings.published == "2016-12-04"


def test_without_anchor_nothing_is_counted() -> None:
    findings = read("Kemarin hujan, kata Rini, Selasa.", None)
    assert findings.published is None
    assert [(d.start, d.end) for d in findings.dates] == [(None, None), (None, None)]


def test_mentions_are_the_tokens_under_the_date() -> None:
    text = "Gempa itu terasa sampai Palu pada hari Selasa (21/10) lalu."
    findings = read(text)
    mention = findings.mentions[0]
    assert text[slice(*findings.dates[0].span)] == "hari Selasa (21/10)"
    assert (mention.ref, mention.span) == ("d1", findings.dates[0].span)
    assert flat(text).span(mention.first, mention.last) == mention.span
    assert mention.first <= mention.head < mention.last


def test_dateline_date_has_a_record_but_no_mention() -> None:
    text = "Palu, Senin (20/10/2025)\nHujan turun."
    made = replace(article(text, None), paragraphs=((25, 37),), dateline=Dateline(text[:24], (0, 24)))
    findings = find_dates(made, Analysis(text, (), (), ()), default_lexicons())
    assert (findings.published, len(findings.dates), findings.mentions) == ("2025-10-20", 1, ())


PIECES = st.sampled_from(
    ["Senin", "Minggu", "minggu", "lalu", "(", ")", "4/12/2016", "31/2", "9999", "0001", "12", "Mei", "Des.",
     "pada", "akhir", "tahun", "-", "hingga", ",", "hari", "dua", "99", "9999 tahun lalu", "\n", "1.000", "abad lalu",
     "9999 abad mendatang", "malam", "akan", "31 Desember 9999", "pekan depan", "٣", "é", "İ"]
)  # fmt: skip


@example("SENIN MALAM SENIN", None)
@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join)),
    st.sampled_from([None, "2025-10-22", "0001-01-01", "9999-12-31", "kemarin"]),
)
def test_any_text_gives_sound_dates(text: str, published: str | None) -> None:
    findings = read(text, published)
    reached = 0
    for number, record in enumerate(findings.dates, 1):
        start, end = record.span
        assert record.id == f"d{number}"
        assert reached <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end] != ""
        reached = end
        assert (record.start is None) == (record.end is None)
        if record.start is not None and record.end is not None:
            assert date.fromisoformat(record.start) <= date.fromisoformat(record.end)
