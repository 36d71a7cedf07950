"""Opens the database of an archive: one SQLite file, or PostgreSQL by URL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock, local
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url, select, update
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from saksi.archive.migrate import is_current, migrate
from saksi.archive.tables import counters
from saksi.errors import ArchiveError

T = TypeVar("T")
_WRITE = "saksi_write"
_CHANGES = "changes"
# Loaders wait for one another at this key of PostgreSQL's advisory locks.
_WRITE_LOCK = 0x53414B53
_PRAGMAS = (
    # Bytes of a page of a new file. Each batch of a load touches a large index nearly everywhere: a quarter
    # of the pages is a quarter of the writes, and a large archive grows as fast as a small one.
    "PRAGMA page_size=16384",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA busy_timeout=60000",
    "PRAGMA cache_size=-131072",  # KiB
    "PRAGMA temp_store=MEMORY",
    # A page that many batches touch is written back once for all of them.
    "PRAGMA wal_autocheckpoint=4096",
    "PRAGMA journal_size_limit=67108864",
)


class Kept:
    """What was counted over the whole archive, for as long as nothing is written to it."""

    def __init__(self) -> None:
        self._state = -1
        self._values: dict[str, Any] = {}
        self._lock = Lock()

    def get(self, connection: Connection, name: str, count: Callable[[], T]) -> T:
        """The value under a name, counted anew if the archive has changed; others wait for it meanwhile."""
        with self._lock:
            state = changes(connection)
            if state != self._state:
                self._values.clear()
                self._state = state
            if name not in self._values:
                self._values[name] = count()
            value: T = self._values[name]
            return value


class Database:
    """An engine with the transactions that an archive needs. Safe to share between threads."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self.name = name
        self.sqlite = engine.dialect.name == "sqlite"
        self.kept = Kept()
        self._of_thread = local()  # `held`: the transaction that this thread's questions share
        self._glance: sqlite3.Connection | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads. Raises ArchiveError where the database fails."""
        held: Connection | None = getattr(self._of_thread, "held", None)
        if held is not None:
            yield held
            return
        with _told(self.name), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def held(self) -> Iterator[None]:
        """One transaction for all that this thread reads within: of one state, and begun once.

        Not to be nested. Raises ArchiveError where the database fails.
        """
        with _told(self.name), self.engine.connect() as connection:
            if not self.sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                self._of_thread.held = connection
                try:
                    yield
                finally:
                    del self._of_thread.held

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes; one at a time, others wait. It is counted, see `changes`.

        Raises ArchiveError.
        """
        with self.migrating() as connection:
            yield connection
            _count_change(connection)

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """Like `writing`, for tables that may not be there yet. Raises ArchiveError."""
        with _told(self.name), self.engine.connect() as connection:
            connection.execution_options(**{_WRITE: True})
            with connection.begin():
                if not self.sqlite:
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})")
                yield connection

    def told(self) -> AbstractContextManager[None]:
        """Raises ArchiveError where the database fails within a transaction that stays open for longer."""
        return _told(self.name)

    def stamp(self) -> int | None:
        """A number that is another one when the archive may have changed; None where only asking can tell.

        It takes microseconds and waits for nobody. Not to be called by two threads at once.
        """
        if not self.sqlite:
            return None
        try:
            if self._glance is None:
                file = self.engine.url.database or ""
                self._glance = sqlite3.connect(file, timeout=0, check_same_thread=False)
            return int(self._glance.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error:
            return None

    def close(self) -> None:
        """Lets go of all connections."""
        if self._glance is not None:
            self._glance.close()
            self._glance = None
        self.engine.dispose()


def open_database(where: str | Path, *, create: bool) -> Database:
    """The database at a path or URL, its tables brought up to date.

    A SQLite file that does not exist is made only with `create`. Raises ArchiveError.
    """
    url = _url(str(where))
    name = (
        url.render_as_string(hide_password=True) if url.get_backend_name() != "sqlite" else str(url.database)
    )
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        if not path.is_file() and not create:
            raise ArchiveError(f"{name}: no such archive (saksi add makes one)")
        if not path.parent.is_dir():
            raise ArchiveError(f"{name}: its folder does not exist")
    with _told(name):
        database = Database(_engine(url), name)
    try:
        # Who only reads must not wait for a loader, nor need leave to write.
        with database.reading() as connection:
            current = is_current(connection)
        if not current:
            with database.migrating() as connection:
                migrate(connection)
    except BaseException as error:
        database.close()
        if type(error) is ArchiveError and not str(error).startswith(name):
            raise ArchiveError(f"{name}: {error}") from error
        raise
    return database


def changes(connection: Connection) -> int:
    """How often the archive has been written to."""
    held = select(counters.c.value).where(counters.c.name == _CHANGES)
    return int(connection.execute(held).scalar() or 0)


def _count_change(connection: Connection) -> None:
    # Writers wait for one another, so that nobody comes between the look and the insert.
    more = update(counters).where(counters.c.name == _CHANGES).values(value=counters.c.value + 1)
    if not connection.execute(more).rowcount:
        connection.execute(counters.insert(), {"name": _CHANGES, "value": 1})


def _url(where: str) -> URL:
    if "://" not in where:
        return URL.create("sqlite", database=where)
    try:
        url = make_url(where)
    except ArgumentError as error:
        raise ArchiveError(f"{where}: is no URL of a database") from error
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise ArchiveError(f"{url.get_backend_name()}: an archive lies in SQLite or PostgreSQL")
    return url


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(url)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise ArchiveError("PostgreSQL needs an optional library: pip install 'saksi[postgres]'") from error


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin where we say, see _begin_sqlite
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that will write takes its lock at once: it could not be upgraded later without failing.
    write = connection.get_execution_options().get(_WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Turns errors of the database driver into one line that a person can use."""
    try:
        yield
    except DBAPIError as error:
        cause = str(error.orig).strip().splitlines() or [type(error.orig).__name__]
        raise ArchiveError(f"{name}: {cause[0]}") from error
