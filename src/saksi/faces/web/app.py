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
from saksi.faces.web.caching import Caching
from saksi.faces.web.errors import add_error_pages
from saksi.faces.web.openapi import DescribedApp
from saksi.faces.web.rendering import HOME
from saksi.faces.web.security.access import Access
from saksi.faces.web.security.door import Door
from saksi.faces.web.security.forms import Forms
from saksi.faces.web.security.guard import Guard

OPEN = Access()


def create_app(archive: Archive, access: Access = OPEN) -> FastAPI:
    """The application over an open archive; whoever opened the archive closes it.

    Without `access` it answers to localhost and IP addresses only, asks for no password and counts nothing.
    """
    app = DescribedApp(
        title="Saksi", version=__version__, openapi_url="/api/v1/openapi.json", docs_url=None, redoc_url=None
    )
    app.state.archive = archive
    app.state.forms = Forms()
    app.state.door = door = Door(access.password) if access.password else None
    app.mount("/static", StaticFiles(directory=HOME / "static"), name="static")
    for part in (pages, dossier_pages, review_pages, login_pages, language, plots):
        app.include_router(part.router)
    for part in (api, rows_api, things_api, review_api):
        app.include_router(part.router)
    add_error_pages(app)
    app.add_middleware(Caching, archive=archive)
    # The last one stands outermost: nobody is given a kept page whom the guard would not let in.
    app.add_middleware(Guard, access=access, door=door)
    return app
