"""PLOVER contexts of an event: its frame's, its code's, and those that the words around it name."""

from __future__ import annotations

from functools import lru_cache

from saksi.events.drafts import Draft
from saksi.events.lexicon import EventLexicon
from saksi.events.phrases import Phrases
from saksi.language.analysis import Analysis, Sentence
from saksi.lexicons.load import Lexicons


@lru_cache(maxsize=8)
def _cues(lexicons: Lexicons, scope: str) -> Phrases[str]:
    """The cues of table contexts that reach as far as `scope`: sentence or paragraph."""
    rows = lexicons.table("contexts")
    return Phrases.compile((row["cue"], row["context"]) for row in rows if row["scope"] == scope)


class ContextFinder:
    """Looks up context cues in the sentences and paragraphs of one article."""

    def __init__(self, analysis: Analysis, lexicon: EventLexicon, lexicons: Lexicons) -> None:
        self._analysis = analysis
        self._lexicon = lexicon
        self._near = _cues(lexicons, "sentence")
        self._wide = _cues(lexicons, "paragraph")
        self._of_paragraph: dict[int, frozenset[str]] = {}
        self._sentences: dict[int, list[Sentence]] = {}
        for sentence in analysis.sentences:
            self._sentences.setdefault(sentence.paragraph, []).append(sentence)

    def contexts(self, draft: Draft, sentence: Sentence) -> tuple[str, ...]:
        """Contexts in a stable order: frame, code, then what the words name; no doubles."""
        own = draft.contexts + self._lexicon.cameo_contexts.get(draft.cameo, ())
        named = self._found(self._near, sentence) | self._paragraph(sentence)
        return tuple(dict.fromkeys((*own, *sorted(named))))

    def _paragraph(self, sentence: Sentence) -> frozenset[str]:
        number = sentence.paragraph
        if number not in self._of_paragraph:
            found = (self._found(self._wide, s) for s in self._sentences[number])
            self._of_paragraph[number] = frozenset().union(*found)
        return self._of_paragraph[number]

    def _found(self, cues: Phrases[str], sentence: Sentence) -> frozenset[str]:
        tokens = self._analysis.tokens
        return frozenset(context for _, context in cues.find(tokens, sentence.first, sentence.last))
