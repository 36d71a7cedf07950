"""What Saksi says to people, in English and Indonesian."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("en", "id")

_MESSAGES: Mapping[str, tuple[str, str]] = {
    "said": ("Who said what", "Siapa berkata apa"),
    "did": ("Who did what", "Siapa berbuat apa"),
    "silent": ("Who has not answered", "Siapa belum menjawab"),
    "wants": ("Who wants what", "Siapa mau apa"),
    "places": ("Places", "Tempat"),
    "removed": ("Removed from the page", "Dibuang dari halaman"),
    "notes": ("Notes", "Catatan"),
    "unresolved": ("speaker unresolved", "pembicara tak diketahui"),
    "via": ("via", "melalui"),
    "no-events": ("no event found", "tidak ada peristiwa"),
    "no-coordinates": ("not on the map", "tidak ada di peta"),
    "point-of": ("point of", "titik"),
    "not": ("not", "tidak"),
    "unknown": ("unknown", "tak diketahui"),
    "read": ("read", "terbaca"),
    "failed": ("failed", "gagal"),
    "articles": ("articles", "artikel"),
    "events": ("events", "peristiwa"),
    "quotes": ("quotes", "kutipan"),
}

_STANCES_ID: Mapping[str, str] = {
    "demands": "menuntut",
    "supports": "mendukung",
    "accepts": "menerima",
    "offers": "menawarkan",
    "refuses": "menolak",
    "threatens": "mengancam",
    "silent": "belum menjawab",
}


def say(key: str, language: str) -> str:
    """The message `key` in `language` ("en" or "id")."""
    return _MESSAGES[key][LANGUAGES.index(language)]


def stance(word: str, language: str) -> str:
    """The name of a stance in `language`."""
    if language == "id":
        return _STANCES_ID[word]
    return "has not answered" if word == "silent" else word
