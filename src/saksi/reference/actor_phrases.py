"""Noun phrases that name an actor: [sejumlah] [kelompok pemberontak] [Suriah], [Presiden Prancis] [Macron].

A phrase is read from left to right, since Indonesian puts the head first; the parse is asked only where
lower-case modifiers could belong to something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from saksi.reference.actor_attachments import Attachments
from saksi.reference.actor_lexicon import Entry
from saksi.reference.actor_names import AFFILIATING, BARRIER, STATES
from saksi.reference.actor_nominal import Nominal
from saksi.reference.actor_units import Unit
from saksi.reference.quotation import quoted_tokens

_NOMINAL = frozenset({"NOUN", "PROPN", "X", "NUM", "SYM"})
_MOST_MODIFIERS = 14


@dataclass
class _Opening:
    """What stands before the head of a phrase; `after` is the head's word."""

    after: int
    number: str = ""
    former: bool = False
    definite: bool = False

    @property
    def counts(self) -> bool:
        return bool(self.number or self.former or self.definite)


class PhraseReader(Attachments):
    """Reads the phrases of an article, sentence by sentence."""

    def read(self) -> list[Nominal]:
        """All phrases in text order, none inside another."""
        found, after = [], 0
        quoted = quoted_tokens(self.analysis)
        told = self._told(frozenset(quoted))
        for k in self.units.promising():
            if k < after:
                continue
            if collective := self._collective(k):
                after = k + collective
                continue
            nominal = self._phrase(k)
            if nominal is not None:
                nominal.titled = self._titled[nominal.sentence]
                nominal.quoted = self.words[nominal.head].token in quoted
                nominal.told = told[nominal.sentence]
                nominal.before = self._lower(k - 1) if self._same(k - 1, k) else ""
                found.append(nominal)
                after = nominal.last
        return found

    def _told(self, quoted: frozenset[int]) -> list[int]:
        """For each sentence, how many before it the reporter tells, rather than somebody quoted."""
        found, count = [], 0
        for sentence in self.analysis.sentences:
            found.append(count)
            count += sentence.last - sentence.first > 1 and sentence.first + 1 not in quoted
        return found

    # Where phrases begin.

    def _collective(self, k: int) -> int:
        """How many words at `k` only take actors up (kedua negara) or oppose them (anti-pemerintah)."""
        if self.words[k].lower in self.units.lexicon.pronoun_beginnings:
            window = tuple([w.lower for w in self.words[k : k + 3]])
            for size in range(len(window), 1, -1):
                if window[:size] in self.units.lexicon.pronouns and window[size - 1] != "nya":
                    return size
        opposes = self.units.in_class(k, "against") == 1 and k + 1 < len(self.words)
        return 2 if opposes and self.words[k + 1].joint == "-" else 0

    def _phrase(self, start: int) -> Nominal | None:
        opening = self._opening(start)
        k = opening.after
        joined = k == start or (self._same(start, k) and not self.words[k].joint.strip(" -"))
        nominal = self._headed(k, opening.number) if joined and k < len(self.words) else None
        if nominal is None:
            return None
        if k > start and (nominal.agents or (nominal.name is not None and not opening.counts)):
            nominal.first = start
        if nominal.agents or opening.former:
            nominal.number, nominal.definite = opening.number, opening.definite or nominal.definite
        nominal.number = nominal.number or ("many" if self.words[k].doubled else "")
        nominal.former = opening.former
        if opening.former and nominal.title is not None:
            nominal.title = (start, nominal.title[1])
        return nominal

    def _opening(self, start: int) -> _Opening:
        """What stands before the head: para, seorang, 20 orang, mantan, sang, Bapak."""
        opening = _Opening(start)
        k = start
        while k < len(self.words) and self._same(start, k):
            if k > start and self.words[k].joint.strip(" -.,"):
                break
            classes = self.units.classes(k)
            if size := classes.get("former", 0):
                opening.former = True
            elif size := classes.get("definite_before", 0):
                opening.definite = True
            elif size := classes.get("many", 0):
                opening.number = "many"
            elif size := classes.get("one", 0):
                opening.number = opening.number or "one"
            elif self._is_number(k):
                opening.number, size = "many", 1
            elif not (size := self._idle(k, classes, opening.number)):
                break
            opening.after = k = k + size
        return opening

    def _idle(self, k: int, classes: Mapping[str, int], number: str) -> int:
        """How many words at `k` are a classifier after a number or a form of address: 0 if none."""
        size = classes.get("count", 0)
        if size and number and self._is_agent(k + size):
            return size
        size = classes.get("title_noise", 0)
        return size if size and self._is_addressed(k + size) else 0

    def _headed(self, k: int, number: str) -> Nominal | None:
        """The phrase whose head is word `k`, after a quantifier of this number."""
        person = self._person_at(k)
        match = self._best(k)
        if match is not None and match.entry is not None and match.entry.sort == "agent":
            if person is not None and not number and self._is_own_name(k, match, person):
                return self._named(k, person)
            return self._agent(match, number)
        if person is not None and (match is None or match.last <= person):
            return self._named(k, person)
        organisation = self._organisation(k, match)
        if organisation is not None:
            return organisation
        if match is None or match.entry is None:
            return None
        if match.entry.sort == "leader":
            return self._named(match.first, match.last) if self._whole_name(match) else None
        return Nominal(k, match.last, k, self.units.sentence(k), entry=match.entry)

    def _is_own_name(self, k: int, match: Unit, person: int) -> bool:
        """Whether a noun at `k` is part of the name that ends before `person`: Muslim Jaya Butar Butar.

        No noun for many stands directly before a name; else the word must name a person alone somewhere.
        """
        entry = match.entry
        if entry is None or entry.kind == "person" or entry.title or match.last - k > 1:
            return False
        return person - match.last > 1 or self.words[k].text in self.units.single_names

    def _is_addressed(self, k: int) -> bool:
        """Whether a form of address before word `k` belongs to a name or title (Bapak Presiden, Pak Budi)."""
        if k >= len(self.words) or not self.words[k].text[0].isupper() or not self._same(k - 1, k):
            return False
        title = self.units.match(k, "agent")
        named = self._person_at(k) is not None or self.units.match(k, "leader") is not None
        return named or (title is not None and title.entry is not None and title.entry.title)

    def _is_agent(self, k: int) -> bool:
        return k < len(self.words) and self.units.match(k, "agent") is not None

    def _organisation(self, k: int, match: Unit | None) -> Nominal | None:
        """An organisation of the lexicon with its extension, or an entity that the model calls ORG."""
        end = match.last if match else k
        entry = match.entry if match else None
        if match is not None and (abroad := self._abroad(match)) is not None:
            return Nominal(k, abroad[1], k, self.units.sentence(k), entry=abroad[0], label="ORG")
        if entry is not None and entry.sort == "organisation" and entry.extends:
            end = self._extension(end)
        entity = self.units.entity_at(k)
        if (
            entity is not None
            and entity[0].label == "ORG"
            and entity[1] > end
            and self._name_like(k, entity[1])
        ):
            end = max(end, self._cut_organisation(k, entity[1]))
            inside = [u.entry for j in range(k, end) for u in self.units.matches(j)[:1] if u.entry]
            whole = entry if entry is not None and entry.sort in ("armed", "organisation") else None
            units = [e for e in inside if e.sort in AFFILIATING]
            stem = match.last if match is not None and whole is not None else 0
            return Nominal(
                k, end, k, self.units.sentence(k), entry=whole, units=units, label="ORG", stem=stem
            )
        if entry is None or entry.sort not in ("organisation", "armed"):
            return None
        units = []
        if end > (match.last if match else k):
            places = [self.place_country(self._text(j, end)) for j in range(match.last if match else k, end)]
            units = [Entry("region", p, p) for p in places if p][:1]
        stem = match.last if match is not None else 0
        return Nominal(k, end, k, self.units.sentence(k), entry=entry, units=units, label="ORG", stem=stem)

    def _named(self, first: int, last: int) -> Nominal:
        """A person's name without a title before it."""
        match = self.units.match(first, "leader")
        entry = match.entry if match is not None and match.last == last else None
        return Nominal(
            first, last, first, self.units.sentence(first), name=(first, last), entry=entry, label="PER"
        )

    # Agent nouns and what follows them.

    def _agent(self, match: Unit, number: str) -> Nominal:
        assert match.entry is not None
        k = match.first
        nominal = Nominal(k, match.last, k, self.units.sentence(k), agents=[match.entry], noun_end=match.last)
        nominal.number = number or ("many" if self.words[k].doubled else "")
        nominal.ethnic = self.units.in_class(k, "ethnic_head") > 0
        self._modifiers(nominal)
        self._following_place(nominal)
        self._described(nominal)
        end = nominal.name[0] if nominal.name else nominal.last
        while end > nominal.noun_end and self.units.in_class(end - 1, "initial"):
            end -= 1
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
            if nominal.name is not None or nominal.definite or nominal.owner:
                return

    def _modifier(self, nominal: Nominal, k: int) -> int | None:
        """The word after the modifier at `k` if one stands there; None ends the phrase."""
        if not self._same(nominal.first, k):
            return None
        joint = self.words[k].joint
        if joint == ", " and (end := self._listed(nominal, k)) > k:
            return end
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
            nominal.owner = (k, person)
            return person
        if person is not None and self._titles_follow(person):
            return person
        if person is not None and self._takes_name(nominal):
            nominal.name = (k, person)
            return person
        match = self._best(k)
        if match is not None and match.entry is not None:
            return self._unit_modifier(nominal, match)
        entity = self.units.entity_at(k)
        if entity is not None and entity[0].label in ("ORG", "LOC") and self._name_like(k, entity[1]):
            end = self._cut_organisation(k, entity[1])
            self._add_entity(nominal, k, end, entity[0].label)
            return end
        return self._plain_modifier(nominal, k)

    def _unit_modifier(self, nominal: Nominal, match: Unit) -> int | None:
        entry = match.entry
        assert entry is not None
        k = match.first
        if entry.sort == "agent":
            if not self._attached(nominal, k) or (nominal.name is None and self._new_clause(nominal, match)):
                return None
            nominal.agents.append(entry)
            nominal.ethnic = nominal.ethnic or self.units.in_class(k, "ethnic_head") > 0
            return match.last
        if entry.sort == "leader":
            if not self._whole_name(match):
                return None
            if self._owns(nominal, match.last):
                nominal.units.append(entry)
                nominal.owner = (match.first, match.last)
                return match.last
            if self._takes_name(nominal):
                nominal.name = (match.first, match.last)
                return match.last
            return None
        if entry.sort in STATES and nominal.ethnic and not nominal.units and not nominal.people:
            nominal.people = entry.key
            return match.last
        abroad = self._abroad(match)
        if abroad is not None:
            nominal.units.append(abroad[0])
            return abroad[1]
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
        after_capital = not self.words[k - 1].text[0].islower()
        capital = word.text[0].isupper() or (word.text[0].isdigit() and after_capital)
        titled = self._titled[self.units.sentence(k)]
        if self.units.in_class(k, "carry_on"):
            return k + 1 if self._carries_on(nominal, k) else None
        if token.upos in BARRIER and not (capital and token.upos in ("VERB", "ADP") and not titled):
            return None
        if capital and (not titled or token.upos in ("PROPN", "NUM", "X")):
            country = self.place_country(word.text)
            if country is not None and not self._opens_name(k):
                nominal.belongs.append(country)
            elif nominal.agents[-1].title and token.upos == "PROPN" and self._takes_name(nominal):
                end = self._unread_name(k)
                if end > k:
                    nominal.name = (k, self._past_nickname(end))
                    return nominal.name[1]
            return k + 1
        if not capital and token.upos in _NOMINAL and self._attached(nominal, k) and not titled:
            return k + 1
        return None

    def _affiliation(self, nominal: Nominal, k: int, size: int) -> int | None:
        """ "asal Calgary", "pimpinan Vietnam": part of the phrase if a name follows."""
        word, after = self.words[k].lower, k + size
        if word == "dari" and nominal.is_person and (named := self._faction(after)) > after:
            return named
        country = self._country_at(after)
        if country is None:
            return None
        if not self.units.in_class(k, "whose"):
            # "Duta Besar Rusia untuk Indonesia X": inside a title only where the name follows.
            k = country[1]
            named = k < len(self.words) and self.words[k].joint == " " and self._same(nominal.first, k)
            named = named and (self._person_at(k) is not None or self._unread_name(k) > k)
            return country[1] if named and nominal.is_person and nominal.units else None
        nominal.belongs.insert(0, country[0])
        return country[1]

    def _past_acronym(self, nominal: Nominal, k: int) -> int | None:
        """Reads over "(KPK)" or "(Walkot)" inside a title if the phrase goes on after it."""
        word = self.words[k]
        closes = self.analysis.text[word.end : word.end + 1] == ")"
        if not closes or not nominal.is_person or k + 1 >= len(self.words) or self.words[k + 1].joint != ") ":
            return None
        if not self._same(k, k + 1):
            return None
        if self.units.in_class(k + 1, "demonstrative"):
            nominal.definite = True
            return k + 1 + self.units.in_class(k + 1, "demonstrative")
        person = self._person_at(k + 1)
        if person is not None:
            nominal.name = (k + 1, person)
            return person
        match = self._best(k + 1) if self.words[k + 1].text[0].isupper() else None
        if match is not None:
            return k + 1 if self._unit_modifier(replace(nominal), match) else None
        return self._plain_modifier(nominal, k + 1) if self.words[k + 1].text[0].isupper() else None

    def _initials(self, nominal: Nominal, k: int) -> int | None:
        """ "berinisial RSS", "bernama Siti": the name that follows."""
        if k >= len(self.words) or not self._same(nominal.first, k) or not self.words[k].text[0].isupper():
            return None
        nominal.name = (k, self._person_at(k) or self._capital_run(k))
        return nominal.name[1]
