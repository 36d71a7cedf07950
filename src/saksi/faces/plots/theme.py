"""Colours of the plots for light and for dark pages, and their words in English and Indonesian."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FONT = "system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours: text, dim text, paper, land and its borders, actors, places, the scheme of the heat map.

    `quads` are those of PLOVER's quadrants, from material cooperation to material conflict; they differ in
    lightness, so that they can be told apart without colour.
    """

    ink: str
    dim: str
    paper: str
    land: str
    border: str
    actor: str
    place: str
    heat: tuple[str, str]
    quads: tuple[str, str, str, str]


THEMES: Mapping[str, Theme] = {
    "light": Theme(
        ink="#1c1917", dim="#57534e", paper="#fffdf9", land="#ece7dd", border="#b8b0a4", actor="#1d4e89",
        place="#9a1b1b", heat=("#fbe9d8", "#8c2d04"), quads=("#1f6b3b", "#7fb58f", "#e0a15a", "#9a1b1b"),
    ),
    "dark": Theme(
        ink="#f0ede8", dim="#b5aea6", paper="#171513", land="#2e2a26", border="#5a534c", actor="#9cc7ff",
        place="#ff9d94", heat=("#3a2a1f", "#ffb37a"), quads=("#3f9c62", "#a9d8b8", "#e6b877", "#e2574c"),
    ),
}  # fmt: skip
LIGHT = THEMES["light"]


@cache
def words(language: str) -> Mapping[str, str]:
    """What the plots say in "en" or "id"."""
    table = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    return {key: said[language] for key, said in table.items()}
