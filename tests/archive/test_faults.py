"""Disks that fill, locks that stay, servers that go away: a clear error, nothing half done, nothing lost."""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import postgres
import pytest
from click.testing import CliRunner
from loader import made_articles
from made import article, fill, reading
from test_killed import CODE, HERE, start

from saksi.archive import database as database_module
from saksi.archive import load, open_archive
from saksi.errors import ArchiveError
from saksi.faces.cli import main
from saksi.faces.exports.formats import FORMATS, export

COUNT = 60


def held(url: str) -> int:
    with open_archive(url) as archive:
        assert list(archive.check()) == []
        return archive.count()


def limited_load(url: str, most: int) -> subprocess.CompletedProcess[str]:
    """A load in a process that may not write a file beyond so many bytes, as on a disk that is full."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    # The data file of a measurement of coverage would be too large as well, and be left broken.
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return subprocess.run(
        [sys.executable, HERE / "loader.py", url, str(COUNT)], cwd=HERE, preexec_fn=limit,
        env={**unmeasured, "PYTHONPATH": CODE}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


class TestFullDisk:
    @pytest.mark.parametrize("most", [4_000, 400_000, 700_000])
    def test_a_load_ends_with_a_cause_and_can_be_taken_up(self, tmp_path: Path, most: int):
        url = str(tmp_path / "penuh.db")
        done = limited_load(url, most)
        assert done.returncode != 0
        assert f"ArchiveError: {url}: " in done.stderr.strip().splitlines()[-1]
        before = held(url) if most > 4_000 else 0
        assert before < COUNT
        assert limited_load(url, 1 << 30).returncode == 0
        assert held(url) == COUNT

    @pytest.mark.parametrize("name", FORMATS)
    def test_an_export_leaves_what_was_there(
        self, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
    ):
        out = tmp_path / "hasil"
        out.write_bytes(b"dahulu")
        records = [r for _, r in made_articles(40)]

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        if name in ("parquet",):
            pytest.importorskip("pyarrow")
        with pytest.raises(OSError, match="No space left"):
            export(records, name, out)
        assert out.read_bytes() == b"dahulu"
        assert [p.name for p in tmp_path.iterdir()] == ["hasil"]


def test_an_export_that_is_killed_leaves_nothing_under_its_name(tmp_path: Path):
    out = tmp_path / "hasil.csv"
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from loader import made_articles\n"
        "from saksi.faces.exports.formats import export\n"
        "def records():\n"
        "    for n, (_, record) in enumerate(made_articles(50)):\n"
        "        if n == 40: os.kill(os.getpid(), signal.SIGKILL)\n"
        "        yield record\n"
        "export(records(), 'csv', Path(sys.argv[1]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(out)], env={**os.environ, "PYTHONPATH": CODE}, capture_output=True
    )
    assert done.returncode == -signal.SIGKILL
    assert not out.exists()


def test_a_damaged_record_does_not_pass_for_a_whole_export(tmp_path: Path):
    path, out = tmp_path / "a.db", tmp_path / "hasil.csv"
    with open_archive(path, create=True) as archive:
        fill(archive, made_articles(20))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE records SET data = x'7a00' WHERE id = 12")
    connection.close()
    done = CliRunner().invoke(main, ["export", "--archive", str(path), "--to", "csv", "--out", str(out)])
    assert done.exit_code == 1
    assert done.output.startswith("Error: ")
    assert "damaged" in done.output
    assert list(tmp_path.glob("*hasil*")) == []


class TestReadOnly:
    @pytest.fixture
    def frozen(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """An archive on which every writing transaction fails, as root or not."""
        path = tmp_path / "a.db"
        with open_archive(path, create=True) as archive:
            fill(archive, made_articles(5))
        pragmas = (*database_module._PRAGMAS, "PRAGMA query_only=ON")
        monkeypatch.setattr(database_module, "_PRAGMAS", pragmas)
        return path

    def test_adding_names_the_archive_and_the_cause(self, frozen: Path):
        page = frozen.with_name("berita.txt")
        page.write_text("Polisi menangkap dua orang di Medan.", encoding="utf-8")
        done = CliRunner().invoke(main, ["add", "--archive", str(frozen), str(page)])
        assert done.exit_code == 1
        assert f"{frozen}: attempt to write a readonly database" in done.output


class TestLocks:
    def test_a_lock_that_stays_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        path = tmp_path / "a.db"
        with open_archive(path, create=True) as archive:
            fill(archive, made_articles(5))
        quick = tuple(p.replace("60000", "200") for p in database_module._PRAGMAS)
        monkeypatch.setattr(database_module, "_PRAGMAS", quick)
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        made = made_articles(10)
        try:
            with pytest.raises(ArchiveError, match="database is locked"), open_archive(path) as archive:
                fill(archive, made)
        finally:
            holder.execute("ROLLBACK")
            holder.close()
        with open_archive(path) as archive:
            fill(archive, made)
            assert archive.count() == 10
            assert list(archive.check()) == []

    def test_readers_read_while_a_loader_writes(self, tmp_path: Path):
        path = tmp_path / "a.db"
        with open_archive(path, create=True) as archive:
            fill(archive, made_articles(5))
            with archive.database.writing() as connection:
                connection.exec_driver_sql("UPDATE runs SET failed = failed + 1")
                with open_archive(path) as other_reader:
                    assert other_reader.count() == 5


def test_two_loaders_at_once_add_everything_once(url):
    loaders = [start(url) for _ in range(2)]
    added = 0
    for process in loaders:
        output, errors = process.communicate(timeout=240)
        assert process.returncode == 0, errors
        added += int(output.split()[-1])
    with open_archive(url) as archive:
        assert archive.count() == 300
        assert sorted(r.id for r in archive.records()) == sorted(r.id for _, r in made_articles(300))
        assert list(archive.check()) == []
    assert added >= 300


def test_a_server_that_stops_in_the_middle_of_a_load_is_told_and_nothing_committed_is_lost(
    monkeypatch: pytest.MonkeyPatch,
):
    pytest.importorskip("psycopg", reason="the extra saksi[postgres] is not installed")
    home = postgres.binaries()
    if home is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    made = made_articles(40)
    documents = [d for d, _ in made]
    with postgres.running(home) as server:
        where = f"postgresql://saksi@/postgres?host={server.folder}"

        def falling():
            for n, document in enumerate(documents):
                if n == 25:
                    server.stop()
                yield document

        with open_archive(where, create=True) as archive:
            monkeypatch.setattr(load, "BATCH", 10)
            with pytest.raises(ArchiveError) as caught:
                load.load(archive.database, falling(), reading=reading(made))
        assert "postgresql" in str(caught.value)
        assert "\n" not in str(caught.value)
        server.start()
        with open_archive(where) as archive:
            before = archive.count()
            assert 10 <= before < 40
            done = load.load(archive.database, documents, reading=reading(made))
            assert (archive.count(), done.added) == (40, 40 - before)
            assert list(archive.check()) == []


def test_doctor_says_what_a_damaged_page_has_cost(tmp_path: Path):
    path = tmp_path / "rusak.db"
    made = [article(f"Judul {n}\n" + f"kata{n} " * 900) for n in range(60)]
    with open_archive(path, create=True) as archive:
        fill(archive, made)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("UPDATE documents SET data = zeroblob(40) WHERE id IN (7, 30)")
    connection.close()
    done = CliRunner().invoke(main, ["doctor", str(path)])
    assert done.exit_code == 1
    lines = done.output.splitlines()
    assert [line.split(":")[0] for line in lines[:-1]] == ["document 7", "document 30"]
    assert lines[-1] == "2 faults"


def test_an_error_of_the_database_holds_no_password(monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("psycopg", reason="the extra saksi[postgres] is not installed")
    with pytest.raises(ArchiveError) as caught:
        open_archive("postgresql://saksi:rahasia@127.0.0.1:1/a")
    assert "rahasia" not in str(caught.value)
    assert json.dumps(str(caught.value))


def test_threads_may_ask_while_one_loads(archive):
    made = made_articles(30)
    seen: list[int] = []

    def ask() -> None:
        seen.extend(archive.count() for _ in range(20))

    asking = threading.Thread(target=ask)
    asking.start()
    fill(archive, made)
    asking.join()
    assert archive.count() == 30
    assert seen == sorted(seen)
