"""Links between clauses: words such as usai, karena, untuk, and what they say of the event behind them."""

from __future__ import annotations

from dataclasses import dataclass

from saksi.events.lexicon import NOUN, EventLexicon
from saksi.events.triggers import Hit
from saksi.language.analysis import Analysis

# Links behind which a clause tells another event, not what an operator before them is about.
APART = frozenset({"after", "before", "while", "beside", "cause", "contrast"})
# Links whose clause sets the time of another event: what was about to happen then threatens nobody.
TIMING = frozenset({"after", "before", "while"})
# Kinds that open no clause: what is used for something, and what a verb bears before it.
NO_OPENERS = frozenset({"instrument", "preverb"})
# Words between an instrument verb and the untuk-clause that tells what it was for.
INSTRUMENT_REACH = 6


@dataclass(frozen=True)
class ClauseLinks:
    """Finds the links (table clause_links) around the triggers of one article."""

    analysis: Analysis
    lexicon: EventLexicon

    def kind(self, j: int) -> str:
        """The kind of link that token `j` is, "" if none; *saat ini* is a time of its own."""
        kind = self.lexicon.links.get(self.analysis.tokens[j].lower, "")
        after = self.analysis.tokens[j + 1].lower if j + 1 < len(self.analysis.tokens) else ""
        return "" if kind in NO_OPENERS or after in {"ini", "itu"} else kind

    def before(self, hit: Hit) -> int | None:
        """The link that opens the trigger's clause: the nearest before it, no mark or other verb between."""
        sentence = self.analysis.sentence_of(hit.first)
        for j in range(hit.first - 1, sentence.first - 1, -1):
            token = self.analysis.tokens[j]
            if self.kind(j):
                return j
            if token.upos not in {"VERB", "PUNCT"} or token.lower in self.lexicon.cues:
                continue
            if hit.kind != NOUN or token.lower not in self.lexicon.light:
                return None
        return None

    def timed(self, hit: Hit) -> bool:
        """Whether the trigger stands in a clause or phrase that tells when (saat akan dibunuh)."""
        link = self.before(hit)
        return link is not None and self.kind(link) in TIMING

    def purpose(self, hit: Hit) -> int | None:
        """The *untuk* of the trigger's clause, unless it tells what an instrument was used for.

        "Polisi menggunakan gas air mata untuk membubarkan massa": the crowd was dispersed.
        """
        mark = self.before(hit)
        if mark is None or self.kind(mark) != "purpose":
            return None
        first = max(self.analysis.sentence_of(mark).first, mark - INSTRUMENT_REACH)
        used = (self.lexicon.links.get(t.lower) == "instrument" for t in self.analysis.tokens[first:mark])
        return None if any(used) else mark

    def parted(self, hit: Hit, candidate: Hit) -> bool:
        """Whether a link between the two opens a clause of time, cause or contrast (usai, karena, meski)."""
        return any(self.kind(j) in APART for j in range(hit.last, candidate.first))
