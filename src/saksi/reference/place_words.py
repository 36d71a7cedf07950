"""The words around place names, compiled once from the lexicon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from saksi.lexicons.load import Lexicons
from saksi.reference.date_words import Word


class PlaceWords:
    """Roles of words and phrases beside place names."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._phrases: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for row in lexicons.table("place_words"):
            phrase = tuple(row["words"].split("_"))
            self._phrases[row["role"]][phrase[0]].append((phrase, row["kind"]))
        for by_first in self._phrases.values():
            for choices in by_first.values():
                choices.sort(key=lambda c: (-len(c[0]), c[0]))
        # The only words in lower case with which a mention of a place can begin.
        self.beginnings = frozenset(
            first for role in ("street", "head", "facility") for first in self._phrases[role]
        )

    def match(self, role: str, words: Sequence[Word], i: int) -> tuple[int, str] | None:
        """The longest phrase of `role` that begins at word `i`: (index after it, its kind)."""
        if not 0 <= i < len(words):
            return None
        begun = self._phrases[role].get(words[i].lower)
        if begun is None:
            return None
        for phrase, kind in begun:
            if tuple(w.lower for w in words[i : i + len(phrase)]) == phrase:
                return i + len(phrase), kind
        return None

    def ends(self, role: str, words: Sequence[Word], i: int) -> int | None:
        """Where a phrase of `role` begins that ends just before word `i`, or None."""
        for length in (2, 1):
            found = self.match(role, words, i - length) if i >= length else None
            if found is not None and found[0] == i:
                return i - length
        return None


@lru_cache(maxsize=8)
def place_words(lexicons: Lexicons) -> PlaceWords:
    """The compiled place words of these lexicons."""
    return PlaceWords(lexicons)
