"""Growth: how processor time and memory grow with the number of articles and with their length.

Articles are made from templates, so that anyone can repeat the figures without a data set. The exponent is
the slope of the least squares line through the logarithms: 1 is in proportion, 2 quadratic.
"""

from __future__ import annotations

import math
import multiprocessing
import random
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from saksi.pipeline import READ_AT_MOST, Pipeline
from saksi.readers.open import read_text

ARTICLES = 20
PARAGRAPHS = 8
_MEBIBYTE = 1024.0
_TOWNS = ["Bandung", "Surabaya", "Medan", "Makassar", "Palembang", "Semarang", "Padang", "Manado", "Kupang"]
_FIRST = ["Ahmad", "Budi", "Siti", "Rahmat", "Dewi", "Hendra", "Joko", "Lestari", "Made", "Putri", "Wahyu"]
_LAST = ["Santoso", "Pratama", "Wijaya", "Hidayat", "Nasution", "Siregar", "Kurniawan", "Saputra", "Lubis"]
_PARAGRAPHS = (
    "Kepala Polres {town} {name} mengatakan pihaknya menangkap {n} orang tersangka pencurian, Senin.",
    '"Kami akan terus bekerja sama dengan pemerintah kota," kata {name} di {town}, Selasa ({day}/3/2025).',
    "Sebelumnya, {n} buruh berunjuk rasa di depan kantor wali kota {town} menuntut kenaikan upah.",
    "Wali Kota {town} {name} meminta warga tidak membuang sampah ke sungai selama musim hujan.",
    "Menurut {name}, sedikitnya {n} rumah rusak akibat banjir yang melanda {town} sejak {day} Maret 2025.",
    "{name} membantah tuduhan bahwa perusahaannya menyuap pejabat {town}.",
)


@dataclass(frozen=True, slots=True)
class Point:
    """Processor seconds and peak memory (MiB) of a process that read `size` articles or paragraphs."""

    size: int
    seconds: float
    peak: float


def exponent(points: Sequence[Point]) -> float:
    """The slope of log seconds over log size."""
    xs = [math.log(p.size) for p in points]
    ys = [math.log(p.seconds) for p in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def by_number(times: Sequence[int]) -> Iterator[Point]:
    """A Point for each multiple of ARTICLES articles of PARAGRAPHS paragraphs."""
    for factor in times:
        yield _measured(factor * ARTICLES, PARAGRAPHS, factor * ARTICLES, READ_AT_MOST)


def by_length(paragraphs: Sequence[int], *, whole: bool) -> Iterator[Point]:
    """A Point for one article of each number of paragraphs; `whole`: read beyond READ_AT_MOST, too."""
    for count in paragraphs:
        yield _measured(count, count, 1, 1 << 62 if whole else READ_AT_MOST)


def made_article(paragraphs: int, pick: random.Random) -> str:
    """An article of a headline and so many paragraphs of some 90 characters."""
    lines = [f"Polisi Tangkap Pelaku Pencurian di {pick.choice(_TOWNS)}"]
    for _ in range(paragraphs):
        name = f"{pick.choice(_FIRST)} {pick.choice(_LAST)}"
        values = {"town": pick.choice(_TOWNS), "name": name, "n": pick.randint(2, 999)}
        lines.append(pick.choice(_PARAGRAPHS).format(**values, day=pick.randint(1, 28)))
    return "\n\n".join(lines)


def _measured(size: int, paragraphs: int, articles: int, most: int) -> Point:
    """Measures in a process of its own, whose peak memory is then that of this size alone."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        seconds, peak = pool.apply(_read, (paragraphs, articles, most))
    return Point(size, seconds, peak)


def _read(paragraphs: int, articles: int, most: int) -> tuple[float, float]:
    pipeline = replace(Pipeline.load(), read_at_most=most)
    pick = random.Random(1)
    warm: Any = pipeline.read(read_text(made_article(PARAGRAPHS * 4, pick).encode(), "warm"))
    del warm
    spent = 0.0
    for number in range(articles):
        source = read_text(made_article(paragraphs, pick).encode(), f"{number}")
        began = time.process_time()
        pipeline.read(source).to_json()
        spent += time.process_time() - began
    return spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEBIBYTE
