"""One event told in two words of a sentence is one event.

"berunjuk rasa menuntut reformasi" is a protest, its demand is the protest's theme; "menembaki kamp,
menewaskan lima orang" is one attack and its toll; "serangan yang menghancurkan kota" is one attack on
the town.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from saksi.events.clauses import Grammar
from saksi.events.drafts import Draft
from saksi.events.lexicon import NOUN
from saksi.events.parties import Party
from saksi.events.trace import UNTRACED, Trace

# What a crowd says while it demonstrates is not coded beside the demonstration (PLOVER manual, PROTEST).
VOICED = frozenset({"REQUEST", "ACCUSE", "REJECT"})


def merge(drafts: Sequence[Draft], grammar: Grammar, trace: Trace = UNTRACED) -> list[Draft]:
    """The drafts of one sentence with those that tell the same event joined into the first of them."""
    merged: list[Draft] = []
    for draft in drafts:
        for n, earlier in enumerate(merged):
            joined = _described(earlier, draft, grammar) or _voiced(earlier, draft) or _same(earlier, draft)
            if joined is not None:
                merged[n] = joined
                trace.note("merged", draft.trigger, draft.type, draft.rules, {"with": earlier.trigger})
                break
        else:
            merged.append(draft)
    return merged


def _refs(parties: Sequence[Party]) -> set[str]:
    return {p.ref for p in parties}


def _described(event: Draft, other: Draft, grammar: Grammar) -> Draft | None:
    """`other` in a relative clause that tells what the event noun does: its target is the event's."""
    nouns = {i for i in event.tokens if grammar.analysis.tokens[i].upos == "NOUN"}
    if other.hit.kind == NOUN or other.hit.frame.operator:
        return None
    token = grammar.analysis.tokens[other.hit.first]
    subject = grammar.subject(other.hit.first)
    if not token.dep.startswith("acl") or not subject or not set(subject) <= nouns:
        return None
    return _joined(event, other) if not event.target else replace(event, tokens=event.tokens | other.tokens)


def _voiced(event: Draft, other: Draft) -> Draft | None:
    """A demonstration and what is demanded in it."""
    if event.type != "PROTEST" or other.type not in VOICED or other.mood.negated:
        return None
    if other.source and not _refs(other.source) & _refs(event.source):
        return None
    target = event.target or tuple(p for p in other.target if p.ref not in _refs(event.source))
    return replace(event, target=target, tokens=event.tokens | other.tokens, topic=event.topic or other.topic)


def _same(event: Draft, other: Draft) -> Draft | None:
    """Same type and mood, no party in which they differ."""
    if (event.type, event.mood.modality, event.mood.negated) != (
        other.type,
        other.mood.modality,
        other.mood.negated,
    ):
        return None
    for mine, theirs in ((event.source, other.source), (event.target, other.target)):
        if mine and theirs and _refs(mine) != _refs(theirs):
            return None
    if not (_refs(event.source) & _refs(other.source) or _refs(event.target) & _refs(other.target)):
        return None
    if event.target and other.target and event.cameo != other.cameo:
        return None
    if _refs(event.source) & _refs(other.target) or _refs(event.target) & _refs(other.source):
        return None
    return _joined(event, other)


def _joined(event: Draft, other: Draft) -> Draft:
    """The first event with the parties and words that the other adds; the finer code of the two."""
    finer = other if len(other.cameo) > len(event.cameo) and other.cameo.startswith(event.cameo) else event
    return replace(
        event,
        mode=event.mode or finer.mode,
        cameo=finer.cameo,
        contexts=tuple(dict.fromkeys((*event.contexts, *other.contexts))),
        source=event.source or other.source,
        target=event.target or tuple(p for p in other.target if p.ref not in _refs(event.source)),
        trigger=tuple(sorted({*event.trigger, *other.trigger})),
        tokens=event.tokens | other.tokens,
        rules=tuple(dict.fromkeys((*event.rules, *other.rules))),
        topic=event.topic if event.topic is not None else other.topic,
    )
