"""The commands `saksi evaluate`, `bench` and `train`: what the figures in the docs are printed by.

Their modules are imported when a command runs, so that reading news never waits for them.
"""

from __future__ import annotations

import json
from pathlib import Path

import click

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(file_okay=False, path_type=Path)
ARTICLES = "detik-2025.jsonl"
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def evaluate() -> None:
    """Measures Saksi on gold data."""


@evaluate.command("events")
@click.option("--gold", type=FILE, required=True, help="JSON lines: id, text, event, source, target.")
@click.option("--predictions", type=click.Path(dir_okay=False, path_type=Path), help="Write them here too.")
@click.option("--errors", is_flag=True, help="List the sentences that went wrong.")
def evaluate_events(gold: Path, predictions: Path | None, errors: bool) -> None:
    """Type, source and target of events on single sentences, as the field's gold standard is scored."""
    from saksi.evaluation.events import predict, report

    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = predict(rows)
    if predictions:
        lines = (json.dumps(row, ensure_ascii=False) for row in found)
        predictions.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    for line in report(rows, found, errors=errors):
        click.echo(line)


@evaluate.command("quotes")
@click.option("--gold", type=FILE, required=True, help="JSON lines of offsets: quotes, cues, speakers.")
@click.option("--articles", type=FILE, required=True, help="JSON lines: the articles of the gold.")
@click.option("--split", type=click.Choice(["dev", "test"]), help="Default: both.")
@click.option("--faults", is_flag=True, help="List what went wrong.")
def evaluate_quotes(gold: Path, articles: Path, split: str | None, faults: bool) -> None:
    """Spans, cues and speakers of quotes."""
    from saksi.speech.evaluate import evaluate as measure

    click.echo(measure(gold, articles, split).report(faults), nl=False)


@evaluate.command("articles")
@click.option("--gold", type=FILE, required=True, help="JSON lines of offsets: events with parties.")
@click.option("--articles", type=FILE, required=True, help="JSON lines: the articles of the gold.")
@click.option("--part", type=click.Choice(["train", "test"]), help="Default: both.")
@click.option("--errors", is_flag=True, help="List what went wrong.")
def evaluate_articles(gold: Path, articles: Path, part: str | None, errors: bool) -> None:
    """Events of whole articles: types, parties, modality, and wrong events an article."""
    from saksi.evaluation.articles import evaluate as measure
    from saksi.evaluation.articles import report
    from saksi.evaluation.event_gold import read_event_gold
    from saksi.pipeline import Pipeline

    rows = [row for row in read_event_gold(gold, articles) if part in (None, row.part)]
    for line in report(measure(rows, Pipeline.load().read), errors=errors):
        click.echo(line)


@evaluate.command("language")
@click.option("--data", type=FOLDER, required=True, help="Folder with ud/, ner/ and articles/.")
@click.option("--names", type=FILE, help="JSON lines of offsets: names in articles; their test half.")
@click.option("--model", type=FOLDER, help="Default: the shipped model.")
def evaluate_language(data: Path, names: Path | None, model: Path | None) -> None:
    """Tags, trees, lemmas, sentence ends and entities, with bootstrap intervals."""
    from saksi.evaluation.entities import report
    from saksi.language.analyse import load_model
    from saksi.training.evaluate_language import evaluate as measure

    reader = load_model(model)
    measure(reader, data, click.echo)
    if names:
        click.echo("\n" + report(reader, names, data / "articles" / ARTICLES))


@click.group()
def bench() -> None:
    """Measures how fast Saksi reads."""


@bench.command("language")
@click.option("--articles", type=FILE, required=True, help="JSON lines with the key text.")
@click.option("--most", type=click.IntRange(1), default=200, show_default=True, help="Articles to read.")
@click.option("--model", type=FOLDER, help="Default: the shipped model.")
def bench_language(articles: Path, most: int, model: Path | None) -> None:
    """Tokens and articles a second of each part of the language layer, on one core."""
    from saksi.evaluation.speed import measure, report, texts

    click.echo(report(measure(texts(articles, most), model)))


@click.group()
def train() -> None:
    """Remakes the models (needs the extra `train`)."""


@train.command("language")
@click.option("--data", type=FOLDER, required=True, help="Folder with ud/, ner/, text/ and articles/.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write."
)
@click.option("--names", type=FILE, help="JSON lines of offsets: names in articles; their train half.")
@click.option("--tagged", type=FILE, help="Corpus of words and tags, a tab between.")
@click.option("--steps", type=click.IntRange(1), help="Default: as the shipped model was trained.")
@click.option("--seed", type=int, help="Default: as the shipped model was trained.")
def train_language(
    data: Path, out: Path, names: Path | None, tagged: Path | None, steps: int | None, seed: int | None
) -> None:
    """Trains the language model: tags, trees, entities. Goes on where a run was broken off."""
    from saksi.evaluation.gold import training_sentences
    from saksi.training.fit import Plan
    from saksi.training.language import train as make

    plan = Plan(
        steps=Plan.steps if steps is None else steps,
        seed=Plan.seed if seed is None else seed,
    )
    annotated = training_sentences(names, data / "articles" / ARTICLES) if names else []
    make(data, out, plan=plan, tagged=tagged, annotated=annotated, say=click.echo)
