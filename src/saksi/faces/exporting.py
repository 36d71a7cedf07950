"""The command `saksi export`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from saksi.errors import MissingExtraError, ReadError
from saksi.faces.archive_options import archive_option, filter_options, filters_of, opened
from saksi.faces.exports.formats import FORMATS, export, format_of
from saksi.faces.exports.saved import saved_records
from saksi.faces.exports.tables import TABLES
from saksi.records import ArticleRecord

if TYPE_CHECKING:
    from saksi.archive import Archive, Filters

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
@archive_option
@filter_options
def export_command(
    files: tuple[str, ...],
    name: str | None,
    out: Path | None,
    table: str,
    show: bool,
    where: str,
    **given: Any,
) -> None:
    """Writes records in a format of the field: those of an archive, or saved ones (RECORDS).

    RECORDS are JSONL of `saksi read`, - for standard input. Without them, the articles of the archive are
    written; filters choose the articles, each of which is written with all that it tells.

    What a format has no place for is counted on standard error. Exit status 1 if a line was no record.
    """
    if show:
        _print_formats()
        return
    if name is None:
        raise click.UsageError("say the format (--to); --formats lists the formats")
    asked = any(value not in (None, ()) for key, value in given.items() if key != "revisions")
    asked = asked or given["revisions"]
    named = click.get_current_context().get_parameter_source("where") is ParameterSource.COMMANDLINE
    if files and (asked or named):
        raise click.UsageError("--archive and filters are for an archive, not for files of records")
    if table == EVERY and (name not in ("csv", "parquet") or out is None or "-" in files):
        raise click.UsageError(
            "--table all is for csv and parquet, with a folder for --out and files to read"
        )
    reading: _Reading | _Asking
    try:
        with nullcontext() if files else opened(where) as archive:
            reading = _Reading(files) if archive is None else _Asking(archive, filters_of(given))
            left_out = _write(reading, name, out, table)
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


def _write(reading: _Reading | _Asking, name: str, out: Path | None, table: str) -> Counter[str]:
    """Writes the records; returns how many events were left out, by reason."""
    if table != EVERY or out is None:
        return export(reading.records(), name, out or sys.stdout.buffer, table=table)
    out.mkdir(parents=True, exist_ok=True)
    left_out: Counter[str] = Counter()
    for each in TABLES:
        left_out = export(reading.records(), name, out / f"{each}.{format_of(name).suffix}", table=each)
    return left_out


class _Asking:
    """Gives the records of an archive that fit."""

    failed = 0

    def __init__(self, archive: Archive, filters: Filters) -> None:
        self._archive = archive
        self._filters = filters

    def records(self) -> Iterator[ArticleRecord]:
        """All that fit, oldest first; anew each time."""
        return self._archive.records(self._filters)


class _Reading:
    """Gives the records of some files and names on standard error what is none."""

    def __init__(self, files: tuple[str, ...]) -> None:
        self.failed = 0
        self._files = files
        self._told = False

    def records(self) -> Iterator[ArticleRecord]:
        """All records, file by file; anew each time, but faults are named and counted once."""
        quiet, self._told = self._told, True
        for path in self._files:
            for record in saved_records(path, sys.stdin.buffer):
                if isinstance(record, ReadError):
                    if not quiet:
                        self.failed += 1
                        click.echo(f"saksi: {record.path}: {record.cause}", err=True)
                else:
                    yield record


def _print_formats() -> None:
    for name in FORMATS:
        chosen = format_of(name)
        click.echo(f"{name}: {chosen.title}")
        for line in chosen.loss:
            click.echo(f"  - {line}")
