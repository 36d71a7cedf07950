"""Quotation marks: which open, which close, and what they enclose.

Newsrooms write straight marks, lose marks, glue the next word to a closing mark, and repeat the
opening mark in every paragraph of a long quotation. So the marks of a text are read together: every
mark opens or closes, each reading has a price by what stands beside the mark, and the cheapest
reading of the whole text wins (three states, so the time is linear).
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from dataclasses import dataclass

from saksi.records import Span

_OPENERS = "“„«"
_CLOSERS = "”»"
_STRAIGHT = '"″'
_SINGLES = "'‘’"
_BEFORE_OPEN = "([{-–—:/"
_SOFT_LIMIT = 600

# Prices: a mark against its look, a mark missing, a quotation that runs on into the next paragraph.
_ODD = 2.0
_GLUED = 0.5
_WRONG_TYPE = 3.0
_MISSING = 4.0
_RUN_ON = 2.5
_CUT_AT_END = 3.0
_NESTED = 1.0

_OUT, _IN, _INNER = range(3)


@dataclass(frozen=True, slots=True)
class Region:
    """Words between quotation marks.

    `start`/`end` enclose the words without marks and outer spaces; `opened`/`closed` say whether the
    mark is really there; `repeated` that the quotation goes on in the next paragraph with a new
    opening mark; `single` that the marks are single ones; `depth` 1 inside another region.
    """

    start: int
    end: int
    opened: bool = True
    closed: bool = True
    repeated: bool = False
    single: bool = False
    depth: int = 0

    @property
    def outer(self) -> Span:
        """Span with the marks, where they exist."""
        return (self.start - int(self.opened), self.end + int(self.closed))


@dataclass(frozen=True, slots=True)
class _Step:
    """One mark (`at`, with the price of opening and of closing) or a paragraph's end (`at` None)."""

    at: int | None
    opening: float
    closing: float
    starts_paragraph: bool = False


def quoted_regions(text: str, paragraphs: Sequence[Span]) -> tuple[Region, ...]:
    """Regions between quotation marks in text order, outer ones before those inside them.

    `paragraphs` are spans of `text`. A region lies within one paragraph unless its marks stand in
    different ones and none is repeated between them.
    """
    steps = [step for span in paragraphs for step in _steps(text, span)]
    doubles = _regions(text, steps, paragraphs)
    singles = [s for span in paragraphs for s in _singles(text, span, doubles)]
    return tuple(sorted([*doubles, *singles], key=lambda r: (r.start, -r.end)))


def _steps(text: str, span: Span) -> list[_Step]:
    start, end = span
    found = []
    for at in range(start, end):
        char = text[at]
        if char in _STRAIGHT or char in _OPENERS or char in _CLOSERS:
            if char in "«»" and text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha():
                continue
            opening, closing = _prices(text, at, span)
            if char in _OPENERS:
                closing += _WRONG_TYPE
            elif char in _CLOSERS:
                opening += _WRONG_TYPE
            elif _is_inch(text, at, start):
                continue
            found.append(_Step(at, opening, closing, not text[start:at].strip()))
    found.append(_Step(None, 0.0, 0.0))
    return found


def _is_inch(text: str, at: int, start: int) -> bool:
    """A straight mark after a number as in `layar 14"`: no quotation if none opened before it."""
    return at > start and text[at - 1].isdigit() and '"' not in text[start:at]


def _prices(text: str, at: int, span: Span) -> tuple[float, float]:
    """Price of reading the mark at `at` as opening and as closing."""
    left = text[at - 1] if at > span[0] else " "
    right = text[at + 1] if at + 1 < span[1] else " "
    opening = 0.0 if left.isspace() or left in _BEFORE_OPEN else _ODD
    opening += _ODD if right.isspace() or right in ",.;:!?)" else 0.0
    closing = _ODD if left.isspace() else 0.0
    closing += _GLUED if right.isalnum() else 0.0
    if left in ",.!?…" and right.isalpha() and right.islower():
        opening += _ODD
    return opening, closing


