"""Checks lexicon tables against their schemas, and mends what can be mended without judgement.

`check(folder)` lists all faults of the tables in a folder, ours or a user's, each as
`file:line: column: what is wrong and how to mend it`. `fix(path)` restores order, NFC and trimming.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from saksi.errors import LexiconError
from saksi.lexicons.load import HOME, Row, Schema, schema, table_names

# Given a row, yields (column, what is wrong): does the rule take its example, and leave the other alone?
ExampleCheck = Callable[[Row], Iterable[tuple[str, str]]]

_COLUMN_SETTINGS = {"about", "required", "values", "pattern", "type", "list", "sep", "ref"}
_TYPES = ("int", "float", "date")


@dataclass(frozen=True, slots=True)
class _Table:
    """A table as read: file name, schema, (line, row) pairs."""

    file: str
    plan: Schema
    rows: tuple[tuple[int, Row], ...]


def check(folder: Path = HOME, examples: Mapping[str, ExampleCheck] | None = None) -> list[str]:
    """All faults of the tables in `folder`, in order of file and line; empty if there are none.

    `examples` reads the examples of the rows of a table, once all columns were found sound.

    In the home of our own tables every schema must have its table. In a user's folder tables may be
    missing, and references may point to our rows. Never raises for a faulty table.
    """
    faults: list[str] = []
    tables: list[_Table] = []
    home = folder.resolve() == HOME.resolve()
    for name in table_names():
        faults.extend(check_schema(name))
        if home and not (folder / f"{name}.csv").is_file():
            faults.append(f"{name}.csv:1: file: the schema has no table: write it, or drop the schema")
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in table_names():
            faults.append(f"{path.name}:1: file: no schema of this name: rename it to one of the tables")
            continue
        table, found = _read(path)
        faults.extend(found)
        if table is not None:
            tables.append(table)
    for table in tables:
        faults.extend(_table_faults(table, folder, (examples or {}).get(table.plan.name)))
    return faults


def check_schema(name: str) -> list[str]:
    """Faults of a schema: unknown settings, keys and references to columns that do not exist."""
    file = f"schemas/{name}.toml"
    try:
        plan = schema(name)
    except (LexiconError, tomllib.TOMLDecodeError, KeyError) as error:
        return [f"{file}:1: file: cannot be read ({error}): give about, key and columns"]
    faults = [f"{file}:1: {k}: key is no column: correct the key" for k in plan.key if k not in plan.columns]
    for column, settings in plan.columns.items():
        faults.extend(f"{file}:1: {column}: {fault}" for fault in _setting_faults(settings))
    return faults


def fix(path: Path) -> bool:
    """Restore order by key, NFC and trimming of a table; whether the file changed.

    Nothing is dropped: rows of the same key stay, in their order. Raises LexiconError if the table
    has no schema, cannot be read, or its header or numbers of cells are wrong.
    """
    plan = schema(path.stem)
    before = path.read_bytes()
    lines, faults = _parse(path, plan)
    if faults:
        raise LexiconError(faults[0])
    rows = [{column: _tidy(cell) for column, cell in row.items()} for _, row in lines]
    rows.sort(key=lambda row: _key(plan, row))
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(plan.columns)
    writer.writerows(row.values() for row in rows)
    after = stream.getvalue().encode()
    if after != before:
        path.write_bytes(after)
    return after != before


def _setting_faults(settings: Mapping[str, Any]) -> Iterator[str]:
    for setting in settings:
        if setting not in _COLUMN_SETTINGS:
            yield f"unknown setting {setting}: see schemas/README.md"
    if settings.get("type", "int") not in _TYPES:
        yield f"unknown type {settings['type']}: use one of {', '.join(_TYPES)}"
    try:
        re.compile(settings.get("pattern", ""))
    except re.error as error:
        yield f"pattern is no regular expression ({error}): correct it"
    if "ref" in settings:
        table, _, column = settings["ref"].partition(".")
        if table not in table_names() or column not in schema(table).columns:
            yield f"reference to {settings['ref']}, which does not exist: name TABLE.COLUMN"


def _parse(path: Path, plan: Schema) -> tuple[list[tuple[int, Row]], list[str]]:
    """(line, row) pairs and the faults of the file's form: encoding, header, number of cells."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        return [], [f"{path.name}:1: file: byte {error.start} is not UTF-8: save the file as UTF-8"]
    columns = tuple(plan.columns)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, Row]] = []
    faults: list[str] = []
    line = 1
    try:
        header = tuple(next(reader, ()))
        if header != columns:
            return [], [f"{path.name}:1: header: is {','.join(header)}: write {','.join(columns)}"]
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) == len(columns):
                rows.append((line, dict(zip(columns, cells, strict=True))))
            elif not cells:
                faults.append(f"{path.name}:{line}: row: is empty: drop the line")
            else:
                faults.append(
                    f"{path.name}:{line}: row: {len(cells)} cells: write {len(columns)}, in quotes where "
                    "a cell holds a comma"
                )
            line = reader.line_num + 1
    except csv.Error as error:
        faults.append(f"{path.name}:{line}: row: {error}: correct the quotes")
    return rows, faults


