"""Rows as JSON: one page of them, or all of them line by line in memory that does not grow."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, Generic, TypeVar

from fastapi import Request
from pydantic import BaseModel, TypeAdapter
from starlette.responses import Response, StreamingResponse

from saksi.archive.results import Page
from saksi.faces.web.questions import Paging

LINES = "application/x-ndjson"
SUFFIX = ".ndjson"
AT_ONCE = 200  # rows of a stream that are held in memory

Row = TypeVar("Row")
Ask = Callable[[int, str | None], Page[Any]]  # (limit, cursor) -> page


class Answer(BaseModel, Generic[Row]):
    """A page of rows; `cursor` asks for the next one, null: this was the last."""

    rows: list[Row]
    cursor: str | None


def wants_lines(path: str, accept: str) -> bool:
    """Whether all rows are asked for, one JSON object a line."""
    return path.endswith(SUFFIX) or LINES in accept


def answer_rows(request: Request, asked: Paging, kind: type, ask: Ask) -> Response:
    """A page of rows of `kind`, or all rows from its cursor on where lines are asked for."""
    if wants_lines(request.url.path, request.headers.get("accept", "")):
        return lines(_all(kind, ask, asked.cursor))
    page = ask(asked.limit, asked.cursor)
    return as_json({"rows": plain(kind, page), "cursor": page.cursor})


def lines(parts: Iterator[bytes]) -> Response:
    """A stream of lines. What is wrong with the question is raised here, before anything is sent."""
    first = next(parts, b"")
    return StreamingResponse(_following(first, parts), media_type=LINES)


def _following(first: bytes, parts: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from parts


def _all(kind: type, ask: Ask, cursor: str | None) -> Iterator[bytes]:
    while True:
        page = ask(AT_ONCE, cursor)
        yield b"".join(encoded(row) + b"\n" for row in plain(kind, page))
        cursor = page.cursor
        if cursor is None:
            return


def as_json(value: Any, status: int = 200) -> Response:
    """Plain JSON values as an answer."""
    return Response(encoded(value), status, media_type="application/json")


def encoded(value: Any) -> bytes:
    """JSON in UTF-8; half of a surrogate pair, which a damaged article may hold, is escaped."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")


def plain(kind: type, rows: Iterable[Any]) -> list[Any]:
    """Rows of dataclass `kind` as plain JSON values."""
    value: list[Any] = _adapter(kind).dump_python(list(rows), mode="json")
    return value


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(list[kind])
