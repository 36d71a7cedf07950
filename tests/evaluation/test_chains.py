"""The measures of chains give the figures of their papers' examples, and the pairing is the best one."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.evaluation.chains import b_cubed, best_pairing, ceaf_e, f1, muc


def chains(text: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(chain) for chain in text.split())


GOLD = chains("abc defg")


def test_the_same_chains_are_right_in_every_measure() -> None:
    for measure in (muc, b_cubed, ceaf_e):
        assert f1(measure(GOLD, GOLD)) == (1.0, 1.0, 1.0)


def test_known_figures_of_a_small_example() -> None:
    said = chains("ab cd fgh")
    precision, recall, both = f1(muc(GOLD, said))
    assert (precision, recall, both) == pytest.approx((2 / 4, 2 / 5, 4 / 9))
    precision, recall, both = f1(b_cubed(GOLD, said))
    assert (precision, recall) == pytest.approx(((2 + 1 + 4 / 3) / 7, (5 / 3 + 5 / 4) / 7))
    precision, recall, _ = f1(ceaf_e(GOLD, said))
    assert (precision, recall) == pytest.approx(((4 / 5 + 4 / 7) / 3, (4 / 5 + 4 / 7) / 2))


def test_everything_in_one_chain_is_full_recall_of_links_and_poor_precision() -> None:
    precision, recall, _ = f1(muc(GOLD, chains("abcdefg")))
    assert recall == 1.0
    assert precision == pytest.approx(5 / 6)


def test_nothing_said_is_nothing_right() -> None:
    for measure in (muc, b_cubed, ceaf_e):
        assert f1(measure(GOLD, ())) == (0.0, 0.0, 0.0)


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.floats(0, 1), min_size=width, max_size=width), min_size=1, max_size=4
        )
    )
)
def test_the_pairing_is_as_good_as_the_best_of_all(scores: list[list[float]]) -> None:
    tall, wide = len(scores), len(scores[0])
    short, long = min(tall, wide), max(tall, wide)
    cell = (lambda s, b: scores[s][b]) if tall <= wide else (lambda s, b: scores[b][s])
    best = max(
        sum(cell(s, b) for s, b in zip(range(short), order, strict=True))
        for order in permutations(range(long), short)
    )
    assert best_pairing(scores) == pytest.approx(best)
