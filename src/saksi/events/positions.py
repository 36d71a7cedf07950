"""Positions: what an actor last said that it wants, accepts, refuses or does about an issue.

An issue is named in the article's own words. Who refuses or keeps silent without saying what about
stands to the issue on the table: the last demand on him, or the last issue raised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saksi.events.clauses import INSIDE_NP, NOMINAL
from saksi.events.drafts import EventFinding
from saksi.language.analysis import Analysis
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


@dataclass(frozen=True, slots=True)
class _Issue:
    words: frozenset[str]
    name: str


def find_positions(
    analysis: Analysis, reference: Reference, findings: Sequence[EventFinding]
) -> tuple[Position, ...]:
    """Positions in text order, one for each actor, issue and stance (the last said stands)."""
    issues: list[_Issue] = []
    raised: list[tuple[Event, _Issue]] = []
    positions: dict[tuple[str, str], Position] = {}
    for finding in findings:
        event = finding.event
        stance = _stance(event)
        if stance is None or not event.source:
            continue
        issue = _standing_issue(event, stance, raised) or _own_issue(analysis, finding, issues)
        if issue is None:
            continue
        if stance in {"demands", "offers", "supports"}:
            raised.append((event, issue))
        for actor in event.source:
            if actor.startswith("a"):
                witness = tuple(
                    sorted({*event.witness.trigger, *event.witness.negated, *event.witness.source})
                )
                positions[(actor, issue.name)] = Position(actor, issue.name, stance, event.id, witness)
    return tuple(positions.values())


def _stance(event: Event) -> str | None:
    if event.cameo == "010" and event.negated:
        return "silent"
    if event.negated:
        return None
    if event.type == "AGREE" and event.cameo == PROMISED_SUPPORT:
        return "supports"
    return STANCES.get((event.type, event.modality))


def _standing_issue(event: Event, stance: str, raised: Sequence[tuple[Event, _Issue]]) -> _Issue | None:
    """The issue on the table for one who refuses or keeps silent."""
    if stance == "refuses":
        for demand, issue in reversed(raised):
            if demand.type == "REQUEST" and set(demand.target) & set(event.source):
                return issue
    if stance == "silent" and raised:
        return raised[-1][1]
    return None


def _own_issue(analysis: Analysis, finding: EventFinding, issues: list[_Issue]) -> _Issue | None:
    """The issue that the event names: an earlier one if they share most content words, else a new one."""
    if finding.topic is None:
        return None
    first, last = _phrase(analysis, finding.topic)
    tokens = analysis.tokens[first:last]
    words = frozenset(t.root for t in tokens if t.upos in NOMINAL or t.upos == "VERB")
    if not words:
        return None
    for issue in issues:
        if len(words & issue.words) * 2 > min(len(words), len(issue.words)):
            return issue
    span: Span = analysis.span(first, last)
    issue = _Issue(words, analysis.text[span[0] : span[1]])
    issues.append(issue)
    return issue


def _phrase(analysis: Analysis, head: int) -> tuple[int, int]:
    """Half-open token range of the phrase that `head` begins: nouns, adjectives, prepositional phrases."""
    sentence = analysis.sentence_of(head)
    end = head + 1
    for j in range(head + 1, min(sentence.last, head + ISSUE_REACH)):
        token = analysis.tokens[j]
        if token.upos in INSIDE_NP:
            end = j + 1
        elif token.upos != "ADP":
            break
    return head, end
