"""Who wrote it and whose report it rests on: bylines, editors' initials, agencies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from saksi.cleaning.pieces import Piece, is_story, trimmed
from saksi.lexicons.load import Lexicons

_TAIL = re.compile(
    r"(?<=[.!?\"”'’)*])\s{0,3}[\(\[]\s?(?P<names>[A-Za-z*][\w.*]{0,11}(?:\s?[/|,]\s?[\w.*]{2,12}){0,3})\s?[\)\]]\W{0,3}$"
)
_INITIALS = re.compile(r"[a-z]{2,4}\d?|[A-Z]{2,4}|[A-Z][a-z]{1,3}")
_ABOVE = {"author-above-story": "author", "editor-above-story": "editor"}
# A line of agencies alone: Reuters/AFP.
_LONGEST_LINE = 40
_BETWEEN = re.compile(r"\s?[/|,]\s?")


@lru_cache(maxsize=8)
def agencies(lexicons: Lexicons) -> dict[str, str]:
    """How agencies are written, and their names."""
    return {row["written"]: row["name"] for row in lexicons.table("agencies")}


def cut_signatures(raw: str, pieces: Sequence[Piece], known: dict[str, str]) -> list[Piece]:
    """Cut the initials or the agency in brackets off the end of the last paragraphs, and lines of agencies.

    Only the last two paragraphs of the story may be signed, and only behind the end of a sentence.
    """
    result = list(pieces)
    last = [i for i, p in enumerate(result) if is_story(p)][-2:]
    for i in reversed(last):
        piece = result[i]
        line = raw[piece.start : piece.end].strip()
        if len(line) <= _LONGEST_LINE and all(part in known for part in _BETWEEN.split(line)):
            result[i] = piece.marked("byline", "initials", line)
            continue
        found = _TAIL.search(raw[max(piece.start, piece.end - 60) : piece.end])
        if found is None or not _is_signature(found["names"], known):
            continue
        start = max(piece.start, piece.end - 60) + found.start()
        body, tail = trimmed(raw, piece.start, start), trimmed(raw, start, piece.end)
        if body is None or tail is None:
            continue
        signed = tail.marked("byline", "initials", found["names"])
        story = Piece(body.start, body.end, piece.kind, piece.reason, None, piece.gap)
        result[i : i + 1] = [story, signed]
    return result


def _is_signature(names: str, known: dict[str, str]) -> bool:
    parts = _BETWEEN.split(names)
    if all(set(part) <= {"*"} for part in parts):
        return True
    lower = any(part.islower() for part in parts)
    return all(part in known or _INITIALS.fullmatch(part) for part in parts) and (
        lower or len(parts) > 1 or parts[0] in known
    )


def byline_and_credits(
    pieces: Sequence[Piece], roles: Mapping[str, str], known: Mapping[str, str], given: str | None = None
) -> tuple[str | None, list[str]]:
    """The byline and the agencies that the pieces name.

    `roles` gives the role of each rule, `given` the byline of the metadata. A printed author comes
    first, then `given`, then initials, then an editor; an agency among the initials ("Reuters/ian") is
    a credit.
    """
    found: dict[str, list[str]] = {"author": [], "signature": [], "given": [], "initials": [], "editor": []}
    found["given"] = [given] if given else []
    credited: list[str] = []
    for piece in pieces:
        role = _ABOVE.get(piece.reason or "") or roles.get(piece.reason or "", "")
        if not piece.names or role not in (*found, "credit"):
            continue
        parts = _BETWEEN.split(piece.names) if role in ("initials", "credit") else [piece.names]
        people = [p for p in parts if p not in known and p.strip("* ")]
        credited.extend(known[p] for p in parts if p in known)
        if people and role != "credit":
            found[role].append("/".join(people) if role == "initials" else people[0].strip(" ,"))
    for names in found.values():
        if names:
            return ", ".join(dict.fromkeys(names)), credited
    return None, credited
