"""The index that grouping asks: the protocol, and the index in memory.

Articles are numbered from 0 in the order in which they are filed. Any index that keeps this protocol
gives the same stories, since every question has one right answer: all orders are given here, none is
left to the store. The archive keeps it in SQL.
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

    `story` and `family` are the numbers of the articles that opened them; a family is the near copies of
    one text. `nearest` is the article that it was put beside (None: it opened the story), `likeness` how
    like the two are, 0 to 1, `copied` whether that one holds the same text.
    """

    story: int
    family: int
    nearest: int | None = None
    likeness: float = 0.0
    copied: bool = False


@dataclass(frozen=True, slots=True)
class Filed:
    """A filed article: its number, key and placement."""

    number: int
    key: ArticleKey
    placement: Placement


@dataclass(frozen=True, slots=True)
class Sample:
    """How many articles a story has, and the numbers of some of them."""

    size: int
    members: tuple[int, ...]


class StoryIndex(Protocol):
    """What grouping must know of the articles filed before."""

    def count(self) -> int:
        """How many articles are filed; the number that the next one gets."""
        ...

    def find(self, article: str) -> Filed | None:
        """The article of this id, if it is filed."""
        ...

    def filed(self, numbers: Iterable[int]) -> Mapping[int, Filed]:
        """The articles of these numbers."""
        ...

    def sharing(self, copy_keys: Sequence[int], each: int, limit: int) -> Sequence[int]:
        """Articles that hold one of the copy keys, at most `limit`: most keys in common first, then as filed.

        Of every key only the `each` articles filed first count, so that a boilerplate costs no more than
        any other text.
        """
        ...

    def holding(
        self, terms: Sequence[str], days: tuple[int, int] | None, limit: int
    ) -> Mapping[str, Mapping[int, int]]:
        """By term the articles findable by it, each with its story, of an inclusive range of days.

        `days` is None for undated articles. At most `limit` for each term: those of the newest days,
        within a day the last filed.
        """
        ...

    def samples(self, stories: Sequence[int], limit: int) -> Mapping[int, Sample]:
        """By story its size and at most `limit` of its articles: the one that opened it, the last filed."""
        ...

    def file(self, key: ArticleKey, placement: Placement) -> None:
        """Files one more article, which must not be filed yet, under the number `count()`."""
        ...


def findable_terms(key: ArticleKey) -> tuple[str, ...]:
    """The terms under which an index lists an article, heaviest first."""
    return tuple(term for term, _ in key.terms if term.startswith(FINDING_KINDS))[:FINDABLE]


class MemoryIndex:
    """The index of one process. See StoryIndex for what its methods give."""

    def __init__(self) -> None:
        self._filed: list[Filed] = []
        self._numbers: dict[str, int] = {}
        self._copies: dict[int, list[int]] = defaultdict(list)
        self._terms: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._undated: dict[str, list[int]] = defaultdict(list)
        self._stories: dict[int, list[int]] = defaultdict(list)

    def count(self) -> int:  # noqa: D102
        return len(self._filed)

    def find(self, article: str) -> Filed | None:  # noqa: D102
        number = self._numbers.get(article)
        return None if number is None else self._filed[number]

    def filed(self, numbers: Iterable[int]) -> Mapping[int, Filed]:  # noqa: D102
        return {n: self._filed[n] for n in numbers}

    def sharing(self, copy_keys: Sequence[int], each: int, limit: int) -> Sequence[int]:  # noqa: D102
        shared = Counter(n for key in copy_keys for n in self._copies.get(key, ())[:each])
        ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
        return [number for number, _ in ranked[:limit]]

    def holding(  # noqa: D102
        self, terms: Sequence[str], days: tuple[int, int] | None, limit: int
    ) -> Mapping[str, Mapping[int, int]]:
        return {
            term: {n: self._filed[n].placement.story for n in self._holding(term, days, limit)}
            for term in terms
        }

    def _holding(self, term: str, days: tuple[int, int] | None, limit: int) -> list[int]:
        if days is None:
            return self._undated.get(term, [])[-limit:]
        listed = self._terms.get(term, [])
        first = bisect_left(listed, (days[0], -1))
        last = bisect_right(listed, (days[1], len(self._filed)))
        return [number for _, number in listed[max(first, last - limit) : last]]

    def samples(self, stories: Sequence[int], limit: int) -> Mapping[int, Sample]:  # noqa: D102
        found = {}
        for story in stories:
            all_of = self._stories[story]
            last = all_of[max(1, len(all_of) - limit + 1) :]
            found[story] = Sample(len(all_of), (*all_of[:1], *reversed(last)))
        return found

    def file(self, key: ArticleKey, placement: Placement) -> None:  # noqa: D102
        number = len(self._filed)
        self._filed.append(Filed(number, key, placement))
        self._numbers[key.article] = number
        self._stories[placement.story].append(number)
        for copy_key in dict.fromkeys(key.copy_keys):
            self._copies[copy_key].append(number)
        for term in findable_terms(key):
            if key.day is None:
                self._undated[term].append(number)
            else:
                insort(self._terms[term], (key.day, number))
