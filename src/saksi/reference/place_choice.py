"""Chooses the sense of a place name: by head word, the countries of the article, size; or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log10

from saksi.reference.gazetteer import DISTRICT, TOWN, Sense, fold
from saksi.reference.place_scan import PlaceName, fits_head

HOME = "IDN"
_RANK = {"country": 3.0, "city": 2.0, "municipality": 2.0, "province": 1.0, "region": 1.0}
_LARGE_TOWN = 100_000
_DOMINANCE = 5
_LOCAL = ("regency", "municipality", "district")
_SMALL_TOWN = 15_000
_CITY = 500_000
_VILLAGE = 50_000
_REACH_DEGREES = 0.6


@dataclass(frozen=True, slots=True)
class Context:
    """What the article's plain names tell of the others.

    Countries, Indonesian divisions, provinces and regencies by name, and where the regencies and
    cities at home lie (lat, lon).
    """

    countries: frozenset[str]
    divisions: frozenset[str]
    holders: frozenset[str]
    points: tuple[tuple[float, float], ...] = ()

    @property
    def domestic(self) -> bool:
        """Whether an Indonesian place needs no further hint: it is named, or no other country is."""
        return HOME in self.countries or not self.countries


def context_of(names: Iterable[PlaceName]) -> Context:
    """The context that names with one well-known country give, whether scenes or not."""
    countries: set[str] = set()
    divisions: set[str] = set()
    holders: set[str] = set()
    points: set[tuple[float, float]] = set()
    for name in names:
        known = [s for s in admitted(name) if s.known]
        if not known or name.person or name.entity == "PER" or any(s.support and s.capitals for s in known):
            continue
        if any(s.support for s in known) and not name.evidence and name.scene:
            continue
        found = {s.country for s in known}
        if len(found) == 1:
            countries.update(c for c in found if c)
        parts = {s.admin1 for s in known if s.admin1}
        if len(parts) == 1 and len(found) == 1:
            divisions.update(parts)
        if len(known) == 1 or name.head:
            holders.update(s.standard for s in known)
        points.update(
            (s.lat, s.lon) for s in known if s.kind in _LOCAL and s.lat is not None and s.lon is not None
        )
    return Context(frozenset(countries), frozenset(divisions), frozenset(holders), tuple(sorted(points)))


def admitted(name: PlaceName) -> tuple[Sense, ...]:
    """The senses that the head word of `name` admits; all where it has none or admits none known."""
    if not name.head:
        return name.senses
    return fits_head(name.head, name.senses)


def choose(name: PlaceName, context: Context) -> Sense | None:
    """The sense of `name` in this context, or None where no sense is safe."""
    senses = [s for s in admitted(name) if _allowed(s, name, context)]
    if not senses:
        return None
    best = max(senses, key=lambda s: (_score(s, name, context), s.population, -(s.geonames or 0)))
    if best.kind == TOWN and not best.known and _undecided(best, senses, context):
        return None
    if best.kind == DISTRICT and not best.known and _shared(best, senses, name, context):
        return None
    return _seat(best, name) if best.kind == "regency" and not name.head else best


def _allowed(sense: Sense, name: PlaceName, context: Context) -> bool:
    if name.person:
        return False
    named = name.dateline or name.head or (sense.known and name.locative)
    if name.entity in ("PER", "ORG") and not named:
        # Presiden Mesir Hosni Mubarak: taggers take the country for a part of the name.
        return name.entity == "PER" and sense.kind == "country" and not sense.support
    if sense.known and sense.support and sense.capitals:
        return sense.admin1 in context.divisions
    if sense.known:
        return not sense.support or name.evidence
    if sense.kind == DISTRICT:
        return _allowed_district(sense, name, context)
    return _allowed_town(sense, name, context)


def _allowed_district(sense: Sense, name: PlaceName, context: Context) -> bool:
    """A district needs the word kecamatan, or the regency or city that holds it right behind or about."""
    if name.head:
        return context.domestic
    return sense.within in name.holders or (
        sense.within in context.holders and name.entity == "LOC" and name.locative and not name.crowded
    )


def _allowed_town(sense: Sense, name: PlaceName, context: Context) -> bool:
    """Towns that only GeoNames lists need evidence, a fitting country, and some size."""
    if not name.evidence or (name.headline and name.entity != "LOC"):
        return False
    written = name.text.isupper() and not name.dateline
    if written or (name.crowded and not (name.head or name.dateline)):
        return False
    if name.head == "village" and sense.population >= _VILLAGE and fold(sense.standard) != fold(name.text):
        return False
    sure = name.dateline or name.entity == "LOC" or bool(name.head)
    if sense.country == HOME:
        nearby = not context.divisions or sense.admin1 in context.divisions
        local = name.head in ("village", DISTRICT)
        if context.points and (local or sense.population < _SMALL_TOWN):
            nearby = any(_within(sense, point, _REACH_DEGREES) for point in context.points)
        fits = (context.domestic and nearby) or (sense.population >= _LARGE_TOWN and not local)
        return fits and (sense.population > 0 or sure)
    if sense.country in context.countries:
        return sure or sense.population >= _LARGE_TOWN
    if not (name.dateline or (name.entity == "LOC" and name.locative)):
        return False
    return sense.population >= (_LARGE_TOWN if context.countries - {HOME} else _CITY)


def _score(sense: Sense, name: PlaceName, context: Context) -> float:
    score = 5 * log10(sense.population + 1)
    if sense.within and sense.within in name.holders:
        score += 60
    if sense.known:
        score += 20 + 5 * _RANK.get(sense.kind, 0)
        if sense.kind in ("country", "province", "region", "island", "sea"):
            score += 20
    if sense.country in context.countries or (sense.country == HOME and context.domestic):
        score += 10
    elif HOME in context.countries:
        score -= 15
    if sense.country == HOME and sense.admin1 in context.divisions:
        score += 20
    if sense.within and sense.within in context.holders:
        score += 10
    if sense.kind == DISTRICT and name.head == DISTRICT:
        score += 40
    return score


def _shared(best: Sense, senses: Sequence[Sense], name: PlaceName, context: Context) -> bool:
    """Whether another district of this name fits as well, so that nobody can say which is meant."""
    rivals = [s for s in senses if s.kind == DISTRICT and s.code != best.code]
    return any(_score(s, name, context) == _score(best, name, context) for s in rivals)


def _undecided(best: Sense, senses: Sequence[Sense], context: Context) -> bool:
    """Whether other towns of the name fit as well: then no pin is better than a wrong one."""
    rivals = [s for s in senses if s is not best and s.country == best.country and s.kind == TOWN]
    if best.admin1 in context.divisions:
        rivals = [s for s in rivals if s.admin1 == best.admin1]
    apart = [s for s in rivals if not _near(s, best)]
    return any(best.population < _DOMINANCE * max(s.population, 1) for s in apart)


def _near(one: Sense, other: Sense) -> bool:
    """Two entries for one settlement: within about 20 km."""
    if other.lat is None or other.lon is None:
        return False
    return _within(one, (other.lat, other.lon), 0.2)


def _within(sense: Sense, point: tuple[float, float], degrees: float) -> bool:
    if sense.lat is None or sense.lon is None:
        return False
    return abs(sense.lat - point[0]) < degrees and abs(sense.lon - point[1]) < degrees


def _seat(regency: Sense, name: PlaceName) -> Sense:
    """A bare regency name means its seat where both bear one name (Karawang)."""
    called = fold(name.text)
    towns = [s for s in name.senses if s.kind == TOWN and fold(s.standard) == called and _near(s, regency)]
    return towns[0] if towns else regency
