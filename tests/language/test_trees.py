from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.language.trees import best_tree


def is_tree(heads: list[int]) -> bool:
    """Whether there is one root and every word hangs on it, however far below."""
    if heads.count(0) != 1:
        return False
    for node in range(1, len(heads) + 1):
        for _ in heads:
            node = heads[node - 1] if node else 0
        if node:
            return False
    return True


def tables(most: int) -> st.SearchStrategy[np.ndarray]:
    number = st.integers(-8, 8).map(float)
    return st.integers(1, most).flatmap(
        lambda size: st.lists(
            st.lists(number, min_size=size + 1, max_size=size + 1), min_size=size, max_size=size
        ).map(np.array)
    )


@settings(max_examples=150, deadline=None)
@given(tables(4))
def test_no_tree_scores_higher(scores: np.ndarray) -> None:
    def total(heads: list[int]) -> float:
        return float(sum(scores[i, h] for i, h in enumerate(heads)))

    size = len(scores)
    found = best_tree(scores)
    trees = [list(heads) for heads in product(range(size + 1), repeat=size) if is_tree(list(heads))]
    assert is_tree(found)
    assert total(found) == max(total(heads) for heads in trees)


@settings(max_examples=50, deadline=None)
@given(tables(14))
def test_whatever_the_scores_it_is_a_tree(scores: np.ndarray) -> None:
    assert is_tree(best_tree(scores))


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    # Words 1 and 2 each prefer the other as head; word 1 loses less by hanging on the root.
    assert best_tree(np.array([[4.0, 0.0, 5.0], [1.0, 5.0, 0.0]])) == [0, 1]
