"""Opens whatever the user names: files, folders, standard input."""

from __future__ import annotations

import gzip
import os
import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from saksi.errors import ReadError
from saksi.readers.decode import decode
from saksi.readers.jsonl import looks_like_row, read_json, read_rows
from saksi.readers.source import SourceDocument

_TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_ROW_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_HTML_START = re.compile(
    rb"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,20})?(?:<!--.{0,500}?-->\s{0,20})?"
    rb"<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 1 << 16


def read_sources(paths: Sequence[str], stdin: BinaryIO | None = None) -> Iterator[SourceDocument | ReadError]:
    """Source documents of the files, folders and streams that `paths` name, in that order.

    "-" is standard input (`stdin`, or the process's own). A folder is walked in sorted order; names
    that begin with a dot are passed over. What an input is, its suffix says or its first bytes;
    `.gz` is unpacked. An input that fails gives a ReadError object, not raised, and the run goes on.
    """
    for path in paths:
        if path == "-":
            yield from _guarded(stdin or sys.stdin.buffer, "-", "")
        elif os.path.isdir(path):
            yield from _folder(path)
        else:
            yield from _file(path)


def _folder(path: str) -> Iterator[SourceDocument | ReadError]:
    found = False
    for name in _walk(path):
        found = True
        yield from _file(name)
    if not found:
        yield ReadError(path, "is a folder without files")


def _walk(path: str) -> Iterator[str]:
    for folder, inner, names in os.walk(path):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield os.path.join(folder, name)


def _file(path: str) -> Iterator[SourceDocument | ReadError]:
    name = path.lower()
    packed = name.endswith(".gz")
    suffix = Path(name[:-3] if packed else name).suffix
    try:
        with open(path, "rb") as plain:
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=plain)) if packed else plain
            yield from _guarded(stream, path, suffix)
    except OSError as error:
        yield ReadError(path, error.strerror or str(error))
    except ValueError as error:
        yield ReadError(path, str(error))


def _guarded(stream: BinaryIO, path: str, suffix: str) -> Iterator[SourceDocument | ReadError]:
    try:
        yield from _documents(stream, path, suffix)
    except ReadError as error:
        yield ReadError(path, error.cause)
    except (OSError, EOFError, zlib.error) as error:
        yield ReadError(path, f"cannot be read ({error})")


def _documents(stream: BinaryIO, path: str, suffix: str) -> Iterator[SourceDocument | ReadError]:
    head = stream.read(_HEAD)
    if not head:
        raise ReadError(path, "is empty")
    if suffix in _ROW_SUFFIXES or (suffix not in _TEXT_SUFFIXES | _HTML_SUFFIXES and looks_like_row(head)):
        yield from read_rows(stream, path, head)
        return
    data = head + stream.read()
    if suffix == ".json":
        yield from read_json(data, path)
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
