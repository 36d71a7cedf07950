"""Parquet tables of articles, read batch by batch (needs `saksi[parquet]`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from saksi.errors import MissingExtraError, ReadError
from saksi.readers.columns import Columns
from saksi.readers.rows import date_order, row_document
from saksi.readers.source import SourceDocument

MAGIC = b"PAR1"
_BATCH = 256
# Bytes of a column in one row group, unpacked, from which its packing is looked at; and how many times
# smaller than itself text can be packed.
_LARGE, _DENSEST = 256_000_000, 100
MEDIA_TYPE = "application/vnd.apache.parquet"


def read_parquet(stream: BinaryIO, path: str, columns: Columns) -> Iterator[SourceDocument | ReadError]:
    """One source document a row; a row or row group that cannot be read gives a ReadError that names it.

    `stream` must be seekable. Rows are numbered from 1. A row has no bytes of its own in this format:
    those of its document are the row as JSON, columns in the order of the table. Memory holds one batch
    of rows. Raises ReadError (with an empty path) if the file can't be used, and MissingExtraError
    without pyarrow.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("reading Parquet", "parquet") from error
    try:
        table = pq.ParquetFile(stream)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise ReadError("", f"is not a readable Parquet table ({_brief(error)})") from error
    columns.check(table.schema_arrow.names)
    if table.metadata.num_rows == 0:
        raise ReadError("", "is a table without rows")
    order: str | None = None
    first = 1
    for group in range(table.metadata.num_row_groups):
        number = first
        try:
            _check_size(table.metadata.row_group(group))
            for batch in table.iter_batches(_BATCH, row_groups=[group], use_threads=False):
                rows = batch.to_pylist()
                if number == 1:
                    order = date_order([p for row in rows if (p := _slashed(columns.meta(row)))])
                for row in rows:
                    yield _document(row, path, number, columns, order)
                    number += 1
        except (pa.ArrowException, OSError, ValueError) as error:
            yield ReadError(f"{path}:{number}", f"row group {group + 1} breaks off here ({_brief(error)})")
        else:
            rest = table.metadata.row_group(group).num_rows - (number - first)
            if rest:
                yield ReadError(f"{path}:{number}", f"row group {group + 1} lacks {rest} of its rows")
        first += table.metadata.row_group(group).num_rows
    if first <= table.metadata.num_rows:
        raise ReadError("", f"holds {first - 1} of the {table.metadata.num_rows} rows that it names")


def _check_size(group: Any) -> None:
    """Raises OSError where a column would unpack to far more than text ever does: a decompression bomb."""
    for i in range(group.num_columns):
        column = group.column(i)
        packed, whole = column.total_compressed_size, column.total_uncompressed_size
        if whole > _LARGE and whole > _DENSEST * packed:
            raise OSError(f"{packed} bytes of the column {column.path_in_schema} unpack to {whole}")


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
