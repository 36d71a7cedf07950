"""How well chains of mentions agree: MUC, B-cubed, CEAF over entities, and their mean (CoNLL).

A chain is a set of mentions; any hashable value can stand for a mention. Every function takes the chains
of one document as (gold, said) and returns fractions whose sums over documents give the corpus figure:
(right for recall, gold total, right for precision, said total).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

Chain = frozenset[Hashable]
Fractions = tuple[float, float, float, float]


def muc(gold: Sequence[Chain], said: Sequence[Chain]) -> Fractions:
    """Links: how many of the links that hold a chain together the other side keeps."""
    return (*_links(gold, said), *_links(said, gold))


def _links(chains: Sequence[Chain], others: Sequence[Chain]) -> tuple[float, float]:
    right = total = 0
    for chain in chains:
        parts = sum(1 for other in others if chain & other)
        alone = len(chain) - sum(len(chain & other) for other in others)
        right += len(chain) - parts - alone
        total += len(chain) - 1
    return float(right), float(total)


def b_cubed(gold: Sequence[Chain], said: Sequence[Chain]) -> Fractions:
    """Mentions: of each, how much of its chain the other side puts with it."""
    return (*_shares(gold, said), *_shares(said, gold))


def _shares(chains: Sequence[Chain], others: Sequence[Chain]) -> tuple[float, float]:
    right = sum(len(c & o) ** 2 / len(c) for c in chains for o in others)
    return right, float(sum(len(c) for c in chains))


def ceaf_e(gold: Sequence[Chain], said: Sequence[Chain]) -> Fractions:
    """Entities: the best one-to-one pairing of chains by their overlap (2 shared / sizes together)."""
    alike = [[2 * len(g & s) / (len(g) + len(s)) for s in said] for g in gold]
    best = best_pairing(alike)
    return best, float(len(gold)), best, float(len(said))


def best_pairing(scores: Sequence[Sequence[float]]) -> float:
    """The highest sum of scores over pairings that use each row and each column at most once.

    The Hungarian method with potentials, in rows² × columns steps.
    """
    if not scores or not scores[0]:
        return 0.0
    rows = scores if len(scores) <= len(scores[0]) else list(zip(*scores, strict=True))
    height, width = len(rows), len(rows[0])
    row_price, column_price = [0.0] * (height + 1), [0.0] * (width + 1)
    owner = [0] * (width + 1)  # row (from 1) that holds each column (from 1)
    for row in range(1, height + 1):
        owner[0], column = row, 0
        least, back, seen = [float("inf")] * (width + 1), [0] * (width + 1), [False] * (width + 1)
        while owner[column]:
            seen[column] = True
            current, step, following = owner[column], float("inf"), 0
            for other in range(1, width + 1):
                if seen[other]:
                    continue
                cost = -rows[current - 1][other - 1] - row_price[current] - column_price[other]
                if cost < least[other]:
                    least[other], back[other] = cost, column
                if least[other] < step:
                    step, following = least[other], other
            for other in range(width + 1):
                if seen[other]:
                    row_price[owner[other]] += step
                    column_price[other] -= step
                else:
                    least[other] -= step
            column = following
        while column:
            owner[column], column = owner[back[column]], back[column]
    return sum(rows[owner[c] - 1][c - 1] for c in range(1, width + 1) if owner[c])


def f1(fractions: Fractions) -> tuple[float, float, float]:
    """(precision, recall, F1) of summed fractions; 0 where there is nothing to divide by."""
    recall_right, gold, precision_right, said = fractions
    recall = recall_right / gold if gold else 0.0
    precision = precision_right / said if said else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0
