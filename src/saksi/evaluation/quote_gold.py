"""Reads the gold of quotes: see docs/annotation/quotes.md for its shape and what is a quote.

The gold is JSONL, one article a line, and holds no words of the text; offsets are as in
`saksi.evaluation.rows`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from saksi.errors import ReadError
from saksi.evaluation.rows import Json, Row, checked_span, read_rows
from saksi.records import Span

KINDS = ("direct", "indirect", "mixed")


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """A quote: its content, the cue, the fullest words that name its speaker anywhere in the article.

    `circumstances` is whether `via` (whom the words came through) and `date` (when they were said) were
    annotated at all.
    """

    kind: str
    span: Span
    cue: Span | None
    speaker: Span | None
    circumstances: bool = False
    via: tuple[Span, ...] = ()
    date: Span | None = None


@dataclass(frozen=True, slots=True)
class QuoteGold:
    """The quotes of one article."""

    row: Row
    quotes: tuple[GoldQuote, ...]


def read_quote_gold(gold: Path, articles: Path) -> list[QuoteGold]:
    """All articles of the gold, in its order. Raises ReadError as `read_rows` does, or on a faulty quote."""
    return [
        QuoteGold(row, tuple(_quote(cells, row, where) for cells in line["quotes"]))
        for row, line, where in read_rows(gold, articles)
    ]


def _quote(cells: Json, row: Row, where: str) -> GoldQuote:
    if cells.get("kind") not in KINDS:
        raise ReadError(where, f"kind is {cells.get('kind')!r}, expected one of {KINDS}")

    def span(key: str) -> Span | None:
        return None if cells.get(key) is None else checked_span(cells[key], row, where)

    return GoldQuote(
        kind=str(cells["kind"]),
        span=checked_span(cells["span"], row, where),
        cue=span("cue"),
        speaker=span("speaker"),
        circumstances="via" in cells,
        via=tuple(checked_span(pair, row, where) for pair in cells.get("via", ())),
        date=span("date"),
    )
