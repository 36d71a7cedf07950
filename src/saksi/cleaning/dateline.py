"""The dateline: "MOSKOW - ", "JAKARTA, KOMPAS.com - ", "Jakarta (ANTARA) - ", "BANDUNG, 3 Mei 2020 – "."""

from __future__ import annotations

import re
from dataclasses import dataclass

from saksi.cleaning.outlets import Outlet, Outlets
from saksi.cleaning.published import DateWords
from saksi.records import Span

_LONGEST_HEAD = 90
# The dash: " - ", " -- ", ".-", "Jakarta- Polisi", "JAKARTA -Polisi", or at the end of its line.
_END = re.compile(
    r"\s{0,3}\.?\s(?:--|[-–—‒―])-?\s+|\.[-–—]{1,3}\s?|(?<=[A-Za-z)])[-–—]\s+(?=[\"“']?[A-Z])"
    r"|\s[-–—]{1,2}(?=[\"“A-Z])|\s?[-–—]{1,2}$"
)
_PART = re.compile(r"[^,()|]+")
_PLACE_WORD = re.compile(r"[A-ZÀ-Þ][\w'’.À-ÿ-]*(?:/[A-ZÀ-Þ][\w'’.À-ÿ-]*)?")
_DATE = re.compile(
    r"(?P<weekday>[A-Za-z'’]{4,9})?,? ?\(?(?:\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
    r"|\d{1,2} (?P<month>[A-Za-z]{3,9})(?: \d{4})?)\)?"
)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+){0,2}\.(?:com|co\.id|id|co|net|news|tv|org|go\.id)", re.IGNORECASE)
_ALL_CAPS_PLACE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Opening:
    """A dateline at the start of a paragraph: where it ends, its place, the outlet and agency it names."""

    end: int
    place: Span | None
    outlet: Outlet | None
    outlet_text: str | None
    agency: str | None


@dataclass(frozen=True)
class Names:
    """What datelines are made of besides places."""

    outlets: Outlets
    agencies: dict[str, str]
    words: DateWords


def read_dateline(text: str, names: Names, alone: bool = False) -> Opening | None:
    """The dateline that opens `text`, or None. Offsets count from the start of `text`.

    Every part before the dash must be a place (capitalised words), an outlet, an agency or a date,
    and at least one of the first three must be there. `alone` allows that nothing follows the dash.
    """
    window = text[: _LONGEST_HEAD + 10]
    for mark in _END.finditer(window):
        if mark.start() > _LONGEST_HEAD or mark.start() < 2:
            continue
        if mark.end() >= len(text) and not alone:
            return None
        opening = _read_head(text, mark.start(), mark.end(), names)
        if opening is not None:
            return _second_half(text, opening, names)
        if mark.group().strip() != "-" or mark.start() > 60:
            return None
    return None


def _second_half(text: str, opening: Opening, names: Names) -> Opening:
    """The place may come after the outlet, behind a dash of its own: "detikcom - Jakarta - Polisi ..."."""
    if opening.place is not None or opening.outlet is None:
        return opening
    rest = text[opening.end : opening.end + 60]
    mark = _END.search(rest)
    if mark is None or opening.end + mark.end() > len(text):
        return opening
    head = rest[: mark.start()]
    if not _is_place(head.strip()):
        return opening
    start = opening.end + len(head) - len(head.lstrip())
    end = opening.end + mark.end()
    return Opening(
        end, (start, start + len(head.strip())), opening.outlet, opening.outlet_text, opening.agency
    )


def _read_head(text: str, end: int, after: int, names: Names) -> Opening | None:
    place: Span | None = None
    places = 0
    outlet: Outlet | None = None
    outlet_text: str | None = None
    agency: str | None = None
    for part in _PART.finditer(text, 0, end):
        words = part.group().strip(" .")
        if not words:
            continue
        start = part.start() + part.group().index(words)
        if (known := names.outlets.named(words)) is not None or _HOST.fullmatch(words):
            outlet, outlet_text = known, words
            if known is not None and known.agency:
                agency = names.agencies.get(words, known.name)
        elif words in names.agencies:
            agency = names.agencies[words]
        elif _is_date(words, names.words) or words.casefold() in names.words.beside:
            continue
        elif _is_place(words) and places < 2:
            places += 1
            place = place or (start, start + len(words))
        else:
            return None
    if place is None and outlet_text is None and agency is None:
        return None
    return Opening(after, place, outlet, outlet_text, agency)


def _is_place(words: str) -> bool:
    """Whether the words could name a place: one to four capitalised words without digits."""
    parts = words.split(" ")
    if len(parts) > _ALL_CAPS_PLACE_WORDS or len(words) > 40 or len(words) < 3:
        return False
    return all(_PLACE_WORD.fullmatch(part) for part in parts) and not any(c.isdigit() for c in words)


def _is_date(words: str, known: DateWords) -> bool:
    found = _DATE.fullmatch(words)
    if found is None or (found["month"] and found["month"].casefold() not in known.months):
        return False
    return not found["weekday"] or found["weekday"].casefold() in known.beside
