"""The words of an analysis as names are made of them: letters and digits, without marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from saksi.language.analysis import Token

WORD = re.compile(r"\w+")


class Word(NamedTuple):
    """A word of the text: `lower` to compare, `text` as written, the token that holds it, its offsets.

    `joint` is the text between it and the word before, `doubled` marks reduplication (negara-negara).
    """

    lower: str
    text: str
    token: int
    start: int
    end: int
    joint: str
    doubled: bool = False


def words_of(text: str, tokens: Sequence[Token]) -> tuple[Word, ...]:
    """The words of all tokens in text order; a word doubled within a token counts once."""
    found: list[Word] = []
    last, joint = -1, "\n"
    for token in tokens:
        start, form = token.start, token.text
        if form.isalnum():
            # The common case, in one go: a token that is one word.
            if last >= 0:
                joint = text[last:start]
            last = token.end
            found.append(Word(token.lower, form, token.i, start, last, joint))
            continue
        for match in WORD.finditer(form):
            start, end = token.start + match.start(), token.start + match.end()
            before = found[-1] if found else None
            last = end
            if before is not None and before.token == token.i and before.lower == match[0].lower():
                found[-1] = Word(before.lower, before.text, token.i, before.start, end, before.joint, True)
                continue
            joint = text[before.end : start] if before is not None else "\n"
            found.append(Word(match[0].lower(), match[0], token.i, start, end, joint))
    return tuple(found)
