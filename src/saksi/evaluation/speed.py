"""Measures how fast the language layer reads, part by part, beside two yardsticks in the same run.

Yardsticks: a plain split at whitespace, and spaCy's blank Indonesian tokenizer where it is installed.
"""

from __future__ import annotations

import importlib.util
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from saksi.language.analyse import LanguageModel, load_model
from saksi.language.morphology import root_of
from saksi.records import Span

ROUNDS = 3  # each part runs so often; the fastest counts, since anything else on the machine only slows
_MEBIBYTE = 1024


@dataclass(frozen=True)
class Speed:
    """Seconds that a part took for all the tokens of the articles."""

    part: str
    seconds: float
    tokens: int
    articles: int


@dataclass(frozen=True)
class Speeds:
    """Parts in the order in which they work, seconds to load the model, peak memory in MiB."""

    parts: tuple[Speed, ...]
    load: float
    peak: float


def texts(path: Path, most: int) -> list[str]:
    """The texts of the first `most` articles of a JSONL file."""
    found: list[str] = []
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            if len(found) == most:
                break
            found.append(str(json.loads(line)["text"]))
    return found


def lines_of(text: str) -> list[Span]:
    """Spans of the lines that hold anything."""
    found: list[Span] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def measure(articles: Sequence[str], folder: Path | None = None) -> Speeds:
    """Times each part on the articles; the first round also warms what is remembered of words."""
    began = time.perf_counter()
    model = load_model(folder)
    load = time.perf_counter() - began
    paragraphs = [lines_of(text) for text in articles]
    cut = [_sentences(model, text, spans) for text, spans in zip(articles, paragraphs, strict=True)]
    words = [[[text[s:e] for s, e in one] for one in some] for text, some in zip(articles, cut, strict=True)]
    read = [model.network.read(some) for some in words]
    count = sum(len(one) for some in words for one in some)

    def whitespace() -> None:
        for text in articles:
            text.split()

    def tokenizer() -> None:
        for text, spans in zip(articles, paragraphs, strict=True):
            for start, end in spans:
                model.tokenizer.tokenize(text, start, end)

    def splitter() -> None:
        for text, spans in zip(articles, paragraphs, strict=True):
            _sentences(model, text, spans)

    def network() -> None:
        for some in words:
            model.network.read(some)

    def roots() -> None:
        for some, readings in zip(words, read, strict=True):
            for one, reading in zip(some, readings, strict=True):
                for word, upos in zip(one, reading.upos, strict=True):
                    root_of(word, upos)

    def whole() -> None:
        for text, spans in zip(articles, paragraphs, strict=True):
            model.analyse(text, spans)

    jobs: list[tuple[str, Callable[[], None]]] = [
        ("whitespace split", whitespace),
        ("tokenizer", tokenizer),
        ("tokenizer and sentence ends", splitter),
        ("network: tags, trees, entities", network),
        ("roots", roots),
        ("whole language layer", whole),
    ]
    blank = _blank_spacy(articles)
    if blank:
        jobs.insert(1, ("spaCy's blank tokenizer", blank))
    parts = [Speed(name, _fastest(job), count, len(articles)) for name, job in jobs]
    return Speeds(tuple(parts), load, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEBIBYTE)


def _sentences(model: LanguageModel, text: str, paragraphs: Sequence[Span]) -> list[list[Span]]:
    found: list[list[Span]] = []
    for start, end in paragraphs:
        spans = model.tokenizer.tokenize(text, start, end)
        found.extend(spans[first:last] for first, last in model.splitter.split(text, spans))
    return found


def _blank_spacy(articles: Sequence[str]) -> Callable[[], None] | None:
    if importlib.util.find_spec("spacy") is None:
        return None
    import spacy

    tokenizer = spacy.blank("id").tokenizer

    def run() -> None:
        for text in articles:
            tokenizer(text)

    return run


def _fastest(job: Callable[[], None]) -> float:
    found: list[float] = []
    for _ in range(ROUNDS):
        began = time.process_time()
        job()
        found.append(time.process_time() - began)
    return min(found)


def report(speeds: Speeds) -> str:
    """The figures as lines of text; tokens are those of Saksi's tokenizer in every line."""
    lines = [f"{'':32s} {'tokens/s':>10s} {'articles/s':>11s}"]
    for speed in speeds.parts:
        seconds = speed.seconds or sys.float_info.min
        lines.append(f"{speed.part:32s} {speed.tokens / seconds:10.0f} {speed.articles / seconds:11.1f}")
    if not any(speed.part.startswith("spaCy") for speed in speeds.parts):
        lines.append("spaCy is not installed: its blank tokenizer was left out")
    lines.append(
        f"model loaded in {speeds.load:.2f} s, peak memory {speeds.peak:.0f} MiB (processor time of one core)"
    )
    return "\n".join(lines)
