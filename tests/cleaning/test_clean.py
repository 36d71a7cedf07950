"""Headline, byline, repeats, dates, language: what clean() makes of whole pages."""

from pathlib import Path

import pytest
from cleaning_helpers import article_of, check_invariants, kinds, prose
from hypothesis import given, settings
from hypothesis import strategies as st
from work import Watched, lines_run

from saksi.cleaning import clean
from saksi.lexicons.load import default_lexicons
from saksi.readers.open import read_sources
from saksi.readers.source import SourceDocument

SATU = "Gubernur membuka pasar itu pada Senin pagi bersama para pedagang dan nelayan."
DUA = "Pedagang menempati kios mulai pekan depan, kata kepala dinas perdagangan kota."
TIGA = "Pemerintah menambah angkutan umum menuju pasar itu atas permintaan warga."
ACUAN = Path(__file__).parents[3] / "shared" / "reference" / "aleppo-2016-12-04.txt"


def test_first_line_is_the_headline() -> None:
    article = article_of(f"Pasar Baru Dibuka di Kupang\n{SATU}\n{DUA}")
    assert article.title == "Pasar Baru Dibuka di Kupang"
    assert article.text.startswith(article.title)
    assert article.headline == (0, len(article.title))


@pytest.mark.parametrize(
    "text", [SATU, "Pasar Baru Dibuka", f"{SATU}\n{DUA}", f"AMBON - {SATU}\n{DUA}", f"1. Satu hal\n{SATU}"]
)
def test_no_headline(text: str) -> None:
    article = article_of(text)
    assert article.title is None
    check_invariants(article)


def test_a_section_label_above_the_headline() -> None:
    article = article_of(f"Ekonomi\nPasar Baru Dibuka di Kupang\n{SATU}\n{DUA}")
    assert article.title == "Pasar Baru Dibuka di Kupang"
    assert kinds(article)[0] == ("furniture", "Ekonomi")


def test_title_from_metadata_comes_first_without_raw() -> None:
    article = article_of(f"{SATU}\n{DUA}", title="Pasar Baru Dibuka - Kompas.com")
    check_invariants(article)
    assert article.title == "Pasar Baru Dibuka"
    assert article.blocks[0].raw is None
    assert prose(article) == ["Pasar Baru Dibuka", SATU, DUA]


def test_title_printed_in_the_page_is_used_once() -> None:
    article = article_of(
        f"Pasar “Baru” Dibuka\n{SATU}\nPasar 'Baru' Dibuka\n{DUA}", title='Pasar "Baru" Dibuka'
    )
    assert [kind for kind, _ in kinds(article)] == ["headline", "paragraph", "repeat", "paragraph"]


def test_repeats() -> None:
    again = SATU.replace(" ", "  ").upper()
    article = article_of(
        f"Pasar Baru Dibuka\nKUPANG - {SATU}\n{DUA}\n{TIGA}\nKUPANG - {SATU}\n{DUA}\n{again}"
    )
    check_invariants(article)
    assert [kind for kind, _ in kinds(article)][2:] == ["paragraph"] * 3 + ["repeat"] * 3
    assert prose(article)[1:] == [SATU, DUA, TIGA]


def test_short_lines_may_come_twice() -> None:
    article = article_of(
        f'Rapat Dibuka\n{SATU}\n"Setuju," jawab mereka.\n{DUA}\n"Setuju," jawab mereka.\n{TIGA}'
    )
    assert "repeat" not in [kind for kind, _ in kinds(article)]


@pytest.mark.parametrize(
    ("tail", "byline", "credits"),
    [
        ("(rwn)", "rwn", ()),
        ("(rwn/bgs)", "rwn/bgs", ()),
        ("(Reuters/rwn)", "rwn", ("Reuters",)),
        ("(Antara)", None, ("ANTARA",)),
        ("Penulis: Rina Wulandari", "Rina Wulandari", ()),
        ("Reporter: Rina Wulandari\nEditor: Bagus Prakoso", "Rina Wulandari", ()),
        ("Editor: Bagus Prakoso", "Bagus Prakoso", ()),
        ("Pewarta: Rina Wulandari\nEditor: Bagus Prakoso\nCOPYRIGHT © ANTARA 2024", "Rina Wulandari", ()),
        ("Laporan wartawan Harian Contoh, Rina Wulandari", "Rina Wulandari", ()),
        ("Sumber: Reuters", None, ("Reuters",)),
        ("Reuters/AFP\n(rwn)", "rwn", ("Reuters", "AFP")),
    ],
)
def test_bylines_and_credits(tail: str, byline: str | None, credits: tuple[str, ...]) -> None:
    article = article_of(f"Pasar Baru Dibuka\n{SATU}\n{DUA}\n{tail}")
    assert (article.byline, article.credits) == (byline, credits)
    assert prose(article)[1:] == [SATU, DUA]


