"""Grouping: puts one article after the other into its family of copies and its story.

An article is compared with a bounded number of articles filed before, so that its cost does not grow
with the archive. What it is given never changes, and depends only on the articles filed before it in
their order, never on how many were handed over at once.

A story grows from article to article, but three things keep it from swallowing its neighbours: a term
that many stories of the last weeks hold counts for little; an article must be like the story as a whole,
not like one article of it alone; and the larger a story is, the more alike an article must be to join.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from saksi.stories.index import Placement, StoryIndex, findable_terms
from saksi.stories.keys import ArticleKey, resemblance

# A copy: half of the shorter one's shingles stand in the longer one, as far as an estimate can be sure.
COPIED = 0.45
SHORTEST_CONTAINED = 40  # shingles
WINDOW = 21  # days within which an article can join another's story or be its copy
HALF_LIFE = 14.0  # days in which the likeness of two articles counts half
LISTED = 64  # articles looked at for one term
EACH, COPIES = 32, 12  # articles looked at for one copy key, and compared
CANDIDATES, STORIES, SAMPLE = 24, 5, 8  # articles compared, stories weighed, members of each
SPREAD = 20.0  # stories of the last weeks holding a term, at which it counts half
THRESHOLD = 0.25
LARGE, STRICTER = 16, 0.03  # a story of LARGE articles is STRICTER; again with every doubling


def place(key: ArticleKey, index: StoryIndex) -> Placement:
    """Files an article and says where. An article filed before keeps its place."""
    known = index.find(key.article)
    if known is not None:
        return known.placement
    number = index.count()
    placement = _copy_of(key, index) or _near_to(key, index, number) or Placement(number, number)
    index.file(key, placement)
    return placement


def place_all(keys: Iterable[ArticleKey], index: StoryIndex) -> list[Placement]:
    """`place` for each key in order."""
    return [place(key, index) for key in keys]


def is_copy(one: ArticleKey, other: ArticleKey) -> tuple[bool, float]:
    """Whether two articles print one text, and how much of the shorter one stands in the longer."""
    found = resemblance(one, other)
    # Very short texts must be alike as a whole: what they hold (a disclaimer, a caption) stands in many.
    short = min(one.shingles, other.shingles) < SHORTEST_CONTAINED
    shared = found.jaccard if short else found.containment - found.error
    return shared >= COPIED and _distance(one, other) <= WINDOW, found.containment


def _copy_of(key: ArticleKey, index: StoryIndex) -> Placement | None:
    candidates = index.filed(index.sharing(key.copy_keys, EACH, COPIES))
    best: tuple[float, int] | None = None
    for number, filed in candidates.items():
        same, containment = is_copy(key, filed.key)
        if same:
            best = max(best or (0.0, 0), (containment, -number))
    if best is None:
        return None
    likeness, nearest = best[0], -best[1]
    there = candidates[nearest].placement
    return Placement(there.story, there.family, nearest, round(likeness, 4), copied=True)


def _near_to(key: ArticleKey, index: StoryIndex, number: int) -> Placement | None:
    """The story that the article is most like, if it is like enough; of equals the older one."""
    ranked, spread = _candidates(key, index)
    near = index.filed(ranked)
    query = _Query(key, spread)
    likeness = {n: query.likeness(near[n].key) for n in ranked}
    nearest: dict[int, int] = {}
    for n in sorted(ranked, key=lambda n: (-likeness[n], n)):
        nearest.setdefault(near[n].placement.story, n)
    samples = index.samples(list(nearest)[:STORIES], SAMPLE)
    near = index.filed(n for sample in samples.values() for n in sample.members)
    best: tuple[float, int] | None = None
    for story, sample in samples.items():
        members = [near[n].key for n in sample.members]
        found = _story_likeness(query, likeness[nearest[story]], members)
        if found >= _threshold(sample.size):
            best = max(best or (0.0, 0), (found, -story))
    if best is None:
        return None
    story = -best[1]
    return Placement(story, number, nearest[story], round(best[0], 4))


def _candidates(key: ArticleKey, index: StoryIndex) -> tuple[list[int], dict[str, float]]:
    """Articles that hold the most of the key's weight in terms, and how much each term counts."""
    days = None if key.day is None else (key.day - WINDOW, key.day + WINDOW)
    weights = dict(key.terms)
    spread: dict[str, float] = {}
    shared: dict[int, float] = {}
    for term, articles in index.holding(findable_terms(key), days, LISTED).items():
        spread[term] = 1.0 / (1.0 + len(set(articles.values())) / SPREAD)
        for n in articles:
            shared[n] = shared.get(n, 0.0) + weights[term] * spread[term]
    ranked = sorted(shared, key=lambda n: (-shared[n], n))
    return ranked[:CANDIDATES], spread


class _Query:
    """An article's terms, each as much as it tells in the weeks around, to be compared with others."""

    def __init__(self, key: ArticleKey, spread: Mapping[str, float]) -> None:
        self.key = key
        self.spread = spread
        self.terms = {term: weight * spread.get(term, 1.0) for term, weight in key.terms}
        self.norm = math.sqrt(sum(weight * weight for weight in self.terms.values()))

    def likeness(self, other: ArticleKey) -> float:
        """Cosine of the two term vectors, fading with the days between them."""
        product = norm = 0.0
        for term, weight in other.terms:
            counted = weight * self.spread.get(term, 1.0)
            norm += counted * counted
            product += counted * self.terms.get(term, 0.0)
        if not product:
            return 0.0
        fading = math.pow(0.5, _distance(self.key, other) / HALF_LIFE)
        return product / (self.norm * math.sqrt(norm)) * fading


def _story_likeness(query: _Query, nearest: float, members: Sequence[ArticleKey]) -> float:
    """Half the likeness to the nearest article, half the mean over the one that opened it and the newest."""
    return (nearest + sum(map(query.likeness, members)) / len(members)) / 2.0


def _threshold(size: int) -> float:
    return THRESHOLD + STRICTER * max(0.0, math.log2(max(1, size) / LARGE) + 1.0)


def _distance(one: ArticleKey, other: ArticleKey) -> int:
    """Days between two articles; an undated one is at no distance."""
    return 0 if one.day is None or other.day is None else abs(one.day - other.day)
