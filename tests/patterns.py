"""Prints every regular expression that the package compiles, in its code and of its lexicon tables, as JSON.

A process of its own: patterns are compiled once, when a module is loaded.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import re._compiler as compiler
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import saksi

HOME = Path(saksi.__file__).parent
_SEARCHING = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})
_USES = re.compile(r"\b(_?[A-Z][A-Z0-9_]*)\.(match|fullmatch|search|finditer|findall|sub|subn|split)\(")

found: dict[tuple[str, str | bytes, int], int] = {}
_compile = compiler.compile


def _noted(pattern: Any, flags: int = 0) -> Any:
    frame = sys._getframe(1)
    while frame.f_back is not None and Path(frame.f_code.co_filename).parent.name == "re":
        frame = frame.f_back
    path = Path(frame.f_code.co_filename)
    if path.is_relative_to(HOME) and isinstance(pattern, str | bytes):
        found.setdefault((path.relative_to(HOME).as_posix(), pattern, int(flags)), frame.f_lineno)
    return _compile(pattern, flags)


def load_all() -> None:
    """Loads every module that can be loaded here, every lexicon table, and reads a page."""
    for module in pkgutil.walk_packages(saksi.__path__, "saksi."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            try:
                importlib.import_module(module.name)
            except ModuleNotFoundError as error:  # an extra that is not installed
                print(error, file=sys.stderr)
    from saksi.cleaning.furniture import rules
    from saksi.lexicons.check import check
    from saksi.lexicons.load import HOME as TABLES
    from saksi.lexicons.load import default_lexicons

    rules(default_lexicons())
    check(TABLES)


def furniture() -> dict[str, str]:
    """How the patterns of the furniture table are used: on whole lines, or looked for in paragraphs."""
    from saksi.lexicons.load import default_lexicons

    rows = default_lexicons().table("furniture")
    return {r["pattern"]: "fullmatch" if r["match"] == "line-regex" else "search" for r in rows}


def names(path: Path) -> dict[int, tuple[str, ...]]:
    """The names that the statement on a line gives its pattern."""
    given: dict[int, tuple[str, ...]] = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign):
            targets = tuple(t.id for t in node.targets if isinstance(t, ast.Name))
            given.update(dict.fromkeys(range(node.lineno, (node.end_lineno or node.lineno) + 1), targets))
    return given


def mode(place: str, line: int) -> str:
    """How a pattern of the code is used: by match or fullmatch alone, or searched for somewhere."""
    named = set(names(HOME / place).get(line, ()))
    uses = {
        use
        for path in HOME.rglob("*.py")
        for name, use in _USES.findall(path.read_text(encoding="utf-8"))
        if name in named and (not name.startswith("_") or path == HOME / place)
    }
    if not uses or uses & _SEARCHING:
        return "search"
    return "match" if "match" in uses else "fullmatch"


def rows() -> Iterator[dict[str, Any]]:
    """Each pattern with its place, flags and use; not the one that joins patterns of the furniture table."""
    from saksi.cleaning.furniture import rules
    from saksi.lexicons.load import default_lexicons

    used, joined = furniture(), rules(default_lexicons()).any_whole.pattern
    for (place, pattern, flags), line in sorted(found.items(), key=lambda item: (item[0][0], item[1])):
        text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
        if text == joined:
            continue
        yield {
            "place": f"{place}:{line}",
            "pattern": text,
            "flags": flags & ~re.U.value,
            "mode": used.get(text) or ("fullmatch" if place.startswith("lexicons/") else mode(place, line)),
        }


if __name__ == "__main__":
    compiler.compile = _noted
    load_all()
    print(json.dumps(list(rows())))
