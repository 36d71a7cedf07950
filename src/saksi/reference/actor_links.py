"""Which phrases mean the same actor: names and their short forms, titles, groups, "kelompok itu"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from saksi.records import Diagnostic
from saksi.reference.actor_codes import HOME, Code, Context, explicit_country, leader_code, own_code, sector
from saksi.reference.actor_lexicon import ActorLexicon, Entry
from saksi.reference.actor_names import STATES
from saksi.reference.actor_nominal import Nominal
from saksi.reference.actor_units import Word

Key = tuple[str, ...]
_SIDES = frozenset({"REB", "UAF"})
NOBODY: Key = ("nobody",)
_ARMY = frozenset({"MIL", "COP", "REB"})


@dataclass
class Draft:
    """An actor in the making: the phrases that mean it, in text order."""

    key: Key
    kind: str
    nominals: list[Nominal] = field(default_factory=list)
    code: Code = field(default_factory=lambda: Code(None, ""))

    @property
    def last(self) -> int:
        """The word that its latest phrase is headed by."""
        return self.nominals[-1].head


class Linker:
    """Puts the phrases of an article together into actors."""

    def __init__(
        self,
        text: str,
        words: Sequence[Word],
        lexicon: ActorLexicon,
        context: Context,
        acting: Callable[[Nominal], bool],
        year: int | None,
    ) -> None:
        self.text = text
        self.words = words
        self.lexicon = lexicon
        self.context = context
        self.acting = acting
        self.year = year
        self.drafts: dict[Key, Draft] = {}
        self.diagnostics: list[Diagnostic] = []
        self._names: dict[tuple[str, ...], list[int]] = {}
        self._aliases: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._fresh = 0

    def link(self, nominals: Sequence[Nominal], aliases: dict[str, str]) -> list[Draft]:
        """Drafts in order of first mention. `aliases` maps acronyms to the long forms of persons' names."""
        for short, long in aliases.items():
            self._aliases[_plain(short, self.lexicon)] = _plain(long, self.lexicon)
        owners = {n: _owner(nominal) for n, nominal in enumerate(nominals) if nominal.owner is not None}
        for nominal in (*nominals, *owners.values()):
            if nominal.name is not None:
                self._names.setdefault(self._name(nominal), []).append(nominal.head)
        for n, nominal in enumerate(nominals):
            self._unmask(nominal)
            self._take_side(nominal, nominals[:n])
        apposed = self._appositions(nominals)
        for n, nominal in enumerate(nominals):
            partner = apposed.get(n)
            self._add(nominal, nominals[partner] if partner is not None else nominal)
            if n in owners:
                self._add(owners[n], owners[n])
        kept = [d for d in self.drafts.values() if self._acts(d)]
        for draft in kept:
            draft.code = self._code(draft)
        return sorted(kept, key=lambda d: d.nominals[0].first)

    def _acts(self, draft: Draft) -> bool:
        """Whether a name that only the model takes for an organisation ever stands where actors stand."""
        if draft.key[0] != "org" or any(n.entry is not None or n.agents for n in draft.nominals):
            return True
        return any(self.acting(n) for n in draft.nominals)

    def _add(self, nominal: Nominal, meant: Nominal) -> None:
        key, kind = self._identify(meant)
        if key == NOBODY:
            return
        self.drafts.setdefault(key, Draft(key, kind)).nominals.append(nominal)

    def _unmask(self, nominal: Nominal) -> None:
        """Makes a person of what the model called an organisation here but a person elsewhere."""
        if nominal.label != "ORG" or nominal.entry is not None:
            return
        words = _plain(self._text(nominal), self.lexicon)
        plain = not any(w in self.lexicon.vocabulary for w in words)
        if any(_part_of(words, name) or (plain and name == words[:1]) for name in self._names):
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
            near = following.first == nominal.last or (
                following.first - nominal.last < 6 and self.words[nominal.last].lower == "yang"
            )
            if not near:
                continue
            if self._is_title(nominal) and following.name is not None:
                if not following.agents or following.agents[0].title:
                    found[n] = n + 1
            elif nominal.name is None or n in found.values():
                continue
            elif self._is_title(following) and self._ends_apposition(following.last):
                found[n + 1] = n
        return found

    def _is_title(self, nominal: Nominal) -> bool:
        return nominal.name is None and nominal.is_person and nominal.number != "many" and self._told(nominal)

    def _told(self, nominal: Nominal) -> bool:
        """Whether a title says whose it is, or is written as a title."""
        capital = self.words[nominal.head].text[0].isupper()
        return (
            capital
            or nominal.possessed
            or nominal.owner is not None
            or bool(nominal.units or nominal.belongs)
        )

    def _ends_apposition(self, k: int) -> bool:
        return k >= len(self.words) or self.words[k].joint.startswith((",", ".", ")", ";")) or k == 0

    # Identity.

    def _identify(self, nominal: Nominal) -> tuple[Key, str]:
        if nominal.name is not None:
            return ("person", *self._person(nominal)), "person"
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
            text = _fold(self._text(nominal))
            if len(text.split()) == len(entry.key.split()) or text == _fold(entry.key):
                latest = self._latest(lambda d: d.key[:2] == ("org", entry.key))
                if latest is not None:
                    return latest.key
            return ("org", entry.key, text)
        return ("org", entry.key)

    def _agent_key(self, nominal: Nominal) -> tuple[Key, str]:
        head = nominal.agents[0]
        if head.kind == "state" and len(nominal.agents) == 1:
            state = next((e for e in nominal.units if e.sort in STATES), None)
            if state is not None:
                return ("state", state.key), "state"
        if head.kind == "state" and not nominal.units and len(nominal.agents) == 1:
            found = self._taken_up(nominal)
            return (found.key, found.kind) if found is not None else (NOBODY, "state")
        whole = self._named_whole(nominal)
        if whole is not None:
            return self._organisation_key(
                whole, nominal
            ), "group" if whole.sort == "armed" else "organisation"
        if nominal.definite or (nominal.is_person and nominal.number != "many"):
            found = self._taken_up(nominal)
            if found is not None:
                return found.key, found.kind
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

    def _taken_up(self, nominal: Nominal) -> Draft | None:
        """The actor that a bare title or "kelompok itu" takes up again, the latest that fits."""
        head = nominal.agents[0]
        country = explicit_country(nominal)

        def same_noun(draft: Draft) -> bool:
            nouns = {a.key for n in draft.nominals for a in n.agents[:1]}
            if head.key not in nouns and not any(key.startswith(head.key + " ") for key in nouns):
                return False
            if country is not None:
                return any(explicit_country(n) == country for n in draft.nominals)
            return not nominal.units or any(set(nominal.units) <= set(n.units) for n in draft.nominals)

        def same_kind(draft: Draft) -> bool:
            if head.kind == "person":
                return draft.kind in ("person", "unnamed") and draft.key[0] != "title"
            if head.kind == "state":
                return draft.kind == "state"
            if head.kind == "group":
                return draft.kind == "group"
            return draft.kind == "organisation" and draft.key[0] == "org"

        if nominal.number == "one":
            return None
        if nominal.is_person:
            found = self._latest(lambda d: d.kind in ("person", "unnamed") and same_noun(d))
            found = found or self._latest(lambda d: self._holds(d, head.key, country))
            if found is not None or not nominal.definite or nominal.units:
                return found
            return self._latest(same_kind)
        if nominal.units or nominal.belongs or (len(nominal.agents) > 1 and not head.takes_role):
            return None
        return self._latest(same_noun) or (self._latest(same_kind) if head.takes_role or head.needs else None)

    def _holds(self, draft: Draft, office: str, country: str | None) -> bool:
        """Whether a known leader holds this office, so that the bare title takes the leader up."""
        if draft.kind != "person" or draft.key[1] != "" or len(draft.key) < 3:
            return False
        entry = self.lexicon.leader(draft.key[2])
        return entry is not None and any(
            t["office"].split(" atau ")[0] == office
            and (country or t["country"]) == t["country"]
            and (self.year is None or int(t["start"]) <= self.year <= int(t["end"] or "9999"))
            for t in entry.terms
        )

    def _latest(self, fits: object) -> Draft | None:
        candidates = [d for d in self.drafts.values() if d.nominals and fits(d)]  # type: ignore[operator]
        return max(candidates, key=lambda d: d.last, default=None)

    # Persons.

    def _name(self, nominal: Nominal) -> tuple[str, ...]:
        assert nominal.name is not None
        first, last = nominal.name
        words = _plain(self.text[self.words[first].start : self.words[last - 1].end], self.lexicon)
        return self._aliases.get(words, words)

    def _person(self, nominal: Nominal) -> tuple[str, ...]:
        """The fullest name in the article that this name is a part of."""
        words = self._name(nominal)
        known = self._leader(nominal, words)
        if known is not None:
            return ("", known.key)
        full = self._fullest(words, nominal)
        leader = self._leader(nominal, full)
        return ("", leader.key) if leader is not None else full

    def _fullest(self, words: tuple[str, ...], nominal: Nominal) -> tuple[str, ...]:
        longer = [n for n in self._names if len(n) > len(words) and _part_of(words, n)]
        longer = [n for n in longer if not any(len(m) > len(n) and _part_of(n, m) for m in longer)]
        if not longer:
            return words
        before = {n: max((k for k in self._names[n] if k <= nominal.head), default=-1) for n in longer}
        heard = [n for n in longer if before[n] >= 0]
        if len(heard) > 1 or (not heard and len(longer) > 1):
            span = (self.words[nominal.first].start, self.words[nominal.last - 1].end)
            names = ", ".join(" ".join(w.capitalize() for w in n) for n in sorted(heard or longer))
            message = f"the name could mean {names}; the one named last before it was taken"
            self.diagnostics.append(Diagnostic("info", "ambiguous-name", message, span))
        if heard:
            return max(heard, key=lambda n: before[n])
        return min(longer, key=lambda n: min(self._names[n]))

    def _leader(self, nominal: Nominal, words: tuple[str, ...]) -> Entry | None:
        """The known leader of this name, if the article gives no reason to think of somebody else."""
        entry = self.lexicon.leader(" ".join(words))
        if entry is None or not words:
            return None
        countries = {t["country"] for t in entry.terms}
        stated = explicit_country(nominal) if nominal.agents else None
        if stated is not None and stated not in countries and not countries & {"IGO", "NGO", ""}:
            return None
        if len(words) > 1 or not self.lexicon.is_common(" ".join(words)):
            return entry
        told = any(t["office"].split()[0] in {a.key.split()[0] for a in nominal.agents} for t in entry.terms)
        return entry if told or countries & set(self.context.countries[:3]) else None

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
        titles = [n for n in draft.nominals if n.agents]
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
            if code.country in ("IGO", "NGO") or not role:
                return Code(country or code.country, code.role)
            return Code(country or code.country, role)
        return Code(country or self._inherited(draft), role)

    def _inherited(self, draft: Draft) -> str | None:
        for nominal in draft.nominals:
            country = self.context.inherited(nominal) if nominal.agents else self._home(nominal)
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


def _plain(name: str, lexicon: ActorLexicon) -> tuple[str, ...]:
    """A name's words in lower case without forms of address."""
    words = tuple(w for w in name.lower().replace(".", " ").replace("-", " ").split() if w)
    while len(words) > 1 and (size := lexicon.in_class("title_noise", words)) and size < len(words):
        words = words[size:]
    return words


def _part_of(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a name's words stand in a fuller name in this order (Rizki in Rizki Agung Prakoso)."""
    position = 0
    for word in short:
        try:
            position = full.index(word, position) + 1
        except ValueError:
            return False
    return True
