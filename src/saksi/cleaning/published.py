"""When the article was published: values of metadata, and dates printed on the page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from saksi.lexicons.load import Lexicons
from saksi.records import Diagnostic

_ISO = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"(?:[T ]+(?P<hh>\d{1,2})[:.](?P<mm>\d{2})(?:[:.]\d{2}(?:[.,]\d{1,9})?)? ?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(
    r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:T?(?P<hh>\d{2})(?P<mm>\d{2})(?:\d{2})?(?P<zone>Z)?)?"
)
_SLASHED = re.compile(r"(?P<a>\d{1,4})[/.-](?P<b>\d{1,2})[/.-](?P<c>\d{4}|\d{2})\b")
_WORDED = re.compile(
    r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[ .-]{1,2}(?P<month>[A-Za-z]{3,9})\.?,?[ .-]{1,2}(?P<y>\d{4})\b"
)
_AMERICAN = re.compile(r"(?P<month>[A-Za-z]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})\b")
_TIME = re.compile(
    r"\b(?P<hh>[01]?\d|2[0-3])[:.](?P<mm>[0-5]\d)(?:[:.][0-5]\d)?(?!\d)(?: ?(?P<half>[AaPp][Mm])\b)?"
)
_ZONE = re.compile(r"\b(?P<name>[A-Za-z]{1,4})\b|(?P<offset>[+-]\d{2}:?\d{2})\b")
_EPOCH = re.compile(r"\d{10}|\d{13}")
_IN_TEXT = re.compile(r"\((?P<d>\d{1,2})/(?P<m>\d{1,2})(?:/(?P<y>\d{4}))?\)")
_IN_ADDRESS = re.compile(r"/(?P<y>20\d\d)/?-?(?P<m>\d\d)/?-?(?P<d>\d\d)\b")
_WORDS = re.compile(r"[A-Za-z'’]+")
_LONGEST_LINE = 110
_NEAR, _FAR = 10, 20


@dataclass(frozen=True)
class DateWords:
    """Months, zones and the other words that may stand beside a printed date."""

    months: Mapping[str, int]
    zones: Mapping[str, str]
    beside: frozenset[str]


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date in the form of the record, and what should be known about its reading."""

    value: str | None
    diagnostics: tuple[Diagnostic, ...] = ()


@lru_cache(maxsize=8)
def date_words(lexicons: Lexicons) -> DateWords:
    """The words of the `published_words` table."""
    rows = lexicons.table("published_words")
    return DateWords(
        {r["word"]: int(r["value"]) for r in rows if r["kind"] == "month"},
        {r["word"]: r["value"] for r in rows if r["kind"] == "zone"},
        frozenset(r["word"] for r in rows if r["kind"] in ("weekday", "label")),
    )


def read_published(value: str, text: str, words: DateWords, order: str | None = None) -> Published:
    """Read a metadata value ("10/21/2025 20:43", ISO 8601, "Selasa, 21 Okt 2025 20:43 WIB", an epoch).

    `text` is the article: dates like "Rabu (11/6/2025)" in it, always day first, decide which field of
    an ambiguous slashed date is the month; then `order` does ("month" or "day" first, as the other rows
    of the table are written); without either the day is taken to come first.
    """
    value = " ".join(value.split())
    if _EPOCH.fullmatch(value):
        return Published(_from_epoch(value))
    for pattern in (_ISO, _COMPACT):
        if (found := pattern.match(value)) and (made := _made(found.groupdict(), words)):
            return Published(made)
    worded = _worded(value, words)
    if worded is not None:
        return Published(worded)
    if (found := _SLASHED.search(value)) is not None:
        return _slashed(found, value, text, words, order)
    note = Diagnostic("warning", "published-unreadable", f"cannot read the publication date {value[:60]!r}")
    return Published(None, (note,))


def ahead(published: str | None, captured: str | None) -> tuple[Diagnostic, ...]:
    """A warning where a page says that it was published after it was captured (ISO 8601 both).

    One day is left for time zones. One of the two clocks was wrong; the date is given as the page says it.
    """
    if published is None or captured is None:
        return ()
    try:
        days = (dt.date.fromisoformat(published[:10]) - dt.date.fromisoformat(captured[:10])).days
    except ValueError:
        return ()
    if days <= 1:
        return ()
    message = f"the page was captured on {captured[:10]}, {days} days before the date that it gives itself"
    return (Diagnostic("warning", "published-ahead", message),)


def printed_date(line: str, words: DateWords, outlet_words: frozenset[str] = frozenset()) -> str | None:
    """The publication date of a line that holds nothing but a date, or None.

    Weekday, time, zone, labels ("Diterbitkan:") and `outlet_words` may stand beside it.
    """
    if len(line) > _LONGEST_LINE or not any(c.isdigit() for c in line):
        return None
    value = _worded(line, words)
    if value is None:
        found = _SLASHED.search(line)
        value = _day_first(found, line, words) if found else None
    if value is None:
        return None
    allowed = words.beside | words.months.keys() | words.zones.keys() | outlet_words
    return value if all(w.casefold() in allowed for w in _WORDS.findall(line)) else None


