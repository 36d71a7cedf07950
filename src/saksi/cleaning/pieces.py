"""Pieces of a source document: the unit that cleaning works on until blocks are made of them.

A piece is a run of `raw` without white space at its ends. Each step of cleaning takes a list of
pieces and gives one back; together the pieces always cover `raw` apart from white space.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from saksi.records import Span

STORY = "paragraph"

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\u2028\u2029]")
_NOT_LETTERS = re.compile(r"[\W_]+")
_SPACES = re.compile(r"\s+")
# Characters without a shape: soft hyphen, zero-width spaces and joiners, bidirectional controls, zero byte.
CONTROLS = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\x00" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
_CONTROLS = re.compile(f"[{CONTROLS}]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of `raw`. `kind` is a block kind, `reason` the rule that set it.

    `names` are names that the rule found (byline, credits); `gap` tells that a blank line, or the
    start of the document, comes before.
    """

    start: int
    end: int
    kind: str = STORY
    reason: str | None = None
    names: str | None = None
    gap: bool = False

    @property
    def span(self) -> Span:
        """Start and end in `raw`."""
        return (self.start, self.end)

    def marked(self, kind: str, reason: str, names: str | None = None) -> Piece:
        """The same run with another role."""
        return replace(self, kind=kind, reason=reason, names=names)


def is_story(piece: Piece) -> bool:
    """Whether the piece is still part of the story."""
    return piece.kind == STORY


def split_lines(raw: str) -> list[Piece]:
    """One piece a line that holds anything, without white space at its ends."""
    pieces: list[Piece] = []
    position, gap = 0, True
    for mark in [*_LINE_END.finditer(raw), None]:
        end = mark.start() if mark else len(raw)
        piece = trimmed(raw, position, end)
        if piece is None:
            gap = True
        else:
            pieces.append(replace(_visible(raw, piece), gap=gap))
            gap = False
        position = mark.end() if mark else end
    return pieces


def trimmed(raw: str, start: int, end: int) -> Piece | None:
    """The piece between `start` and `end` without white space at its ends, or None if none is left."""
    text = raw[start:end]
    left = len(text) - len(text.lstrip())
    right = len(text.rstrip())
    return Piece(start + left, start + right) if right > left else None


def _visible(raw: str, piece: Piece) -> Piece:
    text = raw[piece.start : piece.end]
    if len(text) <= 40 and all(unicodedata.category(c) in ("Cc", "Cf") or c.isspace() for c in text):
        return piece.marked("furniture", "invisible")
    return piece


def plain(text: str) -> str:
    """The text for matching: no invisible controls, single ordinary spaces."""
    return _SPACES.sub(" ", _CONTROLS.sub("", text)).strip()


def letters(text: str) -> str:
    """Letters and digits only, case folded: what two printings of a paragraph have in common."""
    return _NOT_LETTERS.sub("", text.casefold())


def cut(raw: str, piece: Piece, runs: Sequence[Piece]) -> list[Piece]:
    """`piece` with `runs` (disjoint, in order, inside it) cut out; the rest keeps its role."""
    parts: list[Piece] = []
    position = piece.start
    for run in runs:
        before = trimmed(raw, position, run.start)
        if before is not None:
            parts.append(replace(piece, start=before.start, end=before.end))
        inner = trimmed(raw, run.start, run.end)
        if inner is not None:
            parts.append(replace(run, start=inner.start, end=inner.end))
        position = run.end
    rest = trimmed(raw, position, piece.end)
    if rest is not None:
        parts.append(replace(piece, start=rest.start, end=rest.end))
    return [replace(part, gap=piece.gap and i == 0) for i, part in enumerate(parts)]
