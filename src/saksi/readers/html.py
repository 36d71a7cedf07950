"""HTML files: page text, the part of it that is the story, and what the page says of itself."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import trafilatura
from lxml import html as lxml_html

from saksi.errors import ReadError
from saksi.readers.decode import decode
from saksi.readers.page import MAX_DEPTH, Line, Page, parse_page
from saksi.readers.source import SourceDocument
from saksi.records import Diagnostic

_CHARSET = re.compile(rb"charset\s{0,3}=\s{0,3}[\"']?([\w-]{2,30})", re.IGNORECASE)
_TITLE_WORDS = 3  # fewer name the site or the section
_PROSE_LENGTH, _STORY_LINE = 80, 40
_SENTENCE_END = (".", "!", "?", '."', ".”", '?"', '!"', "?”", ".)")
# Above these the extractor is left out: its time and its stack are not bounded by the page's size.
_MAX_CHARACTERS = 20_000_000
_MAX_ELEMENTS = 200_000
# No later bound from the clock: the same page must always give the same date.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}

_META_PROPERTIES = {
    "published": ("article:published_time", "datepublished", "publishdate", "pubdate", "dtk:publishdate",
                  "content_publishedtime", "content_published_date", "date", "dc.date", "parsely-pub-date"),
    "url": ("og:url",),
    "outlet": ("og:site_name",),
    "byline": ("author", "dtk:author", "content_author", "article:author", "parsely-author"),
}  # fmt: skip


def read_html(
    data: bytes,
    path: str,
    *,
    url: str | None = None,
    record: int | None = None,
    charset: str | None = None,
    captured: str | None = None,
) -> SourceDocument:
    """The source document of one HTML page. Raises ReadError (with an empty path).

    `raw` is the page text; `main` the lines that the extractor took for the story, or None with a
    diagnostic where it found nothing. `url` is where the page was got from; the address that the page
    itself calls canonical is preferred only where that is on the same host. `charset` is what its
    server said; it comes before what the page says.
    """
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, charset or (declared[1].decode("ascii") if declared else None))
    page = parse_page(decoded.text)
    if not page.text:
        raise ReadError("", "has no visible text")
    notes = list(decoded.diagnostics)
    extracted, note = _extract(page, decoded.text)
    if note is not None:
        notes.append(note)
    main = main_lines(page, extracted.get("text", "")) if extracted else ()
    if not any(line.end - line.start >= _STORY_LINE for line in main):
        main = ()
        notes.append(
            Diagnostic("warning", "no-main-text", "the story could not be told from the rest of the page")
        )
    meta = _metadata(page, extracted)
    if url is not None and not _same_host(url, meta.get("url")):
        meta["url"] = url
    return SourceDocument(
        data=data,
        raw=page.text,
        path=path,
        media_type="text/html",
        url=meta.get("url"),
        record=record,
        captured=captured,
        main=tuple((line.start, line.end) for line in main) or None,
        meta=meta,
        diagnostics=tuple(notes),
        captions=page.captions,
    )


def _same_host(url: str, other: str | None) -> bool:
    try:
        return other is not None and urlsplit(url).hostname == urlsplit(other).hostname
    except ValueError:
        return False


def main_lines(page: Page, extracted: str) -> tuple[Line, ...]:
    """The lines of the page that hold the extracted text.

    Both sides are compared by their letters and digits only, in page order, so that differences in
    spaces and line breaks don't matter. A line counts if half of it was extracted, and so does prose
    that stands between such lines in the same container.
    """
    letters, owner = _letters(page)
    taken: Counter[int] = Counter()
    cursor, misses = 0, 0
    for paragraph in extracted.splitlines():
        key = _key(paragraph)
        if not key:
            continue
        found = letters.find(key, cursor)
        if found < 0 and len(key) >= 20 and misses < 200:
            misses += 1
            found = letters.find(key)
        if found < 0 or (len(key) < 12 and found > cursor + 2000):
            continue
        taken.update(owner[found : found + len(key)])
        cursor = max(cursor, found + len(key))
    sizes = Counter(owner)
    chosen = {i for i, n in taken.items() if n * 2 >= sizes[i]}
    return tuple(page.lines[i] for i in sorted(chosen | _prose_between(page, chosen)))


def _prose_between(page: Page, chosen: set[int]) -> set[int]:
    """Prose that the extractor passed over, between lines that it took or next to them in their container."""
    if not chosen:
        return set()
    places = Counter(page.lines[i].place for i in chosen)
    home = max(places, key=lambda place: (places[place], -place))
    first, last = min(chosen), max(chosen)
    while first > 0 and page.lines[first - 1].place == home:
        first -= 1
    while last + 1 < len(page.lines) and page.lines[last + 1].place == home:
        last += 1
    around = range(first, last + 1)
    return {i for i in around if page.lines[i].place == home and _is_prose(page.line_text(page.lines[i]))}


def _is_prose(text: str) -> bool:
    return len(text) >= _PROSE_LENGTH and text.endswith(_SENTENCE_END)


def _letters(page: Page) -> tuple[str, list[int]]:
    """Letters and digits of the page, and for each the number of its line."""
    parts: list[str] = []
    owner: list[int] = []
    for number, line in enumerate(page.lines):
        key = _key(page.line_text(line))
        parts.append(key)
        owner.extend([number] * len(key))
    return "".join(parts), owner


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _extract(page: Page, source: str) -> tuple[dict[str, Any], Diagnostic | None]:
    """What trafilatura makes of the page; a hostile page is not given to it, or its failure is told."""
    elements = sum(1 for _ in page.tree.iter())
    if page.depth > MAX_DEPTH or len(source) > _MAX_CHARACTERS or elements > _MAX_ELEMENTS:
        return {}, Diagnostic(
            "warning", "page-too-complex", "the page is too large or too deeply nested to find its story"
        )
    try:
        found = trafilatura.bare_extraction(
            page.tree, include_comments=False, include_tables=True, with_metadata=False, as_dict=False
        )
        known = trafilatura.extract_metadata(page.tree, date_config=_DATES) if found is not None else None
    except Exception as error:  # noqa: BLE001 - whatever a third party's parser raises, the run goes on
        return {}, Diagnostic(
            "warning", "extractor-failed", f"trafilatura failed on this page: {error!r}"[:300]
        )
    result: dict[str, Any] = {"text": (found.text or "") if found is not None else ""}
    for field in ("title", "author", "url", "sitename", "date"):
        result[field] = getattr(known, field, None) if known is not None else None
    return result, None


def _metadata(page: Page, extracted: dict[str, Any]) -> dict[str, str]:
    """title, url, published, byline, outlet, language: the page's own tags first, then the extractor."""
    tags = _meta_tags(page.tree)
    linked = _linked_data(page.tree)
    found = {
        "title": _heading(page, extracted.get("title") or tags.get("og:title")) or linked.get("headline"),
        "url": _canonical(page.tree) or _tagged(tags, "url") or extracted.get("url"),
        "published": _tagged(tags, "published") or linked.get("datePublished") or extracted.get("date"),
        "byline": _tagged(tags, "byline") or linked.get("author") or extracted.get("author"),
        "outlet": _tagged(tags, "outlet") or extracted.get("sitename"),
        "language": page.tree.get("lang") or page.tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
    }
    return {name: " ".join(value.split()) for name, value in found.items() if value and value.strip()}


