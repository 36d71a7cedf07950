"""The commands on stories: list them, tell one, group what is new.

The modules of the archive are imported when a command runs, so that reading news never waits for them.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import Progress

from saksi.faces.archive_options import (
    archive_option,
    cursor_option,
    filter_options,
    filters_of,
    format_option,
    limit_option,
    opened,
    print_rows,
)
from saksi.faces.messages import LANGUAGES
from saksi.lexicons.load import Lexicons

if TYPE_CHECKING:
    from saksi.archive import Archive
    from saksi.archive.results import StoryRow

COLUMNS = ("story", "first", "last", "articles", "origins", "title")
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
lexicon_option = click.option(
    "--lexicon", "lexicons", multiple=True, type=FOLDER, help="Your own lexicon tables; may repeat."
)


@click.command()
@click.argument("words", nargs=-1, metavar="WORDS...")
@archive_option
@click.option("--update", is_flag=True, help="Group the articles that are new, and list nothing.")
@click.option("--rebuild", is_flag=True, help="Forget all stories and group all articles anew.")
@lexicon_option
@filter_options
@limit_option
@cursor_option
@format_option
def stories(
    words: tuple[str, ...],
    where: str,
    update: bool,
    rebuild: bool,
    lexicons: tuple[Path, ...],
    limit: int,
    cursor: str | None,
    form: str | None,
    **given: Any,
) -> None:
    """Lists stories, newest first; with words or filters those that have an article that fits."""
    from saksi.archive.results import StoryRow

    with opened(where) as archive:
        if rebuild:
            archive.forget_stories()
        if update or rebuild:
            group(archive, lexicons)
            return
        page = archive.stories(" ".join(words), filters_of(given), limit=limit, cursor=cursor)
        print_rows(page, StoryRow, form, COLUMNS, _cells)


@click.command()
@click.argument("number", type=click.IntRange(1))
@archive_option
@click.option("--format", "form", type=click.Choice(["page", "json"]), help="Default: page on a terminal.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@lexicon_option
def story(number: int, where: str, form: str | None, lang: str, lexicons: tuple[Path, ...]) -> None:
    """Tells the story NUMBER: who printed what from whom, what happened, and where its reports differ."""
    from saksi.faces.story_page import StoryPage

    with opened(where) as archive:
        found = archive.story(number, Lexicons(lexicons))
        if (form or ("page" if sys.stdout.isatty() else "json")) == "json":
            value = {"id": number, **dataclasses.asdict(found.story)}
            click.echo(json.dumps(value, default=sorted, ensure_ascii=False, separators=(",", ":")))
        else:
            StoryPage(Console(soft_wrap=False, highlight=False), found.records, lang).print(found.story)


def group(archive: Archive, lexicons: Sequence[Path]) -> None:
    """Groups the articles that are new into stories, and says so on standard error."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks = {step: bar.add_task(text, total=None) for step, text in _STEPS.items()}
        done = archive.update_stories(
            Lexicons(lexicons), say=lambda step, at, total: bar.update(tasks[step], completed=at, total=total)
        )
    click.echo(f"{done.filed} articles filed, {done.told} stories told", err=True)


_STEPS = {"file": "filing articles", "tell": "telling stories"}


def _cells(row: StoryRow) -> tuple[str | None, ...]:
    # A story that grew and was not told yet has no count of origins.
    origins = str(row.origins) if row.origins else "?"
    return str(row.id), row.first_date, row.last_date, str(row.articles), origins, row.title


COMMANDS: tuple[click.Command, ...] = (stories, story)
