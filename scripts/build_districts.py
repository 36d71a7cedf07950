"""Make the tables of Indonesia's administrative areas from the npm package `idn-area-data`.

    npm pack idn-area-data && tar xf idn-area-data-*.tgz
    python scripts/build_districts.py package/data

The package follows the codes of the Ministry of Home Affairs (Kemendagri); its data are under the Open
Database License. Names of provinces, regencies and cities are those of `exonyms.csv`. A district
(kecamatan) has no coordinates there: where GeoNames lists a settlement of its name nearby, in the same
province, that one is its point; all others are left to the point of the regency or city that holds them.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from saksi.lexicons.load import Lexicons
from saksi.reference.gazetteer import Gazetteer, Sense, fold

LEXICONS = Path(__file__).parent.parent / "src" / "saksi" / "lexicons"
# How far (in degrees of latitude or longitude) a district's settlement may lie from its regency's seat.
REACH = 0.5
# Where the package's spelling is not the one of `exonyms.csv`.
RENAMED = {"DKI JAKARTA": "Daerah Khusus Jakarta"}


def read(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def areas(folder: Path, places: Mapping[tuple[str, str], str]) -> dict[str, tuple[str, str]]:
    """Code -> (standard name, kind) of provinces, regencies and cities."""
    found = {}
    for row in read(folder / "provinces.csv"):
        name = RENAMED.get(row["name"], row["name"])
        found[row["code"]] = (places[fold(name), "province"], "province")
    for row in read(folder / "regencies.csv"):
        city = row["name"].startswith("KOTA ")
        kind = "municipality" if city else "regency"
        name = row["name"].removeprefix("KOTA ").removeprefix("KABUPATEN ").removeprefix("ADMINISTRASI ")
        found[row["code"]] = (places[fold(name if city else f"KABUPATEN {name}"), kind], kind)
    return found


def standard_names() -> dict[tuple[str, str], str]:
    """(folded name, kind) -> standard name of the areas that `exonyms.csv` knows."""
    kinds = ("province", "regency", "municipality")
    rows = (r for r in Lexicons().table("exonyms") if r["country"] == "IDN" and r["kind"] in kinds)
    return {(fold(r["standard"]), r["kind"]): r["standard"] for r in rows}


def settlement(name: str, holder: Sense, towns: Iterable[Sense]) -> str:
    """GeoNames id of the settlement of a district's name nearest to its regency's seat, or ""."""
    near = []
    for town in towns:
        if town.kind != "town" or town.admin1 != holder.admin1 or fold(town.standard) != fold(name):
            continue
        if None in (town.lat, town.lon, holder.lat, holder.lon):
            continue
        apart = max(abs(town.lat - holder.lat), abs(town.lon - holder.lon))  # type: ignore[operator]
        if apart <= REACH:
            near.append((apart, str(town.geonames)))
    return min(near)[1] if near else ""


def main(folder: Path) -> None:
    """Write area_codes.csv and districts.csv, sorted by code."""
    known = areas(folder, standard_names())
    gazetteer = Gazetteer(Lexicons())
    holders: dict[tuple[str, str], Sense] = {}
    for standard, kind in known.values():
        name = standard.removeprefix("Kabupaten ")
        holders[standard, kind] = next(
            s for s in gazetteer.senses(fold(name)) if s.kind == kind and s.standard == standard
        )
    write("area_codes", ("code", "standard", "kind"), ((c, *a) for c, a in known.items()))
    rows = []
    by_holder: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in read(folder / "districts.csv"):
        standard, kind = known[row["regency_code"]]
        for name in spellings(row["name"]):
            if fold(name) in by_holder[standard, kind]:
                continue
            by_holder[standard, kind].add(fold(name))
            point = settlement(name, holders[standard, kind], gazetteer.senses(fold(name)))
            rows.append((row["code"], name, standard, point))
    write("districts", ("code", "name", "within", "geonames"), rows)


def spellings(name: str) -> list[str]:
    """The names of a district: both halves of "A/B" and of "A (B)"."""
    return [part.strip() for part in re.split(r"[/()]", name) if part.strip()]


def write(table: str, columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    """One table, sorted."""
    with (LEXICONS / f"{table}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
