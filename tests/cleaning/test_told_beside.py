"""What metadata and page tell of one another: title, outlet, byline, day; and how paragraphs are parted and joined."""

import pytest
from cleaning_helpers import article_of, check_invariants, kinds, prose

from saksi.cleaning import clean
from saksi.lexicons.load import default_lexicons
from saksi.readers.source import SourceDocument

SATU = "Gubernur membuka pasar itu pada Senin pagi bersama para pedagang dan nelayan."
DUA = "Pedagang menempati kios mulai pekan depan, kata kepala dinas perdagangan kota."
JUDUL = "Pasar Baru Dibuka di Kupang"


def test_a_title_that_only_metadata_knows_says_so() -> None:
    article = article_of(f"{SATU}\n{DUA}", title=JUDUL)
    check_invariants(article)
    head = article.blocks[0]
    assert (head.kind, head.raw, head.reason) == ("headline", None, "metadata")
    assert prose(article) == [JUDUL, SATU, DUA]


def test_the_outlet_may_be_named_by_name_or_by_address() -> None:
    named = article_of(f"{JUDUL}\n{SATU}\n{DUA}", outlet="kompas.com")
    assert named.outlet == article_of(f"{JUDUL}\n{SATU}\n{DUA}", url="https://www.kompas.com/a").outlet
    spelled = article_of(f"{JUDUL}\n{SATU}\n{DUA}", outlet="CNN Indonesia")
    assert spelled.outlet == "CNN Indonesia"
    # Rules of one outlet go by its name in metadata too, however it is spelled.
    assert article_of(f"{JUDUL}\n{SATU}\n{DUA}", outlet="cnn indonesia").outlet == "CNN Indonesia"
    assert article_of(f"{JUDUL}\n{SATU}\n{DUA}", outlet="Kabar Teluk Biru").outlet == "Kabar Teluk Biru"


def test_a_given_author_stands_behind_a_printed_one_and_before_initials() -> None:
    story = f"{JUDUL}\n{SATU}\n{DUA}"
    assert article_of(f"{story} (rwn)", byline="Rina Wulandari").byline == "Rina Wulandari"
    assert article_of(f"{story}\nPenulis: Bagus", byline="Rina Wulandari").byline == "Bagus"


def test_a_page_that_was_captured_before_its_day_is_told() -> None:
    raw = f"{JUDUL}\n{SATU}\n{DUA}"
    noted = {}
    for captured in ("2024-05-01T00:00:00Z", "2024-05-09T00:00:00Z"):
        source = SourceDocument(
            raw.encode(), raw, "uji.txt", "text/plain", meta={"published": "2024-05-09"}, captured=captured
        )
        noted[captured[:10]] = [note.code for note in clean(source, default_lexicons()).diagnostics]
    assert "published-ahead" in noted["2024-05-01"]
    assert "published-ahead" not in noted["2024-05-09"]


def test_a_headline_in_other_words_is_found_above_one_paragraph() -> None:
    article = article_of(f"Pasar Baru Dibuka di Kota Kupang\n{SATU}", title=JUDUL)
    assert kinds(article)[0] == ("headline", "Pasar Baru Dibuka di Kota Kupang")
    other = article_of(f"Nelayan Sambut Pasar Besar\n{SATU}", title=JUDUL)
    assert prose(other) == [JUDUL, "Nelayan Sambut Pasar Besar", SATU]


def test_a_single_line_is_a_story_and_no_headline() -> None:
    assert article_of("Gubernur Buka Pasar Baru di Kupang").title is None
    assert article_of("Gubernur Buka Pasar. Pedagang senang").title is None


def test_a_paragraph_that_is_broken_off_goes_on_in_the_next_line() -> None:
    begun = "Pedagang menempati kios mulai pekan depan di lantai dua"
    article = article_of(
        f"{JUDUL}\n{SATU}\n{begun}\n\nbersama para nelayan yang datang dari Teluk Biru.\n{DUA}"
    )
    check_invariants(article)
    whole = f"{begun}\nbersama para nelayan yang datang dari Teluk Biru."
    assert prose(article) == [JUDUL, SATU, whole, DUA]


def test_what_is_glued_at_a_full_stop_is_parted_and_a_domain_is_not() -> None:
    article = article_of(f"{JUDUL}\n{SATU}{DUA}")
    check_invariants(article)
    assert prose(article) == [JUDUL, SATU, DUA]
    whole = "Gubernur membuka pasar itu, seperti ditulis Beritakupang.Com kemarin pagi."
    assert prose(article_of(f"{JUDUL}\n{whole}\n{DUA}"))[1] == whole


def test_a_mark_that_opens_the_next_quotation_goes_with_it() -> None:
    article = article_of(f'{JUDUL}\n{SATU}"Kami senang sekali dengan pasar ini," kata Rina Wulandari.\n{DUA}')
    assert prose(article)[1:3] == [SATU, '"Kami senang sekali dengan pasar ini," kata Rina Wulandari.']
    said = 'Ia berkata, "Kami sangat senang."'
    article = article_of(f"{JUDUL}\n{said}{SATU}\n{DUA}")
    assert prose(article)[1:3] == [said, SATU]


@pytest.mark.parametrize("marks", ["()", "[]"])
def test_a_title_between_brackets_goes_out_with_them(marks: str) -> None:
    link = f"{marks[0]}Baca juga: Sapi Lepas di Kota{marks[1]}"
    article = article_of(f"{JUDUL}\n{SATU} {link} {DUA}")
    check_invariants(article)
    assert ("furniture", link) in kinds(article)
    assert " ".join(prose(article)[1:]) == f"{SATU} {DUA}"


def test_a_line_of_menu_words_is_furniture_whatever_mark_ends_it() -> None:
    for end in ("", " |", " >", " »", ":"):
        line = f"Home | Nasional | Ekonomi{end}"
        assert ("furniture", line) in kinds(article_of(f"{line}\n{JUDUL}\n{SATU}\n{DUA}"))


def test_an_ambiguous_date_is_read_by_the_days_that_the_text_gives() -> None:
    def published(day: str) -> str | None:
        return article_of(f"{JUDUL}\n{SATU[:-1]}, {day}.\n{DUA}", published="05/06/2024").published

    assert published("Rabu (5/6/2024)") == "2024-06-05"
    assert published("Senin (6/5/2024)") == "2024-05-06"
    # A day that no calendar has does not hide those behind it.
    assert published("Senin (31/2/2024) dan Senin (6/5)") == "2024-05-06"
    assert published("Senin (29/2) dan Senin (6/5)") == "2024-05-06"
