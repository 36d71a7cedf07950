"""Rows like those of ACLED and UCDP GED: acts of conflict and protest that took place."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Iterator

from saksi.faces.exports.codes import Location, country, location, parts
from saksi.faces.exports.delimited import Value
from saksi.faces.exports.views import EventView, ReportsOf, asserted, number_of
from saksi.records import Actor, ArticleRecord

_ACLED = """
    event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1
    inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3
    location latitude longitude geo_precision source source_scale notes fatalities tags timestamp
"""
_UCDP = """
    id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
    dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
    number_of_sources source_article source_office source_date source_headline source_original where_prec
    where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country
    country_id region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians
    deaths_unknown best high low gwnoa gwnob
"""
ACLED_COLUMNS = tuple(_ACLED.split())
UCDP_COLUMNS = tuple(_UCDP.split())
_HAPPENED = frozenset({"happened", "ongoing"})

_DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
# Sub-events that the mode alone decides; an attack by other means depends on who is attacked.
_REMOTE = {
    "aerial": "Air/drone strike",
    "drone": "Air/drone strike",
    "heavy-weapons": "Shelling/artillery/missile attack",
    "explosives": "Remote explosive/landmine/IED",
    "suicide-attack": "Suicide bomb",
    "unconventional": "Chemical weapon",
}
_OTHER = {
    ("ASSAULT", "abduct"): ("Violence against civilians", "Abduction/forced disappearance"),
    ("ASSAULT", "sexual"): ("Violence against civilians", "Sexual violence"),
    ("ASSAULT", "crowd-control"): ("Protests", "Excessive force against protesters"),
    ("ASSAULT", "destroy"): ("Strategic developments", "Looting/property destruction"),
    ("PROTEST", "riot"): ("Riots", "Violent demonstration"),
    ("PROTEST", "vandalize"): ("Riots", "Mob violence"),
    ("COERCE", "arrest"): ("Strategic developments", "Arrests"),
}
_INTER = {
    "MIL": "State forces", "COP": "State forces", "SPY": "State forces", "GOV": "State forces",
    "REB": "Rebel group", "UAF": "Political militia", "PRM": "Political militia",
}  # fmt: skip
_ARMED = frozenset({"MIL", "COP", "SPY", "REB", "UAF", "PRM"})
_STATE = frozenset({"MIL", "COP", "SPY", "GOV", "PRM"})
_UCDP_REGIONS = {
    "Middle East": "Middle East", "Caucasus and Central Asia": "Asia", "South Asia": "Asia",
    "Southeast Asia": "Asia", "East Asia": "Asia", "Oceania": "Asia", "Europe": "Europe",
    "North America": "Americas", "Central America": "Americas", "Caribbean": "Americas",
    "South America": "Americas",
}  # fmt: skip


def acled_rows(
    records: Iterable[ArticleRecord], reports: ReportsOf | None, left_out: Counter[str]
) -> Iterator[tuple[Value, ...]]:
    """A row for every act of violence, demonstration or arrest that took place in a known country."""
    for view in _acts(records, reports, left_out):
        kind = _acled_type(view)
        if _sectors(view.sources) == {"CRM"}:
            left_out["ordinary crime"] += 1
            continue
        place = view.place
        if kind is None:
            left_out["of no type that ACLED has"] += 1
            continue
        if place is None or place.country is None:
            left_out["without a country"] += 1
            continue
        event_type, sub_type = kind
        where = location(place) or Location("", "")
        first, second = _inter(view, view.sources, event_type), _inter(view, view.targets, "")
        civilian = second == "Civilians" and _DISORDER[event_type] == "Political violence"
        yield (
            f"{place.country}{number_of(view.key)}",
            view.day,
            (view.day or "")[:4],
            _time_precision(view),
            _DISORDER[event_type],
            event_type,
            sub_type,
            _named(view.sources[:1]),
            _named(view.sources[1:]),
            first,
            _named(view.targets[:1]),
            _named(view.targets[1:]),
            second,
            "-".join(side for side in (first, second) if side),
            "Civilian targeting" if civilian else None,
            country(place.country, "isonumeric"),
            country(place.country, "region"),
            where.country,
            where.province,
            where.district,
            where.city if where.district else None,
            where.name,
            where.lat,
            where.lon,
            {"city": 1, "district": 2}.get(where.level, 3),
            view.outlet,
            None,
            view.sentence,
            dead.low if (dead := view.counted("dead")) else None,
            None,
            None,
        )


def ucdp_rows(
    records: Iterable[ArticleRecord], reports: ReportsOf | None, left_out: Counter[str]
) -> Iterator[tuple[Value, ...]]:
    """A row for every assault that took place, whose attacker is a state or an organised armed group."""
    for view in _acts(records, reports, left_out):
        if view.event.type != "ASSAULT":
            left_out["no armed force"] += 1
            continue
        sectors_a, sectors_b = _sectors(view.sources), _sectors(view.targets)
        violence = _violence(view, sectors_a, sectors_b)
        if violence is None:
            left_out["of no organised actor"] += 1
            continue
        record, place, dead = view.record, view.place, view.counted("dead")
        where = location(place) or Location("", "")
        side_a, side_b = _named(view.sources), _named(view.targets) or "Civilians"
        state = place.country if place is not None else None
        yield (
            number_of(view.key),
            f"{state or 'XXX'}-{view.day}-{number_of(view.key)}",
            (view.day or "")[:4],
            None,
            None,
            violence,
            None,
            None,
            None,
            None,
            None,
            f"{side_a} - {side_b}",
            None,
            None,
            side_a,
            None,
            None,
            side_b,
            view.reports.origins,
            ", ".join(filter(None, (view.outlet or view.address, view.published_day, record.title))),
            view.outlet,
            view.published_day,
            record.title,
            _named(_speakers(view)),
            _where_precision(where),
            where.name,
            view.words(view.event.witness.place),
            where.province,
            where.district,
            where.lat,
            where.lon,
            f"POINT ({where.lon} {where.lat})" if where.lat is not None else None,
            _grid_cell(where.lat, where.lon),
            where.country,
            country(state, "gw"),
            _ucdp_region(state),
            1 if view.dated else 2,
            _date_precision(view),
            view.day,
            view.date.end if view.date is not None and view.dated else view.day,
            *(None,) * 3,
            *((dead.best, dead.best, dead.high, dead.low) if dead is not None else (None,) * 4),
            _number(view.sources),
            _number(view.targets),
        )


def _speakers(view: EventView) -> tuple[Actor, ...]:
    """Who says, in the article, that the event took place: the speaker of the quote that it stands in."""
    record = view.record
    speaker = next((q.speaker for q in record.quotes if q.id == view.event.quote), None)
    return tuple(a for a in record.actors if a.id == speaker)


def _acts(
    records: Iterable[ArticleRecord], reports: ReportsOf | None, left_out: Counter[str]
) -> Iterator[EventView]:
    """Events that took place as acts, not as announcements of them."""
    for record in records:
        for view in asserted(record, reports, left_out):
            if view.event.modality in _HAPPENED:
                yield view
            else:
                left_out[view.event.modality] += 1


def _acled_type(view: EventView) -> tuple[str, str] | None:
    event = view.event
    found = _OTHER.get((event.type, event.mode or ""))
    if found is not None:
        return found
    if event.type == "PROTEST":
        return "Protests", "Peaceful protest"
    if event.type != "ASSAULT":
        return None
    if event.mode in _REMOTE:
        return "Explosions/Remote violence", _REMOTE[event.mode]
    if _sectors(view.sources) & _ARMED and _sectors(view.targets) & _ARMED:
        return "Battles", "Armed clash"
    return "Violence against civilians", "Attack"


def _inter(view: EventView, actors: tuple[Actor, ...], event_type: str) -> str | None:
    """ACLED's name for the kind of an actor."""
    if not actors:
        return None
    if event_type in ("Protests", "Riots") and view.event.type == "PROTEST":
        return "Protesters" if event_type == "Protests" else "Rioters"
    split = parts(actors[0])
    if not split.sectors:
        return "State forces" if actors[0].kind == "state" else "Civilians"
    abroad = view.place is not None and split.country not in ("", view.place.country)
    if abroad and split.sectors[0] in _STATE:
        return "External/Other forces"
    return _INTER.get(split.sectors[0], "Civilians")


