"""Trains the language model. One command remakes it:

python -m saksi.training.language --data DIR --out DIR
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language

from saksi.language import network, weights
from saksi.language.analyse import LanguageModel
from saksi.language.known_names import known_names
from saksi.language.tokenizer import Tokenizer
from saksi.lexicons.load import default_lexicons
from saksi.training import corpora, evaluate_language, manifest
from saksi.training.corpora import Sentence
from saksi.training.fit import Corpora, Plan, Progress, fit_entities, fit_trees
from saksi.training.vectors import train_vectors

_ENOUGH = 20  # items of a relation below which its figure says nothing


@dataclass(frozen=True)
class Material:
    """Everything to learn from, and what is kept back to measure on before the last steps."""

    learned: Corpora
    held_trees: dict[str, list[Sentence]]
    held_entities: list[Sentence]


def gather(data: Path, plan: Plan, tagged: Path | None) -> Material:
    """Reads the corpora in `data`; each n-th sentence of a treebank is kept back."""
    current: list[Sentence] = []
    held_trees: dict[str, list[Sentence]] = {}
    for name in corpora.CURRENT_TREEBANKS:
        sentences = corpora.without_duplicates(corpora.read_treebank(data / "ud" / name))
        every = plan.hold_news_every if name in corpora.NEWS_TREEBANKS else plan.hold_every
        sentences, held_trees[name] = corpora.hold_out(sentences, every)
        current.extend(weighted(sentences, plan.tree_weights.get(name, 1.0)))
    held_entities = list(corpora.read_entities(data / "ner" / corpora.ENTITY_DEV))
    held = {s.words for part in (*held_trees.values(), held_entities) for s in part}
    converted = list(corpora.read_treebank(data / "ud" / corpora.CONVERTED_TREEBANK))
    entities: list[Sentence] = []
    named: list[Sentence] = []
    for name in corpora.ENTITY_CORPORA:
        sentences = [s for s in corpora.read_entities(data / "ner" / name) if s.words not in held]
        entities.extend(weighted(sentences, plan.entity_weights.get(name, 1.0)))
        named.extend(weighted(sentences, plan.name_weights.get(name, 1.0)))
    learned = Corpora(
        current=[s for s in current if s.words not in held],
        held=[s for part in held_trees.values() for s in part],
        converted=[s for s in converted if s.words not in held],
        entities=entities,
        tagged=list(corpora.read_tags(tagged)) if tagged else [],
        named=named,
    )
    return Material(learned, held_trees, held_entities)


def weighted(sentences: list[Sentence], times: float) -> list[Sentence]:
    """The sentences `times` over; of a fraction, the first ones."""
    return sentences * int(times) + sentences[: int(len(sentences) * (times % 1))]


def vector_text(data: Path, learned: Corpora) -> Iterator[list[str]]:
    """Tokenised sentences for the word vectors: raw text, articles and the training sentences."""
    yield from corpora.raw_sentences(data)
    tokenizer = Tokenizer(default_lexicons())
    for text in corpora.article_texts(data):
        for paragraph in text.split("\n"):
            yield tokenizer.words(paragraph)
    for sentence in (*learned.tagged, *learned.entities, *learned.current, *learned.converted):
        yield list(sentence.words)


def train(
    data: Path,
    out: Path,
    *,
    plan: Plan | None = None,
    tagged: Path | None = None,
    say: Progress = print,
) -> dict[str, float]:
    """Trains the model on the corpora in `data`, writes it to the folder `out`, returns its figures.

    A part of the treebanks is kept back and measured before the last steps, which then show it as
    well; the entity development set is never shown. The figures also stand in the manifest.
    `tagged` is a corpus of words and tags (word, tab, tag) that helps the encoder; by default that
    of the package nlp-id, if it is installed.
    """
    plan = plan or Plan()
    tagged = tagged or tagged_corpus()
    material = gather(data, plan, tagged)
    learned = material.learned
    say(
        f"{len(learned.current)} current trees, {len(learned.converted)} converted trees, "
        f"{len(learned.entities)} sentences with entities, {len(learned.tagged)} with tags"
    )
    say("word vectors ...")
    vectors = train_vectors(vector_text(data, learned), epochs=plan.vector_epochs)
    figures: dict[str, float] = {}

    def check(nlp: Language) -> str:
        found = measure(nlp, material)
        return "  ".join(f"{name} {value:.1f}" for name, value in found.items() if "dep:" not in name)

    def finished(nlp: Language) -> None:
        figures.update(measure(nlp, material))

    names = known_names(default_lexicons())
    say("tags and trees ...")
    trees = fit_trees(learned, vectors, names, plan, say, check, finished)
    say("entities ...")
    entities = fit_entities(learned, vectors, names, plan, say, check)
    figures.update(measure(entities, material))
    write(trees, entities, vectors, out, data=_digests(data, tagged), plan=plan, figures=figures)
    return figures


def write(
    trees: Language,
    entities: Language,
    vectors: dict[str, Any],
    out: Path,
    *,
    data: dict[str, str],
    plan: Plan,
    figures: dict[str, float],
) -> None:
    """Writes the parts of both pipelines and the manifest to `out`, whole or not at all."""
    fresh = out.with_name(f"{out.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    pipes = {name: trees.get_pipe(name) for name in (network.ENCODER, network.TAGGER, network.PARSER)}
    pipes.update({name: entities.get_pipe(name) for name in (network.NAME_ENCODER, network.ENTITIES)})
    names = weights.save(pipes, vectors, fresh)
    manifest.write(fresh, names, data=data, plan=asdict(plan), figures=figures)
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)


def measure(nlp: Language, material: Material) -> dict[str, float]:
    """Figures on what was held out, as `evaluate_language` defines them: name to F1 in per cent.

    A pipeline without a parser is measured on entities, one with a parser on tags and trees.
    """
    model = LanguageModel(nlp, default_lexicons(), forgetful=False)
    figures: dict[str, float] = {}
    if network.PARSER not in nlp.pipe_names:
        scores = evaluate_language.evaluate_entities(model, material.held_entities)
        return {name: score.f1 for name, score in scores.items()}
    for name, sentences in material.held_trees.items():
        short = name.removeprefix("id_").removesuffix(".conllu").replace("-ud-", "-")
        scores = {**evaluate_language.evaluate_trees(model, sentences)}
        scores.update(evaluate_language.evaluate_raw(model, sentences))
        figures.update({f"{short}:{n}": s.f1 for n, s in scores.items() if s.gold >= _ENOUGH})
    return figures


def tagged_corpus() -> Path | None:
    """The tagged news corpus that the package nlp-id brings, if it is installed (it is not imported)."""
    found = importlib.util.find_spec("nlp_id")
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).parent / "data" / "dataset_postag.txt"
    return path if path.is_file() else None


def _digests(data: Path, tagged: Path | None) -> dict[str, str]:
    """SHA-256 of every file that the model learned from, by folder and name."""
    folders = (("ud", "*.conllu"), ("ner", "*.iob"), ("text", "*.xz"), ("articles", "*.jsonl"))
    paths = [path for folder, pattern in folders for path in sorted((data / folder).glob(pattern))]
    found = {f"{path.parent.name}/{path.name}": weights.digest(path) for path in paths}
    return {**found, f"tagged/{tagged.name}": weights.digest(tagged)} if tagged else found


def main() -> None:
    """Command: python -m saksi.training.language --data DIR --out DIR [--steps N] [--seed N]."""
    parser = argparse.ArgumentParser(description="Trains the language model.")
    parser.add_argument("--data", type=Path, required=True, help="folder with ud/, ner/, text/, articles/")
    parser.add_argument("--out", type=Path, default=weights.HOME, help="folder to write the model to")
    parser.add_argument("--tagged", type=Path, default=None, help="corpus of words and tags, tab between")
    parser.add_argument("--steps", type=int, default=Plan.steps)
    parser.add_argument("--seed", type=int, default=Plan.seed)
    options = parser.parse_args()
    train(
        options.data,
        options.out,
        plan=Plan(steps=options.steps, seed=options.seed),
        tagged=options.tagged,
        say=lambda line: print(line, flush=True),  # noqa: T201
    )


if __name__ == "__main__":
    main()
