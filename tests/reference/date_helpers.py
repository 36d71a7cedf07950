"""Reads the dates of a sentence as printed in an article of Wednesday, 22 October 2025."""

from __future__ import annotations

from saksi.cleaning.article import Article
from saksi.language.analysis import Analysis, Sentence, Token
from saksi.lexicons.load import default_lexicons
from saksi.records import Source
from saksi.reference.date_words import words_of
from saksi.reference.dates import DateFindings, find_dates

WEDNESDAY = "2025-10-22T09:15"


def flat(text: str) -> Analysis:
    """Every word a token under the first one; no entities."""
    words = words_of(text, 0, len(text))
    tokens = tuple(
        Token(i, w.start, w.end, w.text, w.lower, "X", 0, "root" if i == 0 else "dep", w.lower)
        for i, w in enumerate(words)
    )
    sentences = (Sentence(0, len(tokens), tokens[0].start, tokens[-1].end, 0),) if tokens else ()
    return Analysis(text, tokens, sentences, ())


def article(text: str, published: str | None) -> Article:
    return Article(
        "x", Source("x"), text, text, (), ((0, len(text)),), None, None, "id", published, None, None, (), ()
    )  # fmt: skip


def read(text: str, published: str | None = WEDNESDAY) -> DateFindings:
    return find_dates(article(text, published), flat(text), default_lexicons())


def found(text: str, published: str | None = WEDNESDAY) -> list[tuple[str, str | None, str | None]]:
    return [(text[d.span[0] : d.span[1]], d.start, d.end) for d in read(text, published).dates]


def one(text: str, published: str | None = WEDNESDAY) -> tuple[str | None, str | None]:
    dates = read(text, published).dates
    assert len(dates) == 1, found(text, published)
    return dates[0].start, dates[0].end


def day(iso: str) -> tuple[str, str]:
    return iso, iso
