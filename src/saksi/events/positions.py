"""Positions: what an actor last said that it wants, accepts, refuses or does about an issue.

An issue is named in the article's own words. Who refuses or keeps silent without saying what about
stands to the issue on the table: the last demand on him, or the last issue raised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from saksi.events.answers import DENY, sides
from saksi.events.drafts import EventFinding
from saksi.events.issues import issue_phrase, issue_terms
from saksi.language.analysis import Analysis
from saksi.lexicons.load import Lexicons
from saksi.records import Event, Position, Span
from saksi.reference.mentions import Reference
from saksi.speech.findings import QuoteFinding

STANCES = {
    ("REQUEST", "demanded"): "demands",
    ("SUPPORT", "happened"): "supports",
    ("SUPPORT", "offered"): "supports",
    ("AGREE", "offered"): "offers",
    ("AGREE", "agreed"): "accepts",
    ("AGREE", "planned"): "offers",
    ("AGREE", "happened"): "accepts",
    ("REJECT", "happened"): "refuses",
    ("THREATEN", "threatened"): "threatens",
}
# CAMEO 032: express intent to support a policy; what is promised there is support.
PROMISED_SUPPORT = "032"
# Stances that put an issue on the table, to which others then answer.
RAISING = frozenset({"demands", "offers", "supports"})


@dataclass(slots=True)
class _Issue:
    """An issue with the roots of its content words and the token ranges that name it in the article."""

    words: frozenset[str]
    phrases: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Held:
    """Who stands how to which issue, and where it is said."""

    actor: str
    stance: str
    issue: _Issue
    event: Event


def find_positions(
    analysis: Analysis,
    reference: Reference,
    findings: Sequence[EventFinding],
    quotes: Sequence[QuoteFinding],
    lexicons: Lexicons,
    headline: Span | None = None,
) -> tuple[Position, ...]:
    """Positions in text order, one for each actor, issue and stance (the last said stands)."""
    purposes = frozenset(r["word"] for r in lexicons.table("clause_links") if r["kind"] == "purpose")
    issues: list[_Issue] = []
    raised: list[tuple[Event, _Issue]] = []
    held: dict[tuple[str, int, str], _Held] = {}
    for finding in findings:
        event = finding.event
        stance = _stance(event)
        if stance is None or not event.source:
            continue
        issue = _standing_issue(reference, event, stance, raised)
        if issue is None:
            phrase = issue_phrase(analysis, reference, finding, purposes)
            issue = _own_issue(analysis, phrase, issues) if phrase is not None else None
        if issue is None:
            continue
        if stance in RAISING:
            raised.append((event, issue))
        for actor in event.source:
            held[(actor, id(issue), stance)] = _Held(actor, stance, issue, event)
    said = _SaidOn(quotes)
    return tuple(_position(analysis, h, said, headline) for h in held.values())


class _SaidOn:
    """The day on which a quote was said: its own, or that of another quote of the same speaker."""

    def __init__(self, quotes: Sequence[QuoteFinding]) -> None:
        self._own = {q.quote.id: (q.quote.date, q.quote.speaker) for q in quotes}
        self._of: dict[str, str] = {}
        for found in quotes:
            if found.quote.date is not None and found.quote.speaker is not None:
                self._of.setdefault(found.quote.speaker, found.quote.date)

    def day(self, event: Event, actor: str) -> str | None:
        """The date id for an actor's stand by an event, None if the article does not tell."""
        date, speaker = self._own.get(event.quote or "", (None, None))
        if speaker != actor:
            return event.date or date
        return date or self._of.get(actor) or event.date


def _position(analysis: Analysis, held: _Held, said: _SaidOn, headline: Span | None) -> Position:
    event = held.event
    spans = tuple(sorted({*event.witness.trigger, *event.witness.negated, *event.witness.source}))
    first, last = _fullest(analysis, held.issue, headline)
    start, end = analysis.span(first, last)
    return Position(
        actor=held.actor,
        issue=analysis.text[start:end],
        stance=held.stance,
        event=event.id,
        witness=spans,
        terms=tuple(sorted(issue_terms(analysis, first, last))),
        quote=event.quote,
        date=said.day(event, held.actor),
    )


def _fullest(analysis: Analysis, issue: _Issue, headline: Span | None) -> tuple[int, int]:
    """The article's fullest words for an issue, the body's before the headline's."""
    spans = {phrase: analysis.span(*phrase) for phrase in issue.phrases}
    body = [p for p in issue.phrases if headline is None or spans[p][0] >= headline[1]]
    return max(body or issue.phrases, key=lambda p: spans[p][1] - spans[p][0])


def _stance(event: Event) -> str | None:
    if event.cameo == "010" and event.negated:
        return "silent"
    if event.negated or event.cameo == DENY:
        # A denial answers an accusation (see saksi.events.answers); it is no stand on an issue.
        return None
    if event.type == "AGREE" and event.cameo == PROMISED_SUPPORT:
        return "supports"
    return STANCES.get((event.type, event.modality))


def _standing_issue(
    reference: Reference, event: Event, stance: str, raised: Sequence[tuple[Event, _Issue]]
) -> _Issue | None:
    """The issue on the table for one who refuses a demand or keeps silent on what was put to him."""
    if stance not in {"refuses", "silent"}:
        return None
    own = sides(reference, event.source)
    for earlier, issue in reversed(raised):
        answers = earlier.type == "REQUEST" or stance == "silent"
        if answers and own & sides(reference, earlier.target):
            return issue
    if stance == "silent" and raised and raised[-1][0].type == "REQUEST":
        return raised[-1][1]
    return None


def _own_issue(analysis: Analysis, phrase: tuple[int, int], issues: list[_Issue]) -> _Issue | None:
    """The issue that the words name: an earlier one if they share most content words, else a new one."""
    words = issue_terms(analysis, *phrase)
    if not words:
        return None
    for issue in issues:
        if len(words & issue.words) * 2 > min(len(words), len(issue.words)):
            issue.phrases.append(phrase)
            return issue
    issue = _Issue(words, [phrase])
    issues.append(issue)
    return issue
