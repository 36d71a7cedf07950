"""Rows of article data as the gold of quotes and of coreference counts in them: title, newline, text.

Offsets are half-open code points into that string. A row is known by the SHA-256 of its UTF-8; one that
has changed is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saksi.errors import ReadError
from saksi.readers.jsonl import row as read_row
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord, Span

PARTS = ("dev", "test")
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """An article's row: `text` is its title, a newline and its text; `document` is what Saksi reads."""

    id: str
    part: str
    title: str
    text: str
    document: SourceDocument

    def words(self, span: Span) -> str:
        """The words of a span."""
        return self.text[span[0] : span[1]]


def read_rows(gold: Path, articles: Path) -> Iterator[tuple[Row, Json, str]]:
    """Each line of a gold with its article's row, and where the line stands (`FILE:LINE`, for messages).

    `articles` is JSONL with id, title and text. Raises ReadError if an article is missing or is not the
    one that was annotated, or if the line's part is unknown.
    """
    lines = list(_json_lines(gold))
    wanted = {str(line.get("id")) for _, line, _ in lines}
    found = {
        str(line["id"]): (line, read_row(data, str(articles), number))
        for number, line, data in _json_lines(articles)
        if str(line.get("id")) in wanted
    }
    for number, line, _ in lines:
        where = f"{gold}:{number}"
        name = str(line.get("id"))
        if name not in found:
            raise ReadError(where, f"no article with id {name}")
        fields, document = found[name]
        title = str(fields.get("title") or "")
        text = f"{title}\n{document.raw}"
        if hashlib.sha256(text.encode()).hexdigest() != line.get("sha256"):
            raise ReadError(where, f"article {name} is not the one that was annotated")
        if line.get("part") not in PARTS:
            raise ReadError(where, f"part is {line.get('part')!r}, expected one of {PARTS}")
        yield Row(name, str(line["part"]), title, text, document), line, where


def _json_lines(path: Path) -> Iterator[tuple[int, Json, bytes]]:
    with path.open("rb") as stream:
        for number, data in enumerate(stream, 1):
            if data.strip():
                try:
                    yield number, json.loads(data), data.rstrip(b"\r\n")
                except ValueError as error:
                    raise ReadError(f"{path}:{number}", f"not JSON: {error}") from error


def checked_span(pair: Sequence[int], row: Row, where: str) -> Span:
    """The span of a gold's pair of numbers. Raises ReadError if it is empty or outside the row."""
    start, end = int(pair[0]), int(pair[1])
    if not 0 <= start < end <= len(row.text):
        raise ReadError(where, f"span {start}-{end} is empty or outside the text")
    return (start, end)


def in_row(span: Span, row: Row, record: ArticleRecord) -> Span | None:
    """Where a span of the record's text stands in the row; None if it stands in no block of the story."""
    start = _offset(span[0], row, record, False)
    end = _offset(span[1], row, record, True)
    return None if start is None or end is None else (start, end)


def _offset(offset: int, row: Row, record: ArticleRecord, end: bool) -> int | None:
    for block in record.blocks:
        if block.span is None:
            continue
        first, last = block.span
        if first <= offset < last or (end and first < offset <= last):
            # A headline that came with the row, not from its text, has no raw range.
            return offset - first + (0 if block.raw is None else block.raw[0] + len(row.title) + 1)
    return None
