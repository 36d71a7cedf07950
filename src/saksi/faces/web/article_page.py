"""The article page: its text with marks, its coded rows, and the page as it was received."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from saksi.archive.dossier import Links
from saksi.faces.exports.citation import bibtex_entry
from saksi.faces.web.rendering import render
from saksi.faces.web.segments import original, paragraphs
from saksi.records import ArticleRecord

if TYPE_CHECKING:
    from saksi.faces.web.review_desk import ReviewDesk


def article_page(
    record: ArticleRecord,
    decoded: str,
    links: Links,
    desk: ReviewDesk,
    *,
    path: str,
    lang: str,
    lit: str = "",
) -> str:
    """HTML of one article. `decoded` is its decoded source document, `lit` a reference whose words are lit,
    `desk` what reviewers decided of it, with the form of the item that is under review.

    Rows link to this same page with their words lit, so that evidence is one click away without scripts. The
    links do not repeat the address: its long id, twice in each row, would be a third of the page.
    """
    actors = {a.id: a for a in record.actors}

    def light(ref: str) -> str:
        return f"?{urlencode({'lit': ref})}#w-{ref}"

    runs = list(original(decoded, record.blocks))
    return render(
        "article.html",
        lang=lang,
        here=path,
        record=record,
        paragraphs=list(paragraphs(record)),
        original=runs,
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
