"""The REST interface: what the pages show, as JSON, and a posted article coded."""

from __future__ import annotations

import dataclasses
import json
from functools import cache
from threading import Lock
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.encoders import jsonable_encoder
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from saksi.archive.results import Page
from saksi.errors import ReadError
from saksi.faces.web import questions
from saksi.faces.web.asked import Held, record_of, story_of
from saksi.faces.web.security import guard
from saksi.faces.web.security.limits import Turnstile
from saksi.pipeline import Pipeline
from saksi.readers.html import read_html
from saksi.readers.open import read_text
from saksi.records import ArticleRecord

LARGEST_BODY = guard.LARGE
_POSTED = "posted"
_READERS = {"text/plain": read_text, "text/html": read_html}
_BODY = {
    "requestBody": {"required": True, "content": {kind: {"schema": {"type": "string"}} for kind in _READERS}}
}
_PROBLEM: dict[str, Any] = {"content": {"application/problem+json": {}}}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"description": "The question is faulty.", **_PROBLEM},
    404: {"description": "There is no such thing.", **_PROBLEM},
    422: {"description": "A parameter is faulty or unknown.", **_PROBLEM},
}
router = APIRouter(prefix="/api/v1", tags=["archive"], responses=PROBLEMS)
_reading = Lock()
_turnstile = Turnstile(4)  # those beyond it would only fill the threads that pages need


@router.get("/articles/{article}")
def article(archive: Held, article: str) -> Response:
    """The record of an article, by its number or id ("sha256:...")."""
    return _record(record_of(archive, article))


@router.get("/search")
def search(archive: Held, asked: Annotated[questions.Found, Query()]) -> dict[str, Any]:
    """Articles that hold the words and fit the filters."""
    filters = asked.filters()
    return _rows(archive.search(asked.q, filters, sort=asked.sort, limit=asked.limit, cursor=asked.cursor))


@router.get("/events")
def events(archive: Held, asked: Annotated[questions.Rows, Query()]) -> dict[str, Any]:
    """Events that fit the filters, each with its sentence."""
    filters = asked.filters()
    return _rows(archive.events(filters, sort=asked.sort, limit=asked.limit, cursor=asked.cursor))


@router.get("/positions")
def positions(archive: Held, asked: Annotated[questions.Rows, Query()]) -> dict[str, Any]:
    """Positions that fit the filters; `actor` is who holds them."""
    filters = asked.filters()
    return _rows(archive.positions(filters, sort=asked.sort, limit=asked.limit, cursor=asked.cursor))


@router.get("/actors")
def actors(archive: Held, asked: Annotated[questions.Actors, Query()]) -> dict[str, Any]:
    """Actors by name, acronym or beginning of a code; without one those met in most articles."""
    return _rows(Page(archive.actors(asked.q.strip() or None, limit=asked.limit), None))


@router.get("/stories")
def stories(archive: Held, asked: Annotated[questions.Stories, Query()]) -> dict[str, Any]:
    """Stories, newest first."""
    return _rows(archive.stories(asked.q, asked.filters(), limit=asked.limit, cursor=asked.cursor))


@router.get("/stories/{number}")
def story(archive: Held, number: int) -> Response:
    """A story with its articles, happenings, disagreements, answers and positions."""
    value = {"id": number, **dataclasses.asdict(story_of(archive, number).story)}
    return Response(json.dumps(value, default=sorted, ensure_ascii=False), media_type="application/json")


@router.post("/read", openapi_extra=_BODY)
async def read(request: Request) -> Response:
    """Codes one article, posted as text/plain or text/html of at most 2 MiB; nothing is stored."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _READERS:
        raise HTTPException(415, f"an article is posted as {' or '.join(_READERS)}")
    body = await request.body()  # no more of it than saksi.faces.web.security.guard allows
    try:
        with _turnstile.passing():
            return _record(await run_in_threadpool(_code, kind, body))
    except ReadError as error:
        raise HTTPException(400, f"the article {error.cause}") from error


def _code(kind: str, body: bytes) -> ArticleRecord:
    # One at a time: reading takes a whole processor, and pages must stay quick.
    with _reading:
        return _pipeline().read(_READERS[kind](body, _POSTED))


@cache
def _pipeline() -> Pipeline:
    return Pipeline.load()


def _record(record: ArticleRecord) -> Response:
    return Response(record.to_json().encode("utf-8", "backslashreplace"), media_type="application/json")


def _rows(page: Page[Any]) -> dict[str, Any]:
    value: dict[str, Any] = jsonable_encoder({"rows": page.to_dicts(), "cursor": page.cursor})
    return value
