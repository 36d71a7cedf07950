"""An item that raises, kills its process or takes too long is lost; all others give their results."""

from __future__ import annotations

import os
import signal
import time

import pytest

from saksi.engines.guard import Guard, Lost
from saksi.errors import LexiconError


def work(item: str) -> str:
    if item == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "sleep":
        time.sleep(60)
    if item == "raise":
        raise ValueError("words of the article")
    return f"{item} by {os.getpid()}"


def nothing() -> None:
    pass


def fail() -> None:
    raise LexiconError("agents.csv:1: faulty")


@pytest.mark.parametrize(
    ("item", "cause"),
    [
        ("kill", "killed by SIGKILL"),
        ("sleep", "took longer than 2 s"),
        ("raise", "ValueError in test_guard.py"),
    ],
)
def test_only_the_guilty_item_is_lost(item: str, cause: str) -> None:
    guard: Guard[str, str] = Guard(work, nothing, seconds=2)
    first, lost, last = guard.call("one"), guard.call(item), guard.call("two")
    guard.close()
    assert isinstance(first, str)
    assert isinstance(last, str)
    assert isinstance(lost, Lost)
    assert cause in lost.cause
    assert "words of the article" not in lost.cause


def test_the_process_lives_on_between_items() -> None:
    guard: Guard[str, str] = Guard(work, nothing, seconds=20)
    first, second = guard.call("one"), guard.call("two")
    guard.close()
    assert str(first).split()[-1] == str(second).split()[-1] != str(os.getpid())


def test_what_the_start_raises_is_raised() -> None:
    with pytest.raises(LexiconError, match=r"agents\.csv:1"):
        Guard(work, fail, seconds=20).call("one")
