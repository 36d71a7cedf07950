"""Guards: sport, film, games and the like speak the language of conflict and mean none of it."""

from __future__ import annotations

from collections import Counter

from saksi.language.analysis import Analysis, Sentence
from saksi.lexicons.load import Lexicons

# Distinct guard words of one domain that mark a sentence, and their share that marks an article.
IN_SENTENCE = 2
IN_ARTICLE_PER_100_WORDS = 2.5
IN_ARTICLE_DISTINCT = 4


class Guards:
    """Says which sentences of an article lie outside political and social life."""

    def __init__(self, analysis: Analysis, lexicons: Lexicons) -> None:
        self._analysis = analysis
        self._words: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for row in lexicons.table("guard_words"):
            words = tuple(row["word"].split("_"))
            self._words.setdefault(words[0], []).append((words, row["domain"]))
        self._by_sentence = {s.first: self._found(s) for s in analysis.sentences}
        self._whole = self._article_domains()

    def outside(self, sentence: Sentence) -> bool:
        """True where the sentence, or the whole article, is about a guarded domain."""
        if self._whole:
            return True
        return any(len(words) >= IN_SENTENCE for words in self._by_sentence[sentence.first].values())

    def _found(self, sentence: Sentence) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for i in range(sentence.first, sentence.last):
            for words, domain in self._words.get(self._analysis.tokens[i].lower, ()):
                window = self._analysis.tokens[i : i + len(words)]
                if tuple(t.lower for t in window) == words:
                    found.setdefault(domain, set()).add("_".join(words))
        return found

    def _article_domains(self) -> frozenset[str]:
        counts: Counter[str] = Counter()
        distinct: dict[str, set[str]] = {}
        for found in self._by_sentence.values():
            for domain, words in found.items():
                counts[domain] += len(words)
                distinct.setdefault(domain, set()).update(words)
        size = max(1, len(self._analysis.tokens))
        return frozenset(
            domain
            for domain, count in counts.items()
            if 100 * count / size >= IN_ARTICLE_PER_100_WORDS and len(distinct[domain]) >= IN_ARTICLE_DISTINCT
        )
