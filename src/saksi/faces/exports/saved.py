"""Saved article records, read back."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sys
import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from saksi.errors import ReadError
from saksi.faces.exports.codes import TYPES
from saksi.records import ArticleRecord


def saved_records(path: str, stdin: BinaryIO | None = None) -> Iterator[ArticleRecord | ReadError]:
    """The records of a JSONL file; for "-" of `stdin`, or of the process's own standard input.

    A line that is no record gives a ReadError, not raised.
    """
    if path == "-":
        yield from _lines(stdin or sys.stdin.buffer, path)
        return
    try:
        with Path(path).open("rb") as stream:
            yield from _lines(stream, path)
    except OSError as error:
        yield ReadError(path, error.strerror or str(error))


def _lines(stream: BinaryIO, path: str) -> Iterator[ArticleRecord | ReadError]:
    for number, line in enumerate(stream, 1):
        if line.strip():
            try:
                yield record_of(json.loads(line))
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                yield ReadError(
                    f"{path}:{number}", f"is not an article record ({type(error).__name__}: {error})"
                )


def record_of(value: Mapping[str, Any]) -> ArticleRecord:
    """The record that `ArticleRecord.to_dict` gave, perhaps by way of JSON.

    Keys that are not known are passed over, those that came later than the record get their defaults.
    Raises KeyError, TypeError or ValueError if it is no record.
    """
    made = _built(ArticleRecord, value)
    assert isinstance(made, ArticleRecord)
    _check(made)
    return made


def _check(record: ArticleRecord) -> None:
    """Raises ValueError for values that exports could not make sense of."""
    for day in (record.published, *(d for date in record.dates for d in (date.start, date.end))):
        if day is not None:
            dt.datetime.fromisoformat(day)
    for event in record.events:
        if event.type not in TYPES:
            raise ValueError(f"no PLOVER type is called {event.type!r}")
        if event.cameo is not None and not (event.cameo.isdecimal() and "01" <= event.cameo[:2] <= "20"):
            raise ValueError(f"{event.cameo!r} is no CAMEO code")


@cache
def _fields(cls: type) -> tuple[tuple[str, Any, bool], ...]:
    """(name, type, required) of a record class."""
    hints = typing.get_type_hints(cls)
    return tuple(
        (f.name, hints[f.name], f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING)
        for f in dataclasses.fields(cls)
    )


def _built(kind: Any, value: Any) -> Any:
    """`value`, plain lists and dicts, as the record class, tuple or scalar that `kind` names."""
    if isinstance(kind, types.UnionType):
        inner = [k for k in kind.__args__ if k is not type(None)]
        return None if value is None else _built(inner[0], value)
    if typing.get_origin(kind) is tuple:
        if not isinstance(value, list | tuple):
            raise TypeError(f"{value!r} is no list")
        first, *rest = typing.get_args(kind)
        if rest == [Ellipsis]:
            return tuple(_built(first, v) for v in value)
        return tuple(_built(k, v) for k, v in zip((first, *rest), value, strict=True))
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        if not isinstance(value, Mapping):
            raise TypeError(f"{value!r} is no {kind.__name__}")
        known = _fields(kind)
        return kind(**{n: _built(k, value[n]) for n, k, required in known if required or n in value})
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(kind, type) and not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value
