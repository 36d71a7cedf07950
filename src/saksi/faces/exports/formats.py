"""The formats that records are exported to: one list, with what each of them loses."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from saksi.faces.exports import conflict, gdelt, rows
from saksi.faces.exports.annotations import write_annotations
from saksi.faces.exports.atomic import whole_file
from saksi.faces.exports.citation import write_bibtex
from saksi.faces.exports.delimited import Value, write_bare, write_csv
from saksi.faces.exports.geojson import write_geojson
from saksi.faces.exports.linked import write_schema_org
from saksi.faces.exports.network import write_gexf, write_graphml
from saksi.faces.exports.plover import write_plover
from saksi.faces.exports.tables import TABLES, Table, write_table_csv, write_table_parquet
from saksi.faces.exports.views import ReportsOf
from saksi.records import ArticleRecord

Records = Iterable[ArticleRecord]
LeftOut = Counter[str]
# Writes records to a stream and counts, by reason, the events that the format has no place for.
Writer = Callable[[Records, BinaryIO, ReportsOf | None, LeftOut], None]
RowsOf = Callable[[Records, ReportsOf | None, LeftOut], Iterable[Sequence[Value]]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, what it is, the usual suffix, what it loses, its columns if it has rows."""

    name: str
    title: str
    suffix: str
    loss: tuple[str, ...]
    write: Writer
    columns: tuple[str, ...] = ()


def _csv(columns: Sequence[str], rows_of: RowsOf, delimiter: str = ",") -> Writer:
    def write(records: Records, stream: BinaryIO, reports: ReportsOf | None, left_out: LeftOut) -> None:
        write_csv(stream, columns, rows_of(records, reports, left_out), delimiter)

    return write


def _bare(rows_of: RowsOf) -> Writer:
    def write(records: Records, stream: BinaryIO, reports: ReportsOf | None, left_out: LeftOut) -> None:
        write_bare(stream, rows_of(records, reports, left_out))

    return write


def _table(write_table: Callable[[Table, Records, BinaryIO], None], table: str) -> Writer:
    def write(records: Records, stream: BinaryIO, reports: ReportsOf | None, left_out: LeftOut) -> None:
        write_table(TABLES[table], records, stream)

    return write


_TABS = "\t"
_ROWS: Mapping[str, tuple[tuple[str, ...], Writer]] = {
    "gdelt-events": (gdelt.EVENT_COLUMNS, _bare(gdelt.event_rows)),
    "gdelt-mentions": (gdelt.MENTION_COLUMNS, _bare(gdelt.mention_rows)),
    "icews": (rows.ICEWS_COLUMNS, _csv(rows.ICEWS_COLUMNS, rows.icews_rows, _TABS)),
    "polecat": (rows.POLECAT_COLUMNS, _csv(rows.POLECAT_COLUMNS, rows.polecat_rows, _TABS)),
    "phoenix": (rows.PHOENIX_COLUMNS, _csv(rows.PHOENIX_COLUMNS, rows.phoenix_rows, _TABS)),
    "acled": (conflict.ACLED_COLUMNS, _csv(conflict.ACLED_COLUMNS, conflict.acled_rows)),
    "ucdp": (conflict.UCDP_COLUMNS, _csv(conflict.UCDP_COLUMNS, conflict.ucdp_rows)),
}
_WHOLE: Mapping[str, Writer] = {
    "plover": write_plover,
    "geojson": write_geojson,
    "graphml": write_graphml,
    "gexf": write_gexf,
    "web-annotation": write_annotations,
    "schema-org": write_schema_org,
    "bibtex": write_bibtex,
}
_BY_TABLE = {"csv": write_table_csv, "parquet": write_table_parquet}


def _notes() -> Mapping[str, Mapping[str, str | list[str]]]:
    path = Path(__file__).parent / "formats.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


_NOTES = _notes()
FORMATS = tuple(_NOTES)


def format_of(name: str, table: str = "events") -> Format:
    """A format by its name; `table` is the table that csv and parquet write. Raises KeyError."""
    note = _NOTES[name]
    columns: tuple[str, ...] = ()
    if name in _BY_TABLE:
        columns, write = tuple(TABLES[table].columns), _table(_BY_TABLE[name], table)
    elif name in _ROWS:
        columns, write = _ROWS[name]
    else:
        write = _WHOLE[name]
    return Format(name, str(note["title"]), str(note["suffix"]), tuple(note["loss"]), write, columns)


def export(
    records: Records,
    name: str,
    out: Path | BinaryIO,
    *,
    table: str = "events",
    reports: ReportsOf | None = None,
) -> Counter[str]:
    """Writes records in the format `name` to a stream, or to a file that appears whole or not at all.

    `reports` tells what is known of an event beyond its article. Returns how many events were left out,
    by reason. Raises KeyError for an unknown format or table, OSError, and MissingExtraError where an
    optional library is needed.
    """
    chosen = format_of(name, table)
    left_out: Counter[str] = Counter()
    if isinstance(out, Path):
        with whole_file(out) as stream:
            chosen.write(records, stream, reports, left_out)
    else:
        chosen.write(records, out, reports, left_out)
    return left_out