def test_initials_glued_to_the_last_sentence() -> None:
    article = article_of(f"Pasar Baru Dibuka\n{SATU}\n{DUA} (AFP/rwn)")
    check_invariants(article)
    assert (article.byline, article.credits) == ("rwn", ("AFP",))
    assert prose(article)[-1] == DUA


@pytest.mark.parametrize(
    "end", ["Jalan itu rusak sepanjang dua kilometer (km).", "Ia diperiksa komisi itu (KPK)."]
)
def test_brackets_that_are_no_initials(end: str) -> None:
    assert prose(article_of(f"Pasar Baru Dibuka\n{SATU}\n{end}"))[-1] == end


@pytest.mark.parametrize(
    ("value", "published"),
    [
        ("10/21/2025 20:43", "2025-10-21T20:43"),
        ("21/10/2025 20:43", "2025-10-21T20:43"),
        ("2025-10-21T20:43:00+07:00", "2025-10-21T20:43+07:00"),
        ("2025-10-21T13:43:00.000Z", "2025-10-21T13:43+00:00"),
        ("2025-10-21 20:43:11", "2025-10-21T20:43"),
        ("2025-10-21", "2025-10-21"),
        ("20251021", "2025-10-21"),
        ("Selasa, 21 Okt 2025 20:43 WIB", "2025-10-21T20:43+07:00"),
        ("21 Oktober 2025, 20.43 WITA", "2025-10-21T20:43+08:00"),
        ("Selasa, 21/10/2025 20:43 WIT", "2025-10-21T20:43+09:00"),
        ("Tue, 21 Oct 2025 20:43:00 +0700", "2025-10-21T20:43+07:00"),
        ("October 21, 2025 8:43 PM", "2025-10-21T20:43"),
        ("1761054180", "2025-10-21T13:43+00:00"),
        ("31/02/2025", None),
        ("kemarin", None),
    ],
)
def test_published_values(value: str, published: str | None) -> None:
    assert article_of(f"{SATU}\n{DUA}", published=value).published == published


def test_ambiguous_dates_follow_the_text_then_the_table_then_indonesia() -> None:
    said = f"{SATU}\nHal itu ia sampaikan pada Rabu (11/6)."
    by_text = article_of(said, published="6/12/2025")
    by_table = article_of(SATU, published="6/12/2025", published_order="month")
    by_custom = article_of(SATU, published="6/12/2025")
    assert [a.published for a in (by_text, by_table, by_custom)] == ["2025-06-12", "2025-06-12", "2025-12-06"]
    assert [d.code for d in by_custom.diagnostics if d.code.startswith("published")] == [
        "published-ambiguous"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Minggu, 04 Desember 2016 - 10:12 WIB",
        "Kompas.com - 04/12/2016, 10:12 WIB",
        "Diterbitkan: 4 Desember 2016 10.12 WIB",
    ],
)
def test_a_printed_date_line(line: str) -> None:
    article = article_of(f"Pasar Baru Dibuka\n{line}\n{SATU}\n{DUA}")
    assert article.published == "2016-12-04T10:12+07:00"
    assert ("furniture", line) in kinds(article)


def test_hard_wrapped_text_is_joined() -> None:
    wrapped = (
        "Pasar Baru Dibuka\n\nGubernur membuka pasar itu pada Senin pagi\n"
        "bersama para pedagang dan nelayan yang\n"
        "selama ini berjualan di badan jalan.\n\nPedagang menempati kios mulai pekan\n"
        "depan tanpa biaya apa pun, kata kepala\ndinas perdagangan kota."
    )
    article = article_of(wrapped)
    check_invariants(article)
    assert [len(p.split("\n")) for p in prose(article)] == [1, 3, 3]


def test_ordinary_lines_are_not_joined() -> None:
    article = article_of(f"Pasar Baru Dibuka\n{SATU}\n{DUA}\n{TIGA}")
    assert prose(article)[1:] == [SATU, DUA, TIGA]


