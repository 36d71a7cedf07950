"""The head and the tail of a page: short lines above the story and below it that are not part of it.

A page copied by hand brings section names, reporters' names and labels above the story, tags and
titles of other articles below it. No rule can know such lines by their words; their place tells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from saksi.cleaning.outlets import Outlets
from saksi.cleaning.pieces import Piece, is_story, plain

_PROSE_LENGTH, _SENTENCE_LENGTH = 80, 40
_SENTENCE_END = frozenset(".!?…")
_QUOTES = "\"'”’)]"
_NAME = r"[A-Z][a-z'’]+(?: [A-Z][a-z'’]*\.?)"
_NAMES = re.compile(rf"{_NAME}{{1,3}}(?:(?:, | & | dan | \| |/){_NAME}{{0,3}}){{0,3}}")
_LISTING = frozenset({"list", "tags"})


def is_prose(text: str) -> bool:
    """Whether a line is running prose: long, or a sentence of some length that ends as one."""
    end = text.rstrip(_QUOTES)[-1:]
    return len(text) >= (_SENTENCE_LENGTH if end in _SENTENCE_END else _PROSE_LENGTH)


def first_prose(raw: str, pieces: Sequence[Piece]) -> int:
    """Number of the first piece of the story that is prose, or how many pieces there are."""
    numbers = (i for i, p in enumerate(pieces) if is_story(p) and is_prose(plain(raw[p.start : p.end])))
    return next(numbers, len(pieces))


def mark_head(raw: str, pieces: Sequence[Piece], known: Outlets) -> list[Piece]:
    """Mark the lines between the headline and the story that are no sentences.

    Above a dateline every such line is furniture. Without one only an outlet's name is, and names of
    people where the page prints its date there. Names of people become bylines.
    """
    result = list(pieces)
    dateline = next((i for i, p in enumerate(pieces) if p.kind == "dateline"), None)
    end = dateline if dateline is not None else first_prose(raw, pieces)
    headline = next((i for i, p in enumerate(pieces[:end]) if p.kind == "headline"), -1)
    dated = any(p.reason == "published-line" for p in pieces[:end])
    for i in range(headline + 1, end):
        line = plain(raw[pieces[i].start : pieces[i].end])
        if not is_story(pieces[i]) or line[-1:] in _SENTENCE_END:
            continue
        if known.named(line) is not None:
            result[i] = pieces[i].marked("furniture", "outlet-name")
        elif (dated or dateline is not None) and _NAMES.fullmatch(line):
            above = plain(raw[pieces[i - 1].start : pieces[i - 1].end]).casefold() if i else ""
            role = "editor" if above.startswith("editor") else "author"
            result[i] = pieces[i].marked("byline", f"{role}-above-story", line)
        elif dateline is not None and not is_prose(line):
            result[i] = pieces[i].marked("furniture", "above-dateline")
    return result


def mark_tail(raw: str, pieces: Sequence[Piece], roles: Mapping[str, str]) -> list[Piece]:
    """Mark what follows a header of tags or of other articles once the last prose has passed."""
    prose = [i for i, p in enumerate(pieces) if is_story(p) and is_prose(plain(raw[p.start : p.end]))]
    last = prose[-1] if prose else -1
    result, listing = list(pieces), False
    for i in range(last + 1, len(pieces)):
        listing = listing or roles.get(pieces[i].reason or "") in _LISTING
        if listing and is_story(pieces[i]):
            result[i] = pieces[i].marked("furniture", "below-story")
    return result
