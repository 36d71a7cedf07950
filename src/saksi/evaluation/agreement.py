"""How far two annotators of events agree: what they saw, what they called it, and the fields they gave it.

Both passes are gold files on the same articles. An event of one pass answers to one of the other if their
triggers overlap or stand in the same sentence; each answers once, equal types and overlaps first. F1
counts the answers of equal type (it is symmetric, so neither pass is the key); a second F1 lets further
mentions answer too. Kappa is Cohen's, of the type over all answers. The fields of the answers of equal type
are judged as a coder's are in saksi.evaluation.articles.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from saksi.errors import ReadError
from saksi.evaluation.articles import TEXT, Predicted, closeness, judge
from saksi.evaluation.event_gold import PARTS, EventGold, GoldEvent, read_event_gold
from saksi.language.sentences import SentenceSplitter
from saksi.language.tokenizer import Tokenizer
from saksi.lexicons.load import default_lexicons
from saksi.records import Span

FIELDS = ("source", "source code", "target", "target code", "modality", "negated")
OVERLAP, SENTENCE = 0, 2
DRAWS = 2000
Counts = Counter[str]
Pairs = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Passes:
    """One article in both passes. `equal`, `near`, `aligned`: index pairs (first, second) of events.

    `equal` are of one type by trigger or its sentence, `near` of one type at any mention, `aligned` of any
    type by trigger or its sentence.
    """

    first: EventGold
    second: EventGold
    equal: Pairs
    near: Pairs
    aligned: Pairs


def read_passes(first: Path, second: Path, articles: Path) -> list[Passes]:
    """The articles of both files, in the order of the first.

    Raises ReadError if the two do not hold the same articles, or as read_event_gold does.
    """
    others = {article.id: article for article in read_event_gold(second, articles)}
    own = read_event_gold(first, articles)
    if {a.id for a in own} != set(others):
        raise ReadError(str(second), f"not the articles of {first}")
    lexicons = default_lexicons()
    tokenizer, splitter = Tokenizer(lexicons), SentenceSplitter(lexicons)
    return [align(a, others[a.id], sentences(a.text, tokenizer, splitter)) for a in own]


def sentences(text: str, tokenizer: Tokenizer, splitter: SentenceSplitter) -> list[Span]:
    """Code point spans of the sentences of a row, line by line."""
    found: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        tokens = tokenizer.tokenize(text, start, start + len(line))
        found.extend((tokens[a][0], tokens[b - 1][1]) for a, b in splitter.split(text, tokens))
        start += len(line)
    return found


def align(first: EventGold, second: EventGold, spans: Sequence[Span]) -> Passes:
    """Pairs the events of two passes over one article, whose sentences are `spans`."""
    answers = [as_answer(event, spans) for event in second.events]
    same: list[tuple[int, int, int]] = []
    loose: list[tuple[bool, int, int, int]] = []
    for i, event in enumerate(first.events):
        own = as_answer(event, spans)
        for j, answer in enumerate(answers):
            typed = event.type == answer.type
            at = _distance(own, answer)
            if at is not None:
                loose.append((not typed, at, i, j))
            rank = at if typed and at is not None else _any_mention(event, answer, second.events[j], own)
            if rank is not None:
                same.append((rank, i, j))
    return Passes(
        first,
        second,
        equal=_once([(rank, i, j) for other, rank, i, j in loose if not other]),
        near=_once(same),
        aligned=_once([(rank + (10 if other else 0), i, j) for other, rank, i, j in loose]),
    )


def as_answer(event: GoldEvent, spans: Sequence[Span]) -> Predicted:
    """An annotated event in the shape that a coder's event is judged in."""
    at = event.trigger[0][0]
    sentence = next(((TEXT, *span) for span in spans if span[0] <= at < span[1]), None)
    return Predicted(
        event.type,
        event.modality,
        event.negated,
        tuple((TEXT, *span) for span in event.trigger),
        sentence,
        tuple(party.code or "" for party in event.source),
        tuple(party.code or "" for party in event.target),
    )


def _distance(first: Predicted, second: Predicted) -> int | None:
    if any(a[1] < b[2] and b[1] < a[2] for a in first.trigger for b in second.trigger):
        return OVERLAP
    return SENTENCE if first.sentence is not None and first.sentence == second.sentence else None


def _any_mention(event: GoldEvent, answer: Predicted, other: GoldEvent, own: Predicted) -> int | None:
    ranks = [r for r in (closeness(event, answer), closeness(other, own)) if r is not None]
    return min(ranks, default=None)


