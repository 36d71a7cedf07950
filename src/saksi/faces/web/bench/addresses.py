"""Addresses of every kind of page and answer, made from what an archive holds.

Of each kind as many different ones as there are, up to a number: what was asked before is kept by the server
and costs nothing, so only different addresses show what a page costs.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, product
from urllib.parse import urlencode

from saksi.archive import Archive, Filters
from saksi.archive.results import EventRow
from saksi.archive.review.verdicts import event_types
from saksi.archive.words import spans

PAGE, ANSWER, PICTURE = "page", "answer", "picture"
_SAMPLE = 400  # events that names, words and days are taken from
_SEEN = 5  # letters of the shortest word that is searched for
_DRAWINGS = ("timeline", "map", "weeks", "network")
_LISTS = ("search", "events", "positions", "quotes", "actors", "places", "stories")


@dataclass(frozen=True, slots=True)
class Kind:
    """Addresses of one kind: a page for people, an answer for programs, or a picture in a page."""

    name: str
    sort: str
    paths: tuple[str, ...]


def kinds(archive: Archive, most: int, seed: int = 1) -> Iterator[Kind]:
    """Every kind of page, answer and picture with at most `most` addresses of it."""
    asked = _Asked(archive, most, random.Random(seed))
    for sort, made in ((PAGE, asked.pages()), (ANSWER, asked.answers()), (PICTURE, asked.pictures())):
        for name, paths in made:
            chosen = tuple(islice(dict.fromkeys(paths), most))
            if chosen:
                yield Kind(name, sort, chosen)


def _sampled(archive: Archive) -> list[EventRow]:
    """Events of days spread over the whole archive."""
    newest = next(iter(archive.events(limit=1)), None)
    oldest = next(iter(archive.events(sort="oldest", limit=1)), None)
    if newest is None or oldest is None or newest.date is None or oldest.date is None:
        return []
    first, last = date.fromisoformat(oldest.date), date.fromisoformat(newest.date)
    found: list[EventRow] = []
    for part in range(20, 0, -1):
        until = first + (last - first) * part / 20
        found += archive.events(Filters(until=until.isoformat()), limit=_SAMPLE // 20)
    return found


class _Asked:
    """What is asked of one archive."""

    def __init__(self, archive: Archive, most: int, dice: random.Random) -> None:
        self.most = most
        self.dice = dice
        self.events = _sampled(archive)
        dice.shuffle(self.events)
        self.names = list(dict.fromkeys(a.name for e in self.events for a in (*e.source, *e.target)))
        self.actors = list(dict.fromkeys(a.id for e in self.events for a in (*e.source, *e.target)))
        self.places = list(dict.fromkeys(e.place.id for e in self.events if e.place))
        self.towns = list(dict.fromkeys(e.place.name for e in self.events if e.place))
        self.stories = list(dict.fromkeys(e.story for e in self.events if e.story))
        self.stories += [s.id for s in archive.stories(limit=200) if s.id not in set(self.stories)]
        self.articles = list(dict.fromkeys(e.article.id for e in self.events))
        self.words = list(dict.fromkeys(w for e in self.events for w in _long_words(e.sentence)))
        self.days = sorted({e.date for e in self.events if e.date})

    def pages(self) -> Iterator[tuple[str, Iterable[str]]]:
        """Every kind of page."""
        yield "home", ["/"]
        yield "search: a word", _asks("/search", q=self.words)
        yield "search: a name", _asks("/search", q=self.names)
        yield "search: narrowed", self._pairs("/search", "q", self.words, "type", event_types())
        yield "search: by day", self._since("/search")
        yield "events", self._since("/events")
        yield "events: each once", (f"{path}&once=true" for path in self._since("/events"))
        yield "events: by source", _asks("/events", source=self.names)
        yield "events: by type, place", self._pairs("/events", "place", self.towns, "type", event_types())
        yield "positions", self._since("/positions")
        yield "positions: by actor", _asks("/positions", actor=self.names)
        yield "stories", self._since("/stories")
        yield "stories: by word", _asks("/stories", q=self.words)
        yield "story", (f"/stories/{n}" for n in self.stories)
        yield "actors", self._limits("/actors")
        yield "actors: by name", _asks("/actors", q=self.names)
        yield "actor", (f"/actors/{n}" for n in self.actors)
        yield "places", self._limits("/places")
        yield "places: by name", _asks("/places", q=self.towns)
        yield "place", (f"/places/{n}" for n in self.places)
        yield "article", (f"/articles/{a}" for a in self.articles)
        yield "article: lit", (f"/articles/{e.article.id}?lit={e.local}" for e in self.events)
        yield "article: form", (f"/articles/{e.article.id}?review={e.local}" for e in self.events)
        yield "review: queue", self._since("/review")
        yield "review: at random", ["/review?by=random"]
        yield "review: second", ["/review?by=double"]
        yield "review: figures", ["/review/figures"]
        yield "review: decided", ["/review/decided"]

    def answers(self) -> Iterator[tuple[str, Iterable[str]]]:
        """Every kind of answer to a program, but for streams and reading."""
        yield "archive", ["/api/v1/archive"]
        for name in _LISTS:
            if name in ("search", "events", "positions", "stories"):
                yield name, self._since(f"/api/v1/{name}")
            else:
                yield name, self._limits(f"/api/v1/{name}")
        yield "search: a word", _asks("/api/v1/search", q=self.words)
        yield "facets", _asks("/api/v1/facets", q=self.words)
        yield "quotes: of one", (f"/api/v1/quotes?speaker={n}" for n in self.actors)
        yield "counts", _asks("/api/v1/counts", actor=self.names)
        yield "article", (f"/api/v1/articles/{a}" for a in self.articles)
        yield "article: source", (f"/api/v1/articles/{a}/source" for a in self.articles)
        yield "article: citation", (f"/api/v1/articles/{a}/citation" for a in self.articles)
        yield "actor", (f"/api/v1/actors/{n}" for n in self.actors)
        yield "actor: ledger", (f"/api/v1/actors/{n}/ledger" for n in self.actors)
        yield "place", (f"/api/v1/places/{n}" for n in self.places)
        yield "story", (f"/api/v1/stories/{n}" for n in self.stories)
        yield "reviews", self._limits("/api/v1/reviews")
        yield "reviews: queue", self._since("/api/v1/reviews/queue")
        for name in ("precision", "agreement", "lexicon"):
            yield f"reviews: {name}", [f"/api/v1/reviews/{name}"]

    def pictures(self) -> Iterator[tuple[str, Iterable[str]]]:
        """Every kind of drawing."""
        for name in _DRAWINGS:
            yield name, _asks(f"/plots/{name}.svg", actor=self.names)

    def _since(self, path: str) -> Iterator[str]:
        """A day that a list begins with, each a different question."""
        for add, day in product(range(self.most), self.days):
            since = date.fromisoformat(day) - timedelta(days=add)
            yield f"{path}?{urlencode({'until': since.isoformat()})}"

    def _limits(self, path: str) -> Iterator[str]:
        """Lengths of a page about the usual one."""
        return (f"{path}?limit={limit}" for limit in range(15, 26))

    def _pairs(
        self, path: str, one: str, values: Sequence[str], other: str, others: Sequence[str]
    ) -> Iterator[str]:
        return (f"{path}?{urlencode({one: value, other: self.dice.choice(others)})}" for value in values)


def _long_words(sentence: str) -> Iterator[str]:
    words = (sentence[start:end] for start, end in spans(sentence))
    return (word.lower() for word in words if len(word) >= _SEEN and word.islower())


def _asks(path: str, **values: Sequence[str]) -> Iterator[str]:
    """A question for each value of one field."""
    [(name, given)] = values.items()
    return (f"{path}?{urlencode({name: value})}" for value in given)
