"""Scores event coding on whole articles: what is found, who and whom, in what mood, and what is made up.

A predicted event is found if a gold event of its type has a trigger that overlaps its own, or stands in
its sentence; each gold event and each prediction counts once, overlaps first. Witness spans are carried
back through the blocks of the record to the row that was annotated. A prediction that falls on a gold
event (or on one of its further mentions) that is already found is a repeat: it lowers precision, but it
is not a *wrong* event. Silences are left out, as PLOVER has none.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from saksi.cleaning.article import Article
from saksi.evaluation.event_gold import PARTS, EventGold, GoldEvent, read_event_gold
from saksi.evaluation.events import TYPES
from saksi.pipeline import Pipeline
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord, Event, Span

ALL = "all"
TEXT, TITLE = "text", "title"
SILENCE = "010"
DRAWS = 2000
AROUND = 40
Counts = Counter[str]
# A span in one of the two fields of the row.
Place = tuple[str, int, int]


class Row(Protocol):
    """A row of articles that was annotated."""

    @property
    def title(self) -> str:
        """The row's title."""


@dataclass(frozen=True, slots=True)
class Predicted:
    """A coded event, its spans carried back to the row."""

    type: str
    modality: str
    negated: bool
    trigger: tuple[Place, ...]
    sentence: Place | None
    source: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Gold and prediction of one article. `pairs` are indices (gold, predicted) of what was found."""

    gold: EventGold
    predicted: tuple[Predicted, ...]
    pairs: tuple[tuple[int, int], ...]
    wrong: tuple[int, ...]


def compare(article: EventGold, record: ArticleRecord) -> Comparison:
    """Matches the events of the record to the gold of its article."""
    return match(article, tuple(predictions(article, record)))


def match(article: EventGold, predicted: tuple[Predicted, ...]) -> Comparison:
    """Matches predicted events to the gold of their article."""
    ranked = sorted(
        (rank, g, p)
        for g, gold in enumerate(article.events)
        for p, event in enumerate(predicted)
        if (rank := closeness(gold, event)) is not None
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, g, p in ranked:
        if g not in pairs and p not in taken:
            pairs[g] = p
            taken.add(p)
    touching = {p for _, _, p in ranked}
    wrong = tuple(p for p in range(len(predicted)) if p not in touching)
    return Comparison(article, predicted, tuple(sorted(pairs.items())), wrong)


def predictions(article: EventGold, record: ArticleRecord) -> Iterator[Predicted]:
    """The events of the record, silences left out, with their spans in the row."""
    codes = {a.id: a.code or "" for a in record.actors}
    for event in record.events:
        if event.cameo != SILENCE:
            yield _predicted(event, article, record, codes)


def _predicted(event: Event, article: EventGold, record: ArticleRecord, codes: dict[str, str]) -> Predicted:
    places = (place(span, article, record) for span in event.witness.trigger)
    return Predicted(
        type=event.type,
        modality=event.modality,
        negated=event.negated,
        trigger=tuple(p for p in places if p is not None),
        sentence=place(event.sentence, article, record),
        source=tuple(codes[a] for a in event.source),
        target=tuple(codes[a] for a in event.target),
    )


def place(span: Span, article: Row, record: ArticleRecord | Article) -> Place | None:
    """Where a span of the record's text stands in the row; None if it is in neither text nor title.

    A headline without a raw range came from the row's title. A span that runs over the end of its block
    is cut there.
    """
    for block in record.blocks:
        if block.span is None or not block.span[0] <= span[0] < block.span[1]:
            continue
        start, end = span[0] - block.span[0], min(span[1], block.span[1]) - block.span[0]
        if block.raw is not None:
            return (TEXT, block.raw[0] + start, block.raw[0] + end)
        shift = article.title.find(record.text[slice(*block.span)])
        return (TITLE, shift + start, shift + end) if shift >= 0 else None
    return None


def closeness(gold: GoldEvent, event: Predicted) -> int | None:
    """How near a prediction is to a gold event: 0 on its trigger, 1 on a further mention, 2 in the sentence
    of its trigger, 3 in that of a further mention; None if elsewhere or of another type.
    """
    if gold.type != event.type:
        return None
    main = [(TEXT, *span) for span in gold.trigger]
    further = [(TEXT, *span) for span in gold.also] + [(TITLE, *span) for span in gold.title]
    sentence = () if event.sentence is None else (event.sentence,)
    tries = ((main, event.trigger), (further, event.trigger), (main, sentence), (further, sentence))
    for rank, (wanted, found) in enumerate(tries):
        if any(overlap(a, b) for a in wanted for b in found):
            return rank
    return None


def overlap(a: Place, b: Place) -> bool:
    """Whether two places share a character."""
    return a[0] == b[0] and a[1] < b[2] and b[1] < a[2]


def count(comparison: Comparison) -> Counts:
    """Additive counts of one article, by type and all together."""
    counts: Counts = Counter(articles=1)
    for gold in comparison.gold.events:
        counts["gold"] += 1
        counts["gold " + gold.type] += 1
    for event in comparison.predicted:
        counts["predicted"] += 1
        counts["predicted " + event.type] += 1
    for p in comparison.wrong:
        counts["wrong"] += 1
        counts["wrong " + comparison.predicted[p].type] += 1
    for g, p in comparison.pairs:
        gold, event = comparison.gold.events[g], comparison.predicted[p]
        counts["found"] += 1
        counts["found " + gold.type] += 1
        for name, good in judge(gold, event).items():
            counts[name] += good
    if not comparison.gold.events:
        counts["empty articles"] += 1
        counts["wrong in empty articles"] += len(comparison.wrong)
    return counts


FIELDS = ("source", "source code", "target", "target code", "modality", "negated", "who, whom")


def judge(gold: GoldEvent, event: Predicted) -> dict[str, bool]:
    """Which fields of a found event are right.

    `source` and `target` go by the first three letters of a code, `... code` by the whole of it: one
    shared code is enough, and where the gold has none the prediction must have none. The target of equal
    parties may be one of them.
    """
    right: dict[str, bool] = {}
    for name, cut in ("", 3), (" code", None):
        source = _codes((p.code for p in gold.source), cut)
        target = _codes((p.code for p in gold.target), cut)
        said_source, said_target = _codes(event.source, cut), _codes(event.target, cut)
        equals = source if len(gold.source) > 1 and not target else frozenset()
        right["source" + name] = _shared(source, said_source)
        right["target" + name] = _shared(target, said_target) or bool(equals & said_target)
    right["modality"] = gold.modality == event.modality
    right["negated"] = gold.negated == event.negated
    right["who, whom"] = right["source"] and right["target"]
    return right


def _codes(codes: Iterator[str | None] | Sequence[str], cut: int | None) -> frozenset[str]:
    return frozenset(short for c in codes if c and (short := c[:cut]).strip("-"))


def _shared(gold: frozenset[str], said: frozenset[str]) -> bool:
    return bool(gold & said) if gold else not said


def figures(units: Sequence[Counts]) -> dict[str, float]:
    """Precision, recall and F1 of types; F1 of types with source and target; wrong events per article."""
    total: Counts = Counter()
    for unit in units:
        total.update(unit)
    return {
        "P type": _ratio(total["found"], total["predicted"]),
        "R type": _ratio(total["found"], total["gold"]),
        "F1 type": _f1(total["found"], total["predicted"], total["gold"]),
        "F1 who, whom": _f1(total["who, whom"], total["predicted"], total["gold"]),
        "wrong per article": _ratio(total["wrong"], total["articles"]),
    }


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(found: int, predicted: int, gold: int) -> float:
    return _ratio(2 * found, predicted + gold)


def report(comparisons: Sequence[Comparison], *, errors: bool = False) -> Iterator[str]:
    """The figures as lines of text; with `errors`, what was missed, made up or coded differently."""
    units = [count(c) for c in comparisons]
    total: Counts = Counter()
    for unit in units:
        total.update(unit)
    repeats = total["predicted"] - total["found"] - total["wrong"]
    yield (
        f"articles {total['articles']}, gold {total['gold']}, predicted {total['predicted']}, "
        f"found {total['found']}, repeats {repeats}, wrong {total['wrong']} "
        f"(in {total['empty articles']} articles without events {total['wrong in empty articles']})"
    )
    intervals = _intervals(units)
    for name, value in figures(units).items():
        low, high = intervals[name]
        yield f"{name:<18} {value:.3f}  [{low:.3f}, {high:.3f}]"
    yield "of found events right:"
    for name in FIELDS:
        yield f"  {name:<16} {_ratio(total[name], total['found']):.3f}  ({total[name]})"
    yield from _per_type(total)
    if errors:
        for comparison in comparisons:
            yield from _errors(comparison)


def _intervals(units: Sequence[Counts]) -> dict[str, tuple[float, float]]:
    """95 % percentile bootstrap over articles."""
    dice = random.Random(1)
    draws = [figures(dice.choices(units, k=len(units))) for _ in range(DRAWS)] if units else []
    found = {}
    for name in figures(units):
        values = sorted(draw[name] for draw in draws) or [0.0]
        found[name] = (values[int(0.025 * len(values))], values[int(0.975 * len(values))])
    return found


def _per_type(total: Counts) -> Iterator[str]:
    yield f"{'type':<10} {'gold':>5} {'predicted':>10} {'found':>6} {'wrong':>6} {'P':>6} {'R':>6} {'F1':>6}"
    for kind in TYPES:
        gold, predicted = total["gold " + kind], total["predicted " + kind]
        found, wrong = total["found " + kind], total["wrong " + kind]
        rates = (_ratio(found, predicted), _ratio(found, gold), _f1(found, predicted, gold))
        cells = " ".join(f"{rate:>6.2f}" for rate in rates)
        yield f"{kind:<10} {gold:>5} {predicted:>10} {found:>6} {wrong:>6} {cells}"


def _errors(comparison: Comparison) -> Iterator[str]:
    article, pairs = comparison.gold, dict(comparison.pairs)
    yield ""
    yield f"article {article.id}: {article.title}"
    for g, gold in enumerate(article.events):
        words = _around((TEXT, gold.trigger[0][0], gold.trigger[-1][1]), article)
        if g not in pairs:
            yield f"  - {_gold_line(gold)} {words}"
            continue
        event = comparison.predicted[pairs[g]]
        faults = [name for name, good in judge(gold, event).items() if not good and name != "who, whom"]
        if faults:
            yield f"  ~ {_gold_line(gold)} {words}"
            yield f"    said {_said_line(event)}: {', '.join(faults)}"
    for p in comparison.wrong:
        event = comparison.predicted[p]
        words = _around(event.trigger[0], article) if event.trigger else ""
        yield f"  + {_said_line(event)} {words}"


def _gold_line(gold: GoldEvent) -> str:
    source, target = ([p.code or "?" for p in side] for side in (gold.source, gold.target))
    return _line(gold.type, source, target, gold.modality, gold.negated)


def _said_line(event: Predicted) -> str:
    return _line(
        event.type,
        [c or "?" for c in event.source],
        [c or "?" for c in event.target],
        event.modality,
        event.negated,
    )


def _line(kind: str, source: Sequence[str], target: Sequence[str], modality: str, negated: bool) -> str:
    mood = modality + (" not" if negated else "")
    return f"{kind} {','.join(source) or '-'} > {','.join(target) or '-'} ({mood})"


def _around(where: Place, article: EventGold) -> str:
    field, start, end = where
    text = article.title if field == TITLE else article.text
    words = f"{text[max(0, start - AROUND) : start]}[{text[start:end]}]{text[end : end + AROUND]}"
    return words.replace("\n", " ")


def evaluate(
    articles: Sequence[EventGold], read: Callable[[SourceDocument], ArticleRecord]
) -> list[Comparison]:
    """Reads every article with `read` and matches it to its gold."""
    return [compare(article, read(article.document)) for article in articles]


def main() -> None:
    """Command: python -m saksi.evaluation.articles --gold FILE --articles FILE [--part test] [--errors]."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--part", choices=(*PARTS, ALL), default=ALL)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    gold = [a for a in read_event_gold(options.gold, options.articles) if options.part in (ALL, a.part)]
    comparisons = evaluate(gold, Pipeline.load().read)
    sys.stdout.writelines(f"{line}\n" for line in report(comparisons, errors=options.errors))


if __name__ == "__main__":
    main()
