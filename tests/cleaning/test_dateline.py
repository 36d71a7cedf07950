"""Datelines in the manners of the newsrooms, and openings that only look like one."""

import pytest
from cleaning_helpers import article_of, check_invariants, prose

ISI = "Pemerintah daerah menutup jembatan itu selama dua pekan untuk perbaikan, kata kepala dinas."


@pytest.mark.parametrize(
    ("opening", "place", "outlet", "credits"),
    [
        ("MOSKOW - ", "MOSKOW", None, ()),
        ("JAKARTA – ", "JAKARTA", None, ()),
        ("BANDA ACEH — ", "BANDA ACEH", None, ()),
        ("JAKARTA, KOMPAS.com - ", "JAKARTA", "Kompas.com", ()),
        ("KOMPAS.com - ", None, "Kompas.com", ()),
        ("Jakarta, CNN Indonesia -- ", "Jakarta", "CNN Indonesia", ()),
        ("Liputan6.com, Jakarta - ", "Jakarta", "Liputan6.com", ()),
        ("TEMPO.CO, Jakarta - ", "Jakarta", "Tempo", ()),
        ("TEMPO.CO, Jakarta -- ", "Jakarta", "Tempo", ()),
        ("REPUBLIKA.CO.ID, JAKARTA -- ", "JAKARTA", "Republika", ()),
        ("REPUBLIKA.CO.ID,JAKARTA -- ", "JAKARTA", "Republika", ()),
        ("Jakarta (ANTARA) - ", "Jakarta", "ANTARA", ("ANTARA",)),
        ("Washington (ANTARA/Reuters) - ", "Washington", "ANTARA", ("ANTARA", "Reuters")),
        ("SURABAYA, (PR).-", "SURABAYA", "Pikiran Rakyat", ()),
        ("BANDUNG, 3 Mei 2020 – ", "BANDUNG", None, ()),
        ("Medan, Selasa (21/10) - ", "Medan", None, ()),
        ("WASHINGTON, D.C. - ", "WASHINGTON", None, ()),
        ("TRIBUNNEWS.COM, JAKARTA - ", "JAKARTA", "Tribunnews", ()),
        ("JAKARTA, iNews.id - ", "JAKARTA", "iNews", ()),
        ("Bisnis.com, SURABAYA - ", "SURABAYA", "Bisnis.com", ()),
        ("KONTAN.CO.ID - JAKARTA. ", "JAKARTA", "Kontan", ()),
        ("JPNN.com, JAKARTA - ", "JAKARTA", "JPNN", ()),
        ("Merdeka.com - ", None, "Merdeka.com", ()),
        ("Suara.com - ", None, "Suara.com", ()),
        ("VIVA – ", None, "VIVA", ()),
        ("detikcom - Jakarta - ", "Jakarta", "detikcom", ()),
        ("Jakarta- ", "Jakarta", None, ()),
        ("Yerusalem, Reuters - ", "Yerusalem", None, ("Reuters",)),
        ("LONDON (Reuters) - ", "LONDON", None, ("Reuters",)),
        ("Metrotvnews.com, Jakarta: ", "Jakarta", "Metro TV", ()),
        ("KBRN, Jakarta: ", "Jakarta", "RRI", ()),
        ("Harianjogja.com, SLEMAN—", "SLEMAN", "Harian Jogja", ()),
        ("GAZA CITY, KOMPAS.TV - ", "GAZA CITY", "Kompas TV", ()),
        ("WASHINGTON DC (VOA) — ", "WASHINGTON DC", "VOA Indonesia", ()),
        ("SEOUL (Yonhap) -- ", "SEOUL", None, ("Yonhap",)),
        ("BEIJING, 4 Desember (Xinhua) -- ", "BEIJING", None, ("Xinhua",)),
        ("\u200bPADANG - ", "PADANG", None, ()),
    ],
)
def test_datelines(opening: str, place: str | None, outlet: str | None, credits: tuple[str, ...]) -> None:
    article = article_of(
        f"Jembatan Ditutup Dua Pekan\n{opening}{ISI}\nWarga memutar lewat jalan lama sejak pagi."
    )
    check_invariants(article)
    assert [b.kind for b in article.blocks] == ["headline", "dateline", "paragraph", "paragraph"]
    assert prose(article)[1] == ISI
    assert (article.dateline.text if article.dateline else None) == place
    assert (article.outlet, article.credits) == (outlet, credits)


@pytest.mark.parametrize(
    "sentence",
    [
        "Prabowo - Gibran menang di sepuluh provinsi. Pasangan Prabowo - Gibran unggul tipis.",
        "Pertandingan itu berakhir 2 - 1 untuk tuan rumah setelah perpanjangan waktu.",
        "Harga beras - bahan pokok utama - naik sepuluh persen dalam sebulan terakhir.",
        "Menteri Keuangan itu datang terlambat - seperti biasa - ke rapat kerja.",
        "Pasar Senen-Kramat ditutup sejak pukul enam pagi oleh petugas.",
        '"Kami siap - kapan saja," kata kepala desa kepada wartawan di balai desa.',
        "Jokowi: Saya tidak pernah meminta jabatan itu kepada siapa pun.",
        "BREAKING NEWS - Gempa mengguncang Maluku pada Senin dini hari.",
        "Anak-anak itu bermain di lapangan yang baru diresmikan bupati.",
    ],
)
def test_what_is_no_dateline(sentence: str) -> None:
    article = article_of(f"Judul Berita Hari Ini\n{sentence}\nParagraf kedua menutup cerita ini.")
    assert "dateline" not in [b.kind for b in article.blocks]
    assert prose(article)[1] == sentence


def test_a_dateline_on_a_line_of_its_own() -> None:
    article = article_of(f"Jembatan Ditutup Dua Pekan\nJakarta -\n{ISI}")
    assert article.dateline is not None
    assert article.dateline.text == "Jakarta"
    assert prose(article) == ["Jembatan Ditutup Dua Pekan", ISI]


def test_a_dateline_before_a_quotation() -> None:
    article = article_of(
        'Rapat Dibuka\nMEDAN - "Kami siap," kata gubernur di kantornya.\nRapat berakhir malam.'
    )
    assert prose(article)[1] == '"Kami siap," kata gubernur di kantornya.'
