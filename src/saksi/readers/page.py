"""The page text of an HTML document: all its visible text in page order, a line per block of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from saksi.errors import ReadError
from saksi.records import Span

_BLOCK_TAGS = """
    address article aside blockquote body button caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav
    ol optgroup option p pre section select summary table tbody td tfoot th thead title tr ul video
"""
_HIDDEN_TAGS = (
    "script style noscript template head iframe svg math object embed canvas audio textarea datalist"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_HIDDEN = frozenset(_HIDDEN_TAGS.split())
MAX_DEPTH = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """A line of page text: its span, the tag of the block that holds it, and that block's parent.

    `place` numbers the parent element, so that lines of the same container can be told.
    """

    start: int
    end: int
    tag: str
    place: int
    caption: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Page text, its lines, and the tree it came from. `depth` is how deep the tree is nested."""

    text: str
    lines: tuple[Line, ...]
    tree: html.HtmlElement
    depth: int

    def line_text(self, line: Line) -> str:
        """The words of a line."""
        return self.text[line.start : line.end]

    @property
    def captions(self) -> tuple[Span, ...]:
        """Spans of the lines that stand in a figcaption."""
        return tuple((line.start, line.end) for line in self.lines if line.caption)


def parse_page(text: str) -> Page:
    """Parse HTML `text` and lay its visible text out in lines. Raises ReadError if there is none."""
    clean = text.replace("\x00", "\ufffd")
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = html.document_fromstring(clean.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ReadError("", f"is not readable HTML ({error})") from error
    builder = _Builder()
    for event, value in _walk(tree):
        builder.take(event, value)
    builder.close()
    return Page("\n".join(builder.texts), tuple(builder.lines), tree, builder.deepest)


def _walk(tree: html.HtmlElement) -> Iterator[tuple[str, html.HtmlElement]]:
    """Open, text, close and tail events in document order, without recursion; hidden parts left out."""
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            if _is_hidden(element):
                walker.skip_subtree()
            yield "open", element
        else:
            yield "close", element


def _is_hidden(element: html.HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in _HIDDEN:
        return True
    style = element.get("style", "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style


class _Builder:
    """Collects lines while the tree is walked."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.lines: list[Line] = []
        self.deepest = 0
        self._length = 0
        self._parts: list[str] = []
        self._blocks: list[tuple[str, int]] = [("html", 0)]
        self._depth = 0
        self._captions = 0
        self._count = 0

    def take(self, event: str, element: html.HtmlElement) -> None:
        """One event of the walk."""
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag in _BLOCKS
        if event == "open":
            self._depth += 1
            self.deepest = max(self.deepest, self._depth)
            if block or tag == "br":
                self._flush()
            if block:
                self._count += 1
                self._blocks.append((tag, self._count))
                self._captions += tag == "figcaption"
            if not _is_hidden(element):
                self._parts.append(element.text or "")
            return
        self._depth -= 1
        if block:
            self._flush()
            self._blocks.pop()
            self._captions -= tag == "figcaption"
        self._parts.append(element.tail or "")

    def close(self) -> None:
        """End of the page."""
        self._flush()

    def _flush(self) -> None:
        text = " ".join("".join(self._parts).split())
        self._parts.clear()
        if not text:
            return
        start = self._length + (1 if self.texts else 0)
        tag, _ = self._blocks[-1]
        parent = self._blocks[-2][1] if len(self._blocks) > 1 else 0
        self.texts.append(text)
        self.lines.append(Line(start, start + len(text), tag, parent, self._captions > 0))
        self._length = start + len(text)
