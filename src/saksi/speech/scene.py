"""One article laid out for reading speech: quoted regions, units of prose, who stands where."""

from __future__ import annotations

import bisect
import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace

from saksi.cleaning.article import Article
from saksi.language.analysis import Analysis, Sentence, Token
from saksi.records import Span
from saksi.reference.mentions import Mention, Reference
from saksi.speech.lexicon import SpeechLexicon
from saksi.speech.marks import Region, quoted_regions

PERSON_KINDS = ("person", "unnamed")
_ENDS = ".!?…"
_COMMAS = ",;"
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or several that a quotation holds together: half-open token range."""

    first: int
    last: int
    paragraph: int
    headline: bool = False


class Scene:
    """The article's analysis and reference with its quoted regions and units.

    `regions` are the outermost quoted regions in text order; `region_at[i]` is the number of the one
    that holds token `i`, or -1; `person_tokens` stand in names of persons.
    """

    def __init__(
        self, article: Article, analysis: Analysis, reference: Reference, lexicon: SpeechLexicon
    ) -> None:
        self.article = article
        self.analysis = analysis
        self.reference = reference
        self.lexicon = lexicon
        self.tokens = analysis.tokens
        self._starts = [t.start for t in analysis.tokens]
        self._all_regions = quoted_regions(analysis.text, article.paragraphs)
        self._all_starts = [r.start for r in self._all_regions]
        self._dates = sorted(reference.date_mentions, key=lambda m: m.first)
        self._date_firsts = [m.first for m in self._dates]
        self._places = sorted(reference.place_mentions, key=lambda m: m.first)
        self._place_firsts = [m.first for m in self._places]
        self._actors = sorted(reference.actor_mentions, key=lambda m: m.first)
        self._actor_firsts = [m.first for m in self._actors]
        self._first_seen: dict[str, int] = {}
        for mention in self._actors:
            self._first_seen.setdefault(mention.ref, mention.first)
        self.person_tokens = frozenset(
            i for e in analysis.entities if e.label == "PER" for i in range(e.first, e.last)
        )
        self._sentence_starts = [s.first for s in analysis.sentences]
        self._lay_out(tuple(r for r in self._all_regions if r.depth == 0), 0, len(self.tokens))

    def _lay_out(self, regions: tuple[Region, ...], first: int, last: int) -> None:
        """Sets the regions that count, and the units of the token range."""
        self.regions = regions
        self._region_starts = [r.start for r in regions]
        self.region_at = self._regions_of_tokens()
        self.units = self._units(first, last)
        self._unit_starts = [u.first for u in self.units]

    def within(self, content: Span) -> Scene:
        """The scene as the words of a quote make it: its units end where the content ends, and only
        the quotation marks inside it count. There single marks do the work of double ones.
        """
        low = bisect.bisect_left(self._all_starts, content[0])
        high = bisect.bisect_left(self._all_starts, content[1])
        regions: list[Region] = []
        for region in self._all_regions[low:high]:
            whole = (region.start, region.end) == content
            if whole or region.end > content[1] or (regions and region.end <= regions[-1].end):
                continue
            regions.append(replace(region, single=region.single and region.depth == 0))
        inner = copy.copy(self)
        inner._lay_out(tuple(regions), *self.token_range(content))
        return inner

    def token_from(self, offset: int) -> int:
        """Index of the first token that starts at or after `offset` (may be one past the last)."""
        return bisect.bisect_left(self._starts, offset)

    def token_range(self, span: Span) -> tuple[int, int]:
        """Half-open range of the tokens that start within the span."""
        return self.token_from(span[0]), self.token_from(span[1])

    def mention_at(self, i: int) -> Mention | None:
        """The actor mention that holds token `i`."""
        mention = self.reference.actor_at(i)
        return mention if mention is not None and mention.first <= i < mention.last else None

    def kind_of(self, mention: Mention) -> str:
        """Kind of the mentioned actor: person, unnamed, organisation, state or group."""
        return self.reference.actor(mention.ref).kind

    def regions_from(self, start: int, end: int) -> tuple[Region, ...]:
        """Quoted regions whose words begin in the span of text."""
        low = bisect.bisect_left(self._region_starts, start)
        return self.regions[low : bisect.bisect_left(self._region_starts, end)]

    def region_before(self, offset: int) -> Region | None:
        """The last quoted region whose words begin before the offset."""
        at = bisect.bisect_left(self._region_starts, offset)
        return self.regions[at - 1] if at else None

    def dates_in(self, first: int, last: int) -> list[Mention]:
        """Date mentions that begin in the token range, in text order."""
        low = bisect.bisect_left(self._date_firsts, first)
        return self._dates[low : bisect.bisect_left(self._date_firsts, last)]

    def places_in(self, first: int, last: int) -> list[Mention]:
        """Place mentions that begin in the token range, in text order."""
        low = bisect.bisect_left(self._place_firsts, first)
        return self._places[low : bisect.bisect_left(self._place_firsts, last)]

    def in_date(self, i: int) -> bool:
        """Whether token `i` stands in a date."""
        at = bisect.bisect_right(self._date_firsts, i)
        return at > 0 and i < self._dates[at - 1].last

    def mentions_before(self, i: int) -> Iterator[Mention]:
        """Actor mentions that begin before token `i`, nearest first."""
        for at in range(bisect.bisect_left(self._actor_firsts, i) - 1, -1, -1):
            yield self._actors[at]

    def seen_before(self, mention: Mention) -> bool:
        """Whether the mention's actor was mentioned earlier."""
        return self._first_seen.get(mention.ref, mention.first) < mention.first

    def is_person(self, mention: Mention) -> bool:
        """Whether a human being is meant, named or not."""
        return self.kind_of(mention) in PERSON_KINDS

    def is_mark(self, i: int) -> bool:
        """Whether the token is nothing but a quotation mark."""
        return all(c in "\"'“”„‘’«»″" for c in self.tokens[i].text)

    def is_comma(self, i: int) -> bool:
        """Whether the token is a comma or semicolon."""
        return self.tokens[i].text in _COMMAS

    def ends_sentence(self, i: int) -> bool:
        """Whether the token is a final mark."""
        return self.tokens[i].text[:1] in _ENDS and not self.tokens[i].text.isalnum()

    def is_punctuation(self, i: int) -> bool:
        """Whether the token holds neither letter nor digit."""
        return not any(c.isalnum() for c in self.tokens[i].text)

    def glued(self, i: int) -> bool:
        """Whether token `i` follows the one before it without a space."""
        return i > 0 and self.tokens[i].start == self.tokens[i - 1].end

    def is_adposition(self, token: Token) -> bool:
        """Whether the token opens a prepositional phrase."""
        return token.upos == "ADP" or self.lexicon.role(token.lower, "opener")

    def unit_of(self, i: int) -> Unit:
        """The unit that holds token `i`."""
        return self.units[max(bisect.bisect_right(self._unit_starts, i) - 1, 0)]

    def _regions_of_tokens(self) -> list[int]:
        owner = [-1] * len(self.tokens)
        for number, region in enumerate(self.regions):
            for i in range(*self.token_range((region.start, region.end))):
                owner[i] = number
        return owner

    def _units(self, start: int, stop: int) -> tuple[Unit, ...]:
        """Sentences of the token range, joined where quotation or attribution runs over a border."""
        headline = self.article.headline
        units: list[Unit] = []
        low = max(bisect.bisect_right(self._sentence_starts, start) - 1, 0)
        for sentence in self.analysis.sentences[low:]:
            if sentence.first >= stop:
                break
            first, last = max(sentence.first, start), min(sentence.last, stop)
            if first >= last:
                continue
            title = headline is not None and headline[0] <= sentence.start < headline[1]
            title = title or self._subhead(sentence)
            if units and self._joined(first):
                before = units.pop()
                units.append(Unit(before.first, last, before.paragraph, before.headline))
            else:
                units.append(Unit(first, last, sentence.paragraph, title))
        return tuple(units)

    def _subhead(self, sentence: Sentence) -> bool:
        """Whether the sentence is a line in Title Case between paragraphs, written as headlines are."""
        last = self.tokens[sentence.last - 1]
        # Letter by letter: to cut the text here would copy all of it for every sentence.
        text, before, after = self.analysis.text, sentence.start - 1, sentence.end
        while before >= 0 and text[before] == " ":
            before -= 1
        while after < len(text) and text[after] == " ":
            after += 1
        alone = before >= 0 and text[before] == "\n" and text[after : after + 1] == "\n"
        if self.ends_sentence(last.i) or not alone:
            return False
        words = [t.text for t in self.tokens[sentence.first : sentence.last] if len(t.text) > _SHORT]
        return len(words) > _SHORT and all(w[0].isupper() or not w[0].isalpha() for w in words)

    def _joined(self, first: int) -> bool:
        """Whether the sentence that begins at `first` belongs to the one before it."""
        before = self.tokens[first - 1]
        here = self.tokens[first]
        if self.region_at[first] >= 0 and self.region_at[first] == self.region_at[first - 1]:
            return True
        region = self.region_before(here.start)
        if region is not None:
            start, end = region.outer
            if start < here.start < end and start <= before.start:
                return True
        # `... ." kata Budi`: the attribution after the mark is no sentence of its own.
        after_mark = self.is_mark(first - 1) or (region is not None and region.outer[1] == before.end)
        same = "\n" not in self.analysis.text[before.end : here.start]
        return after_mark and same and here.text[:1].islower()
