"""The package as it is installed: the wheel holds all that the code reads, and an archive can be made from it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "saksi"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """A wheel built from this checkout, without the network."""
    pytest.importorskip("hatchling", reason="the extra saksi[build] is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_every_file_of_the_package(wheel):
    ours = {
        f"saksi/{path.relative_to(PACKAGE).as_posix()}"
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    held = set(zipfile.ZipFile(wheel).namelist())
    assert ours - held == set()
    assert {n for n in held if n.startswith("saksi/archive/migrations/versions/0")}


def test_an_archive_is_made_and_asked_with_what_the_wheel_holds(wheel, tmp_path):
    home = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(home)
    code = (
        "import saksi\n"
        "from saksi.archive import open_archive\n"
        f"assert saksi.__file__.startswith({str(home)!r}), saksi.__file__\n"
        "with open_archive('a.db', create=True) as archive:\n"
        "    print(archive.count(), [str(f) for f in archive.check()])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(home)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "0 []\n"), done.stderr
