"""Numbers told of one event stand side by side, from the articles' own words."""

from __future__ import annotations

import pytest

from saksi.lexicons.load import default_lexicons
from saksi.pipeline import Pipeline
from saksi.readers.open import read_text
from saksi.stories.story import tell_story

SHOT = "Aparat menembak warga di Kabupaten Dogiyai, Papua Tengah, Minggu (3/8/2025)."
POLICE = f"""Penembakan di Dogiyai

Jayapura, 4 Agustus 2025 - {SHOT} Kapolda Papua Tengah Alfred Papare mengatakan tiga warga tewas dalam
peristiwa itu.
"""
COMMISSION = f"""Tujuh Warga Tewas dalam Penembakan di Dogiyai

Jakarta, 5 Agustus 2025 - {SHOT} Ketua Komnas HAM Anis Hidayah mengatakan tujuh warga tewas dalam
peristiwa itu.
"""


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline.load()


def differing(pipeline, *texts):
    records = [pipeline.read(read_text(text.encode(), f"{n}.txt")) for n, text in enumerate(texts)]
    story = tell_story(records, {r.id: n for n, r in enumerate(records)}, default_lexicons())
    words = {r.id: r.text for r in records}
    return [
        (d.field, {s.value: [(a.speaker.name, words[a.article][slice(*a.sizes[0].span)]) for a in s.accounts]
                   for s in d.sides})
        for h in story.happenings for d in h.disagreements
    ]  # fmt: skip


def test_three_dead_by_the_police_and_seven_by_the_commission_stand_side_by_side(pipeline):
    assert differing(pipeline, POLICE, COMMISSION) == [
        ("dead", {"3": [("Alfred Papare", "tiga warga tewas")], "7": [("Anis Hidayah", "tujuh warga tewas")]})
    ]


def test_those_who_say_the_same_do_not_differ_nor_does_one_who_says_at_least(pipeline):
    assert differing(pipeline, POLICE, COMMISSION.replace("ujuh", "iga")) == []
    assert differing(pipeline, POLICE.replace("tiga", "sedikitnya tiga"), COMMISSION) == []


def test_a_number_is_given_to_no_event_where_the_article_tells_two(pipeline):
    other = "Kelompok bersenjata menyerang pos polisi di Kabupaten Puncak, Jumat (1/8/2025)."
    assert differing(pipeline, POLICE.replace(SHOT, f"{SHOT} {other}"), COMMISSION) == []
