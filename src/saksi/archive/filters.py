"""Filters: what a question asks for beside words, and how it is looked up in the indices."""

from __future__ import annotations

import dataclasses
import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from saksi.archive import facts
from saksi.archive.fulltext import EVERYTHING, NEWEST, All, Expression, Range, Without, anyof, fact, key_of
from saksi.archive.tables import actor_names, actors, outlets, places
from saksi.archive.words import folded, root
from saksi.errors import ArchiveError
from saksi.lexicons.load import default_lexicons

_CODE = re.compile(r"[A-Z]{3,15}")
_NUMBER = re.compile(r"#[0-9]{1,18}")
_MOST = 2_000  # actors or places that one filter can stand for
_EARTH_KM = 6371.0088
_KM_A_DEGREE = 111.19
_NOTHING = fact("none")


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; all that is given must hold, and of several values of one field any one.

    actor, source, target, speaker: a name ("Prabowo", "KPK"), the beginning of a code ("IDN", "RUSGOV") or
    "#" and an actor's number in the archive ("#17"); a place is named or numbered likewise.
    role: a sector of an actor's code (GOV, MIL, REB ...). type, mode, modality, context, stance: as in
    records. cameo: a code or the beginning of one. place: a name; country: ISO 3166 alpha-3; district: a
    regency, city or province with all known places in it; near: latitude, longitude and radius in km;
    box: south, west, north, east in degrees. since, until: ISO days, inclusive, of the event, or of
    publication where articles are asked for; published_since, published_until: always of publication.
    story: the story's id. revisions: also articles that a later capture of their page replaces.
    """

    actor: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    negated: bool | None = None
    context: tuple[str, ...] = ()
    cameo: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    district: str | None = None
    near: tuple[float, float, float] | None = None
    box: tuple[float, float, float, float] | None = None
    outlet: tuple[str, ...] = ()
    language: str | None = None
    since: str | None = None
    until: str | None = None
    published_since: str | None = None
    published_until: str | None = None
    story: int | None = None
    stance: tuple[str, ...] = ()
    issue: str | None = None
    revisions: bool = False

    def to_json(self) -> str:
        """The filters that are set, as JSON; equal filters give equal text."""
        default = Filters()
        value = {k: v for k, v in dataclasses.asdict(self).items() if v != getattr(default, k)}
        return json.dumps(value, sort_keys=True, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Filters:
        """The filters that `to_json` gave."""
        value: dict[str, Any] = json.loads(text)
        fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in value.items()}
        return cls(**fields)


def lookup(
    connection: Connection, filters: Filters, *, published: bool = False, positions: bool = False
) -> Range:
    """What to look up for these filters.

    `published`: days are those of publication. `positions`: events that show a position, and `actor` is
    who holds it. Raises ArchiveError if a filter is faulty.
    """
    parts = [
        *_actor_parts(connection, filters, positions),
        *_event_parts(filters),
        *_place_parts(connection, filters),
    ]
    if filters.outlet:
        parts.append(_one_of(_outlets(connection, filters.outlet)))
    if filters.language:
        parts.append(fact(facts.token(facts.LANGUAGE, filters.language)))
    since, until = filters.since, filters.until
    if published:
        since = max(filter(None, (since, filters.published_since)), default=None)
        until = min(filter(None, (until, filters.published_until)), default=None)
    tree: Expression = All(tuple(parts)) if len(parts) > 1 else parts[0] if parts else EVERYTHING
    if filters.negated is False:
        tree = Without(tree, fact(facts.NEGATED))
    low = key_of(day_number(since), 0) if since else 0
    high = key_of(day_number(until) + 1, 0) - 1 if until else NEWEST
    return Range(tree, low, high)


def day_number(day: str) -> int:
    """The ordinal of an ISO day. Raises ArchiveError if it is none."""
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError as error:
        raise ArchiveError(f"{day}: is no day (write 2025-08-17)") from error


def actors_called(connection: Connection, name: str) -> list[int]:
    """Ids of the actors of this name: all words of it are theirs, or it is an acronym of theirs."""
    if _NUMBER.fullmatch(name):
        return [int(name[1:])]
    words = folded(name)
    if not words:
        return []
    whole = select(actor_names.c.actor_id).where(actor_names.c.name == " ".join(words))
    found = set(connection.execute(whole.limit(_MOST)).scalars())
    if len(words) > 1:
        query = select(actors.c.id).where(
            *(
                actors.c.id.in_(select(actor_names.c.actor_id).where(actor_names.c.name == word))
                for word in words
            )
        )
        found.update(connection.execute(query.limit(_MOST)).scalars())
    return sorted(found)


def _actor_parts(connection: Connection, filters: Filters, positions: bool) -> Iterable[Expression]:
    if positions:
        yield fact(facts.POSITION)
    whose = (facts.HOLDER, facts.HOLDER_CODE) if positions else (facts.ACTOR, facts.CODE)
    for names, kind, code in (
        (filters.actor, *whose),
        (filters.source, facts.SOURCE, facts.SOURCE_CODE),
        (filters.target, facts.TARGET, facts.TARGET_CODE),
        (filters.speaker, facts.SPEAKER, None),
    ):
        if names:
            yield _one_of(part for name in names for part in _actor_terms(connection, name, kind, code))
    if filters.role:
        yield _one_of(fact(facts.token(facts.SECTOR, r)) for r in filters.role)


def _actor_terms(connection: Connection, name: str, kind: str, code: str | None) -> Iterable[Expression]:
    if code is not None and _CODE.fullmatch(name):
        yield facts.code_term(code, name)
    yield from (fact(facts.token(kind, number)) for number in actors_called(connection, name))


def _event_parts(filters: Filters) -> Iterable[Expression]:
    for values, kind in (
        (filters.type, facts.TYPE),
        (filters.mode, facts.MODE),
        (filters.modality, facts.MODALITY),
        (filters.context, facts.CONTEXT),
        (filters.stance, facts.STANCE),
        (filters.cameo, facts.CAMEO),
    ):
        if values:
            yield _one_of(fact(facts.token(kind, v)) for v in values)
    if filters.negated:
        yield fact(facts.NEGATED)
    if filters.issue:
        yield from (fact(facts.token(facts.ISSUE, root(word))) for word in folded(filters.issue))


def _place_parts(connection: Connection, filters: Filters) -> Iterable[Expression]:
    if filters.country:
        yield _one_of(fact(facts.token(facts.COUNTRY, c)) for c in filters.country)
    if filters.place:
        numbers = [int(p[1:]) for p in filters.place if _NUMBER.fullmatch(p)]
        names = [" ".join(folded(p)) for p in filters.place if not _NUMBER.fullmatch(p)]
        yield _places(connection, [places.c.folded.in_(names) | places.c.id.in_(numbers)])
    if filters.district:
        names = [" ".join(folded(name)) for name in within(filters.district)]
        yield _places(connection, [places.c.folded.in_(names)])
    if filters.box:
        south, west, north, east = filters.box
        if not (-90 <= south <= north <= 90):
            raise ArchiveError("a box is south, west, north, east in degrees, south before north")
        lon: Any = places.c.lon.between(west, east)
        if west > east:  # across the date line
            lon = (places.c.lon >= west) | (places.c.lon <= east)
        yield _places(connection, [places.c.lat.between(south, north), lon])
    if filters.near:
        yield _near(connection, *filters.near)


def _places(connection: Connection, conditions: Sequence[Any]) -> Expression:
    query = select(places.c.id).where(*conditions).limit(_MOST)
    return _one_of(fact(facts.token(facts.PLACE, n)) for n in connection.execute(query).scalars())


def _near(connection: Connection, lat: float, lon: float, km: float) -> Expression:
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and km >= 0):
        raise ArchiveError("near is latitude, longitude and kilometres: -6.2,106.8,50")
    reach = km / _KM_A_DEGREE + 0.01
    query = select(places.c.id, places.c.lat, places.c.lon).where(
        places.c.lat.between(lat - reach, lat + reach), places.c.lon.is_not(None)
    )
    found = [n for n, a, b in connection.execute(query) if distance_km(lat, lon, a, b) <= km]
    return _one_of(fact(facts.token(facts.PLACE, n)) for n in found[:_MOST])


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance of two points in degrees."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def within(name: str) -> set[str]:
    """The standard names of a regency, city or province and of all known places in it."""
    inside = {name}
    wanted = {" ".join(folded(name))}
    rows = [r for r in default_lexicons().table("exonyms") if r["country"] == "IDN"]
    for _ in range(3):  # province, regency, district
        found = {
            r["standard"]
            for r in rows
            if " ".join(folded(r["within"])) in wanted or " ".join(folded(r["name"])) in wanted
        }
        inside |= found
        wanted = {" ".join(folded(n)) for n in found} | wanted
    return inside


def _outlets(connection: Connection, names: Sequence[str]) -> Iterable[Expression]:
    wanted = {" ".join(folded(n)) for n in names}
    rows = connection.execute(select(outlets.c.id, outlets.c.name))
    return [fact(facts.token(facts.OUTLET, n)) for n, name in rows if " ".join(folded(name)) in wanted]


def _one_of(parts: Iterable[Expression]) -> Expression:
    """Any of the parts; what nothing fits, if there are none."""
    return anyof(parts) or _NOTHING
