"""Finds the names in a text that may be places, with what the words around them show."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from saksi.language.analysis import Entity
from saksi.records import Span
from saksi.reference.date_words import Word
from saksi.reference.gazetteer import TOWN, Gazetteer, Sense, fold
from saksi.reference.place_words import PlaceWords

_LONGEST_NAME = 7
_LONGEST_ACRONYM = 7
_LONGEST_SHORT_FORM = 3
_INSIDE_NAMES = ("-", ".", "'", "’")
_GENERIC = ("head", "area", "preposition", "facility", "street", "organisation", "direction", "particle")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name that may be a place.

    `span` are all words of the mention (head, direction), `name` those of the name alone, `street`
    the words from a street to the town it lies in (Jalan Sudirman, Jakarta). `head` is the kind that
    a head word asks for ("" without one), `locative` whether a preposition or a chain of places
    leads to it, `holders` standard names of the places that follow after commas (Setu, Tangerang
    Selatan), `entity` the label of the entity it lies in, `crowded` whether a capitalised word stands
    right beside it, `person` whether an age or an initial marks a person. `scene` is False for the
    place inside an organisation's name, which tells the country but is no place of its own.
    """

    span: Span
    name: Span
    text: str
    senses: tuple[Sense, ...]
    head: str = ""
    locative: bool = False
    dateline: bool = False
    headline: bool = False
    scene: bool = True
    entity: str = ""
    crowded: bool = False
    street: Span | None = None
    holders: tuple[str, ...] = ()
    person: bool = False

    @property
    def evidence(self) -> bool:
        """Whether the words around the name show that it is a place."""
        return bool(self.head or self.locative or self.dateline or self.entity == "LOC")


# Kinds of sense that a head word admits; a head that is not here names places that no table lists.
_ADMITS = {
    "city": ("municipality", "city", TOWN),
    "regency": ("regency",),
    "district": ("district", TOWN),
    "village": (TOWN,),
    "province": ("province", "region"),
    "region": ("region",),
    "island": ("island", "region", "regency"),
    "sea": ("sea",),
}


def fits_head(head: str, senses: Sequence[Sense]) -> tuple[Sense, ...]:
    """The senses that a head word of kind `head` admits."""
    return tuple(s for s in senses if s.kind in _ADMITS.get(head, ()))


class EntitySpans:
    """Which entity a span lies in."""

    def __init__(self, text: str, entities: Sequence[Entity]) -> None:
        self._text = text
        self._entities = sorted(entities, key=lambda e: (e.start, e.end))
        self._starts = [e.start for e in self._entities]
        self._parts_of_persons = {
            fold(part)
            for e in self._entities
            if e.label == "PER" and len(parts := text[e.start : e.end].split()) > 1
            for part in parts
        }

    def label(self, span: Span) -> str:
        """LOC, or PER or ORG where the span is part of a longer such name, or ""."""
        last = bisect_right(self._starts, span[1] - 1)
        for entity in self._entities[max(0, last - 2) : last]:
            if entity.end > span[0] and entity.start < span[1]:
                longer = entity.start < span[0] or entity.end > span[1]
                if entity.label == "LOC" or longer:
                    return entity.label
                # A lone surname is a person's if the article has the full name; else the tagger
                # took a place that acts (Jerman berharap) for a person.
                surname = fold(self._text[span[0] : span[1]]) in self._parts_of_persons
                return "PER" if entity.label == "PER" and surname else ""
        return ""


