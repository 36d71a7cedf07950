"""Maps a function over items on several processes: in order, in bounded memory, outliving dead workers.

A worker that dies (killed, out of memory, a fault in native code) takes its whole pool with it, so the
items then under way are tried again one by one in processes of their own: whichever kills its process
again is the guilty one, and all others give their results.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Items in flight for each process: enough to keep it busy, few enough to keep memory flat.
WINDOW = 8


class OrderedPool(Generic[Item, Result]):
    """Applies `work` to items on `jobs` processes and yields the results in the order of the items.

    `start(*arguments)` runs once in each process. `work`, `start` and all that is passed must be
    importable and picklable. `guilty(item)` gives the result of an item on which a process died.
    """

    def __init__(
        self,
        jobs: int,
        work: Callable[[Item], Result],
        guilty: Callable[[Item], Result],
        start: Callable[..., None],
        arguments: tuple[Any, ...] = (),
    ) -> None:
        self._jobs = jobs
        self._work = work
        self._guilty = guilty
        self._start = start
        self._arguments = arguments

    def map(self, items: Iterable[Item]) -> Iterator[Result]:
        """The results, in order. Raises what `work` and `start` raise."""
        waiting: deque[tuple[Item, Future[Result]]] = deque()
        pool = self._pool(self._jobs)
        try:
            for item in items:
                while len(waiting) >= self._jobs * WINDOW:
                    pool, results = self._next(pool, waiting)
                    yield from results
                try:
                    waiting.append((item, pool.submit(self._work, item)))
                except BrokenProcessPool:
                    pool, results = self._recover(pool, waiting, item)
                    yield from results
            while waiting:
                pool, results = self._next(pool, waiting)
                yield from results
        finally:
            # Reached on Ctrl-C and when the reader of the results leaves, too: nothing goes on unseen.
            pool.shutdown(wait=True, cancel_futures=True)

    def _next(
        self, pool: ProcessPoolExecutor, waiting: deque[tuple[Item, Future[Result]]]
    ) -> tuple[ProcessPoolExecutor, list[Result]]:
        """The first result that is due; all of them, and a new pool, if a process has died."""
        future = waiting[0][1]
        try:
            result = future.result()
        except BrokenProcessPool:
            return self._recover(pool, waiting)
        waiting.popleft()
        return pool, [result]

    def _recover(
        self,
        broken: ProcessPoolExecutor,
        waiting: deque[tuple[Item, Future[Result]]],
        *more: Item,
    ) -> tuple[ProcessPoolExecutor, list[Result]]:
        """Results of all items under way, each tried alone where the pool broke before it was done."""
        broken.shutdown(wait=True, cancel_futures=True)
        results: list[Result] = []
        alone: ProcessPoolExecutor | None = None
        under_way: list[tuple[Item, Future[Result] | None]] = [*waiting, *((item, None) for item in more)]
        waiting.clear()
        for item, future in under_way:
            if future is not None and future.done() and not future.cancelled() and not future.exception():
                results.append(future.result())
                continue
            alone = alone or self._pool(1)
            try:
                results.append(alone.submit(self._work, item).result())
            except BrokenProcessPool:
                alone.shutdown(wait=True)
                alone = None
                results.append(self._guilty(item))
        if alone is not None:
            alone.shutdown(wait=True)
        return self._pool(self._jobs), results

    def _pool(self, jobs: int) -> ProcessPoolExecutor:
        # A fresh interpreter for each worker: forked copies of loaded native libraries are not safe.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(self._start, self._arguments))


def _begin(start: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    # Ctrl-C reaches the whole group of processes; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    start(*arguments)


def _leave_with_parent() -> None:
    """Ends this process when its parent is gone: a killed parent cannot tell it to."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)
