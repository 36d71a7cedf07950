"""No regular expression of the package or of its tables can backtrack without bound."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import backtracking
import saksi
from backtracking import DOUBLE, Matcher, worst

SIZE = 40
# Steps for each character; the dearest patterns allow for a gap of some hundred characters.
EACH = 1_500


@cache
def patterns() -> list[dict]:
    done = subprocess.run(
        [sys.executable, Path(__file__).parent / "patterns.py"],
        env={**os.environ, "PYTHONPATH": str(Path(saksi.__file__).parents[1]), "PYTHONUTF8": "1"},
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_all_patterns_are_seen():
    found = patterns()
    assert len(found) > 150
    assert {"cleaning", "language", "readers", "archive", "faces"} <= {
        p["place"].split("/")[0] for p in found
    }
    assert sum(p["place"].startswith("cleaning/furniture") for p in found) > 80


def test_no_pattern_backtracks_without_bound():
    faults = []
    for found in patterns():
        matcher = Matcher(found["pattern"], found["flags"], found["mode"])
        work = worst(matcher, SIZE)
        if work.doubled > DOUBLE * work.steps or work.doubled > 2 * work.size * EACH:
            cost = f"{work.steps} steps for {work.size} characters, {work.doubled} for {2 * work.size}"
            faults.append(
                f"{found['place']} ({found['mode']}): {found['pattern']}: {cost}, as of {work.text!r}"
            )
    assert faults == []


@pytest.mark.parametrize(
    ("pattern", "mode"),
    [
        (r"(a+)+b", "match"),
        (r"(?:a|a)*b", "match"),
        (r"(?:\w+\s?)*!", "match"),
        (r"\s+$", "search"),
        (r"<.*>.*</", "search"),
        (r"[\w.]+@", "search"),
    ],
)
def test_bad_patterns_are_told(pattern: str, mode: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(backtracking, "MANY", 20_000)
    work = worst(Matcher(pattern, 0, mode), SIZE)
    assert work.doubled > DOUBLE * work.steps or work.doubled == 20_000


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"a{1,3}?b|(?<=x)c+(?!d)", "aaab xccd"),
        (r"(?i:Ä\b)|^z", "zä"),
        (r"(?>a*)a|a++b|[^\W\d_]{2}", "aaab_1éé"),
        (r"(?:(?:ab?)+,? ?){1,2}$", "abaa, ab a,"),
    ],
)
def test_the_matcher_matches_as_re_does(pattern: str, text: str):
    matcher = Matcher(pattern)
    matcher.text = text
    firsts = [next(matcher._match(matcher.nodes, 0, i, matcher.flags), None) for i in range(len(text) + 1)]
    compiled = re.compile(pattern)
    assert firsts == [m.end() if (m := compiled.match(text, i)) else None for i in range(len(text) + 1)]
