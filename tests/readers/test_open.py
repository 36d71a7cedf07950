"""What read_sources makes of files, folders and standard input."""

import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.errors import ReadError
from saksi.readers.open import read_sources
from saksi.readers.source import SourceDocument


def read(*paths: str, stdin: bytes | None = None) -> list[SourceDocument | ReadError]:
    return list(read_sources(paths, io.BytesIO(stdin) if stdin is not None else None))


def row(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def test_text_keeps_bytes_path_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "berita.txt"
    path.write_bytes(b"Judul\r\nIsi berita.\r\n")
    [source] = read(str(path))
    assert isinstance(source, SourceDocument)
    assert (source.raw, source.path, source.media_type) == (
        "Judul\r\nIsi berita.\r\n",
        str(path),
        "text/plain",
    )
    assert source.id.startswith("sha256:")


@pytest.mark.parametrize(("name", "held"), [("a.jsonl", b"\n \n"), ("a.json", b"[ ]\n")])
def test_rows_that_are_none_are_said_to_be_missing(tmp_path: Path, name: str, held: bytes) -> None:
    (tmp_path / name).write_bytes(held)
    [fault] = read(str(tmp_path / name))
    assert isinstance(fault, ReadError)
    assert fault.cause == "holds no rows"


def test_failures_are_given_and_the_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "c.txt").write_text("Pasar itu ramai.")
    (tmp_path / "d.txt.gz").write_bytes(b"bukan gzip")
    results = read(str(tmp_path), str(tmp_path / "tidak-ada.txt"))
    causes = [r.cause if isinstance(r, ReadError) else r.raw for r in results]
    assert causes[:3] == ["is empty", "looks like a binary file (PDF)", "Pasar itu ramai."]
    assert causes[3].startswith("cannot be read")
    assert causes[4] == "No such file or directory"
    assert next(r.path for r in results if isinstance(r, ReadError)) == str(tmp_path / "a.txt")


def test_folder_in_sorted_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "z").mkdir()
    for name in ("b.txt", "a.txt", ".rahasia.txt", "z/c.txt"):
        (tmp_path / name).write_text(name)
    assert [r.raw for r in read(str(tmp_path)) if isinstance(r, SourceDocument)] == [
        "a.txt",
        "b.txt",
        "z/c.txt",
    ]


def test_rows_with_their_fields(tmp_path: Path) -> None:
    path = tmp_path / "kumpulan.jsonl"
    line = row(
        judul="Harga Turun", isi="Harga cabai turun.", tanggal="2024-05-01", link="https://contoh.id/1"
    )
    path.write_bytes(line + b"\n" + row(text="Kedua."))
    first, second = read(str(path))
    assert isinstance(first, SourceDocument)
    assert isinstance(second, SourceDocument)
    assert first.data == line.rstrip(b"\n")
    assert first.meta == {"title": "Harga Turun", "url": "https://contoh.id/1", "published": "2024-05-01"}
    assert (first.record, second.record, first.media_type) == (1, 3, "application/jsonl")


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        (b'{"text": "putus', "is not valid JSON"),
        (b"[1, 2]", "is not a JSON object"),
        (b'{"nama": "x"}', "has no text field (text, body, content ...); its fields: nama"),
        (b'{"text": "  "}', "its text is empty"),
        (b'{"text": ["", " "]}', "its text is empty"),
        (b"[" * 100_000, "is nested too deeply"),
    ],
)
def test_a_bad_row_is_named_and_the_next_is_read(tmp_path: Path, line: bytes, cause: str) -> None:
    path = tmp_path / "kumpulan.jsonl"
    path.write_bytes(row(text="Satu.") + line + b"\n" + row(text="Tiga."))
    _first, bad, third = read(str(path))
    assert isinstance(bad, ReadError)
    assert bad.path == f"{path}:2"
    assert bad.cause.startswith(cause)
    assert isinstance(third, SourceDocument)
    assert third.record == 3


