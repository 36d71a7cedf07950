"""The reading room as an ASGI application, and what every answer of it says to the browser."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from saksi import __version__
from saksi.archive import Archive
from saksi.faces.web import (
    api,
    dossier_pages,
    language,
    login_pages,
    pages,
    plots,
    review_api,
    review_pages,
    rows_api,
    things_api,
)
from saksi.faces.web.blanks import WithoutBlanks
from saksi.faces.web.caching import Caching
from saksi.faces.web.errors import add_error_pages
from saksi.faces.web.making import InTurn
from saksi.faces.web.openapi import DescribedApp
from saksi.faces.web.rendering import HOME, ready
from saksi.faces.web.security.access import Access
from saksi.faces.web.security.door import Door
from saksi.faces.web.security.forms import Forms
from saksi.faces.web.security.guard import Guard
from saksi.faces.web.workers import Workers

OPEN = Access()
_PARTS = (
    pages, dossier_pages, review_pages, login_pages, language, plots,
    api, rows_api, things_api, review_api,
)  # fmt: skip


def create_app(archive: Archive, access: Access = OPEN, workers: Workers | None = None) -> FastAPI:
    """The application over an open archive; whoever opened the archive closes it.

    Without `access` it answers to localhost and IP addresses only, asks for no password and counts nothing.
    Without `workers` all answers are made in this process.
    """
    app = plain_app(archive, Forms(workers.key if workers else None))
    app.state.door = door = Door(access.password) if access.password else None
    app.add_middleware(Caching, archive=archive, make=workers or InTurn())
    app.add_middleware(WithoutBlanks)
    # The last one stands outermost: nobody is given a kept page whom the guard would not let in.
    app.add_middleware(Guard, access=access, door=door)
    return app


def plain_app(archive: Archive, forms: Forms) -> FastAPI:
    """The application that makes the answers; it trusts whoever asks, and what stands before it must not."""
    app = DescribedApp(
        title="Saksi", version=__version__, openapi_url="/api/v1/openapi.json", docs_url=None, redoc_url=None
    )
    app.state.archive = archive
    app.state.forms = forms
    app.state.door = None
    app.mount("/static", StaticFiles(directory=HOME / "static"), name="static")
    for part in _PARTS:
        app.include_router(part.router)
    app.state.routes = [route for part in _PARTS for route in part.router.routes]
    add_error_pages(app)
    ready()
    return app
