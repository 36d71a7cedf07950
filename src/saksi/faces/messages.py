"""What Saksi says to people, in English and Indonesian."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("en", "id")

_MESSAGES: Mapping[str, tuple[str, str]] = {
    "said": ("Who said what", "Siapa berkata apa"),
    "did": ("Who did what", "Siapa berbuat apa"),
    "silent": ("Who has not answered", "Siapa belum menjawab"),
    "wants": ("Who wants what", "Siapa mau apa"),
    "sizes": ("How many", "Berapa banyak"),
    "dead": ("dead", "tewas"),
    "injured": ("injured", "luka"),
    "missing": ("missing", "hilang"),
    "displaced": ("displaced", "mengungsi"),
    "arrested": ("arrested", "ditahan"),
    "houses": ("houses damaged", "rumah rusak"),
    "crowd": ("crowd", "massa"),
    "household": ("households", "KK"),
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
    "no-such-sentence": ("there is no such sentence", "tidak ada kalimat itu"),
    "source": ("source", "pelaku"),
    "target": ("target", "sasaran"),
    "nobody": ("nobody", "tidak ada"),
    "phrases": ("words around it", "kata di sekitarnya"),
    "modality": ("modality", "modalitas"),
    "no-trigger": ("no trigger in this sentence", "tidak ada kata pemicu dalam kalimat ini"),
    "in-no-frame": ("is in no frame", "tidak ada dalam bingkai mana pun"),
    "nearest": ("nearest:", "terdekat:"),
}

# What the coder decided and why (events.trace.Step): stage, then reason.
DECISIONS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("outside", "sentence"): ("not read: the sentence is about", "tidak dibaca: kalimat ini tentang"),
    ("outside", "article"): (
        "not read: the whole article is about", "tidak dibaca: seluruh artikel tentang",
    ),
    ("trigger", "active"): ("triggers, as active verb:", "memicu, sebagai verba aktif:"),
    ("trigger", "passive"): ("triggers, as passive verb:", "memicu, sebagai verba pasif:"),
    ("trigger", "bare"): ("triggers, as bare verb:", "memicu, sebagai verba dasar:"),
    ("trigger", "noun"): ("triggers, as noun:", "memicu, sebagai nomina:"),
    ("passed", "in-name"): ("stands in a name:", "bagian dari nama:"),
    ("passed", "tagged-otherwise"): ("is another part of speech here:", "kelas katanya lain di sini:"),
    ("passed", "object"): (
        "the object is not what the row asks for:", "objeknya bukan yang diminta baris ini:",
    ),
    ("passed", "outranked"): ("gives way to a closer row:", "kalah dari baris yang lebih tepat:"),
    ("passed", "guard"): ("means no event here:", "bukan peristiwa di sini:"),
    ("complement", ""): ("is what another trigger is about:", "isi dari pemicu lain:"),
    ("parties", ""): ("is read as", "dibaca sebagai"),
    ("merged", ""): ("tells the same event as", "peristiwa yang sama dengan"),
    ("dropped", "no-complement"): (
        "dropped: nothing of which it says something", "dibuang: tidak ada yang diterangkannya",
    ),
    ("dropped", "unlikely"): ("dropped: unlikely to be an event", "dibuang: tampaknya bukan peristiwa"),
    ("judged", "event"): ("judged to be an event", "dinilai peristiwa"),
    ("dropped", "accident"): (
        "dropped: floods, crashes and beasts are no actors", "dibuang: bencana dan satwa bukan pelaku",
    ),
    ("dropped", "own-object"): ("dropped: object of another trigger", "dibuang: objek dari pemicu lain"),
    ("dropped", "coordinated"): (
        "dropped: told along with another complement", "dibuang: setara dengan isi pemicu lain",
    ),
    ("dropped", "silence"): (
        "dropped: coded as a missing answer", "dibuang: dikodekan sebagai jawaban yang belum ada",
    ),
    ("dropped", "no-party"): (
        "dropped: names neither source nor target", "dibuang: tanpa pelaku dan sasaran",
    ),
    ("dropped", "history"): (
        "dropped: dated more than ten years before the article",
        "dibuang: bertanggal lebih dari sepuluh tahun sebelum berita ini",
    ),
    ("dropped", "nobody"): ("dropped: nobody in particular", "dibuang: bukan siapa-siapa yang tertentu"),
    ("dropped", "background"): (
        "dropped: an event noun in passing, with one side only",
        "dibuang: nomina peristiwa sambil lalu, hanya satu pihak",
    ),
    ("dropped", "possible"): ("dropped: only possible", "dibuang: baru kemungkinan"),
    ("dropped", "opinion"): ("dropped: opinion of nobody in particular", "dibuang: pendapat umum"),
    ("dropped", "private"): ("dropped: nobody of public life", "dibuang: tidak ada pihak publik"),
    ("dropped", "routine"): ("dropped: routine within one country", "dibuang: rutin dalam satu negara"),
    ("dropped", "one-sided"): ("dropped: needs two sides", "dibuang: perlu dua pihak"),
    ("dropped", "no-promise"): (
        "dropped: counts only while still to come", "dibuang: hanya dihitung bila belum terjadi",
    ),
    ("dropped", "talk"): (
        "dropped: no definite deed and nobody addressed", "dibuang: tanpa tindakan pasti dan tanpa alamat",
    ),
    ("dropped", "repeat"): (
        "dropped: told elsewhere in the article", "dibuang: sudah diceritakan di artikel ini",
    ),
    ("dropped", "no-country"): (
        "dropped: a place of no known country", "dibuang: tempat yang negaranya tak diketahui",
    ),
}  # fmt: skip

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


def why(stage: str, reason: str, language: str) -> str:
    """What the coder decided (stage) and why, in `language`; a reason that stands for itself is appended."""
    column = LANGUAGES.index(language)
    found = DECISIONS.get((stage, reason))
    if found is not None:
        return found[column]
    return f"{DECISIONS[stage, ''][column]} {reason}".rstrip()


def stance(word: str, language: str) -> str:
    """The name of a stance in `language`."""
    if language == "id":
        return _STANCES_ID[word]
    return "has not answered" if word == "silent" else word
