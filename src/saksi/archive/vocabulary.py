"""The archive's vocabulary: one id for every actor, place and outlet that any record names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from saksi.archive.counters import Counters
from saksi.archive.packing import text_key
from saksi.archive.tables import actor_names, actors, outlets, places
from saksi.archive.words import folded
from saksi.records import Actor, ArticleRecord, Place

_REMEMBERED = 200_000
_CHUNK = 500
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_SHORTEST_WORD = 2

Row = dict[str, Any]


def actor_key(actor: Actor) -> int:
    """Actors of one name, kind and code are one actor to the archive."""
    return text_key(actor.name, actor.kind, actor.code)


def place_key(place: Place) -> int:
    """Places of one name and GeoNames id (or country) are one place to the archive."""
    return text_key(place.name, place.geonames, place.country)


@dataclass(frozen=True, slots=True)
class Named:
    """Ids by `actor_key`, by `place_key` and by outlet's name."""

    actors: Mapping[int, int]
    places: Mapping[int, int]
    outlets: Mapping[str, int]


class Vocabulary:
    """Ids of names, remembered between batches. Forget after a transaction that failed."""

    def __init__(self) -> None:
        self._actors: dict[int, int] = {}
        self._places: dict[int, int] = {}
        self._outlets: dict[str, int] = {}
        self._names: set[tuple[str, int]] = set()

    def forget(self) -> None:
        """Forgets all ids; they are asked for again."""
        self._actors.clear()
        self._places.clear()
        self._outlets.clear()
        self._names.clear()

    def enter(self, connection: Connection, ids: Counters, seen: Sequence[ArticleRecord]) -> Named:
        """Ids of all that these records name; what is new is entered."""
        numbers = self.actors(connection, ids, [a for record in seen for a in record.actors])
        self.name_actors(connection, ((numbers[actor_key(a)], a, r.text) for r in seen for a in r.actors))
        return Named(
            actors=numbers,
            places=self.places(connection, ids, [p for record in seen for p in record.places]),
            outlets=self.outlets(connection, ids, [clean(r.outlet) for r in seen if r.outlet]),
        )

    def actors(self, connection: Connection, ids: Counters, seen: Iterable[Actor]) -> Mapping[int, int]:
        """Id by `actor_key`, new actors entered."""
        wanted = {actor_key(a): a for a in seen}

        def row(number: int, key: int) -> Row:
            a = wanted[key]
            return {
                "id": number,
                "key": key,
                "name": clean(a.name),
                "kind": a.kind,
                "code": a.code,
                "country": a.country,
            }

        return _ids(connection, ids, actors, "key", self._actors, list(wanted), row)

    def places(self, connection: Connection, ids: Counters, seen: Iterable[Place]) -> Mapping[int, int]:
        """Id by `place_key`, new places entered."""
        wanted = {place_key(p): p for p in seen}

        def row(number: int, key: int) -> Row:
            p = wanted[key]
            return {
                "id": number,
                "key": key,
                "name": clean(p.name),
                "folded": " ".join(folded(p.name)),
                "geonames": p.geonames,
                "lat": p.lat,
                "lon": p.lon,
                "country": p.country,
            }

        return _ids(connection, ids, places, "key", self._places, list(wanted), row)

    def outlets(self, connection: Connection, ids: Counters, seen: Iterable[str]) -> Mapping[str, int]:
        """Id by name, new outlets entered."""
        wanted = list(dict.fromkeys(seen))
        return _ids(
            connection, ids, outlets, "name", self._outlets, wanted, lambda n, name: {"id": n, "name": name}
        )

    def name_actors(self, connection: Connection, named: Iterable[tuple[int, Actor, str]]) -> None:
        """Enters the names by which actors can be asked for: (id, actor, text of its article)."""
        rows = {}
        for number, actor, text in named:
            for name, kind in _names(actor, text):
                if (name, number) not in self._names:
                    rows[name, number] = {"name": name, "actor_id": number, "kind": kind}
        if rows:
            dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
            statement = dialect.insert(actor_names).on_conflict_do_nothing()
            connection.execute(statement, [rows[key] for key in sorted(rows)])
        if len(self._names) > _REMEMBERED:
            self._names.clear()
        self._names.update(rows)


def clean(text: str) -> str:
    """The text without what a database cannot keep: NUL and lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _names(actor: Actor, text: str) -> Iterable[tuple[str, str]]:
    words = folded(actor.name)
    if not words:
        return
    if len(words) > 1:
        for word in words:
            if len(word) >= _SHORTEST_WORD:
                yield word, "word"
    yield " ".join(words), "name"
    for start, end in actor.mentions:
        written = text[start:end]
        if _ACRONYM.fullmatch(written) and written.lower() not in words:
            yield written.lower(), "acronym"


def _ids(
    connection: Connection,
    ids: Counters,
    table: Table,
    column: str,
    known: dict[Any, int],
    wanted: Sequence[Any],
    row: Callable[[int, Any], Row],
) -> dict[Any, int]:
    """Id of every key in `wanted`; rows for those that the table does not hold yet."""
    found = {key: known[key] for key in wanted if key in known}
    missing = [key for key in wanted if key not in found]
    for at in range(0, len(missing), _CHUNK):
        chunk = missing[at : at + _CHUNK]
        query = select(table.c[column], table.c.id).where(table.c[column].in_(chunk))
        found.update(dict(connection.execute(query).all()))
    new = [key for key in missing if key not in found]
    if new:
        first = ids.take(table.name, len(new))
        found.update({key: first + n for n, key in enumerate(new)})
        connection.execute(table.insert(), [row(found[key], key) for key in new])
    if len(known) > _REMEMBERED:
        known.clear()
    known.update(found)
    return found
