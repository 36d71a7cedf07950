"""The headline: given by metadata, or the first line if it looks like one."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from saksi.cleaning.outlets import Outlets
from saksi.cleaning.pieces import Piece, is_story, letters, plain
from saksi.cleaning.zones import first_prose

_LONGEST = 160
_MOST_WORDS = 26
_LABELS_ABOVE, _HEADLINE_WORDS = 6, 3
_SUFFIX = re.compile(r"\s(?:-|–|—|\||»|::)\s(?=[^-–—|»]{2,40}$)")
_LIST_ITEM = re.compile(r"(?:\d{1,2}|[a-z])[.)]\s|[-*•]\s?")
_CUT_SHORT = 30


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline's words, and the number of the piece that prints it (None: only in metadata)."""

    text: str
    piece: int | None


def find_headline(
    raw: str, pieces: Sequence[Piece], title: str | None, known: Outlets, one_line: bool
) -> Headline | None:
    """The headline of the article, or None.

    A title from metadata is looked for among the pieces, furniture too (an extractor often leaves it
    outside the story). Without one, the first piece of the story counts if it looks like a headline, or
    one below labels of a word or two; never in a document of one line (`one_line`).
    """
    wanted = clean_title(title, known) if title else ""
    if wanted:
        number = _printed(raw, pieces, wanted)
        if number is None and not one_line:
            number = _reworded(raw, pieces, wanted)
        return Headline(raw[slice(*pieces[number].span)] if number is not None else wanted, number)
    number = None if one_line else _first_like_one(raw, pieces, known)
    return Headline(raw[slice(*pieces[number].span)], number) if number is not None else None


def _first_like_one(raw: str, pieces: Sequence[Piece], known: Outlets) -> int | None:
    """Number of the line that heads the story: the first, or one below names of sections and the outlet."""
    story = [i for i, p in enumerate(pieces) if is_story(p)]
    if len(story) < 2:
        return None
    end = max(first_prose(raw, pieces), story[0] + 1)
    for i in [i for i in story if i < end][:_LABELS_ABOVE]:
        line = plain(raw[slice(*pieces[i].span)])
        if len(line.split()) >= _HEADLINE_WORDS and known.named(line) is None:
            if looks_like_headline(line):
                return i
            break
    return story[0] if looks_like_headline(plain(raw[slice(*pieces[story[0]].span)])) else None


def _reworded(raw: str, pieces: Sequence[Piece], title: str) -> int | None:
    """Number of the story's first piece if it is a headline that shares most words with the title."""
    story = [i for i, p in enumerate(pieces) if is_story(p)]
    if len(story) < 2:
        return None
    line = plain(raw[slice(*pieces[story[0]].span)])
    ours, theirs = ({letters(word) for word in text.split()} for text in (line, title))
    shared = len(ours & theirs)
    return story[0] if looks_like_headline(line) and shared * 5 >= 3 * max(len(ours), len(theirs)) else None


def looks_like_headline(line: str) -> bool:
    """Whether a line could be a headline: short, begins with a capital, no full stop at its end."""
    if not line or len(line) > _LONGEST or len(line.split()) > _MOST_WORDS:
        return False
    if line[-1] in ".,;:" or _LIST_ITEM.match(line):
        return False
    start = line.lstrip("\"'“‘([")[:1]
    return start.isupper() or start.isdigit()


def clean_title(title: str, known: Outlets) -> str:
    """A metadata title in one line, without the name of the outlet behind it ("Judul - Kompas.com")."""
    title = plain(html.unescape(title))
    for mark in reversed(list(_SUFFIX.finditer(title))):
        if known.named(title[mark.end() :]) is None:
            break
        title = title[: mark.start()].rstrip()
    return title


def _printed(raw: str, pieces: Sequence[Piece], title: str) -> int | None:
    """Number of the first piece that prints the title, those of the story before those outside it."""
    wanted = letters(title)
    if not wanted:
        return None
    best: int | None = None
    for i, piece in enumerate(pieces):
        if piece.end - piece.start > 2 * len(title) + 40:
            continue
        found = letters(raw[piece.start : piece.end])
        same = found == wanted or (
            wanted.startswith(found) and len(found) >= _CUT_SHORT and raw[piece.end - 1] == "…"
        )
        if same and is_story(piece):
            return i
        if same and best is None:
            best = i
    return best
