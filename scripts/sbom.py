"""Writes what Saksi is made of as a CycloneDX 1.6 document: python scripts/sbom.py [--check] [LOCK].

Components, versions and hashes are those of the lock file, which is what an installation gets; licences are
those that installed packages state. With --check it is told instead which installed packages are not
those of the lock file.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
_PINNED = re.compile(r"([A-Za-z0-9][\w.-]{0,80})(?:\[[\w,-]{1,80}\])?==([\w.!+-]{1,60})")
_HASH = re.compile(r"--hash=(sha\d{3}):([0-9a-f]{64,128})")
_ALGORITHMS = {"sha256": "SHA-256", "sha384": "SHA-384", "sha512": "SHA-512"}


@dataclass
class Locked:
    """A package of the lock file: its name as indices write it, its version, and the hashes of its files."""

    name: str
    version: str
    hashes: list[tuple[str, str]] = field(default_factory=list)


def locked(path: Path) -> Iterator[Locked]:
    """The packages of a lock file. Raises ValueError for one without a version or a hash."""
    found: Locked | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line[:1].strip() and not line.startswith("#"):
            if found is not None:
                yield _whole(found)
            pinned = _PINNED.match(line)
            if pinned is None:
                raise ValueError(f"{path}: is not pinned: {line}")
            found = Locked(_normal(pinned[1]), pinned[2])
        if found is not None:
            found.hashes.extend((_ALGORITHMS[a], digest) for a, digest in _HASH.findall(line))
    if found is not None:
        yield _whole(found)


def _whole(package: Locked) -> Locked:
    if not package.hashes:
        raise ValueError(f"{package.name}: has no hash")
    return package


def _normal(name: str) -> str:
    return re.sub(r"[-_.]{1,9}", "-", name).lower()


def bill(path: Path) -> dict[str, Any]:
    """The document. No time, no random number: the same lock file gives the same bytes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    models = sorted((ROOT / "src" / "saksi" / "models").glob("*/manifest.toml"))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "saksi",
                "name": project["name"],
                "version": project["version"],
                "description": project["description"],
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": [*map(_component, locked(path)), *(c for m in models for c in _weights(m))],
    }


def _component(package: Locked) -> dict[str, Any]:
    address = f"pkg:pypi/{package.name}@{package.version}"
    made: dict[str, Any] = {
        "type": "library",
        "bom-ref": address,
        "name": package.name,
        "version": package.version,
        "purl": address,
        # One for each file that the lock file allows; an installation takes one of them.
        "externalReferences": [
            {"type": "distribution", "url": address, "hashes": [{"alg": a, "content": d}]}
            for a, d in package.hashes
        ],
    }
    stated = _licence(package)
    if stated:
        made["licenses"] = [{"license": {"name": stated}}]
    return made


def _licence(package: Locked) -> str | None:
    """What the installed package says of its licence, in a line; None if it is not installed or silent."""
    try:
        told = importlib.metadata.metadata(package.name)
    except importlib.metadata.PackageNotFoundError:
        return None
    named = told.get("License-Expression") or (told.get("License") or "").strip().split("\n")[0]
    classes = [c.rsplit(" :: ", 1)[1] for c in told.get_all("Classifier") or () if c.startswith("License ::")]
    return (named if named and len(named) <= 80 else None) or ", ".join(classes) or None


def _weights(manifest: Path) -> Iterator[dict[str, Any]]:
    told = tomllib.loads(manifest.read_text(encoding="utf-8"))
    for name, digest in sorted(told["sha256"].items()):
        yield {
            "type": "machine-learning-model",
            "bom-ref": f"saksi/models/{manifest.parent.name}/{name}",
            "name": f"{manifest.parent.name}/{name}",
            "hashes": [{"alg": "SHA-256", "content": digest}],
        }


def strangers(path: Path) -> Iterator[str]:
    """Installed packages that the lock file does not name, or names in another version."""
    wanted: dict[str, set[str]] = {}
    for package in locked(path):
        wanted.setdefault(package.name, set()).add(package.version)
    for installed in importlib.metadata.distributions():
        name, version = _normal(installed.metadata["Name"]), installed.version
        if name in ("saksi", "pip", "setuptools"):
            continue
        if name not in wanted:
            yield f"{name} {version}: is not in {path.name}"
        elif version not in wanted[name]:
            yield f"{name} {version}: {path.name} names {', '.join(sorted(wanted[name]))}"


def main() -> int:
    """Exit status 1 if the installed packages are not those of the lock file."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("lock", nargs="?", type=Path, default=ROOT / "requirements.lock")
    arguments.add_argument("--check", action="store_true", help="compare with what is installed")
    given = arguments.parse_args()
    if given.check:
        found = sorted(strangers(given.lock))
        sys.stdout.write("".join(f"{line}\n" for line in found) + f"{len(found)} differ\n")
        return 1 if found else 0
    sys.stdout.write(json.dumps(bill(given.lock), indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
