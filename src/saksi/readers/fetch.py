"""Gets pages that the user names from the web: politely, within bounds, from public addresses only."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from saksi import __version__
from saksi.errors import ReadError, UnchangedError
from saksi.readers.addresses import RefusedAddressError, pool
from saksi.readers.politeness import AGENT, Manners
from saksi.readers.unpack import LARGEST_PAGE, unpack

USER_AGENT = f"{AGENT}/{__version__} (reads news for research; asks robots.txt first)"
_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, "
    "text/plain;q=0.8, application/json;q=0.7, text/csv;q=0.7"
)
_READABLE = """
    text/html application/xhtml+xml text/plain text/xml application/xml application/rss+xml
    application/atom+xml application/rdf+xml application/json application/jsonl application/x-ndjson
    application/ndjson text/csv text/tab-separated-values
"""
_TYPES = frozenset(_READABLE.split())
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_NOT_MODIFIED = 304
_CHUNK = 1 << 16
_LARGEST_ROBOTS = 500_000


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said that names this version of a page, to be shown to it next time."""

    etag: str | None = None
    last_modified: str | None = None


class KnownPages(Protocol):
    """What the caller (an archive) knows of pages fetched before."""

    def validators(self, url: str) -> Validators | None:
        """The validators of the version of `url` that the caller has, or None if it has none."""

    def fetched(self, url: str, validators: Validators) -> None:
        """A new version of `url` was fetched; the next request may be made with `validators`."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds and bytes that one page may take, and how often it may send us on."""

    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    whole_timeout: float = 120.0
    bytes: int = LARGEST_PAGE
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as received, its Content-Encoding undone. `url` is where the redirects led to."""

    url: str
    data: bytes
    media_type: str
    charset: str | None
    captured: str


class Fetcher:
    """Fetches pages one after the other. Keeps no cookies and sends no credentials."""

    def __init__(
        self,
        *,
        pause: float = 1.0,
        allow_private: bool = False,
        bounds: Bounds | None = None,
        known: KnownPages | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`pause`: seconds between two requests to one host. `allow_private`: also private addresses."""
        self._bounds = bounds or Bounds()
        self._known = known
        self._clock = clock
        self._manners = Manners(self._robots, pause=pause, clock=clock, sleep=sleep)
        timeout = urllib3.Timeout(connect=self._bounds.connect_timeout, read=self._bounds.read_timeout)
        self._pool = pool(
            allow_private=allow_private, timeout=timeout, retries=False, num_pools=20, maxsize=1
        )

    def fetch(self, url: str) -> Fetched:
        """The page at `url`. Raises UnchangedError if `known` has it, ReadError if it can't be had."""
        asked = url
        shown = self._known.validators(url) if self._known is not None else None
        try:
            for _ in range(self._bounds.redirects + 1):
                _check(url)
                if (refusal := self._manners.refusal(url)) is not None:
                    raise ReadError(asked, refusal)
                answer = self._polite_request(url, shown)
                try:
                    if answer.status not in _REDIRECTS:
                        return self._take(asked, url, answer)
                    url = urljoin(url, answer.headers.get("Location", ""))
                finally:
                    answer.close()
        except RefusedAddressError as error:
            raise ReadError(asked, f"is not fetched: {error} (--allow-private would)") from error
        except (HTTPError, OSError, ValueError) as error:
            raise ReadError(asked, f"cannot be fetched ({_brief(error)})") from error
        raise ReadError(asked, f"redirects more than {self._bounds.redirects} times")

    def _polite_request(self, url: str, shown: Validators | None) -> urllib3.BaseHTTPResponse:
        """The answer; a busy server that says how long to wait is asked once more after that."""
        self._manners.wait(url)
        answer = self._request(url, shown)
        seconds = answer.headers.get("Retry-After", "")
        if answer.status in _BUSY and seconds.isdigit() and int(seconds) <= self._bounds.whole_timeout:
            answer.close()
            self._manners.hold(url, float(seconds))
            self._manners.wait(url)
            answer = self._request(url, shown)
        return answer

    def _request(self, url: str, shown: Validators | None) -> urllib3.BaseHTTPResponse:
        headers = {"User-Agent": USER_AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip"}
        if shown is not None and shown.etag:
            headers["If-None-Match"] = shown.etag
        if shown is not None and shown.last_modified:
            headers["If-Modified-Since"] = shown.last_modified
        return self._pool.request(
            "GET", url, headers=headers, redirect=False, preload_content=False, decode_content=False
        )

    def _take(self, asked: str, url: str, answer: urllib3.BaseHTTPResponse) -> Fetched:
        if answer.status == _NOT_MODIFIED:
            raise UnchangedError(asked)
        if answer.status != 200:
            raise ReadError(asked, f"the server answered {answer.status} {answer.reason or ''}".rstrip())
        media_type, charset = _content_type(answer.headers.get("Content-Type", ""))
        if media_type not in _TYPES:
            raise ReadError(asked, f"is {media_type or 'of no stated type'}, not a page of text")
        data = self._body(asked, answer, self._bounds.bytes)
        if self._known is not None:
            validators = Validators(answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
            self._known.fetched(asked, validators)
        captured = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        return Fetched(url, data, media_type, charset, captured)

    def _body(self, asked: str, answer: urllib3.BaseHTTPResponse, limit: int) -> bytes:
        """The body, counted while it streams in. Raises ReadError if it is too large or too slow."""
        deadline = self._clock() + self._bounds.whole_timeout
        body = bytearray()
        for part in answer.stream(_CHUNK, decode_content=False):
            body += part
            if len(body) > limit:
                raise ReadError(asked, f"is larger than {limit} bytes")
            if self._clock() > deadline:
                raise ReadError(asked, f"takes longer than {self._bounds.whole_timeout:.0f} seconds")
        try:
            return unpack(bytes(body), answer.headers.get("Content-Encoding", ""), limit)
        except ReadError as error:
            raise ReadError(asked, error.cause) from error

    def _robots(self, url: str) -> str:
        """The text of a robots.txt; "" if the site has none. Raises ReadError if it can't say (RFC 9309)."""
        first = url
        try:
            for _ in range(self._bounds.redirects + 1):
                _check(url)
                self._manners.wait(url)
                answer = self._request(url, None)
                try:
                    if answer.status == 200:
                        return self._body(url, answer, _LARGEST_ROBOTS).decode("utf-8", "replace")
                    if answer.status >= 500 or answer.status == 429:
                        raise ReadError(first, f"the server answered {answer.status}")
                    if answer.status not in _REDIRECTS:
                        return ""
                    url = urljoin(url, answer.headers.get("Location", ""))
                finally:
                    answer.close()
        except (HTTPError, OSError, ValueError) as error:
            raise ReadError(first, _brief(error)) from error
        return ""


def _check(url: str) -> None:
    """Raises ValueError if it is no address that we fetch."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise ValueError(f"{parts.scheme or 'no'} scheme: only http and https are fetched")
    if parts.username is not None or parts.password is not None:
        raise ValueError("the address carries a user name or password")
    if not parts.hostname or parts.port == 0:
        raise ValueError("the address names no host")


def _content_type(header: str) -> tuple[str, str | None]:
    media_type, _, rest = header.partition(";")
    charset = next(
        (v.strip("\"' ") for part in rest.lower().split(";") if (v := part.partition("charset=")[2])), None
    )
    return media_type.strip().lower(), charset


def _brief(error: Exception) -> str:
    reason = getattr(error, "reason", None)
    return str(reason if isinstance(reason, Exception) else error)[:300]
