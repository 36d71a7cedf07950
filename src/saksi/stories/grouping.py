"""Grouping: puts one article after the other into its family of copies and its story.

An article is compared with a bounded number of articles filed before, so that its cost does not grow
with the archive. What it is given never changes, and depends only on the articles filed before it in
their order, never on how many were handed over at once.

A story grows from article to article, but three things keep it from swallowing its neighbours: a term
that many articles of the last weeks hold counts for little; an article must be like the story as a whole,
not like one article of it alone; and the larger a story is, the more alike an article must be to join.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from saksi.stories.index import Filed, Placement, StoryIndex, findable_terms
from saksi.stories.keys import ArticleKey, resemblance

# A copy: half of all shingles in common, or most of the shorter one's in the longer.
SAME_JACCARD, SAME_CONTAINMENT = 0.5, 0.7
SHORTEST_CONTAINED = 40  # shingles; what is shorter stands in many articles (a disclaimer, a caption)
WINDOW = 21  # days within which an article can join another's story or be its copy
HALF_LIFE = 14.0  # days in which the likeness of two articles counts half
LISTED = 64  # articles looked at for one term
EACH, COPIES = 32, 12  # articles looked at for one copy key, and compared
CANDIDATES, STORIES, SAMPLE = 24, 5, 8  # articles compared, stories weighed, members of each
SPREAD = 12.0  # articles of the last weeks holding a term, at which it counts half
THRESHOLD = 0.30
LARGE, STRICTER = 16, 0.03  # a story of LARGE articles is STRICTER; again with every doubling


@dataclass(frozen=True, slots=True)
class _Match:
    story: str
    nearest: str
    likeness: float


def place(key: ArticleKey, index: StoryIndex) -> Placement:
    """Files an article and says where. An article filed before keeps its place."""
    known = index.filed([key.article])
    if known:
        return known[key.article].placement
    placement = _copy_of(key, index) or _near_to(key, index) or Placement(key.article, key.article, key.article)
    index.file(key, placement)
    return placement


def place_all(keys: Iterable[ArticleKey], index: StoryIndex) -> list[Placement]:
    """`place` for each key in order."""
    return [place(key, index) for key in keys]


def is_copy(one: ArticleKey, other: ArticleKey) -> tuple[bool, float]:
    """Whether two articles print one text, and how much of the shorter one stands in the longer."""
    jaccard, containment = resemblance(one, other)
    long_enough = min(one.shingles, other.shingles) >= SHORTEST_CONTAINED
    same = jaccard >= SAME_JACCARD or (containment >= SAME_CONTAINMENT and long_enough)
    return same and _distance(one, other) <= WINDOW, containment


def _copy_of(key: ArticleKey, index: StoryIndex) -> Placement | None:
    candidates = index.filed(index.sharing(key.copy_keys, EACH, COPIES))
    best: tuple[float, int, Filed] | None = None
    for filed in candidates.values():
        same, containment = is_copy(key, filed.key)
        rank = (containment, -filed.number, filed)
        if same and (best is None or rank[:2] > best[:2]):
            best = rank
    if best is None:
        return None
    likeness, _, origin = best
    there = origin.placement
    return Placement(key.article, there.story, there.family, origin.key.article, round(likeness, 4), True)


def _near_to(key: ArticleKey, index: StoryIndex) -> Placement | None:
    ranked, spread = _candidates(key, index)
    if not ranked:
        return None
    near = index.filed(ranked)
    query = _Query(key, spread)
    likeness = {a: query.likeness(near[a].key) for a in ranked if a in near}
    by_story: dict[str, str] = {}
    for article in sorted(likeness, key=lambda a: (-likeness[a], near[a].number)):
        by_story.setdefault(near[article].placement.story, article)
    best: _Match | None = None
    for story, nearest in list(by_story.items())[:STORIES]:
        match = _Match(story, nearest, _story_likeness(query, likeness[nearest], story, index))
        if match.likeness >= _threshold(index.size(story)) and (best is None or match.likeness > best.likeness):
            best = match
    if best is None:
        return None
    return Placement(key.article, best.story, key.article, best.nearest, round(best.likeness, 4))


def _candidates(key: ArticleKey, index: StoryIndex) -> tuple[list[str], dict[str, float]]:
    """Articles that hold the most of the key's weight in terms, and how much each term counts."""
    days = None if key.day is None else (key.day - WINDOW, key.day + WINDOW)
    weights = dict(key.terms)
    spread: dict[str, float] = {}
    shared: dict[str, float] = {}
    for term in findable_terms(key):
        articles = index.holding(term, days, LISTED)
        spread[term] = 1.0 / (1.0 + len(articles) / SPREAD)
        for article in articles:
            shared[article] = shared.get(article, 0.0) + weights[term] * spread[term]
    ranked = sorted(shared, key=lambda article: (-shared[article], article))
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
        fading = 0.5 ** (_distance(self.key, other) / HALF_LIFE)
        return product / (self.norm * math.sqrt(norm)) * fading


def _story_likeness(query: _Query, nearest: float, story: str, index: StoryIndex) -> float:
    """Half the likeness to the nearest article, half the mean over the one that opened it and the newest."""
    members = index.filed(index.members(story, SAMPLE))
    total = sum(query.likeness(filed.key) for filed in members.values())
    return (nearest + total / len(members)) / 2.0


def _threshold(size: int) -> float:
    return THRESHOLD + STRICTER * max(0.0, math.log2(max(1, size) / LARGE) + 1.0)


def _distance(one: ArticleKey, other: ArticleKey) -> int:
    """Days between two articles; an undated one is at no distance."""
    return 0 if one.day is None or other.day is None else abs(one.day - other.day)


def stories_of(placements: Sequence[Placement]) -> dict[str, list[str]]:
    """Articles by story, both in the order of the placements."""
    found: dict[str, list[str]] = {}
    for placement in placements:
        found.setdefault(placement.story, []).append(placement.article)
    return found
