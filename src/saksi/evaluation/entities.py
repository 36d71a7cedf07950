"""Measures the model's named entities against the hand-made gold: exact span and label.

Groups without a name (GRP) stand aside: the model gives none, and none is asked of it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from saksi.evaluation.gold import GROUP, LABELS, PARTS, EntityGold, read_entity_gold
from saksi.language.analyse import LanguageModel, load_model
from saksi.training.evaluate_language import Score, table

Name = tuple[int, int, str]
ALL = "all"
WITHIN = 30


def score_entities(model: LanguageModel, articles: Sequence[EntityGold]) -> dict[str, Score]:
    """Figures by label and all together; the unit of the bootstrap is the article.

    `span` counts a name as found whatever its label. Only the annotated lines are analysed.
    """
    scores = {name: Score() for name in (ALL, *LABELS, "span")}
    for article in articles:
        predicted, gold = predicted_names(model, article), gold_names(article)
        for label in (ALL, *LABELS):
            mine = {n for n in predicted if label in (ALL, n[2])}
            theirs = {n for n in gold if label in (ALL, n[2])}
            scores[label].add(len(mine & theirs), len(mine), len(theirs))
        spans, wanted = {n[:2] for n in predicted}, {n[:2] for n in gold}
        scores["span"].add(len(spans & wanted), len(spans), len(wanted))
    return scores


def gold_names(article: EntityGold) -> set[Name]:
    """(start, end, label) of the gold's names, groups left aside."""
    return {(e.start, e.end, e.label) for e in article.entities if e.label != GROUP}


def predicted_names(model: LanguageModel, article: EntityGold) -> set[Name]:
    """(start, end, label) of the names that the model finds in the annotated lines."""
    analysis = model.analyse(article.text, article.paragraphs)
    return {(e.start, e.end, e.label) for e in analysis.entities}


def faults(model: LanguageModel, articles: Sequence[EntityGold]) -> Iterator[str]:
    """A line for each name missed (-) or found wrongly (+), with some words around it."""
    for article in articles:
        predicted, gold = predicted_names(model, article), gold_names(article)
        for start, end, label in sorted(predicted ^ gold):
            sign = "-" if (start, end, label) in gold else "+"
            before = article.text[max(0, start - WITHIN) : start].replace("\n", " ")
            after = article.text[end : end + WITHIN].replace("\n", " ")
            yield f"{article.id} {sign} {label} {before}[{article.text[start:end]}]{after}"


def report(model: LanguageModel, gold: Path, articles: Path, part: str = "test") -> str:
    """The figures on one half of the annotated articles, as lines of text."""
    chosen = [a for a in read_entity_gold(gold, articles) if part in (ALL, a.part)]
    return f"{len(chosen)} articles ({part})\n" + table(score_entities(model, chosen), least=1)


def main() -> None:
    """Command: python -m saksi.evaluation.entities --gold FILE --articles FILE [--part test] [--faults]."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=None)
    parser.add_argument("--part", choices=(*PARTS, ALL), default="test")
    parser.add_argument("--faults", action="store_true")
    options = parser.parse_args()
    model = load_model(options.model)
    if options.faults:
        chosen = [
            a for a in read_entity_gold(options.gold, options.articles) if options.part in (ALL, a.part)
        ]
        sys.stdout.writelines(f"{line}\n" for line in faults(model, chosen))
    sys.stdout.write(report(model, options.gold, options.articles, options.part) + "\n")


if __name__ == "__main__":
    main()
