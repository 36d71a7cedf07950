"""Measures the language model: tags, trees, sentences and tokens on treebanks, entities on IOB data.

From gold tokens the heads alone are judged; from raw text everything is, with words aligned by
their offsets as in the CoNLL 2018 shared task. Intervals are 95 % bootstrap intervals over sentences.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from saksi.language.analyse import LanguageModel, load_model
from saksi.language.features import features_of
from saksi.language.network import spans_of
from saksi.records import Span
from saksi.training import corpora
from saksi.training.corpora import Sentence

RESAMPLES = 1000
CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
Counts = Counter[str]


@dataclass
class Score:
    """Right, predicted and gold counts of one figure, kept for each sentence for the bootstrap."""

    rows: list[tuple[int, int, int]] = field(default_factory=list)

    def add(self, right: int, predicted: int, gold: int) -> None:
        """Counts of one more sentence."""
        self.rows.append((right, predicted, gold))

    @property
    def precision(self) -> float:
        """Right of the predicted, in per cent."""
        return _percent(sum(r[0] for r in self.rows), sum(r[1] for r in self.rows))

    @property
    def recall(self) -> float:
        """Right of the gold, in per cent."""
        return _percent(sum(r[0] for r in self.rows), sum(r[2] for r in self.rows))

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in per cent; plain accuracy where both counts agree."""
        return _f1(self.rows)

    @property
    def gold(self) -> int:
        """How many gold items there are."""
        return sum(r[2] for r in self.rows)

    def interval(self, seed: int = 0) -> tuple[float, float]:
        """95 % bootstrap interval of F1 over the sentences."""
        rng = random.Random(seed)
        drawn = sorted(_f1(rng.choices(self.rows, k=len(self.rows))) for _ in range(RESAMPLES))
        return drawn[int(RESAMPLES * 0.025)], drawn[int(RESAMPLES * 0.975)]


def _percent(part: int, whole: int) -> float:
    return 100.0 * part / whole if whole else 0.0


def _f1(rows: Sequence[tuple[int, int, int]]) -> float:
    right = predicted = gold = 0
    for r, p, g in rows:
        right, predicted, gold = right + r, predicted + p, gold + g
    return _percent(2 * right, predicted + gold)


def plain(dep: str) -> str:
    """A relation without its subtype, but for passive subjects, which the events need."""
    return dep if dep == "nsubj:pass" else dep.split(":")[0]


def same_relation(dep: str, other: str) -> bool:
    """Whether two relations agree, subtypes left aside, as the shared task has it."""
    return dep.split(":")[0] == other.split(":")[0]


def evaluate_trees(model: LanguageModel, sentences: Sequence[Sentence]) -> dict[str, Score]:
    """Figures from gold tokens: UPOS, UAS, LAS, Voice, all features, lemma, each feature (feat:NAME) and
    each relation (dep:NAME).

    The lemma is compared with the root, of content words that are no part of a name.
    """
    scores: dict[str, Score] = {}
    for sentence, analysis in zip(sentences, model.analyse_words([s.words for s in sentences]), strict=True):
        tokens, size = analysis.tokens, len(sentence.words)
        same_head = [t.head == h for t, h in zip(tokens, sentence.heads, strict=True)]
        same_dep = [same_relation(t.dep, d) for t, d in zip(tokens, sentence.deps, strict=True)]
        counts = {
            "UPOS": sum(t.upos == u for t, u in zip(tokens, sentence.upos, strict=True)),
            "UAS": sum(same_head),
            "LAS": sum(h and d for h, d in zip(same_head, same_dep, strict=True)),
        }
        for name, right in counts.items():
            scores.setdefault(name, Score()).add(right, size, size)
        _add_sets(
            scores,
            {("Voice", i): t.voice for i, t in enumerate(tokens) if t.voice},
            {("Voice", i): v for i, v in enumerate(sentence.voices) if v},
        )
        add_features(scores, [t.feats for t in tokens], sentence.feats)
        content = [i for i, lemma in enumerate(sentence.lemmas) if _has_root(sentence.upos[i], lemma)]
        right = sum(tokens[i].root == sentence.lemmas[i] for i in content)
        scores.setdefault("lemma", Score()).add(right, len(content), len(content))
        _add_sets(
            scores,
            {(f"dep:{plain(t.dep)}", t.i): t.head for t in tokens},
            {(f"dep:{plain(sentence.deps[i])}", i): head for i, head in enumerate(sentence.heads)},
        )
    return scores


def add_features(scores: dict[str, Score], predicted: Sequence[str], gold: Sequence[str]) -> None:
    """Counts features (name and value on a word) together as `feats` and by name as `feat:NAME`."""
    found, wanted = (
        {(name, i): value for i, feats in enumerate(some) for name, value in features_of(feats).items()}
        for some in (predicted, gold)
    )
    right = sum(wanted.get(key) == value for key, value in found.items())
    scores.setdefault("feats", Score()).add(right, len(found), len(wanted))
    _add_sets(
        scores,
        {(f"feat:{name}", i): value for (name, i), value in found.items() if name != "Voice"},
        {(f"feat:{name}", i): value for (name, i), value in wanted.items() if name != "Voice"},
    )


def _has_root(upos: str, lemma: str) -> bool:
    """Whether a word is one whose lemma the treebank writes as a root; names stand in capitals."""
    return upos in CONTENT and lemma != "_" and lemma == lemma.lower()


def _add_sets(
    scores: dict[str, Score],
    predicted: Mapping[tuple[str, int], object],
    gold: Mapping[tuple[str, int], object],
) -> None:
    right = Counter(name for (name, i), value in predicted.items() if gold.get((name, i)) == value)
    many, wanted = Counter(name for name, _ in predicted), Counter(name for name, _ in gold)
    for name in sorted({*many, *wanted}):
        scores.setdefault(name, Score()).add(right[name], many[name], wanted[name])


