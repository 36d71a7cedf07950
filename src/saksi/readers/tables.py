"""Tables of articles in CSV and TSV: a row is an article, the first row names the columns."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from saksi.errors import ReadError
from saksi.readers.columns import Columns, known_columns
from saksi.readers.decode import binary_kind, decode
from saksi.readers.rows import date_order, row_document
from saksi.readers.source import SourceDocument
from saksi.records import Diagnostic

if TYPE_CHECKING:
    from typing_extensions import Buffer

_DELIMITERS = (",", ";", "\t", "|")
_SLASHED_DATE = re.compile(r"(?:^|[,;\t|\"])(\d{1,2})/(\d{1,2})/\d{4}\b", re.MULTILINE)
# Code points of one row. A quotation mark that is never closed must not swallow a whole table.
LONGEST_ROW = 8_000_000
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


_WIDE = "saksi.utf-16"


def _whole_units(error: UnicodeError) -> tuple[str | bytes, int]:
    """Keeps half a surrogate pair as it is, so that the row's bytes come back; half a unit becomes U+FFFD."""
    try:
        return codecs.lookup_error("surrogatepass")(error)
    except UnicodeDecodeError as broken:
        return "\ufffd", broken.end


codecs.register_error(_WIDE, _whole_units)


def read_table(
    stream: BinaryIO, path: str, head: bytes, columns: Columns, delimiter: str | None = None
) -> Iterator[SourceDocument | ReadError]:
    """One source document a row; a row that cannot be read gives a ReadError that names its number.

    Rows are numbered from 1, the header not counted; empty lines are passed over. `head` are bytes
    already taken from the stream. The bytes of a document are those of its row. Without `delimiter`
    it is the one of comma, semicolon, tab and bar that splits the header into most columns. Memory
    holds one row at a time. A table whose UTF-32 is broken is read up to there. Raises ReadError (with an
    empty path) if the header can't be used.
    """
    mark = next((m for m in _MARKS if head.startswith(m)), b"")
    encoding = _MARKS[mark] if mark else _encoding(head)
    errors = _WIDE if encoding.startswith("utf-16") else "surrogateescape"
    joined = io.BufferedReader(_Joined(head[len(mark) :], stream))
    lines = _Lines(io.TextIOWrapper(joined, encoding=encoding, errors=errors, newline=""))
    first = lines.peek()
    csv.field_size_limit(LONGEST_ROW)  # the module's own limit is shorter than some articles
    rows = csv.reader(lines, delimiter=delimiter or _delimiter(first))
    header = [name.strip() for name in next(rows, [])]
    columns.check(header)
    order = date_order(_SLASHED_DATE.findall(head.decode(encoding, "replace")))
    number = 0
    while True:
        lines.begin()
        try:
            fields = next(rows)
        except StopIteration:
            if number == 0:
                raise ReadError("", "is a table without rows") from None
            return
        except csv.Error as error:
            number += 1
            yield ReadError(f"{path}:{number}", f"is not a readable row ({error})")
            continue
        except ReadError as error:
            yield ReadError(f"{path}:{number + 1}", error.cause)
            return
        if not fields:
            continue
        number += 1
        try:
            yield _document(header, fields, lines.taken(), encoding, errors, path, number, columns, order)
        except ReadError as error:
            yield ReadError(f"{path}:{number}", error.cause)


def looks_like_table(head: bytes) -> bool:
    """Whether the first line is a header in which we know a text column and one more."""
    mark = next((m for m in _MARKS if head.startswith(m)), b"")
    line = head[len(mark) :].split(b"\n", 1)[0][:4096].decode(_MARKS.get(mark, "utf-8"), "replace")
    if not any(d in line for d in _DELIMITERS):
        return False
    count, has_text = known_columns(name.strip() for name in _split(line, _delimiter(line)))
    return has_text and count >= 2


def _document(
    header: Sequence[str],
    fields: Sequence[str],
    row: str,
    encoding: str,
    errors: str,
    path: str,
    number: int,
    columns: Columns,
    order: str | None,
) -> SourceDocument:
    if len(fields) != len(header):
        raise ReadError("", f"has {len(fields)} fields where the header names {len(header)}")
    broken = sum("\udc80" <= c <= "\udcff" for c in row) if not row.isascii() else 0
    notes = []
    if broken:
        notes.append(Diagnostic("warning", "undecodable-bytes", f"{broken} byte(s) are not {encoding}"))
    if encoding != "utf-8":
        notes.append(Diagnostic("info", "encoding", f"the table is read as {encoding}"))
    values = dict(zip(header, (f.replace("\x00", "\ufffd") for f in fields), strict=True))
    return row_document(
        values,
        row.rstrip("\r\n").encode(encoding, errors),
        path,
        number,
        media_type="text/csv",
        columns=columns,
        order=order,
        notes=notes,
    )


def _encoding(head: bytes) -> str:
    """The encoding of a table without a mark. Raises ReadError (with an empty path) if it is binary."""
    kind = binary_kind(head)
    sample = head.rsplit(b"\n", 1)[0] or head  # a character may be cut at the very end
    found = decode(sample).encoding
    if kind is not None and not found.startswith(("utf-16", "utf-32")):
        raise ReadError("", f"looks like a binary file ({kind})")
    return found


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=lambda d: (len(_split(line, d)), -_DELIMITERS.index(d)))


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


class _Lines:
    """Lines for the csv module, which remembers those that made the row at hand and bounds them."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._ahead: str | None = None
        self._row: list[str] = []
        self._length = 0

    def peek(self) -> str:
        """The first line, which is given out again."""
        if self._ahead is None:
            self._ahead = self._read()
        return self._ahead

    def _read(self) -> str:
        """The next line. Raises ReadError where UTF-32 is broken, which no character can stand for."""
        try:
            return self._text.readline(LONGEST_ROW)
        except UnicodeDecodeError as error:
            cause = f"is not {error.encoding} ({error.reason}); the rest of the table is not read"
            raise ReadError("", cause) from None

    def begin(self) -> None:
        """A new row begins."""
        self._row.clear()
        self._length = 0

    def taken(self) -> str:
        """The row at hand as it stands in the table, line end included."""
        return "".join(self._row)

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.peek()
        self._ahead = None
        if not line:
            raise StopIteration
        self._length += len(line) + (len(line) == LONGEST_ROW and not line.endswith("\n"))
        if self._length > LONGEST_ROW:
            while line and not line.endswith(
                ("\n", "\r")
            ):  # the rest of a line too long is no row of its own
                line = self._read()
            raise csv.Error(
                f"longer than {LONGEST_ROW} characters: a quotation mark may not have been closed"
            )
        self._row.append(line)
        return line


class _Joined(io.RawIOBase):
    """Bytes already taken from a stream, then the stream."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        """It is made to be read."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fills the buffer as far as the head, or one read of the stream, goes."""
        view = memoryview(buffer)
        given, self._head = self._head[: len(view)], self._head[len(view) :]
        data = given or self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)
