"""Units of a text that can name an actor: matches of the lexicon, entities of the model, defined acronyms."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from saksi.language.analysis import Analysis, Entity
from saksi.reference.actor_lexicon import HOME, NO_CLASS, WORD, ActorLexicon, Entry, Phrase

NAMES = frozenset({"armed", "organisation", "state", "historic", "territory", "region", "ethnic", "seat"})
_JOINTS = frozenset({"", " ", "-", ".", ". ", "'", "’", "/", "&", " & ", "–"})


class Word(NamedTuple):
    """A word of the text: `lower` to compare, `text` as written, the token that holds it, its offsets.

    `joint` is the text between it and the word before, `doubled` marks reduplication (negara-negara).
    """

    lower: str
    text: str
    token: int
    start: int
    end: int
    joint: str
    doubled: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """Words `first` to `last` (half-open) that stand for `entry`, or for an entity of the model.

    `label` is PER, ORG, LOC or "" for what the lexicon alone knows.
    """

    first: int
    last: int
    entry: Entry | None
    label: str = ""


def words_of(analysis: Analysis) -> tuple[Word, ...]:
    """The words of all tokens in text order; a word doubled within a token counts once."""
    found: list[Word] = []
    text = analysis.text
    for token in analysis.tokens:
        if token.text.isalnum():
            # The common case, in one go: a token that is one word.
            joint = text[found[-1].end : token.start] if found else "\n"
            found.append(Word(token.lower, token.text, token.i, token.start, token.end, joint))
            continue
        for match in WORD.finditer(token.text):
            start, end = token.start + match.start(), token.start + match.end()
            before = found[-1] if found else None
            if before is not None and before.token == token.i and before.lower == match[0].lower():
                found[-1] = Word(before.lower, before.text, token.i, before.start, end, before.joint, True)
                continue
            joint = text[before.end : start] if before is not None else "\n"
            found.append(Word(match[0].lower(), match[0], token.i, start, end, joint))
    return tuple(found)


# Initials have up to three letters; longer words in capitals are acronyms.
LONGEST_INITIALS = 3
# No class of small words looks farther than this many words.
LONGEST_CLASS = 4


class Units:
    """Finds the units that begin at a word; longer ones first."""

    def __init__(
        self,
        analysis: Analysis,
        words: Sequence[Word],
        lexicon: ActorLexicon,
        defined: dict[tuple[str, ...], Entry],
    ) -> None:
        self.analysis = analysis
        self.words = words
        self.lexicon = lexicon
        self.defined = defined
        self._longest_defined: dict[str, int] = {}
        for name in defined:
            self._longest_defined[name[0]] = max(len(name), self._longest_defined.get(name[0], 0))
        self._lower = lower = tuple([w.lower for w in words])
        self._ends = [w.end for w in words]
        # What is asked for many times a word is looked up once: classes, sentence, units that begin there.
        begin = lexicon.class_beginnings
        self._classes = [
            lexicon.classes_at(lower[k : k + LONGEST_CLASS]) if word in begin else NO_CLASS
            for k, word in enumerate(lower)
        ]
        self._shouting = tuple(self._all_capitals(s.start, s.end) for s in analysis.sentences)
        self.sentence_numbers = self._sentence = [analysis.sentence_number(w.token) for w in words]
        self.initials = self._persons_initials()
        self._found = [self._unranked(k) for k in range(len(words))]
        # Until the article's own country is known, a name that two countries share (DPR) is the newsroom's.
        self.settle(HOME)
        one_word = (e for e in analysis.entities if e.label == "PER" and e.last - e.first == 1)
        self.single_names = frozenset(analysis.text[e.start : e.end] for e in one_word)
        wordy = [e for e in analysis.entities if self._word_at(e.start) < self._word_at(e.end)]
        self._entities = {self._begins(e): (e, self._word_at(e.end)) for e in wordy}

    def _persons_initials(self) -> frozenset[str]:
        """Initials that the article gives a person (berinisial RS); they mean that person throughout."""
        after = (k + 1 for k, classes in enumerate(self._classes[:-1]) if "initial" in classes)
        texts = (self.words[k].text for k in after)
        return frozenset(t for t in texts if len(t) <= LONGEST_INITIALS and t.isupper())

    def sentence(self, k: int) -> int:
        """The number of the sentence that holds word `k`."""
        return self._sentence[k]

    def entities(self) -> list[tuple[int, Entity]]:
        """The entities of the model with their first word, titles and countries before persons left out."""
        return sorted(((k, entity) for k, (entity, _) in self._entities.items()), key=itemgetter(0))

    def entity_at(self, k: int) -> tuple[Entity, int] | None:
        """The entity of the model that begins at word `k`, and the word after its last."""
        return self._entities.get(k)

    def telling(self) -> list[int]:
        """The words, in order, at which a unit of the lexicon or an entity of the model begins."""
        known = [k for k, found in enumerate(self._found) if found]
        return sorted({*known, *self._entities})

    def promising(self) -> Iterator[int]:
        """The words, in order, at which something that has to do with an actor may begin."""
        begin = self.lexicon.pronoun_beginnings
        for k, word in enumerate(self.words):
            opens = word.text[0]
            if (
                self._found[k]
                or self._classes[k]
                or opens.isupper()
                or opens.isdigit()
                or word.lower in begin
                or k in self._entities
            ):
                yield k

    def settle(self, country: str | None) -> None:
        """Prefers entries of this country where a name (Partai Buruh) is one of several countries."""

        def rank(unit: Unit) -> tuple[int, bool]:
            return -unit.last, unit.entry is None or unit.entry.country != country

        self._matches = [sorted(found, key=rank) if len(found) > 1 else found for found in self._found]

    def matches(self, k: int) -> Sequence[Unit]:
        """Units of the lexicon and of the article's own acronyms that begin at word `k`, longest first."""
        return self._matches[k]

    def _unranked(self, k: int) -> Sequence[Unit]:
        word = self.words[k]
        longest = self._longest_defined.get(word.text, 0)
        phrases = self.lexicon.beginning(word.lower, self._lower[k + 1] if k + 1 < len(self._lower) else "")
        if not (longest or phrases) or word.text in self.initials:
            return ()
        found: list[Unit] = []
        for size in range(min(longest, len(self.words) - k), 0, -1):
            entry = self.defined.get(tuple(w.text for w in self.words[k : k + size]))
            if entry is not None and self._joined(k, size, False):
                found.append(Unit(k, k + size, entry))
        found += [Unit(k, k + len(p.lower), p.entry) for p in phrases if self._fits(k, p)]
        return found

    def match(self, k: int, *sorts: str) -> Unit | None:
        """The longest match at `k` of one of these sorts."""
        for unit in self._matches[k]:
            if unit.entry is not None and unit.entry.sort in sorts:
                return unit
        return None

    def classes(self, k: int) -> Mapping[str, int]:
        """Of each class of small words with a phrase at word `k`, how many words the phrase takes."""
        return self._classes[k]

    def in_class(self, k: int, name: str) -> int:
        """How many words from `k` on make a phrase of this class of small words."""
        return self._classes[k].get(name, 0) if 0 <= k < len(self._classes) else 0

    def _begins(self, entity: Entity) -> int:
        """The first word of an entity; of a person, the first after title and country (Raja [Abdullah])."""
        k, end = self._word_at(entity.start), self._word_at(entity.end)
        if entity.label != "PER" or self.match(k, "leader"):
            return k
        while k < end:
            match = self.match(k, "agent", "state", "historic", "region", "armed", "organisation")
            if match is None or match.entry is None or match.last >= end or self.in_class(k, "given"):
                break
            if match.entry.sort == "agent" and not match.entry.title:
                break
            if match.entry.sort != "agent" and self.words[k].text in self.single_names:
                # A namesake of a town or a company: Boston Robert Siahaan, later only Boston.
                break
            k = match.last
        # "Metro Jaya Kombes Ade": a rank or a public body inside begins the name anew.
        for j in range(k + 1, end):
            match = self.match(j, "agent", "organisation")
            if (
                match is not None
                and match.entry is not None
                and match.last < end
                and _breaks_name(match.entry)
            ):
                k = match.last
        return k

    def _fits(self, k: int, phrase: Phrase) -> bool:
        size = len(phrase.lower)
        if self._lower[k : k + size] != phrase.lower:
            return False
        window = self.words[k : k + size]
        if not self._joined(k, size, phrase.comma):
            return False
        for word, exact in zip(window, phrase.exact, strict=True):
            shouting = self._shouting[self._sentence[k]]
            if exact and (word.text != exact or (shouting and len(exact) < 4)):
                return False
            if (
                not exact
                and phrase.cased
                and size == 1
                and 1 < len(word.text) < 6
                and word.text.isupper() > shouting
            ):
                return False
        return not phrase.cased or not window[0].text[0].islower()

    def _joined(self, k: int, size: int, comma: bool) -> bool:
        sentence = self._sentence[k]
        return all(
            (w.joint in _JOINTS or (comma and w.joint == ", ")) and self._sentence[k + n] == sentence
            for n, w in enumerate(self.words[k + 1 : k + size], 1)
        )

    def _word_at(self, offset: int) -> int:
        return bisect_right(self._ends, offset)

    def _all_capitals(self, start: int, end: int) -> bool:
        text = self.analysis.text[start:end]
        return text.upper() == text and any(c.isalpha() for c in text)


def _breaks_name(entry: Entry) -> bool:
    """Whether a person's name cannot go on across this entry: ranks, police, army, courts."""
    if entry.sort == "agent":
        return entry.title and entry.role in ("COP", "MIL")
    return entry.role in ("COP", "MIL", "JUD", "LEG", "SPY", "GOV")
