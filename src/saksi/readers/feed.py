"""RSS and Atom feeds: every entry with what it says of its article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from saksi.errors import ReadError
from saksi.readers.columns import Columns
from saksi.readers.rows import row_document
from saksi.readers.source import SourceDocument
from saksi.records import Diagnostic

_START = re.compile(
    rb"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<\?[^>]{0,500}>\s{0,200}|<!--.{0,2000}?-->\s{0,200}){0,5}"
    rb"<(?:\w{1,20}:)?(?:rss|feed|RDF)\b",
    re.DOTALL,
)
_ENTRIES = frozenset({"item", "entry"})
_MARKUP = re.compile(r"<[a-zA-Z/!]|&\w{2,10};|&#")
# Elements of these describe pictures and sound, under the names that feeds use for articles.
_MEDIA_NAMESPACES = ("search.yahoo.com/mrss", "itunes.com/dtds")
_COLUMNS = Columns()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed. `data` are the bytes of its element; `full` is the article's own text.

    `text` (perhaps HTML) is the full text where the feed carries it, else the summary.
    """

    number: int
    data: bytes
    url: str | None
    title: str | None
    published: str | None
    byline: str | None
    outlet: str | None
    text: str | None
    full: bool

    def document(self, path: str, notes: tuple[Diagnostic, ...] = ()) -> SourceDocument:
        """What the feed itself holds of the article. Raises ReadError (with an empty path) if nothing."""
        if not self.text:
            raise ReadError("", "the feed holds no text of this article, only its address")
        if not self.full:
            notes = (*notes, Diagnostic("info", "feed-summary", "the feed holds only a summary"))
        stated = {
            "text": f"<div>{self.text}</div>" if _MARKUP.search(self.text) else self.text,
            "title": self.title,
            "url": self.url,
            "published": self.published,
            "byline": self.byline,
            "outlet": self.outlet,
        }
        return row_document(
            stated,
            self.data,
            path,
            self.number,
            media_type="application/xml",
            columns=_COLUMNS,
            notes=notes,
        )


def is_feed(head: bytes) -> bool:
    """Whether a document that begins with `head` is a feed: RSS 0.9 to 2.0, RSS 1.0 (RDF) or Atom."""
    return _START.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def read_entries(data: bytes, base: str | None = None) -> Iterator[Entry]:
    """The entries of a feed, in its order. Links are made absolute with `base`, the feed's address.

    Faulty XML is read as far as it makes sense. Nothing that the feed refers to is loaded or expanded.
    Raises ReadError (with an empty path) if it is no feed or has no entries.
    """
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError("", f"is not a readable feed ({error})") from error
    if root is None:
        raise ReadError("", "is not a readable feed")
    elements = [e for e in root.iter() if _name(e) in _ENTRIES]
    if not elements:
        raise ReadError("", "is a feed without entries")
    outlet = _outlet(root)
    for number, element in enumerate(elements, 1):
        yield _entry(element, number, outlet, base)


def _entry(element: etree._Element, number: int, outlet: str | None, base: str | None) -> Entry:
    children: dict[str, list[etree._Element]] = {}
    for child in element:
        if not any(space in str(child.tag) for space in _MEDIA_NAMESPACES):
            children.setdefault(_name(child), []).append(child)
    full = _first(children, "encoded", "content")
    text = full or _first(children, "description", "summary")
    return Entry(
        number=number,
        data=etree.tostring(element, encoding="utf-8", with_tail=False),
        url=_link(children, base),
        title=_plain(_first(children, "title")),
        published=_date(_first(children, "pubDate", "published", "date", "issued", "updated", "modified")),
        byline=_author(children),
        outlet=_plain(_first(children, "source")) or outlet,
        text=text,
        full=full is not None,
    )


def _name(element: etree._Element) -> str:
    """Its name without namespace, and without a prefix that was not declared, which lxml refuses."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def _first(children: dict[str, list[etree._Element]], *names: str) -> str | None:
    for name in names:
        for element in children.get(name, ()):
            if (text := _content(element)).strip():
                return text
    return None


def _content(element: etree._Element) -> str:
    """The text of an element; the markup of its children where it has some (Atom's xhtml)."""
    if len(element) == 0:
        return element.text or ""
    inner = (etree.tostring(child, encoding="unicode") for child in element)
    return (element.text or "") + "".join(inner)


def _plain(text: str | None) -> str | None:
    """A title as words: some feeds put markup or entities into it."""
    if text is None:
        return None
    if _MARKUP.search(text):
        text = str(html.fromstring(f"<div>{text}</div>").text_content())
    return " ".join(text.split()) or None


def _link(children: dict[str, list[etree._Element]], base: str | None) -> str | None:
    candidates: list[str] = [
        str(element.get("href") or element.text or "").strip()
        for element in children.get("link", ())
        if element.get("rel", "alternate") == "alternate"
    ]
    for element in (*children.get("guid", ()), *children.get("id", ())):
        if element.get("isPermaLink", "true") != "false":
            candidates.append(str(element.text or "").strip())
    for candidate in candidates:
        try:
            url: str = urljoin(base or "", candidate)
            if urlsplit(url).scheme in ("http", "https"):
                return url
        except ValueError:
            continue
    return None


def _author(children: dict[str, list[etree._Element]]) -> str | None:
    for element in (*children.get("creator", ()), *children.get("author", ())):
        name = next((child for child in element if _name(child) == "name"), element)
        if name.text is not None and name.text.strip():
            return " ".join(str(name.text).split())
    return None


def _date(text: str | None) -> str | None:
    """A feed's date; that of RSS ("Tue, 04 Mar 2025 10:15:00 +0700") in ISO form."""
    if text is None:
        return None
    text = text.strip()
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return text


def _outlet(root: etree._Element) -> str | None:
    channel = root if _name(root) == "feed" else next((e for e in root if _name(e) == "channel"), root)
    title = next((e for e in channel if _name(e) == "title"), None)
    return _plain(_content(title)) if title is not None else None
