"""From an archive to a chart: which of its rows each kind of plot draws, what is noted under its title."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import altair as alt

from saksi.archive import Archive, Filters
from saksi.archive.counts import COUNTED, EventCounts
from saksi.archive.dossier import LedgerEntry
from saksi.faces.plots import NothingToDrawError
from saksi.faces.plots.charts import Counted, Located, heading, map_of_places, timeline, types_by_week
from saksi.faces.plots.network import Tie, actor_network
from saksi.faces.plots.positions import Held, positions_over_time
from saksi.faces.plots.theme import THEMES, words

_LONGEST_NOTE = 110  # characters of a line under the title


def draw(
    archive: Archive, kind: str, filters: Filters | None, language: str, theme: str, empty: bool
) -> alt.LayerChart:
    """See `saksi.faces.plots.plot`."""
    asked = filters or Filters()
    said = words(language)
    notes = [_asked(asked, language)]
    if kind == "positions":
        rows: Any = list(_held(archive.ledgers(asked)))
    else:
        counts = archive.event_counts(asked)
        rows = _rows(kind, counts)
        notes.append(said["newest"].format(f"{COUNTED:,}") if counts.more else "")
    if not rows and not empty:
        raise NothingToDrawError(said["nothing-located" if kind == "map" else "nothing"])
    charts: dict[str, Any] = {
        "timeline": timeline, "weeks": types_by_week, "map": map_of_places, "network": actor_network,
        "positions": positions_over_time,
    }  # fmt: skip
    return _noted(charts[kind](rows, language=language, theme=THEMES[theme]), notes)


def _rows(kind: str, counts: EventCounts) -> list[Any]:
    if kind == "network":
        return [Tie(*tie) for tie in counts.ties]
    if kind == "map":
        return [
            Located(place.name, place.lat, place.lon, count)
            for place, count in counts.places
            if place.lat is not None and place.lon is not None
        ]
    return [Counted(day, kind, count) for (day, kind), count in counts.days.items()]


def _held(entries: list[LedgerEntry]) -> Iterator[Held]:
    for entry in entries:
        for stand, turned in zip(entry.stands, entry.turned, strict=True):
            if stand.date:
                yield Held(stand.actor.name, entry.issue, stand.stance, stand.date, turned)


def _asked(filters: Filters, language: str) -> str:
    """The filters in words: "type: PROTEST · from: 2025-10-01"; numbers of actors and places say nothing."""
    said = words(language)
    parts = []
    for name, value in json.loads(filters.to_json()).items():
        shown = [
            str(v) for v in (value if isinstance(value, list) else [value]) if not str(v).startswith("#")
        ]
        if shown:
            parts.append(f"{said.get(f'filter-{name}', name)}: {', '.join(shown)}")
    note = " · ".join(parts)
    return note if len(note) <= _LONGEST_NOTE else note[: _LONGEST_NOTE - 1] + "…"


def _noted(chart: Any, notes: list[str]) -> Any:
    """The chart with notes before those that it has under its title."""
    title = heading(chart.title.text, *notes, *chart.title.subtitle)
    return chart.properties(title=title, description=". ".join([title.text, *title.subtitle]))
