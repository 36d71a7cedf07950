"""Takes the pictures of the docs: reads the bundled examples into an archive, serves it, photographs pages.

    python scripts/screenshots.py [FOLDER]

Needs Debian's chromium. Further pictures (dark, phone) with --all, to be looked at and not kept.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from saksi.archive import Archive, open_archive
from saksi.faces.web.app import create_app
from saksi.readers.open import read_sources

HOME = Path(__file__).parents[1]
LARGEST = 200_000  # bytes of a picture
DESK, PHONE = {"width": 1080, "height": 700}, {"width": 390, "height": 844}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=HOME / "docs" / "pictures")
    parser.add_argument("--all", action="store_true", help="Every page, also dark and as on a phone.")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        filled(Path(folder) / "a.db") as archive,
        served(archive) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        pages = pages_of(archive)
        photograph(browser, address, pages, given.folder)
        if given.all:
            more = {**pages, **further(archive)}
            photograph(browser, address, more, given.folder, "-dark", color_scheme="dark", full=True)
            photograph(browser, address, more, given.folder, "-phone", viewport=PHONE, full=True)
            photograph(browser, address, further(archive), given.folder, "-light", full=True)
        browser.close()


@contextmanager
def filled(where: Path) -> Iterator[Archive]:
    """An archive of the bundled examples."""
    with open_archive(where, create=True) as archive:
        archive.add(read_sources([str(HOME / "examples" / "articles"), str(HOME / "examples" / "laporan")]))
        archive.update_stories()
        yield archive


@contextmanager
def served(archive: Archive) -> Iterator[str]:
    """The address at which the archive is served."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(archive), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)


def pages_of(archive: Archive) -> dict[str, str]:
    """The five pictures of the docs: name and path of the page."""
    told = archive.search("bentrokan pelabuhan", sort="oldest")[0]
    lit = next(e for e in archive.record(told.article.number).events if e.type == "COERCE")
    story = max(archive.stories(limit=50), key=lambda row: row.articles)
    actor = archive.actors("Hadi Purnomo")[0].actor
    return {
        "home": "/",
        "search": "/search?q=polisi",
        "article": f"/articles/{told.article.number}?lit={lit.id}",
        "story": f"/stories/{story.id}",
        "actor": f"/actors/{actor.id}",
    }


def further(archive: Archive) -> dict[str, str]:
    """Other kinds of pages."""
    place = next(row.place for row in archive.places() if row.place.name == "Balikpapan")
    return {
        "events": "/events", "actors": "/actors", "places": "/places", "place": f"/places/{place.id}",
        "positions": "/positions", "stories": "/stories", "html": "/articles/8",
    }  # fmt: skip


def photograph(
    browser: Browser, address: str, pages: dict[str, str], folder: Path, mark: str = "", *,
    full: bool = False, **context: object,
) -> None:  # fmt: skip
    """A picture of every page."""
    opened = browser.new_context(base_url=address, **{"viewport": DESK, **context})
    page = opened.new_page()
    for name, path in pages.items():
        page.goto(path)
        settle(page)
        file = folder / f"{name}{mark}.png"
        page.screenshot(path=file, full_page=full)
        if not full and file.stat().st_size > LARGEST:
            raise SystemExit(f"{file.name} has {file.stat().st_size} bytes, more than {LARGEST}")
    opened.close()


def settle(page: Page) -> None:
    """Waits for the drawings, those out of sight too."""
    for image in page.locator("img").all():
        image.evaluate("img => { img.loading = 'eager'; return img.decode() }")


if __name__ == "__main__":
    main()
