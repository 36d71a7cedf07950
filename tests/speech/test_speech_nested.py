"""Quotes inside quotes on the sentences of gold/quotes-nested.jsonl, read by the whole pipeline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from saksi.faces.verify import verify_record
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord

GOLD = Path(__file__).parents[2] / "gold" / "quotes-nested.jsonl"
ROWS = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
# The rest: a clause that *tetapi* adds runs along. A speaker left unknown is no fault here.
FULLY_RIGHT = 48


def _record(pipeline: Any, text: str) -> ArticleRecord:
    data = text.encode()
    record: ArticleRecord = pipeline.read(SourceDocument(data, text, "x.txt", "text/plain"))
    return record


def _inner(record: ArticleRecord) -> list[dict[str, Any]]:
    names = {actor.id: actor.name for actor in record.actors}
    return [
        {
            "kind": quote.kind,
            "words": record.text[slice(*quote.span)],
            "cue": record.text[slice(*quote.cue)] if quote.cue else None,
            "speaker": names.get(quote.speaker or ""),
        }
        for quote in record.quotes
        if quote.inside is not None
    ]


def test_the_gold_holds_sentences_with_and_without_inner_quotes() -> None:
    assert len(ROWS) >= 30
    assert sum(not row["inside"] for row in ROWS) >= 15


@pytest.mark.parametrize("row", [r for r in ROWS if not r["inside"]], ids=lambda r: r["text"][:40])
def test_no_inner_quote_is_made_up(pipeline: Any, row: dict[str, Any]) -> None:
    assert _inner(_record(pipeline, row["text"])) == []


def test_inner_quotes_are_found_with_cue_and_speaker(pipeline: Any) -> None:
    wrong = [r["text"] for r in ROWS if not _as_wanted(_inner(_record(pipeline, r["text"])), r["inside"])]
    assert len(ROWS) - len(wrong) >= FULLY_RIGHT, wrong


def _as_wanted(found: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> bool:
    """Whether kind, words and cue are the same; an unknown speaker is no fault."""
    if [{**f, "speaker": None} for f in found] != [{**w, "speaker": None} for w in wanted]:
        return False
    return all(
        f["speaker"] in (w["speaker"], *w["speaker"].split())
        for f, w in zip(found, wanted, strict=True)
        if f["speaker"]
    )


def test_a_record_with_inner_quotes_stands_verification_and_a_way_through_json(pipeline: Any) -> None:
    text = "\"Presiden Putin mengatakan, 'Ukraina menyerang Rusia,'\" ujar Menlu Sergey Lavrov."
    source = SourceDocument(text.encode(), text, "x.txt", "text/plain")
    record = pipeline.read(source)
    assert [(q.id, q.inside) for q in record.quotes] == [("q1", None), ("q2", "q1")]
    assert [e.quote for e in record.events] == ["q2"]
    assert list(verify_record(json.loads(record.to_json()), source)) == []
    assert ArticleRecord.from_json(record.to_json()) == record


def test_verification_finds_an_inner_quote_out_of_place(pipeline: Any) -> None:
    text = "\"Presiden Putin mengatakan, 'Rusia tidak akan menyerang Ukraina,'\" ujar Menlu Sergey Lavrov."
    record = json.loads(_record(pipeline, text).to_json())
    record["quotes"][1]["inside"] = "q9"
    assert "quote q2: no outer quote q9 in the record" in list(verify_record(record, None))
    record["quotes"][1]["inside"] = "q1"
    record["quotes"][0]["span"] = [1, 9]
    assert "quote q2: lies outside the quote q1 that should hold it" in list(verify_record(record, None))
    del record["quotes"][1]["inside"]
    assert not [fault for fault in verify_record(record, None) if fault.startswith("quote")]


def test_a_long_chain_of_reports_is_read_to_a_fixed_depth(pipeline: Any) -> None:
    record = _record(pipeline, "Menteri mengatakan bahwa " * 60 + "harga akan turun.")
    assert sum(quote.inside is not None for quote in record.quotes) <= 3
