"""How documents and records lie in the database: compressed, with all that is needed to read them again.

The first byte names the packing, so that another one can be added without touching what is there.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from typing import Any

from saksi.archive.skeleton import SKELETON
from saksi.errors import ArchiveError
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord, Diagnostic, Span

_ZLIB = b"z"
_RECORD = b"r"  # zlib that knows beforehand what every record looks like
_TEXT = ',"text":"'  # no other part of a record has this key behind another one
_DECODER = json.JSONDecoder()
_LEVEL = 6
_HEAD = struct.Struct(">I")


def pack(data: bytes) -> bytes:
    """The bytes, compressed."""
    return _ZLIB + zlib.compress(data, _LEVEL)


def unpack(data: bytes) -> bytes:
    """What was packed. Raises ArchiveError if it is damaged."""
    kind, rest = data[:1], data[1:]
    if kind not in (_ZLIB, _RECORD):
        raise ArchiveError("is damaged, or packed by a newer version of Saksi")
    unpacker = zlib.decompressobj(zdict=SKELETON) if kind == _RECORD else zlib.decompressobj()
    try:
        whole = unpacker.decompress(rest) + unpacker.flush()
    except zlib.error as error:
        raise ArchiveError(f"is damaged ({error})") from error
    if not unpacker.eof:
        raise ArchiveError("is damaged (its end is missing)")
    return whole


def pack_document(document: SourceDocument) -> bytes:
    """A source document: its bytes, and what its reader found in them."""
    found = {
        "raw": None if document.raw.encode("utf-8", "surrogatepass") == document.data else document.raw,
        "main": document.main,
        "captions": document.captions,
        "meta": dict(document.meta),
        "diagnostics": [[d.level, d.code, d.message, d.span] for d in document.diagnostics],
    }
    head = json.dumps(found, separators=(",", ":")).encode()
    return pack(_HEAD.pack(len(head)) + head + document.data)


def unpack_document(data: bytes, **where: Any) -> SourceDocument:
    """The source document again; `where` are its path, media type, url, record and time of capture.

    Raises ArchiveError if it is damaged.
    """
    head, body = _parts(data)
    found = json.loads(head)
    raw = found["raw"]
    return SourceDocument(
        data=body,
        raw=body.decode("utf-8", "surrogatepass") if raw is None else raw,
        main=None if found["main"] is None else _spans(found["main"]),
        captions=_spans(found["captions"]),
        meta=found["meta"],
        diagnostics=tuple(
            Diagnostic(level, code, message, tuple(span) if span else None)
            for level, code, message, span in found["diagnostics"]
        ),
        **where,
    )


def document_bytes(data: bytes) -> bytes:
    """The bytes of a packed document, as they were received. Raises ArchiveError if it is damaged."""
    return _parts(data)[1]


def pack_record(record: ArticleRecord) -> tuple[bytes, int]:
    """The record packed, and its digest: 64 bits that equal records share."""
    line = record.to_json().encode("utf-8", "surrogatepass")
    packer = zlib.compressobj(_LEVEL, zdict=SKELETON)
    return _RECORD + packer.compress(line) + packer.flush(), hash64(line)


def unpack_record(data: bytes) -> dict[str, Any]:
    """The record as plain JSON. Raises ArchiveError if it is damaged."""
    value: dict[str, Any] = json.loads(unpack(data))
    return value


def record_text(data: bytes) -> str:
    """The text of a packed record alone, at a fraction of what the whole of it costs to read.

    Raises ArchiveError if it is damaged.
    """
    line = unpack(data).decode("utf-8", "surrogatepass")
    # Within strings of JSON every quotation mark has a backslash, so that only a key can look like this.
    at = line.find(_TEXT)
    if at < 0:
        raise ArchiveError("is damaged (it has no text)")
    try:
        text, _ = _DECODER.raw_decode(line, at + len(_TEXT) - 1)
    except json.JSONDecodeError as error:
        raise ArchiveError(f"is damaged ({error})") from error
    return str(text)


def hash64(data: bytes) -> int:
    """64 bits of BLAKE2 as a signed integer, the widest that every database takes."""
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), signed=True)


def text_key(*parts: object) -> int:
    """One number for a few words; for indices that are smaller than the words themselves."""
    return hash64("\x1f".join("" if p is None else str(p) for p in parts).encode("utf-8", "surrogatepass"))


def _parts(data: bytes) -> tuple[bytes, bytes]:
    whole = unpack(data)
    if len(whole) < _HEAD.size:
        raise ArchiveError("is damaged (too short)")
    cut = _HEAD.size + _HEAD.unpack_from(whole)[0]
    return whole[_HEAD.size : cut], whole[cut:]


def _spans(value: list[list[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in value)
