"""Runs: with which version, lexicons and model articles were read, and what two runs say differently."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import RowMapping, select

from saksi import __version__
from saksi.archive.captures import now
from saksi.archive.counters import Counters
from saksi.archive.database import Database
from saksi.archive.tables import failures, runs
from saksi.archive.writer import Failed
from saksi.errors import ArchiveError
from saksi.language.weights import HOME, MANIFEST
from saksi.lexicons.load import Lexicons


@dataclass(frozen=True, slots=True)
class Run:
    """One run over articles. `finished` is None while it goes on, or if it was stopped."""

    id: int
    started: str
    finished: str | None
    version: str
    settings: str
    lexicons: str
    model: str
    added: int
    known: int
    failed: int


def start_run(database: Database, lexicons: Sequence[Path] = (), *, purpose: str = "add") -> int:
    """The id of a new run; or of one that was stopped before its end, if nothing differs.

    Raises LexiconError if a lexicon folder is faulty.
    """
    settings = json.dumps({"purpose": purpose, "lexicons": [p.name for p in lexicons]}, sort_keys=True)
    same = {
        "version": __version__,
        "settings": settings,
        "lexicons": Lexicons(lexicons).digest(),
        "model": hashlib.sha256((HOME / MANIFEST).read_bytes()).hexdigest(),
    }
    with database.writing() as connection:
        open_run = select(runs.c.id).where(
            runs.c.finished.is_(None), *(runs.c[name] == value for name, value in same.items())
        )
        found = connection.execute(open_run.order_by(runs.c.id.desc())).scalar()
        if found is not None:
            return int(found)
        ids = Counters(connection)
        number = ids.take("runs")
        connection.execute(
            runs.insert(), {"id": number, "started": now(), "added": 0, "known": 0, "failed": 0, **same}
        )
        ids.save()
        return number


def finish_run(database: Database, run: int) -> None:
    """Says that a run came to its end. A run that met nothing new leaves no trace."""
    with database.writing() as connection:
        row = connection.execute(select(runs).where(runs.c.id == run)).mappings().one()
        if row["added"] + row["failed"] == 0:
            connection.execute(runs.delete().where(runs.c.id == run))
        else:
            connection.execute(runs.update().where(runs.c.id == run).values(finished=now()))


def list_runs(database: Database) -> list[Run]:
    """All runs, oldest first."""
    with database.reading() as connection:
        return [_run(row) for row in connection.execute(select(runs).order_by(runs.c.id)).mappings()]


def get_run(database: Database, number: int) -> Run:
    """One run. Raises ArchiveError if there is none of this id."""
    with database.reading() as connection:
        row = connection.execute(select(runs).where(runs.c.id == number)).mappings().first()
    if row is None:
        raise ArchiveError(f"there is no run {number}")
    return _run(row)


def list_failures(database: Database, run: int) -> list[Failed]:
    """What failed in a run, in order."""
    query = select(failures.c.path, failures.c.cause).where(failures.c.run_id == run).order_by(failures.c.id)
    with database.reading() as connection:
        return [Failed(path, cause) for path, cause in connection.execute(query)]


def _run(row: RowMapping) -> Run:
    return Run(**row)
