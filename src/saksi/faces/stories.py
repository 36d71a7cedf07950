"""The command `saksi stories`: the archive's stories, one of them in full, and their grouping.

The archive's modules are imported when the command runs, so that reading news never waits for them.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from saksi.errors import ArchiveError, LexiconError
from saksi.faces.brief import plain
from saksi.faces.messages import LANGUAGES
from saksi.lexicons.load import Lexicons

if TYPE_CHECKING:
    from saksi.archive.archive import Archive

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("stories")
@click.argument("story", required=False, type=click.IntRange(1))
@click.option(
    "--archive", "-a", "where", required=True, envvar="SAKSI_ARCHIVE", help="File, or database URL."
)
@click.option("--update", is_flag=True, help="Group the articles that are new first.")
@click.option("--rebuild", is_flag=True, help="Forget all stories and group all articles anew.")
@click.option("--text", default="", help="Only stories with an article that holds these words.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--lexicon", "lexicons", multiple=True, type=FOLDER, help="Your own lexicon tables; may repeat."
)
def stories(
    story: int | None,
    where: str,
    update: bool,
    rebuild: bool,
    text: str,
    limit: int,
    form: str,
    lang: str,
    lexicons: tuple[Path, ...],
) -> None:
    """Lists stories, newest first; with a number, tells that STORY: origins, happenings, contradictions."""
    from saksi.archive.archive import open_archive

    try:
        with open_archive(where) as archive:
            words = Lexicons(lexicons)
            if rebuild:
                archive.forget_stories()
            if update or rebuild:
                _update(archive, words)
            if story is not None:
                _tell(archive, story, words, form, lang)
            elif not (update or rebuild):
                _list(archive, text, limit, form)
    except (ArchiveError, LexiconError) as error:
        raise click.ClickException(str(error)) from error


def _update(archive: Archive, lexicons: Lexicons) -> None:
    with Progress(console=Console(stderr=True), transient=True) as progress:
        tasks = {step: progress.add_task(step, total=None) for step in ("file", "tell")}
        done = archive.update_stories(
            lexicons, say=lambda step, at, total: progress.update(tasks[step], completed=at, total=total)
        )
    click.echo(f"{done.filed} articles filed, {done.told} stories told")


def _tell(archive: Archive, number: int, lexicons: Lexicons, form: str, lang: str) -> None:
    from saksi.faces.story_page import StoryPage

    found = archive.story(number, lexicons)
    if form == "jsonl":
        value = {"id": number, **dataclasses.asdict(found.story)}
        click.echo(json.dumps(value, default=sorted, ensure_ascii=False, separators=(",", ":")))
        return
    StoryPage(Console(soft_wrap=False, highlight=False), found.records, lang).print(found.story)


def _list(archive: Archive, text: str, limit: int, form: str) -> None:
    page = archive.stories(text, limit=limit)
    if form == "jsonl":
        for plain_row in page.to_dicts():
            click.echo(json.dumps(plain_row, ensure_ascii=False, separators=(",", ":")))
        return
    table = Table("story", "days", "articles", "origins", "title", box=None)
    for row in page:
        days = " – ".join(dict.fromkeys(day for day in (row.first_date, row.last_date) if day))
        origins = str(row.origins) if row.origins else "?"
        table.add_row(str(row.id), days, str(row.articles), origins, plain(row.title or ""))
    Console(highlight=False).print(table)
