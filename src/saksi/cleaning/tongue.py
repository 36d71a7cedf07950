"""Which language an article is in: Indonesian, Malay, English, or another."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from saksi.lexicons.load import Lexicons

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_FEW_WORDS, _SHARE_COUNTS = 15, 50


@lru_cache(maxsize=8)
def _known(lexicons: Lexicons) -> dict[str, str]:
    return {row["word"]: row["language"] for row in lexicons.table("language_words")}


def language_of(text: str, lexicons: Lexicons) -> str:
    """The language by the function words of `text`: "id", "ms", "en" or "und" (another one).

    Malay and Indonesian share most of them; telling words (bahawa/bahwa, kerana/karena) decide, and
    without any the text counts as Indonesian. A text too short to tell counts as Indonesian too.
    """
    words = _WORD.findall(text[:_SAMPLE].casefold())
    if not words:
        return "und" if any(c.isalpha() for c in text) else "id"
    known = _known(lexicons)
    count = Counter(known[w] for w in words if w in known)
    malayic = count["both"] + count["id"] + count["ms"]
    if len(words) < _FEW_WORDS:
        latin = sum(w.isascii() for w in words) * 2 >= len(words)
        if not latin:
            return "und"
        return "en" if count["en"] >= 2 and count["en"] > malayic else "id"
    if len(words) < _SHARE_COUNTS and malayic > count["en"] and count["ms"] < 2:
        return "id"
    if malayic * 12 < len(words) and count["en"] * 12 < len(words):
        return "und"
    if count["en"] > malayic:
        return "en"
    return "ms" if count["ms"] >= 2 and count["ms"] > count["id"] else "id"
