"""Takes the pictures of the docs: reads the bundled examples into an archive, serves it, photographs pages.

    python scripts/screenshots.py [FOLDER]      # or make pictures

Needs Debian's chromium. Further pictures (dark, phone, Indonesian) with --all, to be looked at and not kept.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import tempfile
import threading
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from saksi.archive import Archive, open_archive
from saksi.faces.web.app import create_app
from saksi.faces.web.language import COOKIE
from saksi.readers.open import read_sources

HOME = Path(__file__).parents[1]
LARGEST = 150_000  # bytes of a picture
SHARP, QUALITY = 1.5, 82  # dots to a pixel, percent
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
        five = pages_of(archive)
        for file in photograph(browser, address, five, given.folder):
            if file.stat().st_size > LARGEST:
                raise SystemExit(f"{file.name} has {file.stat().st_size} bytes, more than {LARGEST}")
        if given.all:
            every = {name: path for name, (path, _) in five.items()} | further(archive)
            pages = {name: (path, "") for name, path in every.items()}
            photograph(browser, address, pages, given.folder, "-light")
            photograph(browser, address, pages, given.folder, "-dark", color_scheme="dark")
            photograph(browser, address, pages, given.folder, "-phone", viewport=PHONE)
            photograph(browser, address, pages, given.folder, "-id", language="id")
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


def pages_of(archive: Archive) -> dict[str, tuple[str, str]]:
    """The five pictures of the docs: name, path of the page, and what of it is shown ("" for its top)."""
    told = archive.search("bentrokan pelabuhan", sort="oldest")[0]
    lit = next(e for e in archive.record(told.article.number).events if e.type == "COERCE")
    story = max(archive.stories(limit=50), key=lambda row: row.articles)
    actor = archive.actors("Hadi Purnomo")[0].actor
    return {
        "home": ("/", ""),
        "article": (f"/articles/{told.article.number}?lit={lit.id}", ""),
        "story": (f"/stories/{story.id}", ""),
        "actor": (f"/actors/{actor.id}", ""),
        "drawings": ("/events", ".plots"),
    }


def further(archive: Archive) -> dict[str, str]:
    """Other kinds of pages."""
    place = next(row.place for row in archive.places() if row.place.name == "Balikpapan")
    return {
        "search": "/search?q=polisi", "events": "/events", "actors": "/actors", "places": "/places",
        "place": f"/places/{place.id}", "positions": "/positions", "stories": "/stories",
        "html": "/articles/8", "review": "/review", "nothing": "/search?q=xyzzy",
    }  # fmt: skip


def photograph(
    browser: Browser, address: str, pages: Mapping[str, tuple[str, str]], folder: Path, mark: str = "", *,
    language: str = "en", **context: object,
) -> list[Path]:  # fmt: skip
    """A picture of every page, whole pages where `mark` is given; the files."""
    scale = 1 if mark else SHARP
    opened = browser.new_context(base_url=address, device_scale_factor=scale, **{"viewport": DESK, **context})
    opened.add_cookies([{"name": COOKIE, "value": language, "url": address}])
    page = opened.new_page()
    files = []
    for name, (path, part) in pages.items():
        page.goto(path)
        settle(page)
        if mark:
            files.append(folder / f"{name}{mark}.png")
            page.screenshot(path=files[-1], full_page=True)
        else:
            files.append(folder / f"{name}.webp")
            files[-1].write_bytes(webp(page, part))
    opened.close()
    return files


def webp(page: Page, part: str) -> bytes:
    """The top of a page, or a part of it, as WebP, which the browser writes and Playwright cannot ask for."""
    size = page.viewport_size or DESK
    clip = page.locator(part).bounding_box() if part else {"x": 0, "y": 0, **size}
    asked = {
        "format": "webp",
        "quality": QUALITY,
        "captureBeyondViewport": True,
        "clip": {**clip, "scale": 1},
    }
    return b64decode(page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)["data"])


def settle(page: Page) -> None:
    """Waits for the drawings, those out of sight too."""
    for image in page.locator("img").all():
        image.evaluate("img => { img.loading = 'eager'; return img.decode() }")


if __name__ == "__main__":
    main()
