"""The command `saksi export`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from saksi.errors import MissingExtraError, ReadError
from saksi.faces.exports.formats import FORMATS, export, format_of
from saksi.faces.exports.saved import saved_records
from saksi.faces.exports.tables import TABLES
from saksi.records import ArticleRecord

SOME_FAILED = 1
EVERY = "all"


@click.command("export")
@click.argument("files", nargs=-1, metavar="RECORDS...")
@click.option("--to", "name", type=click.Choice(FORMATS), help="The format; --formats tells about each.")
@click.option("--out", type=click.Path(path_type=Path), help="A file. Default: standard output.")
@click.option(
    "--table",
    type=click.Choice((*TABLES, EVERY)),
    default="events",
    show_default=True,
    help="For csv and parquet; with all, --out is a folder that gets a file for each.",
)
@click.option("--formats", "show", is_flag=True, help="Tell what each format is and what it loses, and stop.")
def export_command(
    files: tuple[str, ...], name: str | None, out: Path | None, table: str, show: bool
) -> None:
    """Writes saved records (JSONL of `saksi read`; - for standard input) in a format of the field.

    What a format has no place for is counted on standard error. Exit status 1 if a line was no record.
    """
    if show:
        _print_formats()
        return
    if name is None or not files:
        raise click.UsageError("say the format (--to) and the files of records; --formats lists the formats")
    if table == EVERY and (name not in ("csv", "parquet") or out is None or "-" in files):
        raise click.UsageError(
            "--table all is for csv and parquet, with a folder for --out and files to read"
        )
    reading = _Reading(files)
    try:
        if table == EVERY and out is not None:
            out.mkdir(parents=True, exist_ok=True)
            for each in TABLES:
                reading = _Reading(files)
                target = out / f"{each}.{format_of(name).suffix}"
                left_out = export(reading.records(quiet=each != "events"), name, target, table=each)
        else:
            left_out = export(reading.records(), name, out or sys.stdout.buffer, table=table)
    except BrokenPipeError:
        # Whoever read our output has left (head, less): nothing more to say.
        sys.stderr.close()
        sys.exit(SOME_FAILED)
    except (MissingExtraError, OSError) as error:
        raise click.ClickException(str(error)) from error
    if left_out:
        counted = ", ".join(f"{count} {reason}" for reason, count in sorted(left_out.items()))
        click.echo(f"saksi: events that {name} has no place for: {counted}", err=True)
    sys.exit(SOME_FAILED if reading.failed else 0)


class _Reading:
    """Gives the records of some files and names on standard error what is none."""

    def __init__(self, files: tuple[str, ...]) -> None:
        self.failed = 0
        self._files = files

    def records(self, *, quiet: bool = False) -> Iterator[ArticleRecord]:
        """All records, file by file; `quiet` where the faults were named before."""
        for path in self._files:
            for record in saved_records(path, sys.stdin.buffer):
                if isinstance(record, ReadError):
                    self.failed += 1
                    if not quiet:
                        click.echo(f"saksi: {record.path}: {record.cause}", err=True)
                else:
                    yield record


def _print_formats() -> None:
    for name in FORMATS:
        chosen = format_of(name)
        click.echo(f"{name}: {chosen.title}")
        for line in chosen.loss:
            click.echo(f"  - {line}")
