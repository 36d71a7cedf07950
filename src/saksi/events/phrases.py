"""Finds the words and fixed expressions of a table in the tokens of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from saksi.language.analysis import Token

Label = TypeVar("Label")


@dataclass(frozen=True)
class Phrases(Generic[Label]):
    """Expressions by their first word, each with a label; `beginnings` match the start of a word."""

    whole: dict[str, tuple[tuple[tuple[str, ...], Label], ...]]
    beginnings: tuple[tuple[str, Label], ...]

    @classmethod
    def compile(cls, rows: Iterable[tuple[str, Label]]) -> Phrases[Label]:
        """Of (expression, label) rows: "_" stands for a space, a final "-" for any rest of the word."""
        whole: dict[str, list[tuple[tuple[str, ...], Label]]] = {}
        beginnings = []
        for expression, label in rows:
            words = tuple(expression.split("_"))
            if len(words) == 1 and expression.endswith("-"):
                beginnings.append((expression, label))
            else:
                whole.setdefault(words[0], []).append((words, label))
        return cls({first: tuple(found) for first, found in whole.items()}, tuple(beginnings))

    def find(self, tokens: tuple[Token, ...], first: int, last: int) -> Iterator[tuple[str, Label]]:
        """(expression, label) of every expression in the half-open token range."""
        return ((expression, label) for _, expression, label in self.places(tokens, first, last))

    def places(self, tokens: tuple[Token, ...], first: int, last: int) -> Iterator[tuple[int, str, Label]]:
        """(first token, expression, label) of every expression in the half-open token range."""
        for i in range(first, last):
            for words, label in self.whole.get(tokens[i].lower, ()):
                if self._stands(tokens, i, words):
                    yield i, "_".join(words), label
            for beginning, label in self.beginnings:
                if tokens[i].lower.startswith(beginning):
                    yield i, beginning, label

    @staticmethod
    def _stands(tokens: tuple[Token, ...], i: int, words: tuple[str, ...]) -> bool:
        if i + len(words) > len(tokens):
            return False
        *exact, final = words
        if any(tokens[i + k].lower != word for k, word in enumerate(exact)):
            return False
        told = tokens[i + len(exact)].lower
        return told.startswith(final) if final.endswith("-") else told == final