class Scanner:
    """Reads the place names of one stretch of text."""

    def __init__(
        self,
        text: str,
        words: Sequence[Word],
        lexicon: PlaceWords,
        places: Gazetteer,
        entities: EntitySpans,
        where: str = "",
    ) -> None:
        self.text = text
        self.words = words
        self.lexicon = lexicon
        self.places = places
        self.entities = entities
        self.where = where

    def names(self) -> Iterator[PlaceName]:
        """All names, left to right, none overlapping."""
        i = 0
        while i < len(self.words):
            found = self._at(i)
            if found is None:
                i += 1
                continue
            i, name = found
            if name is not None:
                yield name

    # -- what stands at a word ---------------------------------------------------------------------

    def _at(self, i: int) -> tuple[int, PlaceName | None] | None:
        """(index to go on from, the name found there or None), or None if nothing begins at `i`."""
        word = self.words[i]
        if not word.text[0].isalpha() or not (word.capital or word.lower in self.lexicon.beginnings):
            return None
        skipped = self.lexicon.match("not_place", self.words, i)
        if skipped is not None and word.capital:
            return skipped[0], None
        listed = self._listed(i) if word.capital else None
        headed = self.lexicon.match("head", self.words, i) is not None
        if listed is not None and headed and not any(s.known for s in listed[1]):
            listed = None
        if listed is not None and listed[0] > i + 1:
            return self._finish(i, i, *listed)
        if listed is not None and any(self.lexicon.match(role, self.words, i) for role in _GENERIC):
            listed = None
        return (
            self._street(i)
            or self._organisation(i)
            or self._headed(i)
            or self._facility(i)
            or (self._finish(i, i, *listed) if listed is not None else None)
        )

    def _finish(
        self, start: int, first: int, after: int, senses: tuple[Sense, ...], head: str = ""
    ) -> tuple[int, PlaceName | None]:
        """A name at words first..after-1 whose mention begins at word `start`."""
        if self.lexicon.match("organisation_after", self.words, after) and self.words[after].capital:
            return after + 1, None
        name = (self.words[first].start, self.words[after - 1].end)
        end = after
        located = self.leads_to(start)
        direction = self.lexicon.match("direction", self.words, after)
        if direction is None and located:
            direction = self.lexicon.match("direction_locative", self.words, after)
        if direction is not None and self.where != "headline":
            end = direction[0]
        span = (self.words[start].start, self.words[end - 1].end)
        crowd_end = end if senses or not head else None
        made = PlaceName(
            span=span,
            name=name,
            text=self.text[name[0] : name[1]],
            senses=senses,
            head=head,
            locative=located,
            dateline=self.where == "dateline",
            headline=self.where == "headline",
            entity=self.entities.label(name),
            person=self._aged(end) or self._initialled(first) or self._titled(start),
            crowded=self._crowded(start if head else first, crowd_end),
        )
        return end, made

    def _listed(self, i: int) -> tuple[int, tuple[Sense, ...]] | None:
        """The longest name of the gazetteer at word `i`: (index after, its senses)."""
        ends: list[int] = []
        for j in range(i, min(len(self.words), i + _LONGEST_NAME)):
            word = self.words[j]
            if j > i and not self._joins(j):
                break
            if word.text[0].isalpha() and word.capital:
                ends.append(j + 1)
        for after in reversed(ends):
            written = self.text[self.words[i].start : self.words[after - 1].end]
            senses = self.places.senses(fold(written))
            fitting = tuple(s for s in senses if not s.capitals or s.capitals == written)
            if fitting:
                return after, fitting
        return None

    def _joins(self, j: int) -> bool:
        """Whether word `j` can go on a name: a capital word, a particle, a mark inside a name."""
        word, before = self.words[j], self.words[j - 1]
        if word.text in _INSIDE_NAMES:
            return word.glued and (word.text != "." or len(before.text) <= 2)
        if not word.text[0].isalpha():
            return False
        if self.text[before.end : word.start].count("\n") > 1:
            return False
        particle = self.lexicon.match("particle", self.words, j) is not None
        return word.capital or particle or before.text in ("-", "'", "’")

    def _run(self, i: int, most: int = 5) -> int:
        """Index after the run of capitalised words that begins at word `i`."""
        j = i
        while j < len(self.words) and j < i + most:
            word = self.words[j]
            if j > i and word.text in _INSIDE_NAMES and word.glued and word.text != ".":
                j += 1
                continue
            if not (word.text[0].isalpha() and word.capital):
                break
            j += 1
        while j > i and not self.words[j - 1].text[0].isalpha():
            j -= 1
        return j

    def _street(self, i: int) -> tuple[int, PlaceName | None] | None:
        """Jalan Sudirman, Jakarta: the street stands for the town after it; alone it is no place."""
        found = self.lexicon.match("street", self.words, i)
        if found is None:
            return None
        j = found[0]
        if j < len(self.words) and self.words[j].text == "." and self.words[j].glued:
            j += 1
        after = self._run(j)
        if after == j:
            return None
        if after < len(self.words) and self.words[after].text == "," and after + 1 < len(self.words):
            town = self._at(after + 1)
            if town is not None and town[1] is not None:
                street = (self.words[i].start, town[1].span[1])
                located = town[1].locative or self.leads_to(i)
                return town[0], replace(town[1], street=street, locative=located)
        return after, None

    def _organisation(self, i: int) -> tuple[int, PlaceName | None] | None:
        """Polda Jawa Barat, Universitas Negeri Malang: no scene, but it tells the country."""
        if not self.words[i].capital or self.where == "dateline":
            return None
        found = self.lexicon.match("organisation", self.words, i)
        if found is None:
            return None
        j = found[0]
        end = self._run(j, 6)
        while j < end:
            listed = self._listed(j)
            if listed is not None and any(s.known for s in listed[1]):
                after, name = self._finish(i, j, *listed)
                return after, replace(name, scene=False) if name is not None else None
            j += 1
        return found[0], None

    def _headed(self, i: int) -> tuple[int, PlaceName | None] | None:
        """Kota Malang, kecamatan Tebet, Desa Sukamaju (listed or not)."""
        found = self.lexicon.match("head", self.words, i)
        if found is None:
            return None
        first, kind = found
        short = len(self.words[i].text) <= _LONGEST_SHORT_FORM
        if short and first < len(self.words) and self.words[first].text == "." and self.words[first].glued:
            first += 1
        if first >= len(self.words) or not self.words[first].text[0].isupper():
            return None
        if self.text[self.words[i].end : self.words[first].start].strip(" .\n") or self._office(i):
            return None
        listed = self._listed(first)
        if listed is not None:
            joint = fold(self.text[self.words[i].start : self.words[listed[0] - 1].end])
            whole = tuple(s for s in self.places.senses(joint) if s.known)
            if not whole and not self.words[i].capital and not fits_head(kind, listed[1]):
                # kampung Indonesia, kota Siberia ini: a common noun, no part of the name.
                return self._finish(first, first, *listed)
            return self._finish(i, first, listed[0], whole or listed[1], head=kind)
        if self.where == "headline" or not (self.words[i].capital or kind in ("village", "district")):
            return None
        return self._finish(i, i, self._run(first, 3), (), head=kind)

    def _office(self, i: int) -> bool:
        """Whether the head at `i` is part of an office: Wali Kota Bandung names a town without head."""
        return self.lexicon.ends("before_head", self.words, i) is not None

    def _facility(self, i: int) -> tuple[int, PlaceName | None] | None:
        """Bandara Soekarno-Hatta: a place of its own, named after anything."""
        found = self.lexicon.match("facility", self.words, i)
        if found is None or self.where in ("headline", "dateline"):
            return None
        after = self._run(found[0])
        if after == found[0] or not self.leads_to(i):
            return (after, None) if after > found[0] and not self._listed(found[0]) else None
        return self._finish(i, i, after, (), head="facility")

    # -- what stands around ------------------------------------------------------------------------

    def leads_to(self, i: int, role: str = "preposition") -> bool:
        """Whether a preposition leads to word `i`, perhaps over an area word (di wilayah X)."""
        for _ in range(3):
            if self.lexicon.ends(role, self.words, i) is not None:
                return True
            area = self.lexicon.ends("area", self.words, i)
            if area is None:
                return False
            i = area
        return self.lexicon.ends(role, self.words, i) is not None

    def is_organisation(self, i: int, end: int) -> bool:
        """Whether the name from word `i` to offset `end` is an institution or a street, or an acronym."""
        if self.lexicon.match("organisation", self.words, i) or self.lexicon.match("street", self.words, i):
            return True
        name = self.text[self.words[i].start : end]
        return name.isupper() and len(name) <= _LONGEST_ACRONYM

    def _aged(self, after: int) -> bool:
        """Whether a person's age follows: Wawan (35)."""
        texts = [w.text for w in self.words[after : after + 3]]
        return len(texts) == 3 and texts[0] == "(" and texts[2] == ")" and texts[1].isdigit()

    def _initialled(self, first: int) -> bool:
        """Whether an initial stands before: K. Lingga."""
        if first < 2:
            return False
        letter, stop = self.words[first - 2], self.words[first - 1]
        return stop.text == "." and stop.glued and len(letter.text) == 1 and letter.capital

    def _titled(self, first: int) -> bool:
        """Whether a rank or form of address stands before: Ipda Samosir, Pak Solo."""
        return self.lexicon.ends("person_title", self.words, first) is not None

    def _crowded(self, first: int, after: int | None) -> bool:
        """Whether a capitalised word stands right beside the name, as in a person's name."""
        before = self.words[first - 1] if first > 0 else None
        behind = self.words[after] if after is not None and after < len(self.words) else None
        return any(w is not None and w.text[0].isalpha() and w.capital for w in (before, behind))
