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
    "origins": ("independent origins", "asal yang mandiri"),
    "printed": ("Who printed what from whom", "Siapa memuat apa dari siapa"),
    "by-credit": ("by its credit", "menurut kreditnya"),
    "by-date": ("by its date", "menurut tanggalnya"),
    "paragraphs": ("paragraphs of its own", "paragraf sendiri"),
    "happened": ("What happened, and who reports it", "Apa yang terjadi, dan siapa yang memberitakannya"),
    "lone": ("one origin only", "hanya satu asal"),
    "answered": ("Denials and what they answer", "Bantahan dan yang dijawabnya"),
    "unheard": ("Accused and not heard", "Dituduh dan belum didengar"),
    "overstated": ("Headlines bolder than their articles", "Judul yang melebihi isinya"),
    "turned": ("turned round", "berbalik sikap"),
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
