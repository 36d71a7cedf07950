"""From a phrase to its code: country from what it belongs to, sector from its head, else context."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from saksi.reference.actor_lexicon import HOME, Entry
from saksi.reference.actor_nominal import Nominal

WORLD = frozenset({"IGO", "NGO"})
# Sectors whose bodies belong to the state that they are named with; media and firms report from abroad.
_TELLING = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "REB", "OPP", "PTY", ""})
# Sectors that stay visible in the code of an international organisation (IGOUNOMIL).
_WORLD_SECTORS = frozenset({"MIL", "COP", "REF", "JUD", "MED"})
# Sectors whose bodies work in many countries: the one that the article is about need not be theirs.
_STATELESS = frozenset({"NGO", "IGO"})
# Sectors of which an article's state usually has one: "militer" alone is the army named elsewhere.
_ARMS = frozenset({"MIL", "COP", "REB"})
# Whose rebels and troops these are no newspaper leaves unsaid; without a country they stay without.
_FIGHTERS = frozenset({"MIL", "REB"})
_OFFICES = frozenset({"GOV", "LEG", "MIL", "COP", "JUD", "SPY"})


@dataclass(frozen=True, slots=True)
class Code:
    """Country (or IGO, NGO) and sector; None and "" where unknown."""

    country: str | None
    role: str

    @property
    def text(self) -> str | None:
        """The code as one word: RUSGOV; ---REB where only the sector is known; None if nothing is."""
        if self.country is None:
            return f"---{self.role}" if self.role else None
        return self.country + self.role


def country_of(entry: Entry) -> str:
    """The country of an entry; a leader has that of the first term."""
    return entry.terms[0]["country"] if entry.terms else entry.country


def explicit_country(nominal: Nominal) -> str | None:
    """The country that the phrase itself names, an ethnic word only if nothing else does."""
    named = [c for e in nominal.units if e.sort != "ethnic" and (c := country_of(e))]
    if nominal.entry is not None and nominal.entry.country:
        return nominal.entry.country
    if named:
        return named[0]
    if nominal.belongs:
        return nominal.belongs[0]
    return next((e.country for e in nominal.units if e.country), None)


def sector(nominal: Nominal) -> str:
    """The PLOVER sector of the phrase, "" if it has none."""
    role = _sector(nominal)
    former = nominal.former and role in _OFFICES
    return "ELI" if former else role


def _sector(nominal: Nominal) -> str:
    if not nominal.agents:
        if nominal.entry is not None:
            return nominal.entry.role
        return next((e.role for e in nominal.units if e.role and e.sort not in ("seat", "leader")), "")
    head = nominal.agents[0]
    if head.takes_role or not head.role:
        for entry in (*nominal.agents[1:], *nominal.units):
            if entry.role and entry.sort != "seat" and entry.country not in WORLD:
                return entry.role
    return head.role


def world_part(nominal: Nominal) -> Entry | None:
    """The international organisation that the phrase belongs to before any country, if any."""
    candidates = ([nominal.entry] if nominal.entry is not None else []) + nominal.units
    first = next((e for e in candidates if e.country and e.sort != "ethnic"), None)
    return first if first is not None and first.country in WORLD else None


def own_code(nominal: Nominal, country: str | None) -> Code:
    """The code of a phrase, given the country that it names or inherits."""
    role = sector(nominal)
    world = world_part(nominal)
    if world is not None:
        extra = role if nominal.agents and role in _WORLD_SECTORS and role != world.role else ""
        return Code(world.country, world.role + extra)
    return Code(country, role)


def leader_code(entry: Entry, year: int | None, title: str, countries: Sequence[str]) -> Code:
    """The code of a leader: the term that the year falls in, else the one that the title or country tells.

    After the last term in office the sector is ELI.
    """
    terms = list(entry.terms)
    if year is not None:
        held = [t for t in terms if int(t["start"]) <= year <= int(t["end"] or "9999")]
        if held:
            best = max(
                held, key=lambda t: (_shared(t["office"], title), t["country"] in countries, int(t["start"]))
            )
            return Code(best["country"] or None, best["role"])
        if all(int(t["start"]) > year for t in terms):
            return Code(terms[0]["country"] or None, "")
        last = max(terms, key=lambda t: int(t["start"]))
        return Code(last["country"] or None, "ELI" if last["role"] in _OFFICES else last["role"])
    best = max(terms, key=lambda t: (_shared(t["office"], title), t["country"] in countries, int(t["start"])))
    return Code(best["country"] or None, best["role"])


def _shared(office: str, title: str) -> int:
    return len(set(office.split()) & set(title.lower().split()))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A word of the article that points at a country."""

    word: int
    sentence: int
    country: str
    strong: bool


