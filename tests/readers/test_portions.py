"""The portions of an input, one after the other, hold the articles that reading it at once gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.readers.columns import Columns
from saksi.readers.open import read_sources
from saksi.readers.portions import Portion, count_lines, cut, numbered, unread

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"
LINE = st.sampled_from(
    [
        b'{"text": "Banjir di Kupang."}',
        b'{"text": "Gempa \xc3\xa9."}\r',
        b"",
        b"no row",
        b'{"date": "4/25/2024", "text": "x"}',
    ]
)


def plain(documents) -> list[object]:
    return [str(d) if isinstance(d, Exception) else d for d in documents]


def by_portions(paths: list[str], size: int) -> list[object]:
    found = list(cut(paths, size, Columns()))
    portions = [p for p in found if isinstance(p, Portion)]
    if not portions:  # a file of blank lines
        return plain(found)
    assert len(portions) == len(found)
    portions = numbered(portions, [count_lines(p) for p in portions])
    articles = [a for p in portions for a in unread(p, Columns())]
    return plain(a if isinstance(a, Exception) else a.read() for a in articles)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=12), st.integers(1, 90), st.booleans(), st.booleans())
def test_lines_are_those_of_the_whole_file(tmp_path_factory, lines, size, mark, ended) -> None:
    file = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    data = b"\xef\xbb\xbf" * mark + b"\n".join(lines) + b"\n" * ended
    file.write_bytes(data or b"\n")
    assert by_portions([str(file)], size) == plain(read_sources([str(file)]))


def test_files_of_every_kind_and_folders() -> None:
    assert by_portions([str(EXAMPLES)], 1 << 20) == plain(read_sources([str(EXAMPLES)]))


def test_row_groups_of_parquet(tmp_path: Path) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    file = tmp_path / "rows.parquet"
    table = pa.table({"text": [f"Berita {n}." for n in range(50)], "date": ["4/25/2024"] * 50})
    pq.write_table(table, file, row_group_size=7)
    assert by_portions([str(file)], 200) == plain(read_sources([str(file)]))
    assert len(list(cut([str(file)], 200, Columns()))) > 1


def test_an_input_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"")
    found = list(cut([str(tmp_path / "none.jsonl"), str(tmp_path / "empty.jsonl")], 100, Columns()))
    assert [str(e).split(": ")[1] for e in found] == ["No such file or directory", "is empty"]


def test_an_address_is_opened_like_a_path(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    file = tmp_path / "rows.jsonl"
    file.write_bytes(b'{"text": "Banjir."}\n{"text": "Gempa."}\n')
    assert len(by_portions([file.as_uri()], 21)) == 2
