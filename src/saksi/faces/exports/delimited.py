"""Rows as CSV and TSV, safe for programs that parse them and for spreadsheets that a person opens.

A cell of words that begins with one of = + - @ (or a tab or line break) would be taken for a formula by a
spreadsheet, so it gets an apostrophe in front, and so does one that begins with an apostrophe:
`plain_cell` takes it off again. Numbers stay numbers. Codes are words and keep their zeros.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
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
    """Header and rows in UTF-8, a line feed behind each.

    A cell that holds the delimiter, a quotation mark or a line break of any kind is quoted; the csv module
    would leave a lone carriage return bare, at which its own reader breaks the row.
    """
    special = re.compile(f'[{re.escape(delimiter)}"\r\n]')
    for row in chain([columns], rows):
        cells = (safe_cell(v) for v in row)
        line = delimiter.join(_quoted(c) if special.search(c) else c for c in cells)
        stream.write(line.encode("utf-8", "backslashreplace") + b"\n")


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def write_bare(stream: BinaryIO, rows: Iterable[Sequence[Value]]) -> None:
    """Rows split by tabs, without header or quoting, as GDELT has them.

    Tabs and line breaks inside a cell become spaces, and a double quotation mark becomes a single one,
    since some programs would take it for quoting.
    """
    for row in rows:
        cells = (" ".join(safe_cell(v).replace('"', "'").split()) for v in row)
        stream.write("\t".join(cells).encode("utf-8", "backslashreplace") + b"\n")
