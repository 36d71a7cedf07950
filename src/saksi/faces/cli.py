"""The command `saksi`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from saksi import __version__
from saksi.engines.local import Failure, read_all
from saksi.errors import LexiconError, ModelError, ReadError
from saksi.explanation import explain as explain_article
from saksi.faces import archiving, asking, stories
from saksi.faces.benching import bench
from saksi.faces.brief import Brief
from saksi.faces.codebook import Codebook
from saksi.faces.explain import Explainer
from saksi.faces.exporting import export_command
from saksi.faces.inputs import ColumnsType, Inputs, input_options
from saksi.faces.measuring import evaluate, train
from saksi.faces.messages import LANGUAGES
from saksi.faces.plotting import plot_command
from saksi.faces.reviewing import review
from saksi.faces.serving import password, serve
from saksi.faces.sparking import spark
from saksi.faces.verify import verify_file
from saksi.lexicons.load import Lexicons
from saksi.pipeline import Pipeline
from saksi.readers.columns import Columns
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
@input_options
def read(
    paths: tuple[str, ...], form: str | None, jobs: int, lexicons: tuple[Path, ...], lang: str, **inputs: Any
) -> None:
    """Reads articles and prints what they say.

    A PATH is a file or folder (text, HTML, JSON, JSONL, CSV, Parquet, WARC, RSS, Atom; also packed by
    gzip), an address (https://...), or - for standard input.

    Exit status: 0 all read, 1 some inputs failed (each named on standard error), 2 usage.
    """
    form = form or ("brief" if sys.stdout.isatty() else "json")
    sources = Inputs(**inputs).sources(paths)
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
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--sentence", "-s", "wanted", metavar="N|TEXT", help="Only sentence number N, or those that hold TEXT."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), help="Default: text on a terminal, else json."
)
@click.option(
    "--lexicon", "lexicons", multiple=True, type=FOLDER, help="Your own lexicon tables; may repeat."
)
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
def explain(
    paths: tuple[str, ...], wanted: str | None, form: str | None, lexicons: tuple[Path, ...], lang: str
) -> None:
    """Tells for each sentence of an article what was coded and why, or why nothing was.

    The tree, the words that trigger with their lexicon rows (file:line), source and target and the phrases
    they were taken from, modality and its words, what was dropped and by which rule, and verbs that no row
    knows. Without PATH, standard input is read. Exit status as of `read`.
    """
    form = form or ("text" if sys.stdout.isatty() else "json")
    explainer = Explainer(Console(highlight=False), lang)
    failed = 0
    try:
        pipeline = Pipeline.load(lexicons)
        for source in read_sources(paths or ("-",), stdin=sys.stdin.buffer):
            if isinstance(source, ReadError):
                failed += 1
                click.echo(f"saksi: {source.path}: {source.cause}", err=True)
                continue
            explanation = explain_article(pipeline, source, wanted)
            if form == "json":
                sys.stdout.buffer.write(explanation.to_json().encode("utf-8", "backslashreplace") + b"\n")
                sys.stdout.buffer.flush()
            else:
                explainer.print(explanation)
    except (LexiconError, ModelError) as error:
        raise click.ClickException(str(error)) from error
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(SOME_FAILED)
    sys.exit(SOME_FAILED if failed else 0)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--map", "columns", type=ColumnsType(), help="The mapping that the records were read with.")
def verify(file: Path, columns: Columns | None) -> None:
    """Checks saved records (JSONL) against their source documents: re-slices every span.

    Exit status 1 if anything does not match.
    """
    faults = lines = 0
    try:
        for number, fault in verify_file(file, columns):
            faults += 1
            click.echo(f"{file}:{number}: {fault}", err=True)
        with file.open(encoding="utf-8") as stream:
            lines = sum(1 for _ in stream)
    except ReadError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{lines} records, {faults} faults")
    sys.exit(SOME_FAILED if faults else 0)


@main.command()
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    help="Where to write; - for standard output. Default: docs/reference/codebook.LANG.md.",
)
@click.option(
    "--lexicon", "lexicons", multiple=True, type=FOLDER, help="Your own lexicon tables; may repeat."
)
def codebook(lang: str, out: Path | None, lexicons: tuple[Path, ...]) -> None:
    """Writes the codebook (types, modes, contexts, codes, decisions) from the lexicons."""
    out = out or Path("docs", "reference", f"codebook.{lang}.md")
    try:
        page = Codebook(Lexicons(lexicons), lang).page()
        if str(out) == "-":
            click.echo(page, nl=False)
            return
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(page, encoding="utf-8")
    except LexiconError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{out}: {error.strerror}") from error
    click.echo(str(out))


@main.group()
def lexicon() -> None:
    """Works on the lexicons."""


@lexicon.command("check")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def lexicon_check(folder: Path | None) -> None:
    """Lists every fault of the shipped lexicons, or of your own FOLDER; reads their examples."""
    from saksi.examples import example_checks
    from saksi.lexicons.check import check
    from saksi.lexicons.load import HOME

    faults = check(folder or HOME)
    if not faults:  # examples can be read only where the tables are sound
        faults = check(folder or HOME, example_checks(Pipeline.load((folder,) if folder else ())))
    for fault in faults:
        click.echo(fault, err=True)
    click.echo(f"{len(faults)} faults")
    sys.exit(SOME_FAILED if faults else 0)


for command in (
    evaluate,
    train,
    bench,
    export_command,
    plot_command,
    serve,
    password,
    review,
    spark,
    *asking.COMMANDS,
    *stories.COMMANDS,
    *archiving.COMMANDS,
):
    main.add_command(command)
