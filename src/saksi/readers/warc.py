"""Web archives (WARC): every archived HTML page is a source document."""

from __future__ import annotations

import os
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from saksi.errors import ReadError
from saksi.readers.html import read_html
from saksi.readers.source import SourceDocument
from saksi.readers.unpack import LARGEST_PAGE, unpack, without_chunks

_GZIP = b"\x1f\x8b\x08"
_PLAIN = b"WARC/"
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_WINDOW = 1 << 20
_OK = 200


@dataclass(frozen=True, slots=True)
class Page:
    """An archived HTML page as received; `record` is its number in the archive at `path`."""

    body: bytes
    path: str
    url: str | None
    record: int
    charset: str | None
    captured: str | None

    def read(self) -> SourceDocument | ReadError:
        """The source document of the page."""
        try:
            return read_html(
                self.body,
                self.path,
                url=(self.url or "").strip("<> ") or None,
                record=self.record,
                charset=self.charset,
                captured=self.captured,
            )
        except ReadError as error:
            return ReadError(f"{self.path}:{self.record}", f"the page {self.url} {error.cause}")


def read_warc(
    stream: BinaryIO, path: str, tell: Callable[[str], None] | None = None
) -> Iterator[SourceDocument | ReadError]:
    """One source document an HTML page that the archive holds with status 200. See `warc_pages`."""
    for page in warc_pages(stream, path, tell):
        yield page.read() if isinstance(page, Page) else page


def warc_pages(
    stream: BinaryIO, path: str, tell: Callable[[str], None] | None = None
) -> Iterator[Page | ReadError]:
    """The HTML pages that the archive holds with status 200, none of them looked into.

    `stream` must be seekable; it may be plain or gzip. `record` counts all records from 1. Records
    that hold no page (requests, pictures, redirects ...) are passed over, and `tell` is given one line
    that counts them. A truncated or corrupt record gives a ReadError that names its place, and reading
    goes on at the next record that can be found. Memory holds one page at a time.
    """
    passed: Counter[str] = Counter()
    start = _next_record(stream, 0)
    if start is None:
        raise ReadError("", "holds no WARC record")
    number = 0
    fault: str | None = None  # what broke the last run off; told once it is known where reading goes on
    while start is not None:
        named = False
        run = _Run(stream, start)
        for record in run:
            if fault is not None:
                number += 1
                yield ReadError(f"{path}:{number}", fault)
                fault = None
            number += 1
            named = False
            try:
                page = _page(record, path, number, passed)
            except ReadError as error:
                named = True
                yield ReadError(f"{path}:{number}", error.cause)
            else:
                if page is not None:
                    yield page
        if run.fault is not None:
            # A run that broke off at its very first record names the fault of the run before better.
            fault = f"the record at or after byte {run.last} is corrupt ({run.fault})"
            start = _next_record(stream, run.last + 1)
        else:
            torn = None if named else _torn(stream, run.last)
            if torn is not None:
                yield ReadError(f"{path}:{number + torn}", "is truncated: the archive ends within it")
            start = None
        if fault is not None and (run.empty or start is None):
            number += 1
            yield ReadError(f"{path}:{number}", fault)
            fault = None
    if passed and tell is not None:
        kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(passed.items()))
        tell(f"{path}: {sum(passed.values())} records passed over ({kinds})")


class _Run:
    """Records of an archive from a place on, up to its end or to a fault, which is then known."""

    def __init__(self, stream: BinaryIO, start: int) -> None:
        self.last = start  # where the last record that could be read begins
        self.fault: str | None = None
        self.empty = True
        self._stream = stream

    def __iter__(self) -> Iterator[WarcRecord]:
        self._stream.seek(self.last)
        try:
            for record in ArchiveIterator(
                self._stream, record_types=WarcRecordType.any_type, parse_http=True, auto_decode="none"
            ):
                self.empty = False
                self.last = record.stream_pos
                yield record
        except OSError as error:
            self.fault = str(error)


