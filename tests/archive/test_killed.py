"""A load that is killed at any moment loses nothing that was committed, and resumes without doubles."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from loader import made_articles

import saksi
from saksi.archive import open_archive

HERE = Path(__file__).parent
# The code under test, wherever the process starts: PYTHONPATH may be relative.
CODE = os.pathsep.join((str(Path(saksi.__file__).parents[1]), str(HERE)))
COUNT = 300
KILLS = 8


def start(url: str) -> subprocess.Popen[str]:
    """A loader that has come so far as to open the archive."""
    process = subprocess.Popen(
        [sys.executable, HERE / "loader.py", url, str(COUNT)],
        cwd=HERE, env={**os.environ, "PYTHONPATH": CODE}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.stderr and process.stderr.read()
    return process


def held(url: str) -> list[str]:
    """Ids of all articles, in the order in which they came in."""
    with open_archive(url, create=True) as archive:
        return [archive.record(n).id for n in range(1, archive.count() + 1)]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_killed_load_loses_nothing_and_doubles_nothing(url, seed):
    rng = random.Random(seed)
    before: list[str] = []
    killed = 0
    for _ in range(KILLS):
        process = start(url)
        # Anywhere from the making of the tables to the end of the load.
        timer = threading.Timer(rng.uniform(0.0, 0.5), process.send_signal, [signal.SIGKILL])
        timer.start()
        killed += process.wait(60) == -signal.SIGKILL
        timer.cancel()
        process.communicate()
        now = held(url)
        assert now[: len(before)] == before
        before = now
    assert killed > 0
    last = start(url)
    output, errors = last.communicate(timeout=120)
    assert last.returncode == 0, errors
    assert output == f"done {COUNT - len(before)}\n"

    with open_archive(url) as archive:
        made = made_articles(COUNT)
        assert archive.count() == COUNT
        assert sorted(r.id for r in archive.records()) == sorted(r.id for _, r in made)
        assert len(list(archive.iter_events())) == 2 * COUNT
        assert len(archive.search("menyerang", limit=2 * COUNT)) == COUNT
        assert sum(a.articles for a in archive.actors("Tokoh")) == COUNT
        assert [r.added for r in archive.runs()] == [COUNT]
        assert list(archive.check()) == []
