"""The commands on archives, from the command line to its exit status."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from saksi.faces.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("archive") / "berita.db"
    result = CliRunner().invoke(main, ["add", "-a", str(path), str(EXAMPLES)])
    assert result.exit_code == 0, result.output
    return str(path)


def run(*words: str):
    return CliRunner().invoke(main, list(words))


def test_adding_again_adds_nothing_and_failures_give_status_1(filled):
    again = run("add", "-a", filled, str(EXAMPLES), "tidak-ada.txt")
    assert again.exit_code == 1
    assert "tidak-ada.txt" in again.stderr
    assert "0 added, 10 known already, 1 failed" in again.stderr


def test_answers_come_in_machine_formats(filled):
    lines = run("search", "-a", filled, "menyerang", "--format", "jsonl").stdout.splitlines()
    assert len(lines) == 3
    assert all("article" in json.loads(line) for line in lines)
    rows = list(
        csv.DictReader(
            io.StringIO(run("events", "-a", filled, "--type", "ASSAULT", "--format", "csv").stdout)
        )
    )
    assert rows
    assert {row["type"] for row in rows} == {"ASSAULT"}
    assert json.loads(run("actors", "-a", filled, "KPK", "--format", "json").stdout)
    assert "demands" in run("positions", "-a", filled, "--format", "table").stdout


def test_faulty_questions_and_archives_are_told_in_a_line(filled, tmp_path):
    faulty = run("events", "-a", filled, "--since", "kemarin")
    assert (faulty.exit_code, "is no day" in faulty.output) == (1, True)
    assert run("events", "-a", filled, "--near", "1,2").exit_code == 2
    missing = run("events", "-a", str(tmp_path / "x.db"))
    assert (missing.exit_code, "no such archive" in missing.output) == (1, True)


def test_a_watch_tells_cron_by_its_status(filled, tmp_path):
    assert run("watch", "save", "-a", filled, "uji", "--type", "ASSAULT").exit_code == 0
    assert run("watch", "run", "-a", filled, "uji").exit_code == 0
    news = tmp_path / "berita.txt"
    news.write_text("Warga diserang\nKelompok bersenjata menyerang warga di Jakarta, Senin (4/8/2025).\n")
    run("add", "-a", filled, str(news))
    told = run("watch", "run", "-a", filled, "uji", "--feed", str(tmp_path / "uji.xml"))
    assert told.exit_code == 10, told.output
    assert "ASSAULT" in (tmp_path / "uji.xml").read_text()
    assert run("watch", "run", "-a", filled, "uji").exit_code == 0


def test_a_sound_archive_is_called_sound(filled):
    checked = run("doctor", filled)
    assert (checked.exit_code, checked.stdout) == (0, "sound\n")
    assert "add" in run("runs", "-a", filled).stdout


def test_the_bench_fills_and_asks_and_a_kept_archive_can_be_asked_again(tmp_path):
    kept = str(tmp_path / "bench.db")
    whole = run("bench", "archive", "--articles", "1000", "--keep", kept, "--no-stories")
    assert whole.exit_code == 0, whole.output
    assert "articles        1000" in whole.stdout
    again = run("bench", "archive", "--ask", kept)
    asked = [line.split(" p50 ")[0].strip() for line in again.stdout.splitlines()[1:]]
    assert asked == [line.split(" p50 ")[0].strip() for line in whole.stdout.splitlines() if " p50 " in line]
    assert asked[:3] == ["search", "event filters", "search: a word"]
    assert len(asked) == 2 + 5 + 10
    assert run("bench", "archive", "--keep", kept).exit_code == 1


def test_a_bench_asks_only_what_it_filled(filled):
    refused = run("bench", "archive", "--ask", filled)
    assert (refused.exit_code, "was not filled by the bench" in refused.output) == (1, True)


def test_tables_are_added_by_their_columns_and_local_addresses_only_when_asked(tmp_path):
    table, path = tmp_path / "berita.csv", str(tmp_path / "berita.db")
    table.write_text(
        "kepala,badan,hari\n"
        'Polisi tangkap dua pelaku,"Polisi menangkap dua pelaku di Medan, Senin (4/8/2025).",2025-08-04\n'
    )
    added = run("add", "-a", path, str(table), "--map", "title=kepala,text=badan,published=hari")
    assert (added.exit_code, "1 added" in added.stderr) == (0, True), added.output
    (hit,) = run("search", "-a", path, "ditangkap", "--format", "jsonl").stdout.splitlines()
    assert "Polisi tangkap dua pelaku" in hit
    assert "2025-08-04" in hit
    refused = run("add", "-a", path, "http://127.0.0.1:9/berita.html")
    assert (refused.exit_code, "--allow-private" in refused.stderr) == (1, True)


def test_an_archive_is_exported_whole_or_by_a_question(filled, tmp_path):
    whole = run("export", "-a", filled, "--to", "csv", "--table", "articles")
    assert whole.exit_code == 0, whole.output
    titles = [row["title"] for row in csv.DictReader(io.StringIO(whole.stdout))]
    assert len(titles) >= 10
    asked = run("export", "-a", filled, "--place", "Medan", "--to", "csv", "--table", "articles")
    chosen = [row["title"] for row in csv.DictReader(io.StringIO(asked.stdout))]
    assert chosen
    assert len(chosen) < len(titles)
    assert (
        run("export", "-a", filled, "--to", "parquet", "--table", "all", "--out", str(tmp_path)).exit_code
        == 0
    )
    assert len(list(tmp_path.glob("*.parquet"))) > 5
    assert run("export", "records.jsonl", "--place", "Medan", "--to", "csv").exit_code == 2
    assert run("export", "-a", str(tmp_path / "x.db"), "--to", "csv").exit_code == 1


def test_an_archive_to_serve_may_be_named_without_its_option(tmp_path):
    done = CliRunner().invoke(main, ["serve", str(tmp_path / "none.db")])
    assert done.exit_code == 1
    assert "none.db: no such archive" in done.output
