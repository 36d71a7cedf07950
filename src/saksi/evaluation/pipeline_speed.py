"""Measures how fast articles become records: layer by layer, whole, on several processes, beside yardsticks.

Processor seconds of one core for all but the runs on several processes, which go by the clock. Yardsticks
that are not installed are left out.
"""

from __future__ import annotations

import html
import importlib.util
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from saksi.engines.local import read_all, ready_pipeline
from saksi.errors import ReadError
from saksi.readers.source import SourceDocument

ROUNDS = 3  # of each article the fastest counts, since anything else on the machine only slows
SHINGLE = 5  # words
PERMUTATIONS = 128
_MEBIBYTE = 1024.0


@dataclass(frozen=True, slots=True)
class Part:
    """Processor seconds that a part took for all the articles."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Speeds:
    """Of `articles` with `words` (runs between white space): the layers, the whole, the yardsticks.

    `first` is the whole on the first pass, when no word is remembered yet; `whole` and `layers` are of the
    fastest passes. `load` is seconds to load lexicons and model, `peak` MiB of the process, yardsticks not
    loaded yet.
    """

    articles: int
    words: int
    layers: tuple[Part, ...]
    whole: float
    first: float
    load: float
    peak: float
    yardsticks: tuple[Part, ...]


class _Laps:
    """Notes how long each layer took, the fastest time of each article."""

    def __init__(self) -> None:
        self._fastest: dict[tuple[int, str], float] = {}
        self._article = 0
        self._at = 0.0

    def begin(self, article: int) -> None:
        self._article, self._at = article, time.process_time()

    def lap(self, layer: str) -> None:
        now = time.process_time()
        key = (self._article, layer)
        self._fastest[key] = min(now - self._at, self._fastest.get(key, now))
        self._at = now

    def parts(self) -> tuple[Part, ...]:
        sums: dict[str, float] = {}
        for (_, layer), seconds in self._fastest.items():
            sums[layer] = sums.get(layer, 0.0) + seconds
        return tuple(Part(name, seconds) for name, seconds in sums.items())


def measure(sources: Sequence[SourceDocument]) -> Speeds:
    """Reads the articles ROUNDS times, then lets the yardsticks work on their texts."""
    began = time.process_time()
    pipeline = ready_pipeline()
    load = time.process_time() - began
    laps = _Laps()
    first = 0.0
    texts: list[str] = []
    for turn in range(ROUNDS):
        began = time.process_time()
        for number, source in enumerate(sources):
            laps.begin(number)
            record = pipeline.read(source, lap=laps.lap)
            record.to_json()
            laps.lap("record as JSON")
            if not turn:
                texts.append(record.text)
        if not turn:
            first = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEBIBYTE
    layers = laps.parts()
    yardsticks = tuple(Part(name, _fastest(work)) for name, work in _yardsticks(texts))
    words = sum(len(text.split()) for text in texts)
    whole = sum(part.seconds for part in layers)
    return Speeds(len(texts), words, layers, whole, first, load, peak, yardsticks)


def rate(sources: Sequence[SourceDocument], jobs: int) -> float:
    """Articles a second by the clock on `jobs` processes, from the first result on (loading left out)."""
    results: Iterator[object] = read_all(_given(sources), jobs=jobs)
    next(results)
    began = time.perf_counter()
    count = sum(1 for _ in results)
    return count / (time.perf_counter() - began)


def readable(results: Iterable[SourceDocument | ReadError], most: int) -> list[SourceDocument]:
    """The first `most` sources; raises the ReadError of one that cannot be read."""
    found: list[SourceDocument] = []
    for source in islice(results, most):
        if isinstance(source, ReadError):
            raise source
        found.append(source)
    return found


def report(speeds: Speeds) -> str:
    """The figures as lines of text."""
    lines = [f"{'':38s} {'ms/article':>10s} {'articles/s':>11s}"]
    lines += [_line(part.name, part.seconds, speeds.articles) for part in speeds.layers]
    lines.append(_line("whole: text to record", speeds.whole, speeds.articles))
    lines.append(_line("whole, first pass", speeds.first, speeds.articles))
    lines += [_line(part.name, part.seconds, speeds.articles) for part in speeds.yardsticks]
    lines.append(
        f"{speeds.articles} articles of {speeds.words / speeds.articles:.0f} words; loaded in"
        f" {speeds.load:.2f} s, peak memory {speeds.peak:.0f} MiB (processor time of one core)"
    )
    return "\n".join(lines)


def _line(name: str, seconds: float, articles: int) -> str:
    return f"{name:38s} {1000 * seconds / articles:10.2f} {articles / max(seconds, 1e-9):11.1f}"


def _given(sources: Sequence[SourceDocument]) -> Iterator[SourceDocument | ReadError]:
    yield from sources


def _fastest(work: Callable[[], None]) -> float:
    found = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def _yardsticks(texts: Sequence[str]) -> Iterator[tuple[str, Callable[[], None]]]:
    yield "yardstick: trafilatura's extraction", _extraction(texts)
    if importlib.util.find_spec("spacy") is not None:
        yield "yardstick: spaCy's blank tokenizer", _tokenizer(texts)
    shingles = [_shingles(text) for text in texts]
    yield "yardstick: MinHash by rensa", _rensa(shingles)
    if importlib.util.find_spec("datasketch") is not None:
        yield "yardstick: MinHash by datasketch", _datasketch(shingles)


def _extraction(texts: Sequence[str]) -> Callable[[], None]:
    import trafilatura

    pages = [_page(text) for text in texts]

    def work() -> None:
        for page in pages:
            trafilatura.extract(page)

    return work


def _page(text: str) -> str:
    """The article as the barest page: a title and paragraphs."""
    title, *paragraphs = [html.escape(line) for line in text.split("\n") if line.strip()]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"


def _tokenizer(texts: Sequence[str]) -> Callable[[], None]:
    import spacy

    tokenizer = spacy.blank("id").tokenizer

    def work() -> None:
        for text in texts:
            tokenizer(text)

    return work


def _shingles(text: str) -> list[str]:
    words = text.lower().split()
    return [" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))]


def _rensa(shingles: Sequence[Sequence[str]]) -> Callable[[], None]:
    from rensa import RMinHash

    def work() -> None:
        for some in shingles:
            signature = RMinHash(num_perm=PERMUTATIONS, seed=1)
            signature.update(some)
            signature.digest()

    return work


def _datasketch(shingles: Sequence[Sequence[str]]) -> Callable[[], None]:
    from datasketch import MinHash

    def work() -> None:
        for some in shingles:
            signature = MinHash(num_perm=PERMUTATIONS, seed=1)
            signature.update_batch([shingle.encode() for shingle in some])
            signature.digest()

    return work
