"""A client of the REST interface that `saksi serve` offers, with typed rows and no library but urllib.

from saksi.faces.client import Client

room = Client("http://127.0.0.1:8000")
for event in room.events(type="PROTEST", since="2025-01-01"):
    print(event.date, [a.name for a in event.source], event.sentence)
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from saksi.archive.results import ActorRow, ArticleHit, EventRow, PlaceRow, PositionRow, QuoteRow, StoryRow
from saksi.errors import SaksiError
from saksi.records import ArticleRecord, reader_of

Row = TypeVar("Row")
_TIMEOUT = 60.0  # seconds without an answer


class ClientError(SaksiError):
    """The server refused, or could not be reached."""


class Client:
    """Asks a reading room at `address`.

    Filters are those of the REST interface, see /api/v1/openapi.json; a list stands for any of its values.
    Rows come as they are read, however many there are. All methods raise ClientError.
    """

    def __init__(self, address: str, *, timeout: float = _TIMEOUT) -> None:
        if not address.startswith(("http://", "https://")):
            raise ClientError(f"{address}: is no http address")
        self._home = address.rstrip("/") + "/api/v1/"
        self._timeout = timeout

    def search(self, words: str = "", **filters: Any) -> Iterator[ArticleHit]:
        """Articles that hold the words."""
        return self._rows(ArticleHit, "search", {"q": words, **filters})

    def events(self, **filters: Any) -> Iterator[EventRow]:
        """Events, newest first."""
        return self._rows(EventRow, "events", filters)

    def positions(self, **filters: Any) -> Iterator[PositionRow]:
        """Positions, newest first."""
        return self._rows(PositionRow, "positions", filters)

    def quotes(self, **filters: Any) -> Iterator[QuoteRow]:
        """Quotes, newest first."""
        return self._rows(QuoteRow, "quotes", filters)

    def actors(self, name: str = "") -> Iterator[ActorRow]:
        """Actors, those met most often first."""
        return self._rows(ActorRow, "actors", {"q": name})

    def places(self, name: str = "") -> Iterator[PlaceRow]:
        """Places, those met most often first."""
        return self._rows(PlaceRow, "places", {"q": name})

    def stories(self, words: str = "", **filters: Any) -> Iterator[StoryRow]:
        """Stories, newest first."""
        return self._rows(StoryRow, "stories", {"q": words, **filters})

    def records(self, words: str = "", **filters: Any) -> Iterator[ArticleRecord]:
        """Whole records, oldest first."""
        return self._rows(ArticleRecord, "records", {"q": words, **filters})

    def article(self, article: int | str) -> ArticleRecord:
        """The record of an article, by number or id."""
        with self._open(f"articles/{quote(str(article), safe='')}") as answer:
            return ArticleRecord.from_json(answer.read())

    def read(self, text: str, media_type: str = "text/plain") -> ArticleRecord:
        """Codes an article; nothing is stored."""
        with self._open("read", text.encode("utf-8"), media_type) as answer:
            return ArticleRecord.from_json(answer.read())

    def _rows(self, kind: type[Row], path: str, filters: dict[str, Any]) -> Iterator[Row]:
        read: Any = reader_of
        build = read(kind)
        given = {k: v for k, v in filters.items() if v not in (None, "")}
        with self._open(f"{path}.ndjson?{urlencode(given, doseq=True)}") as answer:
            for line in answer:
                yield build(json.loads(line))

    def _open(self, path: str, body: bytes | None = None, media_type: str = "") -> Any:
        headers = {"Content-Type": media_type} if body is not None else {}
        try:
            return urlopen(Request(self._home + path, body, headers), timeout=self._timeout)
        except HTTPError as error:
            raise ClientError(f"{error.code}: {_detail(error)}") from error
        except (URLError, OSError) as error:
            raise ClientError(f"{self._home}: {error}") from error


def _detail(error: HTTPError) -> str:
    """What the server says is wrong."""
    try:
        return str(json.loads(error.read())["detail"])
    except (ValueError, KeyError, TypeError):
        return error.reason
