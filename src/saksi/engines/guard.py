"""Works item by item in a process of its own, so that no item can harm more than itself.

An item that kills the process, or on which it works too long, is lost; a new process takes the next one.
"""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import PurePath
from typing import Any, Generic, TypeVar

from saksi.errors import SaksiError

Item = TypeVar("Item")
Result = TypeVar("Result")

# A process may be killed for what another did (memory, an operator): only who kills twice is guilty.
TRIES = 2


@dataclass(frozen=True, slots=True)
class Lost:
    """What stands for the result of an item that gave none. `cause` is fit to be shown to a person."""

    cause: str


class Guard(Generic[Item, Result]):
    """Calls `work(item)` in one process that lives on between items.

    `start(*arguments)` runs once in each new process, without a limit in time. `work`, `start` and all
    that is passed must be importable and picklable. `seconds` is how long an item may take by the clock.
    """

    def __init__(
        self,
        work: Callable[[Item], Result],
        start: Callable[..., None],
        arguments: tuple[Any, ...] = (),
        *,
        seconds: float,
    ) -> None:
        self._work = work
        self._start = start
        self._arguments = arguments
        self._seconds = seconds
        self._process: BaseProcess | None = None
        self._link: Connection | None = None

    def call(self, item: Item) -> Result | Lost:
        """The result of an item, or Lost if it raised, killed its process twice or took too long.

        Raises what `start` raises, and RuntimeError if the process dies while it starts.
        """
        cause = ""
        for _ in range(TRIES):
            link = self._ready()
            try:
                link.send(item)
                if not link.poll(self._seconds):
                    self.close()
                    return Lost(f"took longer than {self._seconds:g} s; set aside")
                answer: Result | Lost = link.recv()
            except (EOFError, OSError):
                cause = self._end()
            else:
                return answer
        return Lost(f"the process that read it died ({cause}); set aside")

    def close(self) -> None:
        """Ends the process. The next call starts a new one."""
        if self._process is not None:
            self._process.kill()
            self._end()

    def _ready(self) -> Connection:
        if self._link is not None:
            return self._link
        # A fresh interpreter: forked copies of loaded native libraries are not safe.
        context = multiprocessing.get_context("spawn")
        link, other = context.Pipe()
        process = context.Process(
            target=_serve, args=(other, self._work, self._start, self._arguments), daemon=True
        )
        process.start()
        # With no other holder of its end the process sees ours close when we die, and leaves too.
        other.close()
        self._process, self._link = process, link
        try:
            failed: SaksiError | None = link.recv()
        except EOFError as error:
            raise RuntimeError(f"the reading process died while it started ({self._end()})") from error
        if failed is not None:
            self._end()
            raise failed
        return link

    def _end(self) -> str:
        """Forgets the process once it is dead, and says how it died."""
        assert self._process is not None
        assert self._link is not None
        self._link.close()
        self._process.join()
        code = self._process.exitcode or 0
        self._process, self._link = None, None
        return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"


def fault_of(error: BaseException) -> str:
    """What was raised and where, without the words of the message: they may be the article's."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"reading it raised {type(error).__name__}{where}; set aside"


def _serve(
    link: Connection, work: Callable[[Any], Any], start: Callable[..., None], arguments: tuple[Any, ...]
) -> None:
    # Ctrl-C reaches the whole group of processes; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        start(*arguments)
    except SaksiError as error:
        link.send(error)
        return
    link.send(None)
    while True:
        try:
            item = link.recv()
        except EOFError:
            return
        try:
            answer = work(item)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this item's alone
            answer = Lost(fault_of(error))
        link.send(answer)
