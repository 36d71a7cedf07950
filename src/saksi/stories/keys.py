"""Keys: what an article is recognised by when others are compared with it.

Shingles are five running words of the paragraphs, in lower case and without punctuation. From them come

- the signature (MinHash): the share of equal places in two signatures estimates the share of shingles
  that two articles have in common;
- the copy keys, by which an index finds candidates: hashes of bands of the signature, which articles of
  like length share, and anchors, a fixed sample of the shingles themselves, which a shortened copy
  shares with its origin however short it is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from rensa import RMinHash

from saksi.lexicons.load import Lexicons, default_lexicons
from saksi.records import ArticleRecord
from saksi.stories.terms import paragraphs, story_terms

# Changes whenever keys made before can no longer be compared with new ones.
SCHEME = f"1:{RMinHash.ALGORITHM_VERSION}"
SHINGLE = 5
PLACES, BAND = 128, 16
SEED = 1
ANCHOR_OF, ANCHORS = 16, 32
LONGEST = 6_000  # words; what lies beyond is no news story
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class ArticleKey:
    """What one article is recognised by.

    `day`: proleptic ordinal of the day of printing, else of the newest day that the text names, else None.
    `terms`: story terms, heaviest first, a vector of length one. `copy_keys`: integers below 2**63.
    """

    article: str
    day: int | None
    published: str | None
    outlet: str | None
    credits: tuple[str, ...]
    shingles: int
    signature: tuple[int, ...]
    copy_keys: tuple[int, ...]
    terms: tuple[tuple[str, float], ...]


def article_key(record: ArticleRecord, lexicons: Lexicons | None = None) -> ArticleKey:
    """The key of an article record. The same record always gives the same key."""
    found = shingles(record.text[slice(*span)] for span in paragraphs(record))
    signature = _signature(found)
    return ArticleKey(
        article=record.id,
        day=_day(record),
        published=record.published,
        outlet=record.outlet,
        credits=record.credits,
        shingles=len(found),
        signature=signature,
        copy_keys=(*_bands(signature), *_anchors(found)) if found else (),
        terms=story_terms(record, lexicons or default_lexicons()),
    )


def shingles(texts: Iterable[str]) -> frozenset[str]:
    """All runs of SHINGLE words in the texts read as one; a shorter text is one shingle."""
    words = [word for text in texts for word in WORD.findall(text.lower())][:LONGEST]
    if not words:
        return frozenset()
    last = max(1, len(words) - SHINGLE + 1)
    return frozenset(" ".join(words[n : n + SHINGLE]) for n in range(last))


@dataclass(frozen=True, slots=True)
class Resemblance:
    """What two articles' shingles have in common, estimated from their signatures.

    `jaccard` and `containment` (the share of the shorter one's shingles that stand in the longer one) are
    from 0 to 1; `error` is the standard error of the containment, large where lengths differ much.
    """

    jaccard: float
    containment: float
    error: float


def resemblance(one: ArticleKey, other: ArticleKey) -> Resemblance:
    """The resemblance of two articles; none of an empty one."""
    if not one.shingles or not other.shingles:
        return Resemblance(0.0, 0.0, 0.0)
    equal = sum(a == b for a, b in zip(one.signature, other.signature, strict=True))
    jaccard = equal / PLACES
    lengths = (one.shingles + other.shingles) / min(one.shingles, other.shingles)
    error = math.sqrt(jaccard * (1.0 - jaccard) / PLACES) * lengths / (1.0 + jaccard) ** 2
    return Resemblance(jaccard, min(1.0, jaccard / (1.0 + jaccard) * lengths), error)


def _signature(found: frozenset[str]) -> tuple[int, ...]:
    sketch = RMinHash(num_perm=PLACES, seed=SEED)
    sketch.update(sorted(found))
    return tuple(sketch.digest())


def _bands(signature: Sequence[int]) -> tuple[int, ...]:
    starts = range(0, PLACES, BAND)
    return tuple(_hash(f"{n}:{signature[n : n + BAND]}") for n in starts)


def _anchors(found: frozenset[str]) -> tuple[int, ...]:
    """The same shingle is an anchor in every article that holds it, so that copies of any length meet."""
    hashes = sorted(map(_hash, found))
    return tuple([h for h in hashes if h % ANCHOR_OF == 0][:ANCHORS])


def _hash(text: str) -> int:
    """63 bits, so that every database takes them for an integer."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def _day(record: ArticleRecord) -> int | None:
    days = [record.published[:10]] if record.published else [d.end for d in record.dates if d.end]
    return max((date.fromisoformat(day).toordinal() for day in days if _is_day(day)), default=None)


def _is_day(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
