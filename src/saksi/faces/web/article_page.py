"""The article page: its text with marks, its coded rows, and the page as it was received."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from saksi.archive.dossier import Links
from saksi.faces.exports.citation import bibtex_entry
from saksi.faces.web.rendering import render
from saksi.faces.web.segments import Paragraph, marks_of, original, paragraphs, part_with, parts_of, within
from saksi.records import ArticleRecord

if TYPE_CHECKING:
    from saksi.faces.web.review_desk import ReviewDesk

PART = 10_000  # characters of an article's text on one page
BESIDE = 6_000  # characters of a source document that are shown beside the article
RECEIVED = 30_000  # characters of it on a page of its own
_REMOVED = 40  # pieces that are listed below the article


def article_page(
    record: ArticleRecord,
    decoded: str,
    links: Links,
    desk: ReviewDesk,
    *,
    path: str,
    lang: str,
    lit: str = "",
    part: int | None = None,
) -> str:
    """HTML of one article. `decoded` is its decoded source document, `lit` a reference whose words are lit,
    `desk` what reviewers decided of it, with the form of the item that is under review.

    A long article comes in parts, each with the rows of its words; `part`, from 1, is by default the one
    that holds what is lit, else the first.

    Rows link to this same page with their words lit, so that evidence is one click away without scripts. The
    links do not repeat the address: its long id, twice in each row, would be a third of the page.
    """
    actors = {a.id: a for a in record.actors}

    def light(ref: str) -> str:
        return f"?{urlencode({'lit': ref})}#w-{ref}"

    # A long page as received is fetched by itself: half of the bytes, of what few readers look at.
    beside = len(decoded) <= BESIDE
    runs = list(original(decoded, record.blocks))
    parts = parts_of(record, PART)
    index = part_with(record, parts, lit) if part is None else min(part, len(parts)) - 1
    shown = list(paragraphs(record, parts[index]))
    elsewhere = _elsewhere(record, shown, first=index == 0) if len(parts) > 1 else frozenset()
    return render(
        "article.html",
        lang=lang,
        here=path,
        record=record,
        paragraphs=shown,
        part=index + 1,
        parts=len(parts),
        rows=_rows(record, elsewhere),
        original=runs,
        beside=beside,
        most_removed=_REMOVED,
        removed=[run for run in runs if not run.kept],
        links=links,
        story=links.story,
        names={ref: actor.name for ref, actor in actors.items()},
        codes={ref: actor.code for ref, actor in actors.items()},
        about=_about(record),
        citation=citation(record),
        bibtex=bibtex_entry(record),
        light=light,
        lit=(lit,) if lit else (),
        desk=desk,
    )


def _elsewhere(record: ArticleRecord, shown: Sequence[Paragraph], *, first: bool) -> frozenset[str]:
    """References whose words stand in other parts only; those without words belong to the first part."""
    here = {ref for p in shown for s in p.segments for ref in s.refs}
    marked = {mark.ref for mark in marks_of(record)}
    if first:
        return frozenset(marked - here)
    wordless = {event.id for event in record.events} - marked
    return frozenset((marked | wordless) - here)


def _rows(record: ArticleRecord, elsewhere: frozenset[str]) -> dict[str, list[Any]]:
    """The coded rows of an article by the field of the record, without those of other parts."""
    fields: dict[str, list[tuple[str, Any]]] = {
        name: [(row.id, row) for row in getattr(record, name)]
        for name in ("events", "quotes", "places", "dates")
    }
    fields["actors"] = [(actor.id, actor) for actor in record.actors if actor.mentions]
    fields["positions"] = [(position.event, position) for position in record.positions]
    return {name: [row for ref, row in rows if ref not in elsewhere] for name, rows in fields.items()}


def original_page(record: ArticleRecord, decoded: str, *, path: str, lang: str, part: int) -> str:
    """HTML of a part of an article's source document, from 1, with what cleaning removed struck out."""
    start, end = (part - 1) * RECEIVED, part * RECEIVED
    following = f"{path}?part={part + 1}" if end < len(decoded) else None
    return render(
        "original.html", lang=lang, here=path, record=record, following=following,
        runs=list(within(original(decoded, record.blocks), start, end)),
    )  # fmt: skip


def _about(record: ArticleRecord) -> list[str]:
    dateline = record.dateline.text if record.dateline else None
    published = (record.published or "").replace("T", " ")
    parts = (record.outlet, published, dateline, record.byline, ", ".join(record.credits))
    return [part for part in parts if part]


def citation(record: ArticleRecord) -> str:
    """A reference in words: who, when, title, where; what is unknown is left out."""
    year = f"({record.published[:10]})" if record.published else "(t.t.)"
    title = record.title or record.source.path
    lead = [record.outlet or record.byline or "", year]
    tail = [f"{title}.", record.source.url or "", f"[{record.id}]"]
    return " ".join(part for part in (*lead, *tail) if part)
