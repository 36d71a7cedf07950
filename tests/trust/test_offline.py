"""Reading needs no network, and gives the same bytes in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import saksi

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "articles"
# Every way to the network passes an audit event of the socket module.
READER = """
import socket, sys

def refuse(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname":
        raise RuntimeError(f"{event} {arguments}")

sys.addaudithook(refuse)
try:
    socket.getaddrinfo("contoh.example", 80)
except RuntimeError:
    pass
else:
    raise SystemExit("the guard does not see the network")

from saksi.faces.cli import main
main(sys.argv[1:])
"""


def run(seed: str, *arguments: str, cwd: Path = ROOT) -> bytes:
    environment = {
        **os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(saksi.__file__).parents[1]), "PYTHONUTF8": "1",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", READER, *arguments], cwd=cwd, env=environment, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@cache
def records(seed: str) -> bytes:
    return run(seed, "read", "--format", "json", "examples/articles")


def test_articles_are_read_without_the_network():
    assert records("1").count(b"\n") == len(list(EXAMPLES.iterdir()))


def test_the_same_bytes_give_the_same_records_in_every_process():
    assert records("1") == records("2")


def test_an_archive_is_filled_and_asked_without_the_network(tmp_path: Path):
    run("1", "add", "--archive", "a.db", str(EXAMPLES / "02-buruh-demo.txt"), cwd=tmp_path)
    assert b"PROTEST" in run("1", "events", "--archive", "a.db", "--format", "csv", cwd=tmp_path)
