from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from saksi.language.words import TABLES, Words, norm, outline

VECTORS = {
    "data": np.arange(40, dtype=np.float16).reshape(20, 2),
    "minn": 3,
    "maxn": 5,
    "hash_count": 2,
    "hash_seed": 7,
    "bow": "<",
    "eow": ">",
}
KNOWN = {"LOC": frozenset({"Baku"}), "ORG": frozenset(), "PER": frozenset({"Putin", "Baku"})}
WORDS = Words(VECTORS, KNOWN)


def test_marks_and_digits_look_alike() -> None:
    assert norm("“2025”") == norm('"1978"')
    assert outline("KPK") == outline("TNI") == "XXX"
    assert outline("Rp1.000") == "Xxd.ddd"
    assert outline("menyelesaikan") == "xxx"


def test_known_names_are_seen_in_capitals_too() -> None:
    column = list(TABLES).index("name")
    assert WORDS.features("Baku")[column] == WORDS.features("BAKU")[column] == 0b101
    assert WORDS.features("Putin")[column] == 0b100
    assert WORDS.features("baku")[column] == 0


@given(st.text(min_size=1, max_size=200))
def test_any_word_has_its_rows_and_vector(word: str) -> None:
    rows = WORDS.features(word)
    assert all(0 <= row < size for row, size in zip(rows, TABLES.values(), strict=True))
    [vector] = WORDS.vectors([word])
    assert vector.shape == (2,)
    assert np.isfinite(vector).all()


@given(st.lists(st.text(min_size=1, max_size=20), max_size=8))
def test_a_vector_does_not_depend_on_its_company(words: list[str]) -> None:
    together = WORDS.vectors(words)
    assert together.shape == (len(words), 2)
    assert all((together[i] == WORDS.vectors([word])[0]).all() for i, word in enumerate(words))
