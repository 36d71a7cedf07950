"""The REST interface keeps to its own description, whatever is asked: schemathesis against a served room."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="needs saksi[web]")
pytest.importorskip("schemathesis", reason="schemathesis is not installed")

import reading_room
from serving import Room

CONFIG = Path(__file__).with_name("schemathesis.toml")
COMMAND = (
    sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()",
    "--config-file", str(CONFIG), "run",
)  # fmt: skip
OPTIONS = (
    "--checks", "all", "--phases", "examples,coverage,fuzzing,stateful", "--max-examples", "3",
    "--generation-deterministic", "--continue-on-failure", "--suppress-health-check", "all",
    "--request-timeout", "120", "--no-color",
)  # fmt: skip


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A room with articles of every kind, decisions and a sample, so that answers are not empty."""
    made = Room(tmp_path_factory.mktemp("schema") / "a.db", [])
    reading_room.made.fill(made.archive, reading_room.plain())
    made.archive.update_stories()
    made.archive.reviews.draw("event", 3)
    yield made
    made.close()


def test_every_operation_keeps_to_its_description(room, tmp_path) -> None:
    """Valid questions are answered as described, faulty ones refused as described, and nothing falls over."""
    done = subprocess.run(
        [*COMMAND, f"{room.address}/api/v1/openapi.json", *OPTIONS],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[done.stdout.find("FAILURES") :] + done.stderr
    assert "Tested: 28" in done.stdout
