"""Happenings: accounts of one real event, gathered from the articles of a story.

Two accounts tell one event if nothing in them speaks against it (type, mode, kind of modality, parties,
place, days) and enough speaks for it. An account joins a happening only if it agrees with each account
there, so that a chain of vague ones cannot tie two events together. What is asserted, alleged and denied
is one happening on which the reports differ; what is planned, demanded or threatened is another matter.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import TypeVar

from saksi.stories.accounts import (
    Account,
    Locality,
    Party,
    days_apart,
    same_party,
    same_place,
    same_side,
)
from saksi.stories.origins import independent

_Value = TypeVar("_Value")
Range = tuple[float, float | None]

FACT = "fact"
MODALITY_KINDS = {
    "happened": FACT,
    "ongoing": FACT,
    "alleged": FACT,
    "planned": "planned",
    "expected": "planned",
}
# Types that are about something: between the same parties a second demand may be another demand.
TOPICAL = frozenset({"REQUEST", "REJECT", "AGREE", "THREATEN"})
SAME_MATTER = 0.3  # share of the telling roots of the sentence with fewer of them
# Reports of one event may be off by so many days, if parties or place leave no doubt.
DAYS_OFF = 2
# Accounts of a happening that a new one is compared with; more would tell nothing new.
COMPARED = 12


@dataclass(frozen=True, slots=True)
class Side:
    """One value that some of the accounts give: what they say, and the accounts that say it."""

    value: str
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field on which the accounts of a happening differ.

    field: `status` (asserted, alleged, denied), `date`, or the kind of a size (dead, injured ...).
    """

    field: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One real event with its reports.

    `origins` is the number of independent origins that report it (denials do not count as reports);
    `lone` says that one origin alone does. `days` is the range that all dated accounts agree on, or the
    whole range where they do not; None if none is dated.
    """

    id: str
    type: str
    mode: str | None
    modality: str
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    place: Locality | None
    days: tuple[str, str] | None
    accounts: tuple[Account, ...]
    origins: int
    disagreements: tuple[Disagreement, ...]

    @property
    def lone(self) -> bool:
        """Whether no second independent origin reports it."""
        return self.origins <= 1


def find_happenings(
    accounts: Iterable[Account], origins: Mapping[str, frozenset[str]]
) -> tuple[Happening, ...]:
    """Happenings in the order of their first accounts; `origins` by article id, see `origins.origins`."""
    ordered = sorted(accounts, key=lambda a: (a.published or "", a.article))
    groups: dict[tuple[str, str], list[list[Account]]] = {}
    found: list[list[Account]] = []
    for account in ordered:
        rivals = groups.setdefault((account.type, modality_kind(account)), [])
        group = next((g for g in rivals if all(same_event(account, a) for a in g[:COMPARED])), None)
        if group is None:
            group = []
            rivals.append(group)
            found.append(group)
        group.append(account)
    return tuple(_happening(group, origins) for group in found)


def modality_kind(account: Account) -> str:
    """What sort of claim an account makes: one of fact (also where it denies it), plan, demand ..."""
    return MODALITY_KINDS.get(account.modality, account.modality)


def same_event(one: Account, other: Account) -> bool:
    """Whether two accounts of one type and kind of modality tell the same event."""
    if one.mode and other.mode and one.mode != other.mode:
        return False
    source, target = same_side(one.source, other.source), same_side(one.target, other.target)
    place = same_place(one.place, other.place)
    if source is False or target is False or place is False:
        return False
    if one.type in TOPICAL and not _same_matter(one, other):
        return False
    sure = (source and target) or (place and (source or target))
    apart = days_apart(one, other)
    if apart:
        return bool(sure and one.dated and other.dated and apart <= DAYS_OFF)
    told_alike = bool(one.roots & other.roots)
    together = bool(place and apart == 0 and one.dated and other.dated)
    return bool(sure or ((source or target or together) and told_alike))


def _same_matter(one: Account, other: Account) -> bool:
    """Whether two sentences are about the same; one that tells nothing beside parties and deed may be."""
    fewer = min(len(one.matter), len(other.matter))
    return not fewer or len(one.matter & other.matter) / fewer >= SAME_MATTER


def _happening(accounts: Sequence[Account], origins: Mapping[str, frozenset[str]]) -> Happening:
    told = [a for a in accounts if not a.negated] or accounts
    return Happening(
        id=f"{accounts[0].article}#{accounts[0].event}",
        type=accounts[0].type,
        mode=_first(a.mode for a in accounts),
        modality=_commonest(a.modality for a in told),
        source=_distinct(p for a in accounts for p in a.source),
        target=_distinct(p for a in accounts for p in a.target),
        place=_first(a.place for a in accounts),
        days=_range(accounts),
        accounts=tuple(accounts),
        origins=independent(origins[a.article] for a in told),
        disagreements=tuple(_disagreements(accounts)),
    )


def _disagreements(accounts: Sequence[Account]) -> Iterable[Disagreement]:
    if modality_kind(accounts[0]) == FACT:
        yield from _differing("status", accounts, lambda a: [_status(a)])
    dated = [a for a in accounts if a.dated]
    if any(days_apart(a, b) for a in dated for b in dated):
        yield from _differing("date", dated, lambda a: [_day_range(a)])
    for kind in sorted({size.kind for a in accounts for size in a.sizes}):
        yield from _numbers(kind, accounts)


def _differing(
    field: str, accounts: Sequence[Account], values: Callable[[Account], Sequence[str]]
) -> Iterable[Disagreement]:
    sides: dict[str, list[Account]] = {}
    for account in accounts:
        for value in values(account):
            sides.setdefault(value, []).append(account)
    if len(sides) > 1:
        yield Disagreement(field, tuple(Side(value, tuple(who)) for value, who in sides.items()))


def _status(account: Account) -> str:
    if account.negated:
        return "denied"
    return "alleged" if account.modality == "alleged" else "asserted"


def _numbers(kind: str, accounts: Sequence[Account]) -> Iterable[Disagreement]:
    """Numbers of one kind side by side, each with its speaker and sentence, where two voices contradict.

    One voice may give several numbers (two soldiers, three civilians): voices contradict where no number of
    the one fits any of the other.
    """
    sides: dict[Range, list[Account]] = {}
    voices: dict[tuple[str, str], set[Range]] = {}
    for account in accounts:
        for size in account.sizes:
            if size.kind == kind:
                speaker, number = size.speaker or account.speaker, (size.low, size.high)
                told = replace(account, sizes=(size,), speaker=speaker, span=size.sentence or account.span)
                sides.setdefault(number, []).append(told)
                voices.setdefault((account.article, speaker.name if speaker else ""), set()).add(number)
    given = dict.fromkeys(map(frozenset, voices.values()))
    if any(not any(_meet(a, b) for a in one for b in other) for one, other in combinations(given, 2)):
        yield Disagreement(kind, tuple(Side(_written(n), tuple(who)) for n, who in sides.items()))


def _meet(one: Range, other: Range) -> bool:
    return one[0] <= (math.inf if other[1] is None else other[1]) and other[0] <= (
        math.inf if one[1] is None else one[1]
    )


def _written(number: Range) -> str:
    low, high = number
    return f"{low:g}" if low == high else f"{low:g}-" if high is None else f"{low:g}-{high:g}"


def _day_range(account: Account) -> str:
    first, last = _iso(account.first), _iso(account.last)
    return first if first == last else f"{first}/{last}"


def _range(accounts: Sequence[Account]) -> tuple[str, str] | None:
    ranges = [(a.first, a.last) for a in accounts if a.dated and a.first is not None and a.last is not None]
    if not ranges:
        return None
    first, last = max(r[0] for r in ranges), min(r[1] for r in ranges)
    if first > last:
        first, last = min(r[0] for r in ranges), max(r[1] for r in ranges)
    return _iso(first), _iso(last)


def _iso(day: int | None) -> str:
    return date.fromordinal(day).isoformat() if day else ""


def _distinct(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Parties without those that are another one again; of two the one with the fuller name."""
    kept: list[Party] = []
    for party in parties:
        n = next((n for n, k in enumerate(kept) if same_party(k, party)), None)
        if n is None:
            kept.append(party)
        elif (bool(party.name), len(party.name)) > (bool(kept[n].name), len(kept[n].name)):
            kept[n] = party
    return tuple(kept)


def _first(values: Iterable[_Value | None]) -> _Value | None:
    return next((v for v in values if v is not None), None)


def _commonest(values: Iterable[str]) -> str:
    listed = list(values)
    return max(dict.fromkeys(listed), key=listed.count)
