"""Days, weeks and months of an axis, and which stretch of time a plot shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

_SHOWN = 0.95  # part of the events that a shortened stretch still holds
_WORTH = 0.5  # a stretch is shortened if that leaves no more of its days than this part
_SHORT = 60  # days; a stretch no longer than this is shown whole


def main_stretch(counts: Mapping[str, int]) -> tuple[str, str] | None:
    """First and last day (ISO) to show of days with their number of events; None if there are none.

    News of one month names a day of the last century, too, which would leave that month no room: where a
    few far days make the stretch much longer, the shortest one that holds nearly all events is given.
    """
    days = sorted(counts)
    if not days:
        return None
    whole = _length(days[0], days[-1])
    wanted = _SHOWN * sum(counts.values())
    best, held, end = (days[0], days[-1]), 0, 0
    for start, first in enumerate(days):
        while end < len(days) and held < wanted:
            held += counts[days[end]]
            end += 1
        if held < wanted:
            break
        if _length(first, days[end - 1]) < _length(*best):
            best = (first, days[end - 1])
        held -= counts[days[start]]
    short = whole > _SHORT and _length(*best) <= _WORTH * whole
    return best if short else (days[0], days[-1])


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
