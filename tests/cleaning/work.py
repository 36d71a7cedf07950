"""Counts what a call costs in steps instead of seconds, so that the count is the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import saksi

HOME = str(Path(saksi.__file__).parent)


class Watched(str):
    """A text that counts the characters that are sliced out of it."""

    copied = 0

    def __getitem__(self, key: Any) -> str:
        part = super().__getitem__(key)
        self.copied += len(part)
        return part


def lines_run(call: Callable[[], object]) -> int:
    """How many lines of the package a call runs, those of loops as often as they are gone through."""
    count = 0

    def line(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def enter(frame: FrameType, event: str, argument: object) -> Any:
        return line if frame.f_code.co_filename.startswith(HOME) else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        call()
    finally:
        sys.settrace(before)
    return count
