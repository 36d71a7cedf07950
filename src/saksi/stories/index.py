"""The index that grouping asks: the protocol, and the index in memory.

Any index that keeps this protocol gives the same stories, since every question has one right answer:
all orders are given here, none is left to the store. The archive keeps it in SQL.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from saksi.stories.keys import ArticleKey

# How many of an article's heaviest terms it can be found by.
FINDABLE = 16
FINDING_KINDS = ("w:", "a:", "p:")


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article was put, and why. Never changes once given.

    `story` and `family` are the ids of the articles that opened them; a family is the near copies of one
    text. `nearest` is the article that it was put beside (None: it opened the story), `likeness` how like
    the two are, 0 to 1, `copied` whether that one holds the same text.
    """

    article: str
    story: str
    family: str
    nearest: str | None = None
    likeness: float = 0.0
    copied: bool = False


@dataclass(frozen=True, slots=True)
class Filed:
    """A key with its placement and its number in the order of filing, from 0."""

    key: ArticleKey
    placement: Placement
    number: int


class StoryIndex(Protocol):
    """What grouping must know of the articles filed before."""

    def filed(self, articles: Iterable[str]) -> Mapping[str, Filed]:
        """The filed ones among `articles`."""
        ...

    def sharing(self, copy_keys: Sequence[int], each: int, limit: int) -> Sequence[str]:
        """Articles that hold one of the copy keys, at most `limit`: most keys in common first, then as filed.

        Of every key only the `each` articles filed first count, so that a boilerplate costs no more than
        any other text.
        """
        ...

    def holding(self, term: str, days: tuple[int, int] | None, limit: int) -> Sequence[str]:
        """Articles findable by `term`, of an inclusive range of days (None: undated ones).

        At most `limit`: newest day first, within a day the last filed first.
        """
        ...

    def members(self, story: str, limit: int) -> Sequence[str]:
        """Articles of a story: the one that opened it, then the last filed first; at most `limit`."""
        ...

    def size(self, story: str) -> int:
        """How many articles a story has."""
        ...

    def file(self, key: ArticleKey, placement: Placement) -> None:
        """Files one more article. It must not be filed yet."""
        ...


def findable_terms(key: ArticleKey) -> tuple[str, ...]:
    """The terms under which an index lists an article, heaviest first."""
    return tuple(term for term, _ in key.terms if term.startswith(FINDING_KINDS))[:FINDABLE]


class MemoryIndex:
    """The index of one process."""

    def __init__(self) -> None:
        self._filed: dict[str, Filed] = {}
        self._copies: dict[int, list[str]] = defaultdict(list)
        self._terms: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        self._undated: dict[str, list[str]] = defaultdict(list)
        self._stories: dict[str, list[str]] = defaultdict(list)

    def filed(self, articles: Iterable[str]) -> Mapping[str, Filed]:
        """See StoryIndex."""
        return {a: self._filed[a] for a in articles if a in self._filed}

    def sharing(self, copy_keys: Sequence[int], each: int, limit: int) -> Sequence[str]:
        """See StoryIndex."""
        shared = Counter(a for key in copy_keys for a in self._copies.get(key, ())[:each])
        ranked = sorted(shared.items(), key=lambda item: (-item[1], self._filed[item[0]].number))
        return [article for article, _ in ranked[:limit]]

    def holding(self, term: str, days: tuple[int, int] | None, limit: int) -> Sequence[str]:
        """See StoryIndex."""
        if days is None:
            return self._undated.get(term, [])[: -limit - 1 : -1]
        listed = self._terms.get(term, [])
        first = bisect_left(listed, (days[0], -1, ""))
        last = bisect_right(listed, (days[1], len(self._filed), ""))
        return [article for _, _, article in listed[max(first, last - limit) : last][::-1]]

    def members(self, story: str, limit: int) -> Sequence[str]:
        """See StoryIndex."""
        all_of = self._stories.get(story, [])
        return [*all_of[:1], *all_of[:0:-1]][:limit]

    def size(self, story: str) -> int:
        """See StoryIndex."""
        return len(self._stories.get(story, ()))

    def file(self, key: ArticleKey, placement: Placement) -> None:
        """See StoryIndex."""
        number = len(self._filed)
        self._filed[key.article] = Filed(key, placement, number)
        self._stories[placement.story].append(key.article)
        for copy_key in dict.fromkeys(key.copy_keys):
            self._copies[copy_key].append(key.article)
        for term in findable_terms(key):
            if key.day is None:
                self._undated[term].append(key.article)
            else:
                insort(self._terms[term], (key.day, number, key.article))
