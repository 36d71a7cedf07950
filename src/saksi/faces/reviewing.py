"""The commands of `saksi review`: what waits, decide it, how good the machine is, what follows from it."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from saksi.faces.archive_options import (
    archive_option,
    filter_options,
    filters_of,
    format_option,
    limit_option,
    opened,
    print_rows,
    print_table,
)
from saksi.faces.brief import TYPE_STYLE, plain
from saksi.lexicons.load import Lexicons, schema

if TYPE_CHECKING:
    from saksi.archive.review.queue import Waiting
    from saksi.archive.review.rows import Proposal
    from saksi.archive.review.sampling import Precision
    from saksi.archive.review.statistics import Share

KINDS = ("event", "quote", "actor")
REPORT = "proposals.tsv"
_WAITING = ("item", "label", "value", "sentence", "article")
_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
kind_option = click.option("--kind", type=click.Choice(KINDS), default="event", show_default=True)
reviewer_option = click.option(
    "--reviewer", envvar="SAKSI_REVIEWER", required=True, show_envvar=True, help="Who decides."
)


@click.group()
def review() -> None:
    """Decides whether what was coded is right, and counts how often it is.

    Decisions stand beside the records and alter nothing in them.
    """


@review.command("next")
@archive_option
@click.option(
    "--by", type=click.Choice(["value", "random", "double"]), default="value", show_default=True,
    help="Most valuable first, in the order of the random samples, or what one other reviewer decided.",
)  # fmt: skip
@kind_option
@click.option("--reviewer", envvar="SAKSI_REVIEWER", default="", show_envvar=True, help="For --by double.")
@filter_options
@limit_option
@format_option
def next_(
    where: str, by: str, kind: str, reviewer: str, limit: int, form: str | None, **given: Any
) -> None:  # fmt: skip
    """Lists what waits for a decision. An item is named ARTICLE ITEM: 17 e3."""
    from saksi.archive.results import Rows
    from saksi.archive.review.queue import Waiting

    with opened(where) as archive:
        rows = archive.reviews.waiting(by, reviewer, kind=kind, filters=filters_of(given), limit=limit)
        print_rows(Rows(rows), Waiting, form, _WAITING, _waiting_cells)


@review.command()
@click.argument("article")
@click.argument("item")
@click.argument("verdict", type=click.Choice(["accept", "reject", "correct"]))
@archive_option
@reviewer_option
@click.option("--reason", default="", help="Why; a reject must say.")
@click.option("--type", "type_", help="The right type of an event.")
@click.option("--modality", help="The right modality.")
@click.option("--negated/--not-negated", default=None)
@click.option("--source", help="The right parties: 'polisi [IDNCOP]; dua aktivis [IDNCVL]'; '' for nobody.")
@click.option("--target", help="The same of the target.")
@click.option("--speaker", help="The right speaker of a quote: 'Rudi Hartanto [IDNGOV]'; '' for nobody.")
@click.option("--kind", help="The right kind of a quote or actor.")
@click.option("--name", help="The right name of an actor.")
@click.option("--code", help="The right code of an actor.")
def decide(
    article: str, item: str, verdict: str, where: str, reviewer: str, reason: str, **given: Any
) -> None:  # fmt: skip
    """Accepts, rejects or corrects ITEM (e3, q1, a2) of ARTICLE (its number or id).

    A correction names the fields that are wrong, with what is right. Words must stand in the article.
    """
    from saksi.archive.review import Verdict
    from saksi.archive.review.verdicts import parties_from

    with opened(where) as archive:
        changes = {k.rstrip("_"): v for k, v in given.items() if v is not None}
        for side in ("source", "target"):
            if side in changes:
                changes[side] = parties_from(changes[side])
        if "speaker" in changes:
            changes["speaker"] = next(iter(parties_from(changes["speaker"])), None)
        number: int | str = int(article) if article.isdigit() else article
        made = archive.reviews.decide(number, item, Verdict(verdict, reviewer, reason, changes))
        click.echo(f"{made.verdict} {made.label} {made.local} of article {made.article} (decision {made.id})")


@review.command()
@archive_option
@kind_option
@click.option("--size", type=click.IntRange(1), default=50, show_default=True, help="Items of each label.")
@click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed draws the same."
)
def sample(where: str, kind: str, size: int, seed: int) -> None:
    """Draws a random sample of every type of event (or kind of quote or actor), to be decided in order."""
    with opened(where) as archive:
        drawn = archive.reviews.draw(kind, size, seed)
        print_table(("label", "drawn", "of"), ((label, str(n), str(of)) for label, n, of in drawn))


@review.command()
@archive_option
@kind_option
@click.option(
    "--all", "everything", is_flag=True,
    help="Of whatever was decided: not a random sample, so the figures are biased.",
)  # fmt: skip
@format_option
def precision(where: str, kind: str, everything: bool, form: str | None) -> None:
    """Tells how often the machine is right, by type, with 95 % intervals (Wilson)."""
    from saksi.archive.results import Rows
    from saksi.archive.review.sampling import Precision

    with opened(where) as archive:
        rows = Rows(archive.reviews.precision(kind, random=not everything))
        columns = ("label", "type right", "all right", "decided", "sample", "of")
        print_rows(rows, Precision, form, columns, _precision_cells)


@review.command()
@archive_option
@click.option("--kind", type=click.Choice(KINDS), help="Default: all kinds, each by itself.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def kappa(where: str, kind: str | None, form: str) -> None:
    """Tells how far reviewers agree on what two of them decided (Cohen's kappa)."""
    with opened(where) as archive:
        found = archive.reviews.agreements(kind)
    if form == "json":
        names = ("kind", "first", "second", "items", "same", "verdict", "label")
        click.echo(json.dumps([{n: getattr(a, n) for n in names} for a in found], ensure_ascii=False))
        return
    rows = (
        (a.kind, a.first, a.second, str(a.items), f"{a.same:.2f}", _figure(a.verdict), _figure(a.label))
        for a in found
    )
    print_table(("kind", "first", "second", "items", "same", "kappa of verdict", "kappa of type"), rows)


@review.command()
@archive_option
@click.option("--gold", type=_FILE, help="Write decided events or quotes as gold (JSONL) to this file.")
@click.option("--articles", type=_FILE, help="With --gold: write the rows that its offsets point into, too.")
@click.option("--kind", type=click.Choice(["event", "quote"]), default="event", show_default=True)
@click.option("--part", help="With --gold: train or test (events), dev or test (quotes). Default: test.")
@click.option("--partial", is_flag=True, help="With --gold: articles that are not decided throughout, too.")
@click.option("--lexicon", type=_FOLDER, help="Write rows that corrections propose to tables in this folder.")
@click.option(
    "--least", type=click.IntRange(1), default=2, show_default=True, help="Corrections that a row needs."
)
def export(
    where: str,
    gold: Path | None,
    articles: Path | None,
    kind: str,
    part: str | None,
    partial: bool,
    lexicon: Path | None,
    least: int,
) -> None:
    """Writes decisions as gold for `saksi evaluate`, or as rows for `--lexicon`.

    The folder gets tables in the lexicon's own schemas, and proposals.tsv: which row fired, what it should
    have been, how often, and on which words. Read it before you use the rows.
    """
    if gold is None and lexicon is None:
        raise click.UsageError("say what to export: --gold FILE or --lexicon DIR")
    with opened(where) as archive:
        if gold is not None:
            lines = archive.reviews.gold(kind, part=part or "test", whole=not partial)
            _write_gold(lines, gold, articles)
        if lexicon is not None:
            _write_rows(archive.reviews.lexicon_rows(Lexicons(), least=least), lexicon)


def _write_gold(lines: Any, gold: Path, articles: Path | None) -> None:
    count = left_out = 0
    rows: list[Any] = [] if articles is None else [articles]
    try:
        with gold.open("w", encoding="utf-8", errors="backslashreplace") as out:
            row_files = [path.open("w", encoding="utf-8", errors="backslashreplace") for path in rows]
            for article in lines:
                out.write(json.dumps(article.line, ensure_ascii=False) + "\n")
                for file in row_files:
                    file.write(json.dumps(article.row, ensure_ascii=False) + "\n")
                count += 1
                left_out += article.left_out
            for file in row_files:
                file.close()
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from error
    click.echo(
        f"{count} articles, {left_out} items left out (their words do not stand in the text)", err=True
    )


def _write_rows(proposals: Sequence[Proposal], folder: Path) -> None:
    """One table for each lexicon table with proposals, in its schema and order, and the report."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table in sorted({p.table for p in proposals if p.proposed}):
            plan = schema(table)
            rows = [p.proposed for p in proposals if p.table == table and p.proposed]
            with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as out:
                writer = csv.DictWriter(out, plan.columns, lineterminator="\n")
                writer.writeheader()
                writer.writerows(sorted(rows, key=lambda row: tuple(row[k] for k in plan.key)))
        with (folder / REPORT).open("w", encoding="utf-8", newline="") as out:
            report = csv.writer(out, delimiter="\t", lineterminator="\n")
            report.writerow(("table", "row", "type", "right", "should be", "times", "words", "proposed"))
            for p in proposals:
                for should, times in sorted(p.wrong.items(), key=lambda item: (-item[1], item[0])):
                    proposed = bool(p.proposed and p.proposed["type"] == should)
                    words = "; ".join(plain(w) for w in p.words)
                    cells = (
                        p.table,
                        p.key,
                        p.type,
                        p.right,
                        should,
                        times,
                        words,
                        "yes" if proposed else "no",
                    )
                    report.writerow(cells)
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from error
    made = sum(p.proposed is not None for p in proposals)
    click.echo(f"{made} rows proposed, {len(proposals)} rows with corrections: {folder / REPORT}", err=True)


def _waiting_cells(row: Waiting) -> tuple[str | Text | None, ...]:
    label = Text(row.label, style=TYPE_STYLE.get(row.label, ""))
    value = "" if row.value is None else f"{row.value:.2f}"
    article = row.article.outlet or row.article.url or row.article.path
    return f"{row.article.number} {row.local}", label, value, plain(row.sentence), article


def _precision_cells(row: Precision) -> tuple[str | None, ...]:
    decided = str(row.right.of if row.right else 0)
    stale = f" (-{row.stale})" if row.stale else ""
    size = "" if row.size is None else f"{row.size}{stale}"
    of = "" if row.population is None else str(row.population)
    return row.label, _share(row.right), _share(row.whole), decided, size, of


def _share(share: Share | None) -> str:
    return "-" if share is None else f"{share.value:.2f} [{share.low:.2f}, {share.high:.2f}]"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
