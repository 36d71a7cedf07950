"""Helpers of the cleaning tests."""

from saksi.cleaning import Article, clean
from saksi.lexicons.load import default_lexicons
from saksi.readers.source import SourceDocument


def article_of(raw: str, **meta: str) -> Article:
    """The article in a plain text, with metadata as a table row would give it."""
    data = raw.encode("utf-8", "replace")
    source = SourceDocument(data, raw, "uji.txt", "text/plain", url=meta.get("url"), meta=meta)
    return clean(source, default_lexicons())


def kinds(article: Article) -> list[tuple[str, str]]:
    """Kind and words of each block."""
    return [(b.kind, article.raw[slice(*b.raw)] if b.raw else "") for b in article.blocks]


def prose(article: Article) -> list[str]:
    """The paragraphs, headline included."""
    return [article.text[start:end] for start, end in article.paragraphs]


def check_invariants(article: Article) -> None:
    """What must hold for every article: exact slices, full cover, spans inside the text."""
    position = 0
    for block in article.blocks:
        if block.raw is not None:
            start, end = block.raw
            assert start < end
            assert article.raw[position:start].strip() == ""
            position = end
            if block.span is not None:
                assert article.text[slice(*block.span)] == article.raw[start:end]
        else:
            assert block.kind == "headline"
        assert block.span is not None or block.reason is not None
    assert article.raw[position:].strip() == ""
    laid = sorted(b.span for b in article.blocks if b.span is not None)
    ends = [end for _, end in laid]
    assert [start for start, _ in laid] == [0, *(end + 1 for end in ends)][: len(laid)]
    assert len(article.text) == (ends[-1] if ends else 0)
    assert all(0 <= start < end <= len(article.text) for start, end in article.paragraphs)
    assert list(article.paragraphs) == sorted(article.paragraphs)
    if article.title is not None:
        assert article.text.startswith(article.title)
    if article.dateline is not None:
        assert article.text[slice(*article.dateline.span)] == article.dateline.text
