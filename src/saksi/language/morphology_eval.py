"""Scores `root_of` against the lemmas of the Universal Dependencies treebanks of Indonesian.

    python -m saksi.language.morphology_eval --data DIR

Counts content words (NOUN, VERB, ADJ, ADV). Three figures a treebank:

all        every content word.
not names  without words whose lemma the annotators wrote with a capital: parts of names, kept whole.
analysed   without words, too, whose lemma is the bare form although a treebank gives the same form
           its root elsewhere: omissions of the annotation.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from saksi.language.morphology import root_of

CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
TREEBANKS = {
    "CSUI train": "id_csui-ud-train.conllu",
    "PUD": "id_pud-ud-test.conllu",
    "GSD dev": "id_gsd-ud-dev.conllu",
    "GSD test": "id_gsd-ud-test.conllu",
}


@dataclass(slots=True)
class Score:
    """Right and all words by figure, and the confusions: (form, gold lemma, our root) -> count."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def rate(self, figure: str) -> float:
        """Share of right roots in percent; 0 if there are no words."""
        return 100 * self.right[figure] / self.total[figure] if self.total[figure] else 0.0


Word = tuple[str, str, str]


def words(path: Path) -> Iterator[Word]:
    """(form, lemma, UPOS) of the content words of a CoNLL-U file, written as they stand."""
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 10 and cells[0].isdigit() and cells[3] in CONTENT:
            yield cells[1], cells[2], cells[3]


def analysed_elsewhere(treebanks: Iterable[Iterable[Word]]) -> frozenset[str]:
    """Forms in lower case that some treebank gives a root other than themselves."""
    return frozenset(
        form.lower() for bank in treebanks for form, lemma, _ in bank if form.lower() != lemma.lower()
    )


def score(bank: Iterable[Word], analysed: frozenset[str]) -> Score:
    """The three figures of one treebank."""
    result = Score()
    for form, lemma, upos in bank:
        root, gold = root_of(form, upos), lemma.lower()
        figures = ["all"]
        if lemma == gold:
            figures.append("not names")
            if gold != form.lower() or gold not in analysed:
                figures.append("analysed")
        result.total.update(figures)
        if root == gold:
            result.right.update(figures)
        else:
            result.wrong[form.lower(), lemma, root] += 1
    return result


def report(scores: dict[str, Score], confusions: int) -> str:
    """The figures as a table, then each treebank's most frequent confusions."""
    lines = [f"{'':12}{'words':>8}{'all':>8}{'not names':>11}{'analysed':>10}"]
    for name, one in scores.items():
        rates = [one.rate(figure) for figure in ("all", "not names", "analysed")]
        lines.append(f"{name:12}{one.total['all']:>8}{rates[0]:>8.2f}{rates[1]:>11.2f}{rates[2]:>10.2f}")
    for name, one in scores.items():
        lines.append(f"\n{name}: form, lemma, our root, count")
        ordered = sorted(one.wrong.items(), key=lambda item: (-item[1], item[0]))
        lines.extend(f"  {' '.join(words)} {count}" for words, count in ordered[:confusions])
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the report for the treebanks found under DIR/ud."""
    parser = argparse.ArgumentParser(description="Score roots against the lemmas of the treebanks.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds ud/")
    parser.add_argument("--confusions", type=int, default=20, help="how many confusions to list")
    options = parser.parse_args()
    banks: dict[str, list[Word]] = defaultdict(list)
    for name, file in TREEBANKS.items():
        banks[name] = list(words(options.data / "ud" / file))
    analysed = analysed_elsewhere(banks.values())
    scores = {name: score(bank, analysed) for name, bank in banks.items()}
    sys.stdout.write(report(scores, options.confusions))


if __name__ == "__main__":
    main()
