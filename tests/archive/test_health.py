"""What is wrong with an archive is named; what can be mended is mended."""

from __future__ import annotations

import sqlite3

import pytest
from made import article, fill
from sqlalchemy import text

from saksi.archive import fulltext, open_archive

MADE = [
    article(
        f"Judul {n}\nPolisi menyerang {n}.",
        actors=[("Polisi", "group", "IDNCOP")],
        events=[{"type": "ASSAULT", "source": "Polisi"}],
    )
    for n in range(5)
]
MORE = 200  # articles, for tables of more than one page


@pytest.fixture
def filled(archive):
    fill(archive, MADE)
    return archive


def execute(archive, sql: str, **values: object) -> None:
    with archive.database.writing() as connection:
        connection.execute(text(sql), values)


def findings(archive) -> list[tuple[str, str]]:
    return [(f.where, f.what) for f in archive.check()]


def test_a_document_that_was_altered_is_named(filled):
    execute(filled, "UPDATE documents SET data = (SELECT data FROM documents WHERE id = 1) WHERE id = 2")
    assert findings(filled) == [("document 2", "its bytes do not have the hash that they were entered with")]


def test_damaged_bytes_are_named(filled):
    execute(filled, "UPDATE documents SET data = :junk WHERE id = 3", junk=b"zjunk")
    execute(filled, "UPDATE records SET data = :junk WHERE id = 4", junk=b"")
    assert [where for where, _ in findings(filled)] == ["document 3", "record 4"]


def test_an_index_out_of_step_is_named_and_can_be_rebuilt(filled):
    before = [e.number for e in filled.events()]
    with filled.database.writing() as connection:
        fulltext.clear(connection, "article_index")
        fulltext.clear(connection, "event_index")
    assert [where for where, _ in findings(filled)] == [
        *(f"article {n}" for n in range(1, 6)),
        *(f"event {n}" for n in range(1, 6)),
    ]
    assert filled.rebuild_index() == 5
    assert findings(filled) == []
    assert [e.number for e in filled.events()] == before
    assert len(filled.search("serangan")) == 5


def damaged(tmp_path, table: str, where: int):
    """An archive in a file, with four bytes of the first leaf of a table destroyed at `where`; that page."""
    path = tmp_path / "rusak.db"
    with open_archive(path, create=True) as archive:
        fill(archive, [*MADE, *(article(f"Panjang {n}\n" + f"kata{n} " * 900) for n in range(MORE))])
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [page] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        [size] = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    data = bytearray(path.read_bytes())
    # The first child of the inner page: its number stands in the first cell, and where that is at byte 12.
    inner = (page - 1) * size
    assert data[inner] == 5, "the table is one page only"
    cell = inner + int.from_bytes(data[inner + 12 : inner + 14])
    page = int.from_bytes(data[cell : cell + 4])
    start = (page - 1) * size + where
    data[start : start + 4] = b"\xff" * 4
    path.write_bytes(data)
    return path, page


@pytest.mark.parametrize("where", [0, 8])  # the page's head, and where its cells are
@pytest.mark.parametrize("table", ["records", "documents"])
def test_the_table_and_the_rows_of_a_damaged_page_are_named(tmp_path, table, where):
    path, _ = damaged(tmp_path, table, where)
    with open_archive(path) as archive:
        found = findings(archive)
    # Which page it is SQLite tells in some cases only; the table always.
    assert f"table {table}" in {place for place, _ in found}
    what = table.removesuffix("s")
    lost = {place: said for place, said in found if place.startswith(f"{what} ")}
    assert f"{what} 1" in lost
    assert len(lost) < len(MADE) + MORE, "what lies on other pages is not lost"
    if where == 0:
        assert lost[f"{what} 1"] == "is lost: it cannot be read (article 1, Judul 0, made.txt)"


def test_the_number_of_a_page_that_is_none_is_told_where_sqlite_can(tmp_path):
    with sqlite3.connect(":memory:") as connection:
        if ("ENABLE_DBSTAT_VTAB",) not in connection.execute("PRAGMA compile_options").fetchall():
            pytest.skip("this SQLite has no dbstat")
    path, page = damaged(tmp_path, "documents", 0)
    with open_archive(path) as archive:
        assert ("table documents", f"page {page} is damaged") in findings(archive)


def test_a_row_that_is_gone_is_named(tmp_path):
    with open_archive(tmp_path / "a.db", create=True) as archive:
        fill(archive, MADE)
        execute(archive, "DELETE FROM records WHERE id = 5")  # PostgreSQL would not let it go
        assert ("record 5", "is lost: it cannot be read (article 5, Judul 4, made.txt)") in findings(archive)
