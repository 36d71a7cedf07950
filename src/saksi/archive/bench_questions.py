"""Measures how fast an archive that `saksi.archive.bench` filled answers, each kind of question apart.

The questions are made up with the same dice every time, and so are the words and names that they ask for.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from saksi.archive.archive import Archive, open_archive
from saksi.archive.bench import CODES, DAYS, HOME, START, TYPES, Newsroom
from saksi.archive.filters import Filters
from saksi.errors import ArchiveError

_EACH = 20  # questions of a kind


@dataclass(frozen=True, slots=True)
class Times:
    """How long the answers to some questions took, in milliseconds: median, 95th in 100, longest.

    `cpu_p95` is by processor time, which other work on the machine does not lengthen.
    """

    what: str
    questions: int
    p50: float
    p95: float
    longest: float
    cpu_p95: float


@dataclass(frozen=True, slots=True)
class Asked:
    """How fast an archive of so many articles answers: all questions together, and each kind of them."""

    articles: int
    search: Times
    events: Times
    kinds: tuple[Times, ...]


Ask = tuple[str, Callable[[], object]]  # the kind of the question, and what asks it


def ask(where: str | Path, *, seed: int = 1) -> Asked:
    """Asks the archive at `where`, which `bench.fill` filled with the same seed. Raises ArchiveError."""
    with open_archive(where) as archive:
        articles = archive.count()
        newsroom = Newsroom(seed, articles)
        archive.search(newsroom.words[0])  # loads the lexicons, once for all questions
        searches = list(_searches(archive, newsroom, where))
        filters = list(_filters(archive, newsroom))
        taken = [(kind, _milliseconds(question)) for kind, question in (*searches, *filters)]
    kinds = dict.fromkeys(kind for kind, _ in taken)
    return Asked(
        articles=articles,
        search=_times("search", [ms for _, ms in taken[: len(searches)]]),
        events=_times("event filters", [ms for _, ms in taken[len(searches) :]]),
        kinds=tuple(_times(kind, [ms for k, ms in taken if k == kind]) for kind in kinds),
    )


def _day(number: int) -> str:
    return (START + timedelta(days=DAYS // 2 + number % 7)).isoformat()


def _searches(archive: Archive, newsroom: Newsroom, where: str | Path) -> Iterator[Ask]:
    """A hundred questions in words, and a hundred phrases, names and pairs taken from articles."""
    rng = random.Random(7)
    # Asked for as often as written: common words come up, as do rare ones.
    for _ in range(5 * _EACH):
        word = newsroom.words[int(len(newsroom.words) * rng.random() ** 3)]
        yield "search: a word", lambda q=word: archive.search(q)  # type: ignore[misc]
    records = archive.records(Filters(since=_day(0)))
    for number, record in zip(range(5 * _EACH), records, strict=False):
        if not record.source.path.startswith(HOME):
            raise ArchiveError(f"{where}: was not filled by the bench")
        start = record.sentences[rng.randrange(3)]
        said = record.text[slice(*start)].split()
        kind, words = (
            ("a phrase", f'"{said[3]} {said[4]}"'),
            ("a name", record.actors[0].name),
            ("two words", f"{said[3]} {said[5]}"),
            ("a word without another", f"{said[4]} -{said[5]}"),
        )[number % 4]
        yield f"search: {kind}", lambda q=words: archive.search(q)  # type: ignore[misc]


def _filters(archive: Archive, newsroom: Newsroom) -> Iterator[Ask]:
    """Twenty questions for events of each of ten kinds."""
    rng = random.Random(11)
    for n in range(_EACH):
        town = newsroom.towns[int(len(newsroom.towns) * rng.random() ** 2)]
        person = newsroom.people[int(len(newsroom.people) * rng.random() ** 2)]
        kind, code = (rng.choice(TYPES),), (rng.choice(CODES),)
        since = _day(n)
        until = (date.fromisoformat(since) + timedelta(days=30)).isoformat()
        asked = {
            "type": Filters(type=kind),
            "type, modality, not negated": Filters(type=kind, modality=("threatened",), negated=False),
            "actor's name": Filters(actor=(person,)),
            "source's code, type": Filters(source=code, type=kind),
            "source's country, target's code": Filters(source=(code[0][:3],), target=(rng.choice(CODES),)),
            "radius, type": Filters(near=(town[2], town[3], 50.0), type=kind),
            "month, country, type": Filters(since=since, until=until, country=("IDN",), type=kind),
            "place, sector": Filters(place=(town[0],), role=("MIL",)),
            "box": Filters(box=(town[2] - 1, town[3] - 1, town[2] + 1, town[3] + 1)),
            "actor's name, negated": Filters(actor=(person,), negated=True),
        }
        for what, filters in asked.items():
            yield f"events: {what}", lambda f=filters: archive.events(f)  # type: ignore[misc]


def _milliseconds(question: Callable[[], object]) -> tuple[float, float]:
    """By the clock, and by processor time."""
    start, worked = time.perf_counter(), time.process_time()
    question()
    return (time.perf_counter() - start) * 1000, (time.process_time() - worked) * 1000


def _times(what: str, taken: list[tuple[float, float]]) -> Times:
    clock, cpu = (sorted(times) for times in zip(*taken, strict=True))
    late = int(len(taken) * 0.95)
    return Times(what, len(taken), clock[len(taken) // 2], clock[late], clock[-1], cpu[late])
