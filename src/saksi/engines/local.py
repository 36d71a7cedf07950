"""Runs the per-article pipeline in this process or on all local cores.

Results come in the order of the input and are the same bytes for any number of processes: articles
are read one by one, never batched together.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from saksi.engines.guard import fault_of
from saksi.engines.workers import OrderedPool
from saksi.errors import ReadError, SaksiError
from saksi.pipeline import Pipeline
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord

# Has something for every layer, so that reading it loads what they need.
_SAMPLE = (
    "Menlu Rusia Bertemu Menlu RI di Jakarta\n\n"
    "Jakarta - Menteri Luar Negeri Rusia Sergey Lavrov bertemu Menlu RI di Jakarta, Senin (3/3/2025).\n"
    '"Kami mendukung gencatan senjata," kata Lavrov. Lima orang tewas dalam serangan di Bogor.\n'
)
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

    So is one on which reading raises and, with more than one process, one on which its process dies: it is
    named and set aside, and the others are read.
    """
    if jobs <= 1:
        return _read_here(ready_pipeline(lexicons), sources)
    return OrderedPool(jobs, _work, _set_aside, _start, (tuple(lexicons),)).map(sources)


def _read_here(
    pipeline: Pipeline, sources: Iterable[SourceDocument | ReadError]
) -> Iterator[ArticleRecord | Failure]:
    try:
        for source in sources:
            yield read_one(pipeline, source)
    finally:
        gc.unfreeze()  # whose process this is may have other things to do


def ready_pipeline(lexicons: Sequence[Path] = ()) -> Pipeline:
    """A pipeline for many articles: what others load when they first need it is loaded.

    All objects of the process are taken for permanent until gc.unfreeze(): lexicons and model are a million
    of them, and looking them through for garbage took three in a hundred of the time of reading. Raises as
    Pipeline.load does.
    """
    pipeline = Pipeline.load(lexicons)
    read_one(pipeline, SourceDocument(_SAMPLE.encode(), _SAMPLE, "sample", "text/plain"))
    gc.collect()
    gc.freeze()
    return pipeline


def _start(lexicons: Sequence[Path]) -> None:
    global _worker
    try:
        _worker = ready_pipeline(lexicons)
    except SaksiError as error:
        _worker = error


def _work(source: SourceDocument | ReadError) -> ArticleRecord | Failure:
    if isinstance(_worker, SaksiError):
        raise _worker
    assert _worker is not None
    return read_one(_worker, source)


def _set_aside(source: SourceDocument | ReadError) -> Failure:
    name = source.path if isinstance(source, ReadError) else source.name
    return Failure(name, "the process that read it died (killed, out of memory or a fault); set aside")


def read_one(pipeline: Pipeline, source: SourceDocument | ReadError) -> ArticleRecord | Failure:
    """The record of a source document, or a Failure if it cannot be read, whatever its reading raises."""
    if isinstance(source, ReadError):
        return Failure(source.path, source.cause)
    try:
        return pipeline.read(source)
    except SaksiError:
        raise  # of the lexicons or the model: no article's fault
    except Exception as error:  # noqa: BLE001 - a fault in our code that this article brought to light
        return Failure(source.name, fault_of(error))
