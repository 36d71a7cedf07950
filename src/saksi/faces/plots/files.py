"""Charts as files: SVG and PNG drawn here without a browser, HTML with everything inside."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import vl_convert

_NUMBERED = re.compile(r"\b(clip|gradient_|gradient)(\d+)\b")


def to_svg(chart: Any) -> str:
    """The chart as an SVG document, the same for the same chart. No outside address is asked for anything."""
    drawn: str = vl_convert.vegalite_to_svg(chart.to_json(), allowed_base_urls=[])
    # The drawing engine numbers its clips and gradients on from drawing to drawing.
    numbers: dict[str, str] = {}
    return _NUMBERED.sub(lambda m: m[1] + numbers.setdefault(m[0], str(len(numbers))), drawn)


def _svg(chart: Any) -> bytes:
    return to_svg(chart).encode("utf-8")


def _png(chart: Any) -> bytes:
    drawn: bytes = vl_convert.vegalite_to_png(chart.to_json(), scale=2, allowed_base_urls=[])
    return drawn


def _html(chart: Any) -> bytes:
    page: str = vl_convert.vegalite_to_html(chart.to_json(), bundle=True)
    return page.encode("utf-8")


FORMATS: Mapping[str, Callable[[Any], bytes]] = {".svg": _svg, ".png": _png, ".html": _html}


def save(chart: Any, path: Path) -> None:
    """Writes the chart in the format that the file's name asks for; whole or not at all.

    Raises ValueError for another ending, OSError where the file cannot be written.
    """
    draw = FORMATS.get(path.suffix.lower())
    if draw is None:
        raise ValueError(f"{path.name}: plots are written as {', '.join(FORMATS)}")
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(draw(chart))
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
