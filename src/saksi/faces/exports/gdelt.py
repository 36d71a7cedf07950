"""GDELT 2.0: the tables of events (61 columns) and of mentions (16)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from saksi.faces.exports.codes import Parts, country, full_name, location, parts, quad_class
from saksi.faces.exports.delimited import Value
from saksi.faces.exports.views import ReportsOf, coded, number_of
from saksi.records import Actor, ArticleRecord, Place, Span

_ACTOR = """
    Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code
"""
_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"
_WHEN = "GLOBALEVENTID SQLDATE MonthYear Year FractionDate"
_WHAT = """
    IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale
    NumMentions NumSources NumArticles AvgTone
"""
EVENT_COLUMNS = (
    *_WHEN.split(),
    *(f"Actor{n}{name}" for n in (1, 2) for name in _ACTOR.split()),
    *_WHAT.split(),
    *(f"{whose}Geo_{name}" for whose in ("Actor1", "Actor2", "Action") for name in _GEO.split()),
    "DATEADDED",
    "SOURCEURL",
)
_MENTIONS = """
    GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID
    Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone
    MentionDocTranslationInfo Extras
"""
MENTION_COLUMNS = tuple(_MENTIONS.split())
_LEVELS = {"country": 1, "province": 5, "district": 4, "city": 4}
_NOWHERE: tuple[Value, ...] = (0, None, None, None, None, None, None, None)
_FROM_WEB, _FROM_CITATION = 1, 2
_LEAD_SENTENCES = 3


def event_rows(
    records: Iterable[ArticleRecord], reports: ReportsOf | None, left_out: Counter[str]
) -> Iterator[tuple[Value, ...]]:
    """A row for every pair of source and target of every event that took place and has a CAMEO code."""
    for view in coded(records, reports, left_out):
        day = dt.date.fromisoformat(view.day or "")
        cameo = view.event.cameo or ""
        for key, source, target in view.pairs():
            yield (
                number_of(key),
                f"{day:%Y%m%d}",
                f"{day:%Y%m}",
                f"{day:%Y}",
                # GDELT's own formula: months of thirty days.
                round(day.year + (day.month * 30 + day.day) / 365, 4),
                *_actor(source),
                *_actor(target),
                1 if view.sentence_number <= _LEAD_SENTENCES else 0,
                cameo,
                cameo[:3],
                cameo[:2],
                quad_class(view.event),
                view.event.goldstein,
                view.reports.articles,
                view.reports.origins,
                view.reports.articles,
                None,
                *_NOWHERE,
                *_NOWHERE,
                *_geo(view.place),
                _moment(view.record.published or view.day),
                view.address,
            )


def mention_rows(
    records: Iterable[ArticleRecord], reports: ReportsOf | None, left_out: Counter[str]
) -> Iterator[tuple[Value, ...]]:
    """A row for every row of the events table: where its article mentions it."""
    for view in coded(records, reports, left_out):
        witness = view.event.witness
        record = view.record
        host = urlsplit(record.source.url or "").hostname
        for key, source, target in view.pairs():
            yield (
                number_of(key),
                _moment(view.day),
                _moment(record.published or view.day),
                _FROM_WEB if record.source.url else _FROM_CITATION,
                host or view.outlet or None,
                view.address,
                view.sentence_number,
                _offset(source, (*witness.source, *witness.target)),
                _offset(target, (*witness.target, *witness.source)),
                min((s for s, _ in witness.trigger), default=-1),
                1,
                max(10, round(view.event.confidence * 10) * 10),
                len(record.text),
                None,
                None,
                None,
            )


def _actor(actor: Actor | None) -> tuple[Value, ...]:
    """The ten columns of an actor. Its name in capitals, as GDELT prints it."""
    if actor is None:
        return (None,) * 10
    split: Parts = parts(actor)
    types = (*split.cameo(), None, None, None)[:3]
    name = actor.name.upper()
    return (split.cameo_code(), name, split.country, split.body, None, None, None, *types)


def _offset(actor: Actor | None, spans: tuple[Span, ...]) -> int:
    """Where the event's witnesses name the actor, else where the article first does; -1 without either."""
    if actor is None:
        return -1
    named = [span[0] for span in spans if span in actor.mentions]
    return min(named or [start for start, _ in actor.mentions], default=-1)


def _geo(place: Place | None) -> tuple[Value, ...]:
    where = location(place)
    if where is None or place is None:
        return _NOWHERE
    fips = country(place.country, "fips")
    area = fips if where.level == "country" else None
    return (_LEVELS[where.level], full_name(where), fips, area, None, where.lat, where.lon, None)


def _moment(when: str | None) -> str:
    """YYYYMMDDHHMMSS in UTC; the begin of the day where the hour is not known."""
    value = when or ""
    if len(value) <= len("2025-03-04"):
        return value.replace("-", "") + "000000"
    parsed = dt.datetime.fromisoformat(value)
    if parsed.tzinfo is not None:
        parsed = parsed.astimezone(dt.UTC)
    return f"{parsed:%Y%m%d%H%M%S}"
