"""The network of actors: who acts towards whom, drawn on a ring."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import altair as alt

from saksi.faces.plots.charts import styled
from saksi.faces.plots.theme import LIGHT, Theme, words

_SIZE = 560
_ROOM = 2.0  # half the width of the drawing in radii of the ring: names stand outside of it
_LONGEST_NAME = 26
_FEW = 16  # actors whose names have room to stand level


@dataclass(frozen=True, slots=True)
class Tie:
    """Events from one actor to another, with the mean of their Goldstein scores."""

    source: str
    target: str
    events: int
    goldstein: float


@dataclass(frozen=True, slots=True)
class _Node:
    """An actor's place on the ring; `angle` turns its name outwards, in degrees clockwise."""

    name: str
    label: str
    x: float
    y: float
    angle: float
    events: int


def actor_network(
    ties: Sequence[Tie], *, language: str = "en", theme: Theme = LIGHT, most: int = 20
) -> alt.LayerChart:
    """The strongest ties between actors, green where they are cooperative on the whole and red where not."""
    said = words(language)
    kept = sorted(ties, key=lambda t: (-t.events, t.source, t.target))[:most]
    ring = _ring(kept)
    tones = [said["cooperation"], said["conflict"]]
    lines = [
        {
            **asdict(tie),
            "x": ring[tie.source].x,
            "y": ring[tie.source].y,
            "x2": ring[tie.target].x,
            "y2": ring[tie.target].y,
            "tone": tones[tie.goldstein < 0],
        }
        for tie in kept
    ]
    bare = {"axis": None, "scale": alt.Scale(domain=[-_ROOM, _ROOM])}
    widths = sorted({1, max((tie.events for tie in kept), default=1)})
    rules = (
        alt.Chart(alt.Data(values=lines))
        .mark_rule(opacity=0.75)
        .encode(
            x=alt.X("x:Q", **bare),
            y=alt.Y("y:Q", **bare),
            x2="x2:Q",
            y2="y2:Q",
            strokeWidth=alt.StrokeWidth(
                "events:Q", title=said["events"], scale=alt.Scale(range=[1, 6], domain=[1, widths[-1] + 1]),
                legend=alt.Legend(orient="bottom", values=widths, format="d"),
            ),
            strokeDash=alt.StrokeDash(
                "tone:N", title=None, scale=alt.Scale(domain=tones, range=[[1, 0], [5, 3]]),
            ),
            color=alt.Color(
                "tone:N", title=None, scale=alt.Scale(domain=tones, range=[theme.quads[0], theme.quads[3]]),
                legend=alt.Legend(orient="bottom"),
            ),
            tooltip=["source:N", "target:N", "events:Q", "goldstein:Q"],
        )
    )  # fmt: skip
    layers = [rules]
    for right in (True, False):
        side = [asdict(node) for node in ring.values() if (node.x >= 0) == right]
        base = alt.Chart(alt.Data(values=side)).encode(x=alt.X("x:Q", **bare), y=alt.Y("y:Q", **bare))
        dots = base.mark_circle(color=theme.actor, opacity=1).encode(
            size=alt.Size("events:Q", legend=None, scale=alt.Scale(range=[40, 400])),
            tooltip=["name:N", "events:Q"],
        )
        names = base.mark_text(
            align="left" if right else "right", dx=13 if right else -13, fontSize=12, color=theme.ink
        ).encode(text="label:N", angle=alt.Angle("angle:Q", scale=None))
        layers += [dots, names]
    return styled(alt.layer(*layers, title=said["network"], width=_SIZE, height=_SIZE), theme)


def _ring(ties: Sequence[Tie]) -> dict[str, _Node]:
    """Actors on a circle, evenly on either half of it."""
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
    # Neighbours in this order stand across from each other, so that the line between them can be seen.
    nodes = {}
    for side, names in enumerate((list(order)[0::2], list(order)[1::2])):
        for number, name in enumerate(names):
            degrees = 90 - 180 * (number + 0.5) / len(names)
            x, y = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
            label = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"
            angle = degrees if side else -degrees
            level = len(order) <= _FEW
            nodes[name] = _Node(
                name, label, round(-x if side else x, 4), round(y, 4), 0.0 if level else round(angle, 2),
                weights[name],
            )  # fmt: skip
    return nodes
