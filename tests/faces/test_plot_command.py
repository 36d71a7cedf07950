"""`saksi plot`: files of an archive, and what is said when there is nothing to draw."""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

pytest.importorskip("altair", reason="needs saksi[plot]")
pytest.importorskip("vl_convert", reason="needs saksi[plot]")

import reading_room

from saksi.archive import Archive, Filters, open_archive
from saksi.faces.cli import main
from saksi.faces.plots import KINDS, NothingToDrawError, plot, save


@pytest.fixture(scope="module")
def where(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("plots") / "a.db"
    with open_archive(path, create=True) as archive:
        reading_room.made.fill(archive, reading_room.plain())
    return str(path)


@pytest.fixture
def archive(where):
    with open_archive(where) as opened:
        yield opened


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["plot", *words])


def words_of(svg: Path) -> str:
    return " ".join(e.text or "" for e in ElementTree.parse(svg).iter() if e.tag.endswith("text"))


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("timeline", "2025-03-02"),
        ("map", "Jakarta"),
        ("network", "Kementerian Luar Negeri"),
        ("weeks", "2025-03-03"),
        ("positions", "Kementerian Luar Negeri: gencatan senjata"),
    ],
)
def test_each_kind_is_drawn(where: str, tmp_path: Path, kind: str, shown: str) -> None:
    done = run(where, kind, "-o", str(tmp_path / "plot.svg"))
    assert done.exit_code == 0, done.output
    assert shown in words_of(tmp_path / "plot.svg")


def test_filters_choose_what_is_drawn_and_stand_under_the_title(where: str, tmp_path: Path) -> None:
    out = tmp_path / "plot.svg"
    assert (
        run(
            "timeline", "-a", where, "--since", "2025-03-02", "--until", "2025-03-02", "-o", str(out)
        ).exit_code
        == 0
    )
    assert "2025-03-01" not in words_of(out)
    assert "from: 2025-03-02 · to: 2025-03-02" in words_of(out)


def test_a_plot_speaks_indonesian_in_dark_colours(where: str, tmp_path: Path) -> None:
    out = tmp_path / "plot.svg"
    assert run(where, "map", "--lang", "id", "--theme", "dark", "-o", str(out)).exit_code == 0
    assert "Di mana" in words_of(out)
    assert "#171513" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("pie", "-o", "plot.svg"), 2, "'pie' is no KIND: give one of timeline, map, network, weeks, positions"),
        (("map", "-o", "plot.gif"), 2, "plot.gif: plots are written as .svg, .png, .html"),
        (("map",), 2, "Missing option '--out'"),
        (("map", "-o", "plot.svg", "--type", "PROTEST"), 1, "no event that fits has a place with coordinates"),
        (("positions", "-o", "plot.svg", "--actor", "Entah"), 1, "nothing in the archive fits"),
        (("timeline", "-o", "plot.svg", "--since", "kemarin"), 1, "kemarin: is no day"),
        (("timeline", "-o", "no/folder/plot.svg"), 1, "plot.svg: No such file or directory"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_a_line(
    where: str, tmp_path: Path, monkeypatch, words, status: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(where, *words)
    assert done.exit_code == status
    assert said in done.output
    assert not list(tmp_path.iterdir())


def test_a_notebook_gets_the_chart_itself(archive: Archive) -> None:
    chart = plot(archive, "timeline", Filters(type=("REQUEST",)))
    assert chart.to_dict()["data"]["values"][0]["events"] == 1
    assert plot(archive, "timeline", Filters(type=("PROTEST",))).to_dict()["data"]["values"] == []
    with pytest.raises(NothingToDrawError):
        plot(archive, "timeline", Filters(type=("PROTEST",)), empty=False)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_drawn_without_asking_for_anything_outside(archive: Archive, tmp_path: Path, kind) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    file = tmp_path / "plot.html"
    save(plot(archive, kind), file)
    asked, faults = [], []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(file.as_uri())
        # The program takes the drawing that the file came with away and makes its own.
        page.wait_for_selector("#plot .vega-bindings, #plot.vega-embed svg", state="attached")
        assert page.locator("#plot svg").count() == 1
        browser.close()
    assert (asked, faults) == ([file.as_uri()], [])
