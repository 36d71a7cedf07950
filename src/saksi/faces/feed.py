"""Atom feeds of what a watch found new."""

from __future__ import annotations

import os
from pathlib import Path

from lxml import etree

from saksi.archive.results import ArticleHit, EventRow
from saksi.archive.watch import News
from saksi.faces.brief import plain

_ATOM = "http://www.w3.org/2005/Atom"
_KEPT = 200  # entries; older ones fall out


def write_feed(path: Path, news: News) -> None:
    """Writes the news before the entries that the feed holds already. Raises OSError."""
    feed = etree.Element(_tag("feed"), nsmap={None: _ATOM})
    name = news.watch.name
    _child(feed, "id", f"urn:saksi:watch:{name}")
    _child(feed, "title", f"Saksi: {name}")
    _child(feed, "updated", news.at)
    _child(_child(feed, "author"), "name", "Saksi")
    entries = [_entry(item, news.at) for item in news.items]
    known = {entry.findtext(_tag("id")) for entry in entries}
    entries += [e for e in _earlier(path) if e.findtext(_tag("id")) not in known]
    feed.extend(entries[:_KEPT])
    # Readers of the feed never see half of it.
    part = path.with_name(path.name + ".part")
    part.write_bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True))
    os.replace(part, path)


def _entry(item: EventRow | ArticleHit, at: str) -> etree._Element:
    entry = etree.Element(_tag("entry"))
    article = item.article
    if isinstance(item, EventRow):
        parties = [", ".join(a.name for a in side) or "-" for side in (item.source, item.target)]
        title = f"{item.date or ''} {item.type}: {' → '.join(parties)}".strip()
        _child(entry, "id", f"urn:saksi:{article.id}#{item.local}")
        summary = item.sentence
    else:
        title = article.title or article.path
        _child(entry, "id", f"urn:saksi:{article.id}")
        summary = item.snippet.text
    _child(entry, "title", title)
    _child(entry, "updated", at)
    if article.url and article.url.startswith(("http://", "https://")):
        _child(entry, "link").set("href", _clean(article.url))
    _child(entry, "summary", summary)
    return entry


def _earlier(path: Path) -> list[etree._Element]:
    """Entries of the feed as it is; none if it cannot be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return list(etree.fromstring(path.read_bytes(), parser).findall(_tag("entry")))
    except (FileNotFoundError, etree.XMLSyntaxError):
        return []


def _child(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    child = etree.SubElement(parent, _tag(name))
    if text:
        child.text = _clean(text)
    return child


def _clean(text: str) -> str:
    """What XML can hold."""
    return "".join(c for c in plain(text) if c not in "\ufffe\uffff" and not 0xD800 <= ord(c) < 0xE000)


def _tag(name: str) -> str:
    return f"{{{_ATOM}}}{name}"
