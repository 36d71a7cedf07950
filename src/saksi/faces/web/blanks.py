"""Takes the empty fields that a browser's form sends out of the address of a page."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from starlette.types import ASGIApp, Receive, Scope, Send

from saksi.faces.web.errors import API

_FOR_PROGRAMS = (API, "/plots/")  # what the OpenAPI document describes, and no form leads to


class WithoutBlanks:
    """ASGI middleware. A program says what it means: addresses that no form leads to are left as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hands the request on with what its form was filled in with."""
        if scope["type"] == "http" and not scope["path"].startswith(_FOR_PROGRAMS):
            query = scope["query_string"]
            if query.endswith(b"=") or b"=&" in query:
                scope = {**scope, "query_string": _filled(query.decode("latin-1")).encode("latin-1")}
        await self._app(scope, receive, send)


def _filled(query: str) -> str:
    return urlencode(parse_qsl(query, errors="surrogateescape"), errors="surrogateescape")
