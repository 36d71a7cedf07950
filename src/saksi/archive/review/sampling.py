"""Random samples of items, and the precision that follows from deciding them.

A sample is drawn once, with a seed, from all items of one label (an event's type, a quote's or actor's kind)
that the archive holds then; its items are decided in the order of drawing. What counts is the longest run
of decided items from the first one on: however far a reviewer comes, and whatever else was decided for
other reasons, that run is a simple random sample, so its shares are unbiased. Items that the current
records no longer say (the article was coded anew) are left out, decided or not: the shares are those of
what was said at the draw and is said still. New items are in no old sample: after a coding, draw again.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from saksi.archive.captures import now
from saksi.archive.counters import Counters
from saksi.archive.review import decisions
from saksi.archive.review.decisions import Decision
from saksi.archive.review.items import KINDS, items_of
from saksi.archive.review.statistics import Share, stratified, wilson
from saksi.archive.tables import (
    actors,
    article_actors,
    articles,
    events,
    quotes,
    review_decisions,
    review_sample_items,
    review_samples,
)
from saksi.errors import ArchiveError

LARGEST = 5_000  # items of one label
_STREAMED = 1_000
_CHUNK = 200


@dataclass(frozen=True, slots=True)
class Drawn:
    """An item of a sample: `number` from 1 in the order of drawing. `stale`: no longer said by any record."""

    number: int
    label: str
    article: int
    place: int
    claim: int
    decided: Decision | None
    stale: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample in use of one kind and label: how many there were to draw from, and when it was drawn."""

    kind: str
    label: str
    population: int
    drawn: str
    seed: int
    items: tuple[Drawn, ...]

    def undecided(self) -> Iterator[Drawn]:
        """What waits, in order."""
        return (i for i in self.items if i.decided is None and not i.stale)

    def counted(self) -> list[Decision]:
        """The decisions on the longest run of decided items from the first one on."""
        found: list[Decision] = []
        for item in self.items:
            if item.stale:
                continue
            if item.decided is None:
                break
            found.append(item.decided)
        return found


@dataclass(frozen=True, slots=True)
class Precision:
    """How good a label is. `right`: the share of which the label is right; `whole`: of which all fields are.

    Of a random sample there are also the `population` that it was drawn from, the `size` of the sample, how
    many of it are `stale` (no longer said), and when it was `drawn` (ISO time).
    """

    kind: str
    label: str
    right: Share | None
    whole: Share | None
    population: int | None = None
    size: int | None = None
    stale: int | None = None
    drawn: str | None = None


def draw(connection: Connection, kind: str, size: int, seed: int) -> list[tuple[str, int, int]]:
    """Draws a sample of at most `size` items of every label; (label, drawn, population) of each.

    The same seed draws the same items from the same archive. Earlier samples of the kind are no longer used.
    Raises ArchiveError if the kind is unknown or the size too large.
    """
    if kind not in KINDS:
        raise ArchiveError(f"kind is one of {', '.join(KINDS)}")
    if not 1 <= size <= LARGEST:
        raise ArchiveError(f"a sample has 1 to {LARGEST} items of a label")
    chosen, populations = _reservoirs(connection, kind, size, seed)
    ids = Counters(connection)
    keys = _keys(connection, {article for picks in chosen.values() for article, _ in picks})
    this, at = ids.take("review_draws"), now()
    done = []
    for label in sorted(chosen):
        number = ids.take("review_samples")
        head = {"id": number, "draw": this, "kind": kind, "label": label, "seed": seed, "drawn": at}
        connection.execute(review_samples.insert(), {**head, "population": populations[label]})
        rows = [
            {"sample_id": number, "number": n, "article_id": article, "local": local, **keys[article][local]}
            for n, (article, local) in enumerate(chosen[label], 1)
        ]
        connection.execute(review_sample_items.insert(), rows)
        done.append((label, len(rows), populations[label]))
    ids.save()
    return done


def samples(connection: Connection, kind: str, labels: Sequence[str] = ()) -> list[Sample]:
    """The samples in use of a kind, by label, with what was decided of them."""
    newest = select(func.max(review_samples.c.draw)).where(review_samples.c.kind == kind).scalar_subquery()
    query = select(review_samples).where(review_samples.c.draw == newest)
    if labels:
        query = query.where(review_samples.c.label.in_(labels))
    heads = connection.execute(query.order_by(review_samples.c.label)).mappings().all()
    return [_sample(connection, head) for head in heads]


