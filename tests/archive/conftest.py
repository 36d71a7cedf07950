"""Every test with the fixture `archive` runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import postgres
import pytest

from saksi.archive import Archive, open_archive

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres_socket() -> Iterator[str]:
    """The folder of a running server's socket; tests that need it are skipped where there is none."""
    pytest.importorskip("psycopg", reason="the extra saksi[postgres] is not installed")
    home = postgres.binaries()
    if home is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    with postgres.server(home) as folder:
        yield folder


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the path or URL of a new, empty database at every call."""

    def make() -> str:
        name = f"archive{next(_numbers)}"
        if request.param == "sqlite":
            return str(tmp_path / f"{name}.db")
        import psycopg

        folder = request.getfixturevalue("postgres_socket")
        with psycopg.connect(host=folder, user="saksi", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql://saksi@/{name}?host={folder}"

    return make


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    """The path or URL of an empty database."""
    return new_url()


@pytest.fixture
def archive(url: str) -> Iterator[Archive]:
    """An empty archive."""
    with open_archive(url, create=True) as opened:
        yield opened
