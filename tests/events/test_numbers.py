"""Quantities are read as Indonesians write them: digits, words, vague numbers, bounds, ranges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.events.numbers import LARGEST, number_words
from saksi.lexicons.load import default_lexicons

WORDS = number_words(default_lexicons())
DIGITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]


def read(text: str):
    number = WORDS.read(text.split(), 0)
    return None if number is None else (number.low, number.high, " ".join(text.split()[: number.last]))


def below_thousand(n: int) -> str:
    if n < 10:
        return DIGITS[n]
    if n < 12:
        return ("sepuluh", "sebelas")[n - 10]
    if n < 20:
        return f"{DIGITS[n - 10]} belas"
    if n < 100:
        return f"{DIGITS[n // 10]} puluh" + (f" {DIGITS[n % 10]}" if n % 10 else "")
    head = "seratus" if n < 200 else f"{DIGITS[n // 100]} ratus"
    return head + (f" {below_thousand(n % 100)}" if n % 100 else "")


def spelt(n: int) -> str:
    """The number in words, as written on a cheque."""
    parts = []
    for value, name in ((10**9, "miliar"), (10**6, "juta"), (10**3, "ribu")):
        count, n = divmod(n, value)
        if count:
            parts.append("seribu" if (count, value) == (1, 1000) else f"{below_thousand(count)} {name}")
    if n or not parts:
        parts.append(below_thousand(n))
    return " ".join(parts)


def grouped(n: int) -> str:
    return f"{n:,}".replace(",", ".")


@given(st.integers(0, LARGEST - 1))
def test_a_number_in_words_is_that_number(n):
    assert read(spelt(n) + " orang") == (n, n, spelt(n))


@given(st.integers(0, LARGEST))
def test_a_number_in_digits_is_that_number_with_and_without_points(n):
    assert read(grouped(n) + " orang") == (n, n, grouped(n))
    assert read(f"{n} orang") == (n, n, str(n))


@given(st.integers(0, 999), st.integers(1, 9), st.sampled_from([("ribu", 10**3), ("juta", 10**6)]))
def test_a_decimal_before_a_word_of_scale_is_multiplied(whole, tenth, scale):
    word, value = scale
    expected = whole * value + tenth * value // 10
    assert read(f"{whole},{tenth} {word} jiwa") == (expected, expected, f"{whole},{tenth} {word}")


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(["-", "–", "hingga", "sampai"]))
def test_a_range_holds_both_its_ends(a, b, joiner):
    low, high = sorted((a, b))
    text = f"{grouped(low)} {joiner} {grouped(high)}"
    assert read(text + " orang") == ((low, high, text) if low < high else (low, low, grouped(low)))
    between = f"antara {grouped(low)} dan {grouped(high)}"
    assert read(between + " orang") == (low, high, between)


@given(
    st.lists(
        st.sampled_from([*"0123456789.,-", "sepuluh", "ribu", "puluhan", "lebih", "dari", "antara", "dan"])
    )
)
def test_any_words_give_a_number_within_bounds_or_none(words):
    for i in range(len(words)):
        number = WORDS.read(words, i)
        if number is not None:
            assert i == number.first <= number.core[0] < number.core[1] <= number.last <= len(words)
            assert number.low >= 0
            assert number.high is None or number.high >= number.low


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sedikitnya 7 orang", (7, None, "sedikitnya 7")),
        ("lebih dari dua ribu buruh", (2000, None, "lebih dari dua ribu")),
        ("tidak kurang dari 40 KK", (40, None, "tidak kurang dari 40")),
        ("sekitar 200 rumah", (180, 220, "sekitar 200")),
        ("hampir 300 orang", (270, 300, "hampir 300")),
        ("kurang dari 10 orang", (0, 10, "kurang dari 10")),
        ("belasan orang", (11, 19, "belasan")),
        ("puluhan warga", (20, 99, "puluhan")),
        ("puluhan ribu warga", (20_000, 99_999, "puluhan ribu")),
        ("ratusan juta orang", (200_000_000, 999_999_999, "ratusan juta")),
        ("beberapa ratus orang", (200, 999, "beberapa ratus")),
        ("sejumlah warga", (2, None, "sejumlah")),
        ("200-an orang", (200, 299, "200-an")),
        ("3 - 5 ribu orang", (3000, 5000, "3 - 5 ribu")),
        ("dua atau tiga orang", (2, 3, "dua atau tiga")),
        ("200 lebih orang", (200, None, "200 lebih")),
        ("sebanyak 12 orang", (12, 12, "sebanyak 12")),
        ("1 juta 200 ribu orang", (1_200_000, 1_200_000, "1 juta 200 ribu")),
        ("seorang polisi", (1, 1, "seorang")),
        ("1,200 orang", (1200, 1200, "1,200")),
        ("dua lima orang", (2, 2, "dua")),
        ("orang", None),
        ("2,5 orang", None),
        ("12/3/2024", None),
        ("99999999999 orang", None),
        ("sekitar kota", None),
    ],
)
def test_number(text, expected):
    assert read(text) == expected
