"""Every kind of page passes axe's rules of WCAG 2.2 level AA, in both languages, light and dark, wide and narrow."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="needs saksi[web]")
pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytest.importorskip("axe_playwright_python", reason="axe is not installed")

from axe_playwright_python.base import AXE_SCRIPT
from serving import Room
from test_web_browser import browser  # noqa: F401

from saksi.archive.review import Verdict
from saksi.faces.web.security import Access
from saksi.faces.web.security.door import hashed
from saksi.readers.open import read_sources

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"
PASSWORD = "kata sandi panjang"
LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 720}}
WHOLE = (("light", "desktop"), ("dark", "phone"))
LOOKS = ("color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable")
PATHS = (
    "/", "/search", "/search?q=polisi", "/search?q=polisi&type=COERCE", "/search?q=zzz", "/events", "/events?type=AID&actor=ZZZ",
    "/positions", "/stories", "/actors", "/actors?q=zzz", "/places", "/review", "/review?by=random", "/review?by=double",
    "/review/figures", "/review/decided", "/articles/1", "/articles/1?lit=e1", "/articles/1/original", "/articles/1?review=e1&lit=e1",
    "/articles/1?review=q1&lit=q1", "/articles/1?review=a1&lit=a1", "/nothing/here",
)  # fmt: skip


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A room where every page has something on it: stories that differ, reversals, decisions, samples."""
    made = Room(tmp_path_factory.mktemp("axe") / "a.db", read_sources([str(EXAMPLES)]))
    reviews = made.archive.reviews
    reviews.draw("event", 5)
    for article in (1, 2):
        for reviewer, verdict, reason, changes in (
            ("Ani", "accept", "", {}),
            ("Budi", "reject", "bukan peristiwa", {}),
            ("Cici", "correct", "", {"type": "ASSAULT"}),
        ):
            reviews.decide(article, "e1", Verdict(verdict, reviewer, reason, changes))
    reviews.decide(2, "a1", Verdict("accept", "Ani"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def door(tmp_path_factory):
    """A room with a password."""
    made = Room(tmp_path_factory.mktemp("door") / "a.db", [], Access(password=hashed(PASSWORD)))
    yield made
    made.close()


def paths_of(room) -> list[str]:
    """All kinds of page; of stories, actors and places those that have most to show, and a hostile article."""
    archive = room.archive
    told = max(archive.stories(limit=50), key=lambda s: s.articles)
    actor = max(archive.actors(limit=50), key=lambda a: len(archive.ledger(a.actor.id)))
    place = archive.places(limit=1)[0]
    hostile = archive.search("alert", limit=1)[0]
    more = (
        f"/stories/{told.id}",
        f"/actors/{actor.actor.id}",
        f"/places/{place.place.id}",
        f"/articles/{hostile.article.number}",
    )
    return [*PATHS, *more]


def faults(page, *, only: tuple[str, ...] = ()) -> list[str]:
    """What axe finds wrong, each rule with its first elements; `only`: these rules alone."""
    chosen = {"type": "rule", "values": only} if only else {"type": "tag", "values": LEVELS}
    asked = {"resultTypes": ["violations"], "runOnly": chosen}
    found = page.evaluate("asked => axe.run(asked)", asked)["violations"]
    return [
        f"{fault['id']} ({len(fault['nodes'])}): {node['html'][:200]} {node['failureSummary']}"
        for fault in found
        for node in fault["nodes"][:2]
    ]


def opened_wide(page) -> None:
    """Opens all that is folded away, and the page as it was received."""
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    if page.locator("#beside").count():
        page.locator("#beside").check()


@pytest.mark.parametrize("lang", ["en", "id"])
def test_no_page_has_a_fault_that_axe_can_see(browser, room, door, lang) -> None:  # noqa: F811
    """All rules on a wide light page and on a narrow dark one; those on looks also the other way about."""
    context = browser.new_context(reduced_motion="reduce")
    context.add_cookies([{"name": "lang", "value": lang, "url": room.address}])  # of the host: for both rooms
    page = context.new_page()
    told: list[str] = []
    for address in [*(room.address + path for path in paths_of(room)), f"{door.address}/login"]:
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == lang
        opened_wide(page)
        page.evaluate(AXE_SCRIPT)
        for scheme, size in itertools.product(("light", "dark"), SIZES):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(SIZES[size])
            only = () if (scheme, size) in WHOLE else LOOKS
            told += [f"{address} {scheme} {size}: {fault}" for fault in faults(page, only=only)]
    context.close()
    assert not told, "\n".join(told)
