"""`saksi export` as a user meets it, the page that describes it, and files that are whole or absent."""

from __future__ import annotations

import json
import os
import re
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from exports.awkward import RECORD
from saksi.faces.cli import main
from saksi.faces.exports.atomic import whole_file
from saksi.faces.exports.formats import FORMATS, export, format_of
from saksi.faces.exports.reference import reference_page
from saksi.faces.exports.saved import record_of
from saksi.faces.exports.tables import TABLES

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "exports.md"


def run(*arguments: str, given: str | None = None):
    return CliRunner().invoke(main, ["export", *arguments], input=given)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "records.jsonl"
    path.write_text(RECORD.to_json() + "\n" + RECORD.to_json() + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_a_file(saved: Path, tmp_path: Path, name: str):
    if name == "parquet":
        pytest.importorskip("pyarrow")
    out = tmp_path / f"out.{format_of(name).suffix}"
    result = run("--to", name, "--out", str(out), str(saved))
    assert result.exit_code == 0, result.stderr
    assert out.stat().st_size > 100
    assert stat.S_IMODE(out.stat().st_mode) & 0o444
    assert {p.name for p in tmp_path.iterdir()} == {"records.jsonl", out.name}


def test_standard_input_and_output(saved: Path):
    result = run("--to", "csv", "--table", "quotes", "-", given=saved.read_text(encoding="utf-8"))
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("article,quote,kind,text,speaker")
    assert result.stdout.count("sha256:") == 4


def test_all_tables_into_a_folder(saved: Path, tmp_path: Path):
    saved.write_text("bukan\n" + saved.read_text(encoding="utf-8"), encoding="utf-8")
    result = run("--to", "csv", "--table", "all", "--out", str(tmp_path / "tabel"), str(saved))
    assert result.exit_code == 1
    assert result.stderr.count("is not an article record") == 1
    assert sorted(p.name for p in (tmp_path / "tabel").iterdir()) == sorted(f"{t}.csv" for t in TABLES)
    assert (tmp_path / "tabel" / "actors.csv").read_text(encoding="utf-8").count("sha256:") == 16
    assert run("--to", "geojson", "--table", "all", "--out", str(tmp_path), str(saved)).exit_code == 2
    assert run("--to", "csv", "--table", "all", str(saved)).exit_code == 2


def test_what_is_left_out_is_counted(saved: Path):
    result = run("--to", "icews", str(saved))
    assert result.stderr == "saksi: events that icews has no place for: 2 negated, 2 planned\n"


def test_a_line_that_is_no_record_is_named_and_the_rest_is_written(saved: Path):
    record = RECORD.to_dict()
    faulty = [
        "{bukan json",
        "[]",
        json.dumps({**record, "events": [{"id": "e1"}]}),
        json.dumps({**record, "published": "4 Maret"}),
        json.dumps({**record, "published": "20250304"}),
        json.dumps({**record, "text": 5}),
        json.dumps({**record, "events": [{**record["events"][0], "type": "FIGHT"}]}),
        "[" * 100_000,
    ]
    lines = saved.read_text(encoding="utf-8")
    saved.write_text("\n".join(faulty) + "\n" + lines, encoding="utf-8")
    result = run("--to", "bibtex", str(saved), str(saved.parent / "tiada.jsonl"))
    assert result.exit_code == 1
    assert result.stdout.count("@article") == 2
    for number in range(1, len(faulty) + 1):
        assert f"{saved}:{number}: is not an article record" in result.stderr
    assert "tiada.jsonl: No such file or directory" in result.stderr


def test_usage(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAKSI_ARCHIVE", raising=False)
    assert run("--to", "gdelt").exit_code == 2
    without = run("--to", "plover")
    assert (without.exit_code, "no such archive" in without.output) == (1, True)
    assert run("x.jsonl").exit_code == 2


def test_the_formats_are_told_with_what_they_lose():
    result = run("--formats")
    assert result.exit_code == 0
    for name in FORMATS:
        assert f"{name}: {format_of(name).title}" in result.stdout
        assert format_of(name).loss
        assert all(line in result.stdout for line in format_of(name).loss)


def test_the_page_is_what_the_code_says():
    if os.environ.get("SAKSI_WRITE_GOLDEN"):
        PAGE.write_text(reference_page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == reference_page()


def test_the_example_of_the_page_runs(saved: Path, monkeypatch):
    monkeypatch.chdir(saved.parent)
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    exec(compile(code, "exports.md", "exec"), {})
    assert json.loads((saved.parent / "events.geojson").read_text(encoding="utf-8"))["features"]


class TestWholeFiles:
    def test_a_failure_leaves_what_was_there(self, tmp_path: Path):
        path = tmp_path / "a.csv"
        path.write_text("lama", encoding="utf-8")

        def broken():
            yield RECORD
            raise RuntimeError("terputus")

        with pytest.raises(RuntimeError):
            export(broken(), "csv", path)
        assert path.read_text(encoding="utf-8") == "lama"
        assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]

    def test_nothing_stands_under_the_name_before_the_end(self, tmp_path: Path):
        path = tmp_path / "a.csv"
        with whole_file(path) as stream:
            stream.write(b"setengah")
            assert not path.exists()
        assert path.read_bytes() == b"setengah"

    def test_a_folder_that_is_not_there_is_an_error(self, saved: Path, tmp_path: Path):
        result = run("--to", "csv", "--out", str(tmp_path / "tiada" / "a.csv"), str(saved))
        assert result.exit_code == 1
        assert "No such file or directory" in result.stderr


class TestSavedRecords:
    def test_a_record_comes_back_as_it_was(self):
        assert record_of(json.loads(RECORD.to_json())) == RECORD

    def test_keys_that_came_later_or_are_not_known_do_no_harm(self):
        value = json.loads(RECORD.to_json())
        del value["diagnostics"]
        value["new"] = value["actors"][0]["new"] = 1
        assert record_of(value) == replace(RECORD, diagnostics=())

    def test_records_of_the_examples(self):
        for path in sorted((ROOT / "tests" / "golden").glob("*.json")):
            value = json.loads(path.read_text(encoding="utf-8"))
            assert json.loads(record_of(value).to_json()) == value
