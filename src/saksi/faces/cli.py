"""The command `saksi`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click
from rich.console import Console

from saksi import __version__
from saksi.engines.local import Failure, read_all
from saksi.errors import LexiconError, ModelError, ReadError
from saksi.faces.brief import Brief
from saksi.faces.measuring import bench, evaluate, train
from saksi.faces.messages import LANGUAGES
from saksi.faces.verify import verify_file
from saksi.readers.open import read_sources
from saksi.records import ArticleRecord

SOME_FAILED = 1
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="saksi")
def main() -> None:
    """Reads Indonesian-language news: who did or said what to whom, with the words that bear witness."""


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format", "form", type=click.Choice(["brief", "json"]), help="Default: brief on a terminal, else json."
)
@click.option(
    "--jobs", "-j", type=click.IntRange(1), default=1, show_default=True, help="Processes to read with."
)
@click.option(
    "--lexicon", "lexicons", multiple=True, type=FOLDER, help="Your own lexicon tables; may repeat."
)
@click.option(
    "--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of the brief."
)
def read(paths: tuple[str, ...], form: str | None, jobs: int, lexicons: tuple[Path, ...], lang: str) -> None:
    """Reads articles (text, HTML, JSONL; folders; - for standard input) and prints what they say.

    Exit status: 0 all read, 1 some inputs failed (each named on standard error), 2 usage.
    """
    form = form or ("brief" if sys.stdout.isatty() else "json")
    sources = read_sources(paths, stdin=sys.stdin.buffer)
    try:
        failed = _print_all(read_all(sources, jobs=jobs, lexicons=lexicons), form, lang)
    except (LexiconError, ModelError) as error:
        raise click.ClickException(str(error)) from error
    except BrokenPipeError:
        # Whoever read our output has left (head, less): nothing more to say, and no trace back.
        sys.stderr.close()
        sys.exit(SOME_FAILED)
    sys.exit(SOME_FAILED if failed else 0)


def _print_all(results: Iterable[ArticleRecord | Failure], form: str, lang: str) -> int:
    """Prints every record in order; returns how many inputs failed."""
    brief = Brief(Console(soft_wrap=False, highlight=False), lang)
    out = sys.stdout.buffer
    failed = 0
    for result in results:
        if isinstance(result, Failure):
            failed += 1
            click.echo(f"saksi: {result.path}: {result.cause}", err=True)
        elif form == "json":
            out.write(result.to_json().encode("utf-8", "backslashreplace") + b"\n")
            out.flush()
        else:
            brief.print(result)
    return failed


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
def verify(file: Path) -> None:
    """Checks saved records (JSONL) against their source documents: re-slices every span.

    Exit status 1 if anything does not match.
    """
    faults = lines = 0
    try:
        for number, fault in verify_file(file):
            faults += 1
            click.echo(f"{file}:{number}: {fault}", err=True)
        with file.open(encoding="utf-8") as stream:
            lines = sum(1 for _ in stream)
    except ReadError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{lines} records, {faults} faults")
    sys.exit(SOME_FAILED if faults else 0)


@main.group()
def lexicon() -> None:
    """Works on the lexicons."""


@lexicon.command("check")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def lexicon_check(folder: Path | None) -> None:
    """Lists every fault of the shipped lexicons, or of your own FOLDER."""
    from saksi.lexicons.check import check
    from saksi.lexicons.load import HOME

    faults = check(folder or HOME)
    for fault in faults:
        click.echo(fault, err=True)
    click.echo(f"{len(faults)} faults")
    sys.exit(SOME_FAILED if faults else 0)


main.add_command(evaluate)
main.add_command(bench)
main.add_command(train)