def _once(ranked: Sequence[tuple[int, int, int]]) -> Pairs:
    pairs: dict[int, int] = {}
    for _, i, j in sorted(ranked):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return tuple(sorted(pairs.items()))


def count(passes: Passes) -> Counts:
    """Additive counts of one article."""
    first, second = passes.first.events, passes.second.events
    counts: Counts = Counter(
        articles=1,
        first=len(first),
        second=len(second),
        equal=len(passes.equal),
        near=len(passes.near),
        aligned=len(passes.aligned),
    )
    counts["both empty or neither"] = bool(first) == bool(second)
    for i, j in passes.equal:
        for name, good in judge(first[i], as_answer(second[j], ())).items():
            counts[name] += good
    for i, j in passes.aligned:
        counts["both " + first[i].type] += first[i].type == second[j].type
        counts["by first " + first[i].type] += 1
        counts["by second " + second[j].type] += 1
    return counts


def figures(units: Sequence[Counts]) -> dict[str, float]:
    """F1 of type and sentence, F1 of type at any mention, Cohen's kappa of type on aligned triggers."""
    total: Counts = Counter()
    for unit in units:
        total.update(unit)
    both = total["first"] + total["second"]
    found = {
        "F1 type, sentence": _ratio(2 * total["equal"], both),
        "F1 type, any mention": _ratio(2 * total["near"], both),
        "kappa of type": kappa(total),
    }
    return found | {name: _ratio(total[name], total["equal"]) for name in FIELDS}


def kappa(total: Counts) -> float:
    """Cohen's kappa of the types of aligned events; 0.0 where nothing is aligned."""
    size = total["aligned"]
    kinds = [key.removeprefix("by first ") for key in total if key.startswith("by first ")]
    seen = _ratio(sum(total["both " + kind] for kind in kinds), size)
    chance = _ratio(sum(total["by first " + k] * total["by second " + k] for k in kinds), size * size)
    return _ratio(seen - chance, 1 - chance) if size else 0.0


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def report(passes: Sequence[Passes], *, differences: bool = False) -> Iterator[str]:
    """The figures in all and per part as lines of text, with 95 % bootstrap intervals over articles."""
    for part in ("all", *PARTS):
        units = [count(p) for p in passes if part in ("all", p.first.part)]
        total: Counts = Counter()
        for unit in units:
            total.update(unit)
        yield (
            f"{part}: articles {total['articles']}, events {total['first']} and {total['second']}, "
            f"of one type in one sentence {total['equal']}, at any mention {total['near']}, "
            f"aligned {total['aligned']}; with or without events alike {total['both empty or neither']}"
        )
        intervals = _intervals(units)
        for name, value in figures(units).items():
            low, high = intervals[name]
            yield f"  {name:<22} {value:.3f}  [{low:.3f}, {high:.3f}]"
    if differences:
        for both in passes:
            yield from _differences(both)


def _intervals(units: Sequence[Counts]) -> dict[str, tuple[float, float]]:
    dice = random.Random(1)
    draws = [figures(dice.choices(units, k=len(units))) for _ in range(DRAWS)] if units else []
    found = {}
    for name in figures(units):
        values = sorted(draw[name] for draw in draws) or [0.0]
        found[name] = (values[int(0.025 * len(values))], values[int(0.975 * len(values))])
    return found


def _differences(both: Passes) -> Iterator[str]:
    yield f"article {both.first.id} ({both.first.part}): {both.first.title}"
    pairs = dict(both.near)
    for i, event in enumerate(both.first.events):
        if i not in pairs:
            yield f"  1 only {_line(event, both.first)}"
            continue
        other = both.second.events[pairs[i]]
        faults = [n for n, good in judge(event, as_answer(other, ())).items() if not good and n in FIELDS]
        if faults:
            yield f"  differ  {_line(event, both.first)}"
            yield f"      and {_line(other, both.second)}: {', '.join(faults)}"
    for j, event in enumerate(both.second.events):
        if j not in pairs.values():
            yield f"  2 only {_line(event, both.second)}"


def _line(event: GoldEvent, article: EventGold) -> str:
    source, target = (",".join(p.code or "?" for p in side) or "-" for side in (event.source, event.target))
    start, end = event.trigger[0][0], event.trigger[-1][1]
    text = article.text
    words = f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 40]}".replace("\n", " ")
    mood = event.modality + (" not" if event.negated else "")
    return f"{event.type} {source} > {target} ({mood}) {words}"
