"""Answers kept as long as the archive stays as it is, and told apart by ETags.

A page or an API answer depends on its address, its language and what the archive holds; so one that was
made since the archive last changed is given again, and a browser that has it already is told so (304).
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections import OrderedDict
from dataclasses import replace

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from saksi import __version__
from saksi.archive import Archive
from saksi.errors import ArchiveError
from saksi.faces.web.language import language_of
from saksi.faces.web.making import Answer, Make
from saksi.faces.web.streams import wants_lines

LARGEST = 64 << 20  # bytes of all answers that are kept
_KEPT_PATHS = re.compile(
    r"/(?:(?:api/v1/)?(?:search|facets|events|positions|quotes|actors|places|stories|articles|counts|archive"
    r"|plots)(?:/.*)?)?"
)
# Pages of reviewers are each for one of them: made like others, and not kept.
_WHOLE_PATHS = re.compile(rf"{_KEPT_PATHS.pattern}|/review(?:/.*)?|/api/v1/reviews/queue")
_OURS = ((b"cache-control", b"private, no-cache"), (b"vary", b"Accept, Accept-Language, Cookie"))
Key = tuple[str, str, str]


class Caching:
    """ASGI middleware; what stands before it must have let the reader in. `make` makes what is not kept."""

    def __init__(self, app: ASGIApp, archive: Archive, make: Make) -> None:
        self._app = app
        self._archive = archive
        self._make = make
        self._state = -1
        self._stamped: tuple[int | None, int] = (
            None,
            -1,
        )  # a stamp of the database, the state that it stands for
        self._kept: OrderedDict[Key, Answer] = OrderedDict()
        self._size = 0
        self._making: dict[Key, asyncio.Lock] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Gives a kept answer, or makes one and keeps it."""
        if _is_made_whole(scope) and not _KEPT_PATHS.fullmatch(scope["path"]):
            await (await self._make(self._app, scope)).send(send)
        elif _is_made_whole(scope):
            await self._give(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _give(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            state = await self._state_now()
        except ArchiveError:
            await self._app(scope, receive, send)  # which will say so in its own manner
            return
        key = (scope["path"], scope["query_string"].decode("latin-1"), language_of(Request(scope)))
        tag = _tag(state, key)
        if tag in Headers(scope=scope).get("if-none-match", ""):
            await Answer(304, ((b"etag", tag.encode()), *_OURS), b"").send(send)
            return
        # Of readers who ask for the same at once, one waits for it to be made and the others for that one.
        lock = self._making.setdefault(key, asyncio.Lock())
        try:
            async with lock:
                answer = self._held(state, key) or await self._made(state, key, tag, scope)
        finally:
            self._making.pop(key, None)
        await answer.send(send)

    async def _state_now(self) -> int:
        """The archive's state; it is asked only if something may have changed. Raises ArchiveError."""
        stamp, state = self._archive.database.stamp(), self._stamped[1]
        if stamp is None or stamp != self._stamped[0]:
            state = await run_in_threadpool(self._archive.state)
            self._stamped = (stamp, state)
        return state

    async def _made(self, state: int, key: Key, tag: str, scope: Scope) -> Answer:
        """A new answer, kept if it is the same for every reader."""
        answer = await self._make(self._app, scope)
        if _is_keepable(answer):
            answer = replace(answer, headers=(*answer.headers, (b"etag", tag.encode()), *_OURS))
            self._keep(state, key, answer)
        return answer

    def _held(self, state: int, key: Key) -> Answer | None:
        if state != self._state:
            self._kept.clear()
            self._state, self._size = state, 0
        answer = self._kept.get(key)
        if answer is not None:
            self._kept.move_to_end(key)
        return answer

    def _keep(self, state: int, key: Key, answer: Answer) -> None:
        if state != self._state or len(answer.body) > LARGEST // 8:
            return
        self._kept[key] = answer
        self._size += len(answer.body)
        while self._size > LARGEST:
            _, gone = self._kept.popitem(last=False)
            self._size -= len(gone.body)


def _is_made_whole(scope: Scope) -> bool:
    """Whether this asks for a page or an answer: nothing that changes anything, and no stream."""
    if scope["type"] != "http" or scope["method"] != "GET" or not _WHOLE_PATHS.fullmatch(scope["path"]):
        return False
    return not wants_lines(scope["path"], Headers(scope=scope).get("accept", ""))


def _is_keepable(answer: Answer) -> bool:
    """Whether an answer is the same for every reader: one that sets a cookie or forbids it is not."""
    headers = Headers(raw=list(answer.headers))
    return (
        answer.status == 200
        and "set-cookie" not in headers
        and "no-store" not in headers.get("cache-control", "")
    )


def _tag(state: int, key: Key) -> str:
    digest = hashlib.blake2b(repr((__version__, state, key)).encode(), digest_size=12)
    return f'"{digest.hexdigest()}"'
