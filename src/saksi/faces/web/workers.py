"""Processes that make the answers of a served archive, so that every processor of a machine has its part.

The process that listens keeps what readers share (the door, the counting of requests, the kept answers) and
hands over what must be made: questions that change nothing. Each worker has the archive open for itself and
makes one answer at a time. Drawings have a worker of their own: one takes as long as fifty pages.
"""

from __future__ import annotations

import asyncio
import gc
import json
import multiprocessing
import signal
import struct
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from socket import socket, socketpair
from types import TracebackType
from typing import Any, TypeVar

import anyio.to_thread
from starlette.types import ASGIApp, Scope

from saksi.archive import open_archive
from saksi.faces.web.making import DRAWINGS, Answer, InTurn, answer_of

T = TypeVar("T")
_SAID = ("type", "asgi", "http_version", "method", "scheme", "path", "raw_path", "query_string", "root_path",
         "headers", "client", "server")  # fmt: skip
_SIZES = struct.Struct(">II")  # of the head (JSON) and the body of the message that follows
_BYTES = "latin-1"  # one character a byte
_IN_BYTES = frozenset({"raw_path", "query_string"})
_PAIRS = frozenset({"client", "server"})
_PATIENCE = 5.0  # seconds that a worker has to finish what it does
# What a worker asks itself before others ask it: templates, words and rankings are then at hand.
_REHEARSED = (
    "/", "/search?q=serangan", "/search?q=serangan&type=ASSAULT&until=2025-01-01",
    "/events", "/events?once=true", "/events?until=2025-01-01",
    "/positions", "/stories", "/stories?q=serangan", "/actors", "/places", "/review",
)  # fmt: skip


class Workers:
    """`pages` processes for pages and answers and one for drawings, each on the archive at `where`.

    `key` is that of the forms, see `security.forms.Forms`. To be used as a context and given to `create_app`.
    """

    def __init__(self, where: str, pages: int, key: bytes) -> None:
        self.key = key
        self._where = where
        self._counts = {False: pages, True: 1}  # for pages; for drawings
        self._gangs: dict[bool, _Gang] = {}
        self._alone: InTurn | None = None

    def __enter__(self) -> Workers:
        self._gangs = {
            drawing: _Gang(
                [_hired(self._where, self.key, () if drawing else _REHEARSED) for _ in range(count)]
            )
            for drawing, count in self._counts.items()
        }
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for gang in self._gangs.values():
            gang.dismiss()

    async def __call__(self, app: ASGIApp, scope: Scope) -> Answer:
        """See making.Make. What a worker dies of is made here."""
        gang = self._gangs[scope["path"].startswith(DRAWINGS)]
        said = {name: scope[name] for name in _SAID if name in scope}
        # A reader may go away, but what a worker was asked it answers, and the answer must be taken.
        answer = await asyncio.shield(asyncio.ensure_future(gang.ask(said)))
        if answer is None:
            self._alone = self._alone or InTurn()
            return await self._alone(app, scope)
        return answer


@dataclass(slots=True)
class _Worker:
    """A process and our end of the line to it; the stream is opened when it is first asked."""

    process: multiprocessing.process.BaseProcess
    line: socket
    stream: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, said: Mapping[str, Any]) -> Answer:
        """Raises OSError or EOFError if the process has died."""
        if self.stream is None:
            self.stream = await asyncio.open_connection(sock=self.line)
        reader, writer = self.stream
        writer.write(_packed(_told(said)))
        await writer.drain()
        head, body = _SIZES.unpack(await reader.readexactly(_SIZES.size))
        return _answered(await reader.readexactly(head), await reader.readexactly(body))


