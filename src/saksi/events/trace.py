"""What the coder decided on the way to its events, and why.

The layers note their own decisions as they take them: `Trace` keeps none, so that reading news pays nothing
for it, `Account` keeps them all, for `saksi explain`. There is no second way of coding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from saksi.language.analysis import Analysis
from saksi.records import Span

# Lexicon table and key of a row (frames_conflict:serang-1), as records name it.
Rule = str
Detail = Mapping[str, tuple[str, ...] | tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Step:
    """One decision about some words, in the order in which it was taken.

    `stage` says what was decided, `reason` why (both are keys of the message catalogue); `words` are spans of
    the text, `rules` the lexicon rows that decided; `detail` holds spans of the text or names, by role.
    """

    stage: str
    words: tuple[Span, ...]
    reason: str = ""
    rules: tuple[Rule, ...] = ()
    detail: Detail = field(default_factory=dict)


class Trace:
    """Takes note of decisions and forgets them."""

    def begin(self, analysis: Analysis) -> None:
        """Takes note of the article that is coded."""

    def note(
        self,
        stage: str,
        words: tuple[Span, ...],
        reason: str = "",
        rules: tuple[Rule, ...] = (),
        detail: Detail | None = None,
    ) -> None:
        """Takes note of a decision; see `Step`."""


class Account(Trace):
    """Keeps every decision in order."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.analysis: Analysis | None = None

    def begin(self, analysis: Analysis) -> None:
        """Keeps the article's words and trees."""
        self.analysis = analysis

    def note(
        self,
        stage: str,
        words: tuple[Span, ...],
        reason: str = "",
        rules: tuple[Rule, ...] = (),
        detail: Detail | None = None,
    ) -> None:
        """Keeps a decision; see `Step`."""
        self.steps.append(Step(stage, words, reason, rules, detail or {}))


UNTRACED = Trace()
