"""Plots: the same rows give the same drawing, everything inside it, nothing half written."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

pytest.importorskip("altair", reason="needs saksi[plot]")
pytest.importorskip("vl_convert", reason="needs saksi[plot]")

from saksi.faces.plots import KINDS, save
from saksi.faces.plots.charts import Counted, Located, map_of_places, timeline, types_by_week
from saksi.faces.plots.files import to_svg
from saksi.faces.plots.network import Tie, actor_network
from saksi.faces.plots.positions import STANCES, Held, positions_over_time
from saksi.faces.plots.shapes import outlines, window_of
from saksi.faces.plots.times import every_month, every_week, main_stretch
from saksi.faces.quads import QUADS, quad_of

DAYS = [Counted("2025-10-20", "PROTEST", 3), Counted("2025-10-21", "CONSULT", 2)]
PLACES = [Located("Makassar", -5.15, 119.42, 4), Located("Jayapura", -2.53, 140.72, 1)]
TIES = [Tie("KPK", "Kementerian Agama", 3, -2.0), Tie("Indonesia", "Malaysia", 5, 3.4)]
HELD = [
    Held("Hadi Purnomo", "pencopotan Kapolda", "refuses", "2025-05-14", False),
    Held("Hadi Purnomo", "pencopotan Kapolda", "accepts", "2025-05-16", True),
    Held("Ratna Lestari", "pencopotan Kapolda", "demands", "2025-05-14", False),
]
CHARTS = {
    "timeline": timeline(DAYS),
    "weeks": types_by_week(DAYS),
    "map": map_of_places(PLACES),
    "network": actor_network(TIES),
    "positions": positions_over_time(HELD),
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
    assert "Hadi Purnomo: pencopotan Kapolda" in words(to_svg(CHARTS["positions"]))


def test_every_kind_has_a_chart_and_every_stance_a_mark() -> None:
    assert set(CHARTS) == set(KINDS)
    assert set(STANCES) == {"demands", "supports", "accepts", "offers", "refuses", "threatens", "silent"}


def test_a_reversal_is_marked_once() -> None:
    assert words(to_svg(CHARTS["positions"])).count("turned round") == 1
    assert "turned round" not in words(to_svg(positions_over_time(HELD[::2])))


def test_a_tie_points_at_whom_it_is_done_to() -> None:
    chart = actor_network([Tie("KPK", "Kementerian Agama", 3, -2.0)]).to_dict()
    lines, arrows = (layer["data"]["values"] for layer in chart["layer"][:2])
    [names] = [layer["data"]["values"] for layer in chart["layer"][2:3]]
    target = next(node for node in names if node["name"] == "Kementerian Agama")
    source = next(node for node in names if node["name"] == "KPK")
    [head] = arrows
    assert abs(head["x"] - target["x"]) < abs(head["x"] - source["x"])
    assert (head["x"], head["y"]) == (lines[-1]["x"], lines[-1]["y"])


def test_an_actor_that_has_a_part_in_every_tie_stands_in_the_middle() -> None:
    chart = actor_network([Tie("KPK", name, 1, -1.0) for name in "abc"]).to_dict()
    nodes = {node["name"]: node for node in chart["layer"][2]["data"]["values"]}
    assert (nodes["KPK"]["x"], nodes["KPK"]["y"]) == (0, 0)
    assert len({(node["x"], node["y"]) for node in nodes.values()}) == 4


HOSTILE = '</script></text><script>alert(1)</script><text x="'


def test_words_of_articles_cannot_become_elements() -> None:
    hostile = HOSTILE
    root = ElementTree.fromstring(to_svg(map_of_places([Located(hostile, -6.2, 106.8, 1)])))
    assert not [e for e in root.iter() if e.tag.endswith("script")]


def test_empty_rows_give_empty_charts() -> None:
    for chart in (
        timeline([]),
        types_by_week([]),
        map_of_places([]),
        actor_network([]),
        positions_over_time([]),
    ):
        ElementTree.fromstring(to_svg(chart))


def test_every_type_has_its_quadrant() -> None:
    assert len(quad_of()) == 16
    assert set(quad_of().values()) == set(QUADS)


@pytest.mark.parametrize(
    ("ending", "head"), [(".svg", b"<svg"), (".png", b"\x89PNG"), (".html", b"<!doctype html>")]
)
def test_files_are_written_whole(tmp_path: Path, ending: str, head: bytes) -> None:
    save(CHARTS["timeline"], tmp_path / f"plot{ending}")
    assert (tmp_path / f"plot{ending}").read_bytes().startswith(head)
    assert [p.name for p in tmp_path.iterdir()] == [f"plot{ending}"]


def test_a_picture_has_two_dots_for_each_of_the_drawing(tmp_path: Path) -> None:
    save(CHARTS["timeline"], tmp_path / "plot.png")
    head = (tmp_path / "plot.png").read_bytes()[:24]
    size = int.from_bytes(head[16:20]), int.from_bytes(head[20:24])
    svg = ElementTree.fromstring(to_svg(CHARTS["timeline"]))
    assert size == (2 * int(svg.get("width")), 2 * int(svg.get("height")))


def test_names_in_a_page_stay_within_its_data(tmp_path: Path) -> None:
    save(map_of_places([Located(HOSTILE, -6.2, 106.8, 1)]), tmp_path / "plot.html")
    page = (tmp_path / "plot.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert page.count("</script>") == page.count("<script ") == 2


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


def test_a_day_of_the_last_century_leaves_this_month_its_room() -> None:
    month = {f"2025-10-{day:02d}": 10 for day in range(1, 31)}
    assert main_stretch({**month, "1962-01-03": 1}) == ("2025-10-01", "2025-10-30")
    svg = to_svg(timeline([Counted(day, "PROTEST", n) for day, n in {**month, "1962-01-03": 1}.items()]))
    assert "1 events before 2025-10-01 or after 2025-10-30 are not shown" in words(svg)


def test_events_spread_evenly_are_all_shown() -> None:
    years = {f"{year}-06-01": 3 for year in range(2000, 2026)}
    assert main_stretch(years) == ("2000-06-01", "2025-06-01")
    assert main_stretch({"2025-03-01": 1}) == ("2025-03-01", "2025-03-01")
    assert main_stretch({}) is None


def test_weeks_and_months_without_events_keep_their_place() -> None:
    assert every_week("2025-03-05", "2025-03-18") == ["2025-03-03", "2025-03-10", "2025-03-17"]
    assert every_month("2024-12-31", "2025-02-01") == ["2024-12", "2025-01", "2025-02"]
