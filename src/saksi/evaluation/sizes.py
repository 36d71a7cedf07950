"""Scores sizes on whole articles: how many are found, with the right bounds and unit, said by the right speaker.

The gold is JSONL, one article a line, with no words of the text: id, sha256, title_sha256, part (train or test)
and sizes, each with kind, low, high (null: no upper bound), unit, field (text or title), number (the span of its
number words in that field) and speaker (the span of the nearest name of who says so, or null for the paper).
A predicted size is found if its kind is that of a gold size whose number words overlap its own.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from saksi.errors import ReadError
from saksi.evaluation.articles import DRAWS, TEXT, TITLE, place
from saksi.evaluation.event_gold import EventGold, annotated, spans_in
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord, Size, Span

KINDS = ("dead", "injured", "missing", "displaced", "arrested", "houses", "crowd")
AROUND = 40


@dataclass(frozen=True, slots=True)
class GoldSize:
    """A size as annotated; `number` counts in `field`, `speaker` in the text."""

    kind: str
    low: int
    high: int | None
    unit: str
    field: str
    number: Span
    speaker: Span | None


@dataclass(frozen=True, slots=True)
class SizeGold:
    """The sizes of one article."""

    article: EventGold
    sizes: tuple[GoldSize, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Gold and record of one article; `pairs` are (gold, predicted) of what was found."""

    gold: SizeGold
    record: ArticleRecord
    pairs: tuple[tuple[GoldSize, Size], ...]

    @property
    def missed(self) -> list[GoldSize]:
        """Gold sizes that were not found."""
        found = [gold for gold, _ in self.pairs]
        return [gold for gold in self.gold.sizes if gold not in found]

    @property
    def wrong(self) -> list[Size]:
        """Predicted sizes that are none of the gold."""
        taken = {size.id for _, size in self.pairs}
        return [size for size in self.record.sizes if size.id not in taken]


def read_size_gold(gold: Path, articles: Path) -> list[SizeGold]:
    """All articles of the gold. Raises ReadError for a changed article or a line that breaks the shape."""
    return [
        SizeGold(article, tuple(_sizes(line["sizes"], article, where)))
        for line, where, article in annotated(gold, articles)
    ]


def _sizes(cells: Sequence[dict[str, object]], article: EventGold, where: str) -> Iterator[GoldSize]:
    for cell in cells:
        field = cell["field"]
        if cell["kind"] not in KINDS or field not in (TEXT, TITLE):
            raise ReadError(where, f"unknown kind or field: {cell['kind']!r}, {field!r}")
        length = len(article.text if field == TEXT else article.title)
        (number,) = spans_in([cell["number"]], length, where)  # type: ignore[list-item]
        said = [cell["speaker"]] if cell["speaker"] else []
        speaker = spans_in(said, len(article.text), where)  # type: ignore[arg-type]
        yield GoldSize(
            kind=str(cell["kind"]),
            low=int(str(cell["low"])),
            high=None if cell["high"] is None else int(str(cell["high"])),
            unit=str(cell["unit"]),
            field=str(field),
            number=number,
            speaker=speaker[0] if speaker else None,
        )


def evaluate(rows: Sequence[SizeGold], read: Callable[[SourceDocument], ArticleRecord]) -> list[Compared]:
    """Reads the articles and pairs what was annotated with what was found."""
    return [_compare(row, read(row.article.document)) for row in rows]


def _compare(gold: SizeGold, record: ArticleRecord) -> Compared:
    pairs: list[tuple[GoldSize, Size]] = []
    free = list(gold.sizes)
    for size in record.sizes:
        at = place(size.witness.number[0], gold.article, record)
        hits = (g for g in free if at and g.kind == size.kind and _overlap((g.field, *g.number), at))
        found = next(hits, None)
        if found is not None:
            free.remove(found)
            pairs.append((found, size))
    return Compared(gold, record, tuple(pairs))


def _overlap(a: tuple[str, int, int], b: tuple[str, int, int]) -> bool:
    return a[0] == b[0] and a[1] < b[2] and b[1] < a[2]


