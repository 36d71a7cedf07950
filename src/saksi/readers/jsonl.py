"""Rows of a JSONL file: one JSON object a line, read line by line."""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from saksi.errors import ReadError
from saksi.readers.decode import decode, text_diagnostics, without_surrogates
from saksi.readers.source import SourceDocument
from saksi.records import Diagnostic

# Names under which dumps keep a field, in the order in which we ask for them.
FIELDS = {
    "text": "text body content article isi konten teks maintext article_body articleBody",
    "title": "title headline judul",
    "url": "url link canonical_url source_url permalink href",
    "published": "published date published_at publishedAt pubDate pub_date date_publish datePublished "
    "publish_date published_date publication_date tanggal timestamp datetime",
    "byline": "byline author authors penulis reporter creator",
    "outlet": "outlet source media publisher site sitename source_domain domain",
    "language": "language lang",
}
_NAMES = {field: tuple(names.split()) for field, names in FIELDS.items()}
_TEXT_NAMES = _NAMES.pop("text")
_SLASHED_DATE = re.compile(rb'":\s{0,3}"(\d{1,2})/(\d{1,2})/\d{4}\b')
_MARKUP = re.compile(r"</p>|</div>|<br ?/?>", re.IGNORECASE)
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def read_rows(stream: BinaryIO, path: str, head: bytes = b"") -> Iterator[SourceDocument | ReadError]:
    """One source document a line; a line that cannot be read gives a ReadError that names it.

    `head` are bytes already taken from the stream. Blank lines are passed over. Memory holds one
    line at a time.
    """
    order = _date_order(head)
    for number, line in enumerate(_lines(stream, head), start=1):
        if not line.strip():
            continue
        try:
            yield row(line, path, number, order)
        except ReadError as error:
            yield ReadError(f"{path}:{number}", error.cause)


def read_json(data: bytes, path: str) -> Iterator[SourceDocument | ReadError]:
    """The rows of a JSON file: one object, or a list of objects. Each row's bytes are its JSON in one line.

    Raises ReadError (with an empty path) if the file is not JSON.
    """
    try:
        value = json.loads(decode(data).text)
    except (ValueError, RecursionError) as error:
        raise ReadError("", f"is not valid JSON ({error})") from error
    order = _date_order(data)
    for number, item in enumerate(value if isinstance(value, list) else [value], start=1):
        line = json.dumps(item).encode()
        try:
            yield row(line, path, number, order)
        except ReadError as error:
            yield ReadError(f"{path}:{number}", error.cause)


def row(line: bytes, path: str, number: int, order: str | None = None) -> SourceDocument:
    """The source document of one JSONL line. Raises ReadError with an empty path.

    `order` says which field of its table's slashed dates comes first, if that is known.
    """
    repeated: list[str] = []
    decoded = decode(line)
    try:
        value = json.loads(decoded.text, object_pairs_hook=lambda pairs: _object(pairs, repeated))
    except RecursionError as error:
        raise ReadError("", "is nested too deeply") from error
    except ValueError as error:
        raise ReadError("", f"is not valid JSON ({error})") from error
    if not isinstance(value, dict):
        raise ReadError("", "is not a JSON object")
    notes = list(decoded.diagnostics)
    if repeated:
        names = ", ".join(sorted(set(repeated)))
        notes.append(
            Diagnostic("warning", "duplicate-key", f"key given more than once, the last counts: {names}")
        )
    raw, lone = without_surrogates(_text_field(value))
    if _MARKUP.search(raw):
        raw = _page_text(raw)
        notes.append(Diagnostic("info", "row-html", "the text of the row is HTML; its page text is read"))
    if lone:
        notes.append(Diagnostic("warning", "lone-surrogate", f"{lone} lone surrogate(s) became U+FFFD"))
    if "mojibake" not in {n.code for n in notes}:
        notes.extend(text_diagnostics(raw))
    meta = {k: v for k, names in _NAMES.items() if (v := _first(value, names)) is not None}
    if order is not None:
        meta["published_order"] = order
    return SourceDocument(
        data=line,
        raw=raw,
        path=path,
        media_type="application/jsonl",
        url=meta.get("url"),
        record=number,
        meta=meta,
        diagnostics=tuple(notes),
    )


def looks_like_row(head: bytes) -> bool:
    """Whether the first line of `head` is a JSON object (or the start of one too long to see whole)."""
    first = head.lstrip(codecs.BOM_UTF8).lstrip()
    if not first.startswith(b"{"):
        return False
    line, newline, _ = first.partition(b"\n")
    if not newline and len(head) >= 1 << 16:
        return line[1:].lstrip()[:1] == b'"'
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _page_text(markup: str) -> str:
    from saksi.readers.page import parse_page  # lxml is slow to load, and few tables hold HTML

    return parse_page(markup).text


def _date_order(head: bytes) -> str | None:
    """Which field comes first in the slashed dates at the head of a table, if only one order fits all."""
    pairs = [(int(a), int(b)) for a, b in _SLASHED_DATE.findall(head)]
    day_first, month_first = any(a > 12 for a, _ in pairs), any(b > 12 for _, b in pairs)
    if day_first == month_first:
        return None
    return "day" if day_first else "month"


def _lines(stream: BinaryIO, head: bytes) -> Iterator[bytes]:
    """Lines without their line end. A UTF-16 file (rare, small) is read whole and given as UTF-8."""
    start = head or stream.readline()
    for mark, encoding in _UTF16.items():
        if start.startswith(mark):
            text = (start + stream.read())[len(mark) :].decode(encoding, "replace")
            yield from (line.rstrip("\r").encode() for line in text.split("\n"))
            return
    *whole, tail = start.removeprefix(codecs.BOM_UTF8).split(b"\n")
    yield from (line.rstrip(b"\r") for line in whole)
    yield (tail + stream.readline()).rstrip(b"\r\n")
    for line in stream:
        yield line.rstrip(b"\r\n")


def _object(pairs: list[tuple[str, Any]], repeated: list[str]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        counts = Counter(k for k, _ in pairs)
        repeated.extend(k for k, n in counts.items() if n > 1)
    return made


def _text_field(value: dict[str, Any]) -> str:
    for name in _TEXT_NAMES:
        found = value.get(name)
        if isinstance(found, str) and found.strip():
            return found
        if isinstance(found, list) and found and all(isinstance(part, str) for part in found):
            return "\n".join(found)
    if any(name in value for name in _TEXT_NAMES):
        raise ReadError("", "its text is empty")
    known = ", ".join(list(value)[:8]) or "none"
    raise ReadError("", f"has no text field (text, body, content ...); its fields: {known}")


def _first(value: dict[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        found = value.get(name)
        if isinstance(found, list):
            found = ", ".join(part for part in found if isinstance(part, str))
        if isinstance(found, dict):
            found = found.get("name")
        if isinstance(found, int | float) and not isinstance(found, bool):
            found = str(found)
        if isinstance(found, str) and found.strip():
            return without_surrogates(found.strip())[0]
    return None
