"""A number of clients that ask a server at once, each its next question when the last is answered."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from queue import Empty, SimpleQueue
from socket import create_server

from saksi.errors import SaksiError

HOST = "127.0.0.1"
_FIRST = 16
_PATIENCE = 120.0  # seconds for an answer, and for a server to come up


@dataclass(frozen=True, slots=True)
class Answered:
    """How questions were answered: milliseconds, questions a second, bytes of the largest answer."""

    questions: int
    failed: int
    p50: float
    p95: float
    p99: float
    rate: float
    largest: int


@dataclass(frozen=True, slots=True)
class _Answer:
    seconds: float
    status: int
    size: int


@contextmanager
def served(where: str) -> Iterator[int]:
    """`saksi serve` of an archive in a process of its own; gives its port. Raises SaksiError."""
    with create_server((HOST, 0)) as free:
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "saksi", "serve", "-a", where, "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port, process)
            # So many at once that every process of the server has made its first answers before times count.
            ask(port, [f"/positions?limit={n + 1}" for n in range(_FIRST)], _FIRST)
            yield port
        finally:
            process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            if ask(port, ["/api/v1/archive"], 1).failed == 0:
                return
        except OSError:
            time.sleep(0.1)
    raise SaksiError("the server did not come up")


def ask(port: int, paths: Sequence[str], clients: int) -> Answered:
    """Asks for all the paths, in their order, with so many clients that keep their connections."""
    waiting: SimpleQueue[str] = SimpleQueue()
    for path in paths:
        waiting.put(path)
    start = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        each = [pool.submit(_client, port, waiting) for _ in range(clients)]
        answers = [answer for done in each for answer in done.result()]
    seconds = time.perf_counter() - start
    times = sorted(1000 * answer.seconds for answer in answers)
    return Answered(
        questions=len(answers),
        failed=sum(answer.status != 200 for answer in answers),
        p50=_share(times, 0.5),
        p95=_share(times, 0.95),
        p99=_share(times, 0.99),
        rate=len(answers) / seconds,
        largest=max(answer.size for answer in answers),
    )


def _share(times: Sequence[float], share: float) -> float:
    return times[min(int(len(times) * share), len(times) - 1)]


def _client(port: int, waiting: SimpleQueue[str]) -> list[_Answer]:
    found = []
    connection = HTTPConnection(HOST, port, timeout=_PATIENCE)
    try:
        while True:
            path = waiting.get_nowait()
            start = time.perf_counter()
            connection.request("GET", path)
            answer = connection.getresponse()
            size = len(answer.read())
            found.append(_Answer(time.perf_counter() - start, answer.status, size))
    except Empty:
        return found
    finally:
        connection.close()
