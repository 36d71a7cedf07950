"""Plots of what an archive holds, as SVG, PNG or HTML: timeline, map, network, types by week.

One module for the command line, the web pages and notebooks. Needs the extra `saksi[plot]`.
"""

from __future__ import annotations

from saksi.faces.plots.charts import actor_network, map_of_places, timeline, types_by_week
from saksi.faces.plots.files import FORMATS, save, to_svg

__all__ = ["FORMATS", "actor_network", "map_of_places", "save", "timeline", "to_svg", "types_by_week"]
