"""Positions over time: a line for each actor and issue, a mark for each time that it spoke."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from saksi.faces.messages import stance
from saksi.faces.plots.charts import WIDTH, heading, styled
from saksi.faces.plots.theme import LIGHT, Theme, words
from saksi.faces.plots.times import main_stretch

_RING = "M-.9,0A.9,.9,0,1,0,.9,0A.9,.9,0,1,0,-.9,0ZM-.5,0A.5,.5,0,1,1,.5,0A.5,.5,0,1,1,-.5,0Z"
# In this order, from giving to withholding: shape, and which of the theme's quadrants lends its colour.
STANCES: Mapping[str, tuple[str, int]] = {
    "offers": ("triangle-up", 0),
    "accepts": ("circle", 0),
    "supports": ("square", 1),
    "demands": ("diamond", 2),
    "refuses": ("cross", 3),
    "threatens": ("triangle-down", 3),
    "silent": (_RING, 2),
}
_ROW = 40  # pixels
_LONGEST = 84  # characters of a name


@dataclass(frozen=True, slots=True)
class Held:
    """What an actor's position on an issue was on a day (ISO); `turned`: it takes back an earlier one."""

    actor: str
    issue: str
    stance: str
    day: str
    turned: bool


def positions_over_time(
    rows: Sequence[Held], *, language: str = "en", theme: Theme = LIGHT, most: int = 20
) -> alt.LayerChart:
    """The lines with most reversals and most marks, those last spoken of above; a ring marks a reversal."""
    said = words(language)
    stretch = main_stretch(Counter(row.day for row in rows)) or ("", "")
    near = [row for row in rows if stretch[0] <= row.day <= stretch[1]]
    left = len(rows) - len(near)
    note = said["outside-positions"].format(left, *stretch) if left else ""
    lines: dict[tuple[str, str], list[Held]] = {}
    for row in sorted(near, key=lambda r: r.day):
        lines.setdefault((row.actor, row.issue), []).append(row)
    telling = sorted(
        lines.items(),
        key=lambda line: (sum(r.turned for r in line[1]), len(line[1]), line[1][-1].day, line[0]),
    )[-most:]
    kept = sorted(telling, key=lambda line: (line[1][-1].day, line[0]), reverse=True)
    values = [
        {
            "line": number, "actor": row.actor, "issue": row.issue, "day": row.day,
            "stance": stance(row.stance, language), "turned": row.turned,
        }
        for number, (_, held) in enumerate(kept)
        for row in held
    ]  # fmt: skip
    names = [{"line": n, "name": _short(f"{actor}: {issue}")} for n, ((actor, issue), _) in enumerate(kept)]
    y = alt.Y("line:O", axis=None, scale=alt.Scale(domain=list(range(len(kept)))))
    days = [row.day for _, held in kept for row in held]
    x = alt.X(
        "day:T", title=None,
        scale=alt.Scale(domain=[min(days), max(days)], padding=14) if days else alt.Undefined,
        axis=alt.Axis(format="%Y-%m-%d", labelOverlap=True, tickCount=6, orient="bottom"),
    )  # fmt: skip
    drawn = alt.Chart(alt.Data(values=values)).encode(x=x, y=y)
    labels = [stance(name, language) for name in STANCES]
    marks = drawn.mark_point(size=120, filled=True, opacity=1).encode(
        shape=alt.Shape(
            "stance:N", title=None, scale=alt.Scale(domain=labels, range=[s for s, _ in STANCES.values()]),
            legend=alt.Legend(orient="bottom", columns=7),
        ),
        color=alt.Color(
            "stance:N", title=None,
            scale=alt.Scale(domain=labels, range=[theme.quads[quad] for _, quad in STANCES.values()]),
        ),
        tooltip=["day:N", "actor:N", "issue:N", "stance:N"],
    )  # fmt: skip
    turned = drawn.transform_filter("datum.turned")
    heads = alt.Chart(alt.Data(values=names)).encode(y=y)
    layers: list[Any] = [
        heads.mark_rule(color=theme.land, strokeWidth=1).encode(x=alt.value(0), x2=alt.value(WIDTH)),
        drawn.mark_line(color=theme.border, strokeWidth=2).encode(detail="line:N"),
        turned.mark_point(shape="circle", size=420, color=theme.place, strokeWidth=2, filled=False),
        marks,
        turned.mark_text(text=said["turned"], dx=16, align="left", fontSize=11, color=theme.place),
    ]
    labels_at = heads.mark_text(align="left", dy=-15, fontSize=13, color=theme.ink)
    layers.append(labels_at.encode(x=alt.value(0), text="name:N"))
    return styled(
        alt.layer(
            *layers, title=heading(said["positions"], note), width=WIDTH, height=max(_ROW * len(kept), 60)
        ),
        theme,
    )


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"
