"""The tables that name actors, compiled for matching: phrases by their first word, classes of small words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from saksi.lexicons.load import Lexicons, Row

WORD = re.compile(r"\w+")
# Whose newsrooms write Indonesian: their own country they often leave unnamed.
HOME = "IDN"
# Sorts of entries, best first where two names are equally long.
SORTS = (
    "armed",
    "organisation",
    "state",
    "historic",
    "territory",
    "region",
    "ethnic",
    "seat",
    "leader",
    "agent",
)


NO_CLASS: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase of a table stands for.

    `sort` is one of SORTS, `key` the name that joins all spellings, `country` and `role` the parts of
    the code ("" where the table leaves them open), `kind` that of an agent noun. `title`, `takes_role`,
    `needs` are those of the table agents, `extends` that of organisations; `common` marks a leader's
    name that many people bear, `terms` are the leader's rows.
    """

    sort: str
    key: str
    country: str = ""
    role: str = ""
    kind: str = ""
    title: bool = False
    takes_role: bool = False
    needs: bool = False
    extends: bool = False
    common: bool = False
    terms: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of an entry: `lower` to compare, `exact` those that must stand as written ("" if not).

    `cased`: the first word must not stand in lower case; `comma`: commas may stand between the words.
    """

    lower: tuple[str, ...]
    exact: tuple[str, ...]
    cased: bool
    comma: bool
    entry: Entry


def split_words(text: str) -> list[str]:
    """The words of a phrase; a reduplicated word counts once (negara-negara -> negara)."""
    found: list[str] = []
    last_end = -2
    for match in WORD.finditer(text):
        doubled = found and match[0].lower() == found[-1].lower() and text[last_end : match.start()] == "-"
        if not doubled:
            found.append(match[0])
        last_end = match.end()
    return found


class ActorLexicon:
    """Phrases and word classes; `at` finds the entries that could begin with a word.

    `at_home` gives for an institution that every state has (Kementerian Keuangan) Indonesia's own.
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self._phrases: dict[str, list[Phrase]] = defaultdict(list)
        self.classes: dict[str, frozenset[tuple[str, ...]]] = {}
        self.pronouns: dict[tuple[str, ...], Row] = {}
        for row in lexicons.table("pronouns"):
            words_of_row = tuple(split_words(row["words"]))
            self.pronouns[words_of_row] = row
            if words_of_row[-1].endswith("nya") and words_of_row != ("nya",):
                # The tokenizer splits the clitic off: pihak + nya.
                self.pronouns[(*words_of_row[:-1], words_of_row[-1][:-3], "nya")] = row
        self.pronoun_beginnings = frozenset(p[0] for p in self.pronouns)
        self.vocabulary = frozenset(row["root"] for row in lexicons.table("roots"))
        # Cues that a speaker follows directly: kata X, ujar X.
        self.cues = frozenset(r["cue"] for r in lexicons.table("speech_cues") if r["form"] == "bare")
        self._common: set[str] = set()
        self._countries(lexicons)
        self.at_home: dict[str, Entry] = {}
        self._organisations(lexicons)
        self._leaders(lexicons)
        for row in lexicons.table("agents"):
            title, takes, needs = (row[name] == "y" for name in ("title", "takes_role", "needs"))
            key = row["same_as"] or row["words"]
            entry = Entry("agent", key, "", row["role"], row["kind"], title, takes, needs)
            self._add(row["words"], entry, cased=False)
        words: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for row in lexicons.table("actor_words"):
            words[row["class"]].add(tuple(split_words(row["words"])))
        for table in ("weekdays", "months"):
            words["timing"].update(tuple(split_words(row["form"])) for row in lexicons.table(table))
        self.classes = {name: frozenset(found) for name, found in words.items()}
        self._begun: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for name, found in self.classes.items():
            for phrase in filter(None, found):
                self._begun[phrase[0]].append((phrase, name))
        for begun in self._begun.values():
            begun.sort(key=lambda pair: (-len(pair[0]), pair))
        # The only words with which a phrase of a class can begin.
        self.class_beginnings = frozenset(self._begun)
        order = {sort: n for n, sort in enumerate(SORTS)}
        for phrases in self._phrases.values():
            phrases.sort(key=lambda p: (-len(p.lower), order[p.entry.sort]))
        # By the first two words; those of one word stand behind the longer ones, as in `at`.
        self._by_two: dict[str, dict[str, list[Phrase]]] = {}
        for word, phrases in self._phrases.items():
            alone = [p for p in phrases if len(p.lower) == 1]
            by_second = self._by_two[word] = {"": alone}
            for second in dict.fromkeys(p.lower[1] for p in phrases if len(p.lower) > 1):
                longer = [p for p in phrases if len(p.lower) > 1 and p.lower[1] == second]
                by_second[second] = longer + alone

    def beginning(self, word: str, following: str) -> Sequence[Phrase]:
        """Phrases that these two words (lower case) could begin, longest first; `following` may be empty."""
        by_second = self._by_two.get(word)
        return by_second.get(following) or by_second[""] if by_second is not None else ()

    def at(self, word: str) -> list[Phrase]:
        """Phrases whose first word is this one (lower case), longest first."""
        return self._phrases.get(word, [])

    def in_class(self, name: str, words: tuple[str, ...]) -> int:
        """How many of these words (lower case, from the first) make a phrase of class `name`: 0 if none."""
        return self.classes_at(words).get(name, 0)

    def classes_at(self, words: tuple[str, ...]) -> Mapping[str, int]:
        """Of each class with a phrase that these words (lower case) begin with, how many words it takes."""
        begun = self._begun.get(words[0]) if words else None
        if begun is None:
            return NO_CLASS
        found: dict[str, int] = {}
        for phrase, name in begun:
            if name not in found and words[: len(phrase)] == phrase:
                found[name] = len(phrase)
        return found

    def leader(self, name: str) -> Entry | None:
        """The leader of this full name or spelling, whatever its case."""
        words = tuple(w.lower() for w in split_words(name))
        if not words:
            return None
        for phrase in self.at(words[0]):
            if phrase.lower == words and phrase.entry.sort == "leader":
                return phrase.entry
        return None

    def is_common(self, name: str) -> bool:
        """Whether many people bear this name of a leader."""
        return name.lower() in self._common

    def _add(self, name: str, entry: Entry, cased: bool = True) -> None:
        words = split_words(name)
        if not words:
            return
        lower = tuple(w.lower() for w in words)
        exact = tuple(w if len(w) > 1 and w.isupper() and cased else "" for w in words)
        capital = cased and not words[0][0].islower()
        self._phrases[lower[0]].append(Phrase(lower, exact, capital, "," in name, entry))

    def _countries(self, lexicons: Lexicons) -> None:
        for row in lexicons.table("countries"):
            entry = Entry(row["kind"], row["name"], row["iso3"])
            for name in _names(row["name"], row["aliases"]):
                self._add(name, entry)
            for name in _names("", row["seats"]):
                self._add(name, Entry("seat", row["name"], row["iso3"], "GOV"))

    def _organisations(self, lexicons: Lexicons) -> None:
        for table, sort in (("organisations", "organisation"), ("armed_groups", "armed")):
            for row in lexicons.table(table):
                extends = row.get("extends") == "y"
                entry = Entry(sort, row["name"], row["country"], row["role"], extends=extends)
                for name in _names(row["name"], row["aliases"]):
                    self._add(name, entry)
                    if name.endswith((" RI", " Indonesia")):
                        self.at_home.setdefault(name.rsplit(" ", 1)[0], entry)

    def _leaders(self, lexicons: Lexicons) -> None:
        rows: dict[str, list[Row]] = defaultdict(list)
        spellings: dict[str, dict[str, bool]] = defaultdict(dict)
        for row in lexicons.table("leaders"):
            rows[row["name"]].append(row)
            common = set(_names("", row["common"]))
            self._common.update(name.lower() for name in common)
            for name in _names(row["name"], row["aliases"]):
                spellings[row["name"]][name] = name in common
        for name, terms in rows.items():
            for spelling, shared in spellings[name].items():
                self._add(spelling, Entry("leader", name, common=shared, terms=tuple(terms)))


def _names(name: str, aliases: str) -> Iterator[str]:
    if name:
        yield name
    yield from (alias for alias in aliases.split("|") if alias)


@lru_cache(maxsize=4)
def actor_lexicon(lexicons: Lexicons) -> ActorLexicon:
    """The compiled tables of these lexicons, built when first asked for."""
    return ActorLexicon(lexicons)
