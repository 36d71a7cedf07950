"""One event told again further on is one event: an article's repeated tellings are dropped.

A telling repeats another if type and negation are the same, neither says more about reality than the
other, no party contradicts, and it gives no date of its own that differs. Parties contradict where both
sides are told and neither is part of the other; how strictly they are compared depends on the type:

* What is asked, refused or promised may differ from one telling to the next, so that these must be about
  the same thing too, unless the same party asks the same party.
* Steps of one affair (an inquiry, an arrest, a verdict) are told of a suspect by name, of "the suspect"
  and of "three people" in turn: only two names tell two such events apart.
* Demonstrators are told apart by their country only: that one woman came along is no second protest.
  A headline tells what the body tells; there too only countries must not differ.

Of equal tellings the body's goes before the headline's, then the first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from saksi.events.drafts import Draft
from saksi.events.parties import Party

# Types that are about something: a second demand may be another demand.
TOPICAL = frozenset({"REQUEST", "REJECT", "AGREE", "THREATEN", "CONCEDE"})
# CAMEO stems of the steps of an affair: inquiry, charge, verdict, arrest.
AFFAIR = ("09", "112", "114", "115", "116", "173")
# Roles of those who hold power: police are not the robbers, whoever of them is meant.
AUTHORITIES = frozenset({"GOV", "COP", "MIL", "JUD", "LEG"})
REAL = frozenset({"", "happened", "ongoing"})
ASKED = frozenset({"demanded", "planned"})


@dataclass(frozen=True)
class Telling:
    """A draft with what is needed to compare it: where it stands, its date, what its topic says."""

    draft: Draft
    headline: bool
    date: str | None
    topic: str | None


@dataclass(frozen=True)
class Identity:
    """How parties are compared: their actor codes, and whether a party is called by a name."""

    code: Callable[[Party], str]
    named: Callable[[Party], bool]


def unrepeated(tellings: Sequence[Telling], identity: Identity) -> list[Draft]:
    """The drafts without repeats, in the order given."""
    keys = [_Key(t, identity) for t in tellings]
    kept: list[int] = []
    for n in sorted(range(len(keys)), key=lambda n: (tellings[n].headline, -keys[n].size, n)):
        if not any(keys[k].covers(keys[n]) for k in kept):
            kept.append(n)
    return [tellings[n].draft for n in sorted(kept)]


@dataclass(frozen=True)
class _Side:
    """One side of an event: references, codes, and references of those that are called by a name."""

    refs: frozenset[str]
    codes: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, parties: Sequence[Party], identity: Identity) -> _Side:
        return cls(
            frozenset(p.ref for p in parties),
            frozenset(identity.code(p) for p in parties),
            frozenset(p.ref for p in parties if identity.named(p)),
        )

    @property
    def countries(self) -> frozenset[str]:
        return frozenset(code[:3] for code in self.codes)

    def within(self, other: _Side) -> bool:
        return self.refs <= other.refs

    def contradicts(self, other: _Side) -> bool:
        """Whether both sides are called by names that they do not share."""
        return bool(self.names and other.names) and not self.refs & other.refs

    @property
    def authority(self) -> bool:
        return any(code[3:6] in AUTHORITIES for code in self.codes)

    def meets(self, other: _Side) -> bool:
        """Whether one of them is not told, or a country is on both and both or neither hold power."""
        if not self.codes or not other.codes:
            return True
        return bool(self.countries & other.countries) and self.authority == other.authority


class _Key:
    def __init__(self, telling: Telling, identity: Identity) -> None:
        draft = telling.draft
        self.type = draft.type
        self.cameo = draft.cameo
        self.negated = draft.mood.negated
        self.modality = "happened" if draft.mood.modality in REAL else draft.mood.modality
        self.headline = telling.headline
        self.date = telling.date
        self.topic = telling.topic
        self.sides = (_Side.of(draft.source, identity), _Side.of(draft.target, identity))
        self.size = len(draft.source) + len(draft.target)

    def covers(self, other: _Key) -> bool:
        """Whether `other` tells nothing that this telling does not tell."""
        if (self.type, self.negated) != (other.type, other.negated):
            return False
        if other.headline:
            return self._each(other, _Side.meets)
        if self._asks_again(other):
            return True
        if self.modality != other.modality or (self.date and other.date and self.date != other.date):
            return False
        if self.type in TOPICAL and self.topic != other.topic:
            return False
        if self.type == "PROTEST":
            return self._each(other, _Side.meets)
        if self.cameo[:3] == other.cameo[:3] and self.cameo.startswith(AFFAIR):
            return not any(mine.contradicts(theirs) for mine, theirs in self._pairs(other)) and self._each(
                other, _Side.meets
            )
        return self._each(other, _Side.within)

    def _asks_again(self, other: _Key) -> bool:
        """Whether the same party asks the same party, however often and for whatever."""
        return (
            self.type == "REQUEST"
            and {self.modality, other.modality} <= ASKED
            and all(mine.refs and mine.refs & theirs.refs for mine, theirs in self._pairs(other))
        )

    def _pairs(self, other: _Key) -> zip[tuple[_Side, _Side]]:
        return zip(self.sides, other.sides, strict=True)

    def _each(self, other: _Key, test: Callable[[_Side, _Side], bool]) -> bool:
        return all(test(theirs, mine) for mine, theirs in self._pairs(other))
