"""The source document: bytes as received, and the text they decode to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from saksi.records import Diagnostic, Span


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One source document, kept unchanged.

    `data` are the bytes as received (for a table row: the bytes of that row). `raw` is the decoded
    document that every `Block.raw` points into: the file's text, the row's text field, or the page
    text of an HTML file (all its visible text, one line per block of the page, in page order).
    `main` are spans of `raw` that a page extractor took for the story; None means "all of it".
    `captions` are spans of `raw` that the page itself marks as captions of pictures.
    `meta` holds what the format itself says of the article: title, url, published, byline, outlet,
    language. `captured` is when a crawler or we ourselves received the bytes (ISO 8601), where that is
    known.
    """

    data: bytes
    raw: str
    path: str
    media_type: str
    url: str | None = None
    record: int | None = None
    main: tuple[Span, ...] | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    captions: tuple[Span, ...] = ()
    captured: str | None = None

    @property
    def name(self) -> str:
        """The path, with the number of the record where the input holds several."""
        return self.path if self.record is None else f"{self.path}:{self.record}"

    @property
    def id(self) -> str:
        """`sha256:` and the hex digest of the bytes."""
        return "sha256:" + hashlib.sha256(self.data).hexdigest()
