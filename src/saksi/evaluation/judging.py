"""Teaches the judge of events from annotated articles, and says how good it is on articles it has not seen.

A lesson is an article with its candidates, each labelled: a candidate is an event if it falls on a gold
event of its type (as `articles.closeness` has it), and two are the same if they fall on the same one. From
articles of which only the candidates were looked at, the labels come from that file; a candidate that it
does not know teaches nothing.

Limits are chosen on the train articles of gold that was checked a second time: every article is judged by
models that have not seen it, and of all pairs of limits the one with the highest F1 is taken that makes at
most `MOST_WRONG` events an article up. Gold that was annotated once teaches only.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np

from saksi.errors import ReadError
from saksi.evaluation.articles import (
    TEXT,
    TITLE,
    Comparison,
    Place,
    Predicted,
    closeness,
    count,
    figures,
    match,
    overlap,
    place,
)
from saksi.evaluation.challenge import read_challenge
from saksi.evaluation.challenge_score import sentence
from saksi.evaluation.event_gold import EventGold, annotated, json_lines, rows_of
from saksi.evaluation.events import TYPES
from saksi.events.clues import Candidate
from saksi.events.coding import Coder
from saksi.events.judge import CERTAIN, EVENT, LIMIT, NEW, SAME, Judge
from saksi.pipeline import Pipeline
from saksi.readers.source import SourceDocument
from saksi.training.logistic import fit

# Below the 0.4 that users are promised: what is chosen on a few articles must hold on others.
MOST_WRONG = 0.3
PENALTY, LEAST = {EVENT: 7.0, SAME: 5.0}, 5
FOLDS = 10
SEEDS = (1, 2, 3, 4, 5)
# Between an article's id and the number of a sentence that is read alone.
ALONE = "#"
CERTAINS = tuple(n / 100 for n in range(40, 81, 2))
NEWS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)


@dataclass(frozen=True, slots=True)
class JudgedCandidate:
    """A candidate that was looked at: where its trigger stands in the row, and the number of its event."""

    type: str
    at: tuple[Place, ...]
    event: int | None


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A text of which the candidates were looked at, not every word.

    `closed`: what falls on none of them is no event; else nothing is known of it.
    """

    id: str
    title: str
    document: SourceDocument
    candidates: tuple[JudgedCandidate, ...]
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Lesson:
    """An article's candidates: predictions, clues, the events each is (None: unknown, empty: none).

    `pairs` are those of one type by index, the earlier first, with their clues of sameness. `gold` is None
    where nothing is measured. Lessons of one `article` stay together when it is tried.
    """

    article: str
    gold: EventGold | None
    predicted: tuple[Predicted, ...]
    clues: tuple[frozenset[str], ...]
    events: tuple[frozenset[int] | None, ...]
    pairs: Mapping[tuple[int, int], frozenset[str]]

    def of_events(self) -> Iterator[tuple[frozenset[str], bool]]:
        """(clues, whether it is an event) of each candidate that is known."""
        for clues, events in zip(self.clues, self.events, strict=True):
            if events is not None:
                yield clues, bool(events)

    def of_sameness(self) -> Iterator[tuple[frozenset[str], bool]]:
        """(clues, whether they are one event) of each two candidates that are events."""
        for (n, m), clues in self.pairs.items():
            mine, theirs = self.events[n], self.events[m]
            if mine and theirs:
                yield clues, bool(mine & theirs)


def read_judged(gold: Path, articles: Path) -> list[JudgedRow]:
    """Articles with annotated candidates. Raises ReadError as `read_event_gold` does."""
    lines = list(json_lines(gold))
    rows = rows_of({str(line.get("id")) for _, line, _ in lines}, articles)
    found = []
    for number, line, _ in lines:
        where = f"{gold}:{number}"
        name, title, document = annotated(line, rows, where)
        candidates = tuple(_judged(cells, where) for cells in line["candidates"])
        found.append(JudgedRow(name, title, document, candidates))
    return found


def read_written(path: Path) -> list[JudgedRow]:
    """Articles written for the purpose, whose text stands in the file beside the candidates (JSON lines)."""
    found = []
    for number, line, _ in json_lines(path):
        name, text, where = str(line["id"]), str(line["text"]), f"{path}:{number}"
        candidates = tuple(_judged(cells, where) for cells in line["candidates"])
        found.append(JudgedRow(name, "", sentence(name, text), candidates))
    return found


