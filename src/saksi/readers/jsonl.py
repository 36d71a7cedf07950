"""Rows of a JSONL file: one JSON object a line, read line by line."""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from saksi.errors import ReadError
from saksi.readers.columns import Columns
from saksi.readers.decode import decode
from saksi.readers.rows import date_order, row_document
from saksi.readers.source import SourceDocument
from saksi.records import Diagnostic

_SLASHED_DATE = re.compile(rb'":\s{0,3}"(\d{1,2})/(\d{1,2})/\d{4}\b')
# Bytes of one row: far above any article with its page, and what memory can hold.
LONGEST_ROW = 64_000_000
NO_ROWS = "holds no rows"
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


_GUESSED = Columns()


def read_rows(
    stream: BinaryIO, path: str, head: bytes = b"", columns: Columns = _GUESSED
) -> Iterator[SourceDocument | ReadError]:
    """One source document a line; a line that cannot be read gives a ReadError that names it.

    `head` are bytes already taken from the stream. Blank lines are passed over; a file of nothing else is a
    ReadError. Memory holds one line at a time; one longer than LONGEST_ROW is named and passed over.
    """
    order = order_of(head)
    blank = True
    for number, line in enumerate(_lines(stream, head), start=1):
        if line is None:
            yield ReadError(f"{path}:{number}", f"is longer than {LONGEST_ROW} bytes")
        elif line.strip():
            yield read_line(line, path, number, order, columns)
        else:
            continue
        blank = False
    if blank:
        yield ReadError(path, NO_ROWS)


def read_line(
    line: bytes, path: str, number: int, order: str | None, columns: Columns
) -> SourceDocument | ReadError:
    """The source document of a line with or without its line end, but without the file's mark."""
    try:
        return row(line.rstrip(b"\r\n"), path, number, order, columns)
    except ReadError as error:
        return ReadError(f"{path}:{number}", error.cause)


def order_of(head: bytes) -> str | None:
    """Which field comes first in the slashed dates at the begin of a file, if that can be told."""
    return date_order(_SLASHED_DATE.findall(head))


def is_utf16(head: bytes) -> bool:
    """Whether a file that begins with `head` is marked as UTF-16, in which lines cannot be told by bytes."""
    return head.startswith(tuple(_UTF16))


def read_json(data: bytes, path: str, columns: Columns = _GUESSED) -> Iterator[SourceDocument | ReadError]:
    """The rows of a JSON file: one object, or a list of objects. Each row's bytes are its JSON in one line.

    Raises ReadError (with an empty path) if the file is not JSON.
    """
    try:
        value = json.loads(decode(data).text, object_pairs_hook=_Object)
    except (ValueError, RecursionError) as error:
        raise ReadError("", f"is not valid JSON ({error})") from error
    order = order_of(data)
    if value == []:
        raise ReadError("", NO_ROWS)
    for number, item in enumerate(value if isinstance(value, list) else [value], start=1):
        line = json.dumps(item).encode()
        try:
            yield row(line, path, number, order, columns, item.repeated if isinstance(item, _Object) else ())
        except ReadError as error:
            yield ReadError(f"{path}:{number}", error.cause)


def row(
    line: bytes,
    path: str,
    number: int,
    order: str | None = None,
    columns: Columns = _GUESSED,
    repeated: Sequence[str] = (),
) -> SourceDocument:
    """The source document of one JSONL line. Raises ReadError with an empty path.

    `order` says which field of its table's slashed dates comes first, if that is known; `repeated` are keys
    that were given more than once where the line comes from.
    """
    decoded = decode(line)
    try:
        value = json.loads(decoded.text, object_pairs_hook=_Object)
    except RecursionError as error:
        raise ReadError("", "is nested too deeply") from error
    except ValueError as error:
        raise ReadError("", f"is not valid JSON ({error})") from error
    if not isinstance(value, _Object):
        raise ReadError("", "is not a JSON object")
    notes = list(decoded.diagnostics)
    if repeated or value.repeated:
        names = ", ".join(sorted({*repeated, *value.repeated}))
        notes.append(
            Diagnostic("warning", "duplicate-key", f"key given more than once, the last counts: {names}")
        )
    return row_document(
        value,
        line,
        path,
        number,
        media_type="application/jsonl",
        columns=columns,
        order=order,
        notes=notes,
    )


def looks_like_row(head: bytes) -> bool:
    """Whether the first line of `head` is a JSON object (or the start of one too long to see whole)."""
    first = head.lstrip(codecs.BOM_UTF8).lstrip()
    if not first.startswith(b"{"):
        return False
    line, newline, _ = first.partition(b"\n")
    if not newline and len(head) >= 1 << 16:
        return line[1:].lstrip()[:1] == b'"'
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _lines(stream: BinaryIO, head: bytes) -> Iterator[bytes | None]:
    """Lines without their line end; None for one longer than LONGEST_ROW.

    A UTF-16 file (rare, small) is read whole and given as UTF-8. Raises ReadError if it is too large.
    """
    start = head or stream.readline(LONGEST_ROW)
    for mark, encoding in _UTF16.items():
        if start.startswith(mark):
            data = start + stream.read(LONGEST_ROW + 1)
            if len(data) > LONGEST_ROW:
                raise ReadError("", f"is UTF-16 and larger than {LONGEST_ROW} bytes")
            text = data[len(mark) :].decode(encoding, "replace")
            yield from (line.rstrip("\r").encode() for line in text.split("\n"))
            return
    *whole, tail = start.removeprefix(codecs.BOM_UTF8).split(b"\n")
    yield from (line.rstrip(b"\r") for line in whole)
    line = tail + stream.readline(LONGEST_ROW)
    while line:
        if len(line) >= LONGEST_ROW and not line.endswith(b"\n"):
            yield None
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_ROW)
        else:
            yield line.rstrip(b"\r\n")
        line = stream.readline(LONGEST_ROW)


class _Object(dict[str, Any]):
    """A JSON object that remembers which keys stood more than once in it, or in an object inside it."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.repeated = [key for key, n in Counter(key for key, _ in pairs).items() if n > 1]
        for value in self.values():
            for inner in value if isinstance(value, list) else (value,):
                if isinstance(inner, _Object):
                    self.repeated.extend(inner.repeated)
