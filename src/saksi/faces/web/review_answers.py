"""What the REST interface to reviewing answers with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from saksi.archive.results import ArticleRef
from saksi.archive.review.agreement import Agreement
from saksi.archive.review.decisions import Decision
from saksi.archive.review.items import Claim

Row = TypeVar("Row")


class All(BaseModel, Generic[Row]):
    """All rows there are."""

    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Decided:
    """What one reviewer decided of `item`, which the machine called `label` in its `run`; `at`: ISO time."""

    id: int
    run: int
    kind: str
    item: str
    label: str
    verdict: str
    correction: Claim | None
    reason: str
    reviewer: str
    at: str


@dataclass(frozen=True, slots=True)
class DecidedRow(Decided):
    """A decision with its article."""

    article: ArticleRef


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far two reviewers agree; see saksi.archive.review.agreement."""

    kind: str
    first: str
    second: str
    items: int
    same: float
    verdict: float | None
    label: float | None
    differing: tuple[tuple[Decided, Decided], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """How many items of a label were drawn, of how many."""

    label: str
    size: int
    population: int


def decided(decision: Decision) -> Decided:
    """A decision without what is only for the archive itself."""
    return Decided(*_told(decision))


def decided_row(decision: Decision, article: ArticleRef) -> DecidedRow:
    """A decision with its article."""
    return DecidedRow(*_told(decision), article)


def agreed(pair: Agreement) -> Agreed:
    """The agreement of two reviewers."""
    differing = tuple((decided(one), decided(other)) for one, other in pair.differing)
    p = pair
    return Agreed(p.kind, p.first, p.second, p.items, p.same, p.verdict, p.label, differing)


def _told(d: Decision) -> tuple[Any, ...]:
    return d.id, d.run, d.kind, d.local, d.label, d.verdict, d.correction, d.reason, d.reviewer, d.at
