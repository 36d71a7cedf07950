"""Where and when documents were met. Several documents under one URL are revisions of a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select

from saksi.archive.counters import Counters
from saksi.archive.packing import text_key
from saksi.archive.tables import captures
from saksi.archive.vocabulary import clean
from saksi.readers.source import SourceDocument

_CHUNK = 500

# What is known of a URL: (time of capture as the source says it, or "", document).
Known = list[tuple[str, int]]


def now() -> str:
    """The time in UTC, to the second, as ISO writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Captures:
    """Enters captures, unless they tell nothing new."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def enter(self, ids: Counters, met: Sequence[tuple[int, SourceDocument]]) -> int:
        """Enters where each document (by its id) was met. Returns how many captures were new."""
        keys = [text_key(d.url) if d.url else None for _, d in met]
        by_url = self._of_urls({k for k in keys if k is not None})
        placed = self._with_capture({number for number, d in met if not d.url})
        rows: list[dict[str, Any]] = []
        for (number, document), key in zip(met, keys, strict=True):
            captured = document.captured or ""
            if key is None:
                if number in placed:
                    continue
                placed.add(number)
            elif _is_known(by_url[key], number, captured):
                continue
            else:
                by_url[key].append((captured, number))
            rows.append(
                {
                    "id": ids.take("captures"),
                    "document_id": number,
                    "url_key": key,
                    "url": clean(document.url) if document.url else None,
                    "captured": captured or None,
                    "added": now(),
                    "path": clean(document.path),
                    "row": document.record,
                }
            )
        if rows:
            self.connection.execute(captures.insert(), rows)
        return len(rows)

    def _of_urls(self, keys: set[int]) -> defaultdict[int, Known]:
        known: defaultdict[int, Known] = defaultdict(list)
        for chunk in _chunks(keys):
            query = select(captures.c.url_key, captures.c.captured, captures.c.document_id)
            for key, captured, number in self.connection.execute(query.where(captures.c.url_key.in_(chunk))):
                known[key].append((captured or "", number))
        return known

    def _with_capture(self, numbers: set[int]) -> set[int]:
        found: set[int] = set()
        for chunk in _chunks(numbers):
            query = select(captures.c.document_id).where(captures.c.document_id.in_(chunk))
            found.update(self.connection.execute(query).scalars())
        return found


def _is_known(known: Known, number: int, captured: str) -> bool:
    """Whether a capture tells nothing new of its URL: the page is what it was when last captured before.

    A page that went back to an earlier state is a revision of its own, if the times of capture show it.
    """
    if not captured or any(not when for when, same in known if same == number):
        return any(same == number for _, same in known)
    earlier = [(when, same) for when, same in known if when and when <= captured]
    return (captured, number) in known or (bool(earlier) and max(earlier)[1] == number)


def _chunks(values: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(values)
    return (ordered[at : at + _CHUNK] for at in range(0, len(ordered), _CHUNK))
