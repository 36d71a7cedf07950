"""What stands above the story, below it and behind its last sentence; titles that page and metadata print."""

import pytest
from cleaning_helpers import article_of, check_invariants, kinds, prose

SATU = "Gubernur membuka pasar itu pada Senin pagi bersama para pedagang dan nelayan."
DUA = "Pedagang menempati kios mulai pekan depan, kata kepala dinas perdagangan kota."
JUDUL = "Pasar Baru Dibuka di Kupang"


def test_every_short_line_above_a_dateline_is_furniture_and_names_are_bylines() -> None:
    article = article_of(f"{JUDUL}\nEkonomi\nRina Wulandari, Bagus Prakoso\nKupang\nKUPANG - {SATU}\n{DUA}")
    check_invariants(article)
    assert kinds(article)[:5] == [
        ("headline", JUDUL),
        ("furniture", "Ekonomi"),
        ("byline", "Rina Wulandari, Bagus Prakoso"),
        ("furniture", "Kupang"),
        ("dateline", "KUPANG -"),
    ]
    assert article.byline == "Rina Wulandari, Bagus Prakoso"


def test_a_sentence_above_a_dateline_stays() -> None:
    article = article_of(f"{JUDUL}\nPasar itu dibuka!\nKUPANG - {SATU}\n{DUA}")
    assert prose(article)[1:] == ["Pasar itu dibuka!", SATU, DUA]


def test_without_a_dateline_names_above_the_story_are_bylines_only_beside_a_date() -> None:
    dated = article_of(f"{JUDUL}\nRina Wulandari\nSenin, 6 Mei 2024 14:20 WIB\n{SATU}\n{DUA}")
    undated = article_of(f"{JUDUL}\nRina Wulandari\n{SATU}\n{DUA}")
    assert (dated.byline, prose(dated)[1:]) == ("Rina Wulandari", [SATU, DUA])
    assert (undated.byline, prose(undated)[1:]) == (None, ["Rina Wulandari", SATU, DUA])


def test_a_name_below_the_word_editor_is_an_editors_and_authors_come_first() -> None:
    editor = article_of(f"{JUDUL}\nEditor\nBagus Prakoso\nSenin, 6 Mei 2024 14:20 WIB\n{SATU}\n{DUA}")
    both = article_of(
        f"{JUDUL}\nEditor\nBagus Prakoso\nSenin, 6 Mei 2024 14:20 WIB\n{SATU}\n{DUA}\nPenulis: Rina Wulandari"
    )
    assert (editor.byline, both.byline) == ("Bagus Prakoso", "Rina Wulandari")


def test_the_outlets_name_above_the_story_is_furniture() -> None:
    article = article_of(f"{JUDUL}\nCNN Indonesia\n{SATU}\n{DUA}")
    assert kinds(article)[1] == ("furniture", "CNN Indonesia")
    assert [b.reason for b in article.blocks][1] == "outlet-name"


def test_what_follows_a_list_of_other_articles_is_below_the_story() -> None:
    article = article_of(f"{JUDUL}\n{SATU}\n{DUA}\nBerita Terkait\nSapi Lepas di Kota\nBeras Naik Lagi")
    assert kinds(article)[-2:] == [("furniture", "Sapi Lepas di Kota"), ("furniture", "Beras Naik Lagi")]
    assert prose(article)[1:] == [SATU, DUA]


def test_short_lines_that_follow_no_list_stay() -> None:
    article = article_of(f"{JUDUL}\n{SATU}\n{DUA}\nHarga beras naik lagi")
    assert prose(article)[-1] == "Harga beras naik lagi"


def test_a_list_in_the_middle_of_the_story_hides_nothing_behind_it() -> None:
    article = article_of(f"{JUDUL}\n{SATU}\nBerita Terkait\nSapi Lepas di Kota\n{DUA}")
    assert prose(article)[-1] == DUA


@pytest.mark.parametrize(
    ("tail", "byline", "credits"),
    [
        ("(***)", None, ()),
        ("(RW/BP)", "RW/BP", ()),
        ("[rwn]", "rwn", ()),
        ("(Reuters/AFP)", None, ("Reuters", "AFP")),
        ("(Rwn/bgs2)", "Rwn/bgs2", ()),
    ],
)
def test_signatures_behind_the_last_sentence(tail: str, byline: str | None, credits: tuple[str, ...]) -> None:
    article = article_of(f"{JUDUL}\n{SATU}\n{DUA} {tail}")
    check_invariants(article)
    assert (article.byline, article.credits) == (byline, credits)
    assert prose(article)[-1] == DUA
    assert kinds(article)[-1] == ("byline", tail)


@pytest.mark.parametrize(
    "end",
    [
        "Ia menyerahkan suratnya kepada komisi (rwn",
        "Ia menyerahkan suratnya kepada komisi (rwn)",  # not behind the end of a sentence
        "Ia menyerahkan suratnya kepada komisi. (Surabaya)",
        "Ia menyerahkan suratnya kepada komisi. (RW)",  # capitals alone may be an acronym
        "Ia menyerahkan suratnya kepada komisi. (rwn/sesuatu)",
    ],
)
def test_brackets_that_sign_nothing(end: str) -> None:
    assert prose(article_of(f"{JUDUL}\n{SATU}\n{end}"))[-1] == end


def test_only_the_last_two_paragraphs_may_be_signed() -> None:
    signed = article_of(f"{JUDUL}\n{SATU} (rwn)\n{DUA}")
    unsigned = article_of(f"{JUDUL}\n{SATU} (rwn)\n{DUA}\nPasar itu buka setiap hari.")
    assert (signed.byline, unsigned.byline) == ("rwn", None)
    assert prose(unsigned)[1] == f"{SATU} (rwn)"


