"""Acronyms that an article defines for itself: "Komisi Pemberantasan Korupsi (KPK)"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saksi.language.analysis import Analysis
from saksi.language.plain_words import Word
from saksi.reference.actor_lexicon import ActorLexicon

_MOST_WORDS = 9
_LONGEST_CALL = 4
_NICKNAME = 2  # words
_SHORTEST_NAME = 4  # letters


@dataclass(frozen=True, slots=True)
class Definition:
    """The long form covers words `first` to `last` (half-open), the acronym is word `acronym`."""

    first: int
    last: int
    acronym: int


def find_definitions(
    analysis: Analysis, words: Sequence[Word], lexicon: ActorLexicon
) -> tuple[Definition, ...]:
    """Every "Long Form (LF)" whose long form is capitalised and whose letters fit, in text order.

    The long form is the shortest run of words that accounts for every letter of the acronym.
    """
    found = []
    gaps = frozenset(phrase[0] for phrase in lexicon.classes["acronym_gap"])
    for k in range(1, len(words)):
        word = words[k]
        if not word.joint.endswith("(") or word.joint.strip() != "(" or not _is_acronym(word.text):
            continue
        if analysis.text[word.end : word.end + 1] != ")":
            continue
        first = _long_form(words, k, gaps)
        if first is not None:
            found.append(Definition(first, k, k))
    return tuple(found)


def find_nicknames(
    analysis: Analysis, words: Sequence[Word], lexicon: ActorLexicon
) -> tuple[tuple[str, str], ...]:
    """(other name, full name) of persons: `Immanuel Ebenezer (Noel)`, `Aminullah yang akrab disapa JQ`."""
    ends = {e.end: analysis.text[e.start : e.end] for e in analysis.entities if e.label == "PER"}
    found = []
    for k in range(1, len(words)):
        full = ends.get(words[k - 1].end)
        if full is None or not full[0].isupper() or len(full) < _SHORTEST_NAME:
            continue
        first = k
        if words[k].joint.strip(" ,") == "":
            first += lexicon.in_class("called", tuple(w.lower for w in words[k : k + _LONGEST_CALL]))
            if first == k:
                continue
        elif words[k].joint.strip() != "(":
            continue
        last = first
        while last < len(words) and last - first < _NICKNAME and _nickname(words, first, last, lexicon):
            last += 1
        closed = first > k or analysis.text[words[last - 1].end : words[last - 1].end + 1] == ")"
        if last > first and closed:
            found.append((analysis.text[words[first].start : words[last - 1].end], full))
    return tuple(found)


def _nickname(words: Sequence[Word], first: int, k: int, lexicon: ActorLexicon) -> bool:
    """Whether word `k` can belong to a nickname that begins with word `first`."""
    word = words[k]
    if not word.text[0].isupper() or not word.text.isalpha() or (k > first and word.joint != " "):
        return False
    return not any(len(p.lower) == 1 and p.entry.sort != "leader" for p in lexicon.at(word.lower))


def _is_acronym(text: str) -> bool:
    """Whether a word looks like "KPK", "KontraS" or a contraction such as "Kemenkes"."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 2 or len(text) > 12 or not letters[0].isupper():
        return False
    return len(text) > 3 or sum(c.isupper() for c in letters) > 1


def _long_form(words: Sequence[Word], k: int, gaps: frozenset[str]) -> int | None:
    """First word of the long form that ends before word `k`."""
    acronym = words[k].lower
    for first in range(k - 1, max(-1, k - 1 - _MOST_WORDS), -1):
        word = words[first]
        joined = word.joint == "-"  # the second half of Tae-yong
        if not (word.text[0].isupper() or word.text[0].isdigit() or word.lower in gaps or joined):
            return None
        if first < k - 1 and not words[first + 1].joint.replace("-", " ").replace(",", " ").isspace():
            return None
        if word.lower[0] == acronym[0] and _covers(acronym, _spoken(words[first:k]), gaps):
            return first
    return None


def _spoken(words: Sequence[Word]) -> list[str]:
    """The words as they are counted for an acronym: both halves of Bangsa-Bangsa."""
    return [w.lower for w in words for _ in range(1 + w.doubled)]


def _covers(acronym: str, long_form: Sequence[str], gaps: frozenset[str]) -> bool:
    """Whether each letter comes, in order, from a word's letters, every telling word giving its first.

    A word may give several letters (Bareskrim, Kemenkes), but only in order and after its first.
    """
    reachable = {0}
    for word in long_form:
        after: set[int] = set(reachable) if word in gaps or len(word) < 3 else set()
        for start in reachable:
            position, taken = 0, start
            while taken < len(acronym) and (position := word.find(acronym[taken], position)) != -1:
                if taken == start and position != 0:
                    break
                taken += 1
                position += 1
                after.add(taken)
        reachable = after
    return len(acronym) in reachable
