"""Several processes give the same results as one, in order, whatever happens to a process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from saksi.engines.local import Failure, read_all
from saksi.engines.workers import WINDOW, OrderedPool
from saksi.errors import LexiconError, ReadError
from saksi.readers.open import read_sources

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"


def nothing() -> None:
    pass


def square(n: int) -> int:
    return n * n


def deadly(n: int) -> int:
    """Kills its own process on every thirteenth number, as the kernel does when memory runs out."""
    if n % 13 == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return n * n


def sleepy(n: int) -> int:
    time.sleep(0.02 * (n % 3))
    return n


def faulty(n: int) -> int:
    raise ValueError(f"bad {n}")


def minus(n: int) -> int:
    return -n


def test_results_come_in_order() -> None:
    assert list(OrderedPool(2, sleepy, minus, nothing).map(range(30))) == list(range(30))


def test_a_dying_process_sets_only_the_guilty_item_aside() -> None:
    expected = [-n if n % 13 == 5 else n * n for n in range(40)]
    assert list(OrderedPool(2, deadly, minus, nothing).map(range(40))) == expected


def test_no_more_items_are_taken_than_can_be_under_way() -> None:
    taken = 0

    def items():
        nonlocal taken
        for n in range(500):
            taken += 1
            yield n

    results = OrderedPool(2, square, minus, nothing).map(items())
    for done in range(1, 60):
        next(results)
        assert taken <= done + 2 * WINDOW + 1
    results.close()


def test_an_error_of_the_work_itself_is_raised() -> None:
    with pytest.raises(ValueError, match="bad 0"):
        list(OrderedPool(2, faulty, minus, nothing).map(range(3)))


def test_interrupt_ends_all_processes(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(
        textwrap.dedent(
            """
            import itertools, signal, time
            from saksi.engines.workers import OrderedPool

            # Started in the background, a shell would have it ignore Ctrl-C.
            signal.signal(signal.SIGINT, signal.default_int_handler)

            def work(n):
                time.sleep(0.05)
                return n

            def start():
                pass

            if __name__ == "__main__":
                for n in OrderedPool(2, work, work, start).map(itertools.count()):
                    print(n, flush=True)
            """
        ),
        encoding="utf-8",
    )
    process = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "0\n"
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode != 0
    assert errors.count("KeyboardInterrupt") == 1, errors
    assert _group_ends(process.pid)


def _group_ends(group: int) -> bool:
    """Whether the last process of the group is gone; Python's own resource tracker needs a moment."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_faulty_lexicon_is_said_as_with_one_process(tmp_path: Path) -> None:
    (tmp_path / "agents.csv").write_text("wrong,header\n", encoding="utf-8")
    sources = list(read_sources([str(EXAMPLES / "02-buruh-demo.txt")]))
    with pytest.raises(LexiconError, match=r"agents\.csv:1"):
        list(read_all(sources, jobs=2, lexicons=(tmp_path,)))


def test_unreadable_input_is_named_by_workers_too() -> None:
    error = ReadError("rusak.txt", "no text")
    assert list(read_all([error, error], jobs=2)) == [Failure("rusak.txt", "no text")] * 2
