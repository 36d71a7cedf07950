"""Noun phrases that name an actor: [sejumlah] [kelompok pemberontak] [Suriah], [Presiden Prancis] [Macron].

A phrase is read from left to right, since Indonesian puts the head first; the parse is asked only where
lower-case modifiers could belong to something else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from saksi.language.analysis import Analysis, Token
from saksi.reference.actor_lexicon import Entry
from saksi.reference.actor_units import Unit, Units, Word

AFFILIATING = ("armed", "organisation", "state", "historic", "territory", "region", "ethnic", "seat")
STATES = ("state", "historic", "territory")
_NOMINAL = frozenset({"NOUN", "PROPN", "X", "NUM", "SYM", "ADJ"})
_BARRIER = frozenset({"VERB", "AUX", "ADP", "SCONJ", "CCONJ", "PRON", "ADV", "PART", "PUNCT", "INTJ"})
_ETHNIC_HEADS = frozenset({"etnis", "suku", "keturunan", "kaum"})
_MOST_MODIFIERS = 14

PlaceCountry = Callable[[str], str | None]


@dataclass
class Nominal:
    """A phrase that names an actor, before it is known which.

    `first`/`last` are its words (half-open), `head` the word that heads it; `agents` the nouns that say
    what it is, outermost first, `units` what it belongs to (countries, organisations), `belongs` the
    country of a place that follows (di Aleppo, asal Calgary); `name` the words of a person's name;
    `entry` what a bare name is in the lexicon; `title` the words of office and rank; `owned`: a person's name follows whose people they are.
    """

    first: int
    last: int
    head: int
    sentence: int
    agents: list[Entry] = field(default_factory=list)
    units: list[Entry] = field(default_factory=list)
    belongs: list[str] = field(default_factory=list)
    name: tuple[int, int] | None = None
    title: tuple[int, int] | None = None
    entry: Entry | None = None
    label: str = ""
    number: str = ""
    definite: bool = False
    possessed: bool = False
    former: bool = False
    ethnic: bool = False
    owned: bool = False
    before: str = ""

    @property
    def is_person(self) -> bool:
        """Whether it names one human being, by name or by office."""
        if self.name is not None:
            return True
        return bool(self.agents) and self.agents[0].kind == "person"


class PhraseReader:
    """Reads the phrases of an article, sentence by sentence."""

    def __init__(self, analysis: Analysis, words: Sequence[Word], units: Units, place_country: PlaceCountry) -> None:
        self.analysis = analysis
        self.words = words
        self.units = units
        self.place_country = place_country
        self._titled = tuple(self._title_case(s.first, s.last) for s in analysis.sentences)

    def read(self) -> list[Nominal]:
        """All phrases in text order, none inside another."""
        found, k = [], 0
        while k < len(self.words):
            nominal = self._phrase(k)
            if nominal is not None:
                nominal.before = self._lower(k - 1) if self._same(k - 1, k) else ""
                found.append(nominal)
                k = nominal.last
            else:
                k += 1
        return found

    # Where phrases begin.

    def _phrase(self, start: int) -> Nominal | None:
        number, k, former = "", start, False
        while k < len(self.words) and self._same(start, k):
            size = self.units.in_class(k, "former")
            if size:
                former = True
            elif size := self.units.in_class(k, "many"):
                number = "many"
            elif size := self.units.in_class(k, "one"):
                number = number or "one"
            elif number and (size := self.units.in_class(k, "count")) and self._heads(k + size):
                pass
            elif self._is_number(k):
                size, number = 1, "many"
            else:
                break
            k += size
        if k >= len(self.words) or not self._same(start, k):
            return None
        nominal = self._headed(k)
        if nominal is None:
            return None
        if k > start and nominal.agents:
            nominal.first = start
        elif k > start and not former:
            number = ""
        nominal.number = number or ("many" if self.words[k].doubled else "")
        nominal.former = former or nominal.former
        return nominal

    def _headed(self, k: int) -> Nominal | None:
        """The phrase whose head is word `k`."""
        person = self._person_at(k)
        match = self._best(k)
        if person is not None and (match is None or match.entry is None or match.entry.sort != "agent"):
            if match is None or match.last <= person:
                return self._named(k, person)
        if match is not None and match.entry is not None and match.entry.sort == "agent":
            return self._agent(match)
        organisation = self._organisation(k, match)
        if organisation is not None:
            return organisation
        if match is None or match.entry is None:
            return None
        if match.entry.sort == "leader":
            return self._named(match.first, match.last) if self._whole_name(match) else None
        return Nominal(k, match.last, k, self.units.sentence(k), entry=match.entry)

    def _best(self, k: int) -> Unit | None:
        """The longest match at `k`; an extending organisation without extension counts as agent noun."""
        for unit in self.units.matches(k):
            entry = unit.entry
            if entry is None:
                continue
            if entry.extends and self._extension(unit.last) == unit.last and entry.country != "IDN":
                continue
            if entry.sort == "agent" and self._is_verb(k) and not self.units.entity_at(k):
                continue
            return unit
        return None

    def _heads(self, k: int) -> bool:
        return k < len(self.words) and (self._best(k) is not None or self._person_at(k) is not None)

    def _organisation(self, k: int, match: Unit | None) -> Nominal | None:
        """An organisation of the lexicon with its extension, or an entity that the model calls ORG."""
        end = match.last if match else k
        entry = match.entry if match else None
        if entry is not None and entry.sort == "organisation" and entry.extends:
            end = self._extension(end)
        entity = self.units.entity_at(k)
        if entity is not None and entity[0].label == "ORG" and entity[1] > end and self._name_like(k, entity[1]):
            end = entity[1]
            inside = [u.entry for j in range(k, end) for u in self.units.matches(j)[:1] if u.entry]
            whole = entry if entry is not None and entry.sort in ("armed", "organisation") else None
            units = [e for e in inside if e.sort in AFFILIATING]
            return Nominal(k, end, k, self.units.sentence(k), entry=whole, units=units, label="ORG")
        if entry is None or entry.sort not in ("organisation", "armed"):
            return None
        units = []
        if end > (match.last if match else k):
            places = [self.place_country(self._text(j, end)) for j in range(match.last if match else k, end)]
            units = [Entry("region", p, p) for p in places if p][:1]
        return Nominal(k, end, k, self.units.sentence(k), entry=entry, units=units, label="ORG")

    def _named(self, first: int, last: int) -> Nominal:
        """A person's name without a title before it."""
        match = self.units.match(first, "leader")
        entry = match.entry if match is not None and match.last == last else None
        return Nominal(
            first, last, first, self.units.sentence(first), name=(first, last), entry=entry, label="PER"
        )

    # Agent nouns and what follows them.

    def _agent(self, match: Unit) -> Nominal:
        assert match.entry is not None
        k = match.first
        nominal = Nominal(k, match.last, k, self.units.sentence(k), agents=[match.entry])
        nominal.ethnic = match.entry.key in _ETHNIC_HEADS
        self._modifiers(nominal)
        self._following_place(nominal)
        end = nominal.name[0] if nominal.name else nominal.last
        if nominal.agents[0].kind == "person":
            nominal.title = (k, end)
        return nominal

    def _modifiers(self, nominal: Nominal) -> None:
        k, count = nominal.last, 0
        while k < len(self.words) and count < _MOST_MODIFIERS:
            after = self._modifier(nominal, k)
            if after is None:
                return
            k, count = after, count + 1
            nominal.last = k
            if nominal.name is not None or nominal.definite or nominal.owned:
                return

    def _modifier(self, nominal: Nominal, k: int) -> int | None:
        """The word after the modifier at `k` if one stands there; None ends the phrase."""
        if not self._same(nominal.first, k):
            return None
        joint = self.words[k].joint
        if joint.strip(" -/&.'’"):
            return self._past_acronym(nominal, k) if joint == " (" else None
        if "." in joint and joint != ". " and not joint.strip(" ."):
            return None
        if size := self.units.in_class(k, "demonstrative"):
            nominal.definite = True
            return k + size
        if self.words[k].lower == "nya" and joint == "":
            nominal.possessed = True
            return None
        if self.units.in_class(k, "timing") or self._is_sentence_break(k):
            return None
        if size := self.units.in_class(k, "initial"):
            return self._initials(nominal, k + size)
        person = self._person_at(k)
        if person is not None and self._owns(nominal, person):
            owner = self.units.match(k, "leader")
            if owner is not None and owner.entry is not None:
                nominal.units.append(owner.entry)
            nominal.owned = True
            return person
        if person is not None and self._takes_name(nominal):
            nominal.name = (k, person)
            return person
        match = self._best(k)
        if match is not None and match.entry is not None:
            return self._unit_modifier(nominal, match)
        entity = self.units.entity_at(k)
        if entity is not None and entity[0].label in ("ORG", "LOC") and self._name_like(k, entity[1]):
            self._add_entity(nominal, k, entity[1], entity[0].label)
            return entity[1]
        return self._plain_modifier(nominal, k)

    def _unit_modifier(self, nominal: Nominal, match: Unit) -> int | None:
        entry = match.entry
        assert entry is not None
        k = match.first
        if entry.sort == "agent":
            if not self._attached(nominal, k) or (nominal.name is None and self._new_clause(nominal, match)):
                return None
            nominal.agents.append(entry)
            nominal.ethnic = nominal.ethnic or entry.key in _ETHNIC_HEADS
            return match.last
        if entry.sort == "leader":
            if not self._whole_name(match):
                return None
            if self._owns(nominal, match.last):
                nominal.units.append(entry)
                nominal.owned = True
                return match.last
            if self._takes_name(nominal):
                nominal.name = (match.first, match.last)
                return match.last
            return None
        if entry.sort in STATES and nominal.ethnic and not nominal.units:
            nominal.ethnic = False
            return match.last
        end = self._extension(match.last) if entry.extends else match.last
        nominal.units.append(entry)
        if end > match.last:
            country = self.place_country(self._text(match.last, end))
            if country:
                nominal.belongs.append(country)
        return end

    def _plain_modifier(self, nominal: Nominal, k: int) -> int | None:
        """An adjective, a noun or a capitalised word of a title."""
        word, token = self.words[k], self._token(k)
        if size := self.units.in_class(k, "adjective"):
            return k + size
        if size := self.units.in_class(k, "affiliation"):
            return self._affiliation(nominal, k, size)
        capital = word.text[0].isupper() or word.text[0].isdigit()
        titled = self._titled[self.units.sentence(k)]
        if self.units.in_class(k, "carry_on"):
            return k + 1 if self._carries_on(nominal, k) else None
        if token.upos in _BARRIER and not (capital and token.upos in ("VERB", "ADP") and not titled):
            return None
        if capital and (not titled or token.upos in ("PROPN", "NUM", "X")):
            if self._takes_name(nominal) and token.upos == "PROPN" and not self._known_word(k):
                end = self._capital_run(k)
                nominal.name = (k, end)
                return end
            return k + 1
        if not capital and token.upos in _NOMINAL and self._attached(nominal, k) and not titled:
            return k + 1
        return None

    def _affiliation(self, nominal: Nominal, k: int, size: int) -> int | None:
        """ "asal Calgary", "pimpinan Vietnam": part of the phrase if a name follows."""
        word = self.words[k].lower
        if word in ("dari", "di", "untuk", "bagi", "kepada", "pada", "urusan", "bidang"):
            return None
        after = k + size
        country = self._country_at(after)
        if country is None:
            return None
        nominal.belongs.insert(0, country[0])
        return country[1]

    def _following_place(self, nominal: Nominal) -> None:
        """Reads the country of a place or organisation right after the phrase: di Guinea, untuk PBB."""
        k = nominal.last
        if nominal.name is not None or k + 1 >= len(self.words) or not self._same(nominal.first, k + 1):
            return
        if self.words[k].lower not in ("di", "dari", "asal", "untuk", "bagi") or self.words[k].joint.strip():
            return
        after = k + 1
        while after < len(self.words) and (
            self.units.in_class(after, "place_before") or self.units.in_class(after, "many")
        ):
            after += 1
        country = self._country_at(after) if after < len(self.words) else None
        if country is not None:
            nominal.belongs.append(country[0])

    def _country_at(self, k: int) -> tuple[str, int] | None:
        """The country of the name at `k`, and the word after it."""
        if k >= len(self.words) or self.words[k].joint.strip():
            return None
        match = self.units.match(k, *AFFILIATING)
        if match is not None and match.entry is not None and match.entry.country:
            return match.entry.country, match.last
        end = self._capital_run(k)
        for last in range(min(end, k + 3), k, -1):
            country = self.place_country(self._text(k, last))
            if country:
                return country, last
        return None

    def _past_acronym(self, nominal: Nominal, k: int) -> int | None:
        """Reads over "(KPK)" inside a title if the phrase goes on after it with a name."""
        word = self.words[k]
        closes = self.analysis.text[word.end : word.end + 1] == ")"
        if not closes or not nominal.is_person or k + 1 >= len(self.words):
            return None
        if self.words[k + 1].joint == ") " and self._person_at(k + 1) is not None:
            nominal.name = (k + 1, self._person_at(k + 1) or k + 2)
            return nominal.name[1]
        return None

    def _initials(self, nominal: Nominal, k: int) -> int | None:
        """ "berinisial RSS", "bernama Siti": the name that follows."""
        if k >= len(self.words) or not self._same(nominal.first, k) or not self.words[k].text[0].isupper():
            return None
        nominal.name = (k, self._person_at(k) or self._capital_run(k))
        return nominal.name[1]

    def _add_entity(self, nominal: Nominal, k: int, end: int, label: str) -> None:
        if label == "LOC":
            country = self.place_country(self._text(k, end))
            if country:
                nominal.belongs.append(country)
            return
        match = self._best(k)
        nominal.units.append(match.entry if match and match.entry else Entry("organisation", self._text(k, end)))

    # Names.

    def _person_at(self, k: int) -> int | None:
        """The word after the person's name that begins at `k` by the model's account."""
        entity = self.units.entity_at(k)
        if entity is None or entity[0].label != "PER" or not self._name_like(k, entity[1]):
            return None
        end = entity[1]
        match = self.units.match(k, *AFFILIATING)
        if match is not None and match.last >= end:
            return None
        if end == k + 1 and self.place_country(self.words[k].text) and self.units.in_class(k - 1, "place_before"):
            return None
        while end < len(self.words) and self.words[end].joint in (" ", "-", "'", "’") and self._name_goes_on(end):
            end += 1
        return end

    def _name_goes_on(self, k: int) -> bool:
        """Whether word `k` continues a name that the model cut short (al-Assad, bin Salman)."""
        particle = self.units.in_class(k, "particle") and k + 1 < len(self.words)
        if particle and self.words[k].text.islower():
            return self.words[k].joint in (" ", "-") and self.words[k].lower not in ("di", "de la") and bool(
                self.words[k + 1].text[0].isupper() and self._token(k + 1).upos == "PROPN"
            )
        return self.words[k].joint in ("-", "'", "’") and self.words[k].text[0].isalpha() and (
            self.words[k].text[0].isupper() or self._token(k).upos == "PROPN"
        )

    def _whole_name(self, match: Unit) -> bool:
        """Whether a leader's name is not part of somebody else's longer name."""
        if match.last - match.first > 1:
            return True
        after = match.last
        longer = (
            after < len(self.words)
            and self.words[after].joint == " "
            and self.words[after].text[0].isupper()
            and self._token(after).upos == "PROPN"
            and not self._titled[self.units.sentence(after)]
            and self._best(after) is None
        )
        return not longer and self._token(match.first).upos in ("PROPN", "NOUN", "X")

    def _owns(self, nominal: Nominal, after: int) -> bool:
        """Whether a name that ends before word `after` is not the person's own but whose person it is.

        Relatives and followers always (istri Andi), counsel where the own name follows (pengacara Andi, Budi).
        """
        head = tuple(nominal.agents[0].key.split()) if len(nominal.agents) == 1 else ()
        if self.units.lexicon.in_class("family", head) == len(head) > 0:
            return True
        if not self.units.lexicon.in_class("counsel", head) or after >= len(self.words):
            return False
        if self.words[after].lower == "lainnya":
            return True
        return self.words[after].joint == ", " and self._same(after - 1, after) and self._person_at(after) is not None

    def _takes_name(self, nominal: Nominal) -> bool:
        return nominal.number != "many" and any(a.title or a.kind == "person" for a in nominal.agents)

    def _capital_run(self, k: int) -> int:
        end = k
        while end < len(self.words) and (end == k or self.words[end].joint in (" ", "-", "'", ". ")):
            if not self.words[end].text[0].isupper() or self.units.in_class(end, "timing"):
                break
            if end > k and (self._token(end).upos in _BARRIER or self._is_sentence_break(end)):
                break
            end += 1
        return max(end, k + 1)

    def _extension(self, k: int) -> int:
        """The end of the capitalised words that complete an organisation's name from `k` on."""
        end = k
        while end < len(self.words) and self._same(k - 1, end) and self.words[end].joint in (" ", "-", "/"):
            word, token = self.words[end], self._token(end)
            if self._person_at(end) is not None or self.units.in_class(end, "timing"):
                break
            carry = word.text.islower() and self.units.in_class(end, "carry_on") and end > k
            following = end + 1 < len(self.words) and self.words[end + 1].text[0].isupper()
            if carry and following and word.lower in ("dan", "untuk", "&", "of") and self._best(end + 1) is None:
                end += 1
                continue
            if not (word.text[0].isupper() or word.text[0].isdigit()):
                break
            if self._titled[self.units.sentence(end)] and token.upos != "PROPN":
                break
            if token.upos in ("VERB", "AUX", "ADP", "SCONJ", "PRON", "ADV") and not word.text.isupper():
                break
            title = self.units.match(end, "agent")
            if title is not None and title.entry is not None and title.entry.title:
                break
            end += 1
        while end > k and self.words[end - 1].text.islower():
            end -= 1
        return end

    # Small questions.

    def _token(self, k: int) -> Token:
        return self.analysis.tokens[self.words[k].token]

    def _lower(self, k: int) -> str:
        return self.words[k].lower if k >= 0 else ""

    def _text(self, first: int, last: int) -> str:
        return self.analysis.text[self.words[first].start : self.words[last - 1].end]

    def _same(self, a: int, b: int) -> bool:
        inside = 0 <= a < len(self.words) and 0 <= b < len(self.words)
        return inside and self.units.sentence(a) == self.units.sentence(b)

    def _is_number(self, k: int) -> bool:
        return self._token(k).upos == "NUM" and self.words[k].text[0].isdigit() and len(self.words[k].text) < 7

    def _is_verb(self, k: int) -> bool:
        """Whether the parse takes word `k` for a verb that is no name (Titled words are left alone)."""
        token = self._token(k)
        return token.upos in ("VERB", "AUX") and token.text.islower() and token.voice != ""

    def _is_sentence_break(self, k: int) -> bool:
        return self.words[k].joint.strip(" ") in {".", "!", "?"} and self.words[k - 1].end - self.words[k - 1].start > 3

    def _attached(self, nominal: Nominal, k: int) -> bool:
        """Whether the parse hangs word `k` on the phrase."""
        inside = range(self.words[nominal.head].token, self.words[k].token)
        return self._token(k).head in inside or self._token(k).head == self.words[nominal.head].token

    def _new_clause(self, nominal: Nominal, match: Unit) -> bool:
        """Whether an agent noun after a complete phrase opens a new one (in a headline without verbs)."""
        return bool(nominal.belongs) and match.entry is not None and not match.entry.title

    def _carries_on(self, nominal: Nominal, k: int) -> bool:
        """ "Menteri Perencanaan *dan* Investasi": both sides capitalised, no new actor after it."""
        if not nominal.is_person or k + 1 >= len(self.words) or not self._same(k, k + 1):
            return False
        previous, following = self.words[k - 1], self.words[k + 1]
        if k == nominal.head + 1 or not previous.text[0].isupper() or not following.text[0].isupper():
            return False
        return self._best(k + 1) is None and self._person_at(k + 1) is None and self._token(k + 1).upos != "VERB"

    def _known_word(self, k: int) -> bool:
        """Whether a capitalised word is an ordinary word of titles: it has affixes or stands in a title run."""
        token = self._token(k)
        return token.root != token.lower or self.words[k].text.isupper() or not token.text.isalpha()

    def _name_like(self, k: int, end: int) -> bool:
        return end > k and not self.words[k].text[0].islower()

    def _title_case(self, first: int, last: int) -> bool:
        """Whether a sentence is written as headlines are, every word with a capital."""
        letters = [t.text for t in self.analysis.tokens[first:last] if t.text[0].isalpha() and len(t.text) > 3]
        return len(letters) > 2 and sum(t[0].isupper() for t in letters) > 0.75 * len(letters)
