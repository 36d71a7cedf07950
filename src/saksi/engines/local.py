"""Runs the per-article pipeline in this process or on all local cores.

Results come in the order of the input and are the same bytes for any number of processes: articles
are read one by one, never batched together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from saksi.engines.workers import OrderedPool
from saksi.errors import ReadError, SaksiError
from saksi.pipeline import Pipeline
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord

# What a worker process reads with; or why it cannot, which the first article then raises.
_worker: Pipeline | SaksiError | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gave no record. `cause` is fit to be shown to a person."""

    path: str
    cause: str


def read_all(
    sources: Iterable[SourceDocument | ReadError], *, jobs: int = 1, lexicons: Sequence[Path] = ()
) -> Iterator[ArticleRecord | Failure]:
    """Reads every source document with `jobs` processes, in order; an input that fails is a Failure.

    With more than one process, so is an input on which its process dies: it is named and set aside,
    and the others are read.
    """
    if jobs <= 1:
        pipeline = Pipeline.load(lexicons)
        return (_read(pipeline, source) for source in sources)
    return OrderedPool(jobs, _work, _set_aside, _start, (tuple(lexicons),)).map(sources)


def _start(lexicons: Sequence[Path]) -> None:
    global _worker
    try:
        _worker = Pipeline.load(lexicons)
    except SaksiError as error:
        _worker = error


def _work(source: SourceDocument | ReadError) -> ArticleRecord | Failure:
    if isinstance(_worker, SaksiError):
        raise _worker
    assert _worker is not None
    return _read(_worker, source)


def _set_aside(source: SourceDocument | ReadError) -> Failure:
    return Failure(source.path, "the process that read it died (killed, out of memory or a fault); set aside")


def _read(pipeline: Pipeline, source: SourceDocument | ReadError) -> ArticleRecord | Failure:
    if isinstance(source, ReadError):
        return Failure(source.path, source.cause)
    return pipeline.read(source)
