"""What the pages say, in English and Indonesian: the table `wording.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "id")


@cache
def wording() -> Mapping[str, Mapping[str, str]]:
    """Key -> language -> words."""
    return tomllib.loads((Path(__file__).parent / "wording.toml").read_text(encoding="utf-8"))


def say(key: str, language: str) -> str:
    """The words of `key` in `language` ("en" or "id"). Raises KeyError for a key that is not in the table."""
    return wording()[key][language]