class Context:
    """Which country a stretch of the article is about."""

    def __init__(self, evidence: Sequence[Evidence], nominals: Sequence[Nominal]) -> None:
        self.evidence = sorted(evidence, key=lambda e: e.word)
        self._by_sentence: dict[int, list[Evidence]] = defaultdict(list)
        for item in self.evidence:
            self._by_sentence[item.sentence].append(item)
        self._words = [e.word for e in self.evidence]
        self.counts: Counter[str] = Counter(e.country for e in self.evidence)
        self._by_noun: dict[str, set[str]] = defaultdict(set)
        for nominal in nominals:
            country = explicit_country(nominal)
            if nominal.agents and country and country not in WORLD:
                for agent in nominal.agents[:2]:
                    self._by_noun[agent.key].add(country)
                if sector(nominal) in _ARMS:
                    self._by_noun[sector(nominal)].add(country)
        foreign = sum(n for c, n in self.counts.items() if c != HOME)
        # A newsroom leaves its own country unnamed: where no country is named, it is home.
        self.domestic = self.counts[HOME] >= foreign
        self.countries = tuple(c for c, _ in sorted(self.counts.items(), key=lambda x: (-x[1], x[0])))

    def inherited(self, nominal: Nominal) -> str | None:
        """The country of a phrase that names none."""
        if not self.evidence and sector(nominal) in _FIGHTERS:
            return None
        if sector(nominal) in _STATELESS or (not sector(nominal) and not nominal.is_person):
            return HOME if self.domestic else None
        role = sector(nominal)
        arms = [role] if role in _ARMS and nominal.agents and nominal.agents[0].kind != "person" else []
        for noun in (*(a.key for a in nominal.agents[:2]), *arms):
            countries = self._by_noun.get(noun, set())
            if len(countries) == 1 and not (self.domestic and HOME not in countries):
                return next(iter(countries))
        near = self.near(nominal.head, nominal.sentence)
        if self.domestic:
            return near if near is not None and HOME not in self.in_sentence(nominal.sentence) else HOME
        return near or self._before(nominal.head, nominal.sentence) or self.dominant()

    def _before(self, word: int, sentence: int) -> str | None:
        """The country named last in the sentence before."""
        k = bisect_right(self._words, word)
        return self.evidence[k - 1].country if k and sentence - self.evidence[k - 1].sentence == 1 else None

    def near(self, word: int, sentence: int) -> str | None:
        """The country nearest before this word in its sentence, else the only one after it."""
        k = bisect_right(self._words, word)
        if k and self.evidence[k - 1].sentence == sentence:
            return self.evidence[k - 1].country
        if self.domestic:
            return None
        after = {e.country for e in self._by_sentence.get(sentence, ()) if e.word > word}
        return after.pop() if len(after) == 1 else None

    def in_sentence(self, sentence: int) -> frozenset[str]:
        """The countries that a sentence points at."""
        return frozenset(e.country for e in self._by_sentence.get(sentence, ()))

    def dominant(self) -> str | None:
        """The country that at least half of the article's words about countries point at, or home."""
        if not self.countries:
            return HOME
        first = self.countries[0]
        return first if 2 * self.counts[first] >= sum(self.counts.values()) else None


def tells_country(entry: Entry) -> bool:
    """Whether the entry's country says what the article is about (Reuters in a report does not)."""
    if not entry.country or entry.country in WORLD or entry.sort == "ethnic":
        return False
    return entry.role in _TELLING
