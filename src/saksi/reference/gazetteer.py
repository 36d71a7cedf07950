"""The gazetteer: every sense that a place name can have, looked up by its folded spelling.

Countries, regions, provinces, regencies and cities come from the table `exonyms`, Indonesian districts
from `districts`, all other settlements from GeoNames.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from saksi.lexicons.load import Lexicons, Row

TOWN = "town"
DISTRICT = "district"
# Newspapers name the same places over and over.
REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a name can mean.

    `kind` is that of the exonym table, or `town` for a place that only GeoNames lists. `standard` is
    the name to show, `within` the Indonesian province, regency or city that holds it, `admin1` its
    GeoNames division. `known`: from the exonym table; `support`: the text must show that it is a place.
    `code` is Kemendagri's for Indonesian areas. `precision` says what lat and lon are the point of:
    exact (the place), seat (its seat or main settlement), centre, approximate (some kilometres off),
    holder (the regency or city that holds it).
    """

    standard: str
    kind: str
    country: str | None
    geonames: int | None
    lat: float | None
    lon: float | None
    population: int = 0
    within: str = ""
    admin1: str = ""
    known: bool = False
    support: bool = False
    capitals: str = ""
    code: str = ""
    precision: str = "exact"


@lru_cache(maxsize=REMEMBERED)
def fold(name: str) -> str:
    """The name without case, marks, spaces and punctuation: Zürich, ZURICH -> zurich."""
    if name.isascii():
        return "".join(c for c in name.casefold() if c.isalnum())
    return "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if c.isalnum())


class Gazetteer:
    """Senses by folded name, from the tables `exonyms`, `districts` and `gazetteer`."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._senses)
        self._rows: dict[str, Row] = {}
        self._towns: dict[str, list[Row]] = defaultdict(list)
        for row in lexicons.table("gazetteer"):
            self._rows[row["geonames"]] = row
            self._towns[fold(row["name"])].append(row)
            if row["other"]:
                for name in {fold(n) for n in row["other"].split("; ")} - {fold(row["name"])}:
                    self._towns[name].append(row)
        exonyms = lexicons.table("exonyms")
        self._admin1 = self._divisions(exonyms)
        self._known: dict[str, list[Sense]] = defaultdict(list)
        self._codes = {(r["standard"], r["kind"]): r["code"] for r in lexicons.table("area_codes")}
        self._districts: dict[str, list[Row]] = defaultdict(list)
        district_codes: dict[tuple[str, str], str] = {}
        for row in lexicons.table("districts"):
            self._districts[fold(row["name"])].append(row)
            district_codes[fold(row["name"]), row["within"]] = row["code"]
        self._holders: dict[str, Sense] = {}
        for row in exonyms:
            sense = self._exonym(row)
            if sense.kind == DISTRICT:
                code = district_codes.get((fold(sense.standard), sense.within), "")
                sense = replace(sense, code=code)
            elif sense.code:
                self._holders.setdefault(sense.standard, sense)
            self._known[fold(row["name"])].append(sense)

    def senses(self, key: str) -> tuple[Sense, ...]:
        """All senses of a folded name: those of the exonym table first, then districts, then towns by size.

        A district or town that an exonym row already stands for is not repeated.
        """
        if key in self._known or key in self._districts or key in self._towns:
            return self._remembered(key)
        return ()

    def _senses(self, key: str) -> tuple[Sense, ...]:
        known = self._known.get(key, [])
        taken = {s.geonames for s in known if s.geonames is not None}
        coded = {s.code for s in known if s.code}
        districts = [self._district(r) for r in self._districts.get(key, ()) if r["code"] not in coded]
        towns = [self._town(r) for r in self._towns.get(key, ()) if int(r["geonames"]) not in taken]
        towns.sort(key=lambda s: (-s.population, s.geonames or 0))
        return (*known, *districts, *towns)

    def division(self, province: str) -> str:
        """GeoNames code of an Indonesian province by its standard name, "" if unknown."""
        return self._admin1.get(province, "")

    def _divisions(self, exonyms: tuple[Row, ...]) -> Mapping[str, str]:
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for row in exonyms:
            town = self._rows.get(row["geonames"] or row["point"])
            if row["kind"] in ("regency", "municipality") and town is not None:
                votes[row["within"]][town["admin1"]] += 1
        return {province: counts.most_common(1)[0][0] for province, counts in votes.items()}

    def _exonym(self, row: Row) -> Sense:
        """A row as a sense; its coordinates are its own, or those of its GeoNames place or seat."""
        point = self._rows.get(row["geonames"]) or self._rows.get(row["point"])
        lat, lon = row["lat"], row["lon"]
        if point is not None and not lat:
            lat, lon = point["lat"], point["lon"]
        province = row["standard"] if row["kind"] == "province" else row["within"]
        return Sense(
            standard=row["standard"],
            kind=row["kind"],
            country=row["country"] or None,
            geonames=int(row["geonames"]) if row["geonames"] else None,
            lat=float(lat) if lat else None,
            lon=float(lon) if lon else None,
            population=int(point["population"]) if point is not None else 0,
            within=row["within"],
            admin1=self._admin1.get(province, point["admin1"] if point is not None else ""),
            known=True,
            support=bool(row["support"]),
            capitals=row["name"] if row["name"].isupper() else "",
            code=self._codes.get((row["standard"], row["kind"]), ""),
            precision=row["precision"],
        )

    def _district(self, row: Row) -> Sense:
        """A kecamatan, at its settlement of the same name or else at the point of its holder."""
        holder, point = self._holders.get(row["within"]), self._rows.get(row["geonames"])
        if point is not None:
            lat: float | None = float(point["lat"])
            lon: float | None = float(point["lon"])
        else:
            lat, lon = (holder.lat, holder.lon) if holder is not None else (None, None)
        return Sense(
            standard=row["name"],
            kind=DISTRICT,
            country="IDN",
            geonames=int(row["geonames"]) if point is not None else None,
            lat=lat,
            lon=lon,
            within=row["within"],
            admin1=holder.admin1 if holder is not None else "",
            code=row["code"],
            precision="seat" if point is not None else "holder",
        )

    @staticmethod
    def _town(row: Row) -> Sense:
        return Sense(
            standard=row["name"],
            kind=TOWN,
            country=row["country"],
            geonames=int(row["geonames"]),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            population=int(row["population"]),
            admin1=row["admin1"],
        )


@lru_cache(maxsize=4)
def gazetteer(lexicons: Lexicons) -> Gazetteer:
    """The gazetteer of these lexicons, built when first asked for."""
    return Gazetteer(lexicons)
