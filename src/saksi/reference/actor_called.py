"""Names of persons that the model misses: those that stand as speakers, and parts of fuller names.

A capitalised word right after a bare cue behind a quotation or a comma (`..., kata Risal`) is a person
unless the lexicon knows it as something else; and a single part of a name of the article is that person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from saksi.language.plain_words import Word
from saksi.reference.actor_units import Units

_MOST_NAMES = 4
_SHORTEST_PART = 3
_LONGEST_TITLE = 10
Name = tuple[str, ...]


def called_names(words: Sequence[Word], units: Units, is_place: Callable[[str], bool]) -> frozenset[Name]:
    """Names that stand where a speaker must, as written, that the model does not take for persons.

    A place there is no name unless the article uses it only so: `kata Bandung` is not taken.
    """
    found: set[Name] = {(initials,) for initials in units.initials}
    for k in range(1, len(words) - 1):
        if not _opens_attribution(words, units, k):
            continue
        first = k + 1
        while first < len(words) and units.in_class(first, "title_noise") and words[first].text[0].isupper():
            first += 1
        name = _run(words, units, first)
        if name and not is_place(" ".join(name)):
            found.add(name)
    found |= {name for name in _apposed(words, units) if not is_place(" ".join(name))}
    return frozenset(found)


def _apposed(words: Sequence[Word], units: Units) -> Iterator[Name]:
    """Names between commas behind a title: Kepala Dinas Sosial Garut, [Endah Wulandari], ..."""
    for k in range(1, len(words) - 2):
        if words[k].joint != ", " or not _behind_title(words, units, k):
            continue
        last = k
        while last < len(words) and last - k < _MOST_NAMES and _name_word(words[last], opens=last == k):
            last += 1
        closed = last < len(words) and words[last].joint.startswith(",")
        whole = units.match(k, "organisation", "state", "leader", "armed")
        if closed and last - k > 1 and (whole is None or whole.last < last):
            yield tuple(w.text for w in words[k:last])


def _name_word(word: Word, *, opens: bool) -> bool:
    return word.text.isalpha() and word.text.istitle() and (opens or word.joint == " ")


def _behind_title(words: Sequence[Word], units: Units, k: int) -> bool:
    """Whether a title opens the unbroken phrase of capitalised words that ends before word `k`."""
    for j in range(k - 1, max(-1, k - 1 - _LONGEST_TITLE), -1):
        if units.sentence(j) != units.sentence(k) or not words[j].text[0].isupper():
            return False
        agent = units.match(j, "agent")
        if agent is not None and agent.entry is not None and agent.entry.title:
            return True
        if "," in words[j].joint:
            return False
    return False


def parts_of_names(names: Iterator[Name]) -> frozenset[str]:
    """Every word of names of two words and more that can stand alone for the person."""
    return frozenset(w for name in names if len(name) > 1 for w in name if len(w) >= _SHORTEST_PART)


def _opens_attribution(words: Sequence[Word], units: Units, k: int) -> bool:
    """Whether word `k` is a bare cue behind a quotation mark or a comma: `", kata ...`, `, jelas ...`."""
    word = words[k]
    if word.lower not in units.lexicon.cues or word.text[0].isupper():
        return False
    return any(mark in word.joint for mark in ',"”')


def _run(words: Sequence[Word], units: Units, k: int) -> Name:
    """The capitalised words from `k` on if they can be a name: none in the lexicon, no other entity."""
    name: list[str] = []
    for j in range(k, min(k + _MOST_NAMES, len(words))):
        word = words[j]
        if word.joint != " " or not word.text.isalpha() or not word.text.istitle():
            break
        if units.matches(j) or units.in_class(j, "timing") or units.in_class(j, "no_actor"):
            return ()
        entity = units.entity_at(j)
        if entity is not None and (entity[0].label == "PER" or entity[1] - j > 1):
            return ()
        name.append(word.text)
    return tuple(name)
