"""Cuts inputs into portions that can be read apart from each other, on whatever machine.

    paths -> cut -> portions -> numbered -> portions -> unread -> Unread -> .read() -> source document

The source documents of all portions of an input, one after the other, are those that `read_sources`
gives for it. Opening an article (the extraction of a page, the search for its columns) is left to who
reads it, so that this can happen in a process that may die.
"""

from __future__ import annotations

import codecs
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import BinaryIO, Protocol

from saksi.errors import ReadError, SaksiError
from saksi.readers.columns import Columns
from saksi.readers.jsonl import NO_ROWS, is_utf16, order_of, read_line
from saksi.readers.open import Reading, input_kind, read_stream, walk
from saksi.readers.parquet import ParquetTable
from saksi.readers.source import SourceDocument
from saksi.readers.storage import open_input
from saksi.readers.warc import warc_pages

_HEAD = 1 << 16
_CHUNK = 1 << 22
ROWS, TABLE, ARCHIVE, WHOLE = "jsonl", "parquet", "warc", "whole"


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of an input: bytes `first` to `last` of a JSONL file, such row groups of Parquet, or all of it.

    A line belongs to the portion in which it begins. `before` counts the lines before the portion, `order`
    says which field of the input's slashed dates comes first.
    """

    path: str
    kind: str
    first: int = 0
    last: int = 0
    before: int = 0
    order: str | None = None


class Readable(Protocol):
    """What gives a source document, or says why it cannot."""

    def read(self) -> SourceDocument | ReadError:
        """The source document."""
        ...


@dataclass(frozen=True, slots=True)
class Unread:
    """An article not looked at yet: its name (path, or path:number), and what reads it. Can be pickled."""

    name: str
    document: Readable

    def read(self) -> SourceDocument | ReadError:
        """The source document."""
        return self.document.read()


def cut(paths: Iterable[str], size: int, columns: Columns) -> Iterator[Portion | ReadError]:
    """Portions of about `size` bytes of the files that `paths` name; folders of this machine are walked.

    Those of JSONL lack `before` (see `numbered`). An input that cannot be opened gives a ReadError.
    """
    for named in paths:
        for path in walk(named) if os.path.isdir(named) else (named,):
            try:
                yield from _cut_file(path, size, columns)
            except ReadError as error:
                yield ReadError(path, error.cause)
            except (OSError, ValueError) as error:
                yield ReadError(path, getattr(error, "strerror", None) or str(error))


def count_lines(portion: Portion) -> int:
    """How many lines of a JSONL file begin in the portion."""
    if portion.kind != ROWS:
        return 0
    with closing(open_input(portion.path)) as stream:
        # A line begins behind a line end, or where the file does.
        begin, end = max(0, portion.first - 1), portion.last - 1
        stream.seek(begin)
        lines = int(portion.first == 0)
        while begin < end and (chunk := stream.read(min(_CHUNK, end - begin))):
            lines += chunk.count(b"\n")
            begin += len(chunk)
    return lines


def numbered(portions: Sequence[Portion], lines: Sequence[int]) -> list[Portion]:
    """The portions with what stands before each, from the `lines` that each of them holds."""
    before: Counter[str] = Counter()
    found = []
    for portion, count in zip(portions, lines, strict=True):
        found.append(replace(portion, before=before[portion.path]))
        before[portion.path] += count
    return found


def unread(portion: Portion, columns: Columns) -> Iterator[Unread | ReadError]:
    """The articles of a portion in their order; what cannot be read on the way is a ReadError."""
    try:
        with closing(open_input(portion.path)) as stream:
            yield from _KINDS[portion.kind](portion, stream, columns)
    except ReadError as error:
        yield ReadError(error.path or portion.path, error.cause)
    except (OSError, EOFError, ValueError, SaksiError) as error:
        yield ReadError(portion.path, f"cannot be read ({error})")


def _cut_file(path: str, size: int, columns: Columns) -> Iterator[Portion]:
    with closing(open_input(path)) as stream:
        head = stream.read(_HEAD)
        if not head:
            raise ReadError(path, "is empty")
        kind = input_kind(head, PurePath(path).suffix.lower())
        if kind == ROWS and not is_utf16(head):
            if _is_blank(stream, head):
                raise ReadError(path, NO_ROWS)
            end = stream.seek(0, os.SEEK_END)
            order = order_of(head)
            for first in range(0, end, size):
                yield Portion(path, ROWS, first, min(first + size, end), order=order)
        elif kind == TABLE:
            stream.seek(0)
            table = ParquetTable(stream, path, columns)
            share = max(1, round(len(table.groups) * size / max(1, table.size)))
            for first in range(0, len(table.groups), share):
                yield Portion(path, TABLE, first, min(first + share, len(table.groups)))
        else:
            yield Portion(path, ARCHIVE if kind == ARCHIVE else WHOLE)


def _is_blank(stream: BinaryIO, head: bytes) -> bool:
    """Whether there is nothing but white space in the file that begins with `head`."""
    piece = head.removeprefix(codecs.BOM_UTF8)
    while not piece.strip():
        piece = stream.read(_CHUNK)
        if not piece:
            return True
    return False


def _rows(portion: Portion, stream: BinaryIO, columns: Columns) -> Iterator[Unread | ReadError]:
    number, position = portion.before, portion.first
    if position:
        stream.seek(position - 1)
        position += len(stream.readline()) - 1
    while position < portion.last and (line := stream.readline()):
        number += 1
        row = line if position else line.removeprefix(codecs.BOM_UTF8)
        if row.strip():
            document = _Line(row, portion.path, number, portion.order, columns)
            yield Unread(f"{portion.path}:{number}", document)
        position += len(line)


@dataclass(frozen=True, slots=True)
class _Line:
    line: bytes
    path: str
    number: int
    order: str | None
    columns: Columns

    def read(self) -> SourceDocument | ReadError:
        return read_line(self.line, self.path, self.number, self.order, self.columns)


def _table(portion: Portion, stream: BinaryIO, columns: Columns) -> Iterator[Unread | ReadError]:
    table = ParquetTable(stream, portion.path, columns)
    for group in range(portion.first, portion.last):
        for row in table.rows(group):
            yield row if isinstance(row, ReadError) else Unread(f"{row.path}:{row.number}", row)


def _archive(portion: Portion, stream: BinaryIO, columns: Columns) -> Iterator[Unread | ReadError]:
    for page in warc_pages(stream, portion.path):
        yield page if isinstance(page, ReadError) else Unread(f"{page.path}:{page.record}", page)


def _whole(portion: Portion, stream: BinaryIO, columns: Columns) -> Iterator[Unread | ReadError]:
    """Inputs that are read as they come; only what is made of their articles can be put off."""
    for source in read_stream(stream, portion.path, portion.path, Reading(columns)):
        if isinstance(source, ReadError):
            yield source
        else:
            yield Unread(source.name, _Open(source))


@dataclass(frozen=True, slots=True)
class _Open:
    source: SourceDocument

    def read(self) -> SourceDocument | ReadError:
        return self.source


_KINDS = {ROWS: _rows, TABLE: _table, ARCHIVE: _archive, WHOLE: _whole}