def read_sentences(challenge: Path | None, records: Path | None) -> list[JudgedRow]:
    """Single sentences: the dev half of a challenge set, and gold records (see evaluation.events).

    Beside the event that a record names its sentence has none.
    """
    found = []
    for given in read_challenge(challenge) if challenge else ():
        if given.part == "dev":
            events = tuple(
                JudgedCandidate(reading.type, tuple((TEXT, *span) for span in event.trigger), n)
                for n, event in enumerate(given.events)
                for reading in event.readings
            )
            document = sentence(given.id, given.text)
            found.append(JudgedRow(given.id, "", document, events, closed=True))
    for _, line, _ in json_lines(records) if records else ():
        name, text = str(line["id"]), str(line["text"])
        event = JudgedCandidate(str(line["event"]), ((TEXT, 0, len(text)),), 0)
        found.append(JudgedRow(name, "", sentence(name, text), (event,), closed=True))
    return found


def _judged(cells: Mapping[str, Any], where: str) -> JudgedCandidate:
    if cells["type"] not in TYPES or not cells["at"]:
        raise ReadError(where, f"a candidate needs a type and a place: {cells}")
    at = tuple((str(field), int(start), int(end)) for field, start, end in cells["at"])
    return JudgedCandidate(str(cells["type"]), at, cells["event"])


def lesson(article: EventGold | JudgedRow, pipeline: Pipeline, *, measured: bool = False) -> Lesson:
    """The lesson of one article; `measured`: limits may be chosen by its gold."""
    coder = pipeline.coder(article.document)
    candidates = [c for c in coder.candidates if c[0].cameo != "010"]
    predicted = tuple(_predicted(c, article, coder) for c in candidates)
    look: Callable[[Predicted], frozenset[int] | None] = (
        (lambda p: _on_gold(article, p)) if isinstance(article, EventGold) else lambda p: _on_row(article, p)
    )
    pairs = {}
    for n, m in combinations(range(len(candidates)), 2):
        clues = coder.alike(candidates[n], candidates[m])
        if clues is not None:
            pairs[n, m] = clues
    return Lesson(
        article.id.partition(ALONE)[0],
        article if measured and isinstance(article, EventGold) else None,
        predicted,
        tuple(map(coder.clues, candidates)),
        tuple(map(look, predicted)),
        pairs,
    )


def _predicted(candidate: Candidate, article: EventGold | JudgedRow, coder: Coder) -> Predicted:
    draft, sentence = candidate
    places = (place(span, article, coder.article) for span in draft.trigger)
    return Predicted(
        type=draft.type,
        modality=draft.mood.modality or "happened",
        negated=draft.mood.negated,
        trigger=tuple(p for p in places if p is not None),
        sentence=place((sentence.start, sentence.end), article, coder.article),
        source=(),
        target=(),
    )


def _on_gold(article: EventGold, predicted: Predicted) -> frozenset[int]:
    """The gold events that the prediction falls on most closely."""
    ranks = {n: closeness(event, predicted) for n, event in enumerate(article.events)}
    near = [rank for rank in ranks.values() if rank is not None]
    return frozenset(n for n, rank in ranks.items() if rank is not None and rank == min(near))


def _on_row(article: JudgedRow, predicted: Predicted) -> frozenset[int] | None:
    """The event of the annotated candidate on the prediction's words; None if nothing is known of them."""
    for candidate in article.candidates:
        if candidate.type == predicted.type and any(
            overlap(a, b) for a in candidate.at for b in predicted.trigger
        ):
            return frozenset() if candidate.event is None else frozenset({candidate.event})
    return frozenset() if article.closed else None


def alone(article: EventGold | JudgedRow, one: Lesson) -> list[JudgedRow]:
    """The sentences of an article that hold candidates, each as a text of its own.

    They keep the judge from taking a single sentence for an event because those of other sets tell one.
    """
    told: dict[Place, set[tuple[str, bool]]] = {}
    for predicted, events in zip(one.predicted, one.events, strict=True):
        if predicted.sentence is not None and events is not None:
            told.setdefault(predicted.sentence, set()).add((predicted.type, bool(events)))
    rows = []
    for n, ((field, start, end), types) in enumerate(told.items()):
        text = (article.title if field == TITLE else article.document.raw)[start:end]
        candidates = tuple(
            JudgedCandidate(kind, ((TEXT, 0, len(text)),), 0 if event else None)
            for kind, event in sorted(types, key=lambda t: (t[0], not t[1]))
        )
        name = f"{article.id}{ALONE}{n}"
        rows.append(JudgedRow(name, "", sentence(name, " ".join(text.split())), candidates))
    return rows


