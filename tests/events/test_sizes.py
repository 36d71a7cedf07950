"""Sizes are found where words say what a number counts, and only there."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saksi.events.size_words import COUNTED, size_words
from saksi.faces.brief import Brief
from saksi.lexicons.load import default_lexicons
from saksi.readers.source import SourceDocument


@pytest.fixture(scope="module")
def read(pipeline):
    return lambda text: pipeline.read(SourceDocument(text.encode(), text, "berita.txt", "text/plain"))


def told(record):
    return [(s.kind, s.low, s.high, s.unit) for s in record.sizes]


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        (
            "Sedikitnya 35 orang tewas dan lebih dari 200.000 warga mengungsi akibat pertempuran itu.",
            [("dead", 35, None, "person"), ("displaced", 200_000, None, "person")],
        ),
        (
            "Dua orang tewas dan lima lainnya luka-luka dalam bentrokan itu.",
            [("dead", 2, 2, "person"), ("injured", 5, 5, "person")],
        ),
        (
            "Serangan Rusia ke Zaporizhzhia menewaskan tujuh orang dan melukai 12 lainnya.",
            [("dead", 7, 7, "person"), ("injured", 12, 12, "person")],
        ),
        ("Jumlah korban tewas dalam banjir itu mencapai 27 orang.", [("dead", 27, 27, "person")]),
        ("Warga yang mengungsi mencapai 3.200 jiwa.", [("displaced", 3200, 3200, "person")]),
        (
            "Sebanyak 120 rumah di tiga desa rusak berat dan 40 KK mengungsi.",
            [("houses", 120, 120, "building"), ("displaced", 40, 40, "household")],
        ),
        (
            "Sebanyak 1.234 unit rumah rusak ringan dan 56 rusak berat.",
            [("houses", 1234, 1234, "building"), ("houses", 56, 56, "building")],
        ),
        ("Puluhan ribu orang turun ke jalan memprotes pajak.", [("crowd", 20_000, 99_999, "person")]),
        (
            "Polisi menangkap dua mahasiswa dan tiga buruh dalam aksi itu.",
            [("arrested", 2, 2, "person"), ("arrested", 3, 3, "person")],
        ),
        (
            "Tiga mahasiswa dan dua buruh ditangkap polisi.",
            [("arrested", 3, 3, "person"), ("arrested", 2, 2, "person")],
        ),
        ("Antara 10 dan 15 orang hilang.", [("missing", 10, 15, "person")]),
        ("Seorang warga, Andi Saputra (45), tewas tertembak.", [("dead", 1, 1, "person")]),
        ("Seorang pria berusia 45 tahun tewas di rumahnya.", [("dead", 1, 1, "person")]),
        ("Tidak ada korban jiwa dalam kebakaran itu.", [("dead", 0, 0, "person")]),
        (
            "Dari 30 penumpang, 12 orang selamat dan 18 orang dinyatakan hilang.",
            [("missing", 18, 18, "person")],
        ),
        ("Korban tewas bertambah menjadi 35 orang, 7 di antaranya anak-anak.", [("dead", 35, 35, "person")]),
        ("Gedung DPRD itu digeruduk ratusan santri.", [("crowd", 200, 999, "person")]),
        ("Kabupaten itu menampung 800 pengungsi.", [("displaced", 800, 800, "person")]),
        ("Sekitar 30-40 orang tewas dalam gempa itu.", [("dead", 30, 40, "person")]),
        ("Seorang pria dipukul warga hingga tewas.", [("dead", 1, 1, "person")]),
        ("Empat buruh yang disekap sampai mengalami luka.", [("injured", 4, 4, "person")]),
        ("Sepuluh jiwa melayang dalam unjuk rasa itu.", [("dead", 10, 10, "person")]),
        (
            "Sebanyak 1.250 KK atau 4.300 jiwa mengungsi akibat banjir.",
            [("displaced", 1250, 1250, "household"), ("displaced", 4300, 4300, "person")],
        ),
        (
            "Sebanyak 40 KK (160 jiwa) mengungsi ke balai desa.",
            [("displaced", 40, 40, "household"), ("displaced", 160, 160, "person")],
        ),
        ("Tak kurang dari 50 orang terluka.", [("injured", 50, None, "person")]),
        (
            "Puluhan warga mengungsi dan belasan pemuda ditahan.",
            [("displaced", 20, 99, "person"), ("arrested", 11, 19, "person")],
        ),
    ],
)
def test_sizes(read, text, sizes):
    assert told(read(text)) == sizes


@pytest.mark.parametrize(
    "text",
    [
        "Budi (34) tewas di Jalan Tol Jakarta-Cikampek KM 92 pada 12 Maret 2024.",
        "Harga beras naik menjadi Rp 15.000 per kilogram.",
        "Pelaku terancam Pasal 340 KUHP dengan hukuman 20 tahun penjara.",
        "Tiga ekor sapi mati dan 12 mobil rusak.",
        "Israel akan menangkap 20 orang lagi.",
        "Jika bendungan jebol, 5.000 orang akan mengungsi.",
        "Israel membantah menewaskan 20 warga sipil.",
        "Tiga orang tidak terluka dalam kecelakaan itu.",
        "Korban mengalami beberapa luka di wajah.",
        "TNI mengerahkan 600 personel ke lokasi.",
        "Sejumlah demonstran berunjuk rasa.",
        "Salah satu warga yang memprotes jembatan itu ialah Amin.",
        "Ia tinggal di Jalan Melati Nomor 12 sejak 1998.",
        "Dua saksi diperiksa setelah rumah itu terbakar.",
        "Tiga pesawat melayang di atas alun-alun.",
        "Tim tamu kehilangan dua pemain yang cedera pada babak kedua, lalu wasit memberi kartu merah.",
    ],
)
def test_what_is_no_size(read, text):
    assert read(text).sizes == ()


def test_a_size_names_its_words_its_speaker_its_event_and_where(read):
    record = read(
        "Polisi menangkap 14 orang di Makassar, Senin. “Dua orang tewas,” kata Kapolda Sulsel Budi Santoso."
    )
    arrest, death = record.sizes
    words = {
        name: [record.text[s:e] for s, e in getattr(arrest.witness, name)]
        for name in ("number", "unit", "word")
    }
    assert words == {"number": ["14"], "unit": ["orang"], "word": ["menangkap"]}
    (event,) = (e for e in record.events if e.id == arrest.event)
    assert (event.type, event.place, event.date) == ("COERCE", arrest.place, arrest.date)
    places = {p.id: p.name for p in record.places}
    assert places[arrest.place] == "Makassar"
    assert (arrest.speaker, arrest.quote) == (None, None)
    speakers = {a.id: a.name for a in record.actors}
    assert speakers[death.speaker] == "Budi Santoso"
    assert [q.id for q in record.quotes] == [death.quote]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            ["7", "dua belas", "orang", "tewas", "rumah", "rusak", ",", "dan", "menewaskan", "korban tewas",
             "tidak ada", "(", ")", "yang", "mencapai", "lainnya", "di antaranya", "puluhan", "Rp", "tahun"]
        ),
        min_size=1,
        max_size=14,
    )
)  # fmt: skip
def test_every_size_has_its_words_in_one_sentence_whatever_the_text(read, words):
    record = read("Kata saksi, " + " ".join(words) + ".")
    for size in record.sizes:
        spans = [*size.witness.number, *size.witness.unit, *size.witness.word]
        assert size.witness.number
        assert size.witness.word
        assert all(size.span[0] <= s < e <= size.span[1] for s, e in spans)
        assert any(s <= size.span[0] and size.span[1] <= e for s, e in record.sentences)
        assert size.high is None or size.low <= size.high
        assert size.kind in COUNTED[size.unit]


def test_the_passive_of_an_act_is_a_state():
    words = size_words(default_lexicons())
    assert [p.kind for p in words.at("state", ["ditangkap"], 0)] == ["arrested"]
    assert [p.kind for p in words.until("act", ["tewaskan"], 1)] == ["dead"]


def test_the_brief_shows_each_size_once(read):
    from io import StringIO

    from rich.console import Console

    out = StringIO()
    Brief(Console(file=out, width=100), "id").print(
        read("Tujuh orang tewas di Lae. Tujuh orang tewas, kata polisi.")
    )
    lines = [line for line in out.getvalue().splitlines() if "tewas: 7" in line]
    assert len(lines) == 1
