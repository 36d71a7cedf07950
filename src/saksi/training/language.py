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

import numpy as np
from spacy.language import Language

from saksi.language import weights
from saksi.language.analyse import LanguageModel
from saksi.language.tokenizer import Tokenizer
from saksi.lexicons.load import default_lexicons
from saksi.training import corpora, evaluate_language, manifest
from saksi.training.corpora import Sentence
from saksi.training.fit import Plan, Progress, fit
from saksi.training.vectors import train_vectors

_ENOUGH = 20  # items of a relation below which its figure says nothing


@dataclass(frozen=True)
class Material:
    """Everything to learn from, and what was kept back to measure on (empty if nothing was)."""

    current: list[Sentence]
    converted: list[Sentence]
    entities: list[Sentence]
    tagged: list[Sentence]
    held_trees: dict[str, list[Sentence]]
    held_entities: list[Sentence]


def gather(data: Path, plan: Plan, tagged: Path | None, *, hold_out: bool) -> Material:
    """Reads the corpora in `data`. With `hold_out`, a part of each treebank is kept back."""
    current: list[Sentence] = []
    held_trees: dict[str, list[Sentence]] = {}
    for name in corpora.CURRENT_TREEBANKS:
        sentences = corpora.without_duplicates(corpora.read_treebank(data / "ud" / name))
        if hold_out:
            every = plan.hold_news_every if name in corpora.NEWS_TREEBANKS else plan.hold_every
            sentences, held_trees[name] = corpora.hold_out(sentences, every)
        current.extend(weighted(sentences, plan.tree_weights.get(name, 1.0)))
    held_entities = list(corpora.read_entities(data / "ner" / corpora.ENTITY_DEV))
    held = {s.words for part in (*held_trees.values(), held_entities) for s in part}
    converted = list(corpora.read_treebank(data / "ud" / corpora.CONVERTED_TREEBANK))
    entities: list[Sentence] = []
    for name in corpora.ENTITY_CORPORA:
        sentences = list(corpora.read_entities(data / "ner" / name))
        entities.extend(weighted(sentences, plan.entity_weights.get(name, 1.0)))
    return Material(
        current=current,
        converted=[s for s in converted if s.words not in held],
        entities=[s for s in entities if s.words not in held],
        tagged=list(corpora.read_tags(tagged)) if tagged else [],
        held_trees=held_trees,
        held_entities=held_entities,
    )


def weighted(sentences: list[Sentence], times: float) -> list[Sentence]:
    """The sentences `times` over; of a fraction, the first ones."""
    return sentences * int(times) + sentences[: int(len(sentences) * (times % 1))]


def vector_text(data: Path, material: Material) -> Iterator[list[str]]:
    """Tokenised sentences for the word vectors: raw text, articles and the training sentences."""
    yield from corpora.raw_sentences(data)
    tokenizer = Tokenizer(default_lexicons())
    for text in corpora.article_texts(data):
        for paragraph in text.split("\n"):
            yield tokenizer.words(paragraph)
    for sentence in (*material.tagged, *material.entities, *material.current, *material.converted):
        yield list(sentence.words)


def train(
    data: Path,
    out: Path,
    *,
    plan: Plan | None = None,
    tagged: Path | None = None,
    hold_out: bool = False,
    vectors_from: Path | None = None,
    say: Progress = print,
) -> dict[str, float]:
    """Trains the model on the corpora in `data` and writes it to the folder `out`.

    With `hold_out` a part of the treebanks is kept back, measured, and the figures are returned and
    written to the manifest; without, the model learns from everything but the entity development set
    and figures already in the manifest of `out` stay. `tagged` is a corpus of words and tags
    (word, tab, tag) that helps the encoder; by default that of the package nlp-id, if installed.
    `vectors_from` is a vectors.npz of an earlier run, to save the minutes that making it takes.
    """
    plan = plan or Plan()
    material = gather(data, plan, tagged or tagged_corpus(), hold_out=hold_out)
    say(
        f"{len(material.current)} current trees, {len(material.converted)} converted trees, "
        f"{len(material.entities)} sentences with entities, {len(material.tagged)} with tags"
    )
    if vectors_from:
        with np.load(vectors_from, allow_pickle=False) as stored:
            vectors = dict(stored)
    else:
        say("word vectors ...")
        vectors = train_vectors(vector_text(data, material), epochs=plan.vector_epochs)

    def check(nlp: Language) -> str:
        figures = measure(nlp, material)
        return "  ".join(f"{name} {value:.1f}" for name, value in figures.items() if " " not in name)

    nlp = fit(
        material.current, material.converted, material.entities, material.tagged, vectors, plan, say, check
    )
    fresh = out.with_name(f"{out.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    names = weights.save(nlp, vectors, fresh)
    figures = measure(weights.restore(fresh), material) if hold_out else _known_figures(out)
    manifest.write(fresh, names, data=_digests(data), plan=asdict(plan), hold_out=hold_out, figures=figures)
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)
    return figures


def measure(nlp: Language, material: Material) -> dict[str, float]:
    """Figures on what was held out, as `evaluate_language` defines them: name to F1 in per cent."""
    model = LanguageModel(nlp, default_lexicons(), forgetful=False)
    figures: dict[str, float] = {}
    for name, sentences in material.held_trees.items():
        short = name.removeprefix("id_").partition("-")[0] + name[-11:-7].rstrip(".")
        scores = {**evaluate_language.evaluate_trees(model, sentences)}
        scores.update(evaluate_language.evaluate_raw(model, sentences))
        figures.update({f"{short}:{n}": s.f1 for n, s in scores.items() if s.gold >= _ENOUGH})
    entities = evaluate_language.evaluate_entities(model, material.held_entities)
    figures.update({name: score.f1 for name, score in entities.items()})
    return figures


def tagged_corpus() -> Path | None:
    """The tagged news corpus that the package nlp-id brings, if it is installed (it is not imported)."""
    found = importlib.util.find_spec("nlp_id")
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).parent / "data" / "dataset_postag.txt"
    return path if path.is_file() else None


def _digests(data: Path) -> dict[str, str]:
    paths = sorted((data / "ud").glob("*.conllu")) + sorted((data / "ner").glob("*.iob"))
    return {f"{path.parent.name}/{path.name}": weights.digest(path) for path in paths}


def _known_figures(out: Path) -> dict[str, float]:
    """Figures of an earlier held-out run that stand in the manifest of `out`."""
    return dict(manifest.read(out).get("figures", {})) if (out / weights.MANIFEST).is_file() else {}


def main() -> None:
    """Command: python -m saksi.training.language --data DIR --out DIR [--hold-out] [--steps N]."""
    parser = argparse.ArgumentParser(description="Trains the language model.")
    parser.add_argument("--data", type=Path, required=True, help="folder with ud/, ner/, text/, articles/")
    parser.add_argument("--out", type=Path, default=weights.HOME, help="folder to write the model to")
    parser.add_argument("--tagged", type=Path, default=None, help="corpus of words and tags, tab between")
    parser.add_argument("--hold-out", action="store_true", help="keep a part back and measure on it")
    parser.add_argument("--vectors", type=Path, default=None, help="vectors.npz of an earlier run")
    parser.add_argument("--steps", type=int, default=Plan.steps)
    parser.add_argument("--seed", type=int, default=Plan.seed)
    options = parser.parse_args()
    train(
        options.data,
        options.out,
        plan=Plan(steps=options.steps, seed=options.seed),
        tagged=options.tagged,
        hold_out=options.hold_out,
        vectors_from=options.vectors,
        say=lambda line: print(line, flush=True),  # noqa: T201
    )


if __name__ == "__main__":
    main()
