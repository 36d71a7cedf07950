"""Article records as rows of a table: typed, nested columns that are the JSON contract's own keys.

A row holds all that the record does: `record_of` gives the record back, and so the same bytes of JSON.
Spans are lists of two numbers, as in the JSON.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any

import pyarrow as pa

from saksi.records import ArticleRecord

_SCALARS: Mapping[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
}


@cache
def record_schema() -> pa.Schema:
    """The columns of an article record, in the order of its keys."""
    return pa.schema(list(_fields(ArticleRecord)))


def record_of(row: Mapping[str, Any]) -> ArticleRecord:
    """The record that a row (with lists and dicts inside, as `to_pylist` gives them) was made of."""
    return ArticleRecord.from_dict(row)


def _fields(kind: Any) -> typing.Iterator[pa.Field]:
    hints = typing.get_type_hints(kind)
    for field in dataclasses.fields(kind):
        yield pa.field(field.name, _type(hints[field.name]))


def _type(hint: Any) -> pa.DataType:
    if dataclasses.is_dataclass(hint):
        return pa.struct(list(_fields(hint)))
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _type(next(arg for arg in inner if arg is not type(None)))
    if origin is tuple:
        return pa.list_(_type(inner[0]))
    return _SCALARS[hint]
