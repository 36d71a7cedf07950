"""Drawings of what an archive holds, as SVG: see saksi.faces.plots, which needs the extra saksi[plot]."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from starlette.responses import Response

from saksi.errors import MissingExtraError
from saksi.faces.plots import Colours, Kind, Language, plot
from saksi.faces.web import questions
from saksi.faces.web.asked import Held

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

    lang: Language = "en"
    theme: Colours = "light"


@router.get("/{name}.svg", response_class=Response, responses=_ERRORS)
def drawing(archive: Held, name: Kind, asked: Annotated[Drawn, Query()]) -> Response:
    """A drawing of the newest events or positions that fit the filters."""
    try:
        chart = plot(archive, name, asked.filters(), language=asked.lang, theme=asked.theme)
        from saksi.faces.plots.files import to_svg
    except MissingExtraError as error:
        raise HTTPException(501, str(error)) from error
    return Response(to_svg(chart), media_type="image/svg+xml")
