"""Names that the lexicons know: places, organisations and groups, leaders."""

from __future__ import annotations

from collections.abc import Mapping

from saksi.lexicons.load import Lexicons

LARGE_TOWN = 400_000  # inhabitants

Names = Mapping[str, tuple[str, ...]]


def known_names(lexicons: Lexicons) -> Names:
    """Names by label (LOC, ORG, PER), sorted."""
    places = {row["name"] for row in lexicons.table("exonyms")}
    for row in lexicons.table("countries"):
        places.update((row["name"], *row["aliases"].split("|"), *row["seats"].split("|")))
    for row in lexicons.table("gazetteer"):
        if int(row["population"] or 0) >= LARGE_TOWN:
            places.add(row["name"])
    groups: set[str] = set()
    for table in ("organisations", "armed_groups"):
        for row in lexicons.table(table):
            groups.update((row["name"], *row["aliases"].split("|")))
    leaders = {row["name"] for row in lexicons.table("leaders")}
    found = {"LOC": places, "ORG": groups, "PER": leaders}
    return {label: tuple(sorted(n for n in names if n)) for label, names in found.items()}


def words_of_names(names: Names) -> dict[str, frozenset[str]]:
    """The capitalised words that the names of each label are made of."""
    return {
        label: frozenset(w for name in some for w in name.split() if len(w) > 1 and w[0].isupper())
        for label, some in names.items()
    }
