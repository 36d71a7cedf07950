"""The words that say what a number counts (table size_words), compiled for matching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from saksi.language.morphology import bare_of, passive_of
from saksi.lexicons.load import Lexicons

# Of a unit (person, household, building): the kinds of size that it can be counted in.
COUNTED = {
    "person": frozenset({"dead", "injured", "missing", "displaced", "arrested", "crowd"}),
    "household": frozenset({"displaced"}),
    "building": frozenset({"houses"}),
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """An expression of the table; `words` in lower case."""

    words: tuple[str, ...]
    kind: str
    unit: str


@dataclass(frozen=True)
class SizeWords:
    """Expressions by role and first word, longest first; by last word for what stands before a number."""

    starting: dict[tuple[str, str], tuple[Phrase, ...]]
    ending: dict[tuple[str, str], tuple[Phrase, ...]]

    def at(self, role: str, words: Sequence[str], i: int) -> tuple[Phrase, ...]:
        """All expressions of this role that begin at word `i`, longest first."""
        if i >= len(words):
            return ()
        found = self.starting.get((role, words[i]))
        if found is None:
            return ()
        return tuple(p for p in found if tuple(words[i : i + len(p.words)]) == p.words)

    def until(self, role: str, words: Sequence[str], end: int) -> tuple[Phrase, ...]:
        """All expressions of this role that end right before word `end`, longest first."""
        if end < 1:
            return ()
        found = self.ending.get((role, words[end - 1]))
        if found is None:
            return ()
        return tuple(p for p in found if tuple(words[max(0, end - len(p.words)) : end]) == p.words)


def size_words(lexicons: Lexicons) -> SizeWords:
    """Table size_words, compiled once per `Lexicons`."""
    return _compile(lexicons)


@lru_cache(maxsize=4)
def _compile(lexicons: Lexicons) -> SizeWords:
    starting: dict[tuple[str, str], list[Phrase]] = {}
    ending: dict[tuple[str, str], list[Phrase]] = {}
    rows = [(row["role"], tuple(row["word"].split("_")), row["kind"], row["unit"]) for row in _rows(lexicons)]
    for role, words, kind, unit in rows:
        phrase = Phrase(words, kind, unit)
        starting.setdefault((role, words[0]), []).append(phrase)
        ending.setdefault((role, words[-1]), []).append(phrase)
    return SizeWords(_longest_first(starting), _longest_first(ending))


def _rows(lexicons: Lexicons) -> list[dict[str, str]]:
    """The table's rows, with the passive (a state) and the bare form of every act."""
    rows = [dict(row) for row in lexicons.table("size_words")]
    for row in tuple(rows):
        if row["role"] != "act":
            continue
        verb, _, rest = row["word"].partition("_")
        for form, role in ((passive_of(verb), "state"), (bare_of(verb), "act")):
            if form and form != verb:
                rows.append({**row, "word": f"{form}_{rest}" if rest else form, "role": role})
    return rows


def _longest_first(found: dict[tuple[str, str], list[Phrase]]) -> dict[tuple[str, str], tuple[Phrase, ...]]:
    return {key: tuple(sorted(phrases, key=lambda p: -len(p.words))) for key, phrases in found.items()}
