"""Weights on disk: numbers in half precision, no pickle, each file named in the manifest.

config.json     names of the classes that each head tells apart
vectors.npz     the table of subword vectors and how words are cut for it
network.npz     all other weights
manifest.toml   sha256 of each file, and how it was made
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from saksi.errors import ModelError
from saksi.language.known_names import known_names, words_of_names
from saksi.language.network import Network
from saksi.language.words import Words
from saksi.lexicons.load import Lexicons

MANIFEST = "manifest.toml"
HOME = Path(__file__).parent.parent / "models" / "indonesian"
CONFIG, VECTORS, NETWORK = "config.json", "vectors.npz", "network.npz"
# Classes that the shipped heads tell apart; the keys of config.json.
CLASSES = ("upos", "voices", "deps", "iob")


def save(
    arrays: Mapping[str, Any], classes: Mapping[str, Sequence[str]], vectors: Mapping[str, Any], folder: Path
) -> list[str]:
    """Writes a trained network to `folder` and returns the names of the files (without a manifest)."""
    folder.mkdir(parents=True, exist_ok=True)
    config = json.dumps({name: list(classes[name]) for name in CLASSES}, indent=1)
    (folder / CONFIG).write_text(config + "\n", encoding="utf-8")
    parts: dict[str, Any] = {key: np.asarray(value) for key, value in vectors.items()}
    np.savez_compressed(folder / VECTORS, **parts)
    half: dict[str, Any] = {key: np.asarray(value, dtype=np.float16) for key, value in arrays.items()}
    np.savez_compressed(folder / NETWORK, **half)
    return [CONFIG, VECTORS, NETWORK]


def load(folder: Path | None, lexicons: Lexicons) -> Network:
    """The network in `folder` (None: the shipped one). Raises ModelError if a file is not as listed."""
    home = folder or HOME
    check(home)
    with np.load(home / VECTORS, allow_pickle=False) as stored:
        words = Words(dict(stored), words_of_names(known_names(lexicons)))
    classes = json.loads((home / CONFIG).read_text(encoding="utf-8"))
    with np.load(home / NETWORK, allow_pickle=False) as stored:
        return Network(dict(stored), classes, words)


def check(folder: Path) -> dict[str, Any]:
    """The manifest of `folder`, after every file was compared with it. Raises ModelError."""
    path = folder / MANIFEST
    if not path.is_file():
        raise ModelError(f"{path}: no language model here")
    manifest = tomllib.loads(path.read_text(encoding="utf-8"))
    for name, expected in manifest["sha256"].items():
        file = folder / name
        if not file.is_file():
            raise ModelError(f"{file}: missing")
        if digest(file) != expected:
            raise ModelError(f"{file}: not the file that {MANIFEST} names; install Saksi again")
    return manifest


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
