"""Rows as CSV and TSV, safe for programs that parse them and for spreadsheets that a person opens.

A cell of words that begins with one of = + - @ (or a tab or line break) would be taken for a formula by a
spreadsheet, so it gets an apostrophe in front, and so does one that begins with an apostrophe:
`plain_cell` takes it off again. Numbers stay numbers. Codes are words and keep their zeros.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

Value = str | int | float | bool | None
_FORMULA = tuple("=+-@\t\r\n'")


def safe_cell(value: Value) -> str:
    """A value as the text of a cell: nothing for None, yes and no as true and false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        clean = value.replace("\x00", "\ufffd")
        return "'" + clean if clean.startswith(_FORMULA) else clean
    return repr(value)


def plain_cell(cell: str) -> str:
    """The words of a cell that `safe_cell` made."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in _FORMULA else cell


def write_csv(
    stream: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Value]], delimiter: str = ","
) -> None:
    """Header and rows in UTF-8, quoted where a cell holds the delimiter, a quotation mark or a line break."""
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_cell(v) for v in row])
    text.flush()
    text.detach()


def write_bare(stream: BinaryIO, rows: Iterable[Sequence[Value]]) -> None:
    """Rows split by tabs, without header or quoting, as GDELT has them.

    Tabs and line breaks inside a cell become spaces, and a double quotation mark becomes a single one,
    since some programs would take it for quoting.
    """
    for row in rows:
        cells = (" ".join(safe_cell(v).replace('"', "'").split()) for v in row)
        stream.write("\t".join(cells).encode("utf-8", "backslashreplace") + b"\n")
