"""Decisions as gold: the formats of docs/annotation/events.md and quotes.md, offsets and labels only.

An accepted item is gold as the machine has it, a corrected one as its reviewer has it; a rejected one is none
and is listed under `rejected`. Further mentions of an event (`also`) were not judged and stay empty. Offsets
point into the row of the article: its title, as its metadata gave it, and its text, as it was decoded. An
item with words that do not stand in the text as they are (a headline from metadata, words that cleaning put
together anew) is counted as left out.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from saksi.archive import fetch
from saksi.archive.database import Database
from saksi.archive.packing import unpack_document
from saksi.archive.review import decisions
from saksi.archive.review.decisions import Decision
from saksi.archive.review.items import EventClaim, Item, Party, QuoteClaim, items_of
from saksi.archive.tables import documents, review_decisions
from saksi.errors import ArchiveError
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord, Span

PARTS = {"event": ("train", "test"), "quote": ("dev", "test")}
TEXT, TITLE = "text", "title"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One article as gold: its `line`, the `row` that the line's offsets point into, what is left out."""

    line: Json
    row: Json
    left_out: int


def articles_of(database: Database, kind: str, *, part: str, whole: bool) -> Iterator[GoldArticle]:
    """Articles with decisions on events or quotes, oldest first.

    `whole`: only those of which every coded item is decided, so that what is missing from the gold is no
    event. Otherwise each line says under `complete` whether it is whole. Raises ArchiveError if kind or part
    are unknown.
    """
    if kind not in PARTS:
        raise ArchiveError(f"gold is made of {' or '.join(PARTS)}")
    if part not in PARTS[kind]:
        raise ArchiveError(f"part is one of {', '.join(PARTS[kind])}")
    with database.reading() as connection:
        made = decisions.read(connection, review_decisions.c.kind == kind)
    by_article: defaultdict[int, list[Decision]] = defaultdict(list)
    for decision in made:
        by_article[decision.article].append(decision)
    for article in sorted(by_article):
        with database.reading() as connection:
            _, record = decisions.current_record(connection, article)
            held = select(documents.c.data, documents.c.media_type).where(documents.c.id == article)
            row = connection.execute(held).one()
            ref = fetch.article_refs(connection, [article])[article]
        document = unpack_document(bytes(row.data), path="", media_type=row.media_type)
        items = {i.local: i for i in items_of(record).values() if i.kind == kind}
        standing = decisions.stand(decisions.latest(by_article[article]), items)
        judged = {
            local: next(iter(decisions.settled(group).values())) for local, group in standing.current.items()
        }
        if judged and (len(judged) == len(items) or not whole):
            yield _Article(ref.id, record, document, items, judged, part).gold(kind)


class _Article:
    """One article on its way into gold."""

    def __init__(
        self,
        name: str,
        record: ArticleRecord,
        document: SourceDocument,
        items: Mapping[str, Item],
        judged: Mapping[str, Decision],
        part: str,
    ) -> None:
        self.record = record
        self.items = items
        self.judged = judged
        self.title = document.meta.get("title") or ""
        self.text = document.raw
        self.head = {"id": name, "part": part, "complete": len(judged) == len(items)}

    def gold(self, kind: str) -> GoldArticle:
        events = kind == "event"
        kept: list[Json] = []
        rejected: list[Json] = []
        left_out = 0
        for local, decision in self.judged.items():
            item = self.items[local]
            claim = decision.correction or item.said
            if isinstance(claim, EventClaim):
                made = self._event(item, claim)
            else:
                assert isinstance(claim, QuoteClaim)
                made = self._quote(item, claim)
            if made is None:
                left_out += 1
            else:
                (rejected if decision.verdict == "reject" else kept).append(made)
        row = {"id": self.head["id"], "title": self.title, "text": self.text}
        name, digests = ("events", self._event_digests()) if events else ("quotes", self._quote_digests())
        return GoldArticle({**self.head, **digests, name: kept, "rejected": rejected}, row, left_out)

    def _event(self, item: Item, claim: EventClaim) -> Json | None:
        spans = [self._place(span) for span in item.words]
        trigger = [span for place, span in _known(spans) if place == TEXT]
        sides = [self._parties(side) for side in (claim.source, claim.target)]
        if not trigger or None in spans or None in sides:
            return None
        return {
            "type": claim.type,
            "modality": claim.modality,
            "negated": claim.negated,
            "trigger": trigger,
            "source": sides[0],
            "target": sides[1],
            "also": [],
            "title": [span for place, span in _known(spans) if place == TITLE],
        }

    def _parties(self, side: Sequence[Party]) -> list[Json] | None:
        """The parties where they stand in the text; None if one of them does not."""
        places = [self._in_text(party) for party in side]
        if None in places:
            return None
        return [{"span": span, "code": party.code} for span, party in zip(places, side, strict=True)]

    def _in_text(self, party: Party) -> Span | None:
        """A party that is named in the title only stands where the text has the same words first."""
        place = self._place(party.span)
        if place is not None and place[0] == TEXT:
            return place[1]
        at = self.text.find(party.words)
        return (at, at + len(party.words)) if at >= 0 else None

    def _quote(self, item: Item, claim: QuoteClaim) -> Json | None:
        quote = next(q for q in self.record.quotes if q.id == item.local)
        span, cue = self._in_row(quote.span), self._in_row(quote.cue)
        speaker = self._in_row(claim.speaker.span) if claim.speaker else None
        if span is None or (quote.cue and cue is None) or (claim.speaker and speaker is None):
            return None
        return {"kind": claim.kind, "span": span, "cue": cue, "speaker": speaker}

    def _in_row(self, span: Span | None) -> Span | None:
        """Offsets into title, newline and text, as the gold of quotes counts them."""
        place = self._place(span) if span else None
        if place is None:
            return None
        shift = 0 if place[0] == TITLE else len(self.title) + 1
        return (place[1][0] + shift, place[1][1] + shift)

    def _place(self, span: Span) -> tuple[str, Span] | None:
        """Where a span of the record's text stands in the row; None if its words do not stand there so."""
        words = self.record.text[slice(*span)]
        for block in self.record.blocks:
            if block.span is None or not block.span[0] <= span[0] < span[1] <= block.span[1]:
                continue
            if block.raw is None:
                at = self.title.find(words)
                return (TITLE, (at, at + len(words))) if at >= 0 else None
            start = block.raw[0] + span[0] - block.span[0]
            found = (start, start + len(words))
            return (TEXT, found) if self.text[slice(*found)] == words else None
        return None

    def _event_digests(self) -> Json:
        return {"sha256": _digest(self.text), "title_sha256": _digest(self.title)}

    def _quote_digests(self) -> Json:
        return {"sha256": _digest(f"{self.title}\n{self.text}")}


def _known(places: Iterable[tuple[str, Span] | None]) -> Iterator[tuple[str, Span]]:
    return (place for place in places if place is not None)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
