"""The speech lexicons, compiled once for look-up by words of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from saksi.language.analysis import Analysis
from saksi.lexicons.load import Lexicons

CLITIC = "nya"


@dataclass(frozen=True, slots=True)
class CueRow:
    """A row of speech_cues: see its schema."""

    cue: str
    form: str
    act: str
    complement: str
    ordinary: bool
    needs: str
    keeps: bool


@dataclass(frozen=True, slots=True)
class ViaRow:
    """A row of via_cues: see its schema."""

    role: str
    channel: str


class Phrases:
    """Look-up of phrases (keys with `_` for a space) at a token; the longest one wins."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = frozenset(keys)
        self._longest: dict[str, int] = {}
        for key in self.keys:
            words = re.split("[_-]", key)
            pieces = len(words) + key.count("-")
            self._longest[words[0]] = max(pieces, self._longest.get(words[0], 0))

    def at(self, analysis: Analysis, i: int) -> int:
        """Number of tokens of the longest phrase that begins at token `i`; 0 if there is none."""
        tokens = analysis.tokens
        word = tokens[i].lower
        longest = self._longest.get(word)
        if longest is None and "-" in word:
            longest = self._longest.get(word.split("-", 1)[0])
        if longest is None:
            return 0
        for count in range(min(longest, len(tokens) - i), 0, -1):
            if words_of(analysis, i, i + count) in self.keys:
                return count
        return 0


@dataclass(frozen=True)
class SpeechLexicon:
    """Cues by their words, kinds of nouns, roles of grammar words, phrases of the attribution.

    `offices` are the first words of titles and callings (*kapolres*, *direktur*), `anonymous_phrases` say
    that a source would not be named, `outlets` are names of outlets (case folded) to the name in records.
    """

    cues: dict[str, tuple[CueRow, ...]]
    nouns: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    via: dict[str, ViaRow]
    cue_phrases: Phrases
    via_phrases: Phrases
    guards: Phrases
    offices: frozenset[str]
    anonymous_phrases: Phrases
    outlets: dict[str, str]

    def role(self, word: str, role: str) -> bool:
        """Whether the grammar word has this role."""
        return role in self.words.get(word, frozenset())

    def noun(self, word: str, kind: str) -> bool:
        """Whether the noun is of this kind."""
        return kind in self.nouns.get(word, frozenset())


def words_of(analysis: Analysis, first: int, last: int) -> str:
    """The words of the token range, lower case, with `_` for each run of spaces (look-up key)."""
    text = analysis.text[analysis.tokens[first].start : analysis.tokens[last - 1].end]
    return "_".join(text.lower().split())


@lru_cache(maxsize=8)
def compile_speech(lexicons: Lexicons) -> SpeechLexicon:
    """The compiled speech lexicons. Raises LexiconError if a table is faulty."""
    cues: dict[str, list[CueRow]] = {}
    for row in lexicons.table("speech_cues"):
        cues.setdefault(row["cue"], []).append(
            CueRow(
                row["cue"],
                row["form"],
                row["act"],
                row["complement"],
                row["ordinary"] == "yes",
                row["needs"],
                row["negated"] == "keeps",
            )
        )
    nouns = _grouped((row["noun"], row["kind"]) for row in lexicons.table("speech_nouns"))
    words = _grouped((row["word"], row["role"]) for row in lexicons.table("speech_words"))
    via = {row["cue"]: ViaRow(row["role"], row["channel"]) for row in lexicons.table("via_cues")}
    guards = Phrases(word for word, roles in words.items() if "guard" in roles)
    rows = {cue: tuple(found) for cue, found in cues.items()}
    people = (row["words"] for row in lexicons.table("agents") if row["kind"] == "person")
    offices = frozenset(words.split()[0] for words in people)
    anonymous = Phrases(word for word, roles in words.items() if "anonymous" in roles)
    return SpeechLexicon(
        rows, nouns, words, via, Phrases(rows), Phrases(via), guards, offices, anonymous, _outlets(lexicons)
    )


def _outlets(lexicons: Lexicons) -> dict[str, str]:
    """Names of outlets and of their desks, case folded, to the outlet's name in records."""
    found: dict[str, str] = {}
    for row in lexicons.table("outlets"):
        found.update(
            dict.fromkeys([row["name"].casefold(), *row["names"].casefold().split("|")], row["name"])
        )
    known = set(found.values())
    for row in lexicons.table("organisations"):
        if row["name"] in known:
            found.update(dict.fromkeys(row["aliases"].casefold().split("|"), row["name"]))
    return found


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word, group in pairs:
        found.setdefault(word, set()).add(group)
    return {word: frozenset(groups) for word, groups in found.items()}
