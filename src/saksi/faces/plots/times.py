"""Days, weeks and months of an axis, and which stretch of time a plot shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

_SHOWN = 0.95  # part of the events that a shortened stretch still holds
_WORTH = 0.5  # a stretch is shortened if that leaves no more of its days than this part
_WEEK = 7
_SHORT = 60  # days; a stretch no longer than this is shown whole


def main_stretch(counts: Mapping[str, int]) -> tuple[str, str] | None:
    """First and last day (ISO) to show of days with their number of events; None if there are none.

    News of one month names a day of the last century, too, which would leave that month no room: where a
    few far days make the stretch much longer, it is the shortest one that holds nearly all events, with the
    days that follow it or go before it as closely as days within it follow each other.
    """
    days = sorted(counts)
    if not days:
        return None
    start, end = _densest(days, [counts[day] for day in days])
    gap = max([_WEEK, *(_length(one, other) for one, other in pairwise(days[start : end + 1]))])
    while start > 0 and _length(days[start - 1], days[start]) <= gap:
        start -= 1
    while end + 1 < len(days) and _length(days[end], days[end + 1]) <= gap:
        end += 1
    whole = _length(days[0], days[-1])
    if whole <= _SHORT or _length(days[start], days[end]) > _WORTH * whole:
        return days[0], days[-1]
    return days[start], days[end]


def _densest(days: Sequence[str], events: Sequence[int]) -> tuple[int, int]:
    """First and last number of the shortest run of days that holds the part _SHOWN of all events."""
    wanted = _SHOWN * sum(events)
    best, held, start = (0, len(days) - 1), 0, 0
    for end, more in enumerate(events):
        held += more
        while held - events[start] >= wanted:
            held -= events[start]
            start += 1
        if held >= wanted and _length(days[start], days[end]) < _length(days[best[0]], days[best[1]]):
            best = (start, end)
    return best


def every_day(first: str, last: str) -> list[str]:
    """All days from the first to the last."""
    start = date.fromisoformat(first)
    return [(start + timedelta(n)).isoformat() for n in range(_length(first, last) + 1)]


def every_month(first: str, last: str) -> list[str]:
    """All months ("2025-10") from that of the first day to that of the last."""
    return list(dict.fromkeys(day[:7] for day in every_day(first, last)))


def every_week(first: str, last: str) -> list[str]:
    """The Mondays of all weeks from that of the first day to that of the last."""
    return list(dict.fromkeys(monday(day) for day in every_day(first, last)))


def monday(day: str) -> str:
    """The Monday of a day's week."""
    given = date.fromisoformat(day)
    return (given - timedelta(given.weekday())).isoformat()


def ticks(span: Sequence[str], most: int) -> list[str]:
    """Some of the days of `span` in even steps, so that their names have room side by side."""
    return list(span[:: max(1, -(-len(span) // most))])


def _length(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
