"""Guards: sport, film, games and the like speak the language of conflict and mean none of it."""

from __future__ import annotations

from functools import lru_cache

from saksi.events.phrases import Phrases
from saksi.language.analysis import Analysis, Sentence
from saksi.lexicons.load import Lexicons

# A sentence is outside where the guard words of one domain weigh this much (3: that domain only).
SENTENCE_WEIGHT = 6
# An article is outside where they weigh this much for each 100 words, with so many different ones.
ARTICLE_WEIGHT = 6.0
ARTICLE_DISTINCT = 6


@lru_cache(maxsize=4)
def _words(lexicons: Lexicons) -> Phrases[tuple[str, int]]:
    rows = lexicons.table("guard_words")
    return Phrases.compile((row["word"], (row["domain"], int(row["weight"]))) for row in rows)


class Guards:
    """Says which sentences of an article lie outside political and social life."""

    def __init__(self, analysis: Analysis, lexicons: Lexicons) -> None:
        words = _words(lexicons)
        self._weights: dict[int, dict[str, int]] = {}
        self._words: dict[int, tuple[str, ...]] = {}
        whole: dict[str, set[str]] = {}
        for sentence in analysis.sentences:
            found = set(words.find(analysis.tokens, sentence.first, sentence.last))
            weights: dict[str, int] = {}
            for word, (domain, weight) in found:
                weights[domain] = weights.get(domain, 0) + weight
                whole.setdefault(domain, set()).add(word)
            self._weights[sentence.first] = weights
            self._words[sentence.first] = tuple(sorted(f"{word} ({domain})" for word, (domain, _) in found))
        self._outside = self._article_outside(whole, len(analysis.tokens))

    def outside(self, sentence: Sentence) -> bool:
        """True where the sentence, or the whole article, is about a guarded domain."""
        return self._outside or max(self._weights[sentence.first].values(), default=0) >= SENTENCE_WEIGHT

    def why(self, sentence: Sentence) -> tuple[str, tuple[str, ...]]:
        """("article" or "sentence", the sentence's guard words with their domains): what put it outside."""
        return ("article" if self._outside else "sentence"), self._words[sentence.first]

    def _article_outside(self, distinct: dict[str, set[str]], size: int) -> bool:
        for domain, words in distinct.items():
            weight = sum(weights.get(domain, 0) for weights in self._weights.values())
            if len(words) >= ARTICLE_DISTINCT and 100 * weight >= ARTICLE_WEIGHT * size:
                return True
        return False
