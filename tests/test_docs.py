"""The documentation builds without a warning, says what the code says, and runs as printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)
PROMISED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def runnable() -> list[Path]:
    """Pages whose shell blocks are to be run, one after the other."""
    return sorted(p for p in DOCS.rglob("*.md") if "```sh\n" in p.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", runnable(), ids=lambda p: p.relative_to(DOCS).as_posix())
def test_what_a_page_shows_can_be_run(page: Path, tmp_path: Path):
    # The page speaks to somebody in a clone: its examples and tables are there, what is written is left here.
    for name in ("examples", "src"):
        (tmp_path / name).symlink_to(ROOT / name)
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = {**os.environ, "PATH": path, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    for language, code in BLOCK.findall(page.read_text(encoding="utf-8")):
        command = (
            ["bash", "-euo", "pipefail", "-c", code] if language == "sh" else [sys.executable, "-c", code]
        )
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8"
        )
        assert done.returncode == 0, f"{code}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


def test_the_reference_pages_are_those_of_the_code():
    done = subprocess.run(
        [sys.executable, "scripts/write_reference.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def promises() -> dict[str, list[tuple[str, str]]]:
    """The promises of the page; for each the files that hold it, with the test where one is named."""
    page = (DOCS / "explanation" / "promises.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    return {promise: PROMISED.findall(held) for promise, held in rows if promise != "promise"}


def test_every_promise_names_tests_that_exist():
    assert len(promises()) > 25
    missing = [
        (promise, path, test)
        for promise, held in promises().items()
        for path, test in held or [("", "")]
        if not path or f"def {test or 'test_'}" not in (ROOT / path).read_text(encoding="utf-8")
    ]
    assert missing == []


def test_the_site_builds_without_a_warning(tmp_path: Path):
    pytest.importorskip("material", reason="the extra docs is not installed")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "--quiet",
            "--site-dir",
            str(tmp_path / "site"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "index.html").exists()
