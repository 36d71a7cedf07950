"""Settles which capitalised words name persons, by where they stand in the article.

The model takes Boston for a town and Juli for a month wherever they stand. But who is called by a cue
(`..., kata Boston`), reports (`Juli menjelaskan ...`) or stands in apposition behind a title is a person,
and a word that is part of a person's name in one sentence is so in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from saksi.language.analysis import Analysis, Entity, Sentence, Token
from saksi.language.morphology import bare_of
from saksi.lexicons.load import Lexicons
from saksi.reference.acronyms import find_nicknames
from saksi.reference.actor_lexicon import ActorLexicon, actor_lexicon
from saksi.reference.gazetteer import Gazetteer, fold, gazetteer

PERSON = "PER"
_MOST_WORDS = 4
_MOST_BEFORE = 2
_SHORTEST = 3
_TITLE_REACH = 10
_PARTICLE = 3
_AGE_DIGITS = 2
_TITLED = 0.75
# What may stand between a subject and its cue: Boston *juga* menjelaskan.
_BETWEEN = 2
_BODIES = frozenset({"organisation", "armed", "state", "territory", "historic", "seat"})
_JOINTS = re.compile(r"[-'’]")
_FUNCTION = frozenset({"ADP", "SCONJ", "CCONJ", "PRON", "DET", "AUX", "PART"})
_QUOTES = frozenset("\"”“'’")


def settle_names(analysis: Analysis, lexicons: Lexicons) -> Analysis:
    """The analysis with its entities corrected: names of persons completed, found or cut.

    Entities stay in text order and apart. Nothing else of the analysis changes.
    """
    names = _Names(
        analysis,
        actor_lexicon(lexicons),
        _reporting_cues(lexicons),
        gazetteer(lexicons),
        _headline_verbs(lexicons),
    )
    settled = names.entities()
    return analysis if settled == analysis.entities else analysis.with_entities(settled)


@lru_cache(maxsize=4)
def _reporting_cues(lexicons: Lexicons) -> frozenset[str]:
    """Active cues of one word, as they stand behind a subject."""
    rows = lexicons.table("speech_cues")
    return frozenset(r["cue"] for r in rows if r["form"] == "active" and "_" not in r["cue"])


@lru_cache(maxsize=4)
def _headline_verbs(lexicons: Lexicons) -> frozenset[str]:
    """Bare forms of the verbs of events, as headlines write them: kecam, desak, serang."""
    rows = (*lexicons.table("frames_conflict"), *lexicons.table("frames_cooperation"))
    verbs = (verb for row in rows if row["type"] != "NONE" for verb in row["verb"].split())
    return frozenset(bare for verb in verbs if "_" not in verb and (bare := bare_of(verb)) and bare != verb)


class _Names:
    def __init__(
        self,
        analysis: Analysis,
        lexicon: ActorLexicon,
        reporting: frozenset[str],
        places: Gazetteer,
        headline_verbs: frozenset[str],
    ) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.text = analysis.text
        self.lexicon = lexicon
        self.reporting = reporting
        self.places = places
        self.headline_verbs = headline_verbs
        self._name_words: dict[int, bool] = {}
        self._sentence_starts = {s.first for s in analysis.sentences}
        self._titled = {s.first for s in analysis.sentences if self._title_case(s)}
        self.given = tuple(part for e in analysis.entities for part in self._parted(self._cut(e)))
        self._label = {i: e.label for e in self.given for i in range(e.first, e.last)}

    def entities(self) -> tuple[Entity, ...]:
        speaking = self._speaking()
        own = [self._own(e, speaking) for e in self.given if e.label == PERSON]
        made = [self._whole(e, speaking) for e in own]
        # A body's name is a person's only where it opens a name that the model began behind it.
        led = {self.tokens[w.first].text for o, w in zip(own, made, strict=True) if w.first < o.first}
        bodies = {t.text for t in self.tokens if self._is_body(t)} - led
        made += [self._person(*run) for run in self._apposed(speaking)]
        made += [self._person(*run) for run in self._aged()]
        made += [self._person(*run) for run in self._seated()]
        made += [self._person(*run) for run in self._fuller(speaking - bodies)]
        made += [self._person(*run) for run in self._again(made)]
        parts = {t.text for e in made if e.last - e.first > 1 for t in self.tokens[e.first : e.last]}
        alone = {self.tokens[e.first].text for e in made if e.last - e.first == 1}
        names = {w for w in speaking if w in parts or w in alone}
        names |= {w for w in self._first_names(made) if self._never_a_place(w)}
        # Sony reports, and R Sony Sulaksono is named: the company is not meant.
        names -= bodies - {w for w in speaking & parts if w.istitle() and self._firm(w)}
        taken = {i for e in made for i in range(e.first, e.last)}
        short = self._short_forms(made)
        made += [
            self._person(i, i + 1)
            for i, token in enumerate(self.tokens)
            if i not in taken
            and (token.text in short or (token.text in names and not self._is_title(i) and self._may_name(i)))
        ]
        return self._merged(made)

    def _parted(self, entity: Entity) -> Iterator[Entity]:
        """Two names that the model took for one: known bodies (Hamas dan Fatah), or those around a verb of a
        headline, where all words have capitals (Trump Kecam Musk).
        """
        for i in range(entity.first + 1, entity.last - 1):
            known = self.tokens[i].lower == "dan" and self._known(entity.first, i)
            headline = self.tokens[i].lower in self.headline_verbs and self._in_title(i)
            if headline or (known and self._known(i + 1, entity.last)):
                for first, last in ((entity.first, i), (i + 1, entity.last)):
                    start, end = self.tokens[first].start, self.tokens[last - 1].end
                    yield replace(entity, first=first, last=last, start=start, end=end)
                return
        yield entity

    def _firm(self, word: str) -> bool:
        """Whether the word is the whole name of an organisation, and nothing else that acts."""
        whole = [p.entry.sort for p in self.lexicon.at(word.lower()) if p.lower == (word.lower(),)]
        return bool(whole) and set(whole) == {"organisation"}

    def _in_title(self, i: int) -> bool:
        return self.analysis.sentence_of(i).first in self._titled

    def _known(self, first: int, last: int) -> bool:
        """Whether the words are the whole name of a body, a group or a state in the lexicon."""
        written = tuple(t.lower for t in self.tokens[first:last])
        return any(p.lower == written and p.entry.sort in _BODIES for p in self.lexicon.at(written[0]))

    def _seated(self) -> Iterator[tuple[int, int]]:
        """Names that the model ran into the place of an office: Bupati Blora [Rudi 'Acong' Wasono]."""
        for entity in self.given:
            if entity.label == PERSON or entity.first == 0 or not self._is_office(entity.first):
                continue
            for cut in range(entity.last - 1, entity.first, -1):
                place = self.text[self.tokens[entity.first].start : self.tokens[cut - 1].end]
                if any(sense.known for sense in self.places.senses(fold(place))):
                    if all(self._is_name_word(i) for i in range(cut, entity.last)):
                        yield cut, self._past_nickname(entity.last)
                    break

    def _is_office(self, i: int) -> bool:
        """Whether an office stands before word `i`, or its last word does (Wali | Kota Makassar)."""
        return self._is_title(i - 1) or (i > 1 and self._is_title(i - 2)) or self._is_title(i)

    def _past_nickname(self, end: int) -> int:
        """The end of a name that goes on behind a nickname in marks: 'Acong' Wasono."""
        marked = [t.text for t in self.tokens[end : end + 3]]
        if len(marked) == 3 and marked[0] in _QUOTES and marked[2] in _QUOTES and marked[1].istitle():
            following = next((e for e in self.given if e.first == end + 3 and e.label == PERSON), None)
            return following.last if following is not None else end
        return end

    def _merged(self, persons: Sequence[Entity]) -> tuple[Entity, ...]:
        """The persons, longest first where they overlap, and what they leave of the other entities."""
        kept: list[Entity] = []
        taken: set[int] = set()
        for entity in sorted(persons, key=lambda e: (e.first - e.last, e.first)):
            if taken.isdisjoint(range(entity.first, entity.last)):
                kept.append(entity)
                taken.update(range(entity.first, entity.last))
        for entity in (e for e in self.given if e.label != PERSON):
            # "Skuad Garuda Shin Tae-yong": what stands before the person may stay.
            last = next((i for i in range(entity.first, entity.last) if i in taken), entity.last)
            if last > entity.first:
                end = self.tokens[last - 1].end
                kept.append(replace(entity, last=last, end=end))
        return tuple(sorted(kept, key=lambda e: e.first))

    def _cut(self, entity: Entity) -> Entity:
        """The person's name without a word in small letters behind it (*Prilly Latuconsina chat*)."""
        if entity.label != PERSON:
            return entity
        if self.tokens[entity.first].text[0].islower():
            return entity
        for i in range(entity.first + 1, entity.last):
            word = self.tokens[i].text
            if word[0].islower() and len(word) > _PARTICLE and self._spaced(i):
                return self._person(entity.first, i)
        return entity

    def _speaking(self) -> frozenset[str]:
        """Words that stand alone as speakers somewhere: called by a bare cue, or subject of an active one."""
        found = set()
        for i, token in enumerate(self.tokens):
            if not self._is_name_word(i) or self._is_title(i):
                continue
            if self._speaks(i):
                found.add(token.text)
        return frozenset(found)

    def _called(self, i: int) -> bool:
        at = i - 1 - (self.tokens[i - 1].lower == "nya")  # also: ujarnya Budi
        if at < 1:
            return False
        cue, before = self.tokens[at], self.tokens[at - 1].text
        quoted = before in _QUOTES or before == ","
        return quoted and cue.lower in self.lexicon.cues and cue.text.islower() and self._ends_name(i + 1)

    def _reports(self, i: int) -> bool:
        if i not in self._sentence_starts and self.tokens[i - 1].text not in {",", '"', "”"}:
            return False
        for k in range(i + 1, min(i + 2 + _BETWEEN, len(self.tokens))):
            if self.tokens[k].lower in self.reporting:
                return self.tokens[k].text.islower()
            if self.tokens[k].upos not in ("ADV", "PART", "AUX"):
                return False
        return False

    def _ends_name(self, i: int) -> bool:
        return i >= len(self.tokens) or not self._is_name_word(i)

    def _whole(self, entity: Entity, speaking: frozenset[str]) -> Entity:
        """The person with first names that the model left out: `, [Boston] [Robert Siahaan]`."""
        first = entity.first
        for _ in range(_MOST_BEFORE):
            joined = first > 1 and self.tokens[first - 1].text == "-" and not self._spaced(first)
            first -= 2 if joined else 1
            if first < 1 or not self._is_name_word(first) or not (joined or self._spaced(first + 1)):
                break
            if self._is_title(first) or self._shouts(first) or self._label.get(first) == PERSON:
                break
            if joined or self._opens_name(first, speaking):
                return self._person(first, entity.last)
        return entity

    def _opens_name(self, i: int, speaking: frozenset[str]) -> bool:
        """Whether the word at `i` may be a first name: behind a comma, bracket or initial, or a speaker."""
        before = self.tokens[i - 1].text
        opens = before in (",", ")") or (len(before) == 1 and before.isupper())
        return opens or (self.tokens[i].text in speaking and not self._is_body(self.tokens[i]))

    def _own(self, entity: Entity, speaking: frozenset[str]) -> Entity:
        """The person without the name of the company before them: `PT [Dhirga Surya] Ari Wibowo`."""
        if entity.first == 0 or not self._company(entity.first - 1):
            return entity
        spoken = (i for i in range(entity.first + 1, entity.last) if self.tokens[i].text in speaking)
        first = next(spoken, entity.first)
        return self._person(first, entity.last)

    def _company(self, i: int) -> bool:
        return self.lexicon.in_class("company", (self.tokens[i].lower,)) == 1

    def _aged(self) -> Iterator[tuple[int, int]]:
        """Names with an age in brackets: `Vatikan (27)`."""
        for i in range(1, len(self.tokens) - 2):
            years = self.tokens[i + 1].text
            if self.tokens[i].text != "(" or self.tokens[i + 2].text != ")" or not years.isdigit():
                continue
            if len(years) != _AGE_DIGITS or years[0] == "0":
                continue
            first = i
            while first > 0 and i - first < _MOST_WORDS and self._is_name_word(first - 1):
                first -= 1
                if not self._spaced(first) or self._is_title(first - 1):
                    break
            if first < i and not self._is_title(first) and not self._shouts(first):
                yield first, i

    def _fuller(self, speaking: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Names of two words and more that begin with a word which speaks alone elsewhere."""
        for i, token in enumerate(self.tokens):
            if token.text not in speaking or not self._is_name_word(i) or self._shouts(i):
                continue
            last = i + 1
            while last < len(self.tokens) and last - i < _MOST_WORDS and self._goes_on(last):
                last += 1
            labels = {self._label.get(k) for k in range(i, last)}
            if last - i > 1 and labels <= {None, PERSON}:
                yield i, last

    def _goes_on(self, i: int) -> bool:
        """Whether a name goes on with token `i`."""
        if not self._is_name_word(i) or not self._spaced(i) or self._is_body(self.tokens[i]):
            return False
        return not self._is_title(i) and self.tokens[i].upos == "PROPN"

    def _again(self, persons: Sequence[Entity]) -> Iterator[tuple[int, int]]:
        """Names of two words and more wherever they stand again."""
        names: dict[str, set[tuple[str, ...]]] = {}
        for entity in persons:
            name = tuple(t.text for t in self.tokens[entity.first : entity.last])
            if len(name) > 1 and all(self._is_name_word(i) for i in range(entity.first, entity.last)):
                names.setdefault(name[0], set()).add(name)
        for i, token in enumerate(self.tokens):
            for name in names.get(token.text, ()):
                if tuple(t.text for t in self.tokens[i : i + len(name)]) == name:
                    yield i, i + len(name)

    def _short_forms(self, persons: Sequence[Entity]) -> set[str]:
        """Other names that the article gives persons, and initials of persons that speak (AHY)."""
        made = self.analysis.with_entities(persons)
        given = {short for short, _ in find_nicknames(made, made.words, self.lexicon)}
        initials = set()
        for entity in persons:
            words = _JOINTS.sub(" ", self.text[entity.start : entity.end]).split()
            if len(words) > 1:
                initials.add("".join(w[0] for w in words).upper())
        speaking = {t.text for i, t in enumerate(self.tokens) if t.text in initials and self._speaks(i)}
        return speaking | {name for name in given if " " not in name}

    def _speaks(self, i: int) -> bool:
        return i > 0 and (self._called(i) or self._reports(i))

    def _first_names(self, persons: Sequence[Entity]) -> set[str]:
        """First words of names of two words and more that the model took for places or bodies elsewhere."""
        firsts = {self.tokens[e.first].text for e in persons if e.last - e.first > 1}
        others = {
            self.tokens[e.first].text for e in self.given if e.label != PERSON and e.last - e.first == 1
        }
        return firsts & others

    def _never_a_place(self, word: str) -> bool:
        """Whether no *di*, *ke*, *Kota* stands before the word anywhere."""
        where = (i for i, token in enumerate(self.tokens) if token.text == word)
        return not any(i and self._placed(i) for i in where)

    def _placed(self, i: int) -> bool:
        return self.lexicon.in_class("place_before", (self.tokens[i - 1].lower,)) == 1

    def _apposed(self, speaking: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Names behind a title and a comma: `Ketua Asosiasi X, [Jakfar Sodikin] ...`.

        One word alone must speak elsewhere.
        """
        for i in range(2, len(self.tokens)):
            if self.tokens[i - 1].text != "," or not self._is_name_word(i):
                continue
            last = i + 1
            while last < len(self.tokens) and last - i < _MOST_WORDS and self._is_name_word(last):
                last += 1
            labels = {self._label.get(k) for k in range(i, last)}
            whole_place = len(labels) == 1 and labels <= {"LOC", "ORG"}
            single = last - i == 1
            if (whole_place and not single) or labels == {PERSON}:
                continue
            if single and (self.tokens[i].text not in speaking or self.tokens[last : last + 1] == ()):
                continue
            if any(self._is_title(k) or self._is_body(self.tokens[k]) for k in range(i, last)):
                continue
            if self._closes(last) and self._behind_title(i - 2):
                yield i, last

    def _closes(self, i: int) -> bool:
        """Whether an apposition ends before token `i`: at a comma, a bracket, or the cue it is subject of."""
        if i >= len(self.tokens):
            return False
        return self.tokens[i].text in (",", "(") or self.tokens[i].lower in self.reporting

    def _behind_title(self, i: int) -> bool:
        """Whether the phrase that ends with token `i` opens with an office or rank."""
        for k in range(i, max(-1, i - _TITLE_REACH), -1):
            token = self.tokens[k]
            if self._is_title(k) and token.text[0].isupper():
                return True
            if token.text == "," or not (
                token.text[0].isupper() or token.text in "()" or token.lower == "dan"
            ):
                return False
        return False

    def _may_name(self, i: int) -> bool:
        """Whether a word that names a person elsewhere does so here: a month (Juli) only where it speaks."""
        if self.lexicon.in_class("timing", (self.tokens[i].lower,)):
            return self._speaks(i)
        return self._stands_alone(i)

    def _stands_alone(self, i: int) -> bool:
        """Whether the word is no part of a longer name, nor placed by the word before it (*di Boston*)."""
        if i and self._placed(i):
            return False
        beside = (k for k in (i - 1, i + 1) if 0 <= k < len(self.tokens) and self._spaced(max(k, i)))
        return not any(self._is_name_word(k) and not self._is_title(k) for k in beside)

    def _is_name_word(self, i: int) -> bool:
        """Whether the word is written as names are: Boston, Tae-yong; not BPS, not a form of address."""
        if self.tokens[i].text[0].islower():
            return False
        known = self._name_words.get(i)
        if known is None:
            known = self._name_words[i] = self._written_as_name(self.tokens[i])
        return known

    def _written_as_name(self, token: Token) -> bool:
        first, *others = _JOINTS.split(token.text)
        shaped = first.istitle() and first.isalpha() and all(p.istitle() or p.islower() for p in others)
        if not shaped or len(token.text) < _SHORTEST or token.upos in _FUNCTION:
            return False
        classes = self.lexicon.classes_at((token.lower,))
        return "title_noise" not in classes and "no_actor" not in classes

    def _shouts(self, i: int) -> bool:
        """Whether the word's sentence is a headline, in which capitals say nothing."""
        return self.analysis.sentence_of(i).first in self._titled

    def _is_title(self, i: int) -> bool:
        """Whether the word is an office, a rank or another word for one person (terdakwa)."""
        return self.tokens[i].lower in self.lexicon.titles

    def _is_body(self, token: Token) -> bool:
        return token.lower in self.lexicon.bodies

    def _spaced(self, i: int) -> bool:
        """Whether one space stands before token `i`."""
        return i > 0 and self.text[self.tokens[i - 1].end : self.tokens[i].start] == " "

    def _title_case(self, sentence: Sentence) -> bool:
        if self.tokens[sentence.last - 1].text == ".":
            return False
        long = [t.text for t in self.tokens[sentence.first : sentence.last] if len(t.text) > _SHORTEST]
        letters = [word for word in long if word[0].isalpha()]
        return len(letters) > _SHORTEST and sum(w[0].isupper() for w in letters) > _TITLED * len(letters)

    def _person(self, first: int, last: int) -> Entity:
        return Entity(PERSON, first, last, self.tokens[first].start, self.tokens[last - 1].end)
