"""The judge: which of the drafts of an article are events, and which tell one again.

Two small logistic models, trained by `saksi train judge` and kept as a table of weights (lexicons/judge.csv;
what it learned from and how good it is stand in models/JUDGE.md): the chance that a draft is an event, from
its clues (`clues`), and the chance that two drafts tell the same one (`sameness`). Drafts are taken likeliest
first; one is kept if it is likely enough to be an event, and likely enough to be a new one beside those kept.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from saksi.lexicons.load import Lexicons

EVENT, SAME, LIMIT = "event", "same", "limit"
# The clue that always holds, and the rows that hold the least chances of an event and of a new event.
ALWAYS = "always"
CERTAIN = "least chance of an event"
NEW = "least chance of a new event"
# Reasons that are told for and against.
TOLD = 3

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of a draft: chances from 0 to 1, whether it is kept, and the draft that it repeats."""

    chance: float
    new: float
    kept: bool
    repeats: int | None = None


@dataclass(frozen=True)
class Judge:
    """The two models and the limits of their use."""

    event: Weights
    same: Weights
    certain: float
    new: float

    def chance(self, clues: frozenset[str]) -> float:
        """How likely a draft with these clues is an event."""
        return probability(self.event, clues)

    def verdicts(
        self, chances: Sequence[float], alike: Callable[[int, int], frozenset[str] | None]
    ) -> list[Verdict]:
        """A verdict for each draft, given its chance of being an event.

        `alike` gives the clues of sameness of two drafts by their indices, the lower first; None where they
        cannot tell the same event.
        """
        found: dict[int, Verdict] = {}
        kept: list[int] = []
        for n in sorted(range(len(chances)), key=lambda n: (-chances[n], n)):
            if chances[n] < self.certain:
                found[n] = Verdict(chances[n], chances[n], False)
                continue
            new, nearest, closest = chances[n], None, 0.0
            for other in kept:
                clues = alike(min(n, other), max(n, other))
                if clues is None:
                    continue
                same = probability(self.same, clues)
                new *= 1 - same
                if same > closest:
                    nearest, closest = other, same
            told = new < self.new
            found[n] = Verdict(chances[n], new, not told, nearest if told else None)
            if not told:
                kept.append(n)
        return [found[n] for n in range(len(chances))]

    def reasons(self, clues: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The clues that say most for a draft's being an event, and those against, each with its weight."""
        weighed = sorted((-abs(self.event[c]), c) for c in clues if self.event.get(c))
        signed = [(self.event[clue], clue) for _, clue in weighed]
        told = [f"{clue} ({weight:+.1f})" for weight, clue in signed if weight > 0][:TOLD]
        against = [f"{clue} ({weight:+.1f})" for weight, clue in signed if weight < 0][:TOLD]
        return tuple(told), tuple(against)


def probability(weights: Weights, clues: frozenset[str]) -> float:
    """The logistic model's answer. Summed in the order of the clues' names, so that it never varies."""
    total = weights.get(ALWAYS, 0.0) + sum(weights[c] for c in sorted(clues) if c in weights)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=4)
def load_judge(lexicons: Lexicons) -> Judge:
    """The judge as the table `judge` has it. Raises LexiconError if the table cannot be read."""
    tables: dict[str, dict[str, float]] = {EVENT: {}, SAME: {}, LIMIT: {}}
    for row in lexicons.table("judge"):
        tables[row["question"]][row["clue"]] = float(row["weight"])
    limits = tables[LIMIT]
    return Judge(tables[EVENT], tables[SAME], limits[CERTAIN], limits[NEW])
