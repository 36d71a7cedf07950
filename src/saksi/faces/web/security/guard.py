"""The guard: what every request must pass, and what every answer tells the browser."""

from __future__ import annotations

import asyncio
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from saksi.faces.web.errors import API, answer_error
from saksi.faces.web.headers import HEADERS
from saksi.faces.web.security.access import Access
from saksi.faces.web.security.door import SESSION, Door
from saksi.faces.web.security.limits import Buckets, client_key, retry_after

SMALL, LARGE = 64 * 1024, 2 * 1024 * 1024  # bytes of a body
READ, LOGIN = "/api/v1/read", "/login"
ATTEMPTS = 6  # passwords that one client may try in a minute
_LARGEST = {READ: LARGE}
_COSTS = {READ: 20.0}  # what takes a processor for long counts for more
_DRAWINGS, _COST_OF_DRAWING = "/plots/", 5.0
_SAFE = ("GET", "HEAD", "OPTIONS")
_OPEN = (LOGIN, "/language")  # for those who are not in yet
_ASSETS = "/static/"
_PATIENCE = 30.0  # seconds to wait for the next piece of a body


class Guard:
    """ASGI middleware. Refuses with the status that says why, in the manner of the address."""

    def __init__(self, app: ASGIApp, access: Access, door: Door | None) -> None:
        self._app = app
        self._access = access
        self._door = door
        self._requests = Buckets(access.per_minute) if access.per_minute else None
        self._attempts = Buckets(ATTEMPTS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or answers it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            outside = await self._check(request)
        except HTTPException as error:
            outside = answer_error(request, error.status_code, str(error.detail), error.headers)
        if outside is not None:
            await outside(scope, receive, _speaking(send))
        else:
            largest = _LARGEST.get(scope["path"], SMALL)
            await self._app(scope, _measured(receive, largest), _speaking(send))

    async def _check(self, request: Request) -> Response | None:
        """None: go on. Raises HTTPException."""
        headers = request.headers
        if not self._access.knows(headers.get("host", "")):
            raise HTTPException(400, "this server is not known by that name (saksi serve --allow-host)")
        self._count(request)
        if request.method not in _SAFE:
            refuse_other_sites(headers)
            refuse_large(headers, _LARGEST.get(request.url.path, SMALL))
        return await self._let_in(request)

    def _count(self, request: Request) -> None:
        client = client_key(request.client.host if request.client else "")
        path = request.url.path
        if self._requests is not None:
            cost = _COST_OF_DRAWING if path.startswith(_DRAWINGS) else _COSTS.get(path, 1.0)
            _refuse_many(self._requests.wait(client, cost))
        if self._door is not None and path == LOGIN and request.method == "POST":
            _refuse_many(self._attempts.wait(client))

    async def _let_in(self, request: Request) -> Response | None:
        path = request.url.path
        if self._door is None or path in _OPEN or path.startswith(_ASSETS):
            return None
        if self._door.is_open(request.cookies.get(SESSION, "")):
            return None
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and await self._is_password(request, given.strip()):
            return None
        if path.startswith(API) or request.method not in _SAFE:
            raise HTTPException(401, "give the password as a bearer token", {"WWW-Authenticate": "Bearer"})
        asked = f"{path}?{request.url.query}" if request.url.query else path
        return RedirectResponse(f"{LOGIN}?back={quote(asked, safe='')}", 303)

    async def _is_password(self, request: Request, given: str) -> bool:
        assert self._door is not None
        if self._door.is_known(given):
            return True
        _refuse_many(self._attempts.wait(client_key(request.client.host if request.client else "")))
        return await run_in_threadpool(self._door.is_right, given)


def refuse_other_sites(headers: Headers) -> None:
    """Raises HTTPException (403) if a browser sends this for a page of another site. Programs may."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403, "a page of another site may not change anything here")
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
        raise HTTPException(403, "a page of another site may not change anything here")


def refuse_large(headers: Headers, largest: int) -> None:
    """Raises HTTPException (413) if a body says that it is larger."""
    said = headers.get("content-length", "")
    if said.isascii() and said.isdigit() and (len(said) > 18 or int(said) > largest):
        raise HTTPException(413, f"a body here has at most {largest} bytes")


def _refuse_many(seconds: float) -> None:
    if seconds > 0:
        raise HTTPException(429, "too many requests; wait a little", retry_after(seconds))


def _measured(receive: Receive, largest: int) -> Receive:
    """`receive`, that gives up on a body which is larger than its header said, or never ends."""
    got = 0
    whole = False

    async def measured() -> Message:
        nonlocal got, whole
        if whole:
            return await receive()  # only whether the client is still there
        try:
            message = await asyncio.wait_for(receive(), _PATIENCE)
        except TimeoutError as error:
            raise HTTPException(408, "the rest of the body did not come") from error
        got += len(message.get("body", b""))
        whole = not message.get("more_body", False)
        if got > largest:
            raise HTTPException(413, f"a body here has at most {largest} bytes")
        return message

    return measured


def _speaking(send: Send) -> Send:
    """`send`, with the headers of the room on every answer."""

    async def speaking(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(HEADERS)
        await send(message)

    return speaking