def _worded(value: str, words: DateWords) -> str | None:
    for pattern in (_WORDED, _AMERICAN):
        for found in pattern.finditer(value):
            month = words.months.get(found["month"].casefold())
            if month is not None:
                fields = {"y": found["y"], "m": str(month), "d": found["d"]}
                return _made(fields | _time(value, found.span(), words), words)
    return None


def _time(value: str, date: tuple[int, int], words: DateWords) -> dict[str, str | None]:
    """Hour, minute and zone that stand beside the date."""
    rest = value[date[1] :] if _TIME.search(value, date[1]) else value[: date[0]]
    found = _TIME.search(rest)
    if found is None:
        return {}
    hour = int(found["hh"])
    if found["half"] and hour <= 12:
        hour = hour % 12 + (12 if found["half"].lower() == "pm" else 0)
    zone = None
    for name in _ZONE.finditer(rest, found.end()):
        zone = name["offset"] or words.zones.get(name["name"].casefold())
        if zone:
            break
    return {"hh": str(hour), "mm": found["mm"], "zone": zone}


def _slashed(found: re.Match[str], value: str, text: str, words: DateWords, order: str | None) -> Published:
    a, b, c = int(found["a"]), int(found["b"]), int(found["c"])
    time = _time(value, found.span(), words)
    if a > 31:
        return Published(_made({"y": str(a), "m": str(b), "d": str(c)} | time, words))
    year = c if c > 99 else 2000 + c
    day_first = _made({"y": str(year), "m": str(b), "d": str(a)} | time, words)
    month_first = _made({"y": str(year), "m": str(a), "d": str(b)} | time, words)
    if day_first is None or month_first is None or a == b:
        return Published(day_first or month_first)
    near_day, near_month = (_distance(made, text) for made in (day_first, month_first))
    if min(near_day, near_month) <= _NEAR and abs(near_day - near_month) >= _FAR:
        chosen, first = (day_first, "day") if near_day < near_month else (month_first, "month")
        message = f"{value!r} is read {first} first, as the dates in the text suggest"
        return Published(chosen, (Diagnostic("info", "published-order", message),))
    if order is not None:
        message = f"{value!r} is read {order} first, as the other rows of the table are written"
        return Published(
            month_first if order == "month" else day_first, (Diagnostic("info", "published-order", message),)
        )
    note = f"{value!r} can be read day first or month first; day first is taken, as Indonesia writes"
    return Published(day_first, (Diagnostic("warning", "published-ambiguous", note),))


def _distance(published: str, text: str) -> int:
    """Days between the date and the nearest one that the text gives, day first; 9999 if it gives none."""
    day = dt.date.fromisoformat(published[:10])
    nearest = 9999
    for year, month, number in _days_of(text):
        for of_year in [year] if year else [day.year, day.year - 1]:
            try:
                other = dt.date(of_year, month, number)
            except ValueError:
                continue
            nearest = min(nearest, abs((day - other).days))
    return nearest


def _days_of(text: str) -> Iterator[tuple[int | None, int, int]]:
    """Year, month and day of the dates in the text: "(11/6/2025)", or "/2025/06/11/" of an address."""
    for found in _IN_TEXT.finditer(text):
        yield (int(found["y"]) if found["y"] else None, int(found["m"]), int(found["d"]))
    for found in _IN_ADDRESS.finditer(text):
        yield (int(found["y"]), int(found["m"]), int(found["d"]))


def _day_first(found: re.Match[str], line: str, words: DateWords) -> str | None:
    a, b, c = int(found["a"]), int(found["b"]), int(found["c"])
    time = _time(line, found.span(), words)
    if a > 31:
        return _made({"y": str(a), "m": str(b), "d": str(c)} | time, words)
    return _made({"y": str(c), "m": str(b), "d": str(a)} | time, words) if c > 99 else None


def _from_epoch(value: str) -> str | None:
    seconds = int(value) / (1000 if len(value) == 13 else 1)
    moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M+00:00")


def _made(fields: Mapping[str, str | None], words: DateWords) -> str | None:
    """The date in the form of the record, or None if there is no such day or minute."""
    try:
        day = dt.date(int(fields["y"] or 0), int(fields["m"] or 0), int(fields["d"] or 0))
    except ValueError:
        return None
    if not 1900 <= day.year <= 2100:
        return None
    hour, minute = fields.get("hh"), fields.get("mm")
    if hour is None or minute is None or int(hour) > 23 or int(minute) > 59:
        return day.isoformat()
    zone = fields.get("zone") or ""
    zone = words.zones.get(zone.casefold(), zone)
    zone = zone if not zone or ":" in zone else f"{zone[:3]}:{zone[3:]}"
    return f"{day.isoformat()}T{int(hour):02}:{int(minute):02}{zone}"
