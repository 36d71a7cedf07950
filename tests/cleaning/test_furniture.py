"""Furniture rules: each takes its example and leaves its counter-example; prose around is kept exactly."""

import pytest
from cleaning_helpers import article_of, check_invariants, kinds, prose

from saksi.cleaning.furniture import rules
from saksi.lexicons.load import default_lexicons

ROWS = default_lexicons().table("furniture")
AWAL = "Gubernur membuka pasar itu pada Senin pagi bersama para pedagang."
AKHIR = "Pedagang menempati kios mulai pekan depan, kata kepala dinas."


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_examples(row: dict[str, str]) -> None:
    table = rules(default_lexicons())
    if row["match"].startswith("inline"):
        [rule] = [r for r in table.inside if r.id == row["id"]]
        assert rule.regex is not None
        assert rule.regex.search(row["example"])
        assert not rule.regex.search(row["not_example"])
        return
    if row["role"] == "signature":
        [rule] = [r for r in table.whole if r.id == row["id"]]
        assert rule.regex is not None
        assert rule.regex.fullmatch(row["example"])
        assert not rule.regex.fullmatch(row["not_example"])
        return
    found = table.line_rule(row["example"], row["outlet"] if row["outlet"] != "*" else "lain", last=False)
    assert found is not None
    assert found[0].kind == row["kind"]
    assert table.line_rule(row["not_example"], None, last=False) is None


@pytest.mark.parametrize(
    "line",
    [
        "A",
        "A+",
        "A-",
        "SCROLL TO CONTINUE WITH CONTENT",
        "ADVERTISEMENT",
        "[Gambas:Video 20detik]",
        "Gambas:Instagram",
        "Baca juga: Harga Beras Naik di Tiga Provinsi",
        "Simak juga Video 'Pasar Baru Dibuka':",
        "Lihat juga: Sapi Lepas di Tengah Kota",
        'Tonton juga "Pasar Baru Dibuka" di sini:',
        "Hide Ads",
        "Pilihan Editor: Sapi Lepas di Tengah Kota",
        "Klik selanjutnya",
        "Halaman 1 2 3 Selanjutnya",
        "12 Komentar",
        "Copyright © Harian Contoh 2024",
        "Dilarang mengambil isi situs ini tanpa izin",
        "Tag: pasar, Kupang",
        "Bagikan ke: Facebook | Twitter | WhatsApp",
        "Follow Us",
        "Dibaca 1.204 kali",
        "Beranda / Nasional / Politik",
        "Ikuti saluran WhatsApp kami untuk kabar terbaru",
        "Situs ini memakai cookie agar lebih baik",
        "* * *",
    ],
)
def test_lines_of_furniture(line: str) -> None:
    article = article_of(f"Pasar Baru Dibuka\n{AWAL}\n{line}\n{AKHIR}\nCerita berakhir di sini saja.")
    check_invariants(article)
    assert ("furniture", line) in kinds(article)
    assert prose(article)[1:3] == [AWAL, AKHIR]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Simak penjelasan lengkap kepala dinas tentang pembagian kios itu.",
        "Lihat juga dampaknya bagi para petani di lereng gunung itu.",
        "Baca juga, kata guru itu, buku yang tidak diwajibkan sekolah.",
        "Saksikan laga itu langsung di stadion mulai pukul tujuh malam.",
        "Video itu beredar luas sejak Minggu malam di media sosial.",
        "Foto yang beredar memperlihatkan dua orang membawa karung beras.",
        "Iklan rokok di dekat sekolah dilarang oleh peraturan daerah itu.",
        "Komentar menteri itu menuai kecaman dari serikat pekerja.",
        "Halaman rumah korban dipenuhi karangan bunga dari para tetangga.",
        "Unduh aplikasi itu di ponsel, lalu masukkan nama kecamatan.",
        "Warga dilarang mengambil air dari sungai yang tercemar limbah.",
        "Ikuti langkah berikut untuk mendaftar lewat kantor kelurahan.",
        "Sumber kebakaran belum diketahui hingga Senin malam, kata polisi.",
        "Topik rapat kali ini adalah harga pupuk dan jalan desa.",
        "Penulis buku itu menolak hadir dalam sidang lanjutan.",
    ],
)
def test_prose_that_only_begins_like_furniture(paragraph: str) -> None:
    article = article_of(f"Judul Berita Hari Ini\n{AWAL}\n{paragraph}\n{AKHIR}")
    assert prose(article) == ["Judul Berita Hari Ini", AWAL, paragraph, AKHIR]


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        (f"{AWAL} Baca juga: Harga Beras Naik Lagi", "Baca juga: Harga Beras Naik Lagi"),
        (f"{AWAL} (Baca juga: Harga Beras Naik Lagi)", "(Baca juga: Harga Beras Naik Lagi)"),
        (f"{AWAL}Baca Juga: Harga Beras Naik Lagi", "Baca Juga: Harga Beras Naik Lagi"),
        (f"{AWAL} [Gambas:Video 20detik]", "[Gambas:Video 20detik]"),
        (f"{AWAL} ADVERTISEMENT", "ADVERTISEMENT"),
    ],
)
def test_furniture_glued_to_prose_is_cut_exactly(line: str, cut: str) -> None:
    article = article_of(f"Pasar Baru Dibuka\n{line}\n{AKHIR}")
    check_invariants(article)
    assert ("furniture", cut) in kinds(article)
    assert prose(article)[1:] == [AWAL, AKHIR]


def test_prose_glued_behind_a_title_is_kept() -> None:
    article = article_of(
        f"Pasar Baru Dibuka\n{AWAL} Baca juga: Harga Beras Naik LagiPedagang datang pagi.\n{AKHIR}"
    )
    assert prose(article)[1:] == [AWAL, "Pedagang datang pagi.", AKHIR]


def test_a_sentence_goes_on_across_furniture() -> None:
    before, after = (
        "Gubernur membuka pasar itu bersama para pedagang dan",
        "meminta mereka menjaga kebersihan kios.",
    )
    article = article_of(f"Pasar Baru Dibuka\n{before}\nADVERTISEMENT\n{after}\n{AKHIR}")
    assert prose(article)[1] == f"{before}\n{after}"


def test_titles_under_a_header_go_with_it() -> None:
    text = (
        f"Pasar Baru Dibuka\n{AWAL}\n{AKHIR}\nBerita Terkait\nSapi Lepas di Kota Tua\nHarga Beras Naik Lagi"
    )
    article = article_of(text)
    assert prose(article)[1:] == [AWAL, AKHIR]


def test_a_rule_of_one_outlet_leaves_another_alone() -> None:
    line = "Selanjutnya: Harga Emas Turun Tipis"
    taken = article_of(f"{AWAL}\n{line}\n{AKHIR}", url="https://www.kontan.co.id/x")
    left = article_of(f"{AWAL}\n{line}\n{AKHIR}", url="https://news.detik.com/x")
    assert ("furniture", line) in kinds(taken)
    assert ("paragraph", line) in kinds(left)
