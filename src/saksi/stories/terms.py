"""Story terms: what an article is about, as weighted terms.

A term is a letter for its kind, a colon and a value: `w:` root of a content word or a name's word,
`a:` named actor, `c:` actor code, `p:` place, `e:` event type, `d:` day other than that of printing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from saksi.language.morphology import morphology_of
from saksi.lexicons.load import Lexicons
from saksi.records import ArticleRecord, Span

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:[.,]\d+)+|\d{3,}")
SENTENCE_END = re.compile(r"[.!?:“\"(\[]\s*$")
YEAR = re.compile(r"(?:19|20)\d\d")
KEPT = 32
SHORTEST = 3
# A root held by one sentence in twenty tells nothing; one that the table lacks tells all.
COMMON, RARE = 5_000.0, 10.0
TITLE, LEAD = 4, 1  # mentions that a word in the headline or the first paragraph counts for more
WEIGHTS = {"a": 0.8, "c": 0.2, "p": 1.0, "e": 0.2, "d": 0.3}


def story_terms(record: ArticleRecord, lexicons: Lexicons) -> tuple[tuple[str, float], ...]:
    """The KEPT heaviest terms of an article, heaviest first, as a vector of length one."""
    weights: dict[str, float] = {}
    for term, weight in (*_words(record, lexicons), *_findings(record)):
        weights[term] = weights.get(term, 0.0) + weight
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:KEPT]
    norm = math.sqrt(sum(weight * weight for _, weight in heaviest))
    return tuple((term, round(weight / norm, 5)) for term, weight in heaviest)


def paragraphs(record: ArticleRecord) -> tuple[Span, ...]:
    """Spans of the paragraphs of the story, without headline and captions."""
    return tuple(b.span for b in record.blocks if b.kind == "paragraph" and b.span is not None)


def _words(record: ArticleRecord, lexicons: Lexicons) -> Iterator[tuple[str, float]]:
    """Roots and name words with their weight: how often they stand there, by how little they are common."""
    root_of, surprise = morphology_of(lexicons).root_of, surprise_of(lexicons)
    body = paragraphs(record)
    names = _name_words(record.text, body)
    counts: Counter[str] = Counter()
    bonus: Counter[str] = Counter()
    headline = tuple(b.span for b in record.blocks if b.kind == "headline" and b.span is not None)
    for span in (*headline, *body):
        worth = TITLE if span in headline else LEAD if body and span == body[0] else 0
        for word in WORD.findall(record.text[slice(*span)]):
            lower = word.lower()
            if len(lower) < SHORTEST or YEAR.fullmatch(lower):
                continue
            root = lower if lower in names else root_of(lower)
            counts[root] += 1
            if worth:
                bonus[root] = max(bonus[root], worth)
    for root, count in counts.items():
        weight = surprise(root) * (1.0 + math.log(count + bonus[root]))
        if weight > 0.0:
            yield f"w:{root}", weight


def _name_words(text: str, body: Iterable[Span]) -> frozenset[str]:
    """Words written with a capital inside a sentence: names, which are never cut to a root."""
    return frozenset(
        match[0].lower()
        for span in body
        for match in WORD.finditer(text, *span)
        if match[0][0].isupper()
        and match.start() > span[0]
        and not SENTENCE_END.search(text, match.start() - 3, match.start())
    )


@lru_cache(maxsize=4)
def surprise_of(lexicons: Lexicons) -> Callable[[str], float]:
    """From 0 for a root that stands everywhere to 1 for one that the table of common roots lacks."""
    scale = math.log(COMMON / RARE)
    table = {
        row["root"]: max(0.0, math.log(COMMON / max(float(row["sentences"]), RARE)) / scale)
        for row in lexicons.table("story_words")
    }
    return lambda root: table.get(root, 1.0)


def _findings(record: ArticleRecord) -> Iterator[tuple[str, float]]:
    """Actors, codes, places, event types and days of the record."""
    for actor in record.actors:
        often = 1.0 + math.log(max(1, len(actor.mentions)))
        if actor.name and actor.kind in {"person", "organisation"}:
            yield f"a:{actor.name.lower()}", WEIGHTS["a"] * often
        if actor.code:
            yield f"c:{actor.code}", WEIGHTS["c"]
    for place in record.places:
        yield f"p:{place.geonames or place.name.lower()}", WEIGHTS["p"]
    for kind in sorted({event.type for event in record.events}):
        yield f"e:{kind}", WEIGHTS["e"]
    printed = (record.published or "")[:10]
    days = {d.start for d in record.dates if d.start and d.start == d.end and d.start != printed}
    for day in sorted(days):
        yield f"d:{day}", WEIGHTS["d"]
