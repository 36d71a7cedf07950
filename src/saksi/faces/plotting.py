"""The command `saksi plot`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from saksi.errors import SaksiError
from saksi.faces.archive_options import archive_option, filter_options, filters_of, opened
from saksi.faces.messages import LANGUAGES
from saksi.faces.plots import FORMATS, KINDS, plot, save

THEMES = ("light", "dark")


@click.command("plot")
@click.argument("given", nargs=-1, required=True, metavar="[ARCHIVE] KIND")
@click.option(
    "--out", "-o", required=True, type=click.Path(dir_okay=False, path_type=Path),
    help=f"The file to write; its ending says how: {', '.join(FORMATS)}.",
)  # fmt: skip
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Its language.")
@click.option("--theme", type=click.Choice(THEMES), default="light", show_default=True, help="Its colours.")
@archive_option
@filter_options
def plot_command(
    given: tuple[str, ...], out: Path, lang: Any, theme: Any, where: str, **filters: Any
) -> None:
    """Draws what an archive holds: KIND is timeline, map, network, weeks or positions.

    \b
    - timeline: events by day or month, from material cooperation to material conflict
    - map: where they happened
    - network: who acts towards whom
    - weeks: types of events by week
    - positions: what actors demand, support, refuse ... over time, with reversals

    The filters are those of `saksi events`. Drawn are events that are done and not denied: those that
    happened, go on or were agreed, demands that were made, threats that were uttered. ARCHIVE is another way
    to give --archive. An HTML file holds all that it needs and asks for nothing outside.

    Exit status 1 if nothing fits; no file is written then.
    """
    *archives, kind = given
    if kind not in KINDS:
        raise click.UsageError(f"{kind!r} is no KIND: give one of {', '.join(KINDS)}")
    if len(archives) > 1:
        raise click.UsageError("give one ARCHIVE and one KIND")
    if out.suffix.lower() not in FORMATS:
        raise click.UsageError(f"{out.name}: plots are written as {', '.join(FORMATS)}")
    with opened(archives[0] if archives else where) as archive:
        try:
            chart = plot(archive, kind, filters_of(filters), language=lang, theme=theme, empty=False)
            save(chart, out)
        except SaksiError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            raise click.ClickException(f"{out}: {error.strerror}") from error
    click.echo(str(out))
