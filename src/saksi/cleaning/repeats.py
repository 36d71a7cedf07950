"""Paragraphs that are printed again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from saksi.cleaning.pieces import Piece, is_story, letters

_LONG_ENOUGH = 40
_LIST_ITEM = re.compile(r"(?:\d{1,3}|[a-z])[.)]\s?|[-*•]")


def mark_repeats(
    raw: str, pieces: Sequence[Piece], headline: str | None, also: Iterable[str] = ()
) -> list[Piece]:
    """Mark each paragraph whose letters and digits stood before as `repeat`, and those of the headline.

    Short paragraphs (list items, one-line answers) may come twice in an honest text: they count only
    next to a longer repeat. `also` are further texts to count as printed already.
    """
    keys = [letters(raw[p.start : p.end]) if is_story(p) else "" for p in pieces]
    title = letters(headline or "")
    seen = {letters(text) for text in also}
    again = [False] * len(pieces)
    result = list(pieces)
    for i, key in enumerate(keys):
        if not key:
            continue
        if key == title:
            result[i] = pieces[i].marked("repeat", "repeats-headline")
        again[i] = key in seen
        seen.add(key)
    story = [i for i, key in enumerate(keys) if key and result[i].kind != "repeat"]
    long_again = [
        again[i] and len(keys[i]) >= _LONG_ENOUGH and not _LIST_ITEM.match(raw, pieces[i].start)
        for i in story
    ]
    for n, i in enumerate(story):
        beside = any(long_again[max(0, n - 1) : n + 2])
        if again[i] and beside:
            result[i] = pieces[i].marked("repeat", "printed-before")
    return result
