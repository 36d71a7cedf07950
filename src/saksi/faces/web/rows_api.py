"""The REST interface to rows: articles found, events, positions, quotes, actors, places, stories.

Each comes in pages of JSON, or whole as one JSON object a line with `Accept: application/x-ndjson` or the
suffix `.ndjson`; `cursor` is taken by both, `limit` by pages only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from saksi.archive.facets import Facets
from saksi.archive.results import (
    ActorRow,
    ArticleHit,
    EventRow,
    PlaceRow,
    PositionRow,
    QuoteRow,
    StoryRow,
)
from saksi.faces.web import questions
from saksi.faces.web.api import ERRORS
from saksi.faces.web.asked import Held
from saksi.faces.web.streams import LINES, SUFFIX, Answer, answer_rows, as_json, encoded, lines, plain

Serve = TypeVar("Serve", bound=Callable[..., Response])
router = APIRouter(prefix="/api/v1", tags=["rows"], responses=ERRORS)


def _both(path: str, kind: type) -> Callable[[Serve], Serve]:
    """Serves a function under `path` as pages and under `path.ndjson` as lines."""
    schema = {"description": "A page of rows, or all rows one a line.", "content": {LINES: {}}}

    def entered(function: Serve) -> Serve:
        answer: Any = Answer[kind]  # type: ignore[valid-type]
        router.get(path, response_model=answer, responses={200: schema})(function)
        router.get(path + SUFFIX, include_in_schema=False)(function)
        return function

    return entered


@_both("/search", ArticleHit)
def search(request: Request, archive: Held, asked: Annotated[questions.Found, Query()]) -> Response:
    """Articles that hold the words and fit the filters."""
    filters = asked.filters()
    return answer_rows(
        request,
        asked,
        ArticleHit,
        lambda limit, cursor: archive.search(asked.q, filters, sort=asked.sort, limit=limit, cursor=cursor),
    )


@router.get("/facets", response_model=Facets)
def facets(archive: Held, asked: Annotated[questions.Faceted, Query()]) -> Response:
    """How the newest articles that a search finds divide by type, modality, outlet, actor, place, month."""
    [value] = plain(Facets, [archive.facets(asked.q, asked.filters())])
    return as_json(value)


@_both("/events", EventRow)
def events(request: Request, archive: Held, asked: Annotated[questions.Events, Query()]) -> Response:
    """Events that fit the filters, each with its sentence; with `once` a row for each real event."""
    filters = asked.filters()
    return answer_rows(
        request,
        asked,
        EventRow,
        lambda limit, cursor: archive.events(
            filters, sort=asked.sort, limit=limit, cursor=cursor, once=asked.once
        ),
    )


@_both("/positions", PositionRow)
def positions(request: Request, archive: Held, asked: Annotated[questions.Rows, Query()]) -> Response:
    """Positions that fit the filters; `actor` is who holds them."""
    filters = asked.filters()
    return answer_rows(
        request,
        asked,
        PositionRow,
        lambda limit, cursor: archive.positions(filters, sort=asked.sort, limit=limit, cursor=cursor),
    )


@_both("/quotes", QuoteRow)
def quotes(request: Request, archive: Held, asked: Annotated[questions.Quotes, Query()]) -> Response:
    """Quotes, all or those of one speaker."""
    return answer_rows(
        request,
        asked,
        QuoteRow,
        lambda limit, cursor: archive.quotes(asked.speaker, sort=asked.sort, limit=limit, cursor=cursor),
    )


@_both("/actors", ActorRow)
def actors(request: Request, archive: Held, asked: Annotated[questions.Named, Query()]) -> Response:
    """Actors by name, acronym or beginning of a code, those met in most articles first."""
    return answer_rows(
        request, asked, ActorRow, lambda limit, cursor: archive.actors(asked.name, limit=limit, cursor=cursor)
    )


@_both("/places", PlaceRow)
def places(request: Request, archive: Held, asked: Annotated[questions.Named, Query()]) -> Response:
    """Places by name, those met in most articles first."""
    return answer_rows(
        request, asked, PlaceRow, lambda limit, cursor: archive.places(asked.name, limit=limit, cursor=cursor)
    )


@_both("/stories", StoryRow)
def stories(request: Request, archive: Held, asked: Annotated[questions.Stories, Query()]) -> Response:
    """Stories, newest first."""
    filters = asked.filters()
    return answer_rows(
        request,
        asked,
        StoryRow,
        lambda limit, cursor: archive.stories(asked.q, filters, limit=limit, cursor=cursor),
    )


@router.get("/records", response_class=Response, responses={200: {"content": {LINES: {}}}})
@router.get("/records" + SUFFIX, include_in_schema=False)
def records(archive: Held, asked: Annotated[questions.Faceted, Query()]) -> Response:
    """The whole records of all articles that fit, oldest first, one a line."""
    return lines(_records(archive.records(asked.filters(), asked.q)))


def _records(found: Iterator[Any]) -> Iterator[bytes]:
    for record in found:
        yield encoded(record.to_dict()) + b"\n"
