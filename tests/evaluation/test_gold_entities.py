"""The gold of named entities is read with its rules enforced, and scored."""

from __future__ import annotations

import hashlib
import itertools
import json
from pathlib import Path

import pytest

from saksi.errors import ReadError
from saksi.evaluation.entities import faults, gold_names, score_entities
from saksi.evaluation.gold import read_entity_gold, tagged_sentences
from saksi.language.analysis import Analysis, Entity
from saksi.language.sentences import SentenceSplitter
from saksi.language.tokenizer import Tokenizer
from saksi.lexicons.load import default_lexicons

TEXT = "Wali Kota Malang bertemu Rudi.\nBACA JUGA Malang banjir\nDikutip laluAntara, Rudi pergi."
CITY, RUDI, NEWS = TEXT.index("Malang"), TEXT.index("Rudi"), TEXT.index("Antara")
SECOND = TEXT.rindex("Rudi")
ENTITIES = [
    [CITY, CITY + 6, "LOC", {"gpe": True}],
    [RUDI, RUDI + 4, "PER"],
    [NEWS, NEWS + 6, "ORG"],
    [SECOND, SECOND + 4, "PER"],
]
LINE = TEXT.index("BACA")
GOLD = Path(__file__).parents[2] / "gold" / "entities-detik.jsonl"


def write(folder: Path, **changes: object) -> tuple[Path, Path]:
    row = {
        "id": "7",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "part": "test",
        "entities": ENTITIES,
        "furniture": [[LINE, TEXT.index("\nDikutip")]],
    }
    gold, articles = folder / "gold.jsonl", folder / "articles.jsonl"
    gold.write_text(json.dumps(row | changes) + "\n", encoding="utf-8")
    articles.write_text(json.dumps({"id": "7", "title": "", "text": TEXT}) + "\n", encoding="utf-8")
    return gold, articles


def test_entities_come_with_the_words_that_were_annotated(tmp_path):
    (article,) = read_entity_gold(*write(tmp_path))
    assert [TEXT[e.start : e.end] for e in article.entities] == ["Malang", "Rudi", "Antara", "Rudi"]
    assert [e.gpe for e in article.entities] == [True, False, False, False]
    assert [TEXT[s:e][:5] for s, e in article.paragraphs] == ["Wali ", "Dikut"]


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"id": "8"}, "no article"),
        ({"sha256": "0" * 64}, "not the one that was annotated"),
        ({"part": "dev"}, "part is"),
        ({"entities": [[CITY, CITY + 6, "GPE"]]}, "unknown label"),
        ({"entities": [[RUDI, RUDI + 4, "PER", {"gpe": True}]]}, "unknown attribute"),
        ({"entities": [[CITY, CITY + 7, "LOC"]]}, "loose"),
        ({"entities": [[CITY, CITY, "LOC"]]}, "empty"),
        ({"entities": [ENTITIES[1], ENTITIES[0]]}, "out of order"),
        ({"entities": [[LINE, LINE + 4, "ORG"]]}, "outside the annotated lines"),
        ({"entities": [[SECOND, SECOND + 99, "PER"]]}, "outside the text"),
    ],
)
def test_a_faulty_line_is_refused_with_its_reason(tmp_path, changes, cause):
    with pytest.raises(ReadError, match=cause):
        read_entity_gold(*write(tmp_path, **changes))


def test_a_line_that_is_not_json_is_refused(tmp_path):
    gold, articles = write(tmp_path)
    gold.write_text("{\n", encoding="utf-8")
    with pytest.raises(ReadError, match="not JSON"):
        read_entity_gold(gold, articles)


class Namer:
    """Stands in for the model: knows Malang as an organisation and Rudi."""

    def analyse(self, text, paragraphs):
        found = [
            Entity(label, 0, 0, at, at + len(word))
            for start, end in paragraphs
            for word, label in (("Malang", "ORG"), ("Rudi", "PER"))
            if (at := text.find(word, start, end)) >= 0
        ]
        return Analysis(text, (), (), tuple(found))


def test_names_count_by_exact_span_and_label(tmp_path):
    articles = read_entity_gold(*write(tmp_path))
    scores = score_entities(Namer(), articles)
    assert scores["PER"].rows == [(2, 2, 2)]
    assert scores["LOC"].rows == [(0, 0, 1)]
    assert scores["ORG"].rows == [(0, 1, 1)]
    assert scores["all"].rows == [(2, 3, 4)]
    assert scores["span"].rows == [(3, 3, 4)]
    assert [line[:7] for line in faults(Namer(), articles)] == ["7 - LOC", "7 + ORG", "7 - ORG"]


def test_groups_stand_aside(tmp_path):
    article = read_entity_gold(*write(tmp_path, entities=[[RUDI, RUDI + 4, "GRP"]]))[0]
    assert gold_names(article) == set()


def test_sentences_for_training_leave_out_glued_names(tmp_path):
    (article,) = read_entity_gold(*write(tmp_path))
    lexicons = default_lexicons()
    sentences, dropped = tagged_sentences(article, Tokenizer(lexicons), SentenceSplitter(lexicons))
    assert [s.words for s in sentences] == [("Wali", "Kota", "Malang", "bertemu", "Rudi", ".")]
    assert sentences[0].iob == ("O", "O", "B-LOC", "O", "B-PER", "O")
    assert dropped == 1


def test_the_shipped_gold_is_half_train_half_test_and_holds_no_words():
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    assert [row["part"] for row in rows] == ["train", "test"] * (len(rows) // 2)
    assert all(set(row) == {"id", "sha256", "part", "entities", "furniture"} for row in rows)
    for row in rows:
        spans = [(start, end) for start, end, *_ in row["entities"]]
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
