"""The reading room in a real browser, with its script and under its own policy."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="needs saksi[web]")
pytest.importorskip("uvicorn", reason="needs saksi[web]")
pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

import reading_room
from playwright import sync_api
from playwright.sync_api import expect
from serving import Room

from saksi.readers.source import SourceDocument

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"

TEXT = """Polisi Tahan Dua Aktivis
Jakarta, 3 Maret 2025 - Polisi menahan dua aktivis di Jakarta pada Senin (3/3/2025).
Menteri Hukum Rudi Hartanto mengatakan penahanan itu sesuai aturan.
"""


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    made = Room(
        tmp_path_factory.mktemp("room") / "a.db", [SourceDocument(TEXT.encode(), TEXT, "a.txt", "text/plain")]
    )
    yield made
    made.close()


@pytest.fixture(scope="module")
def browser():
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with sync_api.sync_playwright() as started:
        opened = started.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield opened
        opened.close()


@pytest.fixture
def page(browser, room):
    """A page that notes what its script or policy complains of, and what it asks of other hosts."""
    context = browser.new_context(base_url=room.address)
    opened = context.new_page()
    opened.complaints = []
    opened.on("console", lambda said: opened.complaints.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.on("dialog", lambda dialog: (opened.complaints.append(dialog.message), dialog.dismiss()))
    opened.on(
        "request",
        lambda r: opened.complaints.append(r.url) if not r.url.startswith(room.address) else None,
    )
    yield opened
    context.close()


def test_search_open_click_a_row_and_its_words_light_up(page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("aktivis")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Polisi Tahan Dua Aktivis").click()
    row = page.locator("li.row", has_text="COERCE").first
    expect(row).to_be_visible()
    expect(page.locator("article .lit")).to_have_count(0)
    row.locator("a").first.click()
    expect(row).to_have_class(re.compile(r"\blit\b"))
    expect(page.locator("article .m.lit.trigger").first).to_contain_text("menahan", ignore_case=True)
    page.keyboard.press("Escape")
    expect(page.locator(".lit")).to_have_count(0)
    assert page.complaints == []


def test_words_lead_to_their_row(page) -> None:
    page.goto("/articles/1")
    page.locator("article .m.trigger", has_text="menahan").first.click()
    expect(page.locator("aside li.row.lit", has_text="COERCE").first).to_be_visible()


def test_evidence_is_one_click_away_without_scripts(browser, room) -> None:
    context = browser.new_context(base_url=room.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/events?type=COERCE&actor=IDNCOP")
    page.locator("tbody a", has_text="menahan").first.click()
    expect(page.locator("article .m.lit.trigger").first).to_be_visible()
    context.close()


def test_nothing_of_a_hostile_article_runs_or_asks_for_anything_outside(page) -> None:
    paths = ["/", "/events", "/actors", "/positions", "/stories", "/search?q=polisi"]
    paths += [f"/articles/{n}" for n in range(2, 2 + len(reading_room.HOSTILE))]
    for path in paths:
        page.goto(path)
        for details in page.locator("summary").all():
            details.click()
        assert page.complaints == [], path


@pytest.mark.parametrize("path", ["/", "/events", "/articles/1", "/stories", "/positions", "/actors"])
def test_a_phone_needs_no_scrolling_sideways(browser, room, path) -> None:
    context = browser.new_context(base_url=room.address, viewport={"width": 360, "height": 720})
    page = context.new_page()
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
