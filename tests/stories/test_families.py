"""Families of an agency's text: what newsrooms make of the ten example articles of this repository.

Every text is cut, led in, edited and put into another order; all of it must be found to be one text, and
no two of the ten to be one. Reports of one's own on the same happenings must stay apart.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from saksi.stories.grouping import place
from saksi.stories.index import MemoryIndex
from saksi.stories.keys import article_key
from story_helpers import article

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"
LEDE = (
    "Warga di daerah ini mengikuti kabar itu sejak pagi lewat radio dan telepon genggam, kata seorang pengurus"
    " rukun tetangga kepada wartawan kami di alun-alun kota.",
    "Mereka berharap keadaan segera membaik dan keluarga yang merantau dapat pulang dengan selamat.",
)
REWRITTEN = {
    "01-gencatan-senjata": (
        "Pertempuran berhenti setelah kedua pihak yang bertikai mencapai kesepakatan, demikian keterangan para"
        " perunding yang dihubungi surat kabar ini.",
        "Beberapa penduduk yang kami temui menyatakan masih takut kembali ke rumah masing-masing.",
    ),
    "03-banjir-bandang": (
        "Air bah datang tiba-tiba ketika sebagian besar penduduk sedang tidur, cerita seorang ibu yang"
        " kehilangan rumahnya.",
        "Relawan yang kami temui di dapur umum menghitung ratusan pengungsi belum mendapat selimut.",
    ),
    "06-papua-penembakan": (
        "Seorang kerabat korban menuturkan kepada koran ini bahwa ia mendengar beberapa letusan dari arah"
        " lereng bukit sebelum jalan itu sepi.",
        "Gereja setempat menawarkan diri menjadi penengah agar tidak ada lagi nyawa yang melayang.",
    ),
}


def shortened(paragraphs: list[str]) -> list[str]:
    """The first half, as a news ticker prints it."""
    return paragraphs[: max(2, len(paragraphs) // 2)]


def led_in(paragraphs: list[str]) -> list[str]:
    """With a lede of its own."""
    return [*LEDE, *paragraphs]


def led_in_and_shortened(paragraphs: list[str]) -> list[str]:
    return led_in(shortened(paragraphs))


def edited(paragraphs: list[str]) -> list[str]:
    """Every twenty-fifth word struck out."""
    return [" ".join(w for n, w in enumerate(p.split(), 1) if n % 25) for p in paragraphs]


def reordered(paragraphs: list[str]) -> list[str]:
    """The last paragraph first."""
    return [paragraphs[-1], *paragraphs[:-1]]


CHANGES = (shortened, led_in, led_in_and_shortened, edited, reordered)


def paragraphs_of(name: str) -> list[str]:
    """The lines of an example that are long enough to be paragraphs."""
    lines = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if len(line) > 80]


NAMES = sorted(path.stem for path in EXAMPLES.glob("*.txt"))


def key_of(name: str, paragraphs: list[str]):
    return article_key(article(name, *paragraphs))


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("agency_first", [True, False], ids=["agency-first", "copy-first"])
def test_a_version_is_found_among_all_texts(change: Callable[[list[str]], list[str]], agency_first: bool):
    index = MemoryIndex()
    whole = [key_of(name, paragraphs_of(name)) for name in NAMES]
    versions = [key_of(f"{name} {change.__name__}", change(paragraphs_of(name))) for name in NAMES]
    rounds = (whole, versions) if agency_first else (versions, whole)
    first, second = ([place(key, index) for key in keys] for keys in rounds)
    assert [p.family for p in first] == list(range(len(NAMES)))
    assert [p.family for p in second] == list(range(len(NAMES)))
    assert all(p.copied for p in second)


def test_a_report_of_ones_own_is_no_copy():
    index = MemoryIndex()
    for name in NAMES:
        place(key_of(name, paragraphs_of(name)), index)
    own = [place(key_of(f"{name} sendiri", list(text)), index) for name, text in REWRITTEN.items()]
    assert not any(p.copied for p in own)
    assert len({p.family for p in own}) == len(own)
