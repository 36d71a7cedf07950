"""The words of date expressions, compiled once from the lexicons, and the words of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from saksi.lexicons.load import Lexicons

# One alternative per kind of character, so that matching is linear.
_WORD = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)?|[^\w\s]|_")


class Word(NamedTuple):
    """A run of letters, a run of digits or one mark. `glued`: no space stands before it."""

    text: str
    lower: str
    start: int
    end: int
    glued: bool

    @property
    def digits(self) -> bool:
        """Whether it is a run of decimal digits 0-9 (other scripts' digits are not dates here)."""
        return self.text.isascii() and self.text.isdigit()

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


# Places and dates are both read from these words, one paragraph after the other.
@lru_cache(maxsize=256)
def words_of(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words of `text[start:end]`, offsets into `text`."""
    words: list[Word] = []
    previous = -1
    for match in _WORD.finditer(text, start, end):
        form = match.group()
        words.append(
            Word(form, form.lower().replace("’", "'"), match.start(), match.end(), match.start() == previous)
        )
        previous = match.end()
    return tuple(words)


@dataclass(frozen=True, slots=True)
class Deictic:
    """A date counted from publication: `value` units away."""

    value: int
    unit: str


class DateWords:
    """The date lexicons, ready for look-up by lower-case word."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.months = {r["form"]: int(r["month"]) for r in lexicons.table("months")}
        self.short_months = {r["form"] for r in lexicons.table("months") if r["short"]}
        self.weekdays = {r["form"]: int(r["day"]) for r in lexicons.table("weekdays")}
        self.other_senses = {r["form"]: r["other"] for r in lexicons.table("weekdays") if r["other"]}
        self._phrases: dict[str, dict[str, list[tuple[tuple[str, ...], Deictic]]]] = {}
        for row in lexicons.table("time_words"):
            phrase = tuple(row["words"].split("_"))
            meaning = Deictic(int(row["value"] or 0), row["unit"])
            self._phrases.setdefault(row["role"], {}).setdefault(phrase[0], []).append((phrase, meaning))
        for by_first in self._phrases.values():
            for choices in by_first.values():
                choices.sort(key=lambda c: (-len(c[0]), c[0]))
        # The only words, figures apart, with which a date expression can begin.
        begun = (self._phrases.get(role, {}) for role in ("portion", "deictic", "one_unit", "number"))
        self.beginnings = frozenset({*self.weekdays, *self.months}.union(*begun))

    def match(self, role: str, words: Sequence[Word], i: int) -> tuple[int, Deictic] | None:
        """The longest phrase of `role` that begins at word `i`: (index after it, meaning)."""
        if not 0 <= i < len(words):
            return None
        by_first = self._phrases.get(role)
        for phrase, meaning in by_first.get(words[i].lower, ()) if by_first else ():
            if tuple(w.lower for w in words[i : i + len(phrase)]) == phrase:
                return i + len(phrase), meaning
        return None

    def is_role(self, role: str, words: Sequence[Word], i: int) -> bool:
        """Whether a phrase of `role` begins at word `i`."""
        return self.match(role, words, i) is not None


@lru_cache(maxsize=8)
def date_words(lexicons: Lexicons) -> DateWords:
    """The compiled date words of these lexicons."""
    return DateWords(lexicons)


def sentence_starts(words: Sequence[Word]) -> Iterator[int]:
    """Indices of words that open a sentence or a quotation, where a capital says nothing."""
    opening = True
    for i, word in enumerate(words):
        if opening and word.text[0].isalnum():
            yield i
            opening = False
        if word.text in '.!?:"“”‘':
            opening = True
