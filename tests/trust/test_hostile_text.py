"""Texts made to mislead: hidden characters, letters that look alike, impossible days. Always a record that says so."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.cleaning.disguises import disguises
from saksi.cleaning.published import ahead
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord

STORY = "JAKARTA - Polisi menangkap dua aktivis di Medan, {when}.\nPresiden mengecam penangkapan itu."


def source(raw: str, **meta: str) -> SourceDocument:
    return SourceDocument(raw.encode("utf-8", "replace"), raw, "uji.txt", "text/plain", meta=meta)


def check(record: ArticleRecord) -> None:
    """It can be saved and comes back; every span lies in the text."""
    line = record.to_json()
    line.encode("utf-8")
    assert ArticleRecord.from_json(line) == record
    witnesses = [
        s for e in record.events for f in dataclasses.fields(e.witness) for s in getattr(e.witness, f.name)
    ]
    spans = [
        *record.sentences,
        *(m for a in record.actors for m in a.mentions),
        *(q.span for q in record.quotes),
    ]
    spans += [*(d.span for d in record.dates), *(m for p in record.places for m in p.mentions), *witnesses]
    assert all(0 <= start < end <= len(record.text) for start, end in spans)
    assert all(d.span is None or 0 <= d.span[0] < d.span[1] <= len(record.text) for d in record.diagnostics)


def codes(text: str) -> list[str]:
    return [d.code for d in disguises(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Presiden Prab\u043ewo menolak.", ["mixed-scripts"]),  # a Cyrillic o
        ("Menteri \u039fka menolak.", ["mixed-scripts"]),  # a Greek O
        ("Prabowo dan Владимир Путин bertemu.", []),
        ("Café di Kuta, 5 µg, Hawaiʻi, naïve.", []),
        ("Pol\u200bisi me\u00adnangkap.", ["shapeless"]),
        ("keluarga 👨\u200d👩\u200d👧 itu", []),
        ("\u202enamatid isiloP\u202c", ["turned-order"]),
        ("Polisi menangkap.", []),
    ],
)
def test_disguised_words_are_told(text: str, expected: list[str]):
    assert codes(text) == expected


def test_a_disguise_is_shown_at_its_place(pipeline):
    record = pipeline.read(
        source(f"Judul Berita Hari Ini\n{STORY.format(when='Senin')} Prab\u043ewo setuju.")
    )
    [told] = [d for d in record.diagnostics if d.code == "mixed-scripts"]
    assert record.text[slice(*told.span)] == "Prab\u043ewo"
    check(record)


@pytest.mark.parametrize(
    "raw", ["\x00", "Ju\x00dul\n\x00Polisi\x00 menangkap.", "\ufeff\u200b\u202e\n", "\ufffd" * 50]
)
def test_nul_and_bare_controls(pipeline, raw: str):
    check(pipeline.read(source(raw)))


@pytest.mark.parametrize(
    "day",
    ["31/12/9999", "1/1/0000", "0/0/0000", "29/2/2023", "31 Desember 9999", "1 Januari 0000", "32 Mei 2024", "Minggu (99/99/99)",
     "999999999 tahun lalu", "1.000.000 hari mendatang", "kemarin", "abad ke-99", "tahun 9999", "Senin (31/12)"],
)  # fmt: skip
@pytest.mark.parametrize(
    "published", [None, "9999-12-31", "0000-00-00", "0001-01-01", "1900-01-01", "2100-12-31", "99999999999"]
)
def test_days_that_no_calendar_has(pipeline, day: str, published: str | None):
    meta = {} if published is None else {"published": published}
    record = pipeline.read(source(STORY.format(when=day), **meta))
    check(record)
    assert all(d.start is None or len(d.start) == 10 for d in record.dates)


@pytest.mark.parametrize(
    ("published", "captured", "told"),
    [
        ("2025-03-05", "2025-03-04T22:00:00Z", False),
        ("2025-03-09T10:00+07:00", "2025-03-04T05:06:07Z", True),
        ("2025-03-04", "bukan hari", False),
        (None, "2025-03-04", False),
        ("2030-01-01", None, False),
    ],
)
def test_clocks_that_disagree(published: str | None, captured: str | None, told: bool):
    assert [d.code for d in ahead(published, captured)] == ["published-ahead"] * told


def test_keys_given_twice_are_told_in_lists_too(tmp_path):
    from saksi.readers.open import read_sources

    path = tmp_path / "a.json"
    path.write_text('[{"isi": "Satu."}, {"isi": "Dua.", "meta": [{"a": 1, "a": 2}]}]', encoding="utf-8")
    notes = [
        [d.message[-3:] for d in s.diagnostics if d.code == "duplicate-key"]
        for s in read_sources([str(path)])
    ]
    assert notes == [[], [": a"]]


WORDS = st.sampled_from(
    ["Polisi", "menangkap", "Prab\u043ewo", "“", "”", '"', "kata", "(", ")", "31/12/9999", "Senin (1/1)", "\u202e", "\u200b",
     "\x00", "\n", ".", "AS", "Presiden", "tewas", "9" * 30, "dua", "ribu", "-", "menurut", "\ufffd", "e\u0301", "👨\u200d👩"]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.one_of(WORDS, st.text(st.characters(codec="utf-8"), max_size=8)), max_size=40), st.booleans()
)
def test_any_words_give_a_record_that_can_be_saved_and_is_the_same_again(
    pipeline, words: list[str], titled: bool
):
    document = source(" ".join(words), **({"title": " ".join(words[:5])} if titled else {}))
    record = pipeline.read(document)
    check(record)
    assert pipeline.read(document) == record
    covered = sum(b.raw[1] - b.raw[0] for b in record.blocks if b.raw)
    assert covered >= len("".join(document.raw.split()))


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_morphology_keeps_to_the_letters_of_any_word(word: str):
    from saksi.language.morphology import analyse_word, derive, root_of

    morph = analyse_word(word)
    assert morph.root == root_of(word) == root_of(word)
    assert json.loads(json.dumps(morph.root)) == morph.root
    assert all(isinstance(d.form, str) for d in derive(morph.root))
