"""Every test with the fixture `archive` runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from typing import Protocol

import postgres
import pytest

from saksi.archive import Archive, open_archive

_numbers = itertools.count()


class NewUrl(Protocol):
    """Makes a database and gives its path or URL."""

    def __call__(self, like: str | None = None) -> str: ...


@pytest.fixture(scope="session")
def postgres_socket() -> Iterator[str]:
    """The folder of a running server's socket; tests that need it are skipped where there is none."""
    pytest.importorskip("psycopg", reason="the extra saksi[postgres] is not installed")
    home = postgres.binaries()
    if home is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    with postgres.server(home) as folder:
        yield folder


@pytest.fixture(params=["sqlite", "postgresql"], scope="session")
def new_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> NewUrl:
    """Gives the path or URL of a new database at every call, empty or a copy of another database."""
    folder = tmp_path_factory.mktemp("archives")

    def make(like: str | None = None) -> str:
        name = f"archive{next(_numbers)}"
        if request.param == "sqlite":
            path = folder / f"{name}.db"
            if like is not None:
                shutil.copyfile(like, path)
            return str(path)
        import psycopg

        socket = request.getfixturevalue("postgres_socket")
        copied = f" TEMPLATE {like.split('/')[3].split('?')[0]}" if like is not None else ""
        with psycopg.connect(host=socket, user="saksi", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{copied}")
        return f"postgresql://saksi@/{name}?host={socket}"

    return make


@pytest.fixture(scope="session")
def bare(new_url: NewUrl) -> str:
    """An archive without articles, made once and copied: to lay down its tables costs more than most tests."""
    url = new_url()
    open_archive(url, create=True).close()
    return url


@pytest.fixture
def url(new_url: NewUrl) -> str:
    """The path or URL of an empty database."""
    return new_url()


@pytest.fixture
def archive(new_url: NewUrl, bare: str) -> Iterator[Archive]:
    """An empty archive."""
    with open_archive(new_url(like=bare)) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared_archive(new_url: NewUrl, bare: str) -> Iterator[Archive]:
    """An empty archive for the tests of one file, which only ask it once it is filled."""
    with open_archive(new_url(like=bare)) as opened:
        yield opened
