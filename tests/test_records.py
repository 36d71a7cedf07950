"""The record's way to JSON and back."""

from __future__ import annotations

import dataclasses
import json
import typing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.records import ArticleRecord

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))
LEAVES = {
    str: st.text(max_size=12),
    int: st.integers(0, 10**6),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
}


def values(kind) -> st.SearchStrategy:
    """Any value of a field's type."""
    if kind in LEAVES:
        return LEAVES[kind]
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return st.builds(kind, **{f.name: values(hints[f.name]) for f in dataclasses.fields(kind)})
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple and inner[-1] is Ellipsis:
        return st.lists(values(inner[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values, inner))
    return st.one_of(*(st.none() if k is type(None) else values(k) for k in inner))


@given(values(ArticleRecord))
def test_any_record_comes_back_from_json_as_it_went(record):
    line = record.to_json()
    assert ArticleRecord.from_json(line) == record
    assert ArticleRecord.from_dict(record.to_dict()) == record
    assert line == json.dumps(record.to_dict(), ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_saved_records_can_be_read_again(path):
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert json.loads(ArticleRecord.from_dict(saved).to_json()) == saved


def test_keys_of_a_newer_version_are_passed_over():
    saved = json.loads(GOLDEN[0].read_text(encoding="utf-8"))
    assert ArticleRecord.from_dict({**saved, "mood": "calm"}) == ArticleRecord.from_dict(saved)


def test_what_is_no_record_is_refused():
    with pytest.raises((KeyError, TypeError, ValueError)):
        ArticleRecord.from_dict({"id": "x"})
