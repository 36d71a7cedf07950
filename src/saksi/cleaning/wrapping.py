"""Hard-wrapped text: lines that break where the column ended, not where the paragraph did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from saksi.cleaning.pieces import Piece, is_story

_WIDEST, _NARROWEST = 132, 36
_FULL = 0.88  # of the column: editors and mail programs do not fill every line
_TERMINAL = frozenset(".!?:;\"”'’)]…")
_LIST_SIGNS = frozenset("-*•·–—▪◦")


def join_wrapped(raw: str, pieces: Sequence[Piece]) -> list[Piece]:
    """Join the lines of hard-wrapped paragraphs to one piece each; other text comes back as it is.

    A break belongs to the wrapping if the first word of the next line would not have fitted into the
    column. Text counts as wrapped if that holds for most of its breaks and most lines end in mid-sentence.
    """
    width = _column(raw, pieces)
    if width is None:
        return list(pieces)
    joined: list[Piece] = []
    last_line = None
    for piece in pieces:
        wraps = last_line is not None and _wraps(raw, last_line, piece, width)
        if wraps:
            joined[-1] = replace(joined[-1], end=piece.end, reason="joined-lines")
        else:
            joined.append(piece)
        last_line = piece
    return joined


def _column(raw: str, pieces: Sequence[Piece]) -> int | None:
    """Width of the column, or None if the text is not hard-wrapped."""
    story = [p for p in pieces if is_story(p)]
    if len(story) < 3:
        return None
    width = max(p.end - p.start for p in story)
    if not _NARROWEST <= width <= _WIDEST:
        return None
    breaks = [(a, b) for a, b in pairwise(story) if not b.gap]
    if len(breaks) < 2:
        return None
    full = sum(_wraps(raw, a, b, width) for a, b in breaks)
    open_ended = sum(raw[a.end - 1] not in _TERMINAL for a, _ in breaks)
    return width if full * 10 >= len(breaks) * 6 and open_ended * 2 >= len(breaks) else None


def _wraps(raw: str, line: Piece, following: Piece, width: int) -> bool:
    """Whether the break between the two lines comes from the column."""
    if following.gap or not (is_story(line) and is_story(following)):
        return False
    if raw[following.start] in _LIST_SIGNS:
        return False
    head = raw[following.start : min(following.end, following.start + width)]
    word = head.split(None, 1)[0]
    return (line.end - line.start) + 1 + len(word) > width * _FULL
