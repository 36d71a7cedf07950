"""The best dependency tree for a table of arc scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt


def best_tree(scores: npt.NDArray[Any]) -> list[int]:
    """Heads of the words, 0 for the root and word i as i + 1: the highest-scoring tree with one root.

    `scores` is (words, 1 + words): of each word, with the root and each word as its head. The best head
    of each word is taken where that gives a tree, as it mostly does; where not, Chu-Liu-Edmonds' search is
    made for each word as the root, likeliest first, until no other root could give a better tree.
    """
    size = len(scores)
    table = scores.astype(np.float64)
    table[np.arange(size), np.arange(1, size + 1)] = -np.inf
    heads: list[int] = table.argmax(1).tolist()
    if heads.count(0) == 1 and not _cycle(heads):
        return heads
    places = np.arange(size)
    words = table[:, 1:]
    if size == 1:
        return [0]
    gains = words.max(1)
    # No tree with word r as its root scores more than this: all others have their best heads.
    bounds = table[:, 0] - gains + gains.sum()
    best: list[int] = []
    reached = -np.inf
    for root in np.argsort(-bounds, kind="stable").tolist():
        if best and bounds[root] <= reached:
            break
        square = np.full((size + 1, size + 1), -np.inf)
        square[1:, 1:] = words
        square[root + 1] = -np.inf
        square[root + 1, 0] = table[root, 0]
        found = _arborescence(square)[1:]
        score = float(table[places, found].sum())
        if not best or score > reached:
            best, reached = found, score
    return best


def _cycle(heads: Sequence[int]) -> list[int]:
    """The nodes of a cycle, or none. `heads[i]` is the head of node i + 1; node 0 is the root."""
    done = [0] * (len(heads) + 1)
    done[0] = -1
    for start in range(1, len(done)):
        node = start
        while not done[node]:
            done[node] = start
            node = heads[node - 1]
        if done[node] == start:
            found = [node]
            while heads[found[-1] - 1] != node:
                found.append(heads[found[-1] - 1])
            return found
    return []


def _arborescence(table: npt.NDArray[np.float64]) -> list[int]:
    """Head of each node (its own entry is 0 for the root 0); `table[dependent, head]`."""
    size = len(table)
    heads = [0, *table[1:].argmax(1).tolist()]
    cycle = _cycle(heads[1:])
    if not cycle:
        return heads
    # Contract the cycle to one node, the last of a smaller table, and solve that.
    inside = set(cycle)
    rest = [i for i in range(size) if i not in inside]
    gains = table[cycle] - np.array([[table[i, heads[i]]] for i in cycle])
    entering = gains[:, rest]  # what it gives to break the cycle at each node with each head
    leaving = table[np.ix_(rest, cycle)]
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = table[np.ix_(rest, rest)]
    small[:-1, -1] = leaving.max(1)
    small[-1, :-1] = entering.max(0)
    solved = _arborescence(small)
    for place, head in enumerate(solved[:-1]):
        if place:
            node = rest[place]
            heads[node] = cycle[int(leaving[place].argmax())] if head == len(rest) else rest[head]
    broken = cycle[int(entering[:, solved[-1]].argmax())]
    heads[broken] = rest[solved[-1]]
    return heads
