"""Saved article records, read back."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
import sys
import types
import typing
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from saksi.errors import ReadError
from saksi.faces.exports.codes import TYPES
from saksi.records import ArticleRecord, Span

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T|$)")


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


def record_of(value: dict[str, Any]) -> ArticleRecord:
    """The record that `ArticleRecord.to_dict` gave, perhaps by way of JSON.

    Keys that are not known are passed over, those that came later than the record get their defaults.
    Raises KeyError, TypeError or ValueError if it is no record.
    """
    made = _maker(ArticleRecord)(value)
    assert isinstance(made, ArticleRecord)
    _check(made)
    return made


def _check(record: ArticleRecord) -> None:
    """Raises ValueError for values that exports could not make sense of."""
    for day in (record.published, *(d for date in record.dates for d in (date.start, date.end))):
        if day is not None and (not _DAY.match(day) or not dt.datetime.fromisoformat(day)):
            raise ValueError(f"{day!r} is no ISO day")
    for event in record.events:
        if event.type not in TYPES:
            raise ValueError(f"no PLOVER type is called {event.type!r}")
        if event.cameo is not None and not (event.cameo.isdecimal() and "01" <= event.cameo[:2] <= "20"):
            raise ValueError(f"{event.cameo!r} is no CAMEO code")


Maker = Callable[[Any], Any]


@cache
def _maker(kind: Any) -> Maker:
    """What makes the record class, tuple or scalar that `kind` names of plain dicts, lists and scalars.

    Made once for each type: a record has thousands of values.
    """
    if isinstance(kind, types.UnionType):
        (inner,) = (_maker(k) for k in kind.__args__ if k is not types.NoneType)
        return lambda value: None if value is None else inner(value)
    if typing.get_origin(kind) is tuple:
        return _tuple_maker(typing.get_args(kind))
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _class_maker(kind)
    return _scalar_maker(kind)


def _class_maker(cls: type) -> Maker:
    hints = typing.get_type_hints(cls)
    fields = [
        (
            f.name,
            _maker(hints[f.name]),
            f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING,
        )
        for f in dataclasses.fields(cls)
    ]

    def make(value: Any) -> Any:
        if not isinstance(value, dict):
            raise TypeError(f"{value!r} is no {cls.__name__}")
        return cls(**{n: made(value[n]) for n, made, required in fields if required or n in value})

    return make


def _tuple_maker(kinds: tuple[Any, ...]) -> Maker:
    if kinds == (int, int):
        return _span
    part = _maker(kinds[0])

    def make(value: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise TypeError(f"{value!r} is no list")
        return tuple([part(v) for v in value])

    return make


def _span(value: Any) -> Span:
    start, end = value
    if type(start) is not int or type(end) is not int:
        raise TypeError(f"{value!r} is no span")
    return (start, end)


def _scalar_maker(kind: type) -> Maker:
    def make(value: Any) -> Any:
        if type(value) is kind:
            return value
        if kind is float and type(value) is int:
            return float(value)
        raise TypeError(f"{value!r} is no {kind.__name__}")

    return make
