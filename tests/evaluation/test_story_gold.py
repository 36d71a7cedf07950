import json

import pytest

from saksi.errors import ReadError
from saksi.evaluation.stories import read_gold, report, score

GOLD = {"1": "banjir", "2": "banjir", "3": "banjir", "4": "pawai"}


def test_the_same_grouping_is_perfect():
    scores = score(GOLD, {"1": 7, "2": 7, "3": 7, "4": 9})
    assert (scores.cubed, scores.pairs, scores.articles) == ((1.0, 1.0), (1.0, 1.0), 4)


def test_a_torn_story_costs_recall_and_a_mixed_one_precision():
    torn = score(GOLD, {"1": 7, "2": 7, "3": 8, "4": 9})
    assert torn.cubed == (1.0, pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4))
    assert torn.pairs == (1.0, pytest.approx(1 / 3))
    mixed = score(GOLD, {"1": 7, "2": 7, "3": 7, "4": 7})
    assert mixed.cubed == (pytest.approx((3 * 3 / 4 + 1 / 4) / 4), 1.0)
    assert mixed.pairs == (0.5, 1.0)


def test_an_article_that_was_not_grouped_stands_alone():
    assert score(GOLD, {"1": 7, "2": 7, "4": 9}) == score(GOLD, {"1": 7, "2": 7, "3": 8, "4": 9})


def test_the_report_lists_what_was_torn_and_mixed():
    lines = list(report(GOLD, {"1": 7, "2": 7, "3": 9, "4": 9}, errors=True))
    assert lines[-2:] == ["torn  banjir: 1 2 | 3", "mixed banjir, pawai: 3 4"]


def test_gold_is_read_by_part_and_faults_are_named(tmp_path):
    file = tmp_path / "gold.jsonl"
    rows = [
        {"story": "banjir", "part": "dev", "articles": ["1", "2"]},
        {"story": "pawai", "part": "test", "articles": ["4"]},
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert read_gold(file, "dev") == {"1": "banjir", "2": "banjir"}
    assert len(read_gold(file)) == 3
    file.write_text('{"story": "banjir"}\n', encoding="utf-8")
    with pytest.raises(ReadError, match="line 1"):
        read_gold(file)


def test_the_gold_of_the_repository_names_every_article_once(request):
    rows = [
        json.loads(line)
        for line in (request.config.rootpath / "gold" / "stories-detik.jsonl").read_text().splitlines()
    ]
    articles = [article for row in rows for article in row["articles"]]
    assert len(articles) == len(set(articles)) == 424
    assert {row["part"] for row in rows} == {"dev", "test"}
    assert len({row["story"] for row in rows}) == len(rows)
