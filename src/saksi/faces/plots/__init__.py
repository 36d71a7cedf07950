"""Plots of what an archive holds: timeline, map, network, types by week, positions over time.

One module for the command line, the web pages and notebooks. Needs the extra `saksi[plot]`.

>>> with open_archive("berita.db") as archive:
...     chart = plot(archive, "timeline", Filters(type=("PROTEST",)))
...     save(chart, Path("protests.svg"))
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from saksi.errors import MissingExtraError, SaksiError

if TYPE_CHECKING:
    from saksi.archive import Archive, Filters

Kind = Literal["timeline", "map", "network", "weeks", "positions"]
Language = Literal["en", "id"]
Colours = Literal["light", "dark"]
KINDS: tuple[Kind, ...] = get_args(Kind)
FORMATS = (".svg", ".png", ".html")


class NothingToDrawError(SaksiError):
    """No event or position of the archive fits what is to be drawn."""


def plot(
    archive: Archive, kind: Kind, filters: Filters | None = None, *, language: Language = "en",
    theme: Colours = "light", empty: bool = True,
) -> Any:  # fmt: skip
    """The Altair chart of `kind` over all events, or those that fit `filters`.

    Counted are events that are done and not denied, the newest 5,000 that fit; the chart says where there
    are more. With `empty=False` NothingToDrawError is raised instead of an empty chart. Raises ArchiveError
    if a filter is faulty, MissingExtraError without `saksi[plot]`.
    """
    try:
        from saksi.faces.plots import drawing
    except ModuleNotFoundError as error:
        raise _missing(error) from error
    return drawing.draw(archive, kind, filters, language, theme, empty)


def save(chart: Any, path: Path) -> None:
    """Writes a chart as SVG, PNG or HTML, as the file's name asks for; whole or not at all.

    Raises ValueError for another ending, OSError where the file cannot be written.
    """
    try:
        from saksi.faces.plots import files
    except ModuleNotFoundError as error:
        raise _missing(error) from error
    files.save(chart, path)


def _missing(error: ModuleNotFoundError) -> Exception:
    return error if (error.name or "").startswith("saksi") else MissingExtraError("drawing", "plot")