def _regions(text: str, steps: list[_Step], paragraphs: Sequence[Span]) -> list[Region]:
    """The regions of the cheapest reading of all double marks."""
    found: list[Region] = []
    opened: int | None = None
    inner: int | None = None
    paragraph = before = 0
    for step, after in zip(steps, _cheapest(steps), strict=True):
        if step.at is None:
            if opened is not None and after == _OUT:
                found.append(_trim(text, opened, paragraphs[paragraph][1], closed=False))
                opened = None
            paragraph += 1
        elif after == _INNER:
            inner = step.at + 1
        elif before == _INNER and inner is not None:
            found.append(dataclasses.replace(_trim(text, inner, step.at), depth=1))
        elif after == _IN:
            if opened is not None:
                # The mark before was never closed, or is repeated at the head of a new paragraph.
                repeated = step.starts_paragraph and paragraph > 0
                stop = paragraphs[paragraph - 1][1] if repeated else step.at
                found.append(_trim(text, opened, stop, closed=False, repeated=repeated))
            opened = step.at + 1
        elif opened is not None:
            found.append(_trim(text, opened, step.at))
            opened = None
        else:
            start = max([paragraphs[paragraph][0], *(r.outer[1] for r in found[-1:])])
            found.append(_trim(text, start, step.at, opened=False))
        before = after
    return [r for r in found if r.start < r.end]


def _moves(step: _Step) -> tuple[tuple[int, int, float], ...]:
    """All ways (state before, state after, price) to read one step."""
    if step.at is None:
        return (
            (_OUT, _OUT, 0.0),
            (_IN, _OUT, _CUT_AT_END),
            (_IN, _IN, _RUN_ON),
            (_INNER, _OUT, 2 * _CUT_AT_END),
        )
    again = step.opening + (-_RUN_ON if step.starts_paragraph else _MISSING)
    return (
        (_OUT, _IN, step.opening),
        (_OUT, _OUT, step.closing + _MISSING),
        (_IN, _OUT, step.closing),
        (_IN, _IN, again),
        (_IN, _INNER, step.opening + _NESTED),
        (_INNER, _IN, step.closing),
    )


def _cheapest(steps: list[_Step]) -> list[int]:
    """The state of the text after every step, by dynamic programming over the three states."""
    best = [0.0, math.inf, math.inf]
    origins: list[list[int]] = []
    for step in steps:
        after, origin = [math.inf] * 3, [_OUT] * 3
        for source, target, price in _moves(step):
            if best[source] + price < after[target]:
                after[target], origin[target] = best[source] + price, source
        best = after
        origins.append(origin)
    # The last step ends a paragraph: a quotation still open there has paid for its cut.
    state = _OUT
    states = []
    for origin in reversed(origins):
        states.append(state)
        state = origin[state]
    return states[::-1]


def _trim(
    text: str, start: int, end: int, opened: bool = True, closed: bool = True, repeated: bool = False
) -> Region:
    """A region without the spaces at its ends (a mark then need not touch it)."""
    first, last = start, end
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return Region(first, last, opened, closed, repeated)


def _singles(text: str, span: Span, doubles: Sequence[Region]) -> list[Region]:
    """Regions between single marks that look like a pair and do not cross a double region's border."""
    found: list[Region] = []
    opened: int | None = None
    for at in range(*span):
        if text[at] not in _SINGLES:
            continue
        left = text[at - 1] if at > span[0] else " "
        right = text[at + 1] if at + 1 < span[1] else " "
        if left.isalnum() and right.isalnum():
            continue
        if not right.isspace() and (left.isspace() or left in '([{-–—:/"“') and text[at] != "’":
            opened = at + 1
        elif opened is not None and not left.isspace() and text[at] != "‘":
            if at - opened <= _SOFT_LIMIT:
                region = _placed(_trim(text, opened, at), doubles)
                if region is not None and region.start < region.end:
                    found.append(region)
            opened = None
    return found


def _placed(region: Region, doubles: Sequence[Region]) -> Region | None:
    """The single-marked region with its depth, or None if it crosses the border of a double one."""
    depth = 0
    for double in doubles:
        if double.start <= region.start and region.end <= double.end:
            depth = 1
        elif region.start < double.end and double.start < region.end:
            return None
    return Region(region.start, region.end, region.opened, region.closed, single=True, depth=depth)
