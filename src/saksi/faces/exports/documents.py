"""JSON documents written piece by piece, so that their length does not matter."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO


def write_document(
    stream: BinaryIO, head: Mapping[str, Any], key: str, items: Iterable[Mapping[str, Any]]
) -> None:
    """A JSON object with the members of `head` and, last, `key`: the list of all items, one a line."""
    opening = json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1]
    comma = "," if head else ""
    stream.write(f"{opening}{comma}{json.dumps(key)}:[".encode())
    for number, item in enumerate(items):
        line = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
        stream.write((b",\n" if number else b"\n") + line.encode("utf-8", "backslashreplace"))
    stream.write(b"\n]}\n")
