"""Ids: given out in order, never twice."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, select

from saksi.archive.tables import counters


class Counters:
    """The next ids of every table, within one writing transaction. `save` before it is committed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        found = connection.execute(select(counters.c.name, counters.c.value)).all()
        self._saved: Mapping[str, int] = dict(found)
        self._next = dict(self._saved)

    def take(self, name: str, count: int = 1) -> int:
        """The first of `count` new ids in a row, from 1."""
        first = self._next.get(name, 1)
        self._next[name] = first + count
        return first

    def save(self) -> None:
        """Writes down what was given out."""
        new = [{"name": n, "value": v} for n, v in self._next.items() if n not in self._saved]
        moved = [{"n": n, "v": v} for n, v in self._next.items() if n in self._saved and self._saved[n] != v]
        if new:
            self._connection.execute(counters.insert(), new)
        if moved:
            statement = (
                counters.update().where(counters.c.name == bindparam("n")).values(value=bindparam("v"))
            )
            self._connection.execute(statement, moved)
