"""Sizes: how many died, were hurt, are missing, fled, were arrested; how many houses; how large the crowd.

Each with its bounds, the words that carry it, who says so, and the event, place and date it belongs to.
What is only planned, demanded, threatened or imagined, and what is denied, has no size.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from saksi.events.counting import Counted, Counting
from saksi.events.guards import Guards
from saksi.events.lexicon import EventLexicon, compile_events
from saksi.events.modality import mood_of
from saksi.events.nearby import Nearby
from saksi.events.numbers import number_words
from saksi.events.size_words import size_words
from saksi.language.analysis import Analysis, Sentence
from saksi.lexicons.load import Lexicons
from saksi.records import Event, Size, SizeWitness, Span
from saksi.reference.mentions import Reference
from saksi.speech.findings import QuoteFinding

UNREAL = frozenset({"planned", "offered", "agreed", "demanded", "threatened", "hypothetical"})
# Types that speak of deeds which this event does not do: a denial, a demand, a threat, a promise.
UNDONE = frozenset({"REJECT", "REQUEST", "THREATEN", "AGREE"})
# The events whose size a kind can be, where no trigger says so itself.
SIZED = {
    "dead": frozenset({"ASSAULT"}),
    "injured": frozenset({"ASSAULT"}),
    "arrested": frozenset({"COERCE"}),
    "houses": frozenset({"ASSAULT", "COERCE"}),
    "crowd": frozenset({"PROTEST"}),
}


@dataclass(frozen=True)
class _Finder:
    analysis: Analysis
    reference: Reference
    events: Sequence[Event]
    nearby: Nearby
    lexicon: EventLexicon

    def real(self, counted: Counted) -> bool:
        """Whether the text says of those counted that it happened."""
        if counted.word is None or counted.low == counted.high == 0:
            return True
        mood = mood_of(self.analysis, counted.word[0], self.lexicon)
        event = self._told_by(self._span(counted.word))
        if event is not None and (event.type in UNDONE or event.negated or event.modality in UNREAL):
            return False
        return not mood.negated and mood.modality not in UNREAL

    def size(self, name: str, counted: Counted, sentence: Sentence) -> Size:
        number, unit = self._span(counted.number), self._span(counted.unit)
        word = self._span(counted.word)
        spans = (*number, *unit, *word)
        event = self._event(counted.kind, word or number, (sentence.start, sentence.end))
        place, date = event.place if event else None, event.date if event else None
        at = counted.number[0]
        where = self.nearby.nearest(self.reference.place_mentions, at, sentence, in_place=True)
        when = self.nearby.nearest(self.reference.date_mentions, at, sentence, in_place=False)
        quote = self.nearby.quote_at(number[0][0])
        return Size(
            id=name,
            kind=counted.kind,
            low=counted.low,
            high=counted.high,
            unit=counted.counted or "person",
            span=(min(s for s, _ in spans), max(e for _, e in spans)),
            witness=SizeWitness(number, unit, word),
            speaker=quote.quote.speaker if quote else None,
            quote=quote.quote.id if quote else None,
            event=event.id if event else None,
            place=place or (where.ref if where else None),
            date=date or (when.ref if when else None),
        )

    def _span(self, tokens: tuple[int, int] | None) -> tuple[Span, ...]:
        return () if tokens is None else (self.analysis.span(*tokens),)

    def _event(self, kind: str, words: Sequence[Span], sentence: Span) -> Event | None:
        """The event whose trigger the words are, else the only one of the sentence that has such a size."""
        told = self._told_by(words)
        here = self._by_sentence.get(sentence, ())
        fitting = [e for e in here if e.type in SIZED.get(kind, ()) and not e.negated]
        return told or (fitting[0] if len(fitting) == 1 else None)

    def _told_by(self, words: Sequence[Span]) -> Event | None:
        """The event whose trigger the words are."""
        if not words:
            return None
        # A trigger and the words of a size stand in one sentence each.
        buckets = {self.nearby.bucket(offset) for s, e in words for offset in (s, max(s, e - 1))}
        near = sorted({n for bucket in buckets for n in self._triggered.get(bucket, ())})
        for event in (self.events[n] for n in near):
            if any(s < end and start < e for s, e in words for start, end in event.witness.trigger):
                return event
        return None

    @cached_property
    def _triggered(self) -> Mapping[int, Sequence[int]]:
        """Of each sentence, the numbers of the events with a trigger in it."""
        found: dict[int, list[int]] = defaultdict(list)
        for n, event in enumerate(self.events):
            for start, end in event.witness.trigger:
                for bucket in range(self.nearby.bucket(start), self.nearby.bucket(end - 1) + 1):
                    found[bucket].append(n)
        return found

    @cached_property
    def _by_sentence(self) -> Mapping[Span, Sequence[Event]]:
        found: dict[Span, list[Event]] = defaultdict(list)
        for event in self.events:
            found[event.sentence].append(event)
        return found


@lru_cache(maxsize=4)
def _people(lexicons: Lexicons) -> frozenset[str]:
    """Single nouns that mean persons or groups of them."""
    rows = (row for row in lexicons.table("agents") if row["kind"] in {"person", "group"})
    return frozenset(row["words"] for row in rows if " " not in row["words"])


def find_sizes(
    analysis: Analysis,
    reference: Reference,
    quotes: Sequence[QuoteFinding],
    events: Sequence[Event],
    lexicons: Lexicons,
) -> tuple[Size, ...]:
    """The sizes of an article in text order, ids n1..; sentences of guarded domains (sport) have none."""
    lexicon = compile_events(lexicons)
    guards = Guards(analysis, lexicons)
    finder = _Finder(analysis, reference, events, Nearby(analysis, quotes), lexicon)
    skipped = frozenset(i for m in reference.date_mentions for i in range(m.first, m.last))
    words, numbers, people = size_words(lexicons), number_words(lexicons), _people(lexicons)
    found: list[Size] = []
    for sentence in analysis.sentences:
        if guards.outside(sentence):
            continue
        counting = Counting(analysis, reference, sentence, words, numbers, people, skipped)
        for counted in counting.counted():
            if finder.real(counted):
                found.append(finder.size(f"n{len(found) + 1}", counted, sentence))
    return tuple(found)
