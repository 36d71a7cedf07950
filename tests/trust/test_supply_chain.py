"""What Saksi is made of: pinned and hashed, listed, and nothing that runs code when it is loaded."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import saksi

ROOT = Path(__file__).parents[2]
CODE = sorted(Path(saksi.__file__).parent.rglob("*.py"))
LOCKS = sorted(ROOT.glob("requirements*.lock"), key=str)
# Modules whose files run code when they are read, or that run what they are given.
REFUSED = {"pickle", "cPickle", "_pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle", "jsonpickle"}


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def called(path: Path) -> set[tuple[str, str]]:
    """Functions that are called, with their keywords: ("np.load", "allow_pickle=False")."""
    return {
        (ast.unparse(node.func), f"{keyword.arg}={ast.unparse(keyword.value)}" if keyword else "")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        for keyword in (*node.keywords, None)
    }


def test_nothing_is_unpickled():
    assert {p.name: imported(p) & REFUSED for p in CODE if imported(p) & REFUSED} == {}
    loads = [
        (p.name, *call) for p in CODE for call in called(p) if call[0].endswith(("np.load", "numpy.load"))
    ]
    with_keyword = {name for name, _, keyword in loads if keyword == "allow_pickle=False"}
    assert {name for name, *_ in loads} == with_keyword != set()
    torch = [call for p in CODE for call in called(p) if call[0] == "torch.load"]
    assert all(keyword in ("", "weights_only=True") for _, keyword in torch)
    assert bool(torch) == any(keyword for _, keyword in torch)


def test_nothing_runs_what_it_reads():
    refused = {
        "eval",
        "exec",
        "compile",
        "__import__",
        "os.system",
        "os.popen",
        "yaml.load",
        "subprocess.getoutput",
    }
    assert {(p.name, name) for p in CODE for name, _ in called(p) if name in refused} == set()
    assert {p.name for p in CODE for _, keyword in called(p) if keyword == "shell=True"} == set()


def test_no_weights_are_of_a_kind_that_can_run_code():
    held = {p.suffix for p in (Path(saksi.__file__).parent / "models").rglob("*") if p.is_file()}
    assert held - {".py", ".pyc"} <= {".npz", ".json", ".toml", ".md"}


@pytest.mark.skipif(not LOCKS, reason="the lock files stand in the source tree only")
class TestLocks:
    @pytest.fixture(params=LOCKS, ids=lambda path: path.name)
    def lock(self, request: pytest.FixtureRequest) -> Path:
        return request.param

    def bill(self, *arguments: object) -> dict:
        command = [sys.executable, ROOT / "scripts" / "sbom.py", *map(str, arguments)]
        return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)

    def test_every_package_is_pinned_and_hashed(self, lock: Path):
        listed = [c["bom-ref"] for c in self.bill(lock)["components"] if c["type"] == "library"]
        # A package may stand there twice, in versions for different systems.
        assert len(listed) == len(set(listed)) > 10
        lines = lock.read_text(encoding="utf-8").splitlines()
        assert len(listed) == sum(line[:1].isalnum() for line in lines)

    def test_no_package_comes_from_elsewhere(self, lock: Path):
        lines = lock.read_text(encoding="utf-8").splitlines()
        assert [
            x for x in lines if "://" in x or x.startswith(("-e", "-i", "--index", "--extra", "--find"))
        ] == []


@pytest.mark.skipif(not LOCKS, reason="the lock files stand in the source tree only")
def test_the_bill_of_materials_lists_the_weights_and_is_the_same_each_time():
    first, second = (TestLocks().bill() for _ in range(2))
    assert first == second
    assert (first["bomFormat"], first["specVersion"]) == ("CycloneDX", "1.6")
    references = [c["bom-ref"] for c in first["components"]]
    assert len(references) == len(set(references))
    manifest = tomllib.loads((Path(saksi.__file__).parent / "models/indonesian/manifest.toml").read_text())
    weights = {
        c["name"].split("/")[1]: c["hashes"][0]["content"] for c in first["components"] if "hashes" in c
    }
    assert weights == manifest["sha256"]


@pytest.mark.skipif(not LOCKS, reason="the lock files stand in the source tree only")
def test_every_dependency_that_is_declared_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    [lock] = [p for p in LOCKS if p.name == "requirements.lock"]
    names = {c["name"] for c in TestLocks().bill(lock)["components"]}
    declared = {re.match(r"[\w-]+", d)[0].lower() for d in project["dependencies"]}  # type: ignore[index]
    assert declared <= names
    assert importlib.metadata.version("numpy")