def test_odd_rows_are_read_and_told() -> None:
    [twice, lone] = read("-", stdin=b'{"text": "a", "text": "b"}\n{"text": "x\\ud800y"}\n')
    assert isinstance(twice, SourceDocument)
    assert isinstance(lone, SourceDocument)
    assert (twice.raw, [d.code for d in twice.diagnostics]) == ("b", ["duplicate-key"])
    assert (lone.raw, [d.code for d in lone.diagnostics]) == ("x\ufffdy", ["lone-surrogate"])


def test_order_of_slashed_dates_is_seen_at_the_head_of_the_table() -> None:
    rows = row(text="Satu.", published="4/5/2024 10:00") + row(text="Dua.", published="4/25/2024 10:00")
    assert [
        r.meta.get("published_order") for r in read("-", stdin=rows) if isinstance(r, SourceDocument)
    ] == [
        "month",
        "month",
    ]


def test_standard_input_is_sniffed() -> None:
    assert [s.media_type for s in read("-", stdin=row(text="Satu.")) if isinstance(s, SourceDocument)] == [
        "application/jsonl"
    ]
    [page] = read("-", stdin=b"<!DOCTYPE html><title>x</title><p>Halo semua")
    assert isinstance(page, SourceDocument)
    assert (page.media_type, page.raw) == ("text/html", "Halo semua")
    [text] = read("-", stdin=b"{bukan json} kata dia")
    assert isinstance(text, SourceDocument)
    assert text.media_type == "text/plain"


def test_gzip_and_utf16_rows(tmp_path: Path) -> None:
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(gzip.compress(row(text="Satu.") + row(text="Dua.")))
    wide = tmp_path / "b.jsonl"
    wide.write_bytes((row(text="Tiga “kali”.")).decode().encode("utf-16"))
    assert [s.raw for s in read(str(packed), str(wide)) if isinstance(s, SourceDocument)] == [
        "Satu.",
        "Dua.",
        "Tiga “kali”.",
    ]


def test_rows_that_hold_html_and_json_files(tmp_path: Path) -> None:
    [page] = read("-", stdin=row(content="<p>Satu &amp; <b>dua</b>.</p><p>Tiga.</p>"))
    assert isinstance(page, SourceDocument)
    assert (page.raw, [d.code for d in page.diagnostics]) == ("Satu & dua.\nTiga.", ["row-html"])
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"text": "Satu."}, {"nama": 1}, {"text": "Tiga."}], indent=2))
    assert [r.raw if isinstance(r, SourceDocument) else r.path for r in read(str(path))] == [
        "Satu.",
        f"{path}:2",
        "Tiga.",
    ]


def test_a_long_table_is_read_row_by_row() -> None:
    class Endless(io.RawIOBase):
        """A stream that would never end."""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            line = row(text="Satu lagi.")
            piece = (line * (len(buffer) // len(line) + 1))[: len(buffer) // len(line) * len(line)]
            buffer[: len(piece)] = piece
            return len(piece)

    sources = read_sources(["-"], io.BufferedReader(Endless(), 1 << 16))
    assert all(isinstance(next(sources), SourceDocument) for _ in range(10_000))


@settings(max_examples=300, deadline=None)
@given(
    start=st.sampled_from(
        [
            b"",
            b"PAR1",
            b"\x1f\x8b\x08\x00",
            b"WARC/1.0\r\n",
            b"<rss><item>",
            b"isi,judul\n",
            b'{"isi":',
            b"\xff\xfe",
        ]
    ),
    rest=st.binary(max_size=300),
    packed=st.booleans(),
)
def test_no_bytes_stop_the_run(start: bytes, rest: bytes, packed: bool) -> None:
    data = gzip.compress(start + rest) if packed else start + rest
    results = read("-", stdin=data)
    assert all(isinstance(r, SourceDocument | ReadError) for r in results)
    assert results or not (start + rest).strip(b"\xff\xfe\xef\xbb\xbf\x00 \r\n\t,")
