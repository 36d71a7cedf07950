"""Reviewing in a real browser: from the search to the decision, with the keyboard, and without scripts."""

from __future__ import annotations

import pytest

pytest.importorskip("fastapi", reason="needs saksi[web]")
pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

from playwright.sync_api import expect
from test_web_browser import browser, page, room  # noqa: F401


def test_open_search_click_a_row_see_the_words_lit_review_see_the_change(page) -> None:  # noqa: F811
    page.goto("/")
    page.locator("#q").fill("aktivis")
    page.locator("#q").press("Enter")
    page.get_by_role("link", name="Polisi Tahan Dua Aktivis").click()
    row = page.locator("li.row", has_text="COERCE").first
    row.locator("a").first.click()
    expect(page.locator("article .m.lit.trigger").first).to_be_visible()
    row.get_by_role("link", name="Review").click()
    form = page.locator("form.review")
    expect(form.get_by_label("type")).to_have_value("COERCE")
    form.get_by_label("reviewer").fill("Ani")
    form.get_by_label("type").select_option("ASSAULT")
    form.get_by_role("button", name="Correct").click()
    beside = page.locator("li.row.lit .judged")
    expect(beside).to_contain_text("corrected → ASSAULT by Ani")
    # The machine's own word stands as it was.
    expect(page.locator("li.row.lit .type").first).to_contain_text("COERCE")
    expect(page.locator("form.review")).to_have_count(0)
    assert page.complaints == []


def test_the_queue_is_worked_through_by_keys(page) -> None:  # noqa: F811
    page.goto("/review")
    page.keyboard.press("n")
    form = page.locator("form.review")
    first = form.locator("input[name=item]").input_value()
    article = form.locator("input[name=article]").input_value()
    form.get_by_label("reviewer").fill("Budi")
    form.get_by_label("reviewer").press("Enter")  # presses no button
    expect(form).to_be_visible()
    form.get_by_label("reviewer").blur()
    page.keyboard.press("r")  # a reject needs its reason
    expect(form.get_by_label("reason")).to_be_focused()
    page.keyboard.type("bukan peristiwa")
    form.get_by_label("reason").blur()
    with page.expect_navigation():
        page.keyboard.press("r")
    page.goto(f"/articles/{article}")
    expect(page.locator(f"#d-{first}")).to_contain_text("rejected by Budi")
    assert page.complaints == []


def test_reviewing_needs_no_script(browser, room) -> None:  # noqa: F811
    context = browser.new_context(base_url=room.address, java_script_enabled=False)
    opened = context.new_page()
    opened.goto("/articles/1?review=a1#r-a1")
    opened.locator("form.review input[name=reviewer]").fill("Cici")
    opened.locator("form.review button[value=accept]").click()
    expect(opened.locator("#d-a1")).to_contain_text("accepted by Cici")
    context.close()


@pytest.mark.parametrize("path", ["/review", "/review/figures", "/articles/1?review=e1"])
def test_reviewing_fits_a_phone(browser, room, path) -> None:  # noqa: F811
    context = browser.new_context(base_url=room.address, viewport={"width": 360, "height": 720})
    opened = context.new_page()
    opened.goto(path)
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
