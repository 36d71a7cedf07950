"""Opens whatever the user names: files, folders, standard input, addresses of the web."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, cast

from saksi.errors import MissingExtraError, ReadError
from saksi.readers.columns import Columns
from saksi.readers.decode import decode
from saksi.readers.jsonl import looks_like_row, read_json, read_rows
from saksi.readers.source import SourceDocument

if TYPE_CHECKING:
    from saksi.readers.fetch import Fetcher

_TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_ROW_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_TABLE_SUFFIXES = {".csv": None, ".tsv": "\t", ".tab": "\t"}
_PARQUET_SUFFIXES = frozenset({".parquet", ".pq"})
_HTML_START = re.compile(
    rb"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,20})?(?:<!--.{0,500}?-->\s{0,20})?"
    rb"<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_GZIP = b"\x1f\x8b"
_PARQUET = b"PAR1"
_HEAD = 1 << 16
# Bytes of a document that is read whole: far above any article, and what memory can hold.
LARGEST_DOCUMENT = 256_000_000


@dataclass(frozen=True)
class Reading:
    """How to read: the column mapping, who fetches, whether feeds lead on to their articles.

    `follow` None means: those of feeds that the user named by address. `tell` is given lines about
    what was passed over on purpose.
    """

    columns: Columns
    fetcher: Fetcher | None = None
    follow: bool | None = None
    tell: Callable[[str], None] | None = None


def read_sources(
    paths: Sequence[str],
    stdin: BinaryIO | None = None,
    *,
    columns: Columns | None = None,
    fetcher: Fetcher | None = None,
    follow: bool | None = None,
    tell: Callable[[str], None] | None = None,
) -> Iterator[SourceDocument | ReadError]:
    """Source documents of the files, folders, streams and addresses that `paths` name, in that order.

    "-" is standard input (`stdin`, or the process's own); "http://..." and "https://..." are fetched,
    by `fetcher` or one with its defaults. A folder is walked in sorted order; names that begin with a
    dot are passed over. What an input is, its suffix says or its first bytes: text, HTML, JSON, JSONL,
    CSV, TSV, Parquet, WARC, RSS or Atom, each of them also packed by gzip. `columns` says which columns
    of tables hold what; the articles of a feed are fetched if `follow` is true, or None and the feed
    itself was fetched. `tell` is given a line for each input of which something was passed over on
    purpose. An input that fails gives a ReadError object, not raised, and the run goes on.
    """
    how = Reading(columns or Columns(), fetcher, follow, tell)
    for path in paths:
        if path == "-":
            yield from _guarded(stdin or sys.stdin.buffer, "-", "", how)
        elif is_address(path):
            from saksi.readers.web import read_address  # not needed to read files

            yield from read_address(path, how)
        elif os.path.isdir(path):
            yield from _folder(path, how)
        else:
            yield from _file(path, how)


def is_address(path: str) -> bool:
    """Whether a path that the user names is an address of the web."""
    return _WEB.match(path) is not None


def _folder(path: str, how: Reading) -> Iterator[SourceDocument | ReadError]:
    found = False
    for name in walk(path):
        found = True
        yield from _file(name, how)
    if not found:
        yield ReadError(path, "is a folder without files")


def walk(path: str) -> Iterator[str]:
    """The files of a folder and those inside it in sorted order, but for names that begin with a dot."""
    for folder, inner, names in os.walk(path):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield os.path.join(folder, name)


def _file(path: str, how: Reading) -> Iterator[SourceDocument | ReadError]:
    try:
        with open(path, "rb") as stream:
            yield from _guarded(stream, path, path, how)
    except OSError as error:
        yield ReadError(path, error.strerror or str(error))
    except ValueError as error:
        yield ReadError(path, str(error))


def _guarded(stream: BinaryIO, path: str, name: str, how: Reading) -> Iterator[SourceDocument | ReadError]:
    try:
        yield from read_stream(stream, path, name, how)
    except ReadError as error:
        yield ReadError(path, error.cause)
    except MissingExtraError as error:
        yield ReadError(path, str(error))
    except (OSError, EOFError, zlib.error) as error:
        yield ReadError(path, f"cannot be read ({error})")


def read_stream(stream: BinaryIO, path: str, name: str, how: Reading) -> Iterator[SourceDocument | ReadError]:
    """Source documents of an open stream; `name` (may be "") is the file name whose suffix counts.

    Raises ReadError, MissingExtraError, OSError, EOFError or zlib.error where the whole input fails.
    """
    name = name.lower()
    head = stream.read(_HEAD)
    if not head:
        raise ReadError(path, "is empty")
    if not head.startswith(_GZIP):
        if name.endswith(".gz"):
            raise ReadError(path, "cannot be read (it is not packed by gzip)")
        yield from _documents(stream, head, path, PurePath(name).suffix, how)
        return
    from saksi.readers.warc import is_warc

    with _seekable(stream, head) as packed:
        if is_warc(head):
            yield from _warc(packed, path, how)
            return
        inner = cast(BinaryIO, gzip.GzipFile(fileobj=packed))
        head = inner.read(_HEAD)
        if not head:
            raise ReadError(path, "is empty")
        yield from _documents(inner, head, path, PurePath(name.removesuffix(".gz")).suffix, how)


def input_kind(head: bytes, suffix: str) -> str:
    """What an input is by its lower-case suffix and first bytes: parquet, warc, table, jsonl, or whole.

    `whole` is one document or feed, read at once, or anything packed by gzip but an archive (`warc`).
    """
    plain_text = suffix in _TEXT_SUFFIXES
    if head.startswith(_GZIP):
        from saksi.readers.warc import is_warc

        return "warc" if is_warc(head) else "whole"
    if suffix in _PARQUET_SUFFIXES or (head.startswith(_PARQUET) and not plain_text):
        return "parquet"
    if suffix == ".warc" or head.startswith(b"WARC/1."):
        return "warc"
    if suffix in _TABLE_SUFFIXES:
        return "table"
    if suffix in _ROW_SUFFIXES or (not plain_text and suffix not in _HTML_SUFFIXES and looks_like_row(head)):
        return "jsonl"
    return "table" if not suffix and _is_table(head) else "whole"


def _documents(
    stream: BinaryIO, head: bytes, path: str, suffix: str, how: Reading
) -> Iterator[SourceDocument | ReadError]:
    """Source documents of a stream that is not packed; `head` was already taken from it."""
    kind = input_kind(head, suffix)
    if kind == "parquet":
        from saksi.readers.parquet import read_parquet

        with _seekable(stream, head) as table:
            yield from read_parquet(table, path, how.columns)
    elif kind == "warc":
        with _seekable(stream, head) as archive:
            yield from _warc(archive, path, how)
    elif kind == "table":
        yield from _table(stream, path, head, how, _TABLE_SUFFIXES.get(suffix))
    elif kind == "jsonl":
        yield from read_rows(stream, path, head, how.columns)
    else:
        data = head + stream.read(LARGEST_DOCUMENT)
        if len(data) > LARGEST_DOCUMENT:
            raise ReadError(path, f"is larger than {LARGEST_DOCUMENT} bytes, and no table or archive")
        yield from _whole(data, path, suffix, how)


def _whole(data: bytes, path: str, suffix: str, how: Reading) -> Iterator[SourceDocument | ReadError]:
    """Source documents of an input that is held in memory as a whole."""
    if suffix == ".json":
        yield from read_json(data, path, how.columns)
        return
    if suffix not in _TEXT_SUFFIXES | _HTML_SUFFIXES:
        from saksi.readers.feed import is_feed

        if is_feed(data[:_HEAD]):
            from saksi.readers.web import read_feed

            yield from read_feed(data, path, None, how, follow=bool(how.follow))
            return
    if suffix in _HTML_SUFFIXES or (suffix not in _TEXT_SUFFIXES and _HTML_START.match(data)):
        from saksi.readers.html import read_html  # the page extractor is slow to load

        yield read_html(data, path)
        return
    yield read_text(data, path)


def read_text(data: bytes, path: str) -> SourceDocument:
    """The source document of a plain text file. Raises ReadError if it is empty or binary."""
    decoded = decode(data)
    if not decoded.text.strip():
        raise ReadError(path, "is empty")
    return SourceDocument(
        data=data, raw=decoded.text, path=path, media_type="text/plain", diagnostics=decoded.diagnostics
    )


def _is_table(head: bytes) -> bool:
    from saksi.readers.tables import looks_like_table

    return looks_like_table(head)


def _table(
    stream: BinaryIO, path: str, head: bytes, how: Reading, delimiter: str | None
) -> Iterator[SourceDocument | ReadError]:
    from saksi.readers.tables import read_table

    return read_table(stream, path, head, how.columns, delimiter)


def _warc(stream: BinaryIO, path: str, how: Reading) -> Iterator[SourceDocument | ReadError]:
    from saksi.readers.warc import read_warc

    return read_warc(stream, path, how.tell)


@contextmanager
def _seekable(stream: BinaryIO, head: bytes) -> Iterator[BinaryIO]:
    """The stream from its begin, seekable: itself, or a copy in a temporary file."""
    if stream.seekable() and not isinstance(stream, gzip.GzipFile):
        stream.seek(0)
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        copy.write(head)
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        yield cast(BinaryIO, copy)
