"""What an article tells of earlier days, of history and of a court keeps its own date and its own modality."""

from __future__ import annotations

import pytest

from saksi.readers.source import SourceDocument

ARREST = """Polisi Tahan Kepala Desa Sukamaju Terkait Dana Desa

Bogor - Polres Bogor menahan Kepala Desa Sukamaju, Hendra Gunawan, pada Selasa (14/10/2025). Penahanan itu diumumkan sore hari.

Sebelumnya diberitakan, warga Desa Sukamaju berunjuk rasa di depan kantor bupati pada Senin (6/10/2025).

Diberitakan sebelumnya, Kejaksaan Negeri Bogor menggeledah kantor desa itu pada 29 September 2025.
"""

TRIAL = """Jaksa Tuntut Mantan Bupati Delapan Tahun Penjara

Surabaya - Jaksa penuntut umum KPK menuntut mantan Bupati Malang, Rendra Kusuma, delapan tahun penjara pada Kamis (16/10/2025).

Terdakwa lalu memukul stafnya, menurut jaksa.
"""

RIOT = """Massa Bakar Kantor DPRD Makassar

Makassar - Massa membakar kantor DPRD Makassar pada Jumat (29/8/2025) malam. Pembakaran itu berlangsung satu jam.

Massa membakar kantor DPRD Makassar sekitar pukul 21.00 Wita.

Pada 1998, mahasiswa juga memaksa Presiden Soeharto mundur.
"""


@pytest.fixture(scope="module")
def dated(pipeline):
    """The events of an article as (type, modality, day)."""

    def read(text):
        record = pipeline.read(SourceDocument(text.encode(), text, "berita.txt", "text/plain"))
        days = {d.id: d.start for d in record.dates}
        return [(e.type, e.modality, days.get(e.date or "")) for e in record.events]

    return read


def test_background_keeps_its_own_date_and_the_headline_is_no_second_event(dated):
    assert dated(ARREST) == [
        ("COERCE", "happened", "2025-10-14"),
        ("PROTEST", "happened", "2025-10-06"),
        ("COERCE", "happened", "2025-09-29"),
    ]


def test_what_a_prosecutor_tells_is_alleged_and_what_he_asks_is_done(dated):
    assert [event[:2] for event in dated(TRIAL)] == [("ACCUSE", "happened"), ("ASSAULT", "alleged")]


def test_history_is_no_news_and_one_fire_is_told_once(dated):
    assert dated(RIOT) == [("ASSAULT", "happened", "2025-08-29")]
