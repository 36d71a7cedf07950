"""Trains the language model. One command remakes it:

saksi train language --data DATA --names gold/entities-detik.jsonl --out OUT
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from saksi.language import weights
from saksi.language.analyse import LanguageModel
from saksi.language.known_names import Names, known_names, words_of_names
from saksi.language.network import Network
from saksi.language.sentences import SentenceSplitter
from saksi.language.tokenizer import Tokenizer
from saksi.language.words import Words, norm
from saksi.lexicons.load import default_lexicons
from saksi.training import corpora, evaluate_language, manifest
from saksi.training.batches import Classes, Lexemes
from saksi.training.corpora import Sentence
from saksi.training.fit import GENERIC, NEWS, Material, Plan, Progress, Run, treebank
from saksi.training.net import Net, Sizes, arrays
from saksi.training.vectors import train_vectors

_ENOUGH = 20  # items of a relation below which its figure says nothing
IOB = ("O", "B-LOC", "B-ORG", "B-PER", "I-LOC", "I-ORG", "I-PER")
MASKED_WORDS = 10_000
LONGEST = 80  # words of a sentence that is not a tree; of a longer one the parts are read
SHORTEST = 4


@dataclass(frozen=True)
class Gathered:
    """Everything to learn from, and what is kept back to measure on before the last steps."""

    material: Material
    held_trees: dict[str, list[Sentence]]
    held_entities: dict[str, list[Sentence]]


def gather(data: Path, plan: Plan, tagged: Path | None, annotated: Sequence[Sentence] = ()) -> Gathered:
    """Reads the corpora in `data`; each n-th sentence of a treebank is kept back.

    `annotated` are further sentences with entities, as much as any corpus of `data/ner`.
    """
    current: list[Sentence] = []
    held_trees: dict[str, list[Sentence]] = {}
    for name in corpora.CURRENT_TREEBANKS:
        sentences = corpora.without_duplicates(corpora.read_treebank(data / "ud" / name))
        every = plan.hold_news_every if name in corpora.NEWS_TREEBANKS else plan.hold_every
        sentences, held_trees[name] = corpora.hold_out(sentences, every)
        current.extend(weighted(sentences, plan.tree_weights.get(name, 1.0)))
    development = list(corpora.read_entities(data / "ner" / corpora.ENTITY_DEV))
    converted = list(corpora.read_treebank(data / "ud" / corpora.CONVERTED_TREEBANK))
    named: list[Sentence] = []
    held_entities: dict[str, list[Sentence]] = {}
    for name in corpora.ENTITY_CORPORA:
        sentences = corpora.without_duplicates(corpora.read_entities(data / "ner" / name))
        if name in corpora.TESTED_ENTITY_CORPORA:
            sentences, held_entities[name] = corpora.hold_out(sentences, plan.hold_entities_every)
        named.extend(weighted(sentences, plan.entity_weights.get(name, 1.0)))
    if annotated:
        named.extend(weighted(list(annotated), plan.entity_weights.get(annotated[0].source, 1.0)))
    parts = (*held_trees.values(), *held_entities.values(), development)
    held = {s.words for part in parts for s in part}
    shown_last = [s for part in held_entities.values() for s in part if len(s.words) <= LONGEST]
    coarse = list(corpora.read_tags(tagged)) if tagged else []
    material = Material(
        current=[s for s in current if s.words not in held],
        held=[
            s for name, part in held_trees.items() for s in weighted(part, plan.tree_weights.get(name, 1.0))
        ],
        converted=[s for s in converted if s.words not in held],
        entities=[s for s in named if s.words not in held and len(s.words) <= LONGEST],
        held_entities=shown_last,
        tagged=[s for s in coarse if 1 < len(s.words) <= LONGEST],
        raw=list(raw_sentences(data, coarse)),
    )
    return Gathered(material, held_trees, {corpora.ENTITY_DEV: development, **held_entities})


def weighted(sentences: list[Sentence], times: float) -> list[Sentence]:
    """The sentences `times` over; of a fraction, the first ones."""
    return sentences * int(times) + sentences[: int(len(sentences) * (times % 1))]


def raw_sentences(data: Path, coarse: Sequence[Sentence]) -> Iterator[Sentence]:
    """Bare sentences, whose words are to be guessed: raw text, articles, the tagged corpus."""
    lexicons = default_lexicons()
    tokenizer, splitter = Tokenizer(lexicons), SentenceSplitter(lexicons)
    found: list[Sequence[str]] = list(corpora.raw_sentences(data))
    for text in corpora.article_texts(data):
        for paragraph in text.split("\n"):
            spans = tokenizer.tokenize(paragraph)
            for first, last in splitter.split(paragraph, spans):
                found.append([paragraph[s:e] for s, e in spans[first:last]])
    found.extend(s.words for s in coarse)
    for words in found:
        for start in range(0, len(words), LONGEST):
            part = tuple(words[start : start + LONGEST])
            if len(part) >= SHORTEST:
                yield Sentence("", part, ())


def vector_text(material: Material) -> Iterator[list[str]]:
    """Tokenised sentences for the word vectors: raw text and the training sentences."""
    for sentence in (*material.raw, *material.entities, *material.current, *material.converted):
        yield list(sentence.words)


def classes_of(material: Material) -> Classes:
    """The classes that occur in the material, the news treebank and the generic entity corpus first."""
    trees = (*material.current, *material.held, *material.converted)
    words = Counter(norm(w) for s in material.raw for w in s.words)
    return Classes(
        upos=tuple(sorted({t for s in trees for t in s.upos})),
        voices=tuple(sorted({v for s in trees for v in s.voices})),
        deps=tuple(sorted({d for s in trees for d in s.deps})),
        iob=IOB,
        coarse=tuple(sorted({t for s in material.tagged for t in s.tags})),
        masked=tuple(
            w for w, _ in sorted(words.items(), key=lambda item: (-item[1], item[0]))[:MASKED_WORDS]
        ),
        sources=(NEWS, *sorted({treebank(s.source) for s in trees} - {NEWS})),
        entity_sources=(GENERIC, *sorted({s.source for s in material.entities})),
    )


def train(
    data: Path,
    out: Path,
    *,
    plan: Plan | None = None,
    tagged: Path | None = None,
    annotated: Sequence[Sentence] = (),
    say: Progress = print,
) -> dict[str, float]:
    """Trains the model on the corpora in `data`, writes it to the folder `out`, returns its figures.

    A part of the treebanks is kept back and measured before the last steps, which then show it as
    well; the entity development set is never shown. The figures also stand in the manifest. `tagged`
    is a corpus of words and tags (word, tab, tag) that helps the encoder; by default that of the
    package nlp-id, if it is installed. Checkpoints lie in the folder `out` + ".run": the same command
    goes on from there if the plan and the data are the same, and removes the folder when it is done.
    """
    plan = plan or Plan()
    tagged = tagged or tagged_corpus()
    names = known_names(default_lexicons())
    digests = {**_digests(data, tagged), "known names": _digest_of(names)}
    gathered = gather(data, plan, tagged, annotated)
    material = gathered.material
    say(
        f"{len(material.current)} current trees, {len(material.converted)} converted trees, "
        f"{len(material.entities)} sentences with entities, {len(material.tagged)} with tags, "
        f"{len(material.raw)} bare"
    )
    torch.set_num_threads(1)  # more give other sums
    desk = _desk(out, {"plan": asdict(plan), "data": digests, "annotated": len(annotated)})
    vectors = _vectors(desk, material, plan, say)
    words = Words(vectors, words_of_names(names))
    classes = classes_of(material)
    torch.manual_seed(plan.seed)
    run = Run(new_net(words, classes, plan), Lexemes(words), classes, material, names, plan)
    checkpoint = desk / "checkpoint.pt"
    if checkpoint.is_file():
        run.restore(checkpoint)
        say(f"going on from step {run.step}")

    def found(net: Net) -> dict[str, float]:
        return measure(model_of(net, classes, words), gathered)

    def check(net: Net) -> str:
        return "  ".join(f"{name} {value:.1f}" for name, value in found(net).items() if "dep:" not in name)

    def save() -> None:
        run.save(checkpoint)

    run.raw(say, save)
    run.learn(say, save, check)
    # Measured once: a run that goes on in its last steps has already been shown what was kept back.
    figures = _kept(desk / "figures.json", lambda: found(run.average))
    run.learn(say, save, check, until=plan.steps + plan.last_steps)
    shipped = arrays(run.average, 0, 0)
    write(shipped, classes, vectors, out, data=digests, plan=plan, figures=figures)
    shutil.rmtree(desk)
    return figures


def new_net(words: Words, classes: Classes, plan: Plan) -> Net:
    """An untrained network for these classes."""
    sizes = Sizes(
        vector=words.dimensions,
        sources=len(classes.sources),
        entity_sources=len(classes.entity_sources),
        upos=len(classes.upos),
        voices=len(classes.voices),
        deps=len(classes.deps),
        iob=len(classes.iob),
        coarse=max(1, len(classes.coarse)),
        masked=max(1, len(classes.masked)),
        hidden=plan.hidden,
    )
    return Net(sizes)


def model_of(net: Net, classes: Classes, words: Words) -> LanguageModel:
    """The model that reads with this network, in half precision as it would be shipped."""
    halved = {name: array.astype(np.float16) for name, array in arrays(net, 0, 0).items()}
    return LanguageModel(Network(halved, _shipped(classes), words), default_lexicons())


def _shipped(classes: Classes) -> dict[str, Sequence[str]]:
    return {name: getattr(classes, name) for name in weights.CLASSES}


def write(
    shipped: Mapping[str, Any],
    classes: Classes,
    vectors: Mapping[str, Any],
    out: Path,
    *,
    data: dict[str, str],
    plan: Plan,
    figures: dict[str, float],
) -> None:
    """Writes the weights and the manifest to `out`, whole or not at all."""
    fresh = out.with_name(f"{out.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    names = weights.save(shipped, _shipped(classes), vectors, fresh)
    manifest.write(fresh, names, data=data, plan=asdict(plan), figures=figures, versions=manifest.versions())
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)


def measure(model: LanguageModel, gathered: Gathered) -> dict[str, float]:
    """Figures on what was held out, as `evaluate_language` defines them: name to F1 in per cent."""
    figures: dict[str, float] = {}
    for name, sentences in gathered.held_trees.items():
        short = name.removeprefix("id_").removesuffix(".conllu").replace("-ud-", "-")
        scores = {**evaluate_language.evaluate_trees(model, sentences)}
        scores.update(evaluate_language.evaluate_raw(model, sentences))
        figures.update({f"{short}:{n}": s.f1 for n, s in scores.items() if s.gold >= _ENOUGH})
    for name, sentences in gathered.held_entities.items():
        prefix = "" if name == corpora.ENTITY_DEV else f"{name.split('.')[0]}:"
        scores = evaluate_language.evaluate_entities(model, sentences)
        figures.update({f"{prefix}{n}": s.f1 for n, s in scores.items() if s.gold >= _ENOUGH})
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


def _kept(path: Path, figures: Callable[[], dict[str, float]]) -> dict[str, float]:
    """The figures in the file `path`, which is written first if it is not there."""
    if not path.is_file():
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(figures()), encoding="utf-8")
        fresh.rename(path)
    found: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _digest_of(names: Names) -> str:
    """SHA-256 of the listed names, which the network sees and which are put into sentences."""
    text = json.dumps({label: list(some) for label, some in names.items()}, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _desk(out: Path, purpose: dict[str, Any]) -> Path:
    """The folder for checkpoints of a run, empty unless it holds those of the same plan and data."""
    desk = out.with_name(f"{out.name}.run")
    note, text = desk / "purpose.json", json.dumps(purpose, sort_keys=True)
    if not note.is_file() or note.read_text(encoding="utf-8") != text:
        shutil.rmtree(desk, ignore_errors=True)
        desk.mkdir(parents=True)
        note.write_text(text, encoding="utf-8")
    return desk


def _vectors(desk: Path, material: Material, plan: Plan, say: Progress) -> dict[str, Any]:
    path = desk / weights.VECTORS
    if not path.is_file():
        say("word vectors ...")
        trained = train_vectors(vector_text(material), epochs=plan.vector_epochs)
        found: dict[str, Any] = {key: np.asarray(value) for key, value in trained.items()}
        fresh = desk / "new.npz"
        np.savez(fresh, **found)
        fresh.rename(path)
    with np.load(path, allow_pickle=False) as stored:
        return dict(stored)
