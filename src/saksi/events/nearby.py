"""Where and when: the place or date of a sentence that stands nearest to a word."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from saksi.language.analysis import Analysis, Sentence
from saksi.records import Span
from saksi.reference.mentions import Mention
from saksi.speech.findings import QuoteFinding

LOCATIVE = frozenset({"di", "ke", "dari", "dekat", "sekitar", "pada", "menuju", "antara"})
# A mention before the word must stand so much nearer than one behind it.
BEFORE = 3


@dataclass(frozen=True)
class Nearby:
    """Looks around words of one article; attributions ("kata X di Y, Senin") tell of the saying only."""

    analysis: Analysis
    quotes: Sequence[QuoteFinding]

    def nearest(
        self, mentions: Sequence[Mention], i: int, sentence: Sentence, *, in_place: bool
    ) -> Mention | None:
        """The mention of the sentence nearest to token `i`; `in_place`: behind a preposition of place."""
        best: tuple[int, Mention] | None = None
        for mention in self._of_sentence(mentions, sentence):
            if self.attributed(mention.span):
                continue
            if in_place and not self._locative(mention):
                continue
            distance = abs(mention.first - i) + (0 if mention.first > i else BEFORE)
            if best is None or distance < best[0]:
                best = (distance, mention)
        return best[1] if best else None

    def _of_sentence(self, mentions: Sequence[Mention], sentence: Sentence) -> Sequence[Mention]:
        """Those of the mentions that begin in the sentence, in their order."""
        kept = self._by_first.get(id(mentions))
        if kept is None or kept[0] is not mentions:
            by_sentence: dict[int, list[Mention]] = defaultdict(list)
            for mention in mentions:
                by_sentence[self.analysis.sentence_of(mention.first).first].append(mention)
            # The mentions are kept beside their index, so that no other object can take their identity.
            kept = self._by_first[id(mentions)] = mentions, by_sentence
        return kept[1].get(sentence.first, ())

    @cached_property
    def _by_first(self) -> dict[int, tuple[Sequence[Mention], Mapping[int, Sequence[Mention]]]]:
        return {}

    def _locative(self, mention: Mention) -> bool:
        for i in range(mention.first - 1, max(-1, mention.first - 5), -1):
            token = self.analysis.tokens[i]
            if token.upos == "ADP":
                return token.lower in LOCATIVE
            if token.upos in {"VERB", "PUNCT"}:
                return False
        return False

    def attributed(self, span: Span) -> bool:
        """Whether the words stand in the attribution of a quote."""
        near = self._attributions.get(self.bucket(span[0]), ())
        return any(q.attribution[0] <= span[0] < q.attribution[1] for q in near if q.attribution)

    def quote_at(self, start: int) -> QuoteFinding | None:
        """The innermost quote whose content holds offset `start`."""
        near = self._contents.get(self.bucket(start), ())
        inside = [q for q in near if q.content[0] <= start < q.content[1]]
        return min(inside, key=lambda q: q.content[1] - q.content[0]) if inside else None

    # Quotes by the sentences that they touch: a long article asks for few of its many quotes at a time.

    @cached_property
    def _contents(self) -> Mapping[int, Sequence[QuoteFinding]]:
        return self._by_sentence(lambda quote: quote.content)

    @cached_property
    def _attributions(self) -> Mapping[int, Sequence[QuoteFinding]]:
        return self._by_sentence(lambda quote: quote.attribution)

    def _by_sentence(
        self, span_of: Callable[[QuoteFinding], Span | None]
    ) -> Mapping[int, Sequence[QuoteFinding]]:
        found: dict[int, list[QuoteFinding]] = defaultdict(list)
        for quote in self.quotes:
            if (span := span_of(quote)) is not None and span[0] < span[1]:
                for bucket in range(self.bucket(span[0]), self.bucket(span[1] - 1) + 1):
                    found[bucket].append(quote)
        return found

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [sentence.start for sentence in self.analysis.sentences]

    def bucket(self, offset: int) -> int:
        """The number of the last sentence that begins at or before the offset, -1 if none does."""
        return bisect_right(self._starts, offset) - 1
