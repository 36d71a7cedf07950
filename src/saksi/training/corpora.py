"""Reads the training corpora: treebanks (CoNLL-U), entity corpora (IOB) and raw text.

Sentences are plain data; nothing here knows of a parser.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from saksi.language.features import features_of

CURRENT_TREEBANKS = (
    "id_csui-ud-train.conllu",
    "id_pud-ud-test.conllu",
    "id_gsd-ud-dev.conllu",
    "id_gsd-ud-test.conllu",
)
NEWS_TREEBANKS = ("id_csui-ud-train.conllu",)
CONVERTED_TREEBANK = "gsd-train-converted.conllu"
ENTITY_CORPORA = (
    "idner2k.train.dedup.iob",
    "nergrit.train.dedup.iob",
    "nerui.iob",
    "alfina_gold.iob",
    "nerp.dedup.iob",
)
TESTED_ENTITY_CORPORA = ENTITY_CORPORA[:2]  # of which a part is kept back
ENTITY_DEV = "dev.iob"
RAW_TEXT = "news-tokenised.txt.xz"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A training sentence. `heads` are token indices (a root heads itself); empty where not annotated.

    `spaces[i]` says whether a space follows token i; `voices[i]` is Act, Pass or ""; `feats[i]` is all that
    the treebank says of the word's morphology, as it writes it.
    """

    text: str
    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    upos: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    feats: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    deps: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()
    iob: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    source: str = ""


def read_treebank(path: Path) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file; multiword token lines only decide about spaces."""
    text = ""
    rows: list[list[str]] = []
    inside: dict[int, bool] = {}
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            line = line.rstrip("\n")
            if line.startswith("# text = "):
                text = line[9:]
            elif line and line[0] != "#":
                cells = line.split("\t")
                if "-" in cells[0]:
                    first, last = map(int, cells[0].split("-"))
                    inside.update(dict.fromkeys(range(first, last), False))
                    inside[last] = "SpaceAfter=No" not in cells[9]
                elif "." not in cells[0]:
                    rows.append(cells)
            elif not line and rows:
                yield _treebank_sentence(text, rows, inside, path.name)
                text, rows, inside = "", [], {}
    if rows:
        yield _treebank_sentence(text, rows, inside, path.name)


def _treebank_sentence(text: str, rows: list[list[str]], inside: dict[int, bool], source: str) -> Sentence:
    return Sentence(
        text=text,
        words=tuple(r[1] for r in rows),
        spaces=tuple(inside.get(int(r[0]), "SpaceAfter=No" not in r[9]) for r in rows),
        upos=tuple(r[3] for r in rows),
        voices=tuple(features_of(r[5]).get("Voice", "") for r in rows),
        feats=tuple(r[5] for r in rows),
        heads=tuple(int(r[6]) - 1 if r[6] != "0" else i for i, r in enumerate(rows)),
        deps=tuple(r[7] for r in rows),
        lemmas=tuple(r[2] for r in rows),
        source=source,
    )


def read_entities(path: Path) -> Iterator[Sentence]:
    """Sentences of an IOB file: a word, a tab and its tag a line, a blank line between sentences."""
    for words, tags in _columns(path):
        yield Sentence(" ".join(words), words, (True,) * len(words), iob=tags, source=path.name)


def read_tags(path: Path) -> Iterator[Sentence]:
    """Sentences of a corpus with part-of-speech tags of its own tag set, laid out like an IOB file."""
    for words, tags in _columns(path):
        if all(tag.isalpha() and tag.isupper() for tag in tags):
            yield Sentence(" ".join(words), words, (True,) * len(words), tags=tags, source=path.name)


def _columns(path: Path) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    words: list[str] = []
    tags: list[str] = []
    with path.open(encoding="utf-8") as stream:
        for line in (*stream, ""):
            word, _, tag = line.rstrip("\n").partition("\t")
            if word.strip() and tag:
                words.append(word.replace(" ", "_"))
                tags.append(tag)
            elif words:
                yield tuple(words), tuple(tags)
                words, tags = [], []


def without_duplicates(sentences: Iterable[Sentence]) -> list[Sentence]:
    """The sentences with a text seen before left out, order kept."""
    seen: set[tuple[str, ...]] = set()
    kept: list[Sentence] = []
    for sentence in sentences:
        if sentence.words not in seen:
            seen.add(sentence.words)
            kept.append(sentence)
    return kept


def hold_out(sentences: Iterable[Sentence], every: int) -> tuple[list[Sentence], list[Sentence]]:
    """(training, held out): each `every`-th sentence is held out."""
    train: list[Sentence] = []
    held: list[Sentence] = []
    for number, sentence in enumerate(sentences):
        (held if number % every == every - 1 else train).append(sentence)
    return train, held


def raw_sentences(data: Path) -> Iterator[list[str]]:
    """Tokenised raw sentences for the vectors: the raw text and the articles, where present."""
    path = data / "text" / RAW_TEXT
    if path.is_file():
        with lzma.open(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                yield line.split()


def article_texts(data: Path) -> Iterator[str]:
    """Texts of the articles in `articles/*.jsonl`, where present."""
    for path in sorted((data / "articles").glob("*.jsonl")):
        with path.open(encoding="utf-8") as stream:
            for line in stream:
                yield json.loads(line)["text"]


def title_case(sentence: Sentence, small: frozenset[str]) -> Sentence:
    """The sentence written as a headline is: words capitalised but for the small ones, no final stop."""
    words = [w if w.lower() in small or not w[0].islower() else w[0].upper() + w[1:] for w in sentence.words]
    return replace(sentence, words=tuple(words))


def lower_case(sentence: Sentence) -> Sentence:
    """The sentence in lower case."""
    return replace(sentence, words=tuple(w.lower() for w in sentence.words))


def without_final_stop(sentence: Sentence) -> Sentence:
    """The sentence without the stop at its end, if it has one that heads nothing."""
    last = len(sentence.words) - 1
    if last < 1 or sentence.words[last] != "." or (sentence.heads and last in sentence.heads[:last]):
        return sentence
    cut = {
        name: getattr(sentence, name)[:last]
        for name in ("words", "spaces", "upos", "voices", "feats", "heads", "deps", "lemmas", "iob", "tags")
    }
    return replace(sentence, **cut)
