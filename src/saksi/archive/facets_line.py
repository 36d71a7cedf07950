"""What an article can be narrowed down by, in one line: "tASSAULT mhappened a12 p5", each value once."""

from __future__ import annotations

from collections.abc import Iterable

TYPE, MODALITY, ACTOR, PLACE = "t", "m", "a", "p"  # the last two with the number in the archive


def facets_line(
    types: Iterable[str], modalities: Iterable[str], actors: Iterable[int], places: Iterable[int]
) -> str:
    """The line of an article whose events and names these are."""
    found: dict[str, None] = {}
    for mark, values in ((TYPE, types), (MODALITY, modalities), (ACTOR, actors), (PLACE, places)):
        found.update((f"{mark}{value}", None) for value in values)
    return " ".join(found)
