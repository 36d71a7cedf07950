"""Words that are not what they look like: letters of other scripts, characters without a shape, turned order.

Nothing is repaired, since the words of the source document are the witness; a reader is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from saksi.records import Diagnostic, Span

_WORD = re.compile(r"[^\W\d_]+")
# Scripts and styles that have letters in the shape of Latin ones, as Unicode names begin.
_ALIKE = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "FULLWIDTH", "MATHEMATICAL"})
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SHAPELESS = re.compile("(?<=[^\\W\\d_])[\u00ad\u200b\u2060-\u2064\ufeff]{1,40}(?=[^\\W\\d_])")
_SHOWN = 3


def disguises(text: str) -> Iterator[Diagnostic]:
    """A warning for each kind of disguise in `text`, with the span of the first one."""
    if text.isascii():
        return
    mixed = [m.span() for m in _WORD.finditer(text) if _mixes(m.group())]
    if mixed:
        words = ", ".join(repr(text[start:end]) for start, end in mixed[:_SHOWN])
        yield _told("mixed-scripts", mixed, f"words of Latin letters and letters that look alike: {words}")
    turned = [m.span() for m in _TURNED.finditer(text)]
    if turned:
        yield _told("turned-order", turned, "controls that show words in another order than they are read in")
    shapeless = [m.span() for m in _SHAPELESS.finditer(text)]
    if shapeless:
        yield _told("shapeless", shapeless, "characters without a shape inside words, which may not be known")


def _mixes(word: str) -> bool:
    """Whether a word has both Latin letters and letters of a script that looks like it."""
    if word.isascii():
        return False
    scripts = {unicodedata.name(c, "").split(" ", 1)[0] for c in word}
    return "LATIN" in scripts and bool(scripts & _ALIKE)


def _told(code: str, spans: list[Span], message: str) -> Diagnostic:
    return Diagnostic("warning", code, f"{len(spans)} × {message}", spans[0])
