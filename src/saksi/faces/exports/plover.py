"""PLOVER records, one JSON object a line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any, BinaryIO

from saksi import __version__
from saksi.faces.exports.codes import TYPES, location, parts
from saksi.faces.exports.views import EventView, ReportsOf, asserted
from saksi.records import Actor, ArticleRecord

_RESOLUTION = {"city": 4, "district": 3, "province": 2, "country": 1}
_SIZES = ("dead", "injured", "arrested")
_CODEBOOK = "plover-base-1.3.1"


def write_plover(
    records: Iterable[ArticleRecord], stream: BinaryIO, reports: ReportsOf | None, left_out: Counter[str]
) -> None:
    """A record for every event that took place, keys in the PLOVER manual's order, empty ones left out."""
    for record in records:
        for view in asserted(record, reports, left_out):
            line = json.dumps(plover_record(view), ensure_ascii=False, separators=(",", ":"))
            stream.write(line.encode("utf-8", "backslashreplace") + b"\n")


def plover_record(view: EventView) -> dict[str, Any]:
    """An event as a PLOVER record. `text_info` has code points of the article's text."""
    event, record = view.event, view.record
    until = view.date.end if view.date is not None and view.dated else None
    made = {
        "id": view.key,
        "date": view.day,
        "enddate": until if until != view.day else None,
        "actor": [_entity(a) for a in view.sources],
        "recipient": [_entity(a) for a in view.targets],
        "event": [event.type],
        "event_loc": _location(view),
        "event_text": [record.text[s:e] for s, e in sorted(set(event.witness.trigger))],
        "quad_code": TYPES[event.type],
        "event_scale": event.goldstein,
        "mode": [event.mode] if event.mode else None,
        "context": list(event.contexts),
        "size": {kind: told.low for kind in _SIZES if (told := view.counted(kind)) is not None},
        "text": view.sentence,
        "text_info": {
            "sequence": view.sentence_number,
            "start": event.sentence[0],
            "end": event.sentence[1],
        },
        "cite_info": _filled(
            {
                "url": record.source.url,
                "title": record.title,
                "language": record.language,
                "publication": record.outlet,
                "coder": f"saksi {__version__}",
                "codebook": _CODEBOOK,
            }
        ),
        "coder": f"saksi {__version__}",
        "comment": f"modality: {event.modality}; confidence: {event.confidence}",
    }
    # A record needs an actor even where the article names none.
    return {**_filled(made), "actor": made["actor"]}


def _entity(actor: Actor) -> dict[str, Any]:
    split = parts(actor)
    sectors = (*split.sectors, split.body) if split.body else split.sectors
    return _filled(
        {
            "code": split.country or (split.sectors[0] if split.sectors else None),
            "sector": [s for s in sectors if s],
            "entity_text": actor.name,
            "office": actor.role,
        }
    )


def _location(view: EventView) -> dict[str, Any]:
    where, place = location(view.place), view.place
    if where is None or place is None:
        return {}
    return _filled(
        {
            "extracted_place": view.words(view.event.witness.place) or place.name,
            "resolved_place": where.name if place.geonames else None,
            "geonameid": place.geonames,
            "lat": where.lat,
            "lon": where.lon,
            "city": where.city,
            "district": where.district,
            "province": where.province,
            "country": where.country,
            "country_code": place.country,
            "resolution": _RESOLUTION[where.level],
        }
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """The keys that hold something."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}
