"""Cleaning: the article in a source document, as blocks, clean text and metadata."""

from saksi.cleaning.article import Article
from saksi.cleaning.clean import clean

__all__ = ["Article", "clean"]
