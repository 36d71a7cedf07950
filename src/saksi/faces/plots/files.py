"""Charts as files: SVG and PNG drawn here without a browser, HTML with everything inside."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from string import Template
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
    """A page that asks for nothing outside: the drawing, and the program that makes it answer the mouse."""
    page = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8")).substitute(
        title=escape(chart.title.text),
        paper=chart.config.background,
        drawing=to_svg(chart),
        # A sign that could end the element is written as JSON's own escape, for names come from articles.
        chart=chart.to_json(indent=None).replace("<", "\\u003c"),
        program=_program(),
    )
    return page.encode("utf-8")


@cache
def _program() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, as vl-convert carries them."""
    script: str = vl_convert.javascript_bundle("window.draw = vegaEmbed;")
    return script.replace("</script", "<\\/script")


_DRAWN_BY: Mapping[str, Callable[[Any], bytes]] = {".svg": _svg, ".png": _png, ".html": _html}


def save(chart: Any, path: Path) -> None:
    """See `saksi.faces.plots.save`."""
    draw = _DRAWN_BY.get(path.suffix.lower())
    if draw is None:
        raise ValueError(f"{path.name}: plots are written as {', '.join(_DRAWN_BY)}")
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(draw(chart))
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
