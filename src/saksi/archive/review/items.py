"""The things of a record that can be judged, and how each is known again in a later run.

An item has two keys, hashes of words and never of offsets. `place` says where it stands: for an event its
sentence and trigger, for a quote its words, for an actor its name; equal ones of one article are told apart
by their order. `claim` says what the machine made of it, with the words that bear witness to every field.
A decision holds for an item of another run if both are the same; if only `place` is, the decision was made
on what an earlier run said there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from saksi.archive.packing import text_key
from saksi.records import Actor, ArticleRecord, Event, Quote, Span

KINDS = ("event", "quote", "actor")
EVENT_FIELDS = ("trigger", "source", "target", "place", "date", "modality", "negated")


@dataclass(frozen=True, slots=True)
class Party:
    """Who does something or has it done to them: words of the text at `span`, and an actor's code."""

    words: str
    span: Span
    code: str | None


@dataclass(frozen=True, slots=True)
class EventClaim:
    """What is said of an event: by the machine, or by who corrects it."""

    type: str
    modality: str
    negated: bool
    source: tuple[Party, ...]
    target: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class QuoteClaim:
    """What is said of a quote. `speaker` is None where nobody could be told."""

    kind: str
    speaker: Party | None


@dataclass(frozen=True, slots=True)
class ActorClaim:
    """What is said of an actor."""

    kind: str
    name: str
    code: str | None


Claim = EventClaim | QuoteClaim | ActorClaim


@dataclass(frozen=True, slots=True)
class Item:
    """A thing of one article that can be judged.

    `local` is its id in the record, `label` its type (event) or kind. `said` is what the machine says of it,
    `words` are the spans that show it and `sentence` that of the words around them. `rule` are the lexicon
    rows that made an event.
    """

    kind: str
    local: str
    label: str
    place: int
    claim: int
    said: Claim
    words: tuple[Span, ...]
    sentence: Span
    rule: tuple[str, ...] = ()


def items_of(record: ArticleRecord) -> dict[str, Item]:
    """All items of a record by their local id: events, quotes, and actors that the text mentions."""
    met: Counter[int] = Counter()

    def place(*words: object) -> int:
        """The key of a place; the second one of the same words is another place."""
        first = text_key(*words)
        met[first] += 1
        return first if met[first] == 1 else text_key(first, met[first])

    found: list[Item] = []
    actors = {a.id: a for a in record.actors}
    for event in record.events:
        found.append(_event(record, event, actors, place("event", *_event_place(record, event))))
    for quote in record.quotes:
        found.append(_quote(record, quote, actors, place("quote", _words(record, [quote.span]))))
    for actor in record.actors:
        if actor.mentions:
            found.append(_actor(record, actor, place("actor", actor.name)))
    return {item.local: item for item in found}


def nearest(spans: Iterable[Span], to: Span) -> Span | None:
    """The span nearest to another one, the earlier if two are as near; None of none."""
    return min(spans, key=lambda s: (max(s[0] - to[1], to[0] - s[1], 0), s[0]), default=None)


def event_parties(record: ArticleRecord, event: Event, side: str) -> Iterator[Party]:
    """The sources or targets of an event, each at the words that bear witness to it, or nearest to them."""
    actors = {a.id: a for a in record.actors}
    shown: Sequence[Span] = getattr(event.witness, side)
    at = event.witness.trigger[0] if event.witness.trigger else event.sentence
    for local in getattr(event, side):
        if local in actors:
            actor = actors[local]
            span = _witnessed(actor, shown, at)
            if span is not None:
                yield Party(record.text[slice(*span)], span, actor.code)


def _witnessed(actor: Actor, shown: Sequence[Span], at: Span) -> Span | None:
    own = [s for s in shown if any(s[0] < m[1] and m[0] < s[1] for m in actor.mentions)]
    return nearest(own or actor.mentions, at)


def _event(record: ArticleRecord, event: Event, actors: dict[str, Actor], place: int) -> Item:
    said = EventClaim(
        event.type,
        event.modality,
        event.negated,
        tuple(event_parties(record, event, "source")),
        tuple(event_parties(record, event, "target")),
    )
    codes = [
        ",".join(actors[a].code or "" for a in side if a in actors) for side in (event.source, event.target)
    ]
    witnesses = [_words(record, getattr(event.witness, field)) for field in EVENT_FIELDS]
    coded = (event.type, event.mode, event.cameo, event.modality, event.negated)
    words = event.witness.trigger or (event.sentence,)
    claim = text_key(*coded, *codes, *witnesses)
    return Item("event", event.id, event.type, place, claim, said, words, event.sentence, event.rule)


def _event_place(record: ArticleRecord, event: Event) -> tuple[str, str]:
    return _words(record, [event.sentence]), _words(record, event.witness.trigger)


def _quote(record: ArticleRecord, quote: Quote, actors: dict[str, Actor], place: int) -> Item:
    speaker = actors.get(quote.speaker or "")
    party = None
    if speaker is not None:
        at = quote.cue or quote.span
        span = quote.speaker_span or nearest(speaker.mentions, at)
        party = Party(record.text[slice(*span)], span, speaker.code) if span else None
    cue = _words(record, [quote.cue] if quote.cue else [])
    who = (speaker.name, speaker.code) if speaker else (None, None)
    claim = text_key(quote.kind, *who, cue, party.words if party else None)
    said = QuoteClaim(quote.kind, party)
    return Item("quote", quote.id, quote.kind, place, claim, said, (quote.span,), quote.span)


def _actor(record: ArticleRecord, actor: Actor, place: int) -> Item:
    mentions = sorted(_words(record, [span]) for span in actor.mentions)
    claim = text_key(actor.kind, actor.code, actor.role, *mentions)
    said = ActorClaim(actor.kind, actor.name, actor.code)
    first = actor.mentions[0]
    around = next((s for s in record.sentences if s[0] <= first[0] < s[1]), first)
    return Item("actor", actor.id, actor.kind, place, claim, said, actor.mentions, around)


def _words(record: ArticleRecord, spans: Iterable[Span]) -> str:
    return " … ".join(record.text[start:end] for start, end in spans)
