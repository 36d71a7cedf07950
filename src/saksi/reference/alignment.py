"""From spans of the text to tokens of the analysis."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from saksi.language.analysis import Analysis
from saksi.records import Span
from saksi.reference.mentions import Mention


class Alignment:
    """Finds the tokens that lie under a span; built once for an analysis."""

    def __init__(self, analysis: Analysis) -> None:
        self._tokens = analysis.tokens
        self._starts = [t.start for t in analysis.tokens]
        self._ends = [t.end for t in analysis.tokens]

    def tokens(self, span: Span) -> tuple[int, int] | None:
        """Half-open range of the tokens that overlap `span`, or None if there are none."""
        first = bisect_right(self._ends, span[0])
        last = bisect_left(self._starts, span[1])
        return (first, last) if first < last else None

    def head(self, first: int, last: int) -> int:
        """The token of the half-open range whose head lies outside it (the first such)."""
        for token in self._tokens[first:last]:
            if token.head == token.i or not first <= token.head < last:
                return token.i
        return first

    def mention(self, ref: str, span: Span, form: str) -> Mention | None:
        """A mention of `ref` by the words under `span`; None where no token lies (a dateline)."""
        found = self.tokens(span)
        if found is None:
            return None
        return Mention(ref, span, self.head(*found), *found, form)
