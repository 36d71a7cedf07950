"""The dateline: "MOSKOW - ", "JAKARTA, KOMPAS.com - ", "Jakarta (ANTARA) - ", "BANDUNG, 3 Mei 2020 – "."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from saksi.cleaning.outlets import Outlet, Outlets
from saksi.cleaning.pieces import CONTROLS
from saksi.cleaning.published import DateWords
from saksi.records import Span

_LONGEST_HEAD = 90
# The dash: " - ", " -- ", ".-", "Jakarta- Polisi", "JAKARTA -Polisi", "SLEMAN—Warga", or at the end of
# its line; some outlets write a colon.
_END = re.compile(
    r"\s{0,3}\.?\s(?:--|[-–—‒―])-?\s+|\.[-–—]{1,3}\s?|(?<=[A-Za-z)])[-–—]\s+(?=[\"“']?[A-Z])"
    r"|\s[-–—]{1,2}(?=[\"“A-Z])|(?<=[A-Za-z)])(?:—|--)(?=[\"“A-Z])|\s?[-–—]{1,2}$|(?<=[A-Za-z)])\s?:\s"
)
_PART = re.compile(r"[^,()|]+")
_SLASH_PART = re.compile(r"[^/]+")
_AFTER_OUTLET = re.compile(r"[A-Z][A-Z' ]{2,30}(?=\.\s)")
_EDGES = " ." + CONTROLS
_PLACE_WORD = re.compile(r"[A-ZÀ-Þ][\w'’.À-ÿ-]*(?:/[A-ZÀ-Þ][\w'’.À-ÿ-]*)?")
_DATE = re.compile(
    r"(?P<weekday>[A-Za-z'’]{4,9})?,? ?\(?(?:\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
    r"|\d{1,2} (?P<month>[A-Za-z]{3,9})(?: \d{4})?)\)?"
)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+){0,2}\.(?:com|co\.id|id|co|net|news|tv|org|go\.id)", re.IGNORECASE)
_MOST_PLACE_WORDS, _MOST_PLACES = 4, 3


@dataclass(frozen=True, slots=True)
class Opening:
    """A dateline at the start of a paragraph: where it ends, its place, the outlet and agencies it names."""

    end: int
    place: Span | None
    outlet: Outlet | None
    outlet_text: str | None
    agencies: tuple[str, ...]


@dataclass(frozen=True)
class Names:
    """What datelines are made of besides places."""

    outlets: Outlets
    agencies: dict[str, str]
    words: DateWords


def read_dateline(text: str, names: Names, alone: bool = False) -> Opening | None:
    """The dateline that opens `text`, or None. Offsets count from the start of `text`.

    Every part before the dash must be a place (capitalised words), an outlet, an agency or a date,
    and at least one of the first three must be there; before a colon, an outlet. `alone` allows that
    nothing follows the dash.
    """
    window = text[: _LONGEST_HEAD + 10]
    for mark in _END.finditer(window):
        if mark.start() > _LONGEST_HEAD or mark.start() < 2:
            continue
        if mark.end() >= len(text) and not alone:
            return None
        opening = _read_head(text, mark.start(), mark.end(), names)
        if opening is not None and (":" not in mark.group() or opening.outlet_text):
            return _second_half(text, opening, names)
    return None


def _second_half(text: str, opening: Opening, names: Names) -> Opening:
    """The place may come after the outlet, behind a dash of its own: "detikcom - Jakarta - Polisi ..."."""
    if opening.place is not None or opening.outlet is None:
        return opening
    rest = text[opening.end : opening.end + 60]
    if (capitals := _AFTER_OUTLET.match(rest)) is not None:
        place = (opening.end, opening.end + capitals.end())
        return replace(opening, end=place[1] + 1, place=place)
    mark = _END.search(rest)
    if mark is None or opening.end + mark.end() > len(text):
        return opening
    head = rest[: mark.start()]
    if not _is_place(head.strip()):
        return opening
    start = opening.end + len(head) - len(head.lstrip())
    end = opening.end + mark.end()
    return replace(opening, end=end, place=(start, start + len(head.strip())))


def _read_head(text: str, end: int, after: int, names: Names) -> Opening | None:
    places: list[Span] = []
    agencies: list[str] = []
    outlet: Outlet | None = None
    outlet_text: str | None = None
    for start, words in _parts(text, end, names.words):
        known = names.outlets.named(words)
        if known is not None or _HOST.fullmatch(words):
            outlet, outlet_text = outlet or known, outlet_text or words
            if known is not None and known.agency:
                agencies.append(names.agencies.get(words, known.name))
        elif words in names.agencies:
            agencies.append(names.agencies[words])
        elif words.casefold() in names.words.beside:
            continue
        elif _is_place(words) and len(places) < _MOST_PLACES:
            places.append((start, start + len(words)))
        else:
            return None
    if not places and outlet_text is None and not agencies:
        return None
    return Opening(after, places[0] if places else None, outlet, outlet_text, tuple(agencies))


def _parts(text: str, end: int, words: DateWords) -> Iterator[tuple[int, str]]:
    """Start and words of what commas, brackets and slashes set apart; dates are left out."""
    for part in _PART.finditer(text, 0, end):
        if _is_date(part.group().strip(_EDGES), words):
            continue
        for piece in _SLASH_PART.finditer(text, *part.span()):
            name = piece.group().strip(_EDGES)
            if name:
                yield piece.start() + piece.group().index(name), name


def _is_place(words: str) -> bool:
    """Whether the words could name a place: one to four capitalised words without digits."""
    parts = words.split(" ")
    if len(parts) > _MOST_PLACE_WORDS or len(words) > 40 or len(words) < 3:
        return False
    return all(_PLACE_WORD.fullmatch(part) for part in parts) and not any(c.isdigit() for c in words)


def _is_date(words: str, known: DateWords) -> bool:
    found = _DATE.fullmatch(words)
    if found is None or (found["month"] and found["month"].casefold() not in known.months):
        return False
    return not found["weekday"] or found["weekday"].casefold() in known.beside
