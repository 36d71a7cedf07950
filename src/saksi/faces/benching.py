"""The command `saksi bench`: what the figures on speed and size in the docs are printed by."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click


@click.group()
def bench() -> None:
    """Measures how fast Saksi is at a size."""


@bench.command("archive")
@click.option("--articles", type=click.IntRange(100), default=100_000, show_default=True)
@click.option("--keep", type=click.Path(dir_okay=False, path_type=Path), help="Keep the archive here.")
def bench_archive(articles: int, keep: Path | None) -> None:
    """Fills an archive with made-up short articles, language analysis left out, and asks it."""
    from saksi.archive.bench import bench as measure

    if keep is not None and keep.exists():
        raise click.ClickException(f"{keep}: exists already")
    with tempfile.TemporaryDirectory() as folder:
        report = measure(
            keep or Path(folder) / "bench.db",
            articles,
            tell=lambda n, rate: click.echo(f"{n} articles, {rate:.0f}/s", err=True),
        )
    growth = report.last_tenth / report.first_tenth
    each = report.size / report.articles
    click.echo(f"articles        {report.articles}")
    click.echo(f"load            {report.articles / report.seconds:.0f}/s")
    click.echo(f"first tenth     {report.first_tenth:.0f}/s")
    click.echo(f"last tenth      {report.last_tenth:.0f}/s, {growth:.2f} of the first")
    click.echo(f"                {report.cpu_ratio:.2f} of the first by processor time")
    click.echo(f"peak memory     {report.peak_memory / 1e6:.0f} MB")
    click.echo(f"archive         {report.size / 1e6:.0f} MB, {each:.0f} B an article")
    for what, times in (("search", report.search), ("event filters", report.events)):
        click.echo(f"{what:15} p50 {times[0]:.1f} ms, p95 {times[1]:.1f} ms, longest {times[2]:.1f} ms")