def taught(lessons: Sequence[Lesson]) -> tuple[dict[str, float], dict[str, float]]:
    """Weights of the two models: of an event, and of sameness."""
    models = []
    for question, examples in (
        (EVENT, [e for one in lessons for e in one.of_events()]),
        (SAME, [e for one in lessons for e in one.of_sameness()]),
    ):
        clues, answers = [c for c, _ in examples], [a for _, a in examples]
        models.append(fit(clues, answers, penalty=PENALTY[question], least=LEAST))
    return models[0], models[1]


def crossed(lessons: Sequence[Lesson], seed: int) -> list[Judge]:
    """For each lesson a judge taught by the other folds, its limits still open."""
    articles = list(dict.fromkeys(one.article for one in lessons))
    shuffled = np.random.default_rng(seed).permutation(len(articles)) % FOLDS
    of = dict(zip(articles, map(int, shuffled), strict=True))
    fold = [of[one.article] for one in lessons]
    judges: dict[int, Judge] = {}
    for k in range(FOLDS):
        event, same = taught([one for one, f in zip(lessons, fold, strict=True) if f != k])
        judges[k] = Judge(event, same, 0.0, 0.0)
    return [judges[f] for f in fold]


def compared(one: Lesson, judge: Judge, chances: Sequence[float]) -> Comparison:
    """The lesson's gold against what the judge keeps, given the chances that it gave the candidates."""
    assert one.gold is not None
    verdicts = judge.verdicts(chances, lambda n, m: one.pairs.get((n, m)))
    kept = tuple(p for p, v in zip(one.predicted, verdicts, strict=True) if v.kept)
    return match(one.gold, kept)


@dataclass(frozen=True, slots=True)
class Limits:
    """A pair of limits, and what it gives on articles that the models had not seen."""

    certain: float
    new: float
    figures: Mapping[str, float]


def limits(lessons: Sequence[Lesson]) -> Limits:
    """The best pair of limits; see the module."""
    runs: list[tuple[Lesson, Judge, list[float]]] = []
    for seed in SEEDS:
        judges = crossed(lessons, seed)
        runs.extend(
            (one, judge, [judge.chance(c) for c in one.clues])
            for one, judge in zip(lessons, judges, strict=True)
            if one.gold is not None
        )
    tried = []
    for certain, new in product(CERTAINS, NEWS):
        units = [
            count(compared(one, Judge(judge.event, judge.same, certain, new), chances))
            for one, judge, chances in runs
        ]
        tried.append(Limits(certain, new, figures(units)))
    fair = [t for t in tried if t.figures["wrong per article"] <= MOST_WRONG] or tried
    return max(fair, key=lambda t: (t.figures["F1 type"], t.certain, t.new))


def table(event: Mapping[str, float], same: Mapping[str, float], chosen: Limits) -> str:
    """The table of weights as CSV, sorted by key; clues that weigh nothing are left out."""
    rows = [(LIMIT, CERTAIN, chosen.certain), (LIMIT, NEW, chosen.new)]
    for question, weights in ((EVENT, event), (SAME, same)):
        rows.extend((question, clue, weight) for clue, weight in weights.items() if weight)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("question", "clue", "weight"))
    writer.writerows(sorted(rows))
    return stream.getvalue()


def report(lessons: Sequence[Lesson], chosen: Limits) -> Iterator[str]:
    """What the judge learned from, and the figures on articles that its models had not seen."""
    examples: Counter[str] = Counter()
    for one in lessons:
        examples["candidates"] += sum(1 for _ in one.of_events())
        examples["events among them"] += sum(answer for _, answer in one.of_events())
        examples["pairs"] += sum(1 for _ in one.of_sameness())
        examples["same among them"] += sum(answer for _, answer in one.of_sameness())
    yield f"texts {len(lessons)}, " + ", ".join(f"{name} {n}" for name, n in examples.items())
    yield f"least chance of an event {chosen.certain:.2f}, of a new event {chosen.new:.2f}"
    for name, value in chosen.figures.items():
        if name != "F1 who, whom":
            yield f"{name:<18} {value:.3f}"