def _heading(page: Page, title: str | None) -> str | None:
    """The printed headline: the page's only h1 where it shares half its words with the title."""
    headings = [page.line_text(line) for line in page.lines if line.tag == "h1"]
    if len(headings) == 1 and len(headings[0].split()) >= 3:
        words = {w.casefold() for w in headings[0].split()}
        if title is None or 2 * len(words & {w.casefold() for w in title.split()}) >= len(words):
            return headings[0]
    return title if title and len(title.split()) >= _TITLE_WORDS else None


def _meta_tags(tree: lxml_html.HtmlElement) -> dict[str, str]:
    tags: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = (element.get("content") or "").strip()
        if name and content:
            tags.setdefault(name, content)
    return tags


def _tagged(tags: dict[str, str], field: str) -> str | None:
    return next((tags[name] for name in _META_PROPERTIES[field] if name in tags), None)


def _canonical(tree: lxml_html.HtmlElement) -> str | None:
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and (element.get("href") or "").startswith(
            "http"
        ):
            return str(element.get("href"))
    return None


def _linked_data(tree: lxml_html.HtmlElement) -> dict[str, str]:
    """headline, datePublished and author of the first news article in the page's JSON-LD."""
    for element in tree.iter("script"):
        if element.get("type") != "application/ld+json" or not element.text:
            continue
        try:
            value = json.loads(element.text)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(value):
            if "Article" in str(node.get("@type")):
                return {k: v for k in ("headline", "datePublished", "author") if (v := _plain(node.get(k)))}
    return {}


def _nodes(value: Any) -> list[dict[str, Any]]:
    items = value if isinstance(value, list) else [value]
    nodes = [item for item in items if isinstance(item, dict)]
    for node in list(nodes):
        graph = node.get("@graph")
        if isinstance(graph, list):
            nodes.extend(item for item in graph if isinstance(item, dict))
    return nodes


def _plain(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(filter(None, (_plain(item) for item in value))) or None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) and value.strip() else None
