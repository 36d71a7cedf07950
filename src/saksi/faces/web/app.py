"""The reading room as an ASGI application, and what every answer of it says to the browser."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from saksi import __version__
from saksi.archive import Archive
from saksi.faces.web import api, dossier_pages, language, pages, plots, rows_api, things_api
from saksi.faces.web.caching import Caching
from saksi.faces.web.errors import add_error_pages
from saksi.faces.web.headers import HEADERS
from saksi.faces.web.rendering import HOME


def create_app(archive: Archive) -> FastAPI:
    """The application over an open archive; whoever opened the archive closes it."""
    app = FastAPI(
        title="Saksi", version=__version__, openapi_url="/api/v1/openapi.json", docs_url=None, redoc_url=None
    )
    app.state.archive = archive
    app.mount("/static", StaticFiles(directory=HOME / "static"), name="static")
    for part in (pages, dossier_pages, api, rows_api, things_api, plots, language):
        app.include_router(part.router)
    add_error_pages(app)
    app.add_middleware(Caching, archive=archive)

    @app.middleware("http")
    async def with_headers(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await answer(request)
        response.headers.update(HEADERS)
        return response

    return app
