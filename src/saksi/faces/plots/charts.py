"""The charts themselves: rows in, Altair charts out. The same rows always give the same chart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import altair as alt

from saksi.faces.plots.shapes import Window, outlines, window_of

# PLOVER's four quadrants, from material cooperation to material conflict; told apart by shade, too.
QUADS = ("material cooperation", "verbal cooperation", "verbal conflict", "material conflict")
QUAD_COLOURS = ("#1f6b3b", "#7fb58f", "#e0a15a", "#9a1b1b")
QUAD_OF: Mapping[str, str] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), QUADS[1]),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), QUADS[0]),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), QUADS[2]),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), QUADS[3]),
}
TYPES = tuple(QUAD_OF)
FONT = "system-ui, 'Noto Sans', sans-serif"


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


@dataclass(frozen=True, slots=True)
class Tie:
    """Events from one actor to another, with the mean of their Goldstein scores."""

    source: str
    target: str
    events: int
    goldstein: float


def timeline(rows: Iterable[Counted], title: str = "Events by day") -> alt.Chart:
    """Bars by day, stacked from cooperation to conflict."""
    values = [
        {**asdict(row), "quad": QUAD_OF[row.type], "order": QUADS.index(QUAD_OF[row.type])} for row in rows
    ]
    return _styled(
        alt.Chart(_data(values), title=title, width=720, height=220)
        .mark_bar()
        .encode(
            x=alt.X("yearmonthdate(day):T", title=None),
            y=alt.Y("sum(events):Q", title="events"),
            color=_quads(),
            order=alt.Order("order:Q"),
            tooltip=["yearmonthdate(day):T", "quad:N", "sum(events):Q"],
        )
    )


def types_by_week(rows: Iterable[Counted], title: str = "Types by week") -> alt.Chart:
    """A heat map: a row for each of the sixteen types, a column for each week."""
    return _styled(
        alt.Chart(_data([asdict(row) for row in rows]), title=title, width=720, height=20 * len(TYPES))
        .mark_rect()
        .encode(
            x=alt.X("yearweek(day):O", title=None, axis=alt.Axis(labelAngle=-45, labelOverlap=True)),
            y=alt.Y("type:N", title=None, sort=list(TYPES), scale=alt.Scale(domain=list(TYPES))),
            color=alt.Color("sum(events):Q", title="events", scale=alt.Scale(scheme="oranges")),
            tooltip=["yearweek(day):O", "type:N", "sum(events):Q"],
        )
    )


def map_of_places(rows: Sequence[Located], title: str = "Where") -> alt.LayerChart:
    """Circles on the outlines of the countries around, their area the number of events."""
    window = window_of([(row.lon, row.lat) for row in rows])
    frame = {
        "type": "Feature",
        "properties": {},
        "geometry": {
            "type": "LineString",
            "coordinates": [[window.west, window.south], [window.east, window.north]],
        },
    }
    height = round(min(max(720 * (window.north - window.south) / window.width, 200), 560))
    land = alt.Chart(alt.Data(values=outlines(window))).mark_geoshape(
        fill="#ece7dd", stroke="#b8b0a4", strokeWidth=0.6, clip=True
    )
    points = (
        alt.Chart(_data([asdict(row) for row in rows]))
        .mark_circle(color="#9a1b1b", opacity=0.7, stroke="#ffffff", strokeWidth=0.6)
        .encode(
            longitude="lon:Q",
            latitude="lat:Q",
            size=alt.Size("events:Q", title="events", scale=alt.Scale(range=[25, 900])),
            tooltip=["name:N", "events:Q"],
        )
    )
    labels = (
        alt.Chart(_data([asdict(row) for row in _labelled(rows, window)]))
        .mark_text(align="left", dx=8, fontSize=11, color="#1c1917")
        .encode(longitude="lon:Q", latitude="lat:Q", text="name:N")
    )
    chart = alt.layer(land, points, labels, title=title, width=720, height=height).project(
        type="identity", reflectY=True, fit=frame
    )
    return _styled(chart)


def actor_network(ties: Sequence[Tie], title: str = "Who to whom", most: int = 30) -> alt.LayerChart:
    """The strongest ties between actors, green where they are cooperative on the whole and red where not."""
    kept = sorted(ties, key=lambda t: (-t.events, t.source, t.target))[:most]
    ring = _ring(kept)
    lines = [
        {
            **asdict(tie),
            "x": ring[tie.source].x,
            "y": ring[tie.source].y,
            "x2": ring[tie.target].x,
            "y2": ring[tie.target].y,
            "tone": "cooperation" if tie.goldstein >= 0 else "conflict",
        }
        for tie in kept
    ]
    bare = {"axis": None, "scale": alt.Scale(domain=[-1.6, 1.6])}
    rules = (
        alt.Chart(_data(lines))
        .mark_rule(opacity=0.7)
        .encode(
            x=alt.X("x:Q", **bare),
            y=alt.Y("y:Q", **bare),
            x2="x2:Q",
            y2="y2:Q",
            strokeWidth=alt.StrokeWidth("events:Q", title="events", scale=alt.Scale(range=[0.8, 6])),
            color=alt.Color(
                "tone:N",
                title=None,
                scale=alt.Scale(domain=["cooperation", "conflict"], range=[QUAD_COLOURS[0], QUAD_COLOURS[3]]),
            ),
            tooltip=["source:N", "target:N", "events:Q", "goldstein:Q"],
        )
    )
    layers = [rules]
    for right in (True, False):
        side = [asdict(node) for node in ring.values() if (node.x >= 0) == right]
        base = alt.Chart(_data(side)).encode(x=alt.X("x:Q", **bare), y=alt.Y("y:Q", **bare))
        dots = base.mark_circle(color="#1d4e89", opacity=1).encode(
            size=alt.Size("events:Q", legend=None, scale=alt.Scale(range=[40, 400])),
            tooltip=["name:N", "events:Q"],
        )
        names = base.mark_text(
            align="left" if right else "right", dx=12 if right else -12, fontSize=11, color="#1c1917"
        ).encode(text="name:N", angle=alt.Angle("angle:Q", scale=None))
        layers += [dots, names]
    return _styled(alt.layer(*layers, title=title, width=680, height=680))


@dataclass(frozen=True, slots=True)
class _Node:
    """An actor's place on the ring; `angle` turns its name outwards, in degrees clockwise."""

    name: str
    x: float
    y: float
    angle: float
    events: int


