"""Parquet tables of articles, read batch by batch (needs `saksi[parquet]`)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from saksi.errors import MissingExtraError, ReadError
from saksi.readers.columns import Columns
from saksi.readers.rows import date_order, row_document
from saksi.readers.source import SourceDocument

MAGIC = b"PAR1"
_BATCH = 256
# Bytes of a row group, unpacked, from which its packing is looked at; and how many times smaller than
# itself text can be packed.
_LARGE, _DENSEST = 256_000_000, 100
MEDIA_TYPE = "application/vnd.apache.parquet"


def read_parquet(stream: BinaryIO, path: str, columns: Columns) -> Iterator[SourceDocument | ReadError]:
    """One source document a row; a row or row group that cannot be read gives a ReadError that names it.

    `stream` must be seekable. Rows are numbered from 1. A row has no bytes of its own in this format:
    those of its document are the row as JSON, columns in the order of the table. Memory holds one batch
    of rows. Raises ReadError (with an empty path) if the file can't be used, and MissingExtraError
    without pyarrow.
    """
    table = ParquetTable(stream, path, columns)
    for group in range(len(table.groups)):
        for row in table.rows(group):
            yield row.read() if isinstance(row, Row) else row
    table.check_whole()


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in its table, its article not looked for yet."""

    values: dict[str, Any]
    path: str
    number: int
    columns: Columns
    order: str | None

    def read(self) -> SourceDocument | ReadError:
        """The source document of the row."""
        return _document(self.values, self.path, self.number, self.columns, self.order)


class ParquetTable:
    """An open table: its row groups, each of them to be read apart from the others.

    `groups` are the numbers of rows of the row groups, `size` their bytes unpacked. Raises as
    `read_parquet` does.
    """

    def __init__(self, stream: BinaryIO, path: str, columns: Columns) -> None:
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError as error:
            raise MissingExtraError("reading Parquet", "parquet") from error
        self._faults = (pa.ArrowException, OSError, ValueError)
        self._packed = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        try:
            self._file = pq.ParquetFile(stream)
        except self._faults as error:
            raise ReadError("", f"is not a readable Parquet table ({_brief(error)})") from error
        columns.check(self._file.schema_arrow.names)
        metadata = self._file.metadata
        if metadata.num_rows == 0:
            raise ReadError("", "is a table without rows")
        self.groups = tuple(metadata.row_group(n).num_rows for n in range(metadata.num_row_groups))
        if min((metadata.num_rows, *self.groups)) < 0:
            raise ReadError("", "is not a readable Parquet table (it names fewer rows than none)")
        self.size = sum(metadata.row_group(n).total_byte_size for n in range(metadata.num_row_groups))
        self._path = path
        self._columns = columns
        self._order = self._date_order()

    def rows(self, group: int) -> Iterator[Row | ReadError]:
        """The rows of one row group; if it breaks off, a ReadError where it does."""
        number = 1 + sum(self.groups[:group])
        end = number + self.groups[group]
        try:
            self._check_size(group)
            for batch in self._file.iter_batches(_BATCH, row_groups=[group], use_threads=False):
                for values in batch.to_pylist():
                    yield Row(values, self._path, number, self._columns, self._order)
                    number += 1
        except self._faults as error:
            cause = f"row group {group + 1} breaks off here ({_brief(error)})"
            yield ReadError(f"{self._path}:{number}", cause)
        else:
            if number < end:
                cause = f"row group {group + 1} lacks {end - number} of its rows"
                yield ReadError(f"{self._path}:{number}", cause)

    def check_whole(self) -> None:
        """Raises ReadError (with an empty path) where the table names more rows than its groups hold."""
        held, named = sum(self.groups), self._file.metadata.num_rows
        if held < named:
            raise ReadError("", f"holds {held} of the {named} rows that it names")

    def _check_size(self, group: int) -> None:
        """Raises OSError where a row group would unpack to far more than text of the table's size does.

        The columns of a group say so more exactly, but pyarrow ends the process where what it is asked of
        a column is damaged.
        """
        whole = self._file.metadata.row_group(group).total_byte_size
        if whole > _LARGE and whole > _DENSEST * self._packed:
            raise OSError(f"{self._packed} bytes of the table unpack to {whole}")

    def _date_order(self) -> str | None:
        """Which field comes first in the slashed dates of the table's first rows."""
        if not self.groups:
            return None
        try:
            self._check_size(0)
            batches = self._file.iter_batches(_BATCH, row_groups=[0], use_threads=False)
            first = next(batches, None)
            rows = first.to_pylist() if first is not None else []
        except self._faults:
            return None
        return date_order([p for row in rows if (p := _slashed(self._columns.meta(row)))])


def _document(
    row: dict[str, Any], path: str, number: int, columns: Columns, order: str | None
) -> SourceDocument | ReadError:
    data = json.dumps(row, ensure_ascii=False, default=_as_json).encode("utf-8", "surrogatepass")
    try:
        return row_document(row, data, path, number, media_type=MEDIA_TYPE, columns=columns, order=order)
    except ReadError as error:
        return ReadError(f"{path}:{number}", error.cause)


def _as_json(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _slashed(meta: dict[str, str]) -> tuple[str, str] | None:
    """The first two numbers of a date such as 4/25/2024."""
    parts = meta.get("published", "").split()[:1]
    numbers = parts[0].split("/") if parts else []
    if len(numbers) == 3 and all(n.isdigit() for n in numbers) and len(numbers[2]) == 4:
        return numbers[0], numbers[1]
    return None


def _brief(error: Exception) -> str:
    return str(error).split("\n")[0][:200]
