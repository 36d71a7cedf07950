"""Accounts: what one article tells of one event, with all that comparing it with others needs.

An event record points at actors, places and dates of its own article by their ids; an account holds
them, so that accounts of different articles can be laid side by side. Of its text it keeps only spans.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from saksi.language.morphology import morphology_of
from saksi.lexicons.load import Lexicons
from saksi.records import Actor, ArticleRecord, Event, Place, Span
from saksi.stories.terms import WORD, surprise_of

NEAR_KM = 150.0
# What is told without a date of its own happened in the days before printing, as far as we know.
DAYS_BEFORE = 7
COUNTRY = 3
# A name's words that many bodies share tell nothing when they are short: Polres, Dinas, Kota, Tim.
TELLING_WORD = 4
SHORTEST_INITIALS = 3
TELLING = 0.25  # surprise of a root, see terms.surprise_of
NAMED = frozenset({"person", "organisation"})


@dataclass(frozen=True, slots=True)
class Party:
    """An actor as another article can know it."""

    name: str
    kind: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Locality:
    """A place of an event; no coordinates where it is a whole country."""

    name: str
    geonames: int | None
    country: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Size:
    """A number told of an event: kind (dead, injured, arrested ...), range, and the words that carry it.

    `high` is None where the text sets no upper bound. `speaker` says so, in the sentence `sentence`; without
    them speaker and sentence are those of the event.
    """

    kind: str
    low: float
    high: float | None
    span: Span
    speaker: Party | None = None
    sentence: Span | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """One event as one article tells it.

    `first` and `last` are proleptic ordinals, None where no day is known; `dated` says whether they are
    the event's own date. `roots` are those of the trigger words, `matter` the telling ones of the rest of
    the sentence, without the parties' names. Spans are into the article's text. `sizes` are put in by
    `sizes.with_sizes`.
    """

    article: str
    event: str
    published: str | None
    type: str
    mode: str | None
    cameo: str | None
    modality: str
    negated: bool
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    place: Locality | None
    first: int | None
    last: int | None
    dated: bool
    speaker: Party | None
    roots: frozenset[str]
    matter: frozenset[str]
    span: Span
    trigger: tuple[Span, ...]
    headline: bool
    sizes: tuple[Size, ...] = ()


def accounts_of(record: ArticleRecord, lexicons: Lexicons) -> tuple[Account, ...]:
    """The events of an article as accounts, in the order of the record."""
    parties = {actor.id: party_of(actor) for actor in record.actors}
    speakers = {quote.id: parties.get(quote.speaker or "") for quote in record.quotes}
    states = _states(lexicons)
    places = {place.id: _locality(place, states) for place in record.places}
    headlines = [b.span for b in record.blocks if b.kind == "headline" and b.span is not None]
    root_of, surprise = morphology_of(lexicons).root_of, surprise_of(lexicons)

    def roots(text: str) -> frozenset[str]:
        return frozenset(root_of(word) for word in WORD.findall(text.lower()))

    def account(event: Event) -> Account:
        first, last, dated = _days(record, event)
        trigger = roots(" ".join(record.text[slice(*span)] for span in event.witness.trigger))
        involved = (parties[a].name for a in (*event.source, *event.target) if a in parties)
        beside = trigger | roots(" ".join(involved))
        sentence = roots(record.text[slice(*event.sentence)])
        return Account(
            article=record.id,
            event=event.id,
            published=record.published,
            type=event.type,
            mode=event.mode,
            cameo=event.cameo,
            modality=event.modality,
            negated=event.negated,
            source=tuple(parties[a] for a in event.source if a in parties),
            target=tuple(parties[a] for a in event.target if a in parties),
            place=places.get(event.place or ""),
            first=first,
            last=last,
            dated=dated,
            speaker=speakers.get(event.quote or ""),
            roots=trigger,
            matter=frozenset(r for r in sentence - beside if surprise(r) >= TELLING),
            span=event.sentence,
            trigger=event.witness.trigger,
            headline=any(h[0] <= event.sentence[0] < h[1] for h in headlines),
        )

    return tuple(account(event) for event in record.events)


def party_of(actor: Actor) -> Party:
    """An actor without what belongs to its article alone."""
    return Party(actor.name, actor.kind, actor.code)


def same_party(one: Party, other: Party) -> bool | None:
    """True: one and the same actor; False: two; None: it cannot be told."""
    mine, theirs = one.name.lower(), other.name.lower()
    if mine and mine == theirs:
        return True
    named = bool(mine and theirs) and one.kind in NAMED and other.kind in NAMED
    shared = named and (bool(_telling(mine) & _telling(theirs)) or _is_short_for(one.name, other.name))
    if named and one.kind == other.kind == "person":
        return shared
    if one.code is None or other.code is None:
        return shared or None
    if one.code[:COUNTRY] != other.code[:COUNTRY]:
        return False
    role, other_role = one.code[COUNTRY:], other.code[COUNTRY:]
    if role == other_role:
        return shared or None if named else True
    if {one.kind, other.kind} & {"state"} and {role, other_role} <= {"", "GOV"}:
        return True
    if not role or not other_role or role.startswith(other_role) or other_role.startswith(role):
        return shared or None
    return False


def same_side(some: Iterable[Party], others: Iterable[Party]) -> bool | None:
    """Whether two sides share an actor; None where it cannot be told or one side is not known."""
    verdicts = {same_party(a, b) for a in some for b in others}
    if True in verdicts:
        return True
    return False if verdicts == {False} else None


def same_place(one: Locality | None, other: Locality | None) -> bool | None:
    """Whether two places are the same; None where one may lie in the other or is not known."""
    if one is None or other is None:
        return None
    if one.name.lower() == other.name.lower() or (one.geonames and one.geonames == other.geonames):
        return True
    if one.country and other.country and one.country != other.country:
        return False
    if None in (one.lat, one.lon, other.lat, other.lon):
        return None
    return False if _kilometres(one, other) > NEAR_KM else None


def days_apart(one: Account, other: Account) -> int | None:
    """Days between two accounts' ranges of days, 0 if they meet; None if one has no day."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    return max(0, one.first - other.last, other.first - one.last)


