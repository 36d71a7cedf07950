"""The gold of sizes is read, held against its articles and scored, on an article of our own."""

from __future__ import annotations

import hashlib
import json

import pytest

from saksi.errors import ReadError
from saksi.evaluation.sizes import evaluate, read_size_gold, report

TEXT = (
    "Dua orang tewas dalam banjir di Garut. "
    "Sebanyak 40 warga mengungsi, kata Kapolres Garut Budi Santoso. "
    "Rumah sakit itu merawat lima pasien."
)
TITLE = "Banjir Melanda Garut"


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def at(words):
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def size(kind, words, low, high, speaker=None):
    cells = {"kind": kind, "low": low, "high": high, "unit": "person", "field": "text"}
    return {**cells, "number": at(words), "speaker": at(speaker) if speaker else None}


@pytest.fixture
def gold(tmp_path):
    """Writes a gold with these sizes and reads it."""

    def write(*sizes, text=TEXT):
        articles, lines = tmp_path / "articles.jsonl", tmp_path / "gold.jsonl"
        articles.write_text(json.dumps({"id": "1", "title": TITLE, "text": text}) + "\n", encoding="utf-8")
        line = {"id": "1", "sha256": digest(TEXT), "title_sha256": digest(TITLE), "part": "train"}
        lines.write_text(json.dumps({**line, "sizes": list(sizes)}) + "\n", encoding="utf-8")
        return read_size_gold(lines, articles)

    return write


def test_sizes_are_scored(pipeline, gold):
    rows = gold(
        size("dead", "Dua", 2, 2),
        size("displaced", "40", 40, 40, "Budi Santoso"),
        size("injured", "lima", 5, 5),
    )
    (result,) = evaluate(rows, pipeline.read)
    assert [(g.kind, s.low) for g, s in result.pairs] == [("dead", 2), ("displaced", 40)]
    assert [g.kind for g in result.missed] == ["injured"]
    assert result.wrong == []
    lines = list(report([result], errors=True))
    assert lines[0] == "articles 1, gold 3, predicted 2, found 2"
    assert any("missed injured" in line and "lima pasien" in line for line in lines)


def test_another_bound_is_told(pipeline, gold):
    (result,) = evaluate(gold(size("dead", "Dua", 2, None)), pipeline.read)
    assert any("bounds 2-2 person, gold 2-None person" in line for line in report([result], errors=True))
    assert [s.kind for s in result.wrong] == ["displaced"]


@pytest.mark.parametrize(
    "cells", [{"kind": "sick"}, {"field": "caption"}, {"number": [5, 5]}, {"number": [0, 9999]}]
)
def test_a_line_that_breaks_the_shape_is_refused(gold, cells):
    with pytest.raises(ReadError):
        gold({**size("dead", "Dua", 2, 2), **cells})


def test_a_changed_article_is_refused(gold):
    with pytest.raises(ReadError, match="is not the one that was annotated"):
        gold(text=TEXT + " Selesai.")
