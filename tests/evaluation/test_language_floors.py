"""The shipped model does not read worse than the figures in gold/language-floors.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from saksi.evaluation.entities import score_entities
from saksi.evaluation.gold import read_entity_gold
from saksi.language.analyse import LanguageModel, load_model
from saksi.language.weights import digest
from saksi.training import corpora
from saksi.training.evaluate_language import Score, evaluate_entities, evaluate_raw, evaluate_trees

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
FLOORS = tomllib.loads((ROOT / "gold" / "language-floors.toml").read_text(encoding="utf-8"))["floor"]


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return load_model()


def scores_on(model: LanguageModel, floor: dict[str, Any]) -> dict[str, Score]:
    path = DATA / floor["data"]
    if path.suffix == ".conllu":
        trees = corpora.without_duplicates(corpora.read_treebank(path))
        return {**evaluate_trees(model, trees), **evaluate_raw(model, trees)}
    if path.suffix == ".iob":
        return evaluate_entities(model, list(corpora.read_entities(path)))
    gold = read_entity_gold(ROOT / floor["gold"], path)
    found = score_entities(model, [a for a in gold if a.part == "test"])
    return {f"ent:{name}": score for name, score in found.items()}


@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: str(floor["data"]))
def test_the_model_stays_above_its_floors(model: LanguageModel, floor: dict[str, Any]) -> None:
    path = DATA / floor["data"]
    if not path.is_file():
        pytest.skip(f"needs {floor['data']} beside the checkout, in shared/data")
    assert digest(path) == floor["sha256"], "the floors were measured on other data"
    scores = scores_on(model, floor)
    below = {
        name: (scores[name].f1, least) for name, least in floor["least"].items() if scores[name].f1 < least
    }
    assert below == {}
