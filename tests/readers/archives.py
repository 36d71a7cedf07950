"""WARC files for tests, written by hand so that they can be broken on purpose."""

from __future__ import annotations

import gzip

STORY = "Polisi menangkap dua orang di Medan dan menyita sejumlah barang bukti dari rumah mereka."


def page(number: int) -> bytes:
    return f"<html><body><h1>Judul berita nomor {number}</h1><article><p>{STORY} {number}</p></article></body></html>".encode()


def http(
    body: bytes, status: str = "200 OK", media_type: str = "text/html; charset=utf-8", **headers: str
) -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {media_type}",
        *(f"{k.replace('_', '-')}: {v}" for k, v in headers.items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(
    content: bytes, url: str = "https://berita.example/1", kind: str = "response", length: int | None = None
) -> bytes:
    media_type = "application/http; msgtype=response" if kind in ("response", "revisit") else "text/plain"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-03-04T05:06:07Z\r\n"
        f"WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\nContent-Type: {media_type}\r\n"
        f"Content-Length: {len(content) if length is None else length}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def pages(count: int) -> list[bytes]:
    return [record(http(page(n)), f"https://berita.example/{n}") for n in range(1, count + 1)]


def packed(records: list[bytes]) -> list[bytes]:
    """Each record as its own gzip member, as crawlers write them."""
    return [gzip.compress(r, mtime=0) for r in records]
