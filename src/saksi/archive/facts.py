"""Facts as tokens of an index: who, where, what kind of event. One letter says what a token is about.

The same functions make the tokens that are entered and those that are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from saksi.archive.fulltext import Term, fact

ACTOR, SOURCE, TARGET, SPEAKER = "a", "u", "v", "w"
CODE, SOURCE_CODE, TARGET_CODE, SECTOR = "c", "d", "f", "r"
OUTLET, PLACE, COUNTRY, LANGUAGE = "o", "p", "k", "l"
TYPE, MODE, MODALITY, CONTEXT, CAMEO, NEGATED = "t", "m", "y", "x", "e", "n"
HOLDER, HOLDER_CODE, STANCE, ISSUE = "h", "g", "z", "i"  # of a position
POSITION = "position"  # of events that show one
_PART = 3  # letters of a country or sector in an actor's code


@lru_cache(maxsize=1 << 16)
def token(kind: str, value: str | int) -> str:
    """The token that says `value` of `kind`."""
    return kind + "".join(c for c in str(value).lower() if c.isascii() and c.isalnum())


def code_tokens(kind: str, code: str | None) -> list[str]:
    """Tokens of an actor's code, one for each beginning of whole parts: IDN, IDNCOP."""
    if not code:
        return []
    return [token(kind, code[:n]) for n in range(_PART, len(code), _PART)] + [token(kind, code)]


def sector_tokens(code: str | None) -> list[str]:
    """Tokens of the parts of a code behind its country: COP of IDNCOP."""
    if not code:
        return []
    return [token(SECTOR, code[n : n + _PART]) for n in range(_PART, len(code), _PART)]


def code_term(kind: str, beginning: str) -> Term:
    """What finds every code that begins so."""
    return fact(token(kind, beginning), prefix=len(beginning) % _PART != 0)


def cameo_tokens(code: str | None) -> list[str]:
    """Tokens of a CAMEO code and of the codes above it: 10, 105, 1056."""
    return [token(CAMEO, code[:n]) for n in range(2, len(code) + 1)] if code else []


def unique(tokens: Iterable[str]) -> list[str]:
    """The tokens once each, in order."""
    return list(dict.fromkeys(tokens))
