"""The charts themselves: rows in, Altair charts out. The same rows always give the same chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import altair as alt

from saksi.faces.plots.shapes import Window, outlines, window_of
from saksi.faces.plots.theme import FONT, LIGHT, Theme, words
from saksi.faces.plots.times import every_day, every_month, every_week, main_stretch, monday, ticks
from saksi.faces.quads import QUADS, quad_of

WIDTH = 640
_MOST_TICKS = 7
_LONG = 120  # days; over more of them bars stand for months
_LONGEST_WEEKS = 400  # days; over more of them columns stand for months
_WIDEST = 40  # pixels of a bar
_WHOLE = "datum.value % 1 ? '' : datum.label"  # of a scale of few events: halves are no events
_NUMBERED = 24  # weeks whose cells have room for a number


@dataclass(frozen=True, slots=True)
class Counted:
    """How many events of a type a day saw. `day` is an ISO date."""

    day: str
    type: str
    events: int


@dataclass(frozen=True, slots=True)
class Located:
    """A place with its events; degrees WGS84."""

    name: str
    lat: float
    lon: float
    events: int


def timeline(rows: Iterable[Counted], *, language: str = "en", theme: Theme = LIGHT) -> alt.Chart:
    """Bars by day, or by month over more than four months, stacked from cooperation to conflict."""
    said = words(language)
    shown = _shown(rows, language)
    long = len(shown.days) > _LONG
    span = every_month(shown.days[0], shown.days[-1]) if long else shown.days
    summed: Counter[tuple[str, str]] = Counter()
    for row in shown.rows:
        summed[row.day[:7] if long else row.day, quad_of()[row.type]] += row.events
    values = [
        {"day": day, "quad": said[quad], "order": QUADS.index(quad), "events": count}
        for (day, quad), count in sorted(summed.items())
    ]
    labels = [said[quad] for quad in QUADS]
    few = {"size": _WIDEST} if len(span) < WIDTH / _WIDEST / 2 else {}
    title = heading(said["months" if long else "timeline"], shown.note)
    chart = (
        alt.Chart(_data(values), title=title, width=WIDTH, height=200)
        .mark_bar(**few)
        .encode(
            x=alt.X("day:O", title=None, scale=alt.Scale(domain=span), axis=_axis(span)),
            y=alt.Y("sum(events):Q", title=said["events"], scale=alt.Scale(nice=5),
                    axis=alt.Axis(tickMinStep=1, format="d", labelExpr=_WHOLE)),
            color=alt.Color(
                "quad:N", title=None, sort=labels,
                scale=alt.Scale(domain=labels, range=list(theme.quads)),
                legend=alt.Legend(orient="bottom", columns=4, symbolType="square"),
            ),
            order=alt.Order("order:Q"),
            tooltip=["day:O", "quad:N", "sum(events):Q"],
        )
    )  # fmt: skip
    return styled(chart, theme)


def types_by_week(rows: Iterable[Counted], *, language: str = "en", theme: Theme = LIGHT) -> alt.LayerChart:
    """A heat map: a row for each of the sixteen types, a column for each week, named by its Monday.

    Over more than a year the columns are months.
    """
    said = words(language)
    shown = _shown(rows, language)
    long = len(shown.days) > _LONGEST_WEEKS
    every = every_month if long else every_week
    span = every(shown.days[0], shown.days[-1]) if shown.days else []
    summed: Counter[tuple[str, str]] = Counter()
    for row in shown.rows:
        summed[row.day[:7] if long else monday(row.day), row.type] += row.events
    values = [{"week": week, "type": kind, "events": n} for (week, kind), n in sorted(summed.items())]
    types = list(quad_of())
    cells = alt.Chart(_data(values)).encode(
        x=alt.X("week:O", title=None, scale=alt.Scale(domain=span), axis=_axis(span)),
        y=alt.Y("type:N", title=None, sort=types, scale=alt.Scale(domain=types)),
        tooltip=["week:O", "type:N", "events:Q"],
    )
    most = max(summed.values(), default=1)
    colours = cells.mark_rect(stroke=theme.paper).encode(
        color=alt.Color(
            "events:Q", title=said["events"], scale=alt.Scale(range=list(theme.heat), domain=[0, most]),
            legend=alt.Legend(orient="bottom", gradientLength=200, tickMinStep=1, format="d"),
        ),
    )  # fmt: skip
    numbers = cells.mark_text(fontSize=11).encode(
        text="events:Q",
        color=alt.condition(f"datum.events > {most / 2}", alt.value(theme.paper), alt.value(theme.ink)),
    )
    layers = [colours, numbers] if len(span) <= _NUMBERED else [colours]
    title = heading(said["type-months" if long else "weeks"], shown.note)
    return styled(alt.layer(*layers, title=title, width=WIDTH, height=20 * len(types)), theme)


def map_of_places(rows: Sequence[Located], *, language: str = "en", theme: Theme = LIGHT) -> alt.LayerChart:
    """Circles on the outlines of the countries around, their area the number of events."""
    said = words(language)
    window = window_of([(row.lon, row.lat) for row in rows])
    frame = {
        "type": "Feature",
        "properties": {},
        "geometry": {
            "type": "LineString",
            "coordinates": [[window.west, window.south], [window.east, window.north]],
        },
    }
    height = round(min(max(WIDTH * (window.north - window.south) / window.width, 200), 480))
    land = alt.Chart(alt.Data(values=outlines(window))).mark_geoshape(
        fill=theme.land, stroke=theme.border, strokeWidth=0.6, clip=True
    )
    points = (
        alt.Chart(_data([asdict(row) for row in sorted(rows, key=lambda r: (-r.events, r.name))]))
        .mark_circle(color=theme.place, opacity=0.7, stroke=theme.paper, strokeWidth=0.6)
        .encode(
            longitude="lon:Q",
            latitude="lat:Q",
            size=alt.Size(
                "events:Q", title=said["events"], scale=alt.Scale(range=[25, 700], domainMin=0),
                legend=alt.Legend(orient="bottom", values=_steps([row.events for row in rows]), format="d"),
            ),
            tooltip=["name:N", "events:Q"],
        )
    )  # fmt: skip
    layers = [land, points]
    middle = (window.west + window.east) / 2
    shown = _labelled(rows, window)
    for right in (True, False):
        # Names point to the middle of the map, where they cannot run over its edge.
        side = [asdict(row) for row in shown if (row.lon < middle) == right]
        # A name is printed twice, first broader in the colour of the paper, to stand free of what is below.
        for ink in ({"stroke": theme.paper, "strokeWidth": 3, "color": theme.paper}, {"color": theme.ink}):
            labels = alt.Chart(_data(side)).mark_text(
                align="left" if right else "right", dx=9 if right else -9, fontSize=13, **ink
            )
            layers.append(labels.encode(longitude="lon:Q", latitude="lat:Q", text="name:N"))
    chart = alt.layer(*layers, title=heading(said["map"]), width=WIDTH, height=height).project(
        type="identity", reflectY=True, fit=frame
    )
    return styled(chart, theme)


def heading(text: str, *notes: str) -> alt.Title:
    """The title of a plot with notes under it; empty ones are left out."""
    return alt.Title(text, subtitle=[note for note in notes if note])


def styled(chart: Any, theme: Theme) -> Any:
    """The chart with what all plots have in common: fonts, colours, room at its edges."""
    return (
        chart.configure(font=FONT, background=theme.paper, padding=12)
        .configure_view(stroke=None)
        .configure_axis(
            grid=False, labelColor=theme.dim, titleColor=theme.dim, domainColor=theme.border,
            tickColor=theme.border, labelFontSize=12.5,
        )
        .configure_legend(labelColor=theme.ink, titleColor=theme.dim, labelLimit=400, labelFontSize=12.5)
        .configure_title(
            anchor="start", color=theme.ink, fontSize=16, offset=10, subtitleColor=theme.dim,
            subtitleFontSize=12.5,
        )
    )  # fmt: skip


def _labelled(rows: Sequence[Located], window: Window, most: int = 15) -> list[Located]:
    """The places with most events whose names do not print over each other."""
    kept: list[Located] = []
    height = window.north - window.south
    for row in sorted(rows, key=lambda r: (-r.events, r.name)):
        apart = (
            abs(row.lon - other.lon) > window.width * 0.16 or abs(row.lat - other.lat) > height * 0.06
            for other in kept
        )
        if all(apart):
            kept.append(row)
        if len(kept) == most:
            break
    return kept


def _steps(counts: Sequence[int]) -> list[int]:
    """Three whole numbers for a legend of sizes."""
    most = max(counts, default=1)
    return sorted({1, (most + 1) // 2, most})


@dataclass(frozen=True, slots=True)
class _Shown:
    """The rows that a plot along time shows, all days of their stretch, and what is to be said of others."""

    rows: list[Counted]
    days: list[str]
    note: str


def _shown(rows: Iterable[Counted], language: str) -> _Shown:
    given = list(rows)
    counts: Counter[str] = Counter()
    for row in given:
        counts[row.day] += row.events
    stretch = main_stretch(counts)
    if stretch is None:
        return _Shown([], [], "")
    kept = [row for row in given if stretch[0] <= row.day <= stretch[1]]
    left = counts.total() - sum(row.events for row in kept)
    note = words(language)["outside"].format(left, *stretch) if left else ""
    return _Shown(kept, every_day(*stretch), note)


def _axis(span: Sequence[str]) -> alt.Axis:
    return alt.Axis(values=ticks(span, _MOST_TICKS), labelAngle=0, labelOverlap=True, labelFlush=False)


def _data(values: list[dict[str, Any]]) -> alt.Data:
    return alt.Data(values=values)
