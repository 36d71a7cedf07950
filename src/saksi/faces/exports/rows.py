"""Tables of the field with one event a row: ICEWS, POLECAT and Phoenix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from saksi import __version__
from saksi.faces.exports.codes import (
    SECTORS,
    TYPES,
    Location,
    Parts,
    cameo_label,
    country,
    location,
    parts,
    quad_class,
)
from saksi.faces.exports.delimited import Value
from saksi.faces.exports.views import EventView, ReportsOf, asserted, coded, number_of
from saksi.records import Actor, ArticleRecord

ICEWS_COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number",
    "Publisher", "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
POLECAT_COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations",
    "Story Locations", "Language", "Version",
)  # fmt: skip
PHOENIX_COLUMNS = (
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole",
    "SourceActorAttribute", "TargetActorFull", "TargetActorEntity", "TargetActorRole",
    "TargetActorAttribute", "EventCode", "EventRootCode", "QuadClass", "GoldsteinScore", "Issues", "Lat",
    "Lon", "LocationName", "StateName", "CountryCode", "SentenceID", "URLs", "NewsSources",
)  # fmt: skip
Rows = Iterator[tuple[Value, ...]]
_QUADS = ("VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")


def icews_rows(records: Iterable[ArticleRecord], reports: ReportsOf | None, left_out: Counter[str]) -> Rows:
    """A row for every pair of source and target of every event that took place and has a CAMEO code."""
    for view in coded(records, reports, left_out):
        where = location(view.place) or Location("", "")
        for key, source, target in view.pairs():
            yield (
                number_of(key),
                view.day,
                *_icews_actor(source),
                cameo_label(view.event.cameo),
                view.event.cameo,
                view.event.goldstein,
                *_icews_actor(target),
                view.reports.story or number_of(view.record.id),
                view.sentence_number,
                view.outlet,
                where.city,
                where.district,
                where.province,
                where.country,
                where.lat,
                where.lon,
            )


def polecat_rows(records: Iterable[ArticleRecord], reports: ReportsOf | None, left_out: Counter[str]) -> Rows:
    """A row for every event that took place; several actors or recipients stand in one cell, split by ;"""
    for record in records:
        people = _listed(a.name for a in record.actors if a.kind == "person")
        organisations = _listed(a.name for a in record.actors if a.kind == "organisation")
        places = _listed(p.name for p in record.places)
        for view in asserted(record, reports, left_out):
            event = view.event
            where = location(view.place) or Location("", "")
            yield (
                f"SAKSI-{number_of(view.key)}",
                view.day,
                event.type,
                event.mode,
                event.goldstein,
                _QUADS[TYPES[event.type] - 1],
                _listed(event.contexts),
                *_polecat_actors(view, view.sources, view.event.witness.source),
                *_polecat_actors(view, view.targets, view.event.witness.target),
                where.name,
                where.city,
                where.district,
                where.province,
                where.country,
                where.lat,
                where.lon,
                view.place.geonames if view.place is not None else None,
                view.words(event.witness.place, "; "),
                where.level,
                view.outlet,
                view.published_day,
                people,
                organisations,
                places,
                record.language,
                f"saksi {__version__}",
            )


def phoenix_rows(records: Iterable[ArticleRecord], reports: ReportsOf | None, left_out: Counter[str]) -> Rows:
    """A row for every pair of source and target of every event that took place and has a CAMEO code."""
    for view in coded(records, reports, left_out):
        where = location(view.place) or Location("", "")
        year, month, day = (view.day or "").split("-")
        for key, source, target in view.pairs():
            yield (
                f"{number_of(key)}_{view.sentence_number}",
                f"{year}{month}{day}",
                year,
                month,
                day,
                *_phoenix_actor(source),
                *_phoenix_actor(target),
                view.event.cameo,
                (view.event.cameo or "")[:2],
                quad_class(view.event),
                view.event.goldstein,
                ";".join(view.event.contexts),
                where.lat,
                where.lon,
                where.name,
                where.province,
                (view.place.country if view.place is not None else None),
                view.sentence_number,
                view.address,
                view.outlet,
            )


def _icews_actor(actor: Actor | None) -> tuple[Value, ...]:
    """Name, sectors by name, country by name."""
    if actor is None:
        return (None, None, None)
    split = parts(actor)
    return (actor.name, ",".join(SECTORS.get(s, s) for s in split.sectors), country(split.country, "name"))


def _polecat_actors(
    view: EventView, actors: tuple[Actor, ...], spans: tuple[tuple[int, int], ...]
) -> tuple[Value, ...]:
    """Name, country, COW number, first sector, all sectors, title, name as written, Wikipedia id."""
    split: list[Parts] = [parts(a) for a in actors]
    sectors = [s for p in split for s in p.sectors]
    return (
        _listed(a.name for a in actors),
        _listed(p.country for p in split),
        _listed(country(p.country, "cow") for p in split),
        sectors[0] if sectors else None,
        _listed(sectors),
        _listed(a.role for a in actors),
        view.words(spans, "; "),
        None,
    )


def _phoenix_actor(actor: Actor | None) -> tuple[Value, ...]:
    """The whole code, the country or body, the first sector, the others."""
    if actor is None:
        return (None, None, None, None)
    split = parts(actor)
    role, *others = (*split.cameo(), "")
    return (split.cameo_code(), split.country or split.body, role, ";".join(o for o in others if o))


def _listed(values: Iterable[str | None]) -> str:
    """Values in one cell, each once, in order."""
    return "; ".join(dict.fromkeys(v for v in values if v))
