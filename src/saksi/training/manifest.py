"""The manifest of a trained model: what files it has, how it was made, how well it did."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from saksi.language import weights

COMMAND = "saksi train language --data DATA --names gold/entities-detik.jsonl --out OUT"
MADE_WITH = ("torch", "numpy", "floret", "mmh3")


def write(
    folder: Path,
    names: Sequence[str],
    *,
    data: Mapping[str, str],
    plan: Mapping[str, Any],
    figures: Mapping[str, float],
    versions: Mapping[str, str],
) -> None:
    """Writes manifest.toml: SHA-256 of each file in `names` and of the data, versions, plan, figures."""
    lines = [f'command = "{COMMAND}"', ""]
    lines += ["[sha256]", *(f'"{name}" = "{weights.digest(folder / name)}"' for name in sorted(names)), ""]
    lines += ["[data]", *(f'"{name}" = "{digest}"' for name, digest in data.items()), ""]
    lines += ["[versions]", *(f'"{name}" = "{version}"' for name, version in versions.items()), ""]
    lines += ["[plan]", *(f"{key} = {_toml(value)}" for key, value in plan.items()), ""]
    lines += ["# F1 in per cent on what was kept back, before the last steps showed it.", "[figures]"]
    lines += [f'"{name}" = {value:.2f}' for name, value in figures.items()]
    (folder / weights.MANIFEST).write_text("\n".join(lines) + "\n", encoding="utf-8")


def read(folder: Path) -> dict[str, Any]:
    """The manifest in `folder`, without checking it."""
    return tomllib.loads((folder / weights.MANIFEST).read_text(encoding="utf-8"))


def versions() -> dict[str, str]:
    """Versions of the installed packages whose sums the weights depend on."""
    return {name: metadata.version(name) for name in MADE_WITH}


def _toml(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f'"{key}" = {_toml(v)}' for key, v in value.items()) + " }"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)