def _sectors(actors: tuple[Actor, ...]) -> set[str]:
    """Sectors of some actors; a state acts by its military."""
    found = {s for a in actors for s in parts(a).sectors}
    return found | {"MIL" for a in actors if a.kind == "state"}


def _violence(view: EventView, a: set[str], b: set[str]) -> int | None:
    """1 a state takes part, 2 groups without one, 3 against civilians; None without an organised attacker."""
    if not view.sources or not a & (_ARMED | {"GOV"}):
        return None
    if not b & _ARMED:
        return 3
    return 1 if a & _STATE or b & _STATE else 2


def _named(actors: tuple[Actor, ...]) -> str:
    return "; ".join(a.name for a in actors)


def _number(actors: tuple[Actor, ...]) -> str | None:
    """The Gleditsch-Ward number of the first actor that acts for a state."""
    for actor in actors:
        split = parts(actor)
        if actor.kind == "state" or set(split.sectors) & _STATE:
            return country(split.country, "gw") or None
    return None


def _days(view: EventView) -> int | None:
    """How many days the event's date spans; None if the article does not date the event."""
    if view.date is None or view.date.start is None:
        return None
    start = dt.date.fromisoformat(view.date.start)
    return (dt.date.fromisoformat(view.date.end or view.date.start) - start).days + 1


def _time_precision(view: EventView) -> int:
    """1 the day is told, 2 the week is (or it is the day of publication), 3 the month is."""
    days = _days(view) or 7
    return 1 if days == 1 else 2 if days <= 7 else 3


def _date_precision(view: EventView) -> int:
    """1 the day, 2 some days (or it is the day of publication), 3 the week, 4 the month, 5 more."""
    days = _days(view) or 2
    return next((n for n, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if days <= most), 5)


def _where_precision(where: Location) -> int:
    """1 the place itself, 3 the district, 4 the province, 6 the country, 7 nothing known."""
    return {"city": 1, "district": 3, "province": 4, "country": 6}.get(where.level, 7)


def _grid_cell(lat: float | None, lon: float | None) -> int | None:
    """The PRIO-GRID cell: half degrees, counted eastwards from the south-west corner of the world."""
    if lat is None or lon is None:
        return None
    row = min(359, math.floor((lat + 90) * 2))
    column = min(719, math.floor((lon + 180) * 2))
    return row * 720 + column + 1


def _ucdp_region(state: str | None) -> str | None:
    region = country(state, "region")
    return _UCDP_REGIONS.get(region) or ("Africa" if region.endswith("Africa") else None)
