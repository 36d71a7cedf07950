import itertools

from hypothesis import given
from hypothesis import strategies as st

from saksi.speech.marks import quoted_regions


def regions(text: str) -> list[str]:
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    return [text[r.start : r.end] for r in quoted_regions(text, paragraphs)]


def test_straight_and_curly_marks_pair() -> None:
    assert regions('"Satu," kata Ani. “Dua,” kata Budi.') == ["Satu,", "Dua,"]


def test_no_space_after_the_closing_mark() -> None:
    assert regions('"Jalan ditutup,"kata Ani. "Besok dibuka," ujarnya.') == [
        "Jalan ditutup,",
        "Besok dibuka,",
    ]


def test_a_repeated_opening_mark_goes_on_in_the_next_paragraph() -> None:
    text = '"Satu dua tiga.\n"Empat lima," kata Ani.'
    assert regions(text) == ["Satu dua tiga.", "Empat lima,"]
    first = quoted_regions(text, [(0, 15), (16, len(text))])[0]
    assert first.repeated
    assert not first.closed


def test_a_missing_closing_mark_spoils_only_its_own_paragraph() -> None:
    text = '"Kami pulang, kata Ani.\nLalu hujan.\n"Kami tiba," kata Budi.'
    assert regions(text)[-1] == "Kami tiba,"


def test_a_missing_opening_mark_spoils_only_its_own_paragraph() -> None:
    text = 'Kami pulang," kata Ani.\n"Kami tiba," kata Budi.'
    assert regions(text) == ["Kami pulang,", "Kami tiba,"]


def test_straight_marks_inside_straight_marks() -> None:
    text = '"Kata mereka "sabar" terus sampai sore," kata Ani. "Ya," jawabnya.'
    assert regions(text) == ['Kata mereka "sabar" terus sampai sore,', "sabar", "Ya,"]


def test_an_apostrophe_is_no_mark_and_inches_are_none() -> None:
    assert regions("Jum'at itu Ma'ruf membeli layar 14\" baru.") == []


def test_single_marks_within_double_marks_lie_deeper() -> None:
    text = "\"Dia bilang 'sabar dulu' tadi,\" kata Ani."
    outer, inner = quoted_regions(text, [(0, len(text))])
    assert (outer.depth, inner.depth) == (0, 1)
    assert inner.single


@given(st.text(alphabet="ab .,'\"“”‘’«»\n", max_size=80))
def test_any_marks_give_ordered_regions_inside_the_text(text: str) -> None:
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    found = quoted_regions(text, paragraphs)
    assert all(0 <= r.start < r.end <= len(text) for r in found)
    assert list(found) == sorted(found, key=lambda r: (r.start, -r.end))
    doubles = [r for r in found if not r.single and not r.depth]
    assert all(a.end <= b.start for a, b in itertools.pairwise(doubles))
