"""`saksi verify` finds every kind of tampering."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from saksi.faces.cli import main
from saksi.faces.verify import verify_record
from saksi.readers.open import read_sources

TEXT = """Polisi Tangkap Dua Aktivis di Medan
MEDAN - Polisi menangkap dua aktivis di Medan, Senin (17/2/2025).
"Mereka kami periksa," kata Kapolrestabes Medan Teguh Sinaga.
ADVERTISEMENT
Oposisi mengecam penangkapan itu.
"""


@pytest.fixture
def saved(tmp_path: Path, pipeline):
    path = tmp_path / "berita.txt"
    path.write_text(TEXT, encoding="utf-8")
    (source,) = read_sources([str(path)])
    return source, json.loads(pipeline.read(source).to_json())


def test_a_true_record_has_no_faults(saved):
    source, record = saved
    assert list(verify_record(record, source)) == []


def test_a_changed_word_is_found(saved):
    source, record = saved
    record["text"] = record["text"].replace("Medan", "Binjai", 1)
    assert list(verify_record(record, source))


def test_a_shifted_witness_is_found(saved):
    source, record = saved
    trigger = record["events"][0]["witness"]["trigger"]
    trigger[0] = [len(record["text"]), len(record["text"]) + 4]
    assert any("lies outside the text" in fault for fault in verify_record(record, source))


def test_an_actor_without_witness_is_found(saved):
    source, record = saved
    record["events"][0]["witness"]["source"] = []
    assert any("has no witness" in fault for fault in verify_record(record, source))


def test_a_dropped_block_is_found(saved):
    source, record = saved
    record["blocks"] = [b for b in record["blocks"] if b["kind"] != "furniture"]
    assert any("is in no block" in fault for fault in verify_record(record, source))


def test_a_changed_source_is_found(saved):
    source, record = saved
    record["id"] = "sha256:" + "0" * 64
    assert any("has changed" in fault for fault in verify_record(record, source))


def test_the_command_reads_verifies_and_reports(tmp_path: Path):
    path, saved = tmp_path / "berita.txt", tmp_path / "records.jsonl"
    path.write_text(TEXT, encoding="utf-8")
    read = CliRunner().invoke(main, ["read", "--format", "json", str(path)])
    assert read.exit_code == 0
    saved.write_text(read.stdout, encoding="utf-8")
    good = CliRunner().invoke(main, ["verify", str(saved)])
    assert (good.exit_code, good.stdout) == (0, "1 records, 0 faults\n")
    path.write_text(TEXT + "Tambahan.\n", encoding="utf-8")
    bad = CliRunner().invoke(main, ["verify", str(saved)])
    assert bad.exit_code == 1
    assert "has changed" in bad.stderr
