"""Mutation testing on a sample: python scripts/mutate.py [--most N] [PART...], with mutmut on the path.

Changes the code of a part in small ways (mutmut says which), runs the tests of that part against each
change, and prints how many were noticed. The sample is drawn with a fixed seed, so that it can be repeated.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).parent.parent
SEED = 9
NOTICED = frozenset({"killed", "timeout", "segfault", "suspicious"})
# Part: the files that are changed, and the tests that must notice.
PARTS: dict[str, tuple[list[str], list[str]]] = {
    "cleaning": (
        ["cleaning/clean.py", "cleaning/credits.py", "cleaning/dateline.py", "cleaning/furniture.py",
         "cleaning/headline.py", "cleaning/published.py", "cleaning/zones.py"],
        ["tests/cleaning"],
    ),
    "offsets": (
        ["cleaning/pieces.py", "cleaning/wrapping.py", "cleaning/repeats.py", "readers/page.py"],
        ["tests/cleaning", "tests/readers/test_html.py"],
    ),
    "morphology": (
        ["language/morphology.py", "language/morphology_rules.py"], ["tests/language/test_morphology.py"]
    ),
    "dates": (
        ["reference/dates.py", "reference/date_calendar.py", "reference/date_grammar.py",
         "reference/date_resolution.py", "reference/date_words.py"],
        ["tests/reference/test_dates.py", "tests/reference/test_date_grammar.py",
         "tests/reference/test_date_counting.py"],
    ),
    "roles": (
        ["events/parties.py", "events/clauses.py", "events/phrases.py"],
        ["tests/events", "tests/lexicons/test_conflict_frames.py"],
    ),
}  # fmt: skip
# A timed comparison says nothing about a change, and any text is tried by fewer examples.
UNSUITED = "not linear"
CONFIG = """
[tool.pytest.ini_options]
testpaths = ["tests"]
addopts = "--strict-markers"

[tool.mutmut]
source_paths = ["src"]
only_mutate = {files}
also_copy = ["gold", "examples"]
pytest_add_cli_args_test_selection = {tests}
pytest_add_cli_args = ["-q", "-k", "{unsuited}", "-p", "no:cacheprovider", "--hypothesis-seed=0"]
mutate_only_covered_lines = false
track_dependencies = false
use_git_change_detection = false
timeout_constant = 5.0
# What the code keeps once made (lexicons, morphology) must be made by the changed code.
process_isolation = "forkserver"
forkserver_warmup = "none"
"""


def mutmut(folder: Path, *names: str) -> subprocess.CompletedProcess[str]:
    """Runs mutmut on the mutants of these names."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "2", *names]
    env = {**os.environ, "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)


def outcomes(folder: Path) -> dict[str, str | None]:
    """What became of each mutant; None where it was not tried."""
    found: dict[str, str | None] = {}
    for path in sorted((folder / "mutants").rglob("*.meta")):
        for name, code in json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].items():
            found[name] = None if code is None else status_by_exit_code[code]
    return found


def measure(part: str, most: int, home: Path) -> tuple[Counter[str], list[str]]:
    """Counts the outcomes of a sample of a part's mutants; and the names of those that nobody noticed."""
    folder = home / part
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("src", "tests", "gold", "examples"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    files, tests = PARTS[part]
    paths = json.dumps([f"src/saksi/{name}" for name in files])
    config = CONFIG.format(files=paths, tests=json.dumps(tests), unsuited=UNSUITED)
    (folder / "pyproject.toml").write_text(config, encoding="utf-8")
    first = mutmut(folder, "no-such-mutant")  # makes all mutants and learns which tests reach them
    names = sorted(outcomes(folder))
    if not names or "nothing matches" not in first.stderr + first.stdout:
        raise SystemExit(f"{part}: mutmut failed\n{first.stdout[-2000:]}\n{first.stderr[-2000:]}")
    sample = sorted(random.Random(SEED).sample(names, min(most, len(names))))
    done = mutmut(folder, *sample)
    found = outcomes(folder)
    if any(found[name] is None for name in sample):
        raise SystemExit(f"{part}: not all were tried\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    counted = Counter(str(found[name]) for name in sample)
    return counted, [name for name in sample if found[name] not in NOTICED]


def main() -> None:
    """Prints a line for each part, and the mutants that lived."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("parts", nargs="*", metavar="PART", help=f"default: {' '.join(PARTS)}")
    arguments.add_argument("--most", type=int, default=150, help="mutants to try of each part")
    arguments.add_argument("--folder", type=Path, default=ROOT / "build" / "mutation", help="to work in")
    given = arguments.parse_args()
    for part in given.parts or PARTS:
        counted, lived = measure(part, given.most, given.folder.resolve())
        noticed = sum(counted[status] for status in NOTICED)
        detail = ", ".join(f"{n} {status}" for status, n in sorted(counted.items()))
        lines = [f"{part:11} {noticed / counted.total():.0%} of {counted.total()} noticed ({detail})"]
        lines += [f"    lived: {name}" for name in lived]
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
