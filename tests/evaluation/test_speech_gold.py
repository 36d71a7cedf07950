"""Quotes and chains are held against their gold through the blocks of the record."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from saksi.errors import ReadError
from saksi.evaluation.coreference import compare, read_chain_gold
from saksi.evaluation.coreference import figures as chain_figures
from saksi.evaluation.quote_gold import read_quote_gold
from saksi.evaluation.quotes import evaluate, report
from saksi.records import Actor, ArticleRecord, Block, Date, Quote, Source

TITLE = "Wali Kota: Jembatan Aman"
TEXT = (
    'Baca juga: cuaca\nWali Kota Sari Dewi datang. "Jembatan aman," kata Sari, Senin (2/6/2025).\nIa pulang.'
)
ROW = f"{TITLE}\n{TEXT}"
GOLDS = Path(__file__).parents[2] / "gold"


def at(word: str, text: str = ROW, start: int = 0) -> list[int]:
    first = text.index(word, start)
    return [first, first + len(word)]


SPEECH = {
    "kind": "direct",
    "span": at("Jembatan aman,"),
    "cue": at("kata"),
    "speaker": at("Sari Dewi"),
    "via": [],
    "date": at("Senin (2/6/2025)"),
}
CHAIN = {
    "kind": "person",
    "mentions": [at("Sari Dewi"), at("Sari", start=at("kata")[0]), at("Ia", start=at("2025)")[0])],
}


def write(folder: Path, **changes: object) -> tuple[Path, Path]:
    digest = hashlib.sha256(ROW.encode()).hexdigest()
    line = {"id": "7", "sha256": digest, "part": "test", "quotes": [SPEECH], "chains": [CHAIN]} | changes
    gold, articles = folder / "gold.jsonl", folder / "articles.jsonl"
    gold.write_text(json.dumps(line) + "\n", encoding="utf-8")
    articles.write_text(json.dumps({"id": "7", "title": TITLE, "text": TEXT}) + "\n", encoding="utf-8")
    return gold, articles


def record(*, speaker: str | None = "a1", cue: str = "kata", mentions: tuple[str, ...] = ()) -> ArticleRecord:
    """The record of the row without its first line, its headline joined in front."""
    text = TITLE + "\n" + TEXT[TEXT.index("Wali") :]
    shift = len(TITLE) + 1
    blocks = (
        Block("headline", None, (0, len(TITLE))),
        Block("paragraph", (TEXT.index("Wali"), len(TEXT)), (shift, len(text))),
    )

    def here(word: str, start: int = 0) -> tuple[int, int]:
        first, last = at(word, text, start)
        return first, last

    spans = tuple(here(m, shift) for m in mentions or ("Wali Kota Sari Dewi", "Sari"))
    actor = Actor("a1", "Sari Dewi", "person", "IDNGOV", "IDN", "Wali Kota", spans)
    date = Date("d1", here("Senin (2/6/2025)"), "2025-06-02", "2025-06-02", "day", True)
    quote = Quote("q1", "direct", here("Jembatan aman"), speaker, here(cue), (), "d1", "person")
    return ArticleRecord(
        "sha256:0", Source("x"), None, "id", TITLE, None, None, None, (), text, blocks, (), (actor,), (),
        (date,), (quote,), (), (),
    )  # fmt: skip


def test_quotes_are_found_through_the_blocks_whatever_marks_end_them(tmp_path: Path) -> None:
    (gold,) = read_quote_gold(*write(tmp_path))
    figures = evaluate([gold], lambda _: record())
    assert {name: score.f1 for name, score in figures.scores.items() if score.gold} == {
        "direct, span": 100.0,
        "cue": 100.0,
        "direct, speaker": 100.0,
        "direct, speaker's name": 100.0,
        "date of speaking": 100.0,
    }
    assert figures.faults == []


def test_a_speaker_left_unresolved_costs_recall_only(tmp_path: Path) -> None:
    (gold,) = read_quote_gold(*write(tmp_path))
    records = iter([record(), record(speaker=None)])
    speaker = evaluate([gold, gold], lambda _: next(records)).scores["direct, speaker"]
    assert (speaker.precision, speaker.recall) == (100.0, 50.0)


def test_faults_say_what_was_expected(tmp_path: Path) -> None:
    (gold,) = read_quote_gold(*write(tmp_path))
    lines = list(report(evaluate([gold], lambda _: record(speaker=None)), faults=True))
    assert any("speaker is Sari Dewi, not nobody" in line for line in lines)


def test_a_mention_with_its_title_stands_for_the_name(tmp_path: Path) -> None:
    (gold,) = read_chain_gold(*write(tmp_path))
    comparison = compare(gold, record(mentions=("Wali Kota Sari Dewi", "Ia")))
    assert comparison.said == (frozenset({tuple(at("Sari Dewi")), tuple(at("Ia", start=at("2025)")[0]))}),)
    precision, recall, _ = chain_figures([comparison.fractions()])["mentions"]
    assert (precision, recall) == (1.0, pytest.approx(2 / 3))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sha256": "0"}, "not the one that was annotated"),
        ({"part": "train"}, "part is"),
        ({"id": "8"}, "no article with id 8"),
        ({"quotes": [SPEECH | {"kind": "shout"}]}, "kind is"),
        ({"quotes": [SPEECH | {"span": [5, 5]}]}, "empty or outside"),
    ],
)
def test_a_faulty_gold_is_refused_by_file_and_line(tmp_path: Path, changes: dict, words: str) -> None:
    with pytest.raises(ReadError, match=words) as caught:
        read_quote_gold(*write(tmp_path, **changes))
    assert "gold.jsonl:1" in str(caught.value)


def test_a_chain_of_one_mention_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="two mentions"):
        read_chain_gold(*write(tmp_path, chains=[CHAIN | {"mentions": CHAIN["mentions"][:1]}]))


@pytest.mark.parametrize("name", ["quotes-detik.jsonl", "coreference-detik.jsonl"])
def test_the_gold_holds_offsets_and_no_words(name: str) -> None:
    for line in (GOLDS / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert set(row) <= {"id", "sha256", "part", "quotes", "chains"}
        words = {
            v
            for item in row.get("quotes", row.get("chains", []))
            for v in item.values()
            if isinstance(v, str)
        }
        assert words <= {"direct", "indirect", "mixed", "person", "organisation"}