def _kilometres(one: Locality, other: Locality) -> float:
    assert one.lat is not None
    assert one.lon is not None
    assert other.lat is not None
    assert other.lon is not None
    middle = math.radians((one.lat + other.lat) / 2.0)
    return 111.2 * math.hypot(one.lat - other.lat, (one.lon - other.lon) * math.cos(middle))


def _is_short_for(one: str, other: str) -> bool:
    """Whether a word in capitals of one name is the initials of the other: KPU, Komisi Pemilihan Umum."""
    return any(
        initials in short.split()
        for short, long in ((one, other), (other, one))
        if len(initials := "".join(word[0] for word in long.split() if word[0].isupper()))
        >= SHORTEST_INITIALS
    )


def _telling(name: str) -> set[str]:
    return {word for word in name.split() if len(word) > TELLING_WORD}


@lru_cache(maxsize=4)
def _states(lexicons: Lexicons) -> frozenset[str]:
    rows = (row for row in lexicons.table("countries") if row["kind"] in {"state", "historic"})
    return frozenset(
        name.lower() for row in rows for name in (row["name"], *row["aliases"].split("|")) if name
    )


def _locality(place: Place, states: frozenset[str]) -> Locality:
    whole = place.name.lower() in states
    lat, lon = (None, None) if whole else (place.lat, place.lon)
    return Locality(place.name, place.geonames, place.country, lat, lon)


def _days(record: ArticleRecord, event: Event) -> tuple[int | None, int | None, bool]:
    own = next((d for d in record.dates if d.id == event.date), None)
    if own is not None and own.start and own.end:
        return _ordinal(own.start), _ordinal(own.end), True
    printed = _ordinal((record.published or "")[:10])
    return (None, None, False) if printed is None else (printed - DAYS_BEFORE, printed, False)


def _ordinal(day: str) -> int | None:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return None