def test_glued_paragraphs_are_split_but_names_of_sites_are_not() -> None:
    article = article_of(
        f'Pasar Baru Dibuka\n{SATU}"Kami senang," kata pedagang.Mereka pulang sore.\nTempo.Co memuatnya.'
    )
    check_invariants(article)
    assert prose(article)[1:] == [
        SATU,
        '"Kami senang," kata pedagang.',
        "Mereka pulang sore.",
        "Tempo.Co memuatnya.",
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (f"{SATU} {DUA} {TIGA}", "id"),
        (
            "Kerajaan memaklumkan bahawa polis telah menahan empat suspek kerana disyaki mencuri kereta "
            "di situ. Beliau berkata siasatan masih dijalankan.",
            "ms",
        ),
        ("The governor said that the market was opened on Monday and that it would serve the town.", "en"),
        ("Губернатор открыл рынок в понедельник утром вместе с торговцами и рыбаками города.", "und"),
        ("Rusia serang Ukraina", "id"),
    ],
)
def test_language(text: str, language: str) -> None:
    article = article_of(text)
    assert article.language == language
    assert ("not-indonesian" in [d.code for d in article.diagnostics]) == (language != "id")


def test_a_page_cut_short_and_a_nearly_empty_one() -> None:
    cut = article_of(f"Pasar Baru Dibuka\n{SATU}\nBaca selengkapnya")
    empty = article_of("Bagikan\nPasar dibuka.")
    assert "truncated" in [d.code for d in cut.diagnostics]
    assert "nearly-empty" in [d.code for d in empty.diagnostics]


def test_what_lies_outside_the_main_text_is_furniture() -> None:
    raw = f"Beranda Kami\nPasar Baru Dibuka\n{SATU}\nKios baru\n{DUA}\nKaki halaman"
    spans = [(raw.index(part), raw.index(part) + len(part)) for part in (SATU, "Kios baru", DUA)]
    source = SourceDocument(
        raw.encode(),
        raw,
        "x.html",
        "text/html",
        main=tuple(spans),
        captions=(spans[1],),
        meta={"title": "Pasar Baru Dibuka"},
    )
    article = clean(source, default_lexicons())
    check_invariants(article)
    assert [b.kind for b in article.blocks] == [
        "furniture",
        "headline",
        "paragraph",
        "caption",
        "paragraph",
        "furniture",
    ]
    assert article.blocks[0].reason == "outside the main text"


@pytest.mark.skipif(not ACUAN.exists(), reason="the reference article is not beside this checkout")
def test_the_reference_article() -> None:
    [source] = read_sources([str(ACUAN)])
    assert isinstance(source, SourceDocument)
    article = clean(source, default_lexicons())
    check_invariants(article)
    assert [b.kind for b in article.blocks] == (
        ["headline"] + ["furniture"] * 3 + ["dateline"] + ["paragraph"] * 5 + ["repeat"] * 4 + ["byline"]
    )
    assert article.dateline is not None
    assert (article.dateline.text, article.byline, article.published) == ("MOSKOW", "ian", None)


KATA = st.sampled_from(
    [
        SATU,
        DUA,
        "A",
        "Baca juga: ",
        "Baca juga",
        "(rwn)",
        "JAKARTA - ",
        " -- ",
        "(",
        "[",
        '"',
        ".",
        "Kata",
        "\n",
        "\r\n",
        "\n\n",
        "\u2028",
        "\u200b",
        "\u202e",
        "\x00",
        "\xa0",
        "ADVERTISEMENT",
        "[Gambas:",
        "Minggu, 4 Desember 2016",
        "10/21/2025",
        "*",
        "Editor: Rina",
        "Berita Terkait",
        "…",
        "“",
        "foto: ",
        "kami",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(), st.lists(st.one_of(KATA, st.text(max_size=5)), max_size=40).map("".join)),
    st.text(max_size=30),
)
def test_any_text_keeps_the_invariants(raw: str, title: str) -> None:
    check_invariants(article_of(raw))
    check_invariants(article_of(raw, title=title, published=title, outlet=title))


@pytest.mark.parametrize(
    "unit",
    [
        "Paragraf {n} memuat kalimat yang panjangnya biasa saja, kata warga.\n",
        "kata ",
        "a - ",
        "Baca juga: ",
        ". A",
        "| ",
        "(",
    ],
)
def test_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    def work(count: int) -> tuple[int, int]:
        raw = Watched("".join(unit.replace("{n}", str(n)) for n in range(count)))
        source = SourceDocument(raw.encode(), raw, "uji.txt", "text/plain")
        return lines_run(lambda: clean(source, default_lexicons())), raw.copied

    work(10)  # what is made once and kept
    (lines, copied), (lines_of_twice, copied_of_twice) = work(500), work(1_000)
    assert lines < lines_of_twice < 2.1 * lines
    assert copied < copied_of_twice < 2.1 * copied