def evaluate_raw(model: LanguageModel, sentences: Sequence[Sentence]) -> dict[str, Score]:
    """Figures from raw text: the sentences' texts are joined by spaces and cut again by the model."""
    text, gold_sentences, gold_words = join(sentences)
    analysis = model.analyse(text, [(0, len(text))])
    predicted_sentences = {(s.start, s.end) for s in analysis.sentences}
    scores: dict[str, Score] = {
        name: Score() for name in ("tokens", "sentences", "raw UPOS", "raw UAS", "raw LAS")
    }
    at = {(t.start, t.end): t for t in analysis.tokens}
    owner = [0] * (len(text) + 1)
    for number, (start, end) in enumerate(gold_sentences):
        owner[start : end + 1] = [number] * (end + 1 - start)
    extra = Counter(owner[t.start] for t in analysis.tokens)
    extra_sentences = Counter(owner[start] for start, _ in predicted_sentences)
    for number, (sentence, words) in enumerate(zip(sentences, gold_words, strict=True)):
        counts: Counts = Counter()
        for i, span in enumerate(words):
            token = at.get(span)
            if token is None:
                continue
            gold_head = words[sentence.heads[i]]
            head = analysis.tokens[token.head]
            same = (head.start, head.end) == gold_head
            counts["tokens"] += 1
            counts["raw UPOS"] += token.upos == sentence.upos[i]
            counts["raw UAS"] += same
            counts["raw LAS"] += same and same_relation(token.dep, sentence.deps[i])
        for name in ("tokens", "raw UPOS", "raw UAS", "raw LAS"):
            scores[name].add(counts[name], extra[number], len(words))
        right = gold_sentences[number] in predicted_sentences
        scores["sentences"].add(int(right), extra_sentences[number], 1)
    return scores


def join(sentences: Iterable[Sentence]) -> tuple[str, list[Span], list[list[Span]]]:
    """(text, sentence spans, word spans of each sentence) of the sentences set side by side."""
    parts: list[str] = []
    spans: list[Span] = []
    words: list[list[Span]] = []
    at = 0
    for sentence in sentences:
        found: list[Span] = []
        line = "".join(
            word + (" " if space else "") for word, space in zip(sentence.words, sentence.spaces, strict=True)
        ).rstrip(" ")
        place = at
        for word, space in zip(sentence.words, sentence.spaces, strict=True):
            found.append((place, place + len(word)))
            place += len(word) + space
        parts.append(line)
        spans.append((at, at + len(line)))
        words.append(found)
        at += len(line) + 1
    return " ".join(parts), spans, words


def evaluate_entities(model: LanguageModel, sentences: Sequence[Sentence]) -> dict[str, Score]:
    """Entity figures from gold tokens, all together and by type (ent:PER ...)."""
    scores: dict[str, Score] = {}
    for sentence, analysis in zip(sentences, model.analyse_words([s.words for s in sentences]), strict=True):
        predicted = {(e.label, e.first, e.last) for e in analysis.entities}
        gold = set(spans_of(sentence.iob))
        for name in ("", "PER", "ORG", "LOC"):
            mine = {e for e in predicted if not name or e[0] == name}
            theirs = {e for e in gold if not name or e[0] == name}
            scores.setdefault(f"ent:{name or 'all'}", Score()).add(len(mine & theirs), len(mine), len(theirs))
    return scores


def table(scores: dict[str, Score], least: int = 20) -> str:
    """The figures as lines of text: name, precision, recall, F1, interval, gold count."""
    lines = [f"{'':16s} {'P':>6s} {'R':>6s} {'F1':>6s}   95 %          gold"]
    for name, score in scores.items():
        if score.gold >= least:
            low, high = score.interval()
            lines.append(
                f"{name:16s} {score.precision:6.1f} {score.recall:6.1f} {score.f1:6.1f}"
                f"   {low:5.1f}-{high:5.1f} {score.gold:9d}"
            )
    return "\n".join(lines)


def kept_back(figures: Mapping[str, float]) -> str:
    """The figures of a manifest as lines of text: those of each corpus stand together."""
    rows: dict[str, list[str]] = {}
    for name, value in figures.items():
        corpus, _, figure = name.partition(":")
        if corpus == "ent":
            corpus, figure = corpora.ENTITY_DEV, name
        rows.setdefault(corpus, []).append(f"  {figure:16s} {value:6.1f}")
    return "\n".join(line for corpus, lines in rows.items() for line in (corpus, *lines))


def evaluate(model: LanguageModel, data: Path, say: Callable[[str], None]) -> None:
    """Prints all figures for the treebanks in `data/ud` and the held-out entities in `data/ner`.

    Treebanks that the model learned from give training figures: for honest ones train with a held-out part.
    """
    for path in sorted((data / "ud").glob("id_*.conllu")):
        sentences = corpora.without_duplicates(corpora.read_treebank(path))
        say(f"\n{path.name}: {len(sentences)} sentences")
        say(table({**evaluate_trees(model, sentences), **evaluate_raw(model, sentences)}))
    held = data / "ner" / corpora.ENTITY_DEV
    if held.is_file():
        sentences = list(corpora.read_entities(held))
        say(f"\n{held.name}: {len(sentences)} sentences")
        say(table(evaluate_entities(model, sentences)))


def main() -> None:
    """Command: python -m saksi.training.evaluate_language --data DIR [--model DIR]."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=None)
    options = parser.parse_args()
    evaluate(load_model(options.model), options.data, lambda line: print(line, flush=True))  # noqa: T201


if __name__ == "__main__":
    main()
