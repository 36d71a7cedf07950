"""The REST interface: a posted article coded. What the archive holds is in rows_api and things_api."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from saksi.errors import ReadError
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
    # Without a schema: whatever the bytes are, they are a text.
    "requestBody": {"required": True, "content": {kind: {} for kind in _READERS}}
}
_PROBLEM: dict[str, Any] = {
    "content": {
        "application/problem+json": {
            "schema": {
                "type": "object",
                "required": ["type", "title", "status", "detail"],
                "properties": {
                    "type": {"type": "string"},
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                    "detail": {"type": "string"},
                },
            }
        }
    }
}
ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"description": "The question is faulty.", **_PROBLEM},
    404: {"description": "There is no such thing.", **_PROBLEM},
    422: {"description": "A parameter is faulty or unknown.", **_PROBLEM},
    # What the guard says of any request: saksi.faces.web.security.guard.
    401: {"description": "The room has a password, and this request does not bring it.", **_PROBLEM},
    403: {"description": "A browser sends this for a page of another site.", **_PROBLEM},
    413: {"description": "The body is too large.", **_PROBLEM},
    429: {"description": "Too many requests; Retry-After says when to come again.", **_PROBLEM},
}
router = APIRouter(prefix="/api/v1", tags=["reading"], responses=ERRORS)
_reading = Lock()
_turnstile = Turnstile(4)  # those beyond it would only fill the threads that pages need


@router.post(
    "/read",
    response_model=ArticleRecord,
    openapi_extra=_BODY,
    responses={
        415: {"description": "An article is posted as text/plain or text/html.", **_PROBLEM},
        503: {"description": "Too many articles are waiting; see Retry-After.", **_PROBLEM},
    },
)
async def read(request: Request) -> Response:
    """Codes one article, posted as text/plain or text/html of at most 2 MiB; nothing is stored."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _READERS:
        raise HTTPException(415, f"an article is posted as {' or '.join(_READERS)}")
    body = await request.body()  # no more of it than saksi.faces.web.security.guard allows
    try:
        with _turnstile.passing():
            return as_record(await run_in_threadpool(_code, kind, body))
    except ReadError as error:
        raise HTTPException(400, f"the article {error.cause}") from error


def _code(kind: str, body: bytes) -> ArticleRecord:
    # One at a time: reading takes a whole processor, and pages must stay quick.
    with _reading:
        return _pipeline().read(_READERS[kind](body, _POSTED))


@cache
def _pipeline() -> Pipeline:
    return Pipeline.load()


def as_record(record: ArticleRecord) -> Response:
    """A record as an answer; half of a surrogate pair, which a damaged article may hold, is escaped."""
    return Response(record.to_json().encode("utf-8", "backslashreplace"), media_type="application/json")
