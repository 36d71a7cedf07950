"""What must hold of any bytes, for each kind of input: the property that the fuzzer tries to break.

Any bytes give source documents or errors that name a cause, and cleaning finds for each document an
article whose blocks cover it whole.
"""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from saksi.cleaning import clean
from saksi.errors import ReadError
from saksi.lexicons.load import default_lexicons
from saksi.readers.columns import Columns
from saksi.readers.open import Reading, read_stream
from saksi.readers.source import SourceDocument

sys.path.insert(0, str(Path(__file__).parents[1] / "cleaning"))

from cleaning_helpers import check_invariants

CORPUS = Path(__file__).parent / "corpus"
# The name that an input of each kind goes by; its suffix decides how it is read.
NAMES = {
    "text": "x.txt",
    "html": "x.html",
    "feed": "x.xml",
    "warc": "x.warc",
    "jsonl": "x.jsonl",
    "json": "x.json",
    "csv": "x.csv",
    "parquet": "x.parquet",
    "sniffed": "",
}
# What `read_stream` says that it raises where a whole input fails.
DECLARED = (ReadError, OSError, EOFError, zlib.error)
_PACKED = b"\x1f\x8b"
# What half a unit at the very end of a UTF-16 table becomes.
_HALF_UNITS = (b"", "\ufffd".encode("utf-16-le"), "\ufffd".encode("utf-16-be"))


def run(kind: str, data: bytes) -> int:
    """Reads and cleans `data` as an input of this kind; how many results there were. Raises AssertionError."""
    told: list[str] = []
    count = 0
    for result in read(kind, data, told.append):
        count += 1
        if isinstance(result, ReadError):
            assert result.cause.strip(), "an error must name its cause"
        else:
            check_document(kind, data, result)
    assert count or told, "bytes must give a document or an error"
    if kind == "jsonl" and not data.startswith((_PACKED, b"\xff\xfe", b"\xfe\xff")):
        rows = [line for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n") if line.strip()]
        assert count == len(rows) or not rows, "every row must be a document or an error"
    return count


def read(kind: str, data: bytes, tell: Callable[[str], None]) -> Iterator[SourceDocument | ReadError]:
    """What the reader makes of the bytes; what it may raise becomes an error that is given."""
    try:
        yield from read_stream(io.BytesIO(data), "x", NAMES[kind], Reading(Columns(), tell=tell))
    except DECLARED as error:
        yield ReadError("x", getattr(error, "cause", "") or repr(error))


def check_document(kind: str, data: bytes, document: SourceDocument) -> None:
    """No byte that was read is lost, and the blocks of the article cover all of it."""
    assert document.data
    assert document.raw.strip()
    assert not any("\ud800" <= c <= "\udfff" for c in document.raw), "a lone surrogate cannot be saved"
    if kind in ("text", "html") and not data.startswith(_PACKED):
        assert document.data == data
    if kind in ("jsonl", "csv") and not data.startswith(_PACKED):
        assert any(document.data.removesuffix(half) in data for half in _HALF_UNITS)
    for start, end in (*(document.main or ()), *document.captions):
        assert 0 <= start < end <= len(document.raw)
    article = clean(document, default_lexicons())
    check_invariants(article)
    for words in (article.title, article.outlet, article.byline, article.published, *article.credits):
        (words or "").encode("utf-8")
