"""Drawings of what an archive holds, as SVG: see saksi.faces.plots, which needs the extra saksi[plot]."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query
from starlette.responses import Response

from saksi.archive.counts import EventCounts
from saksi.errors import MissingExtraError
from saksi.faces.web import questions
from saksi.faces.web.asked import Held

Name = Literal["timeline", "map", "weeks", "network"]
router = APIRouter(prefix="/plots", tags=["plots"])


@router.get("/{name}.svg", response_class=Response, responses={200: {"content": {"image/svg+xml": {}}}})
def drawing(archive: Held, name: Name, asked: Annotated[questions.Rows, Query()]) -> Response:
    """A drawing of the newest events that fit the filters."""
    try:
        from saksi.faces import plots
    except ModuleNotFoundError as error:
        raise HTTPException(501, str(MissingExtraError("drawing", "plot"))) from error
    chart = _chart(name, archive.event_counts(asked.filters()))
    return Response(plots.to_svg(chart), media_type="image/svg+xml")


def _chart(name: Name, counts: EventCounts) -> Any:
    from saksi.faces.plots import charts

    days = [charts.Counted(day, kind, count) for (day, kind), count in counts.days.items()]
    if name == "timeline":
        return charts.timeline(days)
    if name == "weeks":
        return charts.types_by_week(days)
    if name == "network":
        return charts.actor_network([charts.Tie(*tie) for tie in counts.ties])
    located = (
        charts.Located(place.name, place.lat, place.lon, count)
        for place, count in counts.places
        if place.lat is not None and place.lon is not None
    )
    return charts.map_of_places(list(located))
