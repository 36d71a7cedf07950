"""One event told again further on is one event: an article's repeated tellings are dropped.

A telling repeats another if type and negation are the same, neither says more about reality than the
other, no party contradicts, and it gives no date of its own that differs. Parties contradict where both
sides are told and neither is part of the other; how strictly they are compared depends on the type:

* What is asked, refused or promised may differ from one telling to the next, so that these must be about
  the same thing too, unless the same party asks the same party.
* Steps of one affair (an inquiry, an arrest, a verdict) are told of a suspect by name, of "the suspect"
  and of "three people" in turn: only two names tell two such events apart.
* Help is often told in parcels (cash, food and training for the victims): what one country's authorities
  give to people without names is one giving.
* A spokesman stands for his body, and a state for its government: the same verb with the same target, once
  of a person and once of a body, tells one request.
* A quarrel named by a noun (perseteruan A-B) has no direction.
* Demonstrators are told apart by their country only: that one woman came along is no second protest.
  A headline tells what the body tells; there too only countries must not differ.

Of equal tellings the body's goes before the headline's, then the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from saksi.events.drafts import Draft
from saksi.events.lexicon import NOUN
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
    """How parties are compared: their actor codes, their kinds, and whether a party is called by a name."""

    code: Callable[[Party], str]
    kind: Callable[[Party], str]
    named: Callable[[Party], bool]


def unrepeated(tellings: Sequence[Telling], identity: Identity) -> list[Draft]:
    """The drafts without repeats, in the order given."""
    keys = [_Key(t, identity) for t in tellings]
    kept: list[int] = []
    # Only those of one kind can cover each other; a long article has many kinds.
    by_kind: dict[Hashable, list[_Key]] = defaultdict(list)
    for n in sorted(range(len(keys)), key=lambda n: (tellings[n].headline, -keys[n].size, n)):
        key = keys[n]
        wide = key.headline or key.type == "REQUEST"
        if not any(other.covers(key) for other in by_kind[key.kind if wide else key.narrow_kind]):
            kept.append(n)
            by_kind[key.kind].append(key)
            by_kind[key.narrow_kind].append(key)
    return [tellings[n].draft for n in sorted(kept)]


@dataclass(frozen=True)
class _Side:
    """One side of an event: references, codes, kinds, and references of those that are called by a name."""

    refs: frozenset[str]
    codes: frozenset[str]
    kinds: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, parties: Sequence[Party], identity: Identity) -> _Side:
        return cls(
            frozenset(p.ref for p in parties),
            frozenset(identity.code(p) for p in parties),
            frozenset(identity.kind(p) for p in parties),
            frozenset(p.ref for p in parties if identity.named(p)),
        )

    @property
    def countries(self) -> frozenset[str]:
        return frozenset(code[:3] for code in self.codes)

    def within(self, other: _Side) -> bool:
        return self.refs <= other.refs or self._governs(other) or other._governs(self)

    def _governs(self, other: _Side) -> bool:
        """Whether this side is a state and the other its government or a ministry, not a man of it."""
        government = {code[:3] + "GOV" for code in self.codes}
        return self.kinds == {"state"} and other.kinds == {"organisation"} and government == other.codes

    def speaks_for(self, other: _Side) -> bool:
        """Whether one of the sides is a person and the other a body of the same country."""
        return {*self.kinds, *other.kinds} == {"person", "organisation"} and self.countries == other.countries

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
        self.rule = draft.hit.frame.rule
        self.noun = draft.hit.kind == NOUN
        self.negated = draft.mood.negated
        self.modality = "happened" if draft.mood.modality in REAL else draft.mood.modality
        self.headline = telling.headline
        self.date = telling.date
        self.topic = telling.topic
        self.sides = (_Side.of(draft.source, identity), _Side.of(draft.target, identity))
        self.size = len(draft.source) + len(draft.target)

    @property
    def kind(self) -> Hashable:
        """What is equal in all tellings that can cover each other."""
        return self.type, self.negated

    @property
    def narrow_kind(self) -> Hashable:
        """The same of tellings outside the headline that ask for nothing."""
        return self.type, self.negated, self.modality, self.topic if self.type in TOPICAL else None

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
        if self.type == "AID" and self._gives_again(other):
            return True
        return self._each(other, _Side.within) or self._undirected(other)

    def _asks_again(self, other: _Key) -> bool:
        """Whether the same party asks the same party, however often and for whatever.

        A spokesman asks for his body where he asks with the same word.
        """
        (source, target), (their_source, their_target) = self.sides, other.sides
        return (
            self.type == "REQUEST"
            and {self.modality, other.modality} <= ASKED
            and bool(target.refs & their_target.refs)
            and (
                bool(source.refs & their_source.refs)
                or (self.rule == other.rule and source.speaks_for(their_source))
            )
        )

    def _gives_again(self, other: _Key) -> bool:
        """Whether authorities of one country give to people who are no one by name."""
        (source, target), (their_source, their_target) = self.sides, other.sides
        return (
            bool(source.codes & their_source.codes)
            and source.authority
            and not target.names
            and not their_target.names
            and (not their_target.codes or target.codes == their_target.codes)
        )

    def _undirected(self, other: _Key) -> bool:
        """Whether the other is a noun for what this telling's parties do to each other."""
        (source, target), (their_source, their_target) = self.sides, other.sides
        return (
            self.type == "ACCUSE"
            and other.noun
            and self.cameo == other.cameo
            and not their_target.refs
            and their_source.refs <= source.refs | target.refs
        )

    def _pairs(self, other: _Key) -> zip[tuple[_Side, _Side]]:
        return zip(self.sides, other.sides, strict=True)

    def _each(self, other: _Key, test: Callable[[_Side, _Side], bool]) -> bool:
        return all(test(theirs, mine) for mine, theirs in self._pairs(other))
