"""From bytes to text: finds the encoding, repairs what is broken, says what was done.

Every byte that cannot be decoded becomes one U+FFFD, so that nothing disappears silently.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from saksi.errors import ReadError
from saksi.records import Diagnostic

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"PK\x03\x04", "ZIP, DOCX or similar"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3", "SQLite database"),
    (b"PAR1", "Parquet table"),
    (b"\xd0\xcf\x11\xe0", "old Office document"),
    (b"{\\rtf", "RTF document"),
    (b"OggS", "Ogg media"),
    (b"ID3", "MP3 audio"),
)
_SAMPLE = 1 << 16
_ESCAPED = re.compile("[\udc80-\udcff]")
_MULTIBYTE = re.compile(b"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_TRUNCATED = re.compile(b"[\xe0-\xef][\x80-\xbf]?$|[\xf0-\xf4][\x80-\xbf]{0,2}$|[\xc2-\xdf]$")
_CP1252_UNDEFINED = b"\x81\x8d\x8f\x90\x9d"
_CP1252_MARKS = frozenset(range(0x80, 0xC0)) - frozenset(_CP1252_UNDEFINED)
_CP1252_LETTERS = frozenset(range(0xC0, 0xFD)) - {0xD7, 0xF7}
_TO_LATIN1 = {ord(bytes([b]).decode("cp1252")): b for b in range(0x80, 0xA0) if b not in _CP1252_UNDEFINED}
_MISREAD = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes, the name of the encoding, and what had to be repaired."""

    text: str
    encoding: str
    diagnostics: tuple[Diagnostic, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode `data`: byte order mark, UTF-8, UTF-16/32 without mark, then Windows-1252.

    `declared` is an encoding that the document itself names (an HTML meta tag); it is used where the
    bytes are not UTF-8. Undecodable bytes become U+FFFD each, with a diagnostic that counts them.
    Raises ReadError (with an empty path) if the bytes are empty or look like a binary file.
    """
    if not data:
        raise ReadError("", "is empty")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _finish(data[len(mark) :], encoding)
    kind = binary_kind(data)
    if kind is not None and (wide := _wide_encoding(data)) is None:
        raise ReadError("", f"looks like a binary file ({kind})")
    if kind is not None and wide is not None:
        return _finish(data, wide)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, declared)
    return Decoded(text, "utf-8", text_diagnostics(text))


def binary_kind(data: bytes) -> str | None:
    """What kind of binary file the bytes look like, or None for text. Looks at the first 64 KiB."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    sample = data[:_SAMPLE]
    control = sum(sample.count(bytes([b])) for b in range(32) if b not in (9, 10, 11, 12, 13, 27))
    return "control bytes" if control * 10 > len(sample) else None


def text_diagnostics(text: str) -> tuple[Diagnostic, ...]:
    """Warnings about characters that show that the text was damaged before it came to us."""
    folded = text if text.isascii() else text.translate(_TO_LATIN1)
    found = [] if folded.isascii() else _MISREAD.findall(folded)
    if not found:
        return ()
    message = (
        f"{len(found)} character(s) look like UTF-8 that was read as Windows-1252 (for example {found[0]!r})"
    )
    return (Diagnostic("warning", "mojibake", message),)


def without_surrogates(text: str) -> tuple[str, int]:
    """The text with each lone surrogate replaced by U+FFFD (same length), and how many there were."""
    return _LONE.subn("\ufffd", text)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: most zero bytes stand at the same place of each unit."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or not sample:
        return None
    zeros = [sample[offset::4].count(0) / max(1, len(sample[offset::4])) for offset in range(4)]
    shapes = {
        "utf-32-le": (0, 1, 1, 1),
        "utf-32-be": (1, 1, 1, 0),
        "utf-16-le": (0, 1, 0, 1),
        "utf-16-be": (1, 0, 1, 0),
    }
    for encoding, shape in shapes.items():
        if all((z > 0.7) if full else (z < 0.2) for z, full in zip(zeros, shape, strict=True)):
            return encoding
    return None


def _not_utf8(data: bytes, declared: str | None) -> Decoded:
    if declared and (decoded := _as_declared(data, declared)) is not None:
        return decoded
    if _is_windows_1252(data):
        return _finish(data, "cp1252")
    return _finish(data, "utf-8")


def _as_declared(data: bytes, declared: str) -> Decoded | None:
    try:
        name = codecs.lookup(declared).name
        if name in ("utf-8", "iso8859-1", "ascii"):
            return None
        return Decoded(data.decode(name), name)
    except (LookupError, UnicodeError, ValueError):
        return None


def _is_windows_1252(data: bytes) -> bool:
    """Whether the bytes outside ASCII read better as Windows-1252 than as damaged UTF-8."""
    whole = len(_MULTIBYTE.findall(data))
    rest = _MULTIBYTE.sub(b"", data)
    high = [i for i, b in enumerate(rest) if b >= 0x80] if len(rest) < 1 << 20 else _high_sample(rest)
    if not high or whole > len(high) or (len(high) <= 3 and _TRUNCATED.search(rest)):
        return False
    good = sum(_plausible(rest, i) for i in high)
    return good * 10 >= len(high) * 9


def _high_sample(data: bytes) -> list[int]:
    return [m.start() for m in re.finditer(b"[\x80-\xff]", data)][:100_000]


def _plausible(data: bytes, i: int) -> bool:
    if data[i] in _CP1252_LETTERS:
        return data[max(0, i - 1) : i].isalpha() or data[i + 1 : i + 2].isalpha()
    return data[i] in _CP1252_MARKS


def _finish(data: bytes, encoding: str) -> Decoded:
    """Decode with one U+FFFD for each byte that does not fit."""
    try:
        text, damaged = data.decode(encoding), []
    except UnicodeDecodeError:
        if encoding in ("utf-8", "cp1252"):
            text = data.decode("utf-8" if encoding == "utf-8" else "cp1252", "surrogateescape")
            damaged = [m.start() for m in _ESCAPED.finditer(text)]
            text = _ESCAPED.sub("\ufffd", text)
        else:
            text = data.decode(encoding, "replace")
            damaged = [m.start() for m in re.finditer("\ufffd", text)]
    notes = list(text_diagnostics(text))
    if encoding != "utf-8":
        notes.insert(0, Diagnostic("info", "encoding", f"read as {encoding}"))
    if damaged:
        where = ", ".join(str(i) for i in damaged[:5]) + (" ..." if len(damaged) > 5 else "")
        message = (
            f"{len(damaged)} byte(s) could not be decoded as {encoding}; U+FFFD stands at character {where}"
        )
        notes.append(Diagnostic("warning", "undecodable-bytes", message))
    return Decoded(text, encoding, tuple(notes))
