"""Reads the lexicons: CSV tables with a schema, extensible by the user's own folder.

A table NAME lives in `NAME.csv` beside this module and is described by `schemas/NAME.toml`. A user's
folder may hold files of the same names: a row whose key exists replaces ours, any other is added.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from saksi.errors import LexiconError

HOME = Path(__file__).parent
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Schema:
    """A table's description: its name, what it is for, key columns, columns in order."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: Mapping[str, Mapping[str, Any]]


@cache
def schema(name: str) -> Schema:
    """The schema of table `name`. Raises LexiconError if there is none."""
    path = HOME / "schemas" / f"{name}.toml"
    if not path.is_file():
        raise LexiconError(f"{path.name}: no such schema")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Schema(name, data["about"], tuple(data["key"]), data["columns"])


def table_names() -> tuple[str, ...]:
    """Names of all tables, sorted."""
    return tuple(sorted(p.stem for p in (HOME / "schemas").glob("*.toml")))


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """(line number, row) of a CSV file whose header must be `columns`. Raises LexiconError."""
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        try:
            header = next(reader, [])
            if tuple(header) != tuple(columns):
                raise LexiconError(f"{path.name}:1: header is {header}, expected {list(columns)}")
            for cells in reader:
                if len(cells) != len(columns):
                    raise LexiconError(
                        f"{path.name}:{reader.line_num}: {len(cells)} cells, expected {len(columns)}"
                    )
                yield reader.line_num, dict(zip(columns, cells, strict=True))
        except csv.Error as error:
            raise LexiconError(f"{path.name}:{reader.line_num}: {error}") from error


class Lexicons:
    """All tables, read once each when first asked for. `extra` are user folders, later ones win."""

    def __init__(self, extra: Sequence[Path] = ()) -> None:
        self.extra = tuple(Path(folder) for folder in extra)
        self._tables: dict[str, tuple[Row, ...]] = {}
        self._places: dict[str, dict[str, tuple[Path, int]]] = {}

    def table(self, name: str) -> tuple[Row, ...]:
        """Rows of table `name`, as dicts of strings; empty cells are "". Raises LexiconError."""
        if name not in self._tables:
            self._tables[name] = self._read(name)
        return self._tables[name]

    def locate(self, name: str, key: str) -> tuple[Path, int]:
        """(file, line from 1) of the row of table `name` whose key cells, joined by ",", are `key`.

        Raises KeyError if there is no such row, LexiconError if the table cannot be read.
        """
        if name not in self._places:
            plan = schema(name)
            self._places[name] = {
                ",".join(row[k] for k in plan.key): (path, line)
                for path in self._files(name)
                for line, row in read_rows(path, tuple(plan.columns))
            }
        return self._places[name][key]

    def digest(self) -> str:
        """SHA-256 over all tables as read: changes when any word in any lexicon changes."""
        total = hashlib.sha256()
        for name in table_names():
            for row in self.table(name):
                total.update("\x1f".join(row.values()).encode())
                total.update(b"\x1e")
        return total.hexdigest()

    def _read(self, name: str) -> tuple[Row, ...]:
        plan = schema(name)
        rows: dict[tuple[str, ...], Row] = {}
        for path in self._files(name):
            for _, row in read_rows(path, tuple(plan.columns)):
                rows[tuple(row[k] for k in plan.key)] = row
        return tuple(rows.values())

    def _files(self, name: str) -> tuple[Path, ...]:
        """The files of table `name`: ours, then those of the user's folders."""
        paths = (folder / f"{name}.csv" for folder in (HOME, *self.extra))
        return tuple(path for path in paths if path.is_file())


@lru_cache(maxsize=1)
def default_lexicons() -> Lexicons:
    """The shipped lexicons."""
    return Lexicons()
