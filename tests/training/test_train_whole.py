"""The whole of `saksi train language` on a handful of made-up sentences; needs the extra `train`."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs PyTorch, which only training uses")
pytest.importorskip("floret", reason="needs floret, which only training uses")

from saksi.language.analyse import load_model
from saksi.training import corpora, manifest
from saksi.training.fit import Plan
from saksi.training.language import train

PLAN = Plan(
    raw_steps=4, steps=6, last_steps=2, raw_words=20, tree_words=12, entity_words=12, tag_words=6,
    joined_words=12, hidden=4, vector_epochs=1, save_every=2, check_every=100, hold_news_every=3, hold_every=3,
    hold_entities_every=3,
)  # fmt: skip
TREE = """# text = {0} menolak usul itu.
1\t{0}\t{0}\tPROPN\t_\t_\t2\tnsubj\t_\t_
2\tmenolak\ttolak\tVERB\t_\tVoice=Act\t0\troot\t_\t_
3\tusul\tusul\tNOUN\t_\tNumber=Sing\t2\tobj\t_\t_
4\titu\titu\tDET\t_\tPronType=Dem\t3\tdet\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

"""
NAMED = "{0}\tB-PER\nmenolak\tO\nusul\tO\ndi\tO\nSolo\tB-LOC\n\n"
PEOPLE = ("Ani", "Budi", "Citra", "Dewi", "Eko", "Fajar", "Gita", "Hadi", "Intan")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    for number, name in enumerate((*corpora.CURRENT_TREEBANKS, corpora.CONVERTED_TREEBANK)):
        _write(folder / "ud" / name, TREE, str(number))
    for number, name in enumerate((*corpora.ENTITY_CORPORA, corpora.ENTITY_DEV)):
        _write(folder / "ner" / name, NAMED, f"n{number}")
    _write(folder / "tags.tsv", "{0}\tNNP\nmenolak\tVB\nusul\tNN\nitu\tPR\n.\tSYM\n\n", "t")
    return folder


def _write(path: Path, pattern: str, suffix: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(pattern.format(name + suffix) for name in PEOPLE), encoding="utf-8")


def test_training_leaves_a_model_that_reads_and_says_how_it_was_made(data: Path, tmp_path: Path) -> None:
    said: list[str] = []
    figures = train(data, tmp_path / "out", plan=PLAN, tagged=data / "tags.tsv", say=said.append)
    made = manifest.read(tmp_path / "out")
    assert made["plan"]["steps"] == PLAN.steps
    assert made["versions"].keys() == set(manifest.MADE_WITH)
    assert set(made["figures"]) == set(figures)
    assert any("min left" in line for line in said)
    text = "Budi menolak usul itu."
    analysis = load_model(tmp_path / "out").analyse(text, [(0, len(text))])
    assert [t.text for t in analysis.tokens] == ["Budi", "menolak", "usul", "itu", "."]
    assert not (tmp_path / "out.run").exists()


@pytest.mark.parametrize("break_at", ["step 2/4", "step 6/10", "step 12/12"])
def test_a_broken_off_training_goes_on_to_the_same_weights(data: Path, tmp_path: Path, break_at: str) -> None:
    def pulled(line: str) -> None:
        if break_at in line:
            raise KeyboardInterrupt

    whole, broken = tmp_path / "whole", tmp_path / "broken"
    train(data, whole, plan=PLAN, tagged=data / "tags.tsv", say=lambda _: None)
    with pytest.raises(KeyboardInterrupt):
        train(data, broken, plan=PLAN, tagged=data / "tags.tsv", say=pulled)
    train(data, broken, plan=PLAN, tagged=data / "tags.tsv", say=lambda _: None)
    assert manifest.read(broken) == manifest.read(whole)