def _torn(stream: BinaryIO, last: int) -> int | None:
    """Which record the archive's end cuts off: 0 the last (it begins at `last`), 1 one behind it, or None."""
    stream.seek(last)
    begin = stream.read(_WINDOW)
    if not begin.startswith(_GZIP):
        head = begin.partition(b"\r\n\r\n")[0]
        length = re.search(rb"^content-length:\s{0,9}(\d{1,12})", head, re.IGNORECASE | re.MULTILINE)
        whole = length is None or last + len(head) + 4 + int(length[1]) <= stream.seek(0, os.SEEK_END)
        return None if whole else 0
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    packed = begin
    while packed and not unpacker.eof:
        unpacker.decompress(packed, _WINDOW)
        packed = unpacker.unconsumed_tail or stream.read(_WINDOW)
    if not unpacker.eof:
        return 0
    return 1 if unpacker.unused_data or packed else None


def _page(record: WarcRecord, path: str, number: int, passed: Counter[str]) -> Page | None:
    """The page of a record, or None if it holds none, which `passed` then counts."""
    length = record.headers.get("Content-Length")
    url = record.headers.get("WARC-Target-URI")
    if length is None:
        raise ReadError("", "is truncated: the record ends within its head")
    kind = _passed_over(record)
    if kind is not None:
        passed[kind] += 1
        return None
    expected = record.content_length
    body = record.reader.read(min(expected, LARGEST_PAGE) + 1)
    if len(body) > LARGEST_PAGE:
        raise ReadError("", f"the page {url} is larger than {LARGEST_PAGE} bytes")
    if len(body) < expected:
        raise ReadError("", f"is truncated: {len(body)} of {expected} bytes of the page {url}")
    headers = record.http_headers
    assert headers is not None  # _passed_over saw a status
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        body = without_chunks(body)
    body = unpack(body, headers.get("Content-Encoding") or "")
    if not body.strip():
        raise ReadError("", f"the page {url} is empty")
    return Page(body, path, url, number, record.http_charset, record.headers.get("WARC-Date"))


def _passed_over(record: WarcRecord) -> str | None:
    """What kind of thing the record is, unless it is a page."""
    if record.record_type != WarcRecordType.response:
        return str(record.record_type).split(".")[-1].lower()
    headers = record.http_headers
    if headers is None:
        return "response that is not HTTP"
    if headers.status_code is None:
        return "response without a status"
    if headers.status_code != _OK:
        return f"response of status {headers.status_code}"
    if (record.http_content_type or "").lower() not in _PAGES:
        return "response that is no HTML page"
    return None


def _next_record(stream: BinaryIO, start: int) -> int | None:
    """Where the next record begins at or after `start`: plain, or a gzip member that holds one."""
    position = start
    while True:
        stream.seek(position)
        window = stream.read(_WINDOW)
        for place in _candidates(window):
            if window.startswith(_PLAIN, place) or _holds_record(stream, position + place):
                return position + place
        if len(window) < _WINDOW:
            return None
        position += _WINDOW - len(_PLAIN)


def _candidates(window: bytes) -> Iterator[int]:
    """Places in the window where a record may begin, in order."""
    places = []
    for magic in (_GZIP, b"\nWARC/1."):
        place = window.find(magic)
        while place >= 0:
            places.append(place + (magic[0] == ord("\n")))
            place = window.find(magic, place + 1)
    if window.startswith(_PLAIN):
        places.append(0)
    return iter(sorted(places))


def _holds_record(stream: BinaryIO, position: int) -> bool:
    stream.seek(position)
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        return unpacker.decompress(stream.read(4096), len(_PLAIN)) == _PLAIN
    except zlib.error:
        return False


def is_warc(head: bytes) -> bool:
    """Whether a file that begins with `head` is a WARC, plain or gzip."""
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head[:4096], len(_PLAIN))
        except zlib.error:
            return False
    return head.startswith(_PLAIN)