def _ring(ties: Sequence[Tie]) -> dict[str, _Node]:
    """Actors evenly on a circle, those tied to each other side by side."""
    near: dict[str, list[str]] = {}
    weights: dict[str, int] = {}
    for tie in ties:
        for one, other in ((tie.source, tie.target), (tie.target, tie.source)):
            near.setdefault(one, []).append(other)
            weights[one] = weights.get(one, 0) + tie.events
    order: dict[str, None] = {}
    for name in sorted(near, key=lambda n: (-weights[n], n)):
        waiting = [name]
        while waiting:
            current = waiting.pop()
            if current not in order:
                order[current] = None
                waiting.extend(sorted(set(near[current]), key=lambda n: (weights[n], n)))
    nodes = {}
    for number, name in enumerate(order):
        turn = 2 * math.pi * number / len(order)
        x, y = round(math.cos(turn), 4), round(math.sin(turn), 4)
        degrees = math.degrees(turn)
        angle = -degrees if x >= 0 else 180 - degrees
        nodes[name] = _Node(name, x, y, round(angle, 2), weights[name])
    return nodes


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


def _quads() -> alt.Color:
    return alt.Color(
        "quad:N", title=None, sort=list(QUADS), scale=alt.Scale(domain=list(QUADS), range=list(QUAD_COLOURS))
    )


def _data(values: list[dict[str, Any]]) -> alt.Data:
    return alt.Data(values=values)


def _styled(chart: Any) -> Any:
    return (
        chart.configure(font=FONT, background="white")
        .configure_view(stroke=None)
        .configure_axis(grid=False, labelColor="#57534e", titleColor="#57534e")
        .configure_title(anchor="start", color="#1c1917")
    )
