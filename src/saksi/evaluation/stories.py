"""How well articles are grouped into stories, against the gold of docs/annotation/stories.md.

All articles of the file are grouped, in the order of their publication; only those of the gold are
counted. A story's articles that no gold story names are neither right nor wrong.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TypeVar

from saksi.errors import ReadError
from saksi.records import ArticleRecord
from saksi.stories.grouping import place_all
from saksi.stories.index import MemoryIndex
from saksi.stories.keys import article_key

_Group = TypeVar("_Group", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision and recall: B-cubed (mean over articles) and over pairs of articles."""

    articles: int
    cubed: tuple[float, float]
    pairs: tuple[float, float]


def read_gold(path: Path, part: str | None = None) -> dict[str, str]:
    """Story by article number; only those of `part` (dev or test) if given. Raises ReadError."""
    found: dict[str, str] = {}
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            try:
                row = json.loads(line)
                if part in (None, row["part"]):
                    found.update(dict.fromkeys(row["articles"], row["story"]))
            except (json.JSONDecodeError, KeyError, TypeError) as error:
                raise ReadError(str(path), f"line {number} is no gold story: {error!r}") from error
    return found


def article_numbers(path: Path) -> dict[int, str]:
    """The field `id` of every row of the file of articles, by its number in the file, from 1."""
    with path.open(encoding="utf-8") as stream:
        return {n: str(json.loads(line)["id"]) for n, line in enumerate(stream, 1) if line.strip()}


def grouped(records: Iterable[ArticleRecord], numbers: Mapping[int, str]) -> dict[str, int]:
    """Story by article number, after grouping the records in the order of their publication."""
    keyed = [(record.source.record, article_key(record)) for record in records]
    keyed.sort(key=lambda item: (item[1].published or "", item[0] or 0))
    placed = place_all((key for _, key in keyed), MemoryIndex())
    return {
        numbers[row]: placement.story
        for (row, _), placement in zip(keyed, placed, strict=True)
        if row is not None and row in numbers
    }


def score(gold: Mapping[str, str], found: Mapping[str, int]) -> Scores:
    """Compares two groupings on the articles of the gold; one that was not found stands alone."""
    articles = sorted(gold)
    said: dict[str, Hashable] = {a: found.get(a, a) for a in articles}
    wanted_by, said_by = _sets(articles, gold), _sets(articles, said)
    precision = recall = 0.0
    for a in articles:
        both = len(wanted_by[gold[a]] & said_by[said[a]])
        precision += both / len(said_by[said[a]])
        recall += both / len(wanted_by[gold[a]])
    wanted_pairs, said_pairs = _pairs(wanted_by), _pairs(said_by)
    shared = len(wanted_pairs & said_pairs)
    return Scores(
        articles=len(articles),
        cubed=(_ratio(precision, len(articles)), _ratio(recall, len(articles))),
        pairs=(_ratio(shared, len(said_pairs)), _ratio(shared, len(wanted_pairs))),
    )


def report(gold: Mapping[str, str], found: Mapping[str, int], *, errors: bool = False) -> Iterator[str]:
    """The scores as lines of text; with `errors`, gold stories that were torn apart or mixed up."""
    scores = score(gold, found)
    yield f"{scores.articles} articles in {len(set(gold.values()))} gold stories"
    for name, (precision, recall) in (("B-cubed", scores.cubed), ("pairs", scores.pairs)):
        f1 = _ratio(2 * precision * recall, precision + recall)
        yield f"{name:<8} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"
    if errors:
        yield from _errors(gold, found)


def _errors(gold: Mapping[str, str], found: Mapping[str, int]) -> Iterator[str]:
    said: dict[str, Hashable] = {a: found.get(a, a) for a in gold}
    for story, articles in sorted(_sets(gold, gold).items()):
        parts = sorted(_sets(sorted(articles), said).values(), key=lambda part: (-len(part), min(part)))
        if len(parts) > 1:
            yield f"torn  {story}: " + " | ".join(" ".join(sorted(part)) for part in parts)
    for articles in sorted(_sets(gold, said).values(), key=min):
        stories = sorted({gold[a] for a in articles})
        if len(stories) > 1:
            yield f"mixed {', '.join(stories)}: " + " ".join(sorted(articles))


def _sets(articles: Iterable[str], group: Mapping[str, _Group]) -> dict[_Group, set[str]]:
    found: dict[_Group, set[str]] = {}
    for article in articles:
        found.setdefault(group[article], set()).add(article)
    return found


def _pairs(groups: Mapping[_Group, set[str]]) -> set[tuple[str, str]]:
    return {pair for articles in groups.values() for pair in combinations(sorted(articles), 2)}


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
