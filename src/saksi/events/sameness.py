"""What speaks for or against two drafts' telling the same event: clues for the judge.

News tells an event in the headline, in the lead, in a quote and again as the ground of the next step, with
other words and by other names. Only drafts of one type are compared. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from saksi.events.clues import Candidate
from saksi.events.drafts import root_of
from saksi.events.lexicon import NOUN
from saksi.events.nearby import Nearby
from saksi.events.parties import Party
from saksi.language.analysis import Sentence
from saksi.records import Span
from saksi.reference.mentions import Mention

CONTENT = frozenset({"NOUN", "PROPN", "VERB"})
# Paragraphs between two tellings that stand near each other, and far.
NEAR, FAR = 1, 6
# Shared content words are told in fifths of the shorter sentence, up to three.
FIFTHS, MOST = 5, 3


@dataclass(frozen=True)
class Identity:
    """How parties are compared: their actor codes, and whether a party is called by a name."""

    code: Callable[[Party], str]
    named: Callable[[Party], bool]


@dataclass(frozen=True)
class Sameness:
    """Compares candidates of one article; `headline` is its span."""

    nearby: Nearby
    identity: Identity
    date_mentions: Sequence[Mention]
    place_mentions: Sequence[Mention]
    headline: Span | None

    def clues(self, first: Candidate, second: Candidate) -> frozenset[str]:
        """All clues of two candidates of one type, the earlier in the text first."""
        (one, here), (other, there) = first, second
        kind = one.type
        found = {f"type {kind}", *self._codes(first, second)}
        for side, mine, theirs in (
            ("source", one.source, other.source),
            ("target", one.target, other.target),
        ):
            clue = f"{side} {self._side(mine, theirs)}"
            found |= {clue, f"{clue} & {kind}"}
        real = [d.mood.modality or "happened" for d in (one, other)]
        found.add("same mood" if real[0] == real[1] else "other mood")
        if one.mood.negated != other.mood.negated:
            found.add("only one negated")
        found.update(self._places(here, there))
        if one.hit.kind == NOUN:
            found.add("first is a noun")
        if other.hit.kind == NOUN:
            found.add("second is a noun")
        found.update(self._circumstances(first, second))
        return frozenset(found)

    def _codes(self, first: Candidate, second: Candidate) -> Iterator[str]:
        one, other = first[0], second[0]
        if one.cameo == other.cameo:
            yield "same code"
        else:
            yield "near code" if one.cameo[:2] == other.cameo[:2] else "far code"
        root = "same root" if root_of(one) == root_of(other) else "other root"
        yield root
        yield f"{root} & {one.type}"

    def _side(self, mine: Sequence[Party], theirs: Sequence[Party]) -> str:
        if not mine or not theirs:
            return "on one only" if mine or theirs else "on neither"
        if {p.ref for p in mine} & {p.ref for p in theirs}:
            return "shared"
        if any(map(self.identity.named, mine)) and any(map(self.identity.named, theirs)):
            return "by other names"
        codes = [{self.identity.code(p) for p in parties} for parties in (mine, theirs)]
        countries = [{code[:3] for code in side} for side in codes]
        return "of one country" if countries[0] & countries[1] else "differs"

    def _places(self, here: Sentence, there: Sentence) -> Iterator[str]:
        between = abs(here.paragraph - there.paragraph)
        if here == there:
            yield "in one sentence"
        elif between <= NEAR:
            yield "near each other"
        elif between >= FAR:
            yield "far apart"
        if self.headline is not None and min(here.start, there.start) < self.headline[1]:
            yield "one in the headline"

    def _circumstances(self, first: Candidate, second: Candidate) -> Iterator[str]:
        (one, here), (other, there) = first, second
        dates = [
            self.nearby.nearest(self.date_mentions, draft.hit.first, sentence, in_place=False)
            for draft, sentence in (first, second)
        ]
        if dates[0] and dates[1]:
            yield "same date" if dates[0].ref == dates[1].ref else "other date"
        scenes = [
            self.nearby.nearest(self.place_mentions, draft.hit.first, sentence, in_place=True)
            for draft, sentence in (first, second)
        ]
        if scenes[0] and scenes[1]:
            yield "same place" if scenes[0].ref == scenes[1].ref else "other place"
        tokens = self.nearby.analysis.tokens
        if one.topic is not None and other.topic is not None:
            yield "same topic" if tokens[one.topic].root == tokens[other.topic].root else "other topic"
        words = [self._words[here.first], self._words[there.first]]
        shared = FIFTHS * len(words[0] & words[1]) // max(1, min(map(len, words)))
        yield f"shared words, in fifths: {min(MOST, shared)}"
        quotes = [self.nearby.quote_at(draft.trigger[0][0]) for draft in (one, other)]
        if quotes[0] and quotes[1]:
            same = quotes[0].quote.speaker == quotes[1].quote.speaker
            yield "same speaker" if same else "other speaker"

    @cached_property
    def _words(self) -> Mapping[int, frozenset[str]]:
        """The roots of each sentence's content words, by the sentence's first token."""
        analysis = self.nearby.analysis
        return {
            s.first: frozenset(t.root for t in analysis.tokens[s.first : s.last] if t.upos in CONTENT)
            for s in analysis.sentences
        }
