"""Plots of what an archive holds, as SVG, PNG or HTML: timeline, map, network, types by week.

One module for the command line, the web pages and notebooks. Needs the extra `saksi[plot]`.
"""

from __future__ import annotations

from saksi.faces.plots.charts import Counted, Located, map_of_places, timeline, types_by_week
from saksi.faces.plots.files import FORMATS, save, to_svg
from saksi.faces.plots.network import Tie, actor_network
from saksi.faces.plots.theme import THEMES

__all__ = [
    "FORMATS",
    "THEMES",
    "Counted",
    "Located",
    "Tie",
    "actor_network",
    "map_of_places",
    "save",
    "timeline",
    "to_svg",
    "types_by_week",
]
