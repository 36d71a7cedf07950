"""Weights on disk: one file a part, numbers in half precision, no pickle, each named in the manifest.

config.json     the pipeline's settings
vectors.npz     the table of subword vectors
NAME.msgpack    settings and weights of one part (encoder, tagger, parser, entities)
manifest.toml   sha256 of each file, and how it was made
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import srsly  # type: ignore[import-untyped]
from spacy.language import Language

from saksi.errors import ModelError
from saksi.language import network
from saksi.language.known_names import known_names, words_of_names
from saksi.lexicons.load import Lexicons

MANIFEST = "manifest.toml"
HOME = Path(__file__).parent.parent / "models" / "indonesian"


def save(pipes: Mapping[str, Any], vectors: Mapping[str, Any], folder: Path) -> list[str]:
    """Writes trained parts by name to `folder` and returns the names of the files (without a manifest)."""
    folder.mkdir(parents=True, exist_ok=True)
    config = json.dumps(network.CONFIG, indent=1)
    (folder / "config.json").write_text(config + "\n", encoding="utf-8")
    arrays: dict[str, Any] = {key: np.asarray(value) for key, value in vectors.items()}
    np.savez_compressed(folder / "vectors.npz", **arrays)
    names = ["config.json", "vectors.npz"]
    for name, pipe in pipes.items():
        parts = srsly.msgpack_loads(pipe.to_bytes(exclude=["vocab"]))
        parts["model"] = _cast(srsly.msgpack_loads(parts["model"]), np.float32, np.float16)
        (folder / f"{name}.msgpack").write_bytes(srsly.msgpack_dumps(parts))
        names.append(f"{name}.msgpack")
    return names


def load(folder: Path | None, lexicons: Lexicons) -> Language:
    """The pipeline in `folder` (None: the shipped one). Raises ModelError if a file is not as listed."""
    home = folder or HOME
    check(home)
    return restore(home, lexicons)


def restore(home: Path, lexicons: Lexicons) -> Language:
    """The pipeline in `home`, without comparing its files with a manifest."""
    known = words_of_names(known_names(lexicons))
    config = json.loads((home / "config.json").read_text(encoding="utf-8"))
    with np.load(home / "vectors.npz", allow_pickle=False) as vectors:
        nlp = network.build(config, dict(vectors), known)
    for name, pipe in nlp.pipeline:
        parts = srsly.msgpack_loads((home / f"{name}.msgpack").read_bytes())
        parts["model"] = srsly.msgpack_dumps(_cast(parts["model"], np.float16, np.float32))
        pipe.from_bytes(srsly.msgpack_dumps(parts), exclude=["vocab"])
    network.use_fast_products(nlp)
    return nlp


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


def _cast(part: Any, source: type, target: type) -> Any:
    """The same nested lists and dicts, with every array of one number type cast to another."""
    if isinstance(part, np.ndarray):
        return part.astype(target) if part.dtype == source else part
    if isinstance(part, dict):
        return {key: _cast(value, source, target) for key, value in part.items()}
    if isinstance(part, (list, tuple)):
        return [_cast(value, source, target) for value in part]
    return part
