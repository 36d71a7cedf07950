"""Saksi reads Indonesian-language news and shows the words that bear witness to every field."""

__version__ = "0.1.0"
