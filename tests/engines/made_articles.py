"""Made articles: a few sentences each, from templates, so that hundreds are read in seconds."""

from __future__ import annotations

import json
import random

TOWNS = [
    "Bandung",
    "Surabaya",
    "Medan",
    "Makassar",
    "Palembang",
    "Semarang",
    "Padang",
    "Manado",
    "Ambon",
    "Kupang",
]
FIRST = [
    "Ahmad",
    "Budi",
    "Siti",
    "Rahmat",
    "Dewi",
    "Hendra",
    "Joko",
    "Lestari",
    "Made",
    "Putri",
    "Slamet",
    "Wahyu",
]
LAST = [
    "Santoso",
    "Pratama",
    "Wijaya",
    "Hidayat",
    "Nasution",
    "Siregar",
    "Kurniawan",
    "Saputra",
    "Lubis",
    "Setiawan",
]
SENTENCES = (
    "Kepala Polres {town} {name} mengatakan pihaknya menangkap {n} orang tersangka pencurian.",
    '"Kami akan terus bekerja sama dengan pemerintah kota," kata {name} di {town}, Selasa ({day}/3/2025).',
    "Sebelumnya, {n} buruh berunjuk rasa di depan kantor wali kota {town} menuntut kenaikan upah.",
    "Wali Kota {town} {name} meminta warga tidak membuang sampah ke sungai selama musim hujan.",
    "Menurut {name}, sedikitnya {n} rumah rusak akibat banjir yang melanda {town}.",
    "{name} membantah tuduhan bahwa perusahaannya menyuap pejabat {town}.",
)


def made(count: int, seed: int = 1, sentences: int = 4) -> list[dict[str, str]]:
    """Rows with title, text and published; every seventh is a near copy of the row before it."""
    pick = random.Random(seed)
    rows: list[dict[str, str]] = []
    for number in range(count):
        day = pick.randint(1, 28)
        if number % 7 == 6:
            text = rows[-1]["text"] + "\n" + sentence(pick, day)
        else:
            text = "\n".join(sentence(pick, day) for _ in range(sentences))
        title = f"Polisi Tangkap Pelaku Pencurian di {pick.choice(TOWNS)}"
        rows.append({"title": title, "text": text, "published": f"2025-03-{day:02d}"})
    return rows


def sentence(pick: random.Random, day: int) -> str:
    name = f"{pick.choice(FIRST)} {pick.choice(LAST)}"
    return pick.choice(SENTENCES).format(town=pick.choice(TOWNS), name=name, n=pick.randint(2, 999), day=day)


def jsonl(rows: list[dict[str, str]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
