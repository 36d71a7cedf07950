"""The network of actors: who acts towards whom, on a ring or around one actor."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import altair as alt

from saksi.faces.plots.charts import heading, styled
from saksi.faces.plots.theme import LIGHT, Theme, words

_RADIUS = 190.0  # pixels
_REACH = 1.9  # half the width of the drawing in radii: names stand beside the ring
_MARGIN = 0.06  # above and below the ring, in radii
_LONGEST_NAME = 28
_PULL = 0.65  # how far a tie is bent towards the middle of the ring
_ASIDE = 0.10  # how far a tie turns aside, so that the one that answers it can be seen
_STEPS = 40
_GAP = 0.06  # between the end of a tie and the middle of an actor's dot, in radii

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Tie:
    """Events from one actor to another, with the mean of their Goldstein scores."""

    source: str
    target: str
    events: int
    goldstein: float


@dataclass(frozen=True, slots=True)
class _Node:
    """An actor's place in radii of the ring, and on which side of its dot the name stands."""

    name: str
    label: str
    x: float
    y: float
    events: int
    side: str


def actor_network(
    ties: Sequence[Tie], *, language: str = "en", theme: Theme = LIGHT, most: int = 24
) -> alt.LayerChart:
    """The strongest ties between actors, whole lines where cooperative on the whole, broken where not.

    An arrow tells who acts towards whom. An actor that has a part in every tie stands in the middle.
    """
    said = words(language)
    kept = sorted(ties, key=lambda t: (-t.events, t.source, t.target))[:most]
    nodes = _placed(kept)
    tones = [said["cooperation"], said["conflict"]]
    tone = {True: tones[1], False: tones[0]}
    curves, heads = [], []
    for number, tie in enumerate(kept):
        about = {**asdict(tie), "tie": number, "tone": tone[tie.goldstein < 0]}
        curve = list(_curve(nodes[tie.source], nodes[tie.target]))
        curves += [{**about, "step": n, "x": x, "y": y} for n, (x, y) in enumerate(curve)]
        heads.append({**about, **_head(curve)})
    height = 2 * _RADIUS * (1 + _MARGIN)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-_REACH, _REACH]))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-1 - _MARGIN, 1 + _MARGIN]))
    widths = sorted({1, max((tie.events for tie in kept), default=1)})
    colour = alt.Color(
        "tone:N", title=None, scale=alt.Scale(domain=tones, range=[theme.quads[0], theme.quads[3]]),
        legend=alt.Legend(orient="bottom", symbolStrokeWidth=2),
    )  # fmt: skip
    tooltip = ["source:N", "target:N", "events:Q", alt.Tooltip("goldstein:Q", format="+.1f")]
    lines = (
        alt.Chart(alt.Data(values=curves))
        .mark_line(opacity=0.8, strokeCap="butt")
        .encode(
            x=x, y=y, detail="tie:N", order="step:Q", color=colour, tooltip=tooltip,
            strokeWidth=alt.StrokeWidth(
                "events:Q", title=said["events"], scale=alt.Scale(range=[1.5, 6], domain=[1, widths[-1] + 1]),
                legend=alt.Legend(orient="bottom", values=widths, format="d"),
            ),
            strokeDash=alt.StrokeDash(
                "tone:N", title=None, scale=alt.Scale(domain=tones, range=[[1, 0], [5, 3]]),
            ),
        )
    )  # fmt: skip
    arrows = (
        alt.Chart(alt.Data(values=heads))
        .mark_point(shape="triangle", size=70, filled=True, opacity=1)
        .encode(x=x, y=y, angle=alt.Angle("angle:Q", scale=None), color=colour, tooltip=tooltip)
    )
    layers = [lines, arrows, *_names(list(nodes.values()), x, y, theme)]
    return styled(
        alt.layer(
            *layers, title=heading(said["network"]), width=round(2 * _RADIUS * _REACH), height=round(height)
        ),
        theme,
    )


def _names(nodes: Sequence[_Node], x: alt.X, y: alt.Y, theme: Theme) -> Iterator[Any]:
    dots = alt.Chart(alt.Data(values=[asdict(node) for node in nodes]))
    yield dots.mark_circle(color=theme.actor, opacity=1, stroke=theme.paper, strokeWidth=1).encode(
        x=x, y=y, size=alt.Size("events:Q", legend=None, scale=alt.Scale(range=[50, 350], domainMin=0)),
        tooltip=["name:N", "events:Q"],
    )  # fmt: skip
    places: dict[str, dict[str, Any]] = {
        "right": {"align": "left", "dx": 13},
        "left": {"align": "right", "dx": -13},
        "above": {"align": "center", "dy": -17, "fontWeight": "bold"},
    }
    for side, place in places.items():
        here = alt.Chart(alt.Data(values=[asdict(node) for node in nodes if node.side == side]))
        # The name is printed twice, first broader in the colour of the paper, to stand free of lines.
        for ink in ({"stroke": theme.paper, "strokeWidth": 4, "color": theme.paper}, {"color": theme.ink}):
            yield here.mark_text(fontSize=13.5, baseline="middle", **place, **ink).encode(
                x=x, y=y, text="label:N"
            )


def _placed(ties: Sequence[Tie]) -> dict[str, _Node]:
    """Actors on the two halves of a ring, at even heights, so that their names have room."""
    weights: dict[str, int] = {}
    for tie in ties:
        for name in (tie.source, tie.target):
            weights[name] = weights.get(name, 0) + tie.events
    order = _order(ties, weights)
    nodes = {}
    middle = _middle(ties) if len(order) > 2 else None
    if middle is not None:
        order.remove(middle)
        nodes[middle] = _Node(middle, middle, 0.0, 0.0, weights[middle], "above")
    for side, names in (("right", order[0::2]), ("left", order[1::2])):
        for number, name in enumerate(names):
            y = 1 - 2 * (number + 0.5) / len(names)
            x = math.sqrt(1 - y * y) * (1 if side == "right" else -1)
            label = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"
            nodes[name] = _Node(name, label, round(x, 4), round(y, 4), weights[name], side)
    return nodes


def _order(ties: Sequence[Tie], weights: dict[str, int]) -> list[str]:
    """Actors so that those who deal with each other follow one another."""
    near: dict[str, set[str]] = {name: set() for name in weights}
    for tie in ties:
        near[tie.source].add(tie.target)
        near[tie.target].add(tie.source)
    order: dict[str, None] = {}
    for name in sorted(near, key=lambda n: (-weights[n], n)):
        waiting = [name]
        while waiting:
            current = waiting.pop()
            if current not in order:
                order[current] = None
                waiting.extend(sorted(near[current], key=lambda n: (weights[n], n)))
    return list(order)


def _middle(ties: Sequence[Tie]) -> str | None:
    """The actor that has a part in every tie, if there is one."""
    common = set.intersection(*({tie.source, tie.target} for tie in ties)) if ties else set()
    return min(common, default=None)


def _curve(source: _Node, target: _Node) -> Iterator[Point]:
    """Points of a curve bent towards the middle and a little to its own left, short of both dots."""
    dx, dy = target.x - source.x, target.y - source.y
    length = math.hypot(dx, dy) or 1.0
    # Neighbours on the ring are joined by a flatter curve than actors across from each other.
    pull = 1 - _PULL * min(length, 1.0)
    bend_x = (source.x + target.x) / 2 * pull - dy * _ASIDE
    bend_y = (source.y + target.y) / 2 * pull + dx * _ASIDE
    gap = min(_GAP, length / 4)
    for step in range(_STEPS + 1):
        t = step / _STEPS
        here, there, bend = (1 - t) ** 2, t * t, 2 * t * (1 - t)
        x = here * source.x + bend * bend_x + there * target.x
        y = here * source.y + bend * bend_y + there * target.y
        if min(math.dist((x, y), (node.x, node.y)) for node in (source, target)) >= gap:
            yield round(x, 4), round(y, 4)


def _head(curve: Sequence[Point]) -> dict[str, float]:
    """Where the arrow of a curve stands, and its angle in degrees clockwise from upright."""
    (from_x, from_y), (x, y) = curve[-3], curve[-1]
    return {"x": x, "y": y, "angle": round(math.degrees(math.atan2(x - from_x, y - from_y)), 1)}
