"""Data flows one way: a layer imports only from those before it."""

from __future__ import annotations

import ast
from pathlib import Path

import saksi

HOME = Path(saksi.__file__).parent
ORDER = (
    "records", "errors", "lexicons", "readers", "cleaning", "language", "reference", "speech", "events",
    "pipeline", "examples", "explanation", "engines", "stories", "archive", "training", "evaluation", "faces",
)  # fmt: skip


def layer_of(path: Path) -> str | None:
    first = path.relative_to(HOME).parts[0].removesuffix(".py")
    return first if first in ORDER else None


def imported_layers(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        found |= {name.split(".")[1] for name in names if name.startswith("saksi.")}
    return found


def test_every_module_belongs_to_a_layer():
    loose = {p.name for p in HOME.glob("*.py")} - {"__init__.py", "__main__.py"}
    assert {name.removesuffix(".py") for name in loose} <= set(ORDER)
    assert {p.name for p in HOME.iterdir() if p.is_dir() and (p / "__init__.py").exists()} <= {
        *ORDER,
        "models",
    }


def test_a_layer_imports_only_from_those_before_it():
    faults = [
        f"{path.relative_to(HOME)} imports {other}"
        for path in sorted(HOME.rglob("*.py"))
        if (layer := layer_of(path))
        for other in sorted(imported_layers(path))
        if other in ORDER and ORDER.index(other) > ORDER.index(layer)
    ]
    assert faults == []
