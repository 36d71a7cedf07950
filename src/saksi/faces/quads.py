"""PLOVER's quadrants: whether a type of event is cooperation or conflict, and done or said."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from saksi.lexicons.load import default_lexicons

# From material cooperation to material conflict; types of a quadrant stand together in this order, too.
QUADS = ("material-cooperation", "verbal-cooperation", "verbal-conflict", "material-conflict")


@cache
def quad_of() -> Mapping[str, str]:
    """The quadrant of each of the sixteen types, those of one quadrant together."""
    rows = default_lexicons().table("plover_types")
    found = {row["type"]: row["quad"].replace(" ", "-") for row in rows}
    return dict(sorted(found.items(), key=lambda item: (QUADS.index(item[1]), item[0])))
