"""Reported speech: quotes, speakers, attribution chains."""

from saksi.speech.find import find_quotes
from saksi.speech.findings import QuoteFinding

__all__ = ["QuoteFinding", "find_quotes"]
