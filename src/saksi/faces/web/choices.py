"""The facets of a search as links: to add a value to what is asked, or to take it away again."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from fastapi import Request

from saksi.archive.facets import FacetValue
from saksi.faces.web.questions import Found

_MONTH = "month"
_DAYS = ("since", "until")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet as a link; `chosen`: it is asked for now, and the link takes it away."""

    value: str
    articles: int
    link: str
    chosen: bool


def choices(asked: Found, request: Request) -> Callable[[str, tuple[FacetValue, ...]], list[Choice]]:
    """A function from a facet's field and values to links."""
    given = [(k, v) for k, v in request.query_params.multi_items() if v and k not in ("cursor", "lit")]

    def link(query: list[tuple[str, str]]) -> str:
        return f"/search?{'&'.join(map(_written, query))}"

    def months(values: tuple[FacetValue, ...]) -> list[Choice]:
        others = [pair for pair in given if pair[0] not in _DAYS]
        found = []
        for value in values:
            first, last = _days(value.value)
            chosen = (asked.since, asked.until) == (first, last)
            more = [] if chosen else [("since", first), ("until", last)]
            found.append(Choice(value.value, value.articles, link([*others, *more]), chosen))
        return found

    def of(field: str, values: tuple[FacetValue, ...]) -> list[Choice]:
        if field == _MONTH:
            return months(values)
        held: list[str] = getattr(asked, field)
        counted = {value.value: value.articles for value in values}
        # What is asked for stays in sight, so that it can be taken away, however rare it is.
        shown = [*(v for v in held if v not in counted), *counted]
        return [Choice(v, counted.get(v, 0), link(_turned(given, (field, v))), v in held) for v in shown]

    return of


@lru_cache(maxsize=1 << 12)
def _written(pair: tuple[str, str]) -> str:
    return urlencode([pair])


def _turned(given: list[tuple[str, str]], pair: tuple[str, str]) -> list[tuple[str, str]]:
    """The query with the pair, or without it if it is there."""
    return [p for p in given if p != pair] if pair in given else [*given, pair]


def _days(month: str) -> tuple[str, str]:
    """First and last day of a month ("2025-02")."""
    year, number = map(int, month.split("-"))
    return f"{month}-01", f"{month}-{monthrange(year, number)[1]:02d}"
