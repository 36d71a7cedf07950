"""Codes of countries and sectors as the formats of the field write them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from saksi.lexicons.load import Row, default_lexicons
from saksi.records import Actor, Event, Place

# First parts of an actor code that are no country but a kind of actor.
_WORLD = frozenset({"IGO", "NGO", "IMG", "MNC", "ISM", "UIS"})
# CAMEO's names of sectors that PLOVER calls otherwise. MED is the trap: health there, media here.
_CAMEO_SECTORS = {"MED": "HLH", "JRN": "MED"}
SECTORS = {
    "GOV": "Government", "MIL": "Military", "COP": "Police", "JUD": "Judicial", "LEG": "Legislative",
    "PTY": "Political Parties", "REB": "Rebel", "UAF": "Unaffiliated Armed Forces", "PRM": "Paramilitary",
    "SPY": "State Intelligence", "OPP": "Opposition", "ELI": "Elite", "BUS": "Business", "LAB": "Labor",
    "AGR": "Agricultural", "CRM": "Criminals / Gangs", "CVL": "Civilian", "EDU": "Education",
    "JRN": "News Media", "MED": "Medical / Health", "NGO": "Nongovernmental Organization", "REF": "Refugees",
    "REL": "Religious", "SOC": "Social", "IGO": "International Government Organization",
    "MNC": "Multinational Corporation", "ENV": "Environmental", "HRI": "Human Rights",
}  # fmt: skip
# PLOVER's types and the quad they stand in: 1 verbal and 2 material cooperation, 3 verbal and 4 material
# conflict. SANCTION is material, as in the manual's own section on it.
TYPES = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
_QUADS = ((5, 1), (8, 2), (13, 3), (20, 4))


@dataclass(frozen=True, slots=True)
class Parts:
    """An actor code taken apart: RUSGOV is country RUS and sector GOV, IGOUNO body UNO of sector IGO."""

    code: str
    country: str
    body: str
    sectors: tuple[str, ...]

    def cameo(self) -> tuple[str, ...]:
        """The sectors as CAMEO writes them."""
        return tuple(_CAMEO_SECTORS.get(s, s) for s in self.sectors)

    def cameo_code(self) -> str:
        """The whole code as CAMEO writes it."""
        return (
            self.country
            + (self.sectors[0] + self.body if self.body else "")
            + "".join(self.cameo()[1 if self.body else 0 :])
        )


def parts(actor: Actor | None) -> Parts:
    """The parts of an actor's code; all empty where there is none."""
    code = (actor.code or "") if actor is not None else ""
    threes = [code[i : i + 3] for i in range(0, len(code), 3)]
    if not threes:
        return Parts("", actor.country or "" if actor is not None else "", "", ())
    head, *rest = threes
    if head in _WORLD:
        body = rest[0] if rest and rest[0] not in SECTORS else ""
        return Parts(code, "", body, (head, *(rest[1:] if body else rest)))
    return Parts(code, "" if head == "---" else head, "", tuple(rest))


@cache
def _countries() -> dict[str, Row]:
    return {row["iso3"]: row for row in default_lexicons().table("country_codes")}


@cache
def _country_ids() -> frozenset[str]:
    return frozenset(row["geonames"] for row in _countries().values() if row["geonames"])


@cache
def _labels() -> dict[str, str]:
    return {row["code"]: row["label_en"] for row in default_lexicons().table("cameo")}


def country(iso3: str | None, column: str) -> str:
    """A column of the table of country codes (name, iso2, isonumeric, fips, cow, gw, region), or ""."""
    row = _countries().get(iso3 or "")
    return row[column] if row is not None else ""


def cameo_label(code: str | None) -> str:
    """What a CAMEO code means, in English; that of its root where it has none of its own."""
    labels = _labels()
    return next((labels[c] for c in _shorter(code or "") if c in labels), "")


def _shorter(code: str) -> list[str]:
    return [code[:n] for n in range(len(code), 1, -1)]


def quad_class(event: Event) -> int | None:
    """1 verbal, 2 material cooperation, 3 verbal, 4 material conflict, by the root of the CAMEO code."""
    if not event.cameo:
        return None
    root = int(event.cameo[:2])
    return next(quad for last, quad in _QUADS if root <= last)


@dataclass(frozen=True, slots=True)
class Location:
    """A place laid out in the levels that formats ask for. `level`: country, province, district or city."""

    level: str
    name: str
    city: str = ""
    district: str = ""
    province: str = ""
    country: str = ""
    lat: float | None = None
    lon: float | None = None


_PROVINCES = frozenset({"province", "region"})
_REGENCIES = frozenset({"regency", "municipality"})


def location(place: Place | None) -> Location | None:
    """Where a place lies, as far as the record tells; None without a place."""
    if place is None:
        return None
    # A record says of what kind a place is only since its places were taken from administrative lists.
    kind = getattr(place, "kind", None)
    within = getattr(place, "within", None) or ""
    where = Location("city", place.name, country=country(place.country, "name"), lat=place.lat, lon=place.lon)
    if kind == "country" or str(place.geonames) in _country_ids():
        return replace(where, level="country")
    if kind in _PROVINCES:
        return replace(where, level="province", province=place.name)
    if kind in _REGENCIES:
        return replace(where, level="district", district=place.name, province=within)
    if kind == "district":
        return replace(where, city=place.name, district=within)
    return replace(where, city=place.name, province=within)


def full_name(where: Location) -> str:
    """The place with what holds it: "Putrajaya, Malaysia"."""
    names = dict.fromkeys(n for n in (where.name, where.province, where.country) if n)
    return ", ".join(names)
