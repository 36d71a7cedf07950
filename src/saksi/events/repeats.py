"""One event told again further on is one event: an article's repeated tellings are dropped.

A telling repeats another if type and negation are the same, neither says more about reality than the
other, it names no party that the other lacks, and it gives no date of its own that differs. What is
asked, refused or promised may differ from one telling to the next, so that these must be about the same
thing too. Of equal tellings the body's goes before the headline's, then the first. Demonstrators are
told apart by their code only: that one woman came along is no second protest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from saksi.events.drafts import Draft
from saksi.events.parties import Party

# Types that are about something: a second demand may be another demand.
TOPICAL = frozenset({"REQUEST", "REJECT", "AGREE", "THREATEN", "CONCEDE"})
REAL = frozenset({"", "happened", "ongoing"})


@dataclass(frozen=True)
class Telling:
    """A draft with what is needed to compare it: where it stands, its date, what its topic says."""

    draft: Draft
    headline: bool
    date: str | None
    topic: str | None


def unrepeated(tellings: Sequence[Telling], code: Callable[[Party], str]) -> list[Draft]:
    """The drafts without repeats, in the order given; `code` gives a party's actor code."""
    keys = [_Key(t, code) for t in tellings]
    kept: list[int] = []
    for n in sorted(range(len(keys)), key=lambda n: (-keys[n].size, tellings[n].headline, n)):
        if not any(keys[k].covers(keys[n]) for k in kept):
            kept.append(n)
    return [tellings[n].draft for n in sorted(kept)]


class _Key:
    def __init__(self, telling: Telling, code: Callable[[Party], str]) -> None:
        draft = telling.draft
        self.type = draft.type
        self.negated = draft.mood.negated
        self.modality = "happened" if draft.mood.modality in REAL else draft.mood.modality
        self.by_code = telling.headline or draft.type == "PROTEST"
        self.date = telling.date
        self.topic = telling.topic
        sides = (draft.source, draft.target)
        self.refs = tuple(frozenset(p.ref for p in side) for side in sides)
        self.codes = tuple(frozenset(code(p) for p in side) for side in sides)
        self.size = len(draft.source) + len(draft.target)

    def covers(self, other: _Key) -> bool:
        """Whether `other` tells nothing that this telling does not tell."""
        if (self.type, self.negated, self.modality) != (other.type, other.negated, other.modality):
            return False
        if self.date and other.date and self.date != other.date:
            return False
        if self.type in TOPICAL and not other.by_code and self.topic != other.topic:
            return False
        if other.by_code:
            return all(theirs <= mine for mine, theirs in zip(self.codes, other.codes, strict=True))
        return all(theirs <= mine for mine, theirs in zip(self.refs, other.refs, strict=True))
