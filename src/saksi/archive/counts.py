"""Counts of events for drawings: by day and type, by place, and from actor to actor."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, select

from saksi.archive import fetch, query
from saksi.archive.filters import Filters, lookup
from saksi.archive.fulltext import number_of
from saksi.archive.results import PlaceRef
from saksi.archive.tables import events

COUNTED = 5_000  # newest events that fit
_TIES = 60
_DONE = ("happened", "ongoing", "agreed")
# A demand that was made has been made, a threat too; nothing else that is demanded or threatened is done.
_SPOKEN = {"REQUEST": "demanded", "THREATEN": "threatened"}


@dataclass(frozen=True, slots=True)
class EventCounts:
    """Events done and not denied: by (ISO day, type), by place, and by (source, target).

    Ties are named by the actors; with the number of events goes the mean of their Goldstein scores. The
    most frequent ties come first, and there are no more of them than can be drawn. `more`: other events fit,
    too, all of them older than those counted.
    """

    days: dict[tuple[str, str], int]
    places: list[tuple[PlaceRef, int]]
    ties: list[tuple[str, str, int, float]]
    more: bool


_COUNTED = fetch.Lookup(
    select(
        events.c.id, events.c.type, events.c.modality, events.c.day, events.c.place_id, events.c.goldstein
    ).where(events.c.negated.is_(False)),
    events.c.id,
)


def count_events(connection: Connection, filters: Filters, most: int = COUNTED) -> EventCounts:
    """Counts of the newest `most` events that fit. Raises ArchiveError if a filter is faulty."""
    asked = query.Order("date", most, None, 0)
    look = lookup(connection, filters)
    keys, cursor = query.all_keys(connection, "event_index", look, filters, asked)
    rows = _COUNTED.rows(connection, [number_of(k) for k in keys])
    done = {r["id"]: r for r in rows if r["modality"] in _DONE or _SPOKEN.get(r["type"]) == r["modality"]}
    days = Counter((day, r["type"]) for r in done.values() if (day := fetch.day_text(r["day"])))
    at = Counter(r["place_id"] for r in done.values() if r["place_id"] is not None)
    places = fetch.place_refs(connection, at)
    scores = {number: row["goldstein"] or 0.0 for number, row in done.items()}
    return EventCounts(
        days=dict(sorted(days.items())),
        places=[(places[number], count) for number, count in at.most_common()],
        ties=_ties(connection, scores),
        more=cursor is not None,
    )


def _ties(connection: Connection, scores: dict[int, float]) -> list[tuple[str, str, int, float]]:
    """`scores`: Goldstein score by event."""
    sides: dict[tuple[int, str], list[int]] = {}
    for event, side, actor in fetch.PARTIES.tuples(connection, scores):
        sides.setdefault((event, side), []).append(actor)
    met: dict[tuple[int, int], list[float]] = {}
    for (event, side), sources in sorted(sides.items()):
        for target in sides.get((event, "target"), ()) if side == "source" else ():
            for source in sources:
                if source != target:
                    met.setdefault((source, target), []).append(scores[event])
    kept = sorted(met, key=lambda tie: (-len(met[tie]), tie))[:_TIES]
    who = fetch.actor_refs(connection, {number for tie in kept for number in tie})
    return [
        (who[source].name, who[target].name, len(met[source, target]),
         sum(met[source, target]) / len(met[source, target]))
        for source, target in kept
    ]  # fmt: skip