def _said_by(compared: Compared, gold: GoldSize, size: Size) -> bool:
    """Whether the speaker is the annotated one: both the paper, or a mention where the name stands."""
    if gold.speaker is None or size.speaker is None:
        return gold.speaker is None and size.speaker is None
    actor = next(a for a in compared.record.actors if a.id == size.speaker)
    places = (place(span, compared.gold.article, compared.record) for span in actor.mentions)
    return any(p is not None and _overlap((TEXT, *gold.speaker), p) for p in places)


def _counts(compared: Compared) -> Counter[str]:
    counts: Counter[str] = Counter(articles=1)
    for gold in compared.gold.sizes:
        counts["gold", gold.kind] += 1  # type: ignore[index]
        counts["gold"] += 1
    for size in compared.record.sizes:
        counts["predicted", size.kind] += 1  # type: ignore[index]
        counts["predicted"] += 1
    for gold, size in compared.pairs:
        counts["found", gold.kind] += 1  # type: ignore[index]
        counts["found"] += 1
        counts["bounds"] += (gold.low, gold.high) == (size.low, size.high)
        counts["unit"] += gold.unit == size.unit
        counts["speaker"] += _said_by(compared, gold, size)
    return counts


def report(results: Sequence[Compared], *, errors: bool = False) -> Iterator[str]:
    """Lines of figures with 95 % bootstrap intervals over articles; errors name what was missed or wrong."""
    each = [_counts(result) for result in results]
    total = sum(each, Counter[str]())
    yield (
        f"articles {total['articles']}, gold {total['gold']}, predicted {total['predicted']}, "
        f"found {total['found']}"
    )
    for name, top, bottom in (("P", "found", "predicted"), ("R", "found", "gold")):
        low, high = _interval(each, lambda c, t=top, b=bottom: _share(c[t], c[b]))  # type: ignore[misc]
        yield f"{name:<18} {_share(total[top], total[bottom]):.3f}  [{low:.3f}, {high:.3f}]"
    low, high = _interval(each, _f1)
    yield f"{'F1':<18} {_f1(total):.3f}  [{low:.3f}, {high:.3f}]"
    for name in ("bounds", "unit", "speaker"):
        yield f"of found right: {name:<9} {_share(total[name], total['found']):.3f}"
    yield f"{'kind':<12} {'gold':>6} {'predicted':>10} {'found':>6}"
    for kind in KINDS:
        cells = (total["gold", kind], total["predicted", kind], total["found", kind])  # type: ignore[index]
        yield f"{kind:<12} {cells[0]:>6} {cells[1]:>10} {cells[2]:>6}"
    if errors:
        for result in results:
            yield from _errors(result)


def _errors(result: Compared) -> Iterator[str]:
    article, text = result.gold.article, result.record.text
    for gold in result.missed:
        field = article.text if gold.field == TEXT else article.title
        yield f"  {article.id} missed {gold.kind}: {_around(field, gold.number)}"
    for size in result.wrong:
        yield f"  {article.id} wrong {size.kind} {size.low}-{size.high}: {_around(text, size.span)}"
    for gold, size in result.pairs:
        if (gold.low, gold.high, gold.unit) != (size.low, size.high, size.unit):
            yield f"  {article.id} bounds {size.low}-{size.high} {size.unit}, gold {gold.low}-{gold.high} {gold.unit}"
        if not _said_by(result, gold, size):
            yield f"  {article.id} speaker {size.speaker}: {_around(text, size.span)}"


def _around(text: str, span: Span) -> str:
    return " ".join(text[max(span[0] - AROUND, 0) : span[1] + AROUND].split())


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(counts: Counter[str]) -> float:
    return _share(2 * counts["found"], counts["gold"] + counts["predicted"])


def _interval(each: Sequence[Counter[str]], figure: Callable[[Counter[str]], float]) -> tuple[float, float]:
    draw = random.Random(0)
    drawn = sorted(
        figure(sum(draw.choices(each, k=len(each)), Counter[str]())) for _ in range(DRAWS if each else 1)
    )
    return drawn[int(0.025 * len(drawn))], drawn[int(0.975 * len(drawn)) - (len(drawn) > 1)]