def precision(connection: Connection, kind: str) -> list[Precision]:
    """The precision of each label from its random sample, and of all together ("all", labels weighted)."""
    found, strata = [], []
    for sample in samples(connection, kind):
        right, whole = _shares(sample.counted())
        stale = sum(item.stale for item in sample.items)
        size = len(sample.items)
        found.append(
            Precision(kind, sample.label, right, whole, sample.population, size, stale, sample.drawn)
        )
        if right is not None and whole is not None:
            strata.append((sample.population, right, whole))
    if strata:
        right = stratified([(size, r) for size, r, _ in strata])
        whole = stratified([(size, w) for size, _, w in strata])
        found.append(Precision(kind, "all", right, whole, sum(size for size, _, _ in strata)))
    return found


def reviewed(connection: Connection, kind: str) -> list[Precision]:
    """The same shares of whatever was decided: no random sample, for the queue shows doubtful items first."""
    by_label: defaultdict[str, list[Decision]] = defaultdict(list)
    standing = decisions.settled(decisions.read(connection, review_decisions.c.kind == kind))
    for decision in standing.values():
        by_label[decision.label].append(decision)
        by_label["all"].append(decision)
    order = [*sorted(set(by_label) - {"all"}), *(["all"] if by_label else [])]
    return [Precision(kind, label, *_shares(by_label[label])) for label in order]


def _shares(standing: Sequence[Decision]) -> tuple[Share | None, Share | None]:
    right = sum(d.outcome == d.label for d in standing)
    whole = sum(d.verdict == "accept" for d in standing)
    return wilson(right, len(standing)), wilson(whole, len(standing))


def _reservoirs(
    connection: Connection, kind: str, size: int, seed: int
) -> tuple[dict[str, list[tuple[int, str]]], dict[str, int]]:
    """Items (article, local) of every label in a random order, and how many each has; memory is bounded."""
    dice = random.Random(seed)
    chosen: dict[str, list[tuple[int, str]]] = {}
    met: defaultdict[str, int] = defaultdict(int)
    rows = connection.execute(_population(kind).execution_options(yield_per=_STREAMED))
    for article, local, label in rows:
        picks = chosen.setdefault(label, [])
        met[label] += 1
        if len(picks) < size:
            picks.append((article, local))
        elif (at := dice.randrange(met[label])) < size:
            picks[at] = (article, local)
    for label in sorted(chosen):
        dice.shuffle(chosen[label])
    return chosen, dict(met)


def _population(kind: str) -> Any:
    if kind == "event":
        return select(events.c.article_id, events.c.local, events.c.type).order_by(events.c.id)
    if kind == "quote":
        return select(quotes.c.article_id, quotes.c.local, quotes.c.kind).order_by(quotes.c.id)
    return (
        select(article_actors.c.article_id, article_actors.c.local, actors.c.kind)
        .join(actors, actors.c.id == article_actors.c.actor_id)
        .where(article_actors.c.mentions > 0)
        .order_by(article_actors.c.article_id, article_actors.c.local)
    )


def _keys(connection: Connection, numbers: set[int]) -> dict[int, dict[str, dict[str, int]]]:
    """Record and keys of every item of these articles; a few records are in memory at a time."""
    found: dict[int, dict[str, dict[str, int]]] = {}
    wanted = sorted(numbers)
    for at in range(0, len(wanted), _CHUNK):
        chunk = wanted[at : at + _CHUNK]
        for article, record_id, record in decisions.current_records(connection, chunk):
            found[article] = {
                i.local: {"record_id": record_id, "place": i.place, "claim": i.claim}
                for i in items_of(record).values()
            }
    return found


def _sample(connection: Connection, head: RowMapping) -> Sample:
    query = (
        select(review_sample_items, articles.c.record_id.label("now"))
        .join(articles, articles.c.id == review_sample_items.c.article_id)
        .where(review_sample_items.c.sample_id == head["id"])
        .order_by(review_sample_items.c.number)
    )
    rows = connection.execute(query).mappings().all()
    numbers = list({row["article_id"] for row in rows})
    made: list[Decision] = []
    for at in range(0, len(numbers), _CHUNK):
        part = review_decisions.c.article_id.in_(numbers[at : at + _CHUNK])
        made.extend(decisions.read(connection, part, review_decisions.c.kind == head["kind"]))
    standing = decisions.settled(made)
    # Only an article that was coded anew since the draw can say something else by now.
    said = _keys(connection, {row["article_id"] for row in rows if row["now"] != row["record_id"]})
    items = []
    for row in rows:
        key = (row["article_id"], head["kind"], row["place"], row["claim"])
        now_said = said.get(row["article_id"])
        kept = now_said is None or any(
            (i["place"], i["claim"]) == (row["place"], row["claim"]) for i in now_said.values()
        )
        items.append(
            Drawn(
                row["number"], head["label"], row["article_id"], row["place"], row["claim"],
                standing.get(key), not kept,
            )
        )  # fmt: skip
    return Sample(head["kind"], head["label"], head["population"], head["drawn"], head["seed"], tuple(items))
