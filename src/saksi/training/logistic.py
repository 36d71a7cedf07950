"""Logistic regression on clues: a weight for each clue, few enough to be read by a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from saksi.events.judge import ALWAYS

# Newton's steps; the error falls by squares, so that few are needed.
STEPS = 12
DECIMALS = 2
Matrix = npt.NDArray[np.float64]


def fit(
    examples: Sequence[frozenset[str]], answers: Sequence[bool], *, penalty: float, least: int
) -> dict[str, float]:
    """Weights in log-odds, rounded, of the clues that stand in `least` examples or more.

    `penalty` is that of the squared weights (the constant bears none). The same examples always give the
    same weights, whatever their clues' order.
    """
    counts = Counter(clue for example in examples for clue in example)
    clues = [ALWAYS, *sorted(clue for clue, n in counts.items() if n >= least)]
    columns = {clue: n for n, clue in enumerate(clues)}
    given = np.zeros((len(examples), len(clues)))
    given[:, 0] = 1.0
    for n, example in enumerate(examples):
        given[n, [columns[clue] for clue in example if clue in columns]] = 1.0
    weights = _newton(given, np.array(answers, dtype=np.float64), penalty)
    return {clue: round(float(w), DECIMALS) for clue, w in zip(clues, weights, strict=True)}


def _newton(given: Matrix, answers: Matrix, penalty: float) -> Matrix:
    weights = np.zeros(given.shape[1])
    penalties = np.full(given.shape[1], penalty)
    penalties[0] = 1e-6
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (chances - answers) + penalties * weights
        curvature = (given * (chances * (1 - chances))[:, None]).T @ given + np.diag(penalties)
        weights = weights - np.linalg.solve(curvature, slope)
    return weights
