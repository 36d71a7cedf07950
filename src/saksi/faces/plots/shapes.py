"""Outlines of countries: Natural Earth at 1:50 million (public domain), from the npm package world-atlas.

The file is TopoJSON: chains of points that neighbours share, each point as a step from the one before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = tuple[Point, ...]

FILE = Path(__file__).parent / "countries.topojson"


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the map in degrees: west and south to east and north."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        """Degrees of longitude from side to side."""
        return self.east - self.west

    def touches(self, ring: Ring) -> bool:
        """Whether the box around a ring and this window have points in common."""
        longitudes, latitudes = [p[0] for p in ring], [p[1] for p in ring]
        return (
            min(longitudes) <= self.east
            and max(longitudes) >= self.west
            and min(latitudes) <= self.north
            and max(latitudes) >= self.south
        )


def window_of(points: Sequence[Point], margin: float = 0.15, least: float = 8.0) -> Window:
    """The window that shows all points (longitude, latitude), with room around, inside the world."""
    if not points:
        return Window(-170.0, -58.0, 180.0, 78.0)
    longitudes, latitudes = [p[0] for p in points], [p[1] for p in points]
    half_width = max((max(longitudes) - min(longitudes)) * (0.5 + margin), least)
    half_height = max((max(latitudes) - min(latitudes)) * (0.5 + margin), least * 0.5)
    x = (max(longitudes) + min(longitudes)) / 2
    y = (max(latitudes) + min(latitudes)) / 2
    return Window(
        max(x - half_width, -180.0),
        max(y - half_height, -85.0),
        min(x + half_width, 180.0),
        min(y + half_height, 85.0),
    )


def outlines(window: Window) -> list[dict[str, Any]]:
    """GeoJSON polygons of all land that the window touches, no finer than its scale can show."""
    step = window.width / 400
    return [
        {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [list(kept)]}}
        for ring in _rings()
        if window.touches(ring) and len(kept := _thinned(ring, step)) > 3
    ]


@cache
def _rings() -> tuple[Ring, ...]:
    """The outer ring of every polygon."""
    world = json.loads(FILE.read_text(encoding="utf-8"))
    (scale_x, scale_y), (move_x, move_y) = world["transform"]["scale"], world["transform"]["translate"]
    arcs: list[Ring] = []
    for arc in world["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((round(x * scale_x + move_x, 3), round(y * scale_y + move_y, 3)))
        arcs.append(tuple(points))
    rings = (_joined(ring, arcs) for ring in _outer(world["objects"]["countries"]["geometries"]))
    return tuple(part for ring in rings for part in _cut_at_date_line(ring))


def _outer(geometries: Sequence[dict[str, Any]]) -> Iterator[list[int]]:
    for geometry in geometries:
        if geometry["type"] == "Polygon":
            yield geometry["arcs"][0]
        elif geometry["type"] == "MultiPolygon":
            yield from (polygon[0] for polygon in geometry["arcs"])


def _joined(ring: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """One ring from its arcs; a negative number is an arc read backwards."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return tuple(points)


def _cut_at_date_line(ring: Ring) -> Iterator[Ring]:
    """The ring in pieces that do not jump from one edge of the map to the other."""
    east: list[Point] = []
    west: list[Point] = []
    if all(abs(one[0] - other[0]) <= 180 for one, other in pairwise(ring)):
        yield ring
        return
    for point in ring:
        (east if point[0] >= 0 else west).append(point)
    yield from (tuple(piece) for piece in (east, west) if len(piece) > 3)


def _thinned(ring: Ring, step: float) -> Ring:
    """The ring without points nearer than `step` degrees to the last one kept."""
    kept = [ring[0]]
    for point in ring[1:-1]:
        if abs(point[0] - kept[-1][0]) >= step or abs(point[1] - kept[-1][1]) >= step:
            kept.append(point)
    return (*kept, ring[-1])
