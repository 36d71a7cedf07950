"""Which item a reviewer should look at next.

The value of deciding an event is what a decision is expected to mend:

    value = (1 - confidence) * rarity * reach
    rarity = sqrt(N / (T * n))      N events looked at, T types among them, n of this event's type
    reach  = 1 + log2(r)            r independent origins that report the happening it belongs to

So an event counts for more the less sure the coder was, the rarer its type (an event of a type of average
frequency has rarity 1) and the wider it is reported (a happening of one origin has reach 1). The newest
LOOKED_AT events that fit the filters are weighed; narrower filters reach the older ones.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from saksi.archive import fetch, query
from saksi.archive.filters import Filters, lookup
from saksi.archive.fulltext import number_of
from saksi.archive.results import ArticleRef
from saksi.archive.review import decisions, sampling
from saksi.archive.review.decisions import Decision
from saksi.archive.review.items import Item, items_of
from saksi.archive.tables import events, happening_reports, happenings, review_decisions
from saksi.records import Span

MODES = ("value", "random", "double")
LOOKED_AT = 500
_CHUNK = 20
_MOST_DOUBLE = 2_000


_WEIGHED = fetch.Lookup(
    select(*(events.c[n] for n in ("id", "article_id", "local", "type", "confidence", "start", "end"))),
    events.c.id,
)
_DECIDED = fetch.Lookup(
    select(*(review_decisions.c[n] for n in ("article_id", "kind", "place", "claim"))),
    review_decisions.c.article_id,
)
_REPORTS = fetch.Lookup(
    select(happening_reports.c.event_id, func.max(happenings.c.origins).label("origins"))
    .join(happenings, happenings.c.id == happening_reports.c.happening_id)
    .group_by(happening_reports.c.event_id),
    happening_reports.c.event_id,
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item that waits for a decision. `sentence` are the words around it; `value` None where unweighed.

    `number` is its place in its random sample, from 1.
    """

    article: ArticleRef
    kind: str
    local: str
    label: str
    sentence: str
    confidence: float | None = None
    reports: int | None = None
    value: float | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """An event with what the formula says of it; `span` is that of its sentence."""

    article: int
    local: str
    type: str
    span: Span
    confidence: float
    reports: int
    value: float


def worth(confidence: float, of_type: int, types: int, of_all: int, reports: int) -> float:
    """The value of deciding an event; see the head of this module."""
    rarity = math.sqrt(of_all / (types * of_type))
    return (1 - confidence) * rarity * (1 + math.log2(max(reports, 1)))


def by_value(connection: Connection, filters: Filters, limit: int) -> list[Waiting]:
    """Events that nobody has decided, the most valuable first. Raises ArchiveError if a filter is faulty."""
    weighed = weigh(connection, filters)
    done = _decided(connection, {w.article for w in weighed})
    touched = {article for article, *_ in done}
    found: list[Weighed] = []
    for at in range(0, len(weighed), _CHUNK):
        chunk = weighed[at : at + _CHUNK]
        # Whether a decision is on this very event only its record can tell; most have none in their article.
        loaded = _Loaded(connection, [w.article for w in chunk if w.article in touched])
        found += [w for w in chunk if w.article not in touched or loaded.is_open(w, done)]
        if len(found) >= limit:
            break
    return _waiting(connection, found[:limit])


def _waiting(connection: Connection, weighed: Sequence[Weighed]) -> list[Waiting]:
    numbers = [w.article for w in weighed]
    refs, texts = fetch.article_refs(connection, numbers), fetch.texts_of(connection, numbers)
    return [
        Waiting(
            refs[w.article], "event", w.local, w.type, texts[w.article][slice(*w.span)],
            confidence=w.confidence, reports=w.reports, value=round(w.value, 6),
        )
        for w in weighed
    ]  # fmt: skip


