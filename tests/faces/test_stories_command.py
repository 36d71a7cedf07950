"""The command `saksi stories`."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from saksi.archive.archive import open_archive
from saksi.faces.cli import main
from saksi.readers.source import SourceDocument

FIRE = """Pasar Lama Terbakar
Kota Sari, 3 Mei 2025 - Kebakaran menghanguskan pasar lama di Kota Sari pada Sabtu (3/5/2025) dini hari.
Wali Kota Rudi Hartanto mengatakan pedagang akan dipindahkan ke lapangan di belakang balai kota.
Polisi masih menyelidiki penyebab kebakaran yang berawal dari sebuah kios pakaian itu.
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    path = tmp_path_factory.mktemp("archive") / "a.db"
    texts = [
        FIRE,
        FIRE.replace("Pasar Lama Terbakar", "Kebakaran di Kota Sari"),
        "Harga Beras Stabil\nIsi lain.",
    ]
    with open_archive(path, create=True) as filled:
        filled.add(SourceDocument(t.encode(), t, f"{n}.txt", "text/plain") for n, t in enumerate(texts))
    return str(path)


def run(command, archive, *arguments):
    return CliRunner().invoke(main, [command, "-a", archive, *arguments], env={"COLUMNS": "120"})


def test_update_groups_what_is_new(archive):
    assert run("stories", archive, "--update").stderr == "3 articles filed, 2 stories told\n"
    assert run("stories", archive, "--update").stderr == "0 articles filed, 0 stories told\n"


def test_stories_are_listed_as_a_table_or_lines(archive):
    run("stories", archive, "--update")
    assert "Pasar Lama Terbakar" in run("stories", archive, "--format", "table").stdout
    rows = [json.loads(line) for line in run("stories", archive).stdout.splitlines()]
    assert sorted(row["articles"] for row in rows) == [1, 2]
    (found,) = [json.loads(line) for line in run("stories", archive, "kebakaran").stdout.splitlines()]
    assert found["articles"] == 2


def test_one_story_is_told_with_its_versions(archive):
    run("stories", archive, "--update")
    page = run("story", archive, "1", "--format", "page").stdout
    assert "2 articles, " in page
    assert "Who printed what from whom" in page
    assert (
        "Siapa memuat apa dari siapa" in run("story", archive, "1", "--format", "page", "--lang", "id").stdout
    )
    told = json.loads(run("story", archive, "1").stdout)
    assert [article["family"] for article in told["articles"]] == [1, 1]


def test_rebuild_groups_all_anew(archive):
    run("stories", archive, "--update")
    assert run("stories", archive, "--rebuild").stderr == "3 articles filed, 2 stories told\n"


def test_adding_groups_at_once_unless_told_not_to(tmp_path):
    file = tmp_path / "kebakaran.txt"
    file.write_text(FIRE, encoding="utf-8")
    where = str(tmp_path / "a.db")
    assert "articles filed" not in run("add", where, str(file), "--no-stories").stderr
    assert "1 articles filed, 1 stories told" in run("add", where, str(file)).stderr


def test_errors_are_one_line(archive, tmp_path):
    unknown = run("story", archive, "99")
    assert (unknown.exit_code, unknown.stderr) == (1, "Error: 99: no such story\n")
    missing = run("stories", str(tmp_path / "none.db"))
    assert missing.exit_code == 1
    assert "no such archive" in missing.stderr


def clash(title: str, day: int, count: str, speaker: str) -> str:
    return (
        f"{title}\n\nDEIYAI - {count} orang tewas di Kabupaten Deiyai, Papua Tengah,"
        " Sabtu (1/3/2025).\nPolisi menembak pengunjuk rasa di halaman kantor bupati. "
        f'"{count} orang tewas dalam penembakan itu," kata {speaker}, hari ke-{day}.\n'
    )


def test_numbers_that_contradict_stand_side_by_side_with_speaker_and_span(tmp_path):
    texts = (
        clash("Polisi: Tiga Orang Tewas di Deiyai", 2, "Tiga", "Kapolda Papua Tengah Alfred Papare"),
        clash("Bentrokan di Deiyai Tewaskan Tujuh Orang", 3, "Tujuh", "Ketua Komnas HAM Anis Hidayah"),
    )
    where = str(tmp_path / "a.db")
    with open_archive(where, create=True) as filled:
        filled.add(SourceDocument(t.encode(), t, f"{n}.txt", "text/plain") for n, t in enumerate(texts))
    run("stories", where, "--update")
    page = (
        CliRunner()
        .invoke(main, ["story", "1", "-a", where, "--format", "page"], env={"COLUMNS": "400"})
        .stdout
    )
    event, report, *sides = page.split("What happened, and who reports it\n")[1].splitlines()[:4]
    assert event.strip().startswith("ASSAULT/firearms")
    assert report.strip().startswith("“Polisi menembak pengunjuk rasa di halaman kantor bupati.” [")
    assert {"[1]", "[2]"} <= set(report.split())
    for text, side, (number, words, speaker) in zip(
        texts,
        sorted(sides),
        [(3, "Tiga orang tewas", "Alfred Papare"), (7, "Tujuh orang tewas", "Anis Hidayah")],
        strict=True,
    ):
        start = text.replace("\n\n", "\n").index(f'"{words}') + 1
        assert side.strip().startswith(f"dead: {number}  “")
        assert f"— {speaker} " in side
        assert side.rstrip().endswith(f"{start}–{start + len(words)}")