class _Gang:
    """Workers that take what is asked in its order.

    Whoever is done is handed to the one who has waited longest: put into a queue, it could be taken by a
    question that has just come, and those that wait would wait a second time.
    """

    def __init__(self, workers: list[_Worker]) -> None:
        self._workers = workers
        self._idle = deque(workers)
        self._waiting: deque[asyncio.Future[_Worker | None]] = deque()

    async def ask(self, said: Mapping[str, Any]) -> Answer | None:
        """None if the worker that was asked has died, or all have."""
        worker = await self._turn()
        if worker is None:
            return None
        try:
            answer = await worker.ask(said)
        except (OSError, EOFError):
            self._lose(worker)
            return None
        except BaseException:
            self._hand_on(worker)
            raise
        self._hand_on(worker)
        return answer

    async def _turn(self) -> _Worker | None:
        """A worker that is free, as soon as there is one; None if nobody is left."""
        if self._idle or not self._workers:
            return self._idle.popleft() if self._idle else None
        turn: asyncio.Future[_Worker | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        return await turn

    def _hand_on(self, worker: _Worker) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(worker)
                return
        self._idle.append(worker)

    def _lose(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        while self._waiting and not self._workers:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)

    def dismiss(self) -> None:
        """Ends all."""
        for worker in self._workers:
            worker.line.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(_PATIENCE)


def _hired(where: str, key: bytes, rehearsed: Sequence[str]) -> _Worker:
    ours, theirs = socketpair()
    # A copy of a process would share its open database, which does not bear it.
    process = multiprocessing.get_context("spawn").Process(
        target=_work, args=(theirs, where, key, rehearsed), name="saksi-pages", daemon=True
    )
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _work(line: socket, where: str, key: bytes, rehearsed: Sequence[str]) -> None:
    """What a worker does, until the other end of the line is closed."""
    from saksi.faces.web.app import plain_app
    from saksi.faces.web.security.forms import Forms

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; who listens says when to end
    # Nobody else waits here for an answer to be made: handing it to a thread and back would only take longer.
    anyio.to_thread.run_sync = _at_once  # type: ignore[assignment]
    with open_archive(where) as archive, line, line.makefile("rb") as asked:
        app = plain_app(archive, Forms(key))
        loop = asyncio.new_event_loop()
        loop.run_until_complete(_rehearse(app, rehearsed))
        # What is loaded stays as long as the process: looking through it for garbage is for nothing.
        gc.collect()
        gc.freeze()
        questions: asyncio.Queue[tuple[Mapping[str, Any], asyncio.Future[Answer]]] = asyncio.Queue()
        answering = loop.create_task(_answer_all(app, questions))
        while sizes := asked.read(_SIZES.size):
            said = _heard(asked.read(sum(_SIZES.unpack(sizes))))
            answer: asyncio.Future[Answer] = loop.create_future()
            questions.put_nowait((said, answer))
            try:
                made = loop.run_until_complete(answer)
                headers = [[name.decode(_BYTES), value.decode(_BYTES)] for name, value in made.headers]
                line.sendall(_packed({"status": made.status, "headers": headers}, made.body))
            except Exception as error:  # noqa: BLE001
                line.sendall(_packed({"error": f"{type(error).__name__}: {error}"}))
        answering.cancel()


async def _at_once(function: Callable[..., T], *arguments: Any, **_: Any) -> T:
    """What `anyio.to_thread.run_sync` gives, without a thread."""
    return function(*arguments)


async def _rehearse(app: ASGIApp, addresses: Sequence[str]) -> None:
    """Makes some answers that nobody has asked for. What fails here fails again where somebody is told."""
    for address in addresses:
        path, _, query = address.partition("?")
        asked = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
            "scheme": "http", "path": path, "raw_path": path.encode(), "query_string": query.encode(),
            "root_path": "", "headers": [(b"host", b"localhost")], "client": None, "server": None,
        }  # fmt: skip
        with suppress(Exception):
            await answer_of(app, asked)


async def _answer_all(
    app: ASGIApp, questions: asyncio.Queue[tuple[Mapping[str, Any], asyncio.Future[Answer]]]
) -> None:
    """One task for all answers: the threads that make them are kept for as long as it goes on."""
    while True:
        said, answer = await questions.get()
        try:
            answer.set_result(await answer_of(app, said))
        except Exception as error:  # noqa: BLE001
            answer.set_exception(error)


def _packed(head: Mapping[str, Any], body: bytes = b"") -> bytes:
    """A message: only data, so that neither end can make the other run anything."""
    said = json.dumps(head).encode()
    return _SIZES.pack(len(said), len(body)) + said + body


def _told(said: Mapping[str, Any]) -> dict[str, Any]:
    """The request as JSON can hold it."""
    told = {name: v.decode(_BYTES) if isinstance(v, bytes) else v for name, v in said.items()}
    return {**told, "headers": [[name.decode(_BYTES), v.decode(_BYTES)] for name, v in said["headers"]]}


def _heard(told: bytes) -> dict[str, Any]:
    """The request again, as ASGI has it."""
    said: dict[str, Any] = json.loads(told)
    for name in _IN_BYTES & said.keys():
        said[name] = said[name].encode(_BYTES) if said[name] is not None else None
    for name in _PAIRS & said.keys():
        said[name] = tuple(said[name]) if said[name] is not None else None
    said["headers"] = [(name.encode(_BYTES), value.encode(_BYTES)) for name, value in said["headers"]]
    return said


def _answered(told: bytes, body: bytes) -> Answer:
    """The answer that a worker sent; raises RuntimeError with what went wrong there."""
    head = json.loads(told)
    if "error" in head:
        raise RuntimeError(head["error"])
    headers = tuple((name.encode(_BYTES), value.encode(_BYTES)) for name, value in head["headers"])
    return Answer(head["status"], headers, body)
