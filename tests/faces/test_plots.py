"""Plots: the same rows give the same drawing, everything inside it, nothing half written."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

pytest.importorskip("altair", reason="needs saksi[plot]")
pytest.importorskip("vl_convert", reason="needs saksi[plot]")

from saksi.faces.plots import actor_network, map_of_places, save, timeline, to_svg, types_by_week
from saksi.faces.plots.charts import QUAD_OF, Counted, Located
from saksi.faces.plots.network import Tie
from saksi.faces.plots.shapes import outlines, window_of

DAYS = [Counted("2025-10-20", "PROTEST", 3), Counted("2025-10-21", "CONSULT", 2)]
PLACES = [Located("Makassar", -5.15, 119.42, 4), Located("Jayapura", -2.53, 140.72, 1)]
TIES = [Tie("KPK", "Kementerian Agama", 3, -2.0), Tie("Indonesia", "Malaysia", 5, 3.4)]
CHARTS = {
    "timeline": timeline(DAYS),
    "weeks": types_by_week(DAYS),
    "map": map_of_places(PLACES),
    "network": actor_network(TIES),
}


def words(svg: str) -> str:
    return " ".join(e.text or "" for e in ElementTree.fromstring(svg).iter() if e.tag.endswith("text"))


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_the_same_drawing_every_time_and_asks_for_nothing_outside(name) -> None:
    svg = to_svg(CHARTS[name])
    assert svg == to_svg(CHARTS[name])
    assert not re.search(r"(href|src)=\"(?!#)", svg)


def test_drawings_name_what_they_show() -> None:
    assert "Makassar" in words(to_svg(CHARTS["map"]))
    assert "Kementerian Agama" in words(to_svg(CHARTS["network"]))
    assert "PROTEST" in words(to_svg(CHARTS["weeks"]))
    assert "material conflict" in words(to_svg(CHARTS["timeline"]))


def test_words_of_articles_cannot_become_elements() -> None:
    hostile = '</text><script>alert(1)</script><text x="'
    root = ElementTree.fromstring(to_svg(map_of_places([Located(hostile, -6.2, 106.8, 1)])))
    assert not [e for e in root.iter() if e.tag.endswith("script")]


def test_empty_rows_give_empty_charts() -> None:
    for chart in (timeline([]), types_by_week([]), map_of_places([]), actor_network([])):
        ElementTree.fromstring(to_svg(chart))


def test_every_type_has_its_quadrant() -> None:
    assert len(QUAD_OF) == 16


@pytest.mark.parametrize(
    ("ending", "head"), [(".svg", b"<svg"), (".png", b"\x89PNG"), (".html", b"<!DOCTYPE html>")]
)
def test_files_are_written_whole(tmp_path: Path, ending: str, head: bytes) -> None:
    save(CHARTS["timeline"], tmp_path / f"plot{ending}")
    assert (tmp_path / f"plot{ending}").read_bytes().startswith(head)
    assert [p.name for p in tmp_path.iterdir()] == [f"plot{ending}"]


def test_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.svg, \.png, \.html"):
        save(CHARTS["timeline"], tmp_path / "plot.gif")
    assert not list(tmp_path.iterdir())


def test_outlines_stay_within_reach_of_the_window() -> None:
    window = window_of([(106.8, -6.2), (110.4, -7.0)])
    for feature in outlines(window):
        (ring,) = feature["geometry"]["coordinates"]
        assert window.touches(tuple(ring))
        assert max(x for x, _ in ring) - min(x for x, _ in ring) < 180


def test_a_narrow_window_is_drawn_finer_than_the_world() -> None:
    near = sum(len(f["geometry"]["coordinates"][0]) for f in outlines(window_of([(119.4, -5.1)])))
    assert 100 < near < sum(len(f["geometry"]["coordinates"][0]) for f in outlines(window_of([])))
