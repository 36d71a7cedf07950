"""Measures an archive at a size: how fast it fills and whether it slows down.

The articles are made up: running words of the lexicon in the frequencies of real text, with actors, places,
events, a quote and a position each, printed day by day over ten years and coming in up to thirty days
late. Language analysis is left out: the records are made with the texts.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from saksi.archive.archive import open_archive
from saksi.archive.load import Progress, load
from saksi.archive.writer import Failed
from saksi.engines.local import Failure
from saksi.errors import ReadError
from saksi.language.morphology import derive
from saksi.lexicons.load import default_lexicons
from saksi.readers.source import SourceDocument
from saksi.records import (
    Actor,
    ArticleRecord,
    Block,
    Date,
    Event,
    Place,
    Position,
    Quote,
    Source,
    Span,
    Witness,
)

START, DAYS, _LATE = date(2015, 1, 1), 3650, 30
_WORDS, _SENTENCES = 9, 8
HOME = "bench/"  # path of every article
_PEOPLE, _ROOTS = 20_000, 8_000
TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "COERCE",
    "ASSAULT",
)
CODES = ("IDNGOV", "IDNMIL", "IDNCOP", "IDNOPP", "IDNCVL", "USAGOV", "RUSGOV", "SYRREB", "MYSGOV", "CHNGOV")
_MODALITIES = ("happened", "happened", "happened", "ongoing", "agreed", "planned", "demanded", "threatened")
_OUTLETS = ("Detik", "Kompas", "Tempo", "Antara", "Republika", "CNN Indonesia", "Tirto", "Jawa Pos")
_STANCES = ("demands", "supports", "refuses", "offers")


@dataclass(frozen=True, slots=True)
class Filled:
    """How an archive filled. Rates in articles a second, sizes in bytes."""

    articles: int
    seconds: float
    first_tenth: float
    last_tenth: float
    cpu_ratio: float  # last tenth's rate to the first's, by processor time: what a busy machine leaves true
    peak_memory: int
    size: int


class Newsroom:
    """Makes up articles, the same ones for the same seed."""

    def __init__(self, seed: int, articles: int) -> None:
        self._random = random.Random(seed)
        self._articles = articles
        self.words = self._vocabulary()
        # One article in two names someone of whom much is written; the rest name anyone.
        self._weights = list(accumulate(1 / (n + 3) for n in range(len(self.words))))
        self.people = [self._name() for _ in range(_PEOPLE)]
        rows = [r for r in default_lexicons().table("gazetteer") if r["country"] == "IDN"][:2_000]
        self.towns = [(r["name"], int(r["geonames"]), float(r["lat"]), float(r["lon"])) for r in rows]

    def _vocabulary(self) -> list[str]:
        roots = [r["root"] for r in default_lexicons().table("roots") if r["root"].isascii()]
        chosen = self._random.sample(sorted(roots), min(_ROOTS, len(roots)))
        words = [d.form for root in chosen for d in derive(root)[:6] if d.standard and "-" not in d.form]
        self._random.shuffle(words)
        return words

    def _name(self) -> str:
        return " ".join(w.capitalize() for w in self._random.sample(self.words, 2))

    def articles(self) -> Iterator[tuple[SourceDocument, ArticleRecord]]:
        """The articles with their records."""
        for number in range(self._articles):
            yield self._article(number)

    def _article(self, number: int) -> tuple[SourceDocument, ArticleRecord]:
        rng = self._random
        day = START + timedelta(days=number * DAYS // self._articles - rng.randrange(_LATE))
        words = rng.choices(self.words, cum_weights=self._weights, k=_WORDS * _SENTENCES)
        who = [self.people[int(len(self.people) * rng.random() ** 3)] for _ in range(3)]
        town = self.towns[int(len(self.towns) * rng.random() ** 3)]
        lines = []
        for n in range(_SENTENCES):
            part = words[n * _WORDS : (n + 1) * _WORDS]
            lines.append(f"{who[n % 3]} {' '.join(part)} di {town[0]}.")
        title = " ".join(words[:6]).capitalize()
        text = "\n".join([title, *lines])
        source = SourceDocument(
            text.encode(), text, f"{HOME}{number}.txt", "text/plain", url=f"https://berita.example/{number}"
        )
        return source, self._record(source, title, day, who, town)

    def _record(
        self,
        source: SourceDocument,
        title: str,
        day: date,
        who: list[str],
        town: tuple[str, int, float, float],
    ) -> ArticleRecord:
        rng, text = self._random, source.raw
        spans: list[Span] = []
        at = 0
        for line in text.split("\n"):
            spans.append((at, at + len(line)))
            at += len(line) + 1
        lines = spans[1:]
        actors = tuple(
            Actor(
                f"a{n + 1}", name, "person", CODES[hash_of(name) % len(CODES)], None, None,
                tuple((s, s + len(name)) for s, _ in lines[n::3]),
            )
            for n, name in enumerate(dict.fromkeys(who))
        )  # fmt: skip
        held = tuple((e - 1 - len(town[0]), e - 1) for _, e in lines)
        place = Place("p1", town[0], town[1], town[2], town[3], "IDN", held)
        own = day - timedelta(days=rng.randrange(3))
        when = Date("d1", (lines[0][0], lines[0][0] + 4), own.isoformat(), own.isoformat(), "day")
        last = actors[-1].id
        events = tuple(
            Event(
                f"e{n + 1}", rng.choice(TYPES), None, ("military",) if n else (), f"{rng.randint(10, 200)}",
                -2.0, ("a1",), (last,) if last != "a1" else (), "p1", "d1" if n else None,
                rng.choice(_MODALITIES), rng.random() < 0.05, None, lines[n],
                Witness(trigger=((lines[n][0], lines[n][0] + 4),)), 0.8,
            )
            for n in range(2)
        )  # fmt: skip
        return ArticleRecord(
            id=source.id,
            source=Source(source.path, source.url),
            outlet=rng.choice(_OUTLETS),
            language="id",
            title=title,
            published=day.isoformat(),
            dateline=None,
            byline=None,
            credits=(),
            text=text,
            blocks=tuple(Block("paragraph" if n else "headline", s, s) for n, s in enumerate(spans)),
            sentences=tuple(lines),
            actors=actors,
            places=(place,),
            dates=(when,),
            quotes=(Quote("q1", "direct", lines[2], "a1", None),),
            events=events,
            positions=(Position("a1", title.lower(), rng.choice(_STANCES), "e1", (lines[0],)),),
        )


def hash_of(name: str) -> int:
    """A small number that depends on the name alone."""
    return sum(map(ord, name))


def fill(
    where: str | Path, articles: int, *, seed: int = 1, tell: Callable[[int, float], None] | None = None
) -> Filled:
    """Fills the archive at `where`, which must not exist yet.

    `tell` is called now and then with the articles so far and the rate since the last call.
    """
    made = Newsroom(seed, articles).articles()
    ready: dict[str, ArticleRecord] = {}

    def sources() -> Iterator[SourceDocument]:
        for document, record in made:
            ready[document.path] = record
            yield document

    def reading(given: Iterable[SourceDocument | ReadError]) -> Iterator[ArticleRecord | Failure]:
        for document in given:
            yield ready.pop(document.path)

    with open_archive(where, create=True) as archive:
        timing = _Timing(articles, tell)
        load(archive.database, sources(), reading=reading, watch=timing.watch)
        timing.end()
    return Filled(
        articles=articles,
        seconds=timing.seconds,
        first_tenth=timing.rate(0),
        last_tenth=timing.rate(-1),
        cpu_ratio=timing.cpu_ratio(),
        peak_memory=_peak_memory(),
        size=_size(where),
    )


class _Timing:
    """When each tenth of the articles was in."""

    def __init__(self, articles: int, tell: Callable[[int, float], None] | None) -> None:
        self._tenth = max(1, articles // 10)
        self._tell = tell
        self._count = 0
        self._start = time.perf_counter()
        self._marks = [self._start]
        self._cpu = [time.process_time()]

    def watch(self, progress: Progress, _: Failed | None) -> None:
        """Called for every article."""
        self._count += 1
        # The batch of the article before is in by now, so that a tenth counts its own batches only.
        if progress.added % self._tenth == 1 and progress.added > 1 and len(self._marks) < 10:
            self._mark()

    def _mark(self) -> None:
        self._marks.append(time.perf_counter())
        self._cpu.append(time.process_time())
        if self._tell is not None:
            self._tell(self._count, self.rate(-1))

    def end(self) -> None:
        """Called when all is in."""
        self._mark()

    @property
    def seconds(self) -> float:
        """From the first article to the last."""
        return self._marks[-1] - self._start

    def cpu_ratio(self) -> float:
        """How many articles of the last tenth take the processor time of one of the first."""
        return (self._cpu[1] - self._cpu[0]) / (self._cpu[-1] - self._cpu[-2])

    def rate(self, which: int) -> float:
        """Articles a second of one tenth."""
        spans = [b - a for a, b in zip(self._marks, self._marks[1:], strict=False)]
        return self._tenth / spans[which]


def _peak_memory() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _size(where: str | Path) -> int:
    return sum(p.stat().st_size for p in Path(where).parent.glob(Path(where).name + "*"))
