"""Answers that are made whole before any of them is sent, so that a slow reader holds nobody up."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from starlette.types import ASGIApp, Message, Scope, Send

DRAWINGS = "/plots/"  # take ten times as long as pages
_AT_ONCE = {False: 2, True: 1}  # pages, drawings


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to one request; headers as ASGI has them."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    async def send(self, send: Send) -> None:
        """Gives it to the client."""
        await send({"type": "http.response.start", "status": self.status, "headers": list(self.headers)})
        await send({"type": "http.response.body", "body": self.body})


class Make(Protocol):
    """What makes the answer to a GET request."""

    async def __call__(self, app: ASGIApp, scope: Scope) -> Answer:
        """The answer that `app` gives."""


class InTurn:
    """Makes answers in this process, in the order in which they were asked for, a few at once.

    Threads of one Python share one processor: twenty answers that are begun together are all finished last.
    Drawings have a turn of their own, or a page would wait for them.
    """

    def __init__(self) -> None:
        self._turns = {drawing: asyncio.Semaphore(most) for drawing, most in _AT_ONCE.items()}

    async def __call__(self, app: ASGIApp, scope: Scope) -> Answer:
        """See Make."""
        async with self._turns[scope["path"].startswith(DRAWINGS)]:
            return await answer_of(app, scope)


async def answer_of(app: ASGIApp, scope: Mapping[str, Any]) -> Answer:
    """The whole answer of an app to a request without a body. What the app raises goes through."""
    started: list[Message] = []
    parts: list[bytes] = []

    async def catch(message: Message) -> None:
        if message["type"] == "http.response.start":
            started.append(message)
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    await app({**scope}, _nothing, catch)
    return Answer(started[0]["status"], tuple(started[0]["headers"]), b"".join(parts))


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}
