"""Which phrases mean the same actor: names and their short forms, titles, groups, "kelompok itu"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from saksi.language.plain_words import Word
from saksi.reference.actor_codes import Code, Context, explicit_country, leader_code, own_code, sector
from saksi.reference.actor_draft import NOBODY, Draft, Key, title_words
from saksi.reference.actor_lexicon import HOME, ActorLexicon, Entry
from saksi.reference.actor_names import STATES
from saksi.reference.actor_nominal import Nominal
from saksi.reference.actor_persons import Persons, plain
from saksi.reference.actor_take_up import TakeUp

_STATE_BODIES = frozenset({"GOV", "JUD", "LEG", "MIL", "COP", "SPY", "EDU", "MED"})
_SIDES = frozenset({"REB", "UAF"})
_SIDE_REACH = 12  # phrases
_ARMY = frozenset({"MIL", "COP", "REB"})


class Linker:
    """Puts the phrases of an article together into actors."""

    def __init__(
        self,
        text: str,
        words: Sequence[Word],
        lexicon: ActorLexicon,
        context: Context,
        persons: Persons,
        acting: Callable[[Nominal], bool],
        subject: Callable[[Nominal], int],
        year: int | None,
    ) -> None:
        self.text = text
        self.words = words
        self.lexicon = lexicon
        self.context = context
        self.acting = acting
        self.year = year
        self.persons = persons
        # In order of latest mention, so that what is taken up again is found from the end.
        self.drafts: dict[Key, Draft] = {}
        self.take_up = TakeUp(words, lexicon, self.drafts, subject, year)
        self._fresh = 0
        self._bearers: dict[str, Nominal] = {}
        self._by_noun: dict[str, list[tuple[Nominal, Nominal]]] = {}

    def link(self, nominals: Sequence[Nominal]) -> list[Draft]:
        """Drafts in order of first mention."""
        owners = {n: _owner(nominal) for n, nominal in enumerate(nominals) if nominal.owner is not None}
        for nominal in (*nominals, *owners.values()):
            if nominal.name is not None:
                self.persons.add(nominal)
        for n, nominal in enumerate(nominals):
            self._unmask(nominal)
            self._take_side(nominal, nominals[max(0, n - _SIDE_REACH) : n])
        apposed = self._appositions(nominals)
        self._note_titles(nominals, apposed)
        for n, nominal in enumerate(nominals):
            partner = apposed.get(n)
            nominal.apposed = partner is not None
            self._add(nominal, nominals[partner] if partner is not None else nominal)
            if n in owners:
                self._add(owners[n], owners[n])
        kept = [d for d in self.drafts.values() if self._acts(d)]
        for draft in kept:
            draft.code = self._code(draft)
        return sorted(kept, key=lambda d: d.nominals[0].first)

    def _acts(self, draft: Draft) -> bool:
        """Whether a name that only the model takes for an organisation ever stands where actors stand."""
        known = (
            n.agents or (n.entry is not None and (n.entry.role or n.entry.country)) for n in draft.nominals
        )
        if draft.key[0] != "org" or any(known):
            return True
        return any(self.acting(n) for n in draft.nominals)

    def _add(self, nominal: Nominal, meant: Nominal) -> None:
        key, kind = self._identify(meant)
        if key == NOBODY:
            return
        draft = self.drafts.pop(key, None) or Draft(key, kind)
        draft.nominals.append(nominal)
        self.drafts[key] = draft

    def _unmask(self, nominal: Nominal) -> None:
        """Makes a person of what the model called an organisation here but a person elsewhere."""
        if nominal.label != "ORG" or nominal.entry is not None:
            return
        if self.persons.known(plain(self._text(nominal), self.lexicon)):
            nominal.name, nominal.label = (nominal.head, nominal.last), "PER"

    def _take_side(self, nominal: Nominal, before: Sequence[Nominal]) -> None:
        """Puts a bare "komandan" on the side of the rebels that its sentence has spoken of."""
        if len(nominal.agents) != 1 or not nominal.agents[0].takes_role or explicit_country(nominal):
            return
        for other in reversed(before):
            if other.sentence != nominal.sentence:
                return
            if other.agents and sector(other) in _SIDES and not nominal.units:
                role = sector(other)
                nominal.agents += [a for a in other.agents if a.role == role][:1]
                nominal.units += [u for u in other.units if u.role == role][:1]
                nominal.belongs.extend(c for c in [explicit_country(other)] if c)
                return

    # Appositions.

    def _appositions(self, nominals: Sequence[Nominal]) -> dict[int, int]:
        """Index of a title phrase -> index of the name it is in apposition to, across a comma."""
        found: dict[int, int] = {}
        for n, nominal in enumerate(nominals[:-1]):
            following = nominals[n + 1]
            if nominal.sentence != following.sentence or self.words[following.first].joint != ", ":
                continue
            gap = following.first - nominal.last
            opens = self.words[nominal.last].lower if gap else ""
            owned = gap == 1 and opens == "nya"
            near = not gap or owned or (gap < 6 and opens == "yang") or (gap < 5 and self._placed(opens))
            if not near:
                continue
            if following.name is not None and self._titles(nominal, following):
                if not following.agents or following.agents[0].title:
                    found[n] = n + 1
            elif nominal.name is None or n in found.values():
                continue
            elif self._is_title(following) and self._ends_apposition(following.last):
                found[n + 1] = n
        return found

    def _titles(self, nominal: Nominal, following: Nominal) -> bool:
        """Whether a phrase is the title of the name behind it: Bupati Garut, X; kata sopir bus itu, X, ..."""
        person = nominal.name is None and nominal.is_person and nominal.number != "many"
        return person and (self._told(nominal) or self._ends_apposition(following.last))

    def _placed(self, word: str) -> bool:
        """Whether the word opens the place of somebody new: "seorang warga di Palembang, Suci"."""
        return self.lexicon.in_class("place_link", (word,)) == 1

    def _is_title(self, nominal: Nominal) -> bool:
        return nominal.name is None and nominal.is_person and nominal.number != "many" and self._told(nominal)

    def _told(self, nominal: Nominal) -> bool:
        """Whether a title says whose it is, is one of several, or is written as a title."""
        capital = self.words[nominal.head].text[0].isupper() and not self._headline(nominal)
        return (
            capital
            or nominal.number == "one"
            or nominal.possessed
            or nominal.owner is not None
            or bool(nominal.units or nominal.belongs)
        )

    def _headline(self, nominal: Nominal) -> bool:
        """Whether capitals say nothing of the phrase, since every word of its sentence has one."""
        return nominal.titled

    def _ends_apposition(self, k: int) -> bool:
        return k >= len(self.words) or self.words[k].joint.startswith((",", ".", ")", ";")) or k == 0

    def _note_titles(self, nominals: Sequence[Nominal], apposed: dict[int, int]) -> None:
        """Notes which one person bears a title in full: a bare "Menag" before the name means them too."""
        bearers: dict[str, list[Nominal]] = {}
        for n, nominal in enumerate(nominals):
            named = nominals[apposed[n]] if n in apposed else nominal
            if named.name is None:
                continue
            for agent in nominal.agents:
                self._by_noun.setdefault(agent.key.split()[0], []).append((nominal, named))
            if title := title_words(nominal, self.words):
                bearers.setdefault(title, []).append(named)
        for title, found in bearers.items():
            if len({self.persons.key(n) for n in found}) == 1:
                self._bearers[title] = found[0]

    def _bearer(self, nominal: Nominal) -> Nominal | None:
        """The person whom the article names only later with the office that stands bare here."""
        if nominal.number or nominal.owner is not None or nominal.former or len(nominal.agents) != 1:
            return None
        bearer = self._bearers.get(title_words(nominal, self.words))
        if bearer is not None and nominal.agents[0].title:
            return bearer
        return self._only_one(nominal)

    def _only_one(self, nominal: Nominal) -> Nominal | None:
        """The one person of the article whose title holds the noun: the "Ekonom" of the headline, or the
        "ekonom Bank Maju" of the lead before "Kepala Ekonom Bank Maju Sari"."""
        found = self._by_noun.get(nominal.agents[0].key.split()[0], [])
        if len({self.persons.key(named) for _, named in found}) != 1:
            return None
        title, named = found[0]
        units, others = {u.key for u in nominal.units}, {u.key for u in title.units}
        same = bool(units) and units <= others
        headline = nominal.titled and (not units or not others or bool(units & others))
        return named if named.first > nominal.last and (same or headline) else None

    # Identity.

    def _identify(self, nominal: Nominal) -> tuple[Key, str]:
        if nominal.name is not None:
            return ("person", *self.persons.key(nominal)), "person"
        if nominal.agents:
            return self._agent_key(nominal)
        entry = nominal.entry
        if entry is None:
            return ("org", _fold(self._text(nominal))), "organisation"
        if entry.sort in STATES:
            return ("state", entry.key), "state"
        if entry.sort == "seat":
            return ("government", entry.country), "organisation"
        if entry.sort == "ethnic":
            return ("role", entry.key, entry.country), "group"
        return self._organisation_key(entry, nominal), "group" if entry.sort == "armed" else "organisation"

    def _organisation_key(self, entry: Entry, nominal: Nominal) -> Key:
        own = self.lexicon.at_home.get(entry.key)
        if own is not None and not entry.country and self._country(nominal) == HOME:
            entry = own
        if entry.extends:
            # Pemkot Malang and Pemerintah Kota Malang are one; the bare noun is the one named last.
            stem = nominal.stem or nominal.head + len(entry.key.split())
            rest = " ".join(w.lower for w in self.words[stem : nominal.last])
            latest = None if rest else self.take_up.latest(lambda d: d.key[:2] == ("org", entry.key))
            return latest.key if latest is not None else ("org", entry.key, rest)
        return ("org", entry.key)

    def _agent_key(self, nominal: Nominal) -> tuple[Key, str]:
        head = nominal.agents[0]
        if head.kind == "state" and len(nominal.agents) == 1:
            state = next((e for e in nominal.units if e.sort in STATES), None)
            if state is not None:
                return ("state", state.key), "state"
        if head.kind == "state" and not nominal.units and len(nominal.agents) == 1:
            found = self.take_up.find(nominal)
            return (found.key, found.kind) if found is not None else (NOBODY, "state")
        whole = self._named_whole(nominal)
        if whole is not None:
            return self._organisation_key(
                whole, nominal
            ), "group" if whole.sort == "armed" else "organisation"
        if nominal.definite or (nominal.is_person and nominal.number != "many"):
            found = self.take_up.find(nominal)
            if found is not None:
                return found.key, found.kind
            bearer = self._bearer(nominal)
            if bearer is not None:
                return self._identify(bearer)
        inherited = self._country(nominal) or ""
        if self.lexicon.in_class("government", tuple(head.key.split())):
            return ("government", inherited), "organisation"
        if nominal.number == "one":
            self._fresh += 1
            return ("unnamed", str(self._fresh)), "unnamed"
        role = sector(nominal)
        kind = head.kind if head.kind != "state" else "group"
        if nominal.is_person and nominal.number != "many":
            return (
                "title",
                *(a.key for a in nominal.agents),
                *self._unit_keys(nominal),
                inherited,
            ), "unnamed"
        kind = "group" if kind == "person" else kind
        if role in _ARMY and not any(e.sort in ("organisation", "armed") for e in nominal.units):
            return ("role", role, inherited), kind
        return ("role", head.key, *self._unit_keys(nominal), inherited), kind

    def _country(self, nominal: Nominal) -> str | None:
        return explicit_country(nominal) or self.context.inherited(nominal)

    def _named_whole(self, nominal: Nominal) -> Entry | None:
        """The organisation that a common noun only introduces: kelompok Hamas, pihak Polri."""
        head, unit = nominal.agents[0], nominal.units[0] if nominal.units else None
        if unit is None or unit.sort not in ("organisation", "armed") or len(nominal.agents) > 1:
            return None
        if head.kind == "person" or nominal.number:
            return None
        return unit if head.takes_role or not head.role or head.role == unit.role else None

    @staticmethod
    def _unit_keys(nominal: Nominal) -> tuple[str, ...]:
        return tuple(e.key for e in nominal.units if e.sort not in STATES)

    # Codes.

    def _code(self, draft: Draft) -> Code:
        known = [own_code(n, explicit_country(n)) for n in draft.nominals if n.agents or n.entry is not None]
        told = [c for c in known if c.country is not None and c.role]
        if draft.key[0] == "state":
            return Code(draft.nominals[0].entry.country if draft.nominals[0].entry else known[0].country, "")
        if draft.key[0] == "government":
            return Code(draft.key[1] or None, "GOV")
        if draft.kind == "person":
            return self._person_code(draft, known)
        country = next((c.country for c in known if c.country), None)
        role = next((c.role for c in known if c.role), "")
        if told and told[0].country in ("IGO", "NGO"):
            return told[0]
        return Code(country or self._inherited(draft), role)

    def _person_code(self, draft: Draft, known: Sequence[Code]) -> Code:
        titles = [n for n in draft.nominals if n.agents and not n.definite]
        full = [own_code(n, explicit_country(n)) for n in titles]
        told = next((c for c in full if c.country and c.role), None)
        entry = self.lexicon.leader(draft.key[2]) if draft.key[1] == "" and len(draft.key) > 2 else None
        if told is not None:
            return told
        country = next((c.country for c in full if c.country), None)
        role = next((c.role for c in full if c.role), "")
        if entry is not None:
            title = (
                self.text[self.words[titles[0].first].start : self.words[titles[0].last - 1].end]
                if titles
                else ""
            )
            code = leader_code(entry, self.year, title, self.context.countries)
            # A rank (Jenderal) says less than the office that the leader is known to hold.
            if code.country in ("IGO", "NGO") or role in ("", "MIL"):
                return Code(country or code.country, code.role)
            return Code(country or code.country, role)
        return Code(country or self._inherited(draft), role)

    def _inherited(self, draft: Draft) -> str | None:
        for nominal in draft.nominals:
            stated = nominal.agents or (nominal.entry is not None and nominal.entry.role in _STATE_BODIES)
            country = self.context.inherited(nominal) if stated else self._home(nominal)
            if country is not None:
                return country
        return None

    def _home(self, nominal: Nominal) -> str | None:
        return "IDN" if self.context.domestic and not self._foreign(nominal) else None

    def _foreign(self, nominal: Nominal) -> bool:
        return bool(self.context.in_sentence(nominal.sentence) - {"IDN"})

    def _text(self, nominal: Nominal) -> str:
        return self.text[self.words[nominal.head].start : self.words[nominal.last - 1].end]


def _owner(nominal: Nominal) -> Nominal:
    """The person named inside a phrase: [Jokowi] in "pengacara Jokowi"."""
    assert nominal.owner is not None
    first, last = nominal.owner
    return Nominal(first, last, first, nominal.sentence, name=nominal.owner, label="PER")


def _fold(text: str) -> str:
    return " ".join(text.lower().split())
