"""Names what a demand, an offer or a refusal is about, in the article's own words."""

from __future__ import annotations

from collections.abc import Iterator

from saksi.events.clauses import INSIDE_NP, NOMINAL
from saksi.events.drafts import EventFinding
from saksi.language.analysis import Analysis, Token
from saksi.language.morphology import root_of
from saksi.records import Span
from saksi.reference.mentions import Reference

REACH = 14
# How far behind the trigger the word may stand that opens what somebody shall do (meminta polisi untuk ...).
OPENER_REACH = 12
TYPES_WITH_DEEDS = frozenset({"REQUEST", "AGREE", "THREATEN"})
_NAMING = (NOMINAL - {"PRON"}) | {"VERB", "NUM"}
_ADVERBIAL = frozenset({"ADV", "PART"})


def issue_phrase(
    analysis: Analysis, reference: Reference, finding: EventFinding, purposes: frozenset[str]
) -> tuple[int, int] | None:
    """Half-open token range of the words that name the issue; None if the event is about nothing nameable.

    `purposes` are the words that open a deed asked for or promised (untuk, agar, supaya).
    """
    if finding.topic is None:
        return None
    head = _governor(analysis, finding.topic)
    trigger = finding.event.witness.trigger
    inside = [t.i for t in _tokens_in(analysis, trigger[-1])] if trigger else []
    addressed = _addressed(reference, finding, head)
    verbal = head in inside and analysis.tokens[head].upos == "VERB"
    if inside and finding.event.type in TYPES_WITH_DEEDS:
        deed = _deed(analysis, inside[-1] + 1, purposes)
        if deed is not None and (
            addressed or verbal or head >= deed or _also_asked(analysis, reference, head)
        ):
            return deed, _end(analysis, deed)
    if verbal:
        head = _object(analysis, inside[-1] + 1, head)
    if addressed or analysis.tokens[head].upos not in _NAMING:
        return None
    return head, _end(analysis, head)


def _governor(analysis: Analysis, head: int) -> int:
    """The noun that a relative clause hangs on, where the topic is only the clause's verb."""
    token = analysis.tokens[head]
    return token.head if token.upos == "VERB" and token.dep.startswith("acl") else head


def _addressed(reference: Reference, finding: EventFinding, head: int) -> bool:
    """Whether the topic is who is asked or threatened rather than what about."""
    mention = reference.actor_at(head)
    if mention is None or mention.head != head or finding.event.type not in TYPES_WITH_DEEDS:
        return False
    return mention.ref in finding.event.target or mention.form == "pronoun"


def _also_asked(analysis: Analysis, reference: Reference, head: int) -> bool:
    """Whether the topic is one of several who are asked: *meminta guru dan [orang tua] untuk ...*."""
    token = analysis.tokens[head]
    mention = reference.actor_at(head)
    return (mention is not None and mention.head == head) or (
        token.dep == "conj" and reference.actor_at(token.head) is not None
    )


def _object(analysis: Analysis, after: int, head: int) -> int:
    """What stands right behind the trigger, if it can name something; the trigger's verb itself if not."""
    inside = after < analysis.sentence_of(head).last
    return after if inside and analysis.tokens[after].upos in _NAMING else head


def issue_terms(analysis: Analysis, first: int, last: int) -> frozenset[str]:
    """The roots of the content words in a range, by which issues of several articles can be compared."""
    tokens = analysis.tokens[first:last]
    return frozenset(root_of(t.lower) for t in tokens if t.upos in NOMINAL - {"PRON"} or t.upos == "VERB")


def _tokens_in(analysis: Analysis, span: Span) -> Iterator[Token]:
    sentence = next((s for s in analysis.sentences if s.start <= span[0] < s.end), None)
    tokens = analysis.sentence_tokens(sentence) if sentence is not None else ()
    return (t for t in tokens if span[0] <= t.start < span[1])


def _deed(analysis: Analysis, start: int, purposes: frozenset[str]) -> int | None:
    """The first token of what somebody is asked or promises to do, behind *untuk* or *agar*."""
    if start >= len(analysis.tokens):
        return None
    stop = min(analysis.sentence_of(start - 1).last, start + OPENER_REACH)
    for i in range(start, stop):
        token = analysis.tokens[i]
        if token.lower in purposes:
            after = i + 1
            while after < stop and analysis.tokens[after].upos in _ADVERBIAL:
                after += 1
            return after if after < stop else None
        if token.upos in ("VERB", "AUX") or token.lower == "yang":
            return None
    return None


def _end(analysis: Analysis, head: int) -> int:
    """Where the phrase that `head` begins ends: nouns, adjectives, prepositional phrases, joined verbs."""
    tokens = analysis.tokens
    stop = min(analysis.sentence_of(head).last, head + REACH)
    end = head + 1
    for j in range(head + 1, stop):
        token = tokens[j]
        if token.lower == "yang":
            break
        joined = tokens[j - 1].upos == "CCONJ" and token.upos == "VERB" and tokens[j - 2].upos == "VERB"
        if token.upos in INSIDE_NP or joined or (token.upos == "VERB" and j == head + 1 and end == j):
            end = j + 1
        elif token.upos not in ("ADP", "CCONJ") or (token.upos == "CCONJ" and not _joins(analysis, j, stop)):
            break
    return end


def _joins(analysis: Analysis, i: int, stop: int) -> bool:
    """Whether the conjunction at `i` joins verbs, or nouns inside one phrase: *menjaga dan mengawasi*."""
    if i + 1 >= stop:
        return False
    before, after = analysis.tokens[i - 1].upos, analysis.tokens[i + 1].upos
    return before == after and before in ("VERB", "PROPN", "ADJ")
