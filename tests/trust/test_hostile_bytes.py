"""Inputs made to do harm: bombs, floods, traps. Each gives a record or a clear error, in bounded memory."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import brotli
import pytest

import saksi
from peak import TELL
from readers.archives import http, packed, pages, record
from saksi.errors import ReadError
from saksi.readers import jsonl, tables
from saksi.readers.open import read_sources
from saksi.readers.source import SourceDocument
from saksi.readers.unpack import unpack

CODE = str(Path(saksi.__file__).parents[1])
GIGABYTE = 1_000_000_000
# A document of 256 MB, its text and a copy of both; a gigabyte held at once breaks it.
MOST_MEMORY = 900_000_000
# Reads what comes on standard input; prints what became of it, and its own peak memory.
READER = (
    """
import sys
from saksi.errors import ReadError
from saksi.readers.open import read_sources
for r in read_sources([sys.argv[1]]):
    print("error" if isinstance(r, ReadError) else "document", r.cause if isinstance(r, ReadError) else r.raw[:40])
"""
    + TELL
)


def read(*paths: str | Path, stdin: bytes | None = None) -> list[SourceDocument | ReadError]:
    return list(read_sources([str(p) for p in paths], io.BytesIO(stdin) if stdin is not None else None))


def causes(results: list[SourceDocument | ReadError]) -> list[str]:
    return [r.cause for r in results if isinstance(r, ReadError)]


def flood(before: bytes, piece: bytes, after: bytes, path: str = "-") -> tuple[list[str], int]:
    """What a process makes of `before`, a gigabyte of `piece` and `after` on standard input; its peak memory."""
    process = subprocess.Popen(
        [sys.executable, "-c", READER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=False,
        env={**os.environ, "PYTHONPATH": CODE},
    )  # fmt: skip
    assert process.stdin is not None
    block = piece * (1_000_000 // len(piece))
    try:
        process.stdin.write(before)
        for _ in range(GIGABYTE // len(block)):
            process.stdin.write(block)
        process.stdin.write(after)
    except BrokenPipeError:
        pass  # it has seen enough
    output, _ = process.communicate()
    assert process.returncode == 0
    *lines, peak = output.decode().splitlines()
    return lines, int(peak)


@pytest.mark.parametrize(
    ("before", "piece", "after", "expected"),
    [
        (b"Judul\n", b"kata ", b"\n", ["error is larger than 256000000 bytes, and no table or archive"]),
        (
            b'{"isi": "Satu."}\n{"isi": "',
            b"kata ",
            b'"}\n{"isi": "Tiga."}\n',
            ["document Satu.", "error is longer than 64000000 bytes", "document Tiga."],
        ),
        (
            b"isi,judul\nSatu.,A\n",
            b"kata ",
            b",B\nTiga.,C\n",
            ["document Satu.", "error is not a readable row (longer than 8000000", "document Tiga."],
        ),
        (
            b"<html><body><p>",
            b"kata <b>",
            b"</p>",
            ["error is larger than 256000000 bytes, and no table or archive"],
        ),
    ],
    ids=["text", "jsonl", "csv", "html"],
)
def test_a_line_of_a_gigabyte_costs_bounded_memory(
    before: bytes, piece: bytes, after: bytes, expected: list[str]
):
    lines, peak = flood(before, piece, after)
    assert len(lines) == len(expected)
    assert all(line.startswith(start) for line, start in zip(lines, expected, strict=True)), lines
    assert peak < MOST_MEMORY


class TestBombs:
    def test_gzip(self, tmp_path: Path):
        packer = zlib.compressobj(9, wbits=31)
        zeros = b"kata " * 200_000
        bomb = b"".join(packer.compress(zeros) for _ in range(1_000)) + packer.flush()
        assert len(bomb) < 3_000_000
        path = tmp_path / "bom.txt.gz"
        path.write_bytes(bomb)
        done = subprocess.run(
            [sys.executable, "-c", READER, str(path)], env={**os.environ, "PYTHONPATH": CODE},
            capture_output=True, check=True, text=True,
        )  # fmt: skip
        line, peak = done.stdout.splitlines()
        assert line == "error is larger than 256000000 bytes, and no table or archive"
        assert int(peak) < MOST_MEMORY

    def test_a_bomb_in_a_bomb_is_not_opened(self, tmp_path: Path):
        path = tmp_path / "bom.txt.gz"
        path.write_bytes(gzip.compress(gzip.compress(bytes(1_000_000))))
        assert causes(read(path)) == ["looks like a binary file (gzip)"]

    @pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
    def test_packed_pages_stop_at_the_limit(self, coding: str):
        zeros = bytes(5_000_000)
        data = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}[coding](zeros)
        with pytest.raises(ReadError, match="is larger than 1000000 bytes when unpacked"):
            unpack(data, coding, 1_000_000)

    def test_a_chain_of_packings_is_refused(self):
        with pytest.raises(ReadError, match="is packed 4 times over"):
            unpack(b"x", "gzip, gzip, gzip, gzip")

    def test_warc_record_that_lies_about_its_length(self, tmp_path: Path):
        path = tmp_path / "a.warc"
        path.write_bytes(record(http(b"<p>x</p>"), length=10**12))
        [failure] = read(path)
        assert isinstance(failure, ReadError)
        assert failure.path == f"{path}:1"
        assert "larger than 20000000 bytes" in failure.cause or "truncated" in failure.cause

    def test_parquet(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        pa = pytest.importorskip("pyarrow")
        pq = pytest.importorskip("pyarrow.parquet")
        from saksi.readers import parquet

        monkeypatch.setattr(parquet, "_LARGE", 1_000_000)
        path = tmp_path / "bom.parquet"
        table = pa.table({"isi": ["Satu berita.", "kata " * 1000000, "Tiga."], "judul": ["A", "B", "C"]})
        pq.write_table(table, path, compression="zstd", use_dictionary=False, row_group_size=1)
        first, bomb, third = read(path)
        assert isinstance(first, SourceDocument)
        assert isinstance(third, SourceDocument)
        assert isinstance(bomb, ReadError)
        assert bomb.path == f"{path}:2"
        assert "bytes of the table unpack to 50000" in bomb.cause


class TestTraps:
    def test_a_zip_with_paths_that_climb_is_named_and_writes_nothing(self, tmp_path: Path):
        home = tmp_path / "masuk"
        home.mkdir()
        with zipfile.ZipFile(home / "berita.zip", "w") as archive:
            archive.writestr("../../jahat.txt", "jahat")
            archive.writestr("/tmp/jahat.txt", "jahat")
        before = sorted(tmp_path.rglob("*"))
        assert causes(read(home)) == ["looks like a binary file (ZIP, DOCX or similar)"]
        assert sorted(tmp_path.rglob("*")) == before

    def test_a_folder_that_holds_itself_is_walked_once(self, tmp_path: Path):
        (tmp_path / "a.txt").write_text("Satu berita.", encoding="utf-8")
        (tmp_path / "putaran").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "buntu.txt").symlink_to(tmp_path / "tidak-ada.txt")
        results = read(tmp_path)
        assert [r.raw if isinstance(r, SourceDocument) else r.cause for r in results] == [
            "Satu berita.",
            "No such file or directory",
        ]

    @pytest.mark.parametrize("kind", ["laughs", "external", "parameter"])
    def test_a_feed_expands_and_loads_nothing(self, tmp_path: Path, kind: str):
        secret = tmp_path / "rahasia"
        secret.write_text("kata-sandi", encoding="utf-8")
        doctypes = {
            "laughs": '<!ENTITY a0 "ha">'
            + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)),
            "external": f'<!ENTITY a9 SYSTEM "file://{secret}">',
            "parameter": f'<!ENTITY % p SYSTEM "file://{secret}"> %p; <!ENTITY a9 "x">',
        }
        feed = (
            f"<!DOCTYPE rss [{doctypes[kind]}]><rss><channel><title>&a9;</title><item><title>&a9; judul</title>"
            "<description>Polisi &a9; menangkap dua orang.</description></item></channel></rss>"
        )
        results = read("-", stdin=b'<?xml version="1.0"?>' + feed.encode())
        assert results
        for result in results:
            shown = result.cause if isinstance(result, ReadError) else result.raw + str(result.meta)
            assert "kata-sandi" not in shown
            assert len(shown) < 5_000

    @pytest.mark.parametrize(
        "page", ["<div>" * 50_000 + "Isi berita.", "<b>" * 5_000 + "Isi" + "</p>" * 9_000]
    )
    def test_deep_nesting(self, page: str):
        [document] = read("-", stdin=f"<html><body><p>Polisi menangkap dua orang.</p>{page}".encode())
        assert isinstance(document, SourceDocument)
        assert "Polisi menangkap dua orang." in document.raw
        assert "page-too-complex" in {d.code for d in document.diagnostics}

    def test_deep_json_is_named(self, tmp_path: Path):
        for name, start in (("a.json", '{"a":'), ("b.json", "["), ("c.jsonl", '{"isi": [')):
            (tmp_path / name).write_text(start * 100_000, encoding="utf-8")
        assert len(causes(read(tmp_path))) == 3

    def test_numbers_too_long_to_be_read_are_named(self, tmp_path: Path):
        path = tmp_path / "a.jsonl"
        path.write_bytes(b'{"isi": "Satu.", "n": ' + b"9" * 10_000 + b"}\n")
        [failure] = read(path)
        assert isinstance(failure, ReadError)
        assert "is not valid JSON" in failure.cause


class TestWrongKinds:
    """Bytes that are not what their name says."""

    @pytest.mark.parametrize(
        "suffix", ["txt", "html", "json", "jsonl", "csv", "tsv", "parquet", "warc", "xml", "gz"]
    )
    @pytest.mark.parametrize(
        "data",
        [
            b"%PDF-1.7 \x00\x01\x02",
            b"PK\x03\x04" + bytes(40),
            b"<html><body><p>Polisi menangkap dua orang di Medan.</p></body></html>",
            b'{"isi": "Polisi menangkap dua orang."}\n',
            b"isi,judul\nPolisi menangkap dua orang.,A\n",
            b"Polisi menangkap dua orang di Medan.\n",
            b"<rss><channel><item><title>x</title></item></channel></rss>",
            bytes(range(256)) * 8,
            b"\x00",
            b"\xff",
        ],
    )
    def test_a_wrong_suffix_gives_a_document_or_a_cause(self, tmp_path: Path, suffix: str, data: bytes):
        path = tmp_path / f"berkas.{suffix}"
        path.write_bytes(data)
        results = read(path)
        assert results
        for result in results:
            if isinstance(result, ReadError):
                assert result.path.startswith(str(path))
                assert result.cause.strip()
            else:
                assert result.raw.strip()


def test_a_row_too_long_is_named_and_the_next_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(jsonl, "LONGEST_ROW", 100_000)
    monkeypatch.setattr(tables, "LONGEST_ROW", 100_000)
    long = "kata " * 70_000
    (tmp_path / "a.jsonl").write_text(f'{{"isi": "{long}"}}\n{{"isi": "Dua."}}\n', encoding="utf-8")
    (tmp_path / "b.csv").write_text(f"isi,judul\n{long},A\nDua.,B\n", encoding="utf-8")
    (tmp_path / "c.jsonl").write_bytes(f'{{"isi": "{long}"}}\n'.encode("utf-16"))
    results = read(tmp_path)
    shown = [(r.path.rsplit("/", 1)[1], r.cause[:20]) if isinstance(r, ReadError) else r.raw for r in results]
    assert shown == [
        ("a.jsonl:1", "is longer than 10000"),
        "Dua.",
        ("b.csv:1", "is not a readable ro"),
        "Dua.",
        ("c.jsonl", "is UTF-16 and larger"),
    ]


def test_an_archive_of_many_faults_names_each(tmp_path: Path):
    path = tmp_path / "a.warc.gz"
    members = [bytearray(m) for m in packed(pages(6))]
    for n in (1, 3, 5):
        members[n][30] ^= 0xFF
    path.write_bytes(b"".join(members))
    results = read(path)
    assert sum(isinstance(r, SourceDocument) for r in results) == 3
    assert len(causes(results)) == 3
