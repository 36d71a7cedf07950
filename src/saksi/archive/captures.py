"""Where and when documents were met. Several documents under one URL are revisions of a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from saksi.archive.counters import Counters
from saksi.archive.fetch import texts_of
from saksi.archive.packing import text_key
from saksi.archive.tables import articles, captures, stories, story_members
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

    def enter(self, ids: Counters, met: Sequence[tuple[int, SourceDocument]]) -> tuple[int, set[int]]:
        """Enters where each document (by its id) was met.

        Returns how many captures were new, and the documents of pages that have several.
        """
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
        pages = ({number for _, number in by_url[row["url_key"]]} for row in rows if row["url_key"])
        return len(rows), {number for page in pages if len(page) > 1 for number in page}

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


def supersede(connection: Connection, numbers: Iterable[int]) -> None:
    """Says of these articles whether a later capture of their page replaces them.

    An article that was met under several URLs, or under none as well, is replaced only where it is so under
    each.
    """
    latest: dict[int, int] = {}
    for chunk in _chunks(numbers):
        met = select(captures.c.document_id, captures.c.url_key).where(captures.c.document_id.in_(chunk))
        stands = dict.fromkeys(chunk, False)
        for number, key in connection.execute(met):
            if key is not None and key not in latest:
                latest[key] = _latest(connection, key)
            stands[number] |= key is None or latest[key] == number
        for said in (True, False):
            wanted = [number for number, standing in stands.items() if standing is not said]
            differ = articles.c.id.in_(wanted) & (articles.c.superseded != said)
            changed = list(connection.execute(select(articles.c.id).where(differ)).scalars())
            if changed:
                connection.execute(update(articles).where(articles.c.id.in_(changed)).values(superseded=said))
                _reopen(connection, changed)


def _reopen(connection: Connection, changed: Sequence[int]) -> None:
    """Lets the stories of these articles be told anew, with those that stand now."""
    of = select(story_members.c.story_id).where(story_members.c.article_id.in_(changed))
    connection.execute(update(stories).where(stories.c.id.in_(of)).values(origins=0))


def _latest(connection: Connection, key: int) -> int:
    """The document of the last capture of a page."""
    when = func.coalesce(captures.c.captured, captures.c.added)
    query = select(captures.c.document_id).where(captures.c.url_key == key)
    return int(connection.execute(query.order_by(when.desc(), captures.c.id.desc()).limit(1)).scalar_one())


def texts_before(connection: Connection, article: int) -> list[str]:
    """What the page of an article said in captures that were added before it, as texts of current records."""
    own, other = captures.alias(), captures.alias()
    numbers = (
        select(other.c.document_id)
        .join(own, own.c.url_key == other.c.url_key)
        .where(own.c.document_id == article, other.c.document_id < article)
    )
    return list(texts_of(connection, connection.execute(numbers).scalars()).values())


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
