"""What the page on archives shows can be run as it stands, one command after the other."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import saksi

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "howto" / "archive.md").read_text(encoding="utf-8")
CODE = Path(saksi.__file__).parents[1]
SHELL = f"""
saksi() {{ printf '$ saksi %s\\n' "$*"; {shlex.quote(sys.executable)} -m saksi "$@"; }}
python() {{ {shlex.quote(sys.executable)} "$@"; }}
"""


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> tuple[Path, str]:
    """The folder in which all commands of the page were run, and what they printed."""
    folder = tmp_path_factory.mktemp("howto")
    (folder / "examples").symlink_to(ROOT / "examples")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, flags=re.DOTALL | re.MULTILINE)
    commands = "".join(lines for kind, lines in blocks if not kind)
    environment = {k: v for k, v in os.environ.items() if k != "SAKSI_ARCHIVE"}
    done = subprocess.run(
        ["bash", "-c", f"set -e\n{SHELL}{commands}"], cwd=folder, text=True, encoding="utf-8", check=False,
        env={**environment, "PYTHONPATH": str(CODE)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
    return folder, done.stdout


def after(printed: str, command: str) -> str:
    """What was printed for a command of the page."""
    return printed.split(f"$ saksi {command}\n", 1)[1].split("\n$ saksi ", 1)[0]


def test_every_command_of_the_page_runs(shown):
    folder, printed = shown
    assert "0 added, 1 known already, 0 failed" in printed
    assert after(printed, "search menyerang").count('"snippet"') > 1
    assert "PROTEST" in after(printed, "events --type PROTEST --format csv")
    history = after(printed, "history https://contoh.example/1").splitlines()
    assert [line for line in history if line.startswith("  ")] == [
        "  - Korban tewas tiga orang.",
        "  + Korban tewas tujuh orang.",
    ]
    assert after(printed, "search mengungsi --revisions").count("contoh.example/1") == 2
    assert "12 articles in both runs, 0 differ" not in printed  # the runs of the page read the ten examples
    assert "10 articles in both runs, 0 differ" in printed
    assert after(printed, "doctor").strip() == "sound"
    assert printed.rstrip().endswith("sound")
    assert {p.name for p in (folder / "tabel").iterdir()} >= {"events.csv", "quotes.csv", "articles.csv"}
    assert (folder / "demo.xml").read_bytes().startswith(b"<?xml")


def test_the_python_example_runs(shown, monkeypatch, capsys):
    pytest.importorskip("polars")
    monkeypatch.chdir(shown[0])
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(code, "archive.md", "exec"), names)
    assert "PROTEST" in capsys.readouterr().out
    assert names["everything"] > 10


def test_every_command_and_every_filter_is_told():
    from saksi.faces import archiving, asking, stories

    for command in (*archiving.COMMANDS, *asking.COMMANDS, *stories.COMMANDS):
        assert f"saksi {command.name}" in PAGE