@pytest.mark.parametrize(
    ("title", "printed", "headline"),
    [
        ("Pasar Baru Dibuka di Kupang | Kompas.com", JUDUL, JUDUL),
        ("Pasar Baru Dibuka di Kupang - Kompas.com - Kompas.com", JUDUL, JUDUL),
        ("Pasar Baru Dibuka - Warga Senang", "Pasar Baru Dibuka - Warga Senang", "Pasar Baru Dibuka - Warga Senang"),
        ("Pasar &quot;Baru&quot; Dibuka", "Pasar “Baru” Dibuka", "Pasar “Baru” Dibuka"),
        # Cut short on the page, or worded a little differently: the page's own words count.
        (f"{JUDUL} oleh Gubernur", "Pasar Baru Dibuka di Kupang oleh…", "Pasar Baru Dibuka di Kupang oleh…"),
        (f"{JUDUL} Hari Ini", JUDUL, JUDUL),
    ],
)  # fmt: skip
def test_a_title_is_found_on_the_page(title: str, printed: str, headline: str) -> None:
    article = article_of(f"{printed}\n{SATU}\n{DUA}", title=title)
    check_invariants(article)
    assert article.title == headline
    assert article.blocks[0].raw is not None


def test_a_title_that_the_page_does_not_print_comes_from_metadata() -> None:
    article = article_of(f"{JUDUL}\n{SATU}\n{DUA}", title="Gubernur Resmikan Tempat Berdagang Nelayan")
    assert article.title == "Gubernur Resmikan Tempat Berdagang Nelayan"
    assert article.blocks[0].raw is None


@pytest.mark.parametrize(
    "line",
    [
        "pasar baru dibuka di Kupang",
        "Pasar baru dibuka di Kupang.",
        "Pasar baru dibuka di Kupang:",
        "2. Pasar Baru Dibuka",
        "- Pasar Baru Dibuka",
        " ".join(["Pasar"] * 27),
        "Pasar " * 10 + "P" * 110,
    ],
)
def test_lines_that_head_nothing(line: str) -> None:
    assert article_of(f"{line}\n{SATU}\n{DUA}").title is None


@pytest.mark.parametrize(
    "line", ["12 Pasar Baru Dibuka", "“Kami Siap,” Kata Gubernur", " ".join(["Pasar"] * 26)]
)
def test_lines_that_head_a_story(line: str) -> None:
    assert article_of(f"{line}\n{SATU}\n{DUA}").title == line


def test_a_paragraph_broken_in_two_lines_is_one() -> None:
    article = article_of(f"{JUDUL}\n{SATU[:60]}\n{SATU[60:].strip()}\n{DUA}")
    assert prose(article)[1:] == [f"{SATU[:60].strip()}\n{SATU[60:].strip()}", DUA]


@pytest.mark.parametrize(
    ("value", "published"),
    [
        ("21/10/25 20:43", "2025-10-21T20:43"),
        ("2025/10/21 20:43", "2025-10-21T20:43"),
        ("21-10-2025", "2025-10-21"),
        ("11/11/2025", "2025-11-11"),
        ("October 21, 2025 12:43 AM", "2025-10-21T00:43"),
        ("October 21, 2025 12:43 PM", "2025-10-21T12:43"),
        ("21 Oktober 2025 24:10", "2025-10-21"),
        ("21 Oktober 2025 20:60", "2025-10-21"),
        ("20.43 WIB, 21 Oktober 2025", "2025-10-21T20:43+07:00"),
        ("1761054180000", "2025-10-21T13:43+00:00"),
        ("21 Oktober 1899", None),
        ("21 Oktober 2101", None),
    ],
)
def test_more_values_of_publication(value: str, published: str | None) -> None:
    article = article_of(f"{SATU}\n{DUA}", published=value)
    assert article.published == published


def test_a_date_that_cannot_be_read_is_told_with_its_words() -> None:
    [note] = [
        d for d in article_of(SATU, published="kemarin sore").diagnostics if d.code.startswith("published")
    ]
    assert (note.level, note.code) == ("warning", "published-unreadable")
    assert "'kemarin sore'" in note.message


def test_what_decides_the_order_of_day_and_month_is_told() -> None:
    said = article_of(f"{SATU}\nHal itu ia sampaikan pada Rabu (11/6).", published="6/12/2025")
    address = article_of(SATU, published="6/12/2025", url="https://contoh.example/2025/12/06/pasar")
    table = article_of(SATU, published="6/12/2025", published_order="day")
    notes = [[d for d in a.diagnostics if d.code == "published-order"] for a in (said, address, table)]
    assert [a.published for a in (said, address, table)] == ["2025-06-12", "2025-12-06", "2025-12-06"]
    assert ["month first" in said[0].message for said in notes] == [True, False, False]


def test_where_outlet_and_credits_come_from() -> None:
    by_address = article_of(f"{JUDUL}\n{SATU}", url="https://www.kompas.com/a/1")
    by_meta = article_of(f"{JUDUL}\n{SATU}", outlet="Harian Entah")
    by_host = article_of(f"{JUDUL}\n{SATU}", url="https://www.contoh.example/a")
    by_dateline = article_of(f"{JUDUL}\nKUPANG, Contoh.com - {SATU}\n{DUA}")
    assert [a.outlet for a in (by_address, by_meta, by_host, by_dateline)] == [
        "Kompas.com", "Harian Entah", "contoh.example", "Contoh.com",
    ]  # fmt: skip
    twice = article_of(f"{JUDUL}\nLONDON (Reuters) - {SATU}\n{DUA}\nSumber: Reuters")
    assert twice.credits == ("Reuters",)
