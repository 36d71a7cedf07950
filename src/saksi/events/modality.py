"""Whether an event happened: modality and negation, each tied to its words."""

from __future__ import annotations

from dataclasses import dataclass

from saksi.events.clauses import NOMINAL
from saksi.events.lexicon import Cue, EventLexicon
from saksi.language.analysis import Analysis
from saksi.records import Span

# Where several cues meet, the one that says least about reality wins.
STRENGTH = (
    "happened", "ongoing", "agreed", "expected", "planned", "offered", "demanded", "threatened",
    "alleged", "hypothetical",
)  # fmt: skip
AUX_REACH = 5
CLAUSE_REACH = 20


@dataclass(frozen=True, slots=True)
class Mood:
    """Modality ("" where no word says anything), negation, and the words for each."""

    modality: str = ""
    modality_spans: tuple[Span, ...] = ()
    negated: bool = False
    negated_spans: tuple[Span, ...] = ()

    def joined(self, other: Mood) -> Mood:
        """This mood and another together: the stronger modality, either's negation (two cancel)."""
        if not other.modality or STRENGTH.index(other.modality) < STRENGTH.index(self.modality or "happened"):
            modality, spans = self.modality, self.modality_spans
        else:
            modality, spans = other.modality, other.modality_spans
        return Mood(
            modality or other.modality,
            spans or other.modality_spans,
            self.negated != other.negated,
            self.negated_spans + other.negated_spans,
        )


def mood_of(analysis: Analysis, i: int, lexicon: EventLexicon) -> Mood:
    """The mood of the verb or event noun at token `i`, from the words that govern it."""
    mood = Mood()
    for start, cue in sorted(_cues_at(analysis, i, lexicon), key=lambda c: c[0]):
        words = (analysis.tokens[start].start, analysis.tokens[start + len(cue.words) - 1].end)
        mood = mood.joined(
            Mood(cue.modality, (words,) if cue.modality else (), cue.negates, (words,) if cue.negates else ())
        )
    return mood


def _cues_at(analysis: Analysis, i: int, lexicon: EventLexicon) -> dict[tuple[int, Cue], None]:
    """(token, cue) pairs that bear on token `i`."""
    found: dict[tuple[int, Cue], None] = {}
    nominal = analysis.tokens[i].upos in NOMINAL
    for j in _aux_tokens(analysis, i, lexicon):
        _add(found, analysis, j, lexicon, {"aux", "adverb"} | ({"noun"} if nominal else set()))
    for j in _clause_before(analysis, i):
        _add(found, analysis, j, lexicon, {"mark"} if j != i else set())
        if i - j <= 2 * AUX_REACH:
            _add(found, analysis, j, lexicon, {"adverb"})
    if nominal:
        for j in range(max(analysis.sentence_of(i).first, i - 2), i):
            _add(found, analysis, j, lexicon, {"noun"})
    return found


def _add(
    found: dict[tuple[int, Cue], None], analysis: Analysis, j: int, lexicon: EventLexicon, where: set[str]
) -> None:
    for cue in lexicon.cues.get(analysis.tokens[j].lower, ()):
        if cue.where in where and _matches(analysis, j, cue):
            if not any(s <= j < s + len(c.words) for s, c in found):
                found[(j, cue)] = None
            return


def _matches(analysis: Analysis, j: int, cue: Cue) -> bool:
    words = analysis.tokens[j : j + len(cue.words)]
    return len(words) == len(cue.words) and all(t.lower == w for t, w in zip(words, cue.words, strict=True))


def _aux_tokens(analysis: Analysis, i: int, lexicon: EventLexicon) -> list[int]:
    """Adverbs, auxiliaries and particles right before `i` or attached to it by the tree."""
    sentence = analysis.sentence_of(i)
    found = {t.i for t in analysis.children(i, "aux", "advmod", "cop") if t.i < i}
    for j in range(i - 1, max(sentence.first, i - AUX_REACH) - 1, -1):
        token = analysis.tokens[j]
        # A tagger calls many of these words verbs (gagal, ingin, siap); the cue table knows better.
        if token.upos in NOMINAL | {"PUNCT", "ADP"}:
            break
        if token.upos == "VERB" and token.lower not in lexicon.cues:
            break
        found.add(j)
    return sorted(found)


def _clause_before(analysis: Analysis, i: int) -> list[int]:
    """Tokens before `i` in its clause: back to a sentence start, semicolon, quotation mark or conjunction."""
    sentence = analysis.sentence_of(i)
    found = []
    for j in range(i - 1, max(sentence.first, i - CLAUSE_REACH) - 1, -1):
        token = analysis.tokens[j]
        if token.lower in {";", '"', "“", "”", ":"} or (
            token.upos == "CCONJ" and token.lower in {"tetapi", "tapi", "namun"}
        ):
            break
        found.append(j)
    return found[::-1]
