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
        self.headline = telling.headline
        self.date = telling.date
        self.topic = telling.topic

        def names(parties: Sequence[Party]) -> frozenset[str]:
            by_code = draft.type == "PROTEST" or telling.headline
            return frozenset(n for p in parties for n in ((code(p) if by_code else p.ref), code(p)))

        self.refs = (names(draft.source), names(draft.target))
        self.codes = tuple(frozenset(code(p) for p in side) for side in (draft.source, draft.target))
        self.size = len(draft.source) + len(draft.target)

    def covers(self, other: _Key) -> bool:
        """Whether `other` tells nothing that this telling does not tell."""
        if (self.type, self.negated, self.modality) != (other.type, other.negated, other.modality):
            return False
        if self.date and other.date and self.date != other.date:
            return False
        if self.type in TOPICAL and not other.headline and self.topic != other.topic:
            return False
        return all(theirs <= mine for mine, theirs in zip(self.refs, other.refs, strict=True))
