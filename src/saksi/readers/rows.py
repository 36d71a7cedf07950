"""A row of any table (JSONL, CSV, Parquet) as a source document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from saksi.errors import ReadError
from saksi.readers.columns import Columns
from saksi.readers.decode import text_diagnostics, without_surrogates
from saksi.readers.source import SourceDocument
from saksi.records import Diagnostic, Span

_MARKUP = re.compile(r"</p>|</div>|<br ?/?>", re.IGNORECASE)
_PAGE = re.compile(r"\s{0,200}<(?:!doctype html|html|head|body)\b", re.IGNORECASE)


def row_document(
    values: Mapping[str, Any],
    data: bytes,
    path: str,
    number: int,
    *,
    media_type: str,
    columns: Columns,
    order: str | None = None,
    notes: Iterable[Diagnostic] = (),
) -> SourceDocument:
    """The source document of a row that holds `values`; `data` are the row's own bytes.

    `raw` is the text field, or its page text where it is HTML. `order` says which field of the table's
    slashed dates comes first, if that is known. Raises ReadError (with an empty path).
    """
    told = list(notes)
    raw, lone = without_surrogates(columns.text(values))
    meta = columns.meta(values)
    main: tuple[Span, ...] | None = None
    if _PAGE.match(raw) or _MARKUP.search(raw):
        raw, main, found = _page(raw)
        if not raw.strip():
            raise ReadError("", "its text is HTML without visible text")
        meta = {**found, **meta}
        told.append(Diagnostic("info", "row-html", "the text of the row is HTML; its page text is read"))
    if lone:
        told.append(Diagnostic("warning", "lone-surrogate", f"{lone} lone surrogate(s) became U+FFFD"))
    if "mojibake" not in {n.code for n in told}:
        told.extend(text_diagnostics(raw))
    if order is not None:
        meta["published_order"] = order
    return SourceDocument(
        data=data,
        raw=raw,
        path=path,
        media_type=media_type,
        url=meta.get("url"),
        record=number,
        main=main,
        meta=meta,
        diagnostics=tuple(told),
    )


def date_order(pairs: Sequence[tuple[Any, Any]]) -> str | None:
    """Which field comes first in a table's slashed dates, if only one order ("day", "month") fits all.

    `pairs` are the first two numbers of dates such as 4/25/2024.
    """
    numbers = [(int(a), int(b)) for a, b in pairs]
    day_first, month_first = any(a > 12 for a, _ in numbers), any(b > 12 for _, b in numbers)
    if day_first == month_first:
        return None
    return "day" if day_first else "month"


def _page(markup: str) -> tuple[str, tuple[Span, ...] | None, dict[str, str]]:
    """Page text, the story's spans in it if it is a whole page, and what the page says of itself."""
    from saksi.readers.page import parse_page  # lxml is slow to load, and few tables hold HTML

    if not _PAGE.match(markup):
        return parse_page(markup).text, None, {}
    from saksi.readers.html import read_html

    page = read_html(markup.encode(), "")
    return page.raw, page.main, dict(page.meta)
