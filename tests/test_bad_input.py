"""What is no good Indonesian article: a clear word about each, and nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from textwrap import indent

import pytest
from click.testing import CliRunner

from peak import TELL
from saksi.faces.cli import main

ARTICLE = """Polisi Tangkap Dua Aktivis di Medan
MEDAN - Polisi menangkap dua aktivis di Medan, Senin (17/2/2025).
“Mereka kami periksa,” kata Kapolres – Rabu.
"""
ENGLISH = """Police arrest two activists in Medan
MEDAN - Police arrested two activists on Monday, and the opposition condemned the arrest at once.
The minister said that the government would not tolerate violence in the streets of the city.
"""
MALAY = """Polis tahan dua aktivis di Kuala Lumpur
KUALA LUMPUR - Polis menahan dua aktivis kerana menyertai perhimpunan haram, kata Menteri Dalam Negeri.
Beliau berkata bahawa siasatan masih dijalankan dan kerajaan tidak akan bertolak ansur.
"""
FIFTY_MEGABYTES = 50_000_000
MOST_MEMORY = 1_500_000_000


def read(path: Path) -> dict:
    result = CliRunner().invoke(main, ["read", "--format", "json", str(path)])
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def codes(record: dict) -> set[str]:
    return {d["code"] for d in record["diagnostics"]}


@pytest.mark.parametrize(
    ("data", "cause"),
    [(b"", "is empty"), (bytes(range(256)) * 50, "looks like a binary file")],
    ids=["empty", "binary"],
)
def test_no_text_is_named_with_its_cause(tmp_path: Path, data: bytes, cause: str):
    path = tmp_path / "berita.txt"
    path.write_bytes(data)
    result = CliRunner().invoke(main, ["read", "--format", "json", str(path)])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert f"{path}: {cause}" in result.stderr


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le"])
def test_another_encoding_is_read_and_said(tmp_path: Path, encoding: str):
    path = tmp_path / "berita.txt"
    path.write_bytes(ARTICLE.encode(encoding))
    record = read(path)
    assert "“Mereka kami periksa,”" in record["text"]
    assert "encoding" in codes(record)
    assert [e["type"] for e in record["events"]][:1] == ["COERCE"]


def test_broken_bytes_are_shown_and_counted(tmp_path: Path):
    path = tmp_path / "berita.txt"
    data = ARTICLE.encode()
    path.write_bytes(data[:60] + b"\xff\xfe\x80" + data[60:])
    record = read(path)
    assert record["text"].count("\ufffd") == 3
    assert "undecodable-bytes" in codes(record)


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (MALAY, "ms")])
def test_another_language_is_said(tmp_path: Path, text: str, language: str):
    path = tmp_path / "berita.txt"
    path.write_text(text, encoding="utf-8")
    record = read(path)
    assert record["language"] == language
    assert "not-indonesian" in codes(record)


READ = f"from saksi.faces.cli import main\ntry:\n    main()\nfinally:\n{indent(TELL, '    ')}"


def test_fifty_megabytes_keep_memory_bounded_and_lose_nothing(tmp_path: Path):
    path = tmp_path / "besar.txt"
    with path.open("w", encoding="utf-8") as stream:
        written = n = 0
        while written < FIFTY_MEGABYTES:
            n += 1
            written += stream.write(
                f"Polisi menangkap {n} aktivis di Medan, lalu oposisi mengecam penangkapan itu.\n"
            )
    done = subprocess.run(
        [sys.executable, "-c", READ, "read", "--format", "json", str(path)],
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        check=True,
    )
    line, peak = done.stdout.splitlines()
    record = json.loads(line)
    assert "too-long" in codes(record)
    blocks = sum(b["raw"][1] - b["raw"][0] for b in record["blocks"])
    assert blocks + n >= written
    assert int(peak) < MOST_MEMORY
