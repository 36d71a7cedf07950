"""Silences: that an actor has not answered is news, and is coded as a negated event.

PLOVER has no type for a statement; a missing answer is coded CONSULT, CAMEO 010 (make statement),
negated, with the actor who is silent as source.
"""

from __future__ import annotations

from saksi.events.drafts import Draft
from saksi.events.lexicon import ACTIVE, NOUN, EventLexicon, Frame
from saksi.events.modality import Mood
from saksi.events.parties import Parties, Party
from saksi.events.triggers import Hit
from saksi.language.analysis import Analysis, Sentence
from saksi.records import Span

DENIALS = frozenset({"belum", "tidak", "tak", "enggan", "menolak", "tanpa"})
REACH = 6


def find_silences(
    analysis: Analysis, sentence: Sentence, lexicon: EventLexicon, parties: Parties
) -> list[Draft]:
    """A draft for each response that the sentence says is missing and whose owner it names."""
    found = []
    for i in range(sentence.first, sentence.last):
        kind = lexicon.silences.get(analysis.tokens[i].lower)
        denial = _denial(analysis, sentence, i) if kind else None
        if kind is None or denial is None:
            continue
        source = _silent(analysis, i, kind, denial, parties)
        if source:
            found.append(_draft(analysis, i, kind, denial, source))
    return found


def _denial(analysis: Analysis, sentence: Sentence, i: int) -> int | None:
    """The word before `i` that denies it, with only "ada", adverbs or a light verb between."""
    for j in range(i - 1, max(sentence.first, i - REACH) - 1, -1):
        token = analysis.tokens[j]
        if token.lower in DENIALS:
            return j
        if token.upos in {"NOUN", "PROPN", "PRON", "PUNCT", "ADP"}:
            return None
    return None


def _silent(analysis: Analysis, i: int, kind: str, denial: int, parties: Parties) -> tuple[Party, ...]:
    grammar = parties.grammar
    if kind == "verb":
        return parties.fill(grammar.subject(i))[:1]
    phrases = grammar.phrases(i)
    named = parties.first_of(phrases.get("dari", ())) or parties.first_of(grammar.owner(i))
    if named:
        return named
    between = [t for t in analysis.tokens[denial + 1 : i] if t.upos == "VERB" and t.lower != "ada"]
    return parties.fill(grammar.subject(between[0].i))[:1] if between else ()


def _draft(analysis: Analysis, i: int, kind: str, denial: int, source: tuple[Party, ...]) -> Draft:
    rule = f"silence_cues:{analysis.tokens[i].lower}"
    token, no = analysis.tokens[i], analysis.tokens[denial]
    frame = Frame("silence", "CONSULT", None, (), "010", "agent", (), "", frozenset(), frozenset(), rule)
    denied: Span = (no.start, no.end)
    return Draft(
        hit=Hit(i, i + 1, NOUN if kind == "noun" else ACTIVE, frame),
        type="CONSULT",
        mode=None,
        contexts=(),
        cameo="010",
        source=source,
        target=(),
        mood=Mood("happened", (), True, (denied,)),
        trigger=((token.start, token.end),),
        tokens=frozenset({i}),
        rules=(rule,),
    )
