"""Pages copied by hand, in the shapes that the big newsrooms give them: only the story must remain."""

import pytest
from cleaning_helpers import article_of, check_invariants, prose

JUDUL = "Tiga Pasar Baru di Kupang Dibuka"
SATU = (
    "Pemerintah Kota Kupang membuka tiga pasar baru untuk pedagang yang selama ini berjualan di badan jalan."
)
DUA = '"Pedagang boleh menempati kios mulai pekan depan," kata Wali Kota Kupang dalam sambutannya, Senin (6/5/2024).'
TIGA = "Para pedagang menyambut baik keputusan itu, tetapi meminta pemerintah menambah angkutan umum ke sana."

HALAMAN = {
    "kompas": f"""Kompas.com
News
Regional
{JUDUL}
Kompas.com - 06/05/2024, 14:20 WIB
Rina Wulandari, Bagus Prakoso
Tim Redaksi
Lihat Foto
Kios baru di Kupang, Senin (6/5/2024).(KOMPAS.COM/RINA WULANDARI)
KUPANG, KOMPAS.com - {SATU}
{DUA}
Baca juga: Harga Beras Naik Lagi di Tiga Provinsi
{TIGA}
Tag
pasar
Kupang
Berita Lainnya
Sapi Lepas di Tengah Kota Bikin Macet""",
    "cnn": f"""Home Nasional Peristiwa
{JUDUL}
CNN Indonesia
Senin, 06 Mei 2024 14:20 WIB
Bagikan:
Kios baru di Kupang. (CNN Indonesia/Rina Wulandari)
Kupang, CNN Indonesia -- {SATU}
{DUA}
ADVERTISEMENT
SCROLL TO CONTINUE WITH CONTENT
Lihat Juga :
Harga Beras Naik Lagi di Tiga Provinsi
{TIGA}
(rnw/bgs)
[Gambas:Video CNN]
TOPIK TERKAIT
pasar""",
    "liputan6": f"""{JUDUL}
Rina Wulandari
Diterbitkan 06 Mei 2024, 14:20 WIB
Copy Link
Perbesar
Kios baru di Kupang. (Liputan6.com/Rina Wulandari)
Liputan6.com, Kupang - {SATU}
{DUA}
Saksikan Video Pilihan Berikut Ini:
{TIGA}""",
    "tempo": f"""{JUDUL}
Reporter
Rina Wulandari
Editor
Bagus Prakoso
Senin, 6 Mei 2024 14:20 WIB
TEMPO.CO, Kupang - {SATU}
{DUA}
Iklan
{TIGA}
Pilihan Editor: Harga Beras Naik Lagi di Tiga Provinsi""",
    "antara": f"""{JUDUL}
Senin, 6 Mei 2024 14:20 WIB
Kupang (ANTARA) - {SATU}
{DUA}
Baca juga: Harga beras naik lagi di tiga provinsi

{TIGA}
Pewarta: Rina Wulandari
Editor: Bagus Prakoso
Copyright © ANTARA 2024""",
}
OUTLETS = {
    "kompas": "Kompas.com",
    "cnn": "CNN Indonesia",
    "liputan6": "Liputan6.com",
    "tempo": "Tempo",
    "antara": "ANTARA",
}


@pytest.mark.parametrize("name", HALAMAN)
def test_only_the_story_remains(name: str) -> None:
    article = article_of(HALAMAN[name])
    check_invariants(article)
    assert prose(article) == [JUDUL, SATU, DUA, TIGA]
    assert (article.title, article.outlet) == (JUDUL, OUTLETS[name])
    assert article.published == "2024-05-06T14:20+07:00"
    assert article.dateline is not None
    assert article.dateline.text.casefold() == "kupang"
    assert (article.byline or "").startswith(("Rina Wulandari", "rnw"))


def test_a_subtitle_between_headline_and_story_is_kept() -> None:
    article = article_of(f"{JUDUL}\nAnggaran dua puluh miliar sudah cair.\nKUPANG - {SATU}\n{DUA}")
    assert prose(article) == [JUDUL, "Anggaran dua puluh miliar sudah cair.", SATU, DUA]


def test_subheadings_and_short_last_lines_are_kept() -> None:
    text = f"{JUDUL}\n{SATU}\nTanggapan Pedagang\n{DUA}\n{TIGA}\nPanjang jalan: dua kilometer"
    assert prose(article_of(text)) == text.split("\n")
