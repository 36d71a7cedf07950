"""What cleaning makes of a source document."""

from __future__ import annotations

from dataclasses import dataclass

from saksi.records import Block, Dateline, Diagnostic, Source, Span


@dataclass(frozen=True, slots=True)
class Article:
    """The news story found in a source document.

    `text` is made of exact slices of `raw` joined by newlines: for every block with a span and a
    raw range, `text[span] == raw[range]`. It begins with the headline where there is one.
    `paragraphs` are the spans of `text` that hold running prose, headline first; datelines are not
    part of them.
    """

    id: str
    source: Source
    raw: str
    text: str
    blocks: tuple[Block, ...]
    paragraphs: tuple[Span, ...]
    title: str | None
    outlet: str | None
    language: str
    published: str | None
    dateline: Dateline | None
    byline: str | None
    credits: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def headline(self) -> Span | None:
        """Span of the headline in `text`, or None. It stands before the first paragraph."""
        for block in self.blocks:
            if block.kind == "headline" and block.span is not None:
                return block.span
            if block.kind == "paragraph":
                return None
        return None