def _read(path: Path) -> tuple[_Table | None, list[str]]:
    try:
        plan = schema(path.stem)
    except (LexiconError, tomllib.TOMLDecodeError, KeyError):
        return None, []  # Told by check_schema.
    rows, faults = _parse(path, plan)
    return _Table(path.name, plan, tuple(rows)), faults


def _table_faults(table: _Table, folder: Path, examples: ExampleCheck | None) -> list[str]:
    faults: list[tuple[int, str]] = []
    known = {
        column: _referenced(settings["ref"], folder)
        for column, settings in table.plan.columns.items()
        if "ref" in settings
    }
    for line, row in table.rows:
        found = [
            f"{column}: {fault}"
            for column, settings in table.plan.columns.items()
            for fault in _cell_faults(row[column], settings, known.get(column))
        ]
        if not found and examples is not None:
            found = [f"{column}: {fault}" for column, fault in examples(row)]
        faults.extend((line, fault) for fault in found)
    faults.extend(_key_faults(table))
    return [f"{table.file}:{line}: {fault}" for line, fault in sorted(faults, key=lambda f: f[0])]


def _key_faults(table: _Table) -> Iterator[tuple[int, str]]:
    column = ", ".join(table.plan.key)
    first: dict[tuple[str, ...], int] = {}
    previous: tuple[str, ...] = ()
    for line, row in table.rows:
        key = _key(table.plan, row)
        if key in first:
            yield line, f"{column}: same key as line {first[key]} ({', '.join(key)}): merge or drop one"
        elif key < previous:
            yield line, f"{column}: {', '.join(key)} stands after {', '.join(previous)}: sort by key (fix)"
        first.setdefault(key, line)
        previous = key


def _cell_faults(cell: str, settings: Mapping[str, Any], known: frozenset[str] | None) -> Iterator[str]:
    if cell != _tidy(cell):
        yield f"{cell!r} is not trimmed and in NFC: write {_tidy(cell)!r} (fix)"
    for letter in cell:
        if letter != " " and unicodedata.category(letter) in ("Cc", "Cf", "Zs", "Zl", "Zp"):
            yield f"{cell!r} holds the invisible character U+{ord(letter):04X}: use plain spaces or none"
            break
    if not cell.strip():
        if settings.get("required"):
            yield "is empty: fill it"
        return
    if settings.get("list"):
        yield from _list_faults(cell, settings.get("sep", " "))
    for value in _values(cell, settings):
        yield from _value_faults(value, settings, known)


def _list_faults(cell: str, separator: str) -> Iterator[str]:
    items = cell.split(separator)
    if any(item != item.strip() or not item for item in items):
        yield f"{cell!r} has an empty or untrimmed item: separate the items by one {separator!r}"
    if len(set(items)) < len(items):
        yield f"{cell!r} names an item twice: drop one"


def _values(cell: str, settings: Mapping[str, Any]) -> list[str]:
    if not settings.get("list"):
        return [cell.strip()]
    return [item.strip() for item in cell.split(settings.get("sep", " ")) if item.strip()]


def _value_faults(value: str, settings: Mapping[str, Any], known: frozenset[str] | None) -> Iterator[str]:
    allowed = settings.get("values")
    if allowed is not None and value not in allowed:
        yield f"{value!r} is not allowed: use one of {', '.join(v for v in allowed if v)}"
    pattern = settings.get("pattern")
    if pattern is not None and not re.fullmatch(pattern, value):
        yield f"{value!r} does not match {pattern}: correct it"
    if "type" in settings and not _is_of_type(value, settings["type"]):
        yield f"{value!r} is no {settings['type']}: write a {_TYPE_HINTS.get(settings['type'], 'value')}"
    if known is not None and value not in known:
        yield f"{value!r} is not in {settings['ref']}: add it there or correct it"


_TYPE_HINTS = {"int": "whole number", "float": "number with a point", "date": "date as YYYY-MM-DD"}


def _is_of_type(value: str, kind: str) -> bool:
    try:
        if kind == "int":
            return bool(re.fullmatch(r"-?[0-9]+", value))
        if kind == "float":
            return bool(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value))
        if kind == "date":
            return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
    return True


def _referenced(ref: str, folder: Path) -> frozenset[str]:
    """Values of TABLE.COLUMN in our table and in the folder's table of the same name."""
    table, _, column = ref.partition(".")
    values: set[str] = set()
    for home in dict.fromkeys((HOME, folder)):
        path = home / f"{table}.csv"
        if path.is_file():
            values |= _column_values(path, column, path.stat().st_mtime_ns)
    return frozenset(values)


@lru_cache(maxsize=64)
def _column_values(path: Path, column: str, _changed: int) -> frozenset[str]:
    try:
        plan = schema(path.stem)
    except LexiconError:
        return frozenset()
    settings = plan.columns.get(column, {})
    rows, _ = _parse(path, plan)
    return frozenset(value for _, row in rows for value in _values(row.get(column, ""), settings))


def _tidy(cell: str) -> str:
    return unicodedata.normalize("NFC", cell).strip()


def _key(plan: Schema, row: Row) -> tuple[str, ...]:
    return tuple(row[column] for column in plan.key)
