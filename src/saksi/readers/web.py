"""Addresses that the user names: a page is an article, a feed leads to its articles."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from saksi.errors import MissingExtraError, ReadError, UnchangedError
from saksi.readers.feed import Entry, is_feed, read_entries
from saksi.readers.fetch import Fetched, Fetcher
from saksi.readers.html import read_html
from saksi.readers.open import Reading, read_stream
from saksi.readers.source import SourceDocument
from saksi.records import Diagnostic

_HTML = frozenset({"text/html", "application/xhtml+xml"})
# What tells the kind of the other documents that a server may send.
_NAMES = {
    "application/json": "x.json",
    "application/jsonl": "x.jsonl",
    "application/x-ndjson": "x.jsonl",
    "application/ndjson": "x.jsonl",
    "text/csv": "x.csv",
    "text/tab-separated-values": "x.tsv",
}


def read_address(url: str, how: Reading) -> Iterator[SourceDocument | ReadError]:
    """Source documents of the page, feed or table at `url`; a ReadError, not raised, if it can't be had."""
    if how.fetcher is None:
        how = replace(how, fetcher=Fetcher())
    assert how.fetcher is not None
    try:
        page = how.fetcher.fetch(url)
        if is_feed(page.data):
            yield from read_feed(page.data, url, page.url, how, follow=how.follow is not False)
        else:
            yield from _documents(page, url, how)
    except (ReadError, MissingExtraError) as error:
        yield error if isinstance(error, ReadError) and error.path else ReadError(url, _cause(error))


def read_feed(
    data: bytes, path: str, base: str | None, how: Reading, *, follow: bool
) -> Iterator[SourceDocument | ReadError]:
    """The articles of a feed: fetched if `follow`, otherwise, or where that fails, as the feed holds them.

    `base` is the feed's own address, if it has one. Raises ReadError (with an empty path) if it is no feed.
    """
    fetcher = how.fetcher or (Fetcher() if follow else None)
    for entry in read_entries(data, base):
        failure: ReadError | None = None
        if fetcher is not None and follow and entry.url is not None:
            try:
                yield _article(fetcher.fetch(entry.url), entry)
                continue
            except UnchangedError as error:
                yield error
                continue
            except ReadError as error:
                failure = ReadError(entry.url, error.cause)
        yield _held(entry, path, failure)


def _held(entry: Entry, path: str, failure: ReadError | None) -> SourceDocument | ReadError:
    """What the feed holds of an article that was not fetched; the failure where that is only a summary."""
    if failure is not None and not entry.full:
        return failure
    notes: tuple[Diagnostic, ...] = ()
    if failure is not None:
        message = f"the article could not be had from its page, so the feed's own text is read: {failure}"
        notes = (Diagnostic("warning", "not-fetched", message),)
    try:
        return entry.document(path, notes)
    except ReadError as error:
        return ReadError(f"{path}:{entry.number}", error.cause)


def _article(page: Fetched, entry: Entry) -> SourceDocument:
    """The fetched page of an entry; what the page does not say of itself, the feed says."""
    assert entry.url is not None
    if page.media_type not in _HTML:
        raise ReadError(entry.url, f"is {page.media_type}, not an HTML page")
    document = _page(page, entry.url)
    said = {
        "title": entry.title,
        "published": entry.published,
        "byline": entry.byline,
        "outlet": entry.outlet,
    }
    meta = {**{name: value for name, value in said.items() if value}, **document.meta}
    return replace(document, meta=meta)


def _documents(page: Fetched, path: str, how: Reading) -> Iterator[SourceDocument | ReadError]:
    if page.media_type in _HTML:
        yield _page(page, path)
        return
    name = _NAMES.get(page.media_type, "")
    for document in read_stream(io.BytesIO(page.data), path, name, how):
        if isinstance(document, SourceDocument):
            document = replace(document, url=document.url or page.url, captured=page.captured)
        yield document


def _page(page: Fetched, path: str) -> SourceDocument:
    return read_html(page.data, path, url=page.url, charset=page.charset, captured=page.captured)


def _cause(error: ReadError | MissingExtraError) -> str:
    return error.cause if isinstance(error, ReadError) else str(error)
