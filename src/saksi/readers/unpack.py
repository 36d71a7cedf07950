"""What HTTP packs pages in: chunks, gzip, deflate and brotli, unpacked up to a limit."""

from __future__ import annotations

import zlib
from typing import Protocol

import brotli

from saksi.errors import ReadError

# Bytes of one page, unpacked. No news page comes near it; a decompression bomb does.
LARGEST_PAGE = 20_000_000
_CODINGS_AT_MOST = 3
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


class _Unpacker(Protocol):
    """What zlib and brotli share once wrapped: some bytes in, at most so many out, and whether it ended."""

    def take(self, data: bytes, limit: int) -> bytes: ...

    @property
    def ended(self) -> bool: ...


def unpack(data: bytes, coding: str, limit: int = LARGEST_PAGE) -> bytes:
    """`data` without its Content-Encoding ("gzip", "br", "gzip, br" ...).

    Bytes that are not packed although the header says so are given as they are, as browsers do.
    Raises ReadError (with an empty path) if more than `limit` bytes come out, if the data breaks off,
    or if the coding is unknown.
    """
    codings = [c for part in coding.lower().split(",") if (c := part.strip()) not in ("", "identity")]
    if len(codings) > _CODINGS_AT_MOST:
        raise ReadError("", f"is packed {len(codings)} times over")
    for name in reversed(codings):
        data = _unpack(data, name, limit)
    return data


def _unpack(data: bytes, coding: str, limit: int) -> bytes:
    if coding in ("gzip", "x-gzip"):
        if not data.startswith(b"\x1f\x8b"):
            return data
        unpacker: _Unpacker = _Zlib(_GZIP_OR_ZLIB)
    elif coding == "deflate":
        # Both a zlib stream and bare deflate go by this name.
        zlib_header = len(data) > 1 and data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0
        unpacker = _Zlib(zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS)
    elif coding == "br":
        unpacker = _Brotli()
    else:
        raise ReadError("", f"is packed in a way that is not known ({coding[:40]})")
    try:
        whole = unpacker.take(data, limit + 1)
    except (zlib.error, brotli.error) as error:
        raise ReadError("", f"cannot be unpacked ({coding}: {error})") from error
    if len(whole) > limit:
        raise ReadError("", f"is larger than {limit} bytes when unpacked")
    if not unpacker.ended:
        raise ReadError("", f"breaks off ({coding})")
    return whole


class _Zlib:
    def __init__(self, window: int) -> None:
        self._unpacker = zlib.decompressobj(window)

    def take(self, data: bytes, limit: int) -> bytes:
        return self._unpacker.decompress(data, limit)

    @property
    def ended(self) -> bool:
        return self._unpacker.eof


class _Brotli:
    """Fed piece by piece, since a brotli call gives out all that its input holds."""

    def __init__(self) -> None:
        self._unpacker = brotli.Decompressor()

    def take(self, data: bytes, limit: int) -> bytes:
        parts: list[bytes] = []
        size = 0
        rest = data
        while size < limit and not self._unpacker.is_finished():
            part = self._unpacker.process(rest, output_buffer_limit=1 << 16)
            rest = b""
            size += len(part)
            parts.append(part)
            if not part and self._unpacker.can_accept_more_data():
                break
        return b"".join(parts)

    @property
    def ended(self) -> bool:
        return bool(self._unpacker.is_finished())


def without_chunks(data: bytes) -> bytes:
    """The body that `Transfer-Encoding: chunked` carries; data that is not in chunks is given as it is."""
    parts: list[bytes] = []
    position = 0
    while True:
        end = data.find(b"\r\n", position, position + 100)
        size = _chunk_size(data[position:end]) if end >= 0 else None
        if size is None:
            return data if not parts else b"".join(parts)
        if size == 0:
            return b"".join(parts)
        parts.append(data[end + 2 : end + 2 + size])
        position = end + 2 + size + 2


def _chunk_size(line: bytes) -> int | None:
    digits = line.split(b";", 1)[0].strip()
    if not digits or len(digits) > 8 or any(b not in b"0123456789abcdefABCDEF" for b in digits):
        return None
    return int(digits, 16)
