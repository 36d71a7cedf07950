"""How far two reviewers agree on what both decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import Connection, select

from saksi.archive.review import decisions
from saksi.archive.review.decisions import Decision, Key
from saksi.archive.review.statistics import kappa
from saksi.archive.tables import review_decisions

_MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers on `items` of one kind that both decided.

    `same` is the share of equal verdicts. `verdict` is Cohen's kappa of accept, reject and correct; `label`
    that of the type (or kind) that each would have, none where it is rejected. Kappa is None where both gave
    one and the same answer to everything, so that there is no chance to be beyond. `differing` are pairs of
    decisions that differ in the verdict or the label, first those of the latest.
    """

    kind: str
    first: str
    second: str
    items: int
    same: float
    verdict: float | None
    label: float | None
    differing: tuple[tuple[Decision, Decision], ...]


def agreements(connection: Connection, kind: str | None = None) -> list[Agreement]:
    """Every pair of reviewers that decided the same items, most items first."""
    conditions = [review_decisions.c.kind == kind] if kind else []
    mine: defaultdict[tuple[str, str], dict[Key, Decision]] = defaultdict(dict)
    for decision in decisions.latest(decisions.read(connection, *conditions)):
        mine[decision.kind, decision.reviewer][decision.key] = decision
    found = []
    for (kind_a, a), (kind_b, b) in combinations(sorted(mine), 2):
        if kind_a == kind_b:
            both = [(mine[kind_a, a][k], mine[kind_b, b][k]) for k in mine[kind_a, a] if k in mine[kind_b, b]]
            if both:
                found.append(_agreement(kind_a, a, b, both))
    return sorted(found, key=lambda f: (-f.items, f.kind, f.first, f.second))


def _agreement(kind: str, a: str, b: str, both: Sequence[tuple[Decision, Decision]]) -> Agreement:
    differing = [(x, y) for x, y in both if (x.verdict, x.outcome) != (y.verdict, y.outcome)]
    differing.sort(key=lambda pair: -max(pair[0].id, pair[1].id))
    return Agreement(
        kind,
        a,
        b,
        len(both),
        sum(x.verdict == y.verdict for x, y in both) / len(both),
        kappa([(x.verdict, y.verdict) for x, y in both]),
        kappa([(x.outcome, y.outcome) for x, y in both]),
        tuple(differing[:_MOST_SHOWN]),
    )


def reviewers(connection: Connection) -> list[str]:
    """The names of all who decided anything."""
    names = select(review_decisions.c.reviewer).distinct().order_by(review_decisions.c.reviewer)
    return list(connection.execute(names).scalars())
