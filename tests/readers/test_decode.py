"""Encodings: every document decodes to something, and what was repaired is told."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.errors import ReadError
from saksi.readers.decode import decode

KALIMAT = "Gubernur berkata, “Kami siap – besok pagi.” Suhu 30° di kafé itu."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-be"]
)
def test_unicode_encodings(encoding: str) -> None:
    assert decode(KALIMAT.encode(encoding)).text == KALIMAT


def test_windows_1252() -> None:
    decoded = decode(KALIMAT.encode("cp1252"))
    assert (decoded.text, decoded.encoding) == (KALIMAT, "cp1252")


def test_broken_utf8_shows_every_byte() -> None:
    decoded = decode("Polisi “tegas” dan “cepat” bergerak".encode() + b" \xff\xfe lalu")
    assert decoded.text.count("\ufffd") == 2
    [note] = decoded.diagnostics
    assert note.code == "undecodable-bytes"
    assert "2 byte(s)" in note.message


def test_cut_off_utf8_is_still_utf8() -> None:
    assert decode("Kata dia “ya”".encode()[:-1]).text == "Kata dia “ya\ufffd\ufffd"


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "is empty"),
        (b"%PDF-1.4 ...", "looks like a binary file (PDF)"),
        (b"PK\x03\x04abc", "looks like a binary file (ZIP, DOCX or similar)"),
        (bytes(range(256)) * 20, "looks like a binary file (control bytes)"),
    ],
)
def test_what_is_no_text(data: bytes, cause: str) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data)
    assert caught.value.cause == cause


def test_a_zero_byte_is_kept() -> None:
    assert decode(b"Banjir\x00 surut di tiga desa").text == "Banjir\x00 surut di tiga desa"


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
def test_mojibake_is_told(wrong: str) -> None:
    damaged = "Ia berkata: kafé itu tutup".encode().decode(wrong)
    assert [d.code for d in decode(damaged.encode()).diagnostics] == ["mojibake"]


@given(st.text())
def test_utf8_comes_back_whole(text: str) -> None:
    data = text.encode("utf-8", "replace")
    try:
        decoded = decode(data)
    except ReadError:
        return
    if decoded.encoding == "utf-8":
        assert decoded.text == data.decode("utf-8-sig")


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_read_error(data: bytes) -> None:
    with contextlib.suppress(ReadError):
        decode(data).text.encode("utf-8")
