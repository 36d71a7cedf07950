"""PLOVER contexts of an event: its frame's, its code's, and those that the words around it name."""

from __future__ import annotations

from saksi.events.drafts import Draft
from saksi.events.lexicon import EventLexicon
from saksi.language.analysis import Analysis, Sentence
from saksi.lexicons.load import Lexicons


class ContextFinder:
    """Looks up context cues (table contexts) in the sentences of one article."""

    def __init__(self, analysis: Analysis, lexicon: EventLexicon, lexicons: Lexicons) -> None:
        self._analysis = analysis
        self._lexicon = lexicon
        self._cues: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for row in lexicons.table("contexts"):
            words = tuple(row["cue"].split("_"))
            self._cues.setdefault(words[0], []).append((words, row["context"]))
        self._of_sentence: dict[int, tuple[str, ...]] = {}

    def contexts(self, draft: Draft, sentence: Sentence) -> tuple[str, ...]:
        """Contexts in a stable order: frame, code, then sentence words; no doubles."""
        own = draft.contexts + self._lexicon.cameo_contexts.get(draft.cameo, ())
        return tuple(dict.fromkeys((*own, *self._named(sentence))))

    def _named(self, sentence: Sentence) -> tuple[str, ...]:
        if sentence.first not in self._of_sentence:
            found: dict[str, None] = {}
            for i in range(sentence.first, sentence.last):
                for words, context in self._cues.get(self._analysis.tokens[i].lower, ()):
                    window = self._analysis.tokens[i : i + len(words)]
                    if tuple(t.lower for t in window) == words:
                        found[context] = None
            self._of_sentence[sentence.first] = tuple(sorted(found))
        return self._of_sentence[sentence.first]
