from __future__ import annotations

import random
import tomllib
from pathlib import Path

import pytest

from saksi.language.network import spans_of
from saksi.training import corpora, evaluate_language, manifest
from saksi.training.corpora import Sentence
from saksi.training.names import with_other_names

TREE = """# text = Ia menolaknya.
1\tIa\tia\tPRON\t_\t_\t2\tnsubj\t_\t_
2-3\tmenolaknya\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\tmenolak\ttolak\tVERB\t_\tVoice=Act\t0\troot\t_\t_
3\tnya\tnya\tPRON\t_\t_\t2\tobj\t_\t_
4\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

# text = Pergi!
1\tPergi\tpergi\tVERB\t_\tVoice=Act\t0\troot\t_\tSpaceAfter=No
2\t!\t!\tPUNCT\t_\t_\t1\tpunct\t_\t_
"""


@pytest.fixture
def trees(tmp_path: Path) -> list[Sentence]:
    path = tmp_path / "pohon.conllu"
    path.write_text(TREE, encoding="utf-8")
    return list(corpora.read_treebank(path))


def test_treebank_words_heads_and_spaces(trees: list[Sentence]) -> None:
    first, second = trees
    assert first.words == ("Ia", "menolak", "nya", ".")
    assert first.spaces == (True, False, False, True)
    assert first.heads == (1, 1, 1, 1)
    assert first.voices == ("", "Act", "", "")
    assert second.deps == ("root", "punct")


def test_joined_sentences_give_the_texts_back(trees: list[Sentence]) -> None:
    text, sentences, words = evaluate_language.join(trees)
    assert text == "Ia menolaknya. Pergi!"
    assert [text[s:e] for s, e in sentences] == [s.text for s in trees]
    assert [text[s:e] for sentence in words for s, e in sentence] == [w for s in trees for w in s.words]


def test_entity_columns_and_their_spans(tmp_path: Path) -> None:
    path = tmp_path / "nama.iob"
    path.write_text("Budi\tB-PER\nUtomo\tI-PER\nke\tO\nSolo\tB-LOC\n\nHujan\tO\n", encoding="utf-8")
    first, second = corpora.read_entities(path)
    assert spans_of(first.iob) == [("PER", 0, 2), ("LOC", 3, 4)]
    assert spans_of(second.iob) == []
    assert spans_of(["B-PER", "B-PER", "I-ORG"]) == [("PER", 0, 1), ("PER", 1, 2), ("ORG", 2, 3)]


def test_scores_are_of_the_field() -> None:
    score = evaluate_language.Score()
    score.add(right=2, predicted=4, gold=3)
    score.add(right=1, predicted=1, gold=2)
    assert (score.precision, score.recall, score.f1) == (60.0, 60.0, 60.0)
    low, high = score.interval()
    assert low <= score.f1 <= high


def test_headline_style_keeps_the_tree(trees: list[Sentence]) -> None:
    first = corpora.without_final_stop(corpora.title_case(trees[0], frozenset({"nya"})))
    assert first.words == ("Ia", "Menolak", "nya")
    assert len(first.heads) == len(first.deps) == 3
    assert corpora.without_final_stop(trees[1]) == trees[1]


def test_other_names_keep_words_and_tags_together() -> None:
    iob = ("B-PER", "I-PER", "O", "O", "B-LOC")
    sentence = Sentence("", ("Budi", "Utomo", "tiba", "di", "Solo"), (True,) * 5, iob=iob)
    pools = {"PER": ("Ani",), "LOC": ("Kota Baru",), "ORG": ("PBB",)}
    for seed in range(40):
        changed = with_other_names(sentence, pools, random.Random(seed))
        assert len(changed.words) == len(changed.iob) == len(changed.spaces)
        assert {label for label, _, _ in spans_of(changed.iob)} == {"PER", "LOC"}


def test_duplicates_and_held_out(trees: list[Sentence]) -> None:
    assert corpora.without_duplicates([*trees, *trees]) == trees
    train, held = corpora.hold_out(trees * 5, 5)
    assert (len(train), len(held)) == (8, 2)


def test_manifest_is_toml(tmp_path: Path) -> None:
    (tmp_path / "a.npz").write_bytes(b"1")
    manifest.write(
        tmp_path,
        ["a.npz"],
        data={"ud/x": "00"},
        plan={"steps": 3, "w": {"a": 0.5}},
        figures={"x:LAS": 1.0},
        versions={"numpy": "2"},
    )
    found = tomllib.loads((tmp_path / "manifest.toml").read_text(encoding="utf-8"))
    assert found["plan"] == {"steps": 3, "w": {"a": 0.5}}
    assert found["versions"] == {"numpy": "2"}
    assert set(found["sha256"]) == {"a.npz"}


def test_features_are_counted_by_name_and_value() -> None:
    scores: dict[str, evaluate_language.Score] = {}
    evaluate_language.add_features(
        scores, ["Number=Plur|Voice=Act", "Polarity=Neg"], ["Number=Sing|Voice=Act", "_"]
    )
    assert (scores["feats"].rows, scores["feat:Number"].rows) == ([(1, 3, 2)], [(0, 1, 1)])
    assert scores["feat:Polarity"].rows == [(0, 1, 0)]


def test_figures_of_a_manifest_stand_by_corpus() -> None:
    lines = evaluate_language.kept_back(
        {"csui-train:dep:obj": 91.0, "idner2k:ent:all": 80.0, "ent:PER": 70.04}
    )
    assert [line.split() for line in lines.split("\n")] == [
        ["csui-train"], ["dep:obj", "91.0"], ["idner2k"], ["ent:all", "80.0"], ["dev.iob"], ["ent:PER", "70.0"],
    ]  # fmt: skip
