"""Answers kept as long as the archive stays as it is, and told apart by ETags.

A page or an API answer depends on its address, its language and what the archive holds; so one that was
made since the archive last changed is given again, and a browser that has it already is told so (304).
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from saksi import __version__
from saksi.archive import Archive
from saksi.errors import ArchiveError
from saksi.faces.web.language import language_of
from saksi.faces.web.streams import wants_lines

LARGEST = 64 << 20  # bytes of all answers that are kept
_KEPT_PATHS = re.compile(
    r"/(?:(?:api/v1/)?(?:search|facets|events|positions|quotes|actors|places|stories|articles|counts|archive"
    r"|plots)(?:/.*)?)?"
)
_OURS = ((b"cache-control", b"private, no-cache"), (b"vary", b"Accept, Accept-Language, Cookie"))
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Answer:
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class Caching:
    """ASGI middleware; what stands before it must have let the reader in."""

    def __init__(self, app: ASGIApp, archive: Archive) -> None:
        self._app = app
        self._archive = archive
        self._state = -1
        self._kept: OrderedDict[Key, _Answer] = OrderedDict()
        self._size = 0
        self._making: dict[Key, asyncio.Lock] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Gives a kept answer, or makes one and keeps it."""
        if not _may_be_kept(scope):
            await self._app(scope, receive, send)
            return
        try:
            state = await run_in_threadpool(self._archive.state)
        except ArchiveError:
            await self._app(scope, receive, send)  # which will say so in its own manner
            return
        key = (scope["path"], scope["query_string"].decode("latin-1"), language_of(Request(scope)))
        tag = _tag(state, key)
        if tag in Headers(scope=scope).get("if-none-match", ""):
            await _send(send, 304, ((b"etag", tag.encode()), *_OURS), b"")
            return
        # Of readers who ask for the same at once, one waits for it to be made and the others for that one.
        lock = self._making.setdefault(key, asyncio.Lock())
        async with lock:
            answer = self._held(state, key)
            if answer is None:
                answer = await self._make(scope, receive, send, tag)
                if answer is not None:
                    self._keep(state, key, answer)
        self._making.pop(key, None)
        if answer is not None:
            await _send(send, 200, answer.headers, answer.body)

    async def _make(self, scope: Scope, receive: Receive, send: Send, tag: str) -> _Answer | None:
        """The answer if it can be kept; another one is sent as it comes, and None returned."""
        started: list[Message] = []
        parts: list[bytes] = []

        async def catch(message: Message) -> None:
            if message["type"] == "http.response.start" and not started and _is_keepable(message):
                started.append(message)
            elif started:
                parts.append(message.get("body", b""))
            else:
                await send(message)

        await self._app(scope, receive, catch)
        if not started:
            return None
        return _Answer((*started[0]["headers"], (b"etag", tag.encode()), *_OURS), b"".join(parts))

    def _held(self, state: int, key: Key) -> _Answer | None:
        if state != self._state:
            self._kept.clear()
            self._state, self._size = state, 0
        answer = self._kept.get(key)
        if answer is not None:
            self._kept.move_to_end(key)
        return answer

    def _keep(self, state: int, key: Key, answer: _Answer) -> None:
        if state != self._state or len(answer.body) > LARGEST // 8:
            return
        self._kept[key] = answer
        self._size += len(answer.body)
        while self._size > LARGEST:
            _, gone = self._kept.popitem(last=False)
            self._size -= len(gone.body)


def _may_be_kept(scope: MutableMapping[str, Any]) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or not _KEPT_PATHS.fullmatch(scope["path"]):
        return False
    return not wants_lines(scope["path"], Headers(scope=scope).get("accept", ""))


def _is_keepable(start: Message) -> bool:
    """Whether an answer is the same for every reader: one that sets a cookie or forbids it is not."""
    headers = Headers(raw=start["headers"])
    return (
        start["status"] == 200
        and "set-cookie" not in headers
        and "no-store" not in headers.get("cache-control", "")
    )


def _tag(state: int, key: Key) -> str:
    digest = hashlib.blake2b(repr((__version__, state, key)).encode(), digest_size=12)
    return f'"{digest.hexdigest()}"'


async def _send(
    send: Callable[[Message], Awaitable[None]],
    status: int,
    headers: tuple[tuple[bytes, bytes], ...],
    body: bytes,
) -> None:
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})
