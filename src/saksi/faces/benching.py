"""The command `saksi bench`: what the figures on speed and size in the docs are printed by."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from saksi.errors import MissingExtraError, SaksiError

if TYPE_CHECKING:
    from saksi.archive.bench import Filled
    from saksi.archive.bench_questions import Asked

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def bench() -> None:
    """Measures how fast Saksi is at a size."""


@bench.command("archive")
@click.option("--articles", type=click.IntRange(1_000), default=100_000, show_default=True)
@click.option("--keep", type=click.Path(dir_okay=False, path_type=Path), help="Keep the archive here.")
@click.option("--ask", "kept", type=FILE, help="Only ask the questions, of an archive that --keep kept.")
@click.option(
    "--stories/--no-stories", "grouped", default=True, show_default=True, help="Time the grouping as well."
)
def bench_archive(articles: int, keep: Path | None, kept: Path | None, grouped: bool) -> None:
    """Fills an archive with made-up short articles, language analysis left out, and asks it.

    Then stories are grouped in archives of a tenth of the size and of the whole of it.
    """
    from saksi.archive.bench import fill
    from saksi.archive.bench_questions import ask

    if kept is not None:
        try:
            _print_asked(ask(kept))
        except SaksiError as error:
            raise click.ClickException(str(error)) from error
        return
    if keep is not None and keep.exists():
        raise click.ClickException(f"{keep}: exists already")
    with tempfile.TemporaryDirectory() as folder:
        where = keep or Path(folder) / "bench.db"
        _print_filled(fill(where, articles, tell=_tell_rate))
        _print_asked(ask(where))
    if grouped:
        _print_grouped((articles // 10, articles))


def _tell_rate(articles: int, rate: float) -> None:
    click.echo(f"{articles} articles, {rate:.0f}/s", err=True)


def _print_filled(filled: Filled) -> None:
    growth = filled.last_tenth / filled.first_tenth
    click.echo(f"articles        {filled.articles}")
    click.echo(f"load            {filled.articles / filled.seconds:.0f}/s")
    click.echo(f"first tenth     {filled.first_tenth:.0f}/s")
    click.echo(f"last tenth      {filled.last_tenth:.0f}/s, {growth:.2f} of the first")
    click.echo(f"                {filled.cpu_ratio:.2f} of the first by processor time")
    click.echo(f"peak memory     {filled.peak_memory / 1e6:.0f} MB")
    click.echo(
        f"archive         {filled.size / 1e6:.0f} MB, {filled.size / filled.articles:.0f} B an article"
    )


def _print_asked(asked: Asked) -> None:
    click.echo(f"questions to    {asked.articles} articles")
    for times in (asked.search, asked.events, *asked.kinds):
        click.echo(
            f"{times.what:40} p50 {times.p50:.1f} ms, p95 {times.p95:.1f} ms, longest {times.longest:.1f} ms,"
            f" p95 by processor time {times.cpu_p95:.1f} ms ({times.questions})"
        )


def _print_grouped(sizes: Sequence[int]) -> None:
    """Times the grouping of one article in archives of these sizes, and says how it grows."""
    from saksi.archive.bench_stories import bench as measure

    first = None
    with tempfile.TemporaryDirectory() as folder:
        for at in measure(Path(folder), sizes, tell=lambda n: click.echo(f"{n} filled", err=True)):
            first = first or at.cpu
            click.echo(
                f"grouping at {at.articles:>9}    {at.mean:.2f} ms an article, p95 {at.p95:.2f} ms;"
                f" by processor time {at.cpu:.2f} ms, {at.cpu / first:.2f} of the first;"
                f" {at.joined:.0%} joined a story"
            )


@bench.command("web")
@click.argument("where", metavar="[ARCHIVE]", required=False)
@click.option(
    "--articles", type=click.IntRange(1_000), default=100_000, show_default=True, help="Without an ARCHIVE."
)
@click.option("--keep", type=click.Path(dir_okay=False, path_type=Path), help="Keep the archive here.")
@click.option("--clients", type=click.IntRange(1, 200), default=20, show_default=True)
@click.option(
    "--each", type=click.IntRange(1), default=200, show_default=True, help="Most addresses of a kind."
)
@click.option(
    "--only",
    metavar="WORD",
    default="",
    help="Only kinds with this in their name: page, answer, picture, search.",
)
def bench_web(
    where: str | None, articles: int, keep: Path | None, clients: int, each: int, only: str
) -> None:
    """Asks a served archive for every kind of page, answer and drawing, with clients that ask at once.

    Each address is asked for twice: "new" answers had to be made, "again" those that the server had kept.
    Without ARCHIVE one is filled with made-up short articles. Streams and the reading of posted articles are
    left out: they take as long as there is something to give or read.
    """
    try:
        from saksi.faces.web.bench.load import served
    except ModuleNotFoundError as error:
        raise click.ClickException(str(MissingExtraError("the reading room", "web"))) from error
    with tempfile.TemporaryDirectory() as folder:
        if where is None:
            where = str(keep or Path(folder) / "bench.db")
            _fill_grouped(Path(where), articles)
        try:
            with served(where) as port:
                _print_asked_for(where, port, clients, each, only)
        except SaksiError as error:
            raise click.ClickException(str(error)) from error


def _fill_grouped(where: Path, articles: int) -> None:
    from saksi.archive.bench import fill
    from saksi.archive.bench_grouped import group

    if where.exists():
        raise click.ClickException(f"{where}: exists already")
    fill(where, articles, tell=_tell_rate)
    group(where)


def _print_asked_for(where: str, port: int, clients: int, each: int, only: str) -> None:
    from saksi.archive import open_archive
    from saksi.faces.web.bench.addresses import kinds
    from saksi.faces.web.bench.load import ask

    with open_archive(where) as archive:
        click.echo(f"{archive.count()} articles, {clients} clients; milliseconds, and answers a second")
        chosen = [kind for kind in kinds(archive, each) if only in f"{kind.sort} {kind.name}"]
    head = f"{'':8}{'':24}{'asked':>6}{'KB':>6}  {'new p50':>8}{'p95':>7}{'p99':>7}{'/s':>6}"
    click.echo(f"{head}  {'again p50':>9}{'p95':>7}{'p99':>7}{'/s':>6}")
    for kind in chosen:
        paths = kind.paths * max(1, clients // len(kind.paths))  # where there are few, several ask for one
        new, again = ask(port, paths, clients), ask(port, paths, clients)
        failed = f"  {new.failed + again.failed} failed" if new.failed or again.failed else ""
        click.echo(
            f"{kind.sort:8}{kind.name:24}{new.questions:6}{new.largest / 1000:6.0f}"
            f"  {new.p50:8.1f}{new.p95:7.1f}{new.p99:7.1f}{new.rate:6.0f}"
            f"  {again.p50:9.1f}{again.p95:7.1f}{again.p99:7.1f}{again.rate:6.0f}{failed}"
        )


@bench.command("stories")
@click.option("--size", "sizes", type=click.IntRange(1_000), multiple=True, default=(10_000, 100_000))
def bench_stories(sizes: tuple[int, ...]) -> None:
    """Times the grouping of one article in archives of growing SIZE, and the making of its key."""
    from saksi.archive.bench_stories import key_cost, yardstick

    click.echo(f"key of an article     {key_cost():.2f} ms")
    signatures = yardstick()
    if signatures is not None:
        ours, theirs = signatures
        click.echo(f"its signature         {ours:.2f} ms by rensa, {theirs:.2f} ms by datasketch")
    _print_grouped(sizes)


@bench.command("language")
@click.option(
    "--articles",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="JSON lines with the key text.",
)
@click.option("--most", type=click.IntRange(1), default=200, show_default=True, help="Articles to read.")
@click.option(
    "--model",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Default: the shipped model.",
)
def bench_language(articles: Path, most: int, model: Path | None) -> None:
    """Tokens and articles a second of each part of the language layer, on one core."""
    from saksi.evaluation.speed import measure, report, texts

    click.echo(report(measure(texts(articles, most), model)))


@bench.command("pipeline")
@click.option("--articles", type=FILE, required=True, help="Whatever `saksi read` reads.")
@click.option("--most", type=click.IntRange(2), default=200, show_default=True, help="Articles to read.")
@click.option("--jobs", type=click.IntRange(1), multiple=True, help="Also by the clock on so many processes.")
def bench_pipeline(articles: Path, most: int, jobs: tuple[int, ...]) -> None:
    """Articles a second of each layer, of the whole way from text to record, and of yardsticks."""
    from saksi.evaluation.pipeline_speed import measure, rate, readable, report
    from saksi.readers.open import read_sources

    try:
        sources = readable(read_sources([str(articles)]), most)
        if len(sources) < 2:
            raise click.ClickException(f"{articles}: fewer than two articles")
        click.echo(report(measure(sources)))
        alone = None
        for number in jobs:
            found = rate(sources, number)
            alone = found if number == 1 else alone
            compared = f", {found / alone:.2f} of one" if alone and number > 1 else ""
            click.echo(f"by the clock, {number} processes: {found:.1f} articles/s{compared}")
    except SaksiError as error:
        raise click.ClickException(str(error)) from error


@bench.command("growth")
@click.option("--times", type=click.IntRange(1), multiple=True, default=(1, 10, 100), show_default=True)
@click.option(
    "--paragraphs",
    type=click.IntRange(1),
    multiple=True,
    default=(1, 10, 100, 1_000, 10_000),
    show_default=True,
)
@click.option("--whole", is_flag=True, help="Read articles to their end, beyond the limit of characters.")
def bench_growth(times: tuple[int, ...], paragraphs: tuple[int, ...], whole: bool) -> None:
    """Processor time and peak memory over the number of articles and over an article's paragraphs."""
    from saksi.evaluation.growth import ARTICLES, by_length, by_number, exponent

    for what, points in (
        (f"articles ({ARTICLES} and multiples)", by_number(times)),
        ("paragraphs of one article", by_length(paragraphs, whole=whole)),
    ):
        click.echo(what)
        found = []
        for point in points:
            found.append(point)
            each = 1000 * point.seconds / point.size
            click.echo(
                f"{point.size:>9}  {point.seconds:8.2f} s  {each:7.2f} ms each  peak {point.peak:.0f} MiB"
            )
        if len({point.size for point in found}) > 1:
            click.echo(f"exponent   {exponent(found):8.2f}")
