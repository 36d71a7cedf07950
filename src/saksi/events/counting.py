"""Finds what the numbers of a sentence count: dead, injured, missing, displaced, arrested, houses, crowds.

A number is a size only if words of the table size_words say so: a state behind those counted (tujuh orang
tewas), an act before them (menewaskan tujuh orang), a count before the number (korban tewas mencapai tujuh),
or what is counted itself (ribuan demonstran). Ages, prices, dates, distances and names of roads never are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from saksi.events.numbers import Number, NumberWords
from saksi.events.size_words import COUNTED, Phrase, SizeWords
from saksi.language.analysis import Analysis, Sentence
from saksi.reference.mentions import Reference

# Words from those counted to their state, from a count to its number, from "tidak ada" to what there is not.
STATE_REACH = 12
COUNT_REACH = 10
NONE_REACH = 4
UNIT_REACH = 4
PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "X"})
PASSED = PHRASE | {"ADP", "ADV", "AUX", "PRON", "PART", "NUM"}
DENYING = frozenset({"tidak", "bukan", "belum", "tak", "tanpa"})
JOINING = frozenset({"dan", "serta", ",", "maupun", "sedangkan", "sementara"})
VICTIM = "korban"
# Joins one number of the same people to another: 40 KK atau 160 jiwa.
OR = "atau"
YEARS = range(1900, 2100)
ASIDE_REACH = 10
# Fewer than these who demonstrate are no crowd.
CROWD_FROM = 10
# Behind these stands the whole of which some are told (dari 30 penumpang, 12 hilang).
OF = frozenset({"dari", "antara"})


@dataclass(frozen=True, slots=True)
class Counted:
    """A number and what it counts, as half-open token ranges; `word` is None until the words say it.

    `before`: the word that says it stands before the number.
    """

    number: tuple[int, int]
    low: int
    high: int | None
    unit: tuple[int, int] | None
    counted: str
    own_kind: str
    end: int
    kind: str = ""
    word: tuple[int, int] | None = None
    before: bool = False


@dataclass(frozen=True)
class Counting:
    """Works on one sentence of an article; `skipped` are tokens that belong to dates."""

    analysis: Analysis
    reference: Reference
    sentence: Sentence
    words: SizeWords
    numbers: NumberWords
    people: frozenset[str]
    skipped: frozenset[int]

    def counted(self) -> list[Counted]:
        """The sizes of the sentence, in text order."""
        tokens = self.analysis.sentence_tokens(self.sentence)
        lower = [t.lower for t in tokens]
        found = self._all(lower)
        found = [self._decided(lower, c) for c in found]
        found = self._shared(lower, found)
        scene = any(self.words.at("scene", lower, i) for i in range(len(lower)))
        sizes = [
            self._placed(c)
            for c in found
            if c.kind and (c.kind != "crowd" or (scene and c.low >= CROWD_FROM))
        ]
        return sorted([*sizes, *map(self._placed, self._nobody(lower))], key=lambda c: c.number)

    def _placed(self, counted: Counted) -> Counted:
        """The ranges counted in the article instead of the sentence."""
        first = self.sentence.first

        def moved(span: tuple[int, int] | None) -> tuple[int, int] | None:
            return None if span is None else (span[0] + first, span[1] + first)

        number = (counted.number[0] + first, counted.number[1] + first)
        return replace(counted, number=number, unit=moved(counted.unit), word=moved(counted.word))

    def _all(self, lower: Sequence[str]) -> list[Counted]:
        """Every number of the sentence that could be a size, with its unit."""
        found: list[Counted] = []
        i = 0
        while i < len(lower):
            number = self.numbers.read(lower, i)
            if number is None:
                i += 1
                continue
            i = number.last
            if not self._label(lower, number):
                counted = self._with_unit(lower, number, found[-1] if found else None)
                if counted is not None:
                    found.append(counted)
                    i = max(i, counted.unit[1] if counted.unit else 0)
        return found

    def _label(self, lower: Sequence[str], number: Number) -> bool:
        """Whether the number is part of a date, of a label (Pasal 5, KM 92, Rp 300) or stands in brackets."""
        first, last = number.core
        if any(self.sentence.first + i in self.skipped for i in range(first, last)):
            return True
        if first and lower[first - 1] == "(" and lower[last : last + 1] == [")"]:
            return True
        return bool(self.words.until("label", lower, first)) or lower[last : last + 1] == ["%"]

    def _with_unit(self, lower: Sequence[str], number: Number, previous: Counted | None) -> Counted | None:
        bare = Counted((number.first, number.last), number.low, number.high, None, "", "", number.last)
        if number.single:
            own = (number.core[0], number.core[1])
            person = lower[own[0]] == "seorang"
            return replace(bare, unit=own, counted="person") if person else self._noun(lower, bare, previous)
        same = previous.counted if previous else ""
        if any(self._fits(p, same) for p in self.words.at("state", lower, number.last)):
            # Without a noun only where people have just been counted, or at the head: "35 tewas, 12 luka".
            # "Ada beberapa luka di tubuhnya" counts wounds.
            year = number.low in YEARS and number.low == number.high
            opening = number.first == 0 or lower[number.first - 1] in JOINING
            return replace(bare, counted=same) if opening and not year else None
        return self._noun(lower, bare, previous)

    def _noun(self, lower: Sequence[str], bare: Counted, previous: Counted | None) -> Counted | None:
        """With the noun behind the number; None if that is nothing that a size counts."""
        tokens = self.analysis.tokens
        for i in range(bare.end, min(bare.end + UNIT_REACH, len(lower))):
            token = tokens[self.sentence.first + i]
            units = self.words.at("unit", lower, i)
            if units:
                unit = units[0]
                if unit.unit == "other":
                    return None
                same = previous.counted if previous and previous.counted else "person"
                counted = same if unit.unit == "same" else unit.unit
                end = i + len(unit.words)
                return replace(bare, unit=(i, end), counted=counted, own_kind=unit.kind, end=end)
            if token.upos == "NOUN":
                if not self._person(self.sentence.first + i):
                    return None
                return replace(bare, unit=(i, i + 1), counted="person", end=i + 1)
            if token.upos not in PHRASE | {"ADV"}:
                return None
        return None

    def _person(self, i: int) -> bool:
        """Whether the noun at token `i` means people: an agent noun, or an actor's mention."""
        token = self.analysis.tokens[i]
        if token.lower in self.people:
            return True
        mention = self.reference.actor_at(i)
        if mention is None or mention.head != i:
            return False
        return self.reference.actor(mention.ref).kind in {"person", "group", "unnamed"}

    def _fits(self, phrase: Phrase, counted: str) -> bool:
        """Whether those counted can be in this state; with nothing named, only people can."""
        return phrase.kind in COUNTED[counted or "person"]

    def _decided(self, lower: Sequence[str], counted: Counted) -> Counted:
        """With the word that says what became of those counted, before or behind them."""
        before = self._before(lower, counted)
        if before is not None:
            phrase, end = before
            return replace(counted, kind=phrase.kind, word=(end - len(phrase.words), end), before=True)
        start = counted.number[0]
        behind = None if start and lower[start - 1] in OF else self._behind(lower, counted)
        if behind is not None:
            phrase, start = behind
            return replace(counted, kind=phrase.kind, word=(start, start + len(phrase.words)))
        if counted.own_kind and counted.unit:
            return replace(counted, kind=counted.own_kind, word=counted.unit)
        return counted

    def _before(self, lower: Sequence[str], counted: Counted) -> tuple[Phrase, int] | None:
        """An act right before the number, or a count with a leading word between (korban tewas menjadi)."""
        tokens = self.analysis.tokens
        end, led = counted.number[0], False
        while end > 0 and counted.number[0] - end <= COUNT_REACH:
            for role in ("act", "count") if not led else ("count",):
                for phrase in self.words.until(role, lower, end):
                    if self._fits(phrase, counted.counted):
                        return phrase, end
            if led and (told := self._told(lower, counted, end)):
                return told, end
            lead = self.words.until("lead", lower, end)
            upos = tokens[self.sentence.first + end - 1].upos
            if lead:
                led = led or tokens[self.sentence.first + end - 1].upos in {"VERB", "PUNCT", "ADV", "AUX"}
                end -= len(lead[0].words)
            elif upos in {"ADV", "AUX"} or (led and upos in PASSED):
                end -= 1
            else:
                return None
        return None

    def _told(self, lower: Sequence[str], counted: Counted, end: int) -> Phrase | None:
        """A state told of people whose number follows: warga yang mengungsi (mencapai 300 jiwa)."""
        for phrase in self.words.until("state", lower, end):
            start = end - len(phrase.words)
            if start and lower[start - 1] == "yang" and self._fits(phrase, counted.counted):
                return phrase
        return None

    def _behind(self, lower: Sequence[str], counted: Counted) -> tuple[Phrase, int] | None:
        """A state behind those counted, with only their own phrase and passing words between."""
        tokens = self.analysis.tokens
        i, inside = counted.end, False
        while i < len(lower) and i - counted.end <= STATE_REACH:
            for phrase in self.words.at("state", lower, i):
                victims = lower[i - 1] == VICTIM and i - 1 > counted.end
                if self._fits(phrase, counted.counted) and not victims:
                    return phrase, i
            passing = self.words.at("pass", lower, i)
            token = tokens[self.sentence.first + i]
            aside = self._aside(lower, i)
            if passing or aside > i:
                i = aside if aside > i else i + len(passing[0].words)
                continue
            inside = inside or token.upos == "ADP"
            if token.upos == "VERB" and lower[i].startswith("di"):
                return self._elided(lower, counted, i + 1)
            if token.upos not in PASSED or lower[i] in DENYING or (token.upos == "NUM" and not inside):
                return None
            i += 1
        return None

    def _elided(self, lower: Sequence[str], counted: Counted, i: int) -> tuple[Phrase, int] | None:
        """A state in a clause that leaves its subject out: seorang pria ditembak polisi [hingga] tewas."""
        for start in range(i, min(i + UNIT_REACH, len(lower))):
            for link in self.words.at("then", lower, start):
                behind = start + len(link.words)
                while passing := self.words.at("pass", lower, behind):
                    behind += len(passing[0].words)
                fitting = (p for p in self.words.at("state", lower, behind) if self._fits(p, counted.counted))
                phrase = next(fitting, None)
                return (phrase, behind) if phrase else None
            if self.analysis.tokens[self.sentence.first + start].upos not in PHRASE | {"ADP", "ADV"}:
                return None
        return None

    def _aside(self, lower: Sequence[str], i: int) -> int:
        """Past words set apart at word `i`: (45), (dua jiwa), 45 tahun, ", Budi Santoso (45),"; else `i`."""
        if lower[i] == "(":
            closing = [j for j in range(i + 1, min(i + ASIDE_REACH, len(lower))) if lower[j] == ")"]
            return closing[0] + 1 if closing else i
        if any(p.unit == "other" for p in self.words.at("unit", lower, i + 1)) and lower[i].isdecimal():
            return i + 2
        follower = self.analysis.tokens[self.sentence.first + i + 1] if i + 1 < len(lower) else None
        if lower[i] == "," and follower is not None and follower.upos == "PROPN":
            closing = [j for j in range(i + 1, min(i + ASIDE_REACH, len(lower))) if lower[j] == ","]
            return closing[0] + 1 if closing else i
        return i

    def _shared(self, lower: Sequence[str], found: Sequence[Counted]) -> list[Counted]:
        """Numbers joined by *dan* share the word that says what became of them, before or behind.

        So do two counts of the same people: 40 KK (160 jiwa), 40 KK atau 160 jiwa.
        """
        shared = list(found)
        for n in range(1, len(shared)):
            one, other = shared[n - 1], shared[n]
            if not one.kind or not one.before or other.kind or not self._joined(lower, one, other):
                continue
            if other.counted == one.counted and not self._part(lower, other):
                shared[n] = replace(other, kind=one.kind, word=one.word, before=True)
        for n in range(len(shared) - 1, 0, -1):
            one, other = shared[n - 1], shared[n]
            if one.kind or not other.kind or other.before or not self._joined(lower, one, other):
                continue
            if other.counted == one.counted and not (one.number[0] and lower[one.number[0] - 1] in OF):
                shared[n - 1] = replace(one, kind=other.kind, word=other.word)
        for n in range(1, len(shared)):
            one, other = shared[n - 1], shared[n]
            told, untold = (one, other) if one.kind else (other, one)
            again = lower[one.end : other.number[0]] in ([OR], ["("], ["dengan"])
            if again and told.kind and not untold.kind and told.kind in COUNTED[untold.counted or "person"]:
                again_told = replace(untold, kind=told.kind, word=told.word, before=told.before)
                shared[n if told is one else n - 1] = again_told
        return shared

    def _part(self, lower: Sequence[str], counted: Counted) -> bool:
        """Whether those counted are some of those counted before (tujuh di antaranya)."""
        return counted.unit is not None and lower[counted.unit[0]] == "di"

    def _joined(self, lower: Sequence[str], one: Counted, other: Counted) -> bool:
        """Whether only the first one's noun phrase and a joining word stand between two numbers."""
        between = range(one.end, other.number[0])
        joined = False
        for i in between:
            upos = self.analysis.tokens[self.sentence.first + i].upos
            joined = joined or lower[i] in JOINING
            if lower[i] not in JOINING and upos not in PHRASE - {"ADJ"}:
                return False
        return joined

    def _nobody(self, lower: Sequence[str]) -> list[Counted]:
        """ "Tidak ada korban jiwa": a size of none."""
        found = []
        for i in range(len(lower)):
            for none in self.words.at("none", lower, i):
                start = i + len(none.words)
                counts = (
                    (j, phrase)
                    for j in range(start, min(start + NONE_REACH, len(lower)))
                    for phrase in self.words.at("count", lower, j)
                    if phrase.words[0] == VICTIM and all(w not in JOINING for w in lower[start:j])
                )
                for j, phrase in counts:
                    word = (j, j + len(phrase.words))
                    found.append(Counted((i, start), 0, 0, None, "person", "", word[1], phrase.kind, word))
                    break
        return found
