"""Which words of a sentence trigger which frame."""

from __future__ import annotations

from dataclasses import dataclass

from saksi.events.clauses import INSIDE_NP, NOMINAL, UP_TO, Grammar
from saksi.events.lexicon import ACTIVE, BARE, NOUN, PASSIVE, EventLexicon, Frame, Trigger
from saksi.events.trace import UNTRACED, Trace
from saksi.language.analysis import Analysis, Sentence

# Words between a verb and its object's head that the object test may look past.
OBJECT_REACH = 5
# What object lists write for any proper name, for a person's name, and for the name of a place.
NAME = "#name"
PERSON = "#person"
PLACE = "#place"
DIRECTIONS = frozenset({"luar", "dalam", "atas", "bawah", "depan", "belakang", "sana", "sini"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A frame found in the text: its trigger's tokens `first` to `last` (half-open), kind, object head.

    `object_token` is the first of the `object_words` tokens that satisfied the frame's object condition,
    None if it has none.
    """

    first: int
    last: int
    kind: str
    frame: Frame
    object_token: int | None = None
    object_words: int = 0


def find_triggers(
    analysis: Analysis,
    sentence: Sentence,
    lexicon: EventLexicon,
    grammar: Grammar,
    *,
    headline: bool = False,
    trace: Trace = UNTRACED,
) -> list[Hit]:
    """All hits of a sentence in text order, at most one for each token; guards (type NONE) removed."""
    names = analysis.inside_names  # these never trigger
    hits: list[Hit] = []
    i = sentence.first
    while i < sentence.last:
        hit = _best(analysis, sentence, i, lexicon, grammar, headline, names, trace)
        if hit is None:
            i += 1
            continue
        if hit.frame.type != "NONE" or hit.frame.operator:
            hits.append(hit)
        i = hit.last
    return hits


def _best(
    analysis: Analysis,
    sentence: Sentence,
    i: int,
    lexicon: EventLexicon,
    grammar: Grammar,
    headline: bool,
    names: frozenset[int],
    trace: Trace,
) -> Hit | None:
    candidates = []
    for trigger in lexicon.triggers.get(analysis.tokens[i].lower, ()):
        last = i + len(trigger.words)
        if last > sentence.last or not _words_match(analysis, i, trigger):
            continue
        words = (analysis.span(i, last),)
        if not _grammar_fits(analysis, i, trigger, headline, names):
            reason = "in-name" if i in names else "tagged-otherwise"
            trace.note("passed", words, reason, (trigger.frame.rule,), {"tag": (analysis.tokens[i].upos,)})
            continue
        fits, object_token, object_words = _object_fits(analysis, i, last, trigger, grammar)
        if fits:
            frame = trigger.frame
            as_verb = trigger.kind != NOUN and bool(grammar.subject(i))
            specificity = (len(trigger.words), object_words, frame.type == "NONE", -len(frame.objects), as_verb)
            candidates.append((specificity, Hit(i, last, trigger.kind, frame, object_token, object_words)))
        else:
            trace.note("passed", words, "object", (trigger.frame.rule,), {"kind": (trigger.kind,)})
    if not candidates:
        return None
    best = max(candidates, key=lambda c: c[0])[1]
    for _, hit in candidates:
        if hit is not best:
            trace.note(
                "passed", (analysis.span(i, hit.last),), "outranked", (hit.frame.rule, best.frame.rule)
            )
    guard = best.frame.type == "NONE" and not best.frame.operator
    stage, about = ("passed", "guard") if guard else ("trigger", best.kind)
    trace.note(stage, (analysis.span(i, best.last),), about, (best.frame.rule,))
    return best


def _words_match(analysis: Analysis, i: int, trigger: Trigger) -> bool:
    return all(analysis.tokens[i + offset].lower == word for offset, word in enumerate(trigger.words))


def _grammar_fits(
    analysis: Analysis, i: int, trigger: Trigger, headline: bool, names: frozenset[int]
) -> bool:
    token = analysis.tokens[i]
    # The name finder sometimes runs on into the words behind a name; small letters tell those apart.
    # An event's own abbreviation stays one in front of a name: KTT ASEAN, OTT KPK.
    called = trigger.kind == NOUN and token.text.isupper() and len(token.text) > 2
    if i in names and not headline and token.text[:1].isupper() and not called:
        return False
    if len(trigger.words) > 1:
        return True
    if trigger.kind == BARE:
        return token.upos == "VERB" or (headline and i > 0 and _verb_in_headline(analysis, i))
    if trigger.kind == NOUN:
        return token.upos in {"NOUN", "PROPN", "VERB", "ADJ"}
    return True


def _verb_in_headline(analysis: Analysis, i: int) -> bool:
    """Whether a word of a headline, where all words have capitals, may be a verb: [Trump] Kecam [Musk].

    Taken for a name it is one only between two names or nouns, and not as the name of a place.
    """
    token = analysis.tokens[i]
    if token.upos != "PROPN":
        return True
    if i in analysis.inside["LOC"]:
        return False
    around = (analysis.tokens[i - 1], *analysis.tokens[i + 1 : i + 2])
    return len(around) == 2 and all(t.upos in NOMINAL for t in around)


def _object_fits(
    analysis: Analysis, first: int, last: int, trigger: Trigger, grammar: Grammar
) -> tuple[bool, int | None, int]:
    """Whether the frame's object condition holds; the token and number of words that satisfied it."""
    frame = trigger.frame
    if not frame.objects and not frame.not_objects:
        return True, None, 0
    matched, length = None, 0
    persons, places = analysis.inside["PER"], analysis.inside["LOC"]
    for rank, j in enumerate(_object_tokens(analysis, first, last, trigger.kind, grammar)):
        # Only the likeliest head counts as a name: "menahan laju Arsenal" holds back no person.
        named: tuple[str, ...] = (NAME,) if rank == 0 and analysis.tokens[j].upos == "PROPN" else ()
        named += (PERSON,) if rank == 0 and j in persons else ()
        named += (PLACE,) if rank == 0 and j in places else ()
        for word in (*_spellings(analysis, j), *named):
            if word in frame.not_objects:
                return False, None, 0
            if word in frame.objects and word.count("_") >= length:
                matched, length = j, word.count("_") + 1
    return (matched is not None or not frame.objects), matched, length


def _object_tokens(analysis: Analysis, first: int, last: int, kind: str, grammar: Grammar) -> list[int]:
    """Tokens among which the object's head noun stands, likeliest first."""
    tokens: list[int] = []
    if kind == PASSIVE:
        for head in grammar.subject(first):
            tokens.append(head)
            tokens.extend(_noun_run(analysis, head + 1))
    elif kind in {ACTIVE, BARE}:
        tokens.extend(grammar.object(first))
        for head in (grammar.fronted(first) or ()) if kind == BARE else ():
            tokens.append(head)
            tokens.extend(_noun_run(analysis, head + 1))
    if kind != PASSIVE and last < len(analysis.tokens):
        tokens.append(last)  # whatever its tag: object lists are exact enough
    if kind != NOUN:
        tokens.extend(grammar.phrases(last - 1).get("sebagai", ()))  # menetapkan ... sebagai tersangka
    tokens.extend(_noun_run(analysis, last, past_prepositions=kind == NOUN))
    if kind == PASSIVE:
        tokens.extend(_noun_run_before(analysis, first))
    return list(dict.fromkeys(tokens))


def _noun_run(analysis: Analysis, start: int, *, past_prepositions: bool = False) -> list[int]:
    """Nouns of the phrase that begins at `start`; for noun triggers also behind a preposition."""
    run = []
    # The phrase ends with the sentence of the trigger, which stands right before it.
    end = analysis.sentence_of(start - 1).last if start else len(analysis.tokens)
    for j in range(_past_direction(analysis, start), min(end, start + OBJECT_REACH)):
        token = analysis.tokens[j]
        if token.upos in {"ADP", "ADV"} and (past_prepositions or token.upos == "ADV"):
            continue
        if token.lower in UP_TO and j + 1 < len(analysis.tokens) and analysis.tokens[j + 1].upos == "NUM":
            continue
        if token.upos not in INSIDE_NP and not token.lower.isdigit():
            break
        if token.upos in NOMINAL or token.upos in {"ADJ", "X"}:
            run.append(j)
    return run


def _past_direction(analysis: Analysis, start: int) -> int:
    """Behind a direction (mengirim [ke luar] ahli), which may stand between a verb and its object."""
    words = [t.lower for t in analysis.tokens[start : start + 2]]
    return start + 2 if words and words[0] == "ke" and words[-1] in DIRECTIONS else start


def _noun_run_before(analysis: Analysis, end: int) -> list[int]:
    """Nouns of the phrase that ends right before `end`, adverbs and auxiliaries passed over."""
    run = []
    for j in range(end - 1, max(-1, end - 1 - 2 * OBJECT_REACH), -1):
        token = analysis.tokens[j]
        if token.upos in {"VERB", "PUNCT", "SCONJ", "CCONJ"}:
            break
        if token.upos in NOMINAL:
            run.append(j)
    return run


def _spellings(analysis: Analysis, j: int) -> list[str]:
    """The word at `j`, alone and joined with one and two followers; a reduplication also undoubled."""
    tokens = analysis.tokens
    word = tokens[j].lower
    spellings = [word]
    if "-" in word:
        half = word.split("-", 1)[0]
        if word == f"{half}-{half}":
            spellings.append(half)
    for length in (2, 3):
        if j + length <= analysis.sentence_of(j).last:
            spellings.append("_".join(t.lower for t in tokens[j : j + length]))
    return spellings
