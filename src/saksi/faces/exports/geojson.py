"""GeoJSON (RFC 7946): every event as a feature at its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from saksi.faces.exports.codes import location
from saksi.faces.exports.documents import write_document
from saksi.faces.exports.views import EventView, ReportsOf, views
from saksi.records import ArticleRecord


def write_geojson(
    records: Iterable[ArticleRecord], stream: BinaryIO, reports: ReportsOf | None, left_out: Counter[str]
) -> None:
    """A FeatureCollection of all events; one without coordinates has the geometry null."""
    write_document(stream, {"type": "FeatureCollection"}, "features", _features(records, reports))


def _features(records: Iterable[ArticleRecord], reports: ReportsOf | None) -> Iterator[dict[str, Any]]:
    for record in records:
        for view in views(record, reports):
            yield _feature(view)


def _feature(view: EventView) -> dict[str, Any]:
    event, record, place = view.event, view.record, view.place
    where = location(place)
    on_map = where is not None and where.lat is not None and where.lon is not None
    return {
        "type": "Feature",
        "id": view.key,
        "geometry": {"type": "Point", "coordinates": [where.lon, where.lat]} if on_map and where else None,
        "properties": {
            "type": event.type,
            "mode": event.mode,
            "modality": event.modality,
            "negated": event.negated,
            "cameo": event.cameo,
            "goldstein": event.goldstein,
            "source": [a.name for a in view.sources],
            "source_codes": [a.code for a in view.sources],
            "target": [a.name for a in view.targets],
            "target_codes": [a.code for a in view.targets],
            "place": place.name if place is not None else None,
            "place_level": where.level if where is not None else None,
            "geonames": place.geonames if place is not None else None,
            "country": place.country if place is not None else None,
            "date_start": view.date.start if view.date is not None else None,
            "date_end": view.date.end if view.date is not None else None,
            "published": record.published,
            "sentence": view.sentence,
            "trigger": view.words(event.witness.trigger),
            "title": record.title,
            "outlet": record.outlet,
            "address": view.address,
            "story": view.reports.story,
            "origins": view.reports.origins,
            "confidence": event.confidence,
        },
    }
