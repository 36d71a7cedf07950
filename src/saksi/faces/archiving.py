"""The commands that fill and look after an archive: add, recode, runs, diff, history, doctor, watch."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from saksi.faces.archive_options import (
    archive_option,
    filter_options,
    filters_of,
    format_option,
    opened,
    print_rows,
    print_table,
)
from saksi.faces.asking import EVENT_COLUMNS, HIT_COLUMNS, event_cells, hit_cells
from saksi.faces.brief import plain
from saksi.faces.inputs import Inputs, input_options
from saksi.faces.stories import group

if TYPE_CHECKING:
    from saksi.archive.load import Progress as Loaded
    from saksi.archive.load import Watcher
    from saksi.archive.writer import Failed

SOME_FAILED, STOPPED, NEWS = 1, 130, 10
RUN_COLUMNS = (
    "run", "started", "finished", "version", "settings", "lexicons", "model", "added", "failed",
)  # fmt: skip
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
jobs_option = click.option(
    "--jobs", "-j", type=click.IntRange(1), default=1, show_default=True, help="Processes to read with."
)
lexicon_option = click.option(
    "--lexicon", "lexicons", multiple=True, type=FOLDER, help="Your own lexicon tables; may repeat."
)


stories_option = click.option(
    "--stories/--no-stories", "grouped", default=True, show_default=True, help="Bring the stories up to date."
)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@archive_option
@jobs_option
@lexicon_option
@stories_option
@input_options
def add(
    paths: tuple[str, ...], where: str, jobs: int, lexicons: tuple[Path, ...], grouped: bool, **inputs: Any
) -> None:
    """Adds articles to an archive, which is made if it is not there.

    A PATH is a file or folder (text, HTML, JSON, JSONL, CSV, Parquet, WARC, RSS, Atom; also packed by
    gzip), an address (https://...), or - for standard input.

    What the archive holds is not read again: give the same command once more to go on after a stop.
    Exit status: 0 all added, 1 some inputs failed (each named on standard error), 2 usage, 130 stopped.
    """
    with opened(where, create=True) as archive:
        with _progress(_size(paths)) as watch:
            pages = archive.pages()
            sources = Inputs(**inputs).sources(paths, pages)
            done = archive.add(sources, jobs=jobs, lexicons=lexicons, watch=watch, pages=pages)
        if grouped and not done.stopped:
            group(archive, lexicons)
    _finish(done, "added")


@click.command()
@archive_option
@jobs_option
@lexicon_option
@stories_option
def recode(where: str, jobs: int, lexicons: tuple[Path, ...], grouped: bool) -> None:
    """Reads all articles of an archive anew, with the rules and lexicons of today, as a new run.

    The records of earlier runs stay and can be compared: saksi diff RUN RUN. Articles keep their places in
    stories; what the stories tell is brought up to date.
    """
    with opened(where) as archive:
        with _progress(archive.count(), by_size=False) as watch:
            done = archive.recode(jobs=jobs, lexicons=lexicons, watch=watch)
        if grouped and not done.stopped:
            group(archive, lexicons)
    _finish(done, "coded")


def _finish(done: Loaded, verb: str) -> None:
    known = f", {done.known} known already" if done.known else ""
    click.echo(f"{done.added} {verb}{known}, {done.failed} failed (run {done.run})", err=True)
    if done.stopped:
        click.echo("saksi: stopped; give the same command again to go on", err=True)
        sys.exit(STOPPED)
    sys.exit(SOME_FAILED if done.failed else 0)


def _size(paths: Sequence[str]) -> int | None:
    """Bytes of all files that the paths name; None if that cannot be told beforehand."""
    total = 0
    for path in paths:
        if os.path.isdir(path):
            total += sum(f.stat().st_size for f in Path(path).rglob("*") if f.is_file())
        elif os.path.isfile(path) and not path.endswith(".gz"):
            total += os.path.getsize(path)
        else:
            return None
    return total


class _Rate(ProgressColumn):
    """Articles a second."""

    def render(self, task: Task) -> Text:
        met, elapsed = task.fields["met"], task.elapsed or 0.0
        return Text(f"{met / elapsed:.0f}/s" if met and elapsed else "-/s", style="dim")


@contextmanager
def _progress(total: int | None, *, by_size: bool = True) -> Iterator[Watcher]:
    """A progress bar on standard error if that is a terminal; failures are named there in any case."""
    console = Console(stderr=True, highlight=False)
    bar = Progress(
        TextColumn("{task.fields[met]} articles"),
        BarColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    )
    task = bar.add_task("", total=total, met=0)

    def watch(progress: Loaded, failed: Failed | None) -> None:
        if failed is not None:
            console.print(Text(f"saksi: {plain(failed.path)}: {plain(failed.cause)}"), soft_wrap=True)
        bar.update(task, completed=progress.size if by_size else progress.met, met=progress.met)

    with bar:
        yield watch


@click.command()
@archive_option
@click.option("--failures", "run", type=int, metavar="RUN", help="List what failed in a run.")
def runs(where: str, run: int | None) -> None:
    """Lists the runs of an archive: when, with which version, how many articles."""
    with opened(where) as archive:
        if run is not None:
            for failed in archive.failures(run):
                click.echo(f"{plain(failed.path)}: {plain(failed.cause)}")
            return
        rows = (
            (
                str(r.id), r.started, r.finished or "-", r.version, r.settings, r.lexicons[:8], r.model[:8],
                str(r.added), str(r.failed),
            )
            for r in archive.runs()
        )  # fmt: skip
        print_table(RUN_COLUMNS, rows)


@click.command()
@click.argument("earlier", type=int)
@click.argument("later", type=int)
@archive_option
@click.option("--summary", is_flag=True, help="Only count.")
def diff(earlier: int, later: int, where: str, summary: bool) -> None:
    """Shows what run LATER says of the same articles that run EARLIER did not, and the reverse.

    Exit status: 0 they agree, 1 they differ.
    """
    console = Console(highlight=False)
    with opened(where) as archive:
        both = archive.overlap(earlier, later)
        for change in () if summary else archive.diff(earlier, later):
            console.print(Text(plain(change.article.title or change.article.path), style="bold"))
            for part in change.changes:
                for sign, style, lines in (("-", "red", part.gone), ("+", "green", part.new)):
                    for line in lines:
                        console.print(Text(f"  {sign} {part.part}: {plain(line)}", style=style))
        click.echo(f"{both.both} articles in both runs, {both.both - both.same} differ")
    sys.exit(SOME_FAILED if both.both != both.same else 0)


@click.command()
@click.argument("url")
@archive_option
def history(url: str, where: str) -> None:
    """Shows all captures of a URL, each with the paragraphs that went and came."""
    console = Console(highlight=False)
    with opened(where) as archive:
        found = archive.history(url)
        if not found:
            raise click.ClickException(f"{url}: no capture of this URL")
        for number, revision in enumerate(found):
            when = revision.captured or revision.added
            title = plain(revision.article.title or "")
            console.print(Text(f"{when} · {title} · {revision.article.id}", style="bold"))
            for sign, line in revision.lines if number else ():
                if sign != " ":
                    console.print(Text(f"  {sign} {plain(line)}", style="red" if sign == "-" else "green"))


@click.command()
@click.argument("given", required=False, metavar="ARCHIVE")
@archive_option
@click.option("--quick", is_flag=True, help="Do not unpack every document and record.")
@click.option("--rebuild", is_flag=True, help="Enter all records into the search indices anew.")
def doctor(given: str | None, where: str, quick: bool, rebuild: bool) -> None:
    """Checks an archive: the file, the hash of every document, every record, and the search indices.

    Exit status: 0 sound, 1 something is wrong (each named).
    """
    found = 0
    with opened(given or where) as archive:
        if rebuild:
            click.echo(f"{archive.rebuild_index()} articles entered into the indices")
        for finding in archive.check(full=not quick):
            found += 1
            click.echo(f"{finding.where}: {plain(finding.what)}")
    click.echo("sound" if not found else f"{found} faults")
    sys.exit(SOME_FAILED if found else 0)


@click.group()
def watch() -> None:
    """Keeps questions and reports what is new."""


@watch.command("save")
@click.argument("name")
@click.argument("words", nargs=-1)
@archive_option
@click.option("--articles", is_flag=True, help="Watch for articles rather than events.")
@filter_options
def watch_save(name: str, words: tuple[str, ...], where: str, articles: bool, **given: Any) -> None:
    """Saves a question under NAME. With WORDS or --articles it is a search, else it asks for events.

    What the archive holds now counts as seen.
    """
    from saksi.archive.watch import WatchQuestion

    kind = "search" if words or articles else "events"
    with opened(where) as archive:
        archive.save_watch(name, WatchQuestion(kind, filters_of(given), " ".join(words)))


@watch.command("list")
@archive_option
def watch_list(where: str) -> None:
    """Lists the saved questions."""
    with opened(where) as archive:
        rows = ((w.name, w.last_run or "-", w.question.to_json()) for w in archive.watches())
        print_table(("name", "last run", "question"), rows)


@watch.command("remove")
@click.argument("name")
@archive_option
def watch_remove(name: str, where: str) -> None:
    """Forgets a saved question."""
    with opened(where) as archive:
        archive.remove_watch(name)


@watch.command("run")
@click.argument("name")
@archive_option
@click.option("--feed", type=click.Path(dir_okay=False, path_type=Path), help="Write an Atom feed here.")
@click.option("--keep", is_flag=True, help="Do not count as seen what is reported.")
@format_option
def watch_run(name: str, where: str, feed: Path | None, keep: bool, form: str | None) -> None:
    """Reports what is new since the question NAME last ran.

    Exit status, for cron: 0 nothing new, 10 something new, 1 failure, 2 usage.
    """
    from saksi.archive.results import ArticleHit, EventRow
    from saksi.faces.feed import write_feed

    with opened(where) as archive:
        news = archive.news(name)
        if news.items and news.watch.question.kind == "events":
            print_rows(news.items, EventRow, form, EVENT_COLUMNS, event_cells)
        elif news.items:
            print_rows(news.items, ArticleHit, form, HIT_COLUMNS, hit_cells)
        if feed is not None:
            try:
                write_feed(feed, news)
            except OSError as error:
                raise click.ClickException(f"{feed}: {error.strerror or error}") from error
        if not keep:
            # Only now that all has been told, so that a failure loses no news.
            archive.mark_seen(news)
    sys.exit(NEWS if news.items else 0)


COMMANDS: tuple[click.Command, ...] = (add, recode, runs, diff, history, doctor, watch)
