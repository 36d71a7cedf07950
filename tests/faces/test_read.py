"""The command `saksi read`, as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from saksi.faces.cli import main

ARTICLE = "Menlu Jepang Kecam Uji Coba Rudal\nTOKYO - Jepang mengecam Korea Utara, Selasa (4/3/2025).\n"


def run(*arguments: str, given: str | bytes | None = None):
    return CliRunner().invoke(main, ["read", *arguments], input=given)


def test_standard_input_is_an_article():
    result = run("-", "--format", "json", given=ARTICLE)
    assert result.exit_code == 0
    record = json.loads(result.stdout)
    assert record["title"] == "Menlu Jepang Kecam Uji Coba Rudal"
    assert record["source"]["path"] == "-"


def test_a_bad_file_is_named_and_the_run_goes_on(tmp_path: Path):
    good, empty, binary = tmp_path / "a.txt", tmp_path / "kosong.txt", tmp_path / "gambar.txt"
    good.write_text(ARTICLE, encoding="utf-8")
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 8)
    result = run("--format", "json", str(empty), str(binary), str(tmp_path / "tiada.txt"), str(good))
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    for path in (empty, binary, tmp_path / "tiada.txt"):
        assert str(path) in result.stderr


def test_no_path_is_a_usage_error():
    assert run().exit_code == 2


def test_two_processes_give_the_same_bytes_as_one():
    articles = str(Path(__file__).parents[2] / "examples" / "articles")
    one = run("--format", "json", articles)
    two = run("--format", "json", "--jobs", "2", articles)
    assert one.exit_code == two.exit_code == 0
    assert len(one.stdout.splitlines()) == 10
    assert one.stdout == two.stdout


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_brief_names_speaker_and_event(language: str):
    result = run("-", "--format", "brief", "--lang", language, given=ARTICLE)
    assert result.exit_code == 0
    assert "ACCUSE" in result.stdout
    assert "JPN" in result.stdout
    assert ("Who did what" if language == "en" else "Siapa berbuat apa") in result.stdout


def test_the_brief_carries_no_control_characters_of_an_article():
    hostile = "Judul \x1b[31mmerah\u202e\nJAKARTA - Jepang mengecam \x1b]0;judul\x07Korea Utara, Selasa (4/3/2025).\n"
    result = run("-", "--format", "brief", given=hostile)
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
