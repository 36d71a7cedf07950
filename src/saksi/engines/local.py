"""Runs the per-article pipeline in this process or on all local cores.

Results come in the order of the input and are the same bytes for any number of processes: articles
are read one by one, never batched together.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from saksi.errors import ReadError
from saksi.pipeline import Pipeline
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord

# Articles in flight for each process: enough to keep it busy, few enough to keep memory flat.
WINDOW = 8

_worker: Pipeline | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gave no record. `cause` is fit to be shown to a person."""

    path: str
    cause: str


def read_all(
    sources: Iterable[SourceDocument | ReadError], *, jobs: int = 1, lexicons: Sequence[Path] = ()
) -> Iterator[ArticleRecord | Failure]:
    """Reads every source document with `jobs` processes, in order; an input that fails is a Failure."""
    if jobs <= 1:
        pipeline = Pipeline.load(lexicons)
        for source in sources:
            yield _read(pipeline, source)
        return
    # A fresh interpreter for each worker: forked copies of loaded native libraries are not safe.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=_start, initargs=(tuple(lexicons),)) as pool:
        yield from _in_order(pool, sources, jobs * WINDOW)


def _in_order(
    pool: ProcessPoolExecutor, sources: Iterable[SourceDocument | ReadError], window: int
) -> Iterator[ArticleRecord | Failure]:
    waiting: deque[Future[ArticleRecord | Failure]] = deque()
    for source in sources:
        waiting.append(pool.submit(_work, source))
        if len(waiting) >= window:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _start(lexicons: Sequence[Path]) -> None:
    global _worker
    _worker = Pipeline.load(lexicons)


def _work(source: SourceDocument | ReadError) -> ArticleRecord | Failure:
    assert _worker is not None
    return _read(_worker, source)


def _read(pipeline: Pipeline, source: SourceDocument | ReadError) -> ArticleRecord | Failure:
    if isinstance(source, ReadError):
        return Failure(source.path, source.cause)
    return pipeline.read(source)
