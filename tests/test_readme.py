"""The README shows what the program prints, and its Python example runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
WIDTH = "110"


def brief(path: str) -> str:
    environment = {**os.environ, "COLUMNS": WIDTH, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "saksi", "read", "--format", "brief", path]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, check=True, text=True, encoding="utf-8"
    )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip()


def test_the_brief_shown_is_the_brief_printed():
    text = README.read_text(encoding="utf-8")
    (path,) = re.findall(r"^\$ saksi read --format brief (\S+)$", text, flags=re.MULTILINE)
    shown = re.compile(r"<!-- output: brief -->\n```text\n(.*?)\n?```\n<!-- end -->", flags=re.DOTALL)
    printed = brief(path)
    if os.environ.get("SAKSI_WRITE_GOLDEN"):
        block = f"<!-- output: brief -->\n```text\n{printed}\n```\n<!-- end -->"
        text = shown.sub(lambda _: block, text)
        README.write_text(text, encoding="utf-8")
    match = shown.search(text)
    assert match is not None
    assert match[1] == printed


def example(holding: str) -> str:
    codes = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), flags=re.DOTALL)
    (code,) = [code for code in codes if holding in code]
    return str(code)


def test_the_python_example_runs(monkeypatch, capsys):
    code = example("Pipeline")
    monkeypatch.chdir(ROOT)
    exec(compile(code, "README.md", "exec"), {})
    assert "PROTEST" in capsys.readouterr().out
