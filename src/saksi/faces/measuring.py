"""The commands `saksi evaluate` and `saksi train`: what the figures in the docs are printed by.

Their modules are imported when a command runs, so that reading news never waits for them.
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from saksi.errors import ReadError

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(file_okay=False, path_type=Path)
ARTICLES = "detik-2025.jsonl"
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def evaluate() -> None:
    """Measures Saksi on gold data."""


@evaluate.command("events")
@click.option("--gold", type=FILE, help="Gold standard records, JSON lines: id, text, event, source, target.")
@click.option("--challenge", type=FILE, help="Challenge set, JSON lines: sentences tagged by phenomenon.")
@click.option("--part", type=click.Choice(["dev", "test"]), help="Half of the challenge set. Default: both.")
@click.option("--event-free", type=FILE, help="JSON lines of sentences without events: id, kind, text.")
@click.option("--articles", type=FILE, help="JSON lines: articles; with --article-gold.")
@click.option("--article-gold", type=FILE, help="Gold of events on the articles: those without one are read.")
@click.option("--predictions", type=click.Path(dir_okay=False, path_type=Path), help="Those for --gold, too.")
@click.option("--errors", is_flag=True, help="List what went wrong; of the challenge set its dev half only.")
def evaluate_events(
    gold: Path | None,
    challenge: Path | None,
    part: str | None,
    event_free: Path | None,
    articles: Path | None,
    article_gold: Path | None,
    predictions: Path | None,
    errors: bool,
) -> None:
    """Events on single sentences: on gold records, by phenomenon, and false alarms where there are none.

    Give one or more of --gold, --challenge, --event-free, and --articles with --article-gold.
    """
    if not (gold or challenge or event_free or article_gold) or bool(articles) != bool(article_gold):
        raise click.UsageError("give --gold, --challenge, --event-free, or --articles with --article-gold")
    try:
        if gold:
            _gold_records(gold, predictions, errors)
        if challenge:
            _challenge(challenge, part, errors)
        if event_free:
            _false_alarms_of_sentences(event_free, errors)
        if articles and article_gold:
            _false_alarms_of_articles(article_gold, articles, errors)
    except ReadError as error:
        raise click.ClickException(str(error)) from error


def _gold_records(gold: Path, predictions: Path | None, errors: bool) -> None:
    from saksi.evaluation.events import predict, report

    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = predict(rows)
    if predictions:
        lines = (json.dumps(row, ensure_ascii=False) for row in found)
        predictions.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    for line in report(rows, found, errors=errors):
        click.echo(line)


def _challenge(path: Path, part: str | None, errors: bool) -> None:
    from saksi.evaluation.challenge import read_challenge
    from saksi.evaluation.challenge_score import answer, report
    from saksi.pipeline import Pipeline

    sentences = [c for c in read_challenge(path) if part in (None, c.part)]
    read = Pipeline.load().read
    for line in report([answer(c, read) for c in sentences], errors=errors):
        click.echo(line)


def _false_alarms_of_sentences(path: Path, errors: bool) -> None:
    from saksi.evaluation.false_alarms import alarms, read_event_free, report
    from saksi.pipeline import Pipeline

    for line in report(
        alarms(read_event_free(path), Pipeline.load().read), "event-free sentences", errors=errors
    ):
        click.echo(line)


def _false_alarms_of_articles(gold: Path, articles: Path, errors: bool) -> None:
    from saksi.evaluation.event_gold import read_event_gold
    from saksi.evaluation.false_alarms import alarms, event_free_articles, report
    from saksi.pipeline import Pipeline

    texts = event_free_articles(read_event_gold(gold, articles))
    for line in report(alarms(texts, Pipeline.load().read), "event-free articles", errors=errors):
        click.echo(line)


@evaluate.command("quotes")
@click.option("--gold", type=FILE, required=True, help="JSON lines of offsets: quotes, cues, speakers.")
@click.option("--articles", type=FILE, required=True, help="JSON lines: the articles of the gold.")
@click.option("--part", type=click.Choice(["dev", "test"]), help="Default: both.")
@click.option("--faults", is_flag=True, help="List what went wrong; meant for the dev part.")
def evaluate_quotes(gold: Path, articles: Path, part: str | None, faults: bool) -> None:
    """Quotes of whole articles by kind: spans, cues, speakers, through whom and when."""
    from saksi.evaluation.quote_gold import read_quote_gold
    from saksi.evaluation.quotes import evaluate as measure
    from saksi.evaluation.quotes import report
    from saksi.pipeline import Pipeline

    rows = [row for row in read_quote_gold(gold, articles) if part in (None, row.row.part)]
    for line in report(measure(rows, Pipeline.load().read), faults=faults):
        click.echo(line)


@evaluate.command("coreference")
@click.option("--gold", type=FILE, required=True, help="JSON lines of offsets: chains of mentions.")
@click.option("--articles", type=FILE, required=True, help="JSON lines: the articles of the gold.")
@click.option("--part", type=click.Choice(["dev", "test"]), help="Default: both.")
@click.option("--faults", is_flag=True, help="List what went wrong; meant for the dev part.")
def evaluate_coreference(gold: Path, articles: Path, part: str | None, faults: bool) -> None:
    """Who is who: mentions that mean the same person or body (MUC, B3, CEAFe and their mean)."""
    from saksi.evaluation.coreference import evaluate as measure
    from saksi.evaluation.coreference import read_chain_gold, report
    from saksi.pipeline import Pipeline

    rows = [row for row in read_chain_gold(gold, articles) if part in (None, row.row.part)]
    for line in report(measure(rows, Pipeline.load().read), faults=faults):
        click.echo(line)


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


@evaluate.command("sizes")
@click.option("--gold", type=FILE, required=True, help="JSON lines of offsets: sizes with bounds.")
@click.option("--articles", type=FILE, required=True, help="JSON lines: the articles of the gold.")
@click.option("--part", type=click.Choice(["train", "test"]), help="Default: both.")
@click.option("--errors", is_flag=True, help="List what went wrong; meant for the train part.")
def evaluate_sizes(gold: Path, articles: Path, part: str | None, errors: bool) -> None:
    """How many died, fled, were arrested: sizes found, with their bounds, units and speakers."""
    from saksi.evaluation.sizes import evaluate as measure
    from saksi.evaluation.sizes import read_size_gold, report
    from saksi.pipeline import Pipeline

    rows = [row for row in read_size_gold(gold, articles) if part in (None, row.article.part)]
    for line in report(measure(rows, Pipeline.load().read), errors=errors):
        click.echo(line)


@evaluate.command("stories")
@click.option("--gold", type=FILE, required=True, help="JSON lines: stories with their articles.")
@click.option("--articles", type=FILE, required=True, help="JSON lines: the articles of the gold.")
@click.option("--part", type=click.Choice(["dev", "test"]), help="Default: both.")
@click.option("--errors", is_flag=True, help="List stories torn apart or mixed up.")
@click.option("--jobs", "-j", type=click.IntRange(1), default=1, show_default=True)
def evaluate_stories(gold: Path, articles: Path, part: str | None, errors: bool, jobs: int) -> None:
    """How well articles are grouped into stories: B-cubed, and pairs of articles."""
    from saksi.engines.local import Failure, read_all
    from saksi.evaluation.stories import article_numbers, grouped, read_gold, report
    from saksi.readers.open import read_sources

    results = read_all(read_sources([str(articles)]), jobs=jobs)
    records = (result for result in results if not isinstance(result, Failure))
    found = grouped(records, article_numbers(articles))
    for line in report(read_gold(gold, part), found, errors=errors):
        click.echo(line)


@evaluate.command("agreement")
@click.option("--first", type=FILE, required=True, help="Gold of events, the first annotator's pass.")
@click.option(
    "--second", type=FILE, required=True, help="The second annotator's pass over the same articles."
)
@click.option("--articles", type=FILE, required=True, help="JSON lines: the articles of both.")
@click.option("--differences", is_flag=True, help="List where the two differ.")
def evaluate_agreement(first: Path, second: Path, articles: Path, differences: bool) -> None:
    """How far two annotators of events agree: F1, kappa of the type, parties and modality."""
    from saksi.evaluation.agreement import read_passes, report

    try:
        passes = read_passes(first, second, articles)
    except ReadError as error:
        raise click.ClickException(str(error)) from error
    for line in report(passes, differences=differences):
        click.echo(line)


@evaluate.command("language")
@click.option("--data", type=FOLDER, required=True, help="Folder with ud/, ner/ and articles/.")
@click.option("--names", type=FILE, help="JSON lines of offsets: names in articles; their test half.")
@click.option("--model", type=FOLDER, help="Default: the shipped model.")
def evaluate_language(data: Path, names: Path | None, model: Path | None) -> None:
    """Tags, trees, lemmas, sentence ends and entities, with bootstrap intervals."""
    from saksi.evaluation.entities import report
    from saksi.language import weights
    from saksi.language.analyse import load_model
    from saksi.training.evaluate_language import evaluate as measure
    from saksi.training.evaluate_language import kept_back

    reader = load_model(model)
    click.echo("kept back when the model was made, and measured before the last steps showed it: F1")
    click.echo(kept_back(weights.check(model or weights.HOME)["figures"]))
    measure(reader, data, click.echo)
    if names:
        click.echo("\n" + report(reader, names, data / "articles" / ARTICLES))


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


@train.command("judge")
@click.option("--articles", type=FILE, required=True, help="JSON lines: the articles of the gold.")
@click.option("--gold", type=FILE, multiple=True, required=True, help="Gold of events; its train part.")
@click.option("--once", type=FILE, multiple=True, help="Gold annotated once, of which nothing is measured.")
@click.option("--judged", type=FILE, multiple=True, help="JSON lines of judged candidates.")
@click.option("--written", type=FILE, multiple=True, help="JSON lines of articles with judged candidates.")
@click.option("--challenge", type=FILE, help="Challenge set; its dev half.")
@click.option("--records", type=FILE, help="Gold standard records, JSON lines.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Table of weights to write."
)
def train_judge(
    articles: Path,
    gold: tuple[Path, ...],
    once: tuple[Path, ...],
    judged: tuple[Path, ...],
    written: tuple[Path, ...],
    challenge: Path | None,
    records: Path | None,
    out: Path,
) -> None:
    """Trains the judge of events, and prints how good it is on articles its models had not seen."""
    from saksi.evaluation import judging
    from saksi.evaluation.event_gold import EventGold, read_event_gold
    from saksi.pipeline import Pipeline

    pipeline = Pipeline.load()
    whole, further = (
        [a for path in paths for a in read_event_gold(path, articles) if a.part == "train"]
        for paths in (gold, once)
    )
    parts = [row for path in judged for row in judging.read_judged(path, articles)]
    parts += [row for path in written for row in judging.read_written(path)]
    known: list[EventGold | judging.JudgedRow] = [*whole, *further, *parts]
    lessons = [judging.lesson(row, pipeline, measured=n < len(whole)) for n, row in enumerate(known)]
    lessons += [
        judging.lesson(row, pipeline)
        for article, one in zip(known, tuple(lessons), strict=True)
        for row in judging.alone(article, one)
    ]
    lessons += [judging.lesson(row, pipeline) for row in judging.read_sentences(challenge, records)]
    chosen = judging.limits(lessons)
    event, same = judging.taught(lessons)
    out.write_text(judging.table(event, same, chosen), encoding="utf-8")
    for line in judging.report(lessons, chosen):
        click.echo(line)
