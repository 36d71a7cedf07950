"""From a date expression and the day of publication to an inclusive range of days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from saksi.reference.date_calendar import Calendar
from saksi.reference.date_grammar import Expression
from saksi.reference.date_words import Deictic

Range = tuple[date, date]
_SLIP_DAYS = 40


@dataclass(frozen=True, slots=True)
class Resolved:
    """The days meant (None where unknown), how coarse they are, and what is odd about the words."""

    start: date | None
    end: date | None
    granularity: str
    weekday_agrees: bool | None = None
    remarks: tuple[str, ...] = ()


def resolve(expression: Expression, anchor: date | None) -> Resolved:
    """The days that `expression` means, counted from `anchor` (the day of publication) where needed."""
    if expression.begin is not None:
        if expression.begin.day is not None:
            return _resolve_day(expression, anchor)
        return _resolve_long(expression, anchor)
    if expression.weekday is not None:
        return _resolve_weekday(expression, anchor)
    assert expression.offset is not None
    return _resolve_offset(expression.offset, expression.portion, anchor)


# -- days ------------------------------------------------------------------------------------------


def _resolve_day(expression: Expression, anchor: date | None) -> Resolved:
    begin, until = expression.begin, expression.until
    assert begin is not None
    remarks: list[str] = []
    if expression.numeric and (begin.month or 0) > 12:
        begin = _swapped(begin)
        until = _swapped(until) if until else None
        remarks.append("month-first-read")
    if until is not None:
        return _resolve_span(begin, until, expression, anchor, remarks)
    day = _day_near(begin, anchor, expression)
    if day is None:
        known = begin.year is not None
        return Resolved(None, None, "day", None, (*remarks, "impossible-date") if known else tuple(remarks))
    agrees: bool | None = None
    if expression.weekday is not None:
        agrees = day.isoweekday() == expression.weekday
        if not agrees:
            this_year = _slip_of_year(day, expression.weekday, anchor)
            if this_year is not None:
                return Resolved(this_year, this_year, "day", False, (*remarks, "year-slip"))
            other = _day_near(_swapped(begin), anchor, expression) if expression.numeric else None
            fits = other is not None and other.isoweekday() == expression.weekday
            remarks.append("month-first-date" if fits else "weekday-disagrees")
    return Resolved(day, day, "day", agrees, tuple(remarks))


def _slip_of_year(day: date, weekday: int, anchor: date | None) -> date | None:
    """The same day in the year of publication, if that is at hand and bears the weekday written."""
    if anchor is None or day.year == anchor.year:
        return None
    near = _date(anchor.year, day.month, day.day)
    if near is None or near.isoweekday() != weekday or abs((near - anchor).days) > _SLIP_DAYS:
        return None
    return near


def _resolve_span(
    begin: Calendar, until: Calendar, expression: Expression, anchor: date | None, remarks: list[str]
) -> Resolved:
    """20-22 Oktober 2025; 30 Desember-2 Januari 2026."""
    end = _day_near(until, anchor, replace(expression, weekday=None))
    if end is None:
        return Resolved(None, None, "range", None, tuple(remarks))
    year = begin.year if begin.year is not None else end.year
    start = _date(year, begin.month, begin.day)
    if start is not None and start > end and begin.year is None:
        start = _date(year - 1, begin.month, begin.day)
    if start is None or start > end:
        return Resolved(None, None, "range", None, (*remarks, "impossible-date"))
    agrees = None
    if expression.weekday is not None:
        agrees = start.isoweekday() == expression.weekday
        if expression.weekday_until is not None:
            agrees = agrees and end.isoweekday() == expression.weekday_until
        if not agrees:
            remarks.append("weekday-disagrees")
    return Resolved(start, end, "range", agrees, tuple(remarks))


def _day_near(parts: Calendar, anchor: date | None, expression: Expression) -> date | None:
    """The day that `parts` mean; without a year, the one nearest to `anchor` that fits the words."""
    if parts.year is not None:
        return _date(parts.year, parts.month, parts.day)
    if anchor is None:
        return None
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    days = [d for d in (_date(y, parts.month, parts.day) for y in years) if d is not None]
    if not days and (leap := _date(anchor.year - 2, parts.month, parts.day)):
        days = [leap]
    if expression.shift == "past":
        days = [d for d in days if d <= anchor] or days
    elif expression.shift == "future":
        days = [d for d in days if d >= anchor] or days
    nearest = sorted(days, key=lambda d: (abs((d - anchor).days), d))
    if expression.weekday is not None and nearest:
        # Close to publication a wrong weekday is a slip; further off it tells which year is meant.
        far = abs((nearest[0] - anchor).days) > _SLIP_DAYS
        nearest = [d for d in nearest if far and d.isoweekday() == expression.weekday] or nearest
    return nearest[0] if nearest else None


def _swapped(parts: Calendar) -> Calendar:
    return replace(parts, month=parts.day, day=parts.month)


def _date(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def _resolve_weekday(expression: Expression, anchor: date | None) -> Resolved:
    """A bare weekday: the nearest one not after publication, unless the words say otherwise."""
    granularity = "day" if expression.weekday_until is None else "range"
    assert expression.weekday is not None
    if anchor is None:
        return Resolved(None, None, granularity)
    start = _weekday_near(expression.weekday, expression, anchor)
    end = start
    if start is not None and expression.weekday_until is not None:
        end = _add_days(start, (expression.weekday_until - expression.weekday) % 7)
    if expression.eve and start is not None:
        start = end = _add_days(start, -1)
    if start is None or end is None:
        return Resolved(None, None, granularity)
    return Resolved(start, end, granularity)


def _weekday_near(weekday: int, expression: Expression, anchor: date) -> date | None:
    back = (anchor.isoweekday() - weekday) % 7
    if expression.week is not None or expression.shift == "this":
        monday = _add_days(anchor, 1 - anchor.isoweekday())
        return _add_days(monday, weekday - 1 + 7 * (expression.week or 0))
    if expression.shift == "future" or (expression.future and not expression.shift):
        return _add_days(anchor, 7 - back)
    if expression.shift == "past":
        return _add_days(anchor, -(back or 7))
    return _add_days(anchor, -back)


def _add_days(day: date | None, count: int) -> date | None:
    try:
        return day + timedelta(days=count) if day is not None else None
    except OverflowError:
        return None


# -- months, years ---------------------------------------------------------------------------------


def _resolve_long(expression: Expression, anchor: date | None) -> Resolved:
    """Oktober 2025, 2019-2024, 1990-an, awal Oktober."""
    begin, until = expression.begin, expression.until
    assert begin is not None
    if begin.month is None:
        assert begin.year is not None
        if expression.decade:
            return _made(_years(begin.year, begin.year + 9), "decade")
        whole = _years(begin.year, until.year if until and until.year else begin.year)
        return _cut(whole, expression.portion, "range" if until else "year")
    year = begin.year
    if year is None:
        if anchor is None:
            return Resolved(None, None, "part" if expression.portion else "range" if until else "month")
        year = _year_of_month((until or begin).month or begin.month, expression, anchor)
    first = _month(year, begin.month)
    if until is None or until.month is None:
        return _cut(first, expression.portion, "month")
    last = _month(until.year or year, until.month)
    if first is not None and last is not None and last < first and until.year == begin.year:
        first = _month(year - 1, begin.month)
    whole = (first[0], last[1]) if first and last and first <= last else None
    return _made(whole, "range")


def _year_of_month(month: int, expression: Expression, anchor: date) -> int:
    """The year of a month named without one: the nearest to publication, by the words around it."""
    if expression.shift == "past":
        return anchor.year if month <= anchor.month else anchor.year - 1
    if expression.shift == "future" or expression.future:
        return anchor.year if month >= anchor.month else anchor.year + 1
    distance = month - anchor.month
    if distance > 6:
        return anchor.year - 1
    return anchor.year + 1 if distance < -9 else anchor.year


def _resolve_offset(offset: Deictic, portion: int, anchor: date | None) -> Resolved:
    """Days counted from publication: kemarin, pekan lalu, 4 tahun lalu."""
    unit = "weekend" if offset.unit == "near_weekend" else offset.unit
    if anchor is None:
        return Resolved(None, None, "part" if portion else unit)
    return _cut(_offset_range(offset, anchor), portion, unit)


def _offset_range(offset: Deictic, anchor: date) -> Range | None:
    if offset.unit == "day":
        day = _add_days(anchor, offset.value)
        return (day, day) if day else None
    if offset.unit == "near_weekend":
        back = -1 if anchor.isoweekday() <= 3 else 0
        return _offset_range(Deictic(back, "weekend"), anchor)
    if offset.unit in ("week", "weekend"):
        monday = _add_days(anchor, 1 - anchor.isoweekday() + 7 * offset.value)
        first = _add_days(monday, 5) if offset.unit == "weekend" else monday
        sunday = _add_days(monday, 6)
        return (first, sunday) if first and sunday else None
    if offset.unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + offset.value
        return _month(months // 12, months % 12 + 1)
    size = {"decade": 10, "century": 100}.get(offset.unit, 1)
    year = anchor.year + size * offset.value
    first_year = year - year % size
    return _years(first_year, first_year + size - 1)


def _years(first: int, last: int) -> Range | None:
    if not MINYEAR <= first <= last <= MAXYEAR:
        return None
    return date(first, 1, 1), date(last, 12, 31)


def _month(year: int, month: int) -> Range | None:
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12):
        return None
    return date(year, month, 1), _last_of_month(year, month)


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _cut(whole: Range | None, portion: int, granularity: str) -> Resolved:
    """The first, middle or last third of a range (awal, pertengahan, akhir), or all of it."""
    if whole is None or not portion:
        return _made(whole, granularity)
    start, end = whole
    if start.month == 1 and end.month == 12:
        months = 4 * (portion - 1)
        first, last = start.replace(month=months + 1), _last_of_month(end.year, months + 4)
    else:
        third = ((end - start).days + 1) / 3
        first = start + timedelta(days=round(third * (portion - 1)))
        last = start + timedelta(days=round(third * portion) - 1)
    return _made((first, max(first, last)), "part")


def _made(whole: Range | None, granularity: str) -> Resolved:
    return Resolved(*whole, granularity) if whole else Resolved(None, None, granularity)