def weigh(connection: Connection, filters: Filters) -> list[Weighed]:
    """The newest events that fit, the most valuable first."""
    look, newest = lookup(connection, filters), query.Order("date", LOOKED_AT, None, 0)
    keys, _ = query.all_keys(connection, "event_index", look, filters, newest)
    numbers = [number_of(k) for k in keys]
    rows = list(_WEIGHED.rows(connection, numbers))
    reported = _reports(connection, numbers)
    types = Counter(row["type"] for row in rows)
    weighed = [
        Weighed(
            row["article_id"], row["local"], row["type"], (row["start"], row["end"]), row["confidence"],
            reported.get(row["id"], 1),
            worth(row["confidence"], types[row["type"]], len(types), len(rows), reported.get(row["id"], 1)),
        )
        for row in rows
    ]  # fmt: skip
    return sorted(weighed, key=lambda w: (-w.value, -w.article, w.local))


def at_random(connection: Connection, kind: str, labels: Sequence[str], limit: int) -> list[Waiting]:
    """Undecided items of the random samples, in the order of drawing, label by label in turn."""
    found: list[Waiting] = []
    open_items = sorted(
        (item for sample in sampling.samples(connection, kind, labels) for item in sample.undecided()),
        key=lambda i: (i.number, i.label),
    )
    for at in range(0, len(open_items), _CHUNK):
        chunk = open_items[at : at + _CHUNK]
        loaded = _Loaded(connection, [i.article for i in chunk])
        for drawn in chunk:
            item = loaded.at(drawn.article, kind, drawn.place, drawn.claim)
            # What a later run says differently can no longer be judged; see sampling.Sample.
            if item is not None:
                found.append(loaded.waiting(drawn.article, item, number=drawn.number))
            if len(found) == limit:
                return found
    return found


def for_second(connection: Connection, reviewer: str, kind: str | None, limit: int) -> list[Waiting]:
    """Items that one other reviewer has decided and `reviewer` has not, those longest decided first."""
    conditions = [review_decisions.c.kind == kind] if kind else []
    newest = decisions.read(connection, *conditions, limit=_MOST_DOUBLE)
    by_item: defaultdict[decisions.Key, list[Decision]] = defaultdict(list)
    for decision in decisions.latest(newest):
        by_item[decision.key].append(decision)
    once = [group[0] for group in by_item.values() if len(group) == 1 and group[0].reviewer != reviewer]
    found: list[Waiting] = []
    for at in range(0, len(once), _CHUNK):
        chunk = once[at : at + _CHUNK]
        loaded = _Loaded(connection, [d.article for d in chunk])
        for decision in chunk:
            item = loaded.at(decision.article, decision.kind, decision.place, decision.claim)
            if item is not None:
                found.append(loaded.waiting(decision.article, item))
            if len(found) == limit:
                return found
    return found


class _Loaded:
    """The items of a few articles' current records."""

    def __init__(self, connection: Connection, numbers: Iterable[int]) -> None:
        self.refs = fetch.article_refs(connection, numbers)
        self.texts: dict[int, str] = {}
        self.items: dict[int, Mapping[str, Item]] = {}
        for article, _, record in decisions.current_records(connection, self.refs):
            self.texts[article] = record.text
            self.items[article] = items_of(record)

    def is_open(self, event: Weighed, done: set[decisions.Key]) -> bool:
        """Whether the current record has this event, and nobody has decided it."""
        item = self.items.get(event.article, {}).get(event.local)
        return item is not None and (event.article, "event", item.place, item.claim) not in done

    def at(self, article: int, kind: str, place: int, claim: int) -> Item | None:
        """The item of these keys, if the current record still says so."""
        items = self.items.get(article, {}).values()
        return next((i for i in items if (i.kind, i.place, i.claim) == (kind, place, claim)), None)

    def waiting(self, article: int, item: Item, number: int | None = None) -> Waiting:
        words = self.texts[article][slice(*item.sentence)]
        return Waiting(self.refs[article], item.kind, item.local, item.label, words, number=number)


def _decided(connection: Connection, numbers: Iterable[int]) -> set[decisions.Key]:
    """What anybody has decided of these articles."""
    rows = _DECIDED.rows(connection, numbers)
    return {(r["article_id"], r["kind"], r["place"], r["claim"]) for r in rows}


def _reports(connection: Connection, numbers: Sequence[int]) -> dict[int, int]:
    """How many independent origins report the happening of each event; events of none are left out."""
    return {row["event_id"]: row["origins"] for row in _REPORTS.rows(connection, numbers)}
