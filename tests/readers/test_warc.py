"""Web archives, whole and broken."""

from __future__ import annotations

import gzip
import io
import resource
import zlib
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers.archives import STORY, http, packed, page, pages, record
from saksi.errors import ReadError
from saksi.readers.open import read_sources
from saksi.readers.source import SourceDocument


def read(data: bytes, path: Path, told: list[str] | None = None) -> list[SourceDocument | ReadError]:
    path.write_bytes(data)
    return list(read_sources([str(path)], tell=told.append if told is not None else None))


def numbers(results: list[SourceDocument | ReadError]) -> list[int | str]:
    return [
        r.record or 0 if isinstance(r, SourceDocument) else r.path.rsplit(":", 1)[-1] + "!" for r in results
    ]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "arsip.warc.gz"


@pytest.mark.parametrize("form", ["members", "one member", "plain"])
def test_pages_with_address_date_and_number(tmp_path: Path, form: str):
    data = {
        "members": b"".join(packed(pages(2))),
        "one member": gzip.compress(b"".join(pages(2))),
        "plain": b"".join(pages(2)),
    }[form]
    first, second = read(data, tmp_path / ("a.warc" if form == "plain" else "a.warc.gz"))
    assert isinstance(first, SourceDocument)
    assert (first.url, first.captured, first.record) == (
        "https://berita.example/1",
        "2025-03-04T05:06:07Z",
        1,
    )
    assert first.data == page(1)
    assert first.meta["title"] == "Judul berita nomor 1"
    assert isinstance(second, SourceDocument)
    assert (second.record, second.url) == (2, "https://berita.example/2")


def test_standard_input(path: Path):
    results = list(read_sources(["-"], io.BytesIO(b"".join(packed(pages(2))))))
    assert numbers(results) == [1, 2]


def test_what_is_no_page_is_passed_over_and_counted(path: Path):
    records = [
        record(b"software: x\r\n", kind="warcinfo"),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(http(b"\x89PNG", media_type="image/png")),
        record(http(b"<html>pindah</html>", status="301 Moved Permanently")),
        *pages(1),
    ]
    told: list[str] = []
    results = read(b"".join(packed(records)), path, told)
    assert numbers(results) == [5]
    assert told == [
        f"{path}: 4 records passed over (1 request, 1 response of status 301, 1 response that is no HTML page, 1 warcinfo)"
    ]


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw deflate", "br", "chunked", "gzip, chunked"])
def test_packed_pages_are_unpacked(path: Path, coding: str):
    body = page(1)
    bare = zlib.compressobj(wbits=-15)
    packings = {
        "gzip": gzip.compress(body),
        "deflate": zlib.compress(body),
        "raw deflate": bare.compress(body) + bare.flush(),
        "br": brotli.compress(body),
        "chunked": body,
        "gzip, chunked": gzip.compress(body),
    }
    content = packings[coding]
    headers = {"Content_Encoding": coding.split(",")[0].split()[-1]} if coding != "chunked" else {}
    if "chunked" in coding:
        headers["Transfer_Encoding"] = "chunked"
        content = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (content[:50], content[50:])) + b"0\r\n\r\n"
    [document] = read(record(http(content, **headers)), path.with_suffix(""))
    assert isinstance(document, SourceDocument)
    assert document.data == body


def test_headers_that_lie_about_packing_are_not_believed(path: Path):
    lying = record(http(page(1), Content_Encoding="gzip", Transfer_Encoding="chunked"))
    [document] = read(lying, path.with_suffix(""))
    assert isinstance(document, SourceDocument)
    assert STORY in document.raw


def test_the_charset_of_the_header_counts(path: Path):
    body = f"<html><body><p>“{STORY}”</p></body></html>".encode("cp1251", "replace")
    [document] = read(record(http(body, media_type="text/html; charset=windows-1251")), path.with_suffix(""))
    assert isinstance(document, SourceDocument)
    assert f"“{STORY}”" in document.raw


@pytest.mark.parametrize("cut", [10, 100, 200, 300])
def test_a_truncated_last_record_is_named(path: Path, cut: int):
    members = packed(pages(3))
    assert cut < len(members[2])
    # Ten bytes short only the check sum is cut: the page itself is whole, and given too.
    whole = [3] if cut == 10 else []
    assert numbers(read(b"".join(members)[:-cut], path)) == [1, 2, *whole, "3!"]
    assert numbers(read(b"".join(pages(3))[:-cut], path.with_suffix(""))) == [1, 2, "3!"]


def test_a_last_record_cut_down_to_its_first_bytes_is_named(path: Path):
    first, second = packed(pages(2))
    assert numbers(read(first + second[:20], path)) == [1, "2!"]


@pytest.mark.parametrize("broken", [[1], [1, 2], [0], [4]])
def test_corrupt_members_are_named_and_those_behind_them_read(path: Path, broken: list[int]):
    members = [bytearray(m) for m in packed(pages(5))]
    for n in broken:
        members[n][len(members[n]) // 2] ^= 0x55
    results = read(b"".join(members), path)
    assert numbers(results) == [f"{n + 1}!" if n in broken else n + 1 for n in range(5)]


def test_a_member_without_its_mark_is_named(path: Path):
    members = [bytearray(m) for m in packed(pages(3))]
    members[1][0] ^= 0x55
    results = read(b"".join(members), path)
    assert numbers(results) == [1, "2!", 3]
    assert isinstance(results[2], SourceDocument)
    assert results[2].url == "https://berita.example/3"


def test_garbage_between_plain_records_is_named_and_the_next_is_read(path: Path):
    first, second, third = pages(3)
    results = read(first + b"bukan rekaman " * 20 + b"\r\n" + second + third, path.with_suffix(""))
    assert [r.url for r in results if isinstance(r, SourceDocument)] == [
        f"https://berita.example/{n}" for n in (1, 2, 3)
    ]
    assert sum(isinstance(r, ReadError) for r in results) == 1


def test_a_decompression_bomb_is_named_and_costs_no_memory(path: Path):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    zeros = zlib.compressobj(9, wbits=31)
    bomb = b"".join(zeros.compress(bytes(1 << 20)) for _ in range(300)) + zeros.flush()
    records = [
        record(http(bomb, Content_Encoding="gzip"), "https://berita.example/bom"),
        record(
            http(brotli.compress(bytes(100_000_000)), Content_Encoding="br"), "https://berita.example/bom2"
        ),
        *pages(1),
    ]
    results = read(b"".join(packed(records)), path)
    assert numbers(results) == ["1!", "2!", 3]
    for failure in results[:2]:
        assert isinstance(failure, ReadError)
        assert "is larger than 20000000 bytes when unpacked" in failure.cause
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert grown < 250_000_000


@settings(max_examples=150, deadline=None)
@given(
    form=st.sampled_from(["plain", "gzip"]),
    cuts=st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255))),
    end=st.integers(0, 4000),
)
def test_no_damage_stops_the_run(form: str, cuts: list[tuple[int, int]], end: int):
    data = bytearray(b"".join(packed(pages(3)) if form == "gzip" else pages(3)))
    for place, value in cuts:
        data[place % len(data)] = value
    told: list[str] = []
    results = list(read_sources(["-"], io.BytesIO(bytes(data[: end or None])), tell=told.append))
    assert results or told, "records whose HTTP head is damaged are passed over, and told"
    assert all(isinstance(r, SourceDocument | ReadError) for r in results)


def test_what_is_no_archive_is_one_failure(path: Path):
    [failure] = read(b"WARC/1.0 bukan", path.with_suffix(""))
    assert isinstance(failure, ReadError)
