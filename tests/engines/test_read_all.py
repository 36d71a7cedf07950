"""Reading in this process and on several."""

from __future__ import annotations

import gc

import pytest

from saksi.engines.local import Failure, read_all
from saksi.errors import ReadError
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord

TEXTS = ("Polisi menangkap dua mahasiswa di Makassar.", "Lavrov bertemu Wang Yi di Beijing.")


def sources() -> list[SourceDocument | ReadError]:
    read = [SourceDocument(t.encode(), t, f"{n}.txt", "text/plain") for n, t in enumerate(TEXTS)]
    return [read[0], ReadError("rusak.txt", "is empty"), read[1]]


@pytest.mark.parametrize("jobs", [1, 2])
def test_all_are_read_in_order_and_what_fails_is_named(jobs: int) -> None:
    first, failed, last = read_all(sources(), jobs=jobs)
    assert isinstance(first, ArticleRecord)
    assert isinstance(last, ArticleRecord)
    assert (first.text, last.text) == TEXTS
    assert failed == Failure("rusak.txt", "is empty")


def test_objects_are_permanent_only_while_articles_are_read() -> None:
    before = gc.get_freeze_count()
    results = read_all(sources(), jobs=1)
    next(results)
    assert gc.get_freeze_count() > before
    results.close()
    assert gc.get_freeze_count() == 0
