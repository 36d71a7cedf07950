"""The pictures of the docs: they can be taken anew, they are small, and every one of them is shown.

SAKSI_WRITE_PICTURES=1 pytest tests/faces/test_pictures.py writes them to docs/pictures.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="needs saksi[web]")
pytest.importorskip("vl_convert", reason="needs saksi[plot]")
pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "docs" / "pictures"
LARGEST = 150_000  # bytes
NAMES = {"home.webp", "article.webp", "story.webp", "actor.webp", "drawings.webp"}


def width(file: Path) -> int:
    """Of a WebP file, in dots. Chromium writes the plain form, or the extended one with a colour profile."""
    head = file.read_bytes()[:30]
    assert (head[:4], head[8:12]) == (b"RIFF", b"WEBP")
    if head[12:16] == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1
    assert head[12:16] == b"VP8 "
    return int.from_bytes(head[26:28], "little") & 0x3FFF


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
def test_the_pictures_can_be_taken_anew(tmp_path: Path) -> None:
    folder = KEPT if os.environ.get("SAKSI_WRITE_PICTURES") else tmp_path
    done = subprocess.run(
        [sys.executable, "scripts/screenshots.py", str(folder)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert {file.name for file in folder.iterdir()} == NAMES
    for name in NAMES:
        # A page of the same form as before; its height may follow its content.
        assert width(folder / name) == width(KEPT / name)


def test_the_pictures_are_small_and_shown() -> None:
    shown = {
        name
        for page in (ROOT / "docs").rglob("*.md")
        for name in re.findall(r"\]\((?:\.\./)*pictures/([\w.-]+)\)", page.read_text(encoding="utf-8"))
    }
    assert {file.name for file in KEPT.iterdir()} == shown == NAMES
    assert [file.name for file in KEPT.iterdir() if file.stat().st_size > LARGEST] == []
