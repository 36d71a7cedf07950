"""Positions: what an actor last said that it wants, accepts, refuses or does about an issue.

An issue is named in the article's own words. Who refuses or keeps silent without saying what about
stands to the issue on the table: the last demand on him, or the last issue raised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from saksi.events.clauses import INSIDE_NP, NOMINAL
from saksi.events.drafts import EventFinding
from saksi.language.analysis import Analysis
from saksi.language.morphology import root_of
from saksi.records import Event, Position, Span
from saksi.reference.mentions import Reference

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
ISSUE_REACH = 14
# Stances that put an issue on the table, to which others then answer.
RAISING = frozenset({"demands", "offers", "supports"})
COUNTRY = 3


@dataclass(slots=True)
class _Issue:
    """An issue with the content words and phrases that name it in the article."""

    words: frozenset[str]
    phrases: list[Span] = field(default_factory=list)


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
    headline: Span | None = None,
) -> tuple[Position, ...]:
    """Positions in text order, one for each actor, issue and stance (the last said stands)."""
    issues: list[_Issue] = []
    raised: list[tuple[Event, _Issue]] = []
    held: dict[tuple[str, int, str], _Held] = {}
    for finding in findings:
        event = finding.event
        stance = _stance(event)
        if stance is None or not event.source:
            continue
        issue = _standing_issue(reference, event, stance, raised) or _own_issue(analysis, finding, issues)
        if issue is None:
            continue
        if stance in RAISING:
            raised.append((event, issue))
        for actor in event.source:
            held[(actor, id(issue), stance)] = _Held(actor, stance, issue, event)
    return tuple(_position(analysis, h, headline) for h in held.values())


def _position(analysis: Analysis, held: _Held, headline: Span | None) -> Position:
    witness = held.event.witness
    spans = tuple(sorted({*witness.trigger, *witness.negated, *witness.source}))
    return Position(held.actor, _name(analysis, held.issue, headline), held.stance, held.event.id, spans)


def _name(analysis: Analysis, issue: _Issue, headline: Span | None) -> str:
    """The article's fullest words for an issue, the body's before the headline's."""
    body = [s for s in issue.phrases if headline is None or s[0] >= headline[1]]
    start, end = max(body or issue.phrases, key=lambda s: s[1] - s[0])
    return analysis.text[start:end]


def _stance(event: Event) -> str | None:
    if event.cameo == "010" and event.negated:
        return "silent"
    if event.negated:
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
    own = _sides(reference, event.source)
    for earlier, issue in reversed(raised):
        answers = earlier.type == "REQUEST" or stance == "silent"
        if answers and own & _sides(reference, earlier.target):
            return issue
    if stance == "silent" and raised and raised[-1][0].type == "REQUEST":
        return raised[-1][1]
    return None


def _sides(reference: Reference, actors: Sequence[str]) -> set[str]:
    """The actors, and the sides (country with role) that they belong to."""
    known = {a.id: a.code for a in reference.actors}
    return {*actors, *(code for a in actors if (code := known.get(a)) and len(code) > COUNTRY)}


def _own_issue(analysis: Analysis, finding: EventFinding, issues: list[_Issue]) -> _Issue | None:
    """The issue that the event names: an earlier one if they share most content words, else a new one."""
    if finding.topic is None:
        return None
    first, last = _phrase(analysis, finding.topic)
    tokens = analysis.tokens[first:last]
    words = frozenset(root_of(t.lower) for t in tokens if t.upos in NOMINAL or t.upos == "VERB")
    if not words:
        return None
    for issue in issues:
        if len(words & issue.words) * 2 > min(len(words), len(issue.words)):
            issue.phrases.append(analysis.span(first, last))
            return issue
    issue = _Issue(words, [analysis.span(first, last)])
    issues.append(issue)
    return issue


def _phrase(analysis: Analysis, head: int) -> tuple[int, int]:
    """Half-open token range of the phrase that `head` begins: nouns, adjectives, prepositional phrases."""
    sentence = analysis.sentence_of(head)
    end = head + 1
    for j in range(head + 1, min(sentence.last, head + ISSUE_REACH)):
        token = analysis.tokens[j]
        if token.lower == "yang":
            break
        if token.upos in INSIDE_NP:
            end = j + 1
        elif token.upos != "ADP":
            break
    return head, end
