"""An event as the formats of the field see it: with its parties, place, day and words at hand."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations, product

from saksi.records import Actor, ArticleRecord, Date, Event, Place, Span

# Types that are themselves an announcement: the act happened when it was spoken, whatever of its content.
_ANNOUNCED = {
    "AGREE": frozenset({"agreed", "offered", "planned"}),
    "REQUEST": frozenset({"demanded"}),
    "THREATEN": frozenset({"threatened"}),
}
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_HAPPENED = frozenset({"happened", "ongoing"})


@dataclass(frozen=True, slots=True)
class Reports:
    """What is known of an event beyond its article: its story, and who else reports it."""

    story: str | None = None
    articles: int = 1
    origins: int = 1


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of people: the lowest told, the one told first, the highest (None if one is "at least")."""

    low: int
    best: int
    high: int | None


# Gives the reports of (article id, event id); None where nothing is known.
ReportsOf = Callable[[str, str], Reports | None]


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with what its ids stand for. `day` is ISO; `dated` says whether the event itself tells it."""

    record: ArticleRecord
    event: Event
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    place: Place | None
    date: Date | None
    reports: Reports

    @property
    def key(self) -> str:
        """The event's name among all: article id and event id."""
        return f"{self.record.id}#{self.event.id}"

    @property
    def day(self) -> str | None:
        """The day of the event, or the day of publication where the article gives none."""
        if self.date is not None and self.date.start is not None:
            return self.date.start
        return self.record.published[:10] if self.record.published else None

    @property
    def dated(self) -> bool:
        """Whether the article dates the event itself."""
        return self.date is not None and self.date.start is not None

    @property
    def published_day(self) -> str | None:
        """The day of publication."""
        return self.record.published[:10] if self.record.published else None

    @property
    def sentence_number(self) -> int:
        """Place of the event's sentence in the article, from 1."""
        return next((n for n, s in enumerate(self.record.sentences, 1) if s == self.event.sentence), 1)

    @property
    def address(self) -> str:
        """Where the article is: its URL, else its path."""
        return self.record.source.url or self.record.source.path

    @property
    def outlet(self) -> str:
        """Who printed it, or "" where that is unknown."""
        return self.record.outlet or ""

    def words(self, spans: tuple[Span, ...], joint: str = " ") -> str:
        """The words of some spans, each once, in the order of the text."""
        return joint.join(self.record.text[s:e] for s, e in sorted(set(spans)))

    @property
    def sentence(self) -> str:
        """The sentence that the event stands in."""
        start, end = self.event.sentence
        return self.record.text[start:end]

    def counted(self, kind: str) -> Counted | None:
        """How many people of a kind (dead, injured ...) are told of the event; None if no number is."""
        told = [
            z
            for z in self.record.sizes
            if z.event == self.event.id and z.kind == kind and z.unit == "person" and z.witness.number
        ]
        if not told:
            return None
        highs = [z.high for z in told if z.high is not None]
        return Counted(
            low=min(z.low for z in told),
            best=told[0].low,
            high=max(highs) if len(highs) == len(told) else None,
        )

    def pairs(self) -> Iterator[tuple[str, Actor | None, Actor | None]]:
        """(key, source, target) for formats that hold one of each: every source with every target.

        Parties that do something together (agree, consult, cooperate) all stand as sources; without a
        target, each is paired with each other.
        """
        both: Iterable[tuple[Actor | None, Actor | None]]
        if self.event.type in _MUTUAL and not self.targets and len(self.sources) > 1:
            both = permutations(self.sources, 2)
        else:
            both = product(self.sources or (None,), self.targets or (None,))
        for number, (source, target) in enumerate(both):
            yield (f"{self.key}.{number}" if number else self.key), source, target


def views(record: ArticleRecord, reports: ReportsOf | None = None) -> Iterator[EventView]:
    """All events of an article."""
    actors = {a.id: a for a in record.actors}
    places = {p.id: p for p in record.places}
    dates = {d.id: d for d in record.dates}
    for event in record.events:
        known = reports(record.id, event.id) if reports is not None else None
        yield EventView(
            record=record,
            event=event,
            sources=tuple(actors[a] for a in event.source if a in actors),
            targets=tuple(actors[a] for a in event.target if a in actors),
            place=places.get(event.place or ""),
            date=dates.get(event.date or ""),
            reports=known or Reports(),
        )


def not_asserted(event: Event) -> str | None:
    """Why a format without modality must leave the event out, or None if the article says that it took place.

    An offer, a demand or a threat is itself what took place where the event's type says so (AGREE, REQUEST,
    THREATEN); what is denied, planned, demanded, threatened, expected or alleged is not.
    """
    if event.negated:
        return "negated"
    if event.modality in _HAPPENED or event.modality in _ANNOUNCED.get(event.type, ()):
        return None
    return event.modality


def asserted(
    record: ArticleRecord, reports: ReportsOf | None, left_out: Counter[str], *, dated: bool = True
) -> Iterator[EventView]:
    """Events that took place by the article's word; the others are counted in `left_out` by their reason.

    With `dated` so are those for which neither the article nor its publication gives a day.
    """
    for view in views(record, reports):
        reason = not_asserted(view.event)
        if reason is None and dated and view.day is None:
            reason = "without a date"
        if reason is None:
            yield view
        else:
            left_out[reason] += 1


def coded(
    records: Iterable[ArticleRecord], reports: ReportsOf | None, left_out: Counter[str]
) -> Iterator[EventView]:
    """Asserted and dated events that have a CAMEO code."""
    for record in records:
        for view in asserted(record, reports, left_out):
            if view.event.cameo:
                yield view
            else:
                left_out["without a CAMEO code"] += 1


def number_of(key: str) -> int:
    """A number for a key, the same every time: below 2**52, so that no program rounds it."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:13], 16)
