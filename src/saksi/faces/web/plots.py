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
_PAGE: dict[str, Any] = {"content": {"text/html": {"schema": {"type": "string"}}}}
_ERRORS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/svg+xml": {"schema": {"type": "string"}}}},
    400: {"description": "The question is faulty.", **_PAGE},
    422: {"description": "A parameter is faulty or unknown.", **_PAGE},
    429: {"description": "Too many requests; Retry-After says when to come again.", **_PAGE},
    501: {"description": "The extra saksi[plot] is not installed.", **_PAGE},
    503: {"description": "The archive cannot be read now.", **_PAGE},
}
router = APIRouter(prefix="/plots", tags=["plots"])


class Drawn(questions.Filtered):
    """What is drawn, in which language and colours."""

    lang: Literal["en", "id"] = "en"
    theme: Literal["light", "dark"] = "light"


@router.get("/{name}.svg", response_class=Response, responses=_ERRORS)
def drawing(archive: Held, name: Name, asked: Annotated[Drawn, Query()]) -> Response:
    """A drawing of the newest events that fit the filters."""
    try:
        from saksi.faces import plots
    except ModuleNotFoundError as error:
        raise HTTPException(501, str(MissingExtraError("drawing", "plot"))) from error
    chart = _chart(name, archive.event_counts(asked.filters()), asked.lang, asked.theme)
    return Response(plots.to_svg(chart), media_type="image/svg+xml")


def _chart(name: Name, counts: EventCounts, language: str, theme: str) -> Any:
    from saksi.faces import plots

    style: dict[str, Any] = {"language": language, "theme": plots.THEMES[theme]}
    days = [plots.Counted(day, kind, count) for (day, kind), count in counts.days.items()]
    if name == "timeline":
        return plots.timeline(days, **style)
    if name == "weeks":
        return plots.types_by_week(days, **style)
    if name == "network":
        return plots.actor_network([plots.Tie(*tie) for tie in counts.ties], **style)
    located = (
        plots.Located(place.name, place.lat, place.lon, count)
        for place, count in counts.places
        if place.lat is not None and place.lon is not None
    )
    return plots.map_of_places(list(located), **style)
