"""Both indices behind one face, so that each test of grouping runs on either."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from saksi.archive.database import Database, open_database
from saksi.archive.story_index import SqlIndex
from saksi.archive.tables import articles, documents, records, runs
from saksi.stories.grouping import place
from saksi.stories.index import Filed, MemoryIndex, Placement
from saksi.stories.keys import ArticleKey


class InMemory:
    """Files keys into a MemoryIndex."""

    def __init__(self) -> None:
        self.index = MemoryIndex()

    def place(self, keys: Sequence[ArticleKey]) -> list[Placement]:
        return [place(key, self.index) for key in keys]

    def filed(self) -> list[Filed]:
        return list(self.index.filed(range(self.index.count())).values())


class InArchive:
    """Files keys into an archive's tables, each call of `place` in one transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.count = 0
        with database.writing() as connection:
            row = {"id": 1, "started": "", "version": "", "settings": "{}", "lexicons": "", "model": ""}
            connection.execute(runs.insert(), [row])

    def place(self, keys: Sequence[ArticleKey]) -> list[Placement]:
        found = []
        with self.database.writing() as connection:
            index = SqlIndex(connection)
            for key in keys:
                if index.find(key.article) is None:
                    self.count += 1
                    _enter_article(connection, self.count, key)
                    index.enter(self.count, 1, None)
                found.append(place(key, index))
        return found

    def filed(self) -> list[Filed]:
        with self.database.reading() as connection:
            return list(SqlIndex(connection).filed(range(self.count)).values())


@contextmanager
def archive_index(folder: Path) -> Iterator[InArchive]:
    database = open_database(folder / "archive.db", create=True)
    yield InArchive(database)
    database.close()


def _enter_article(connection, number: int, key: ArticleKey) -> None:
    sha = bytes.fromhex(key.article.removeprefix("sha256:"))
    document = {"id": number, "sha256": sha, "media_type": "text/plain", "size": 0, "data": b""}
    connection.execute(documents.insert(), [document])
    record = {"id": number, "article_id": number, "run_id": 1, "digest": 0, "data": b""}
    connection.execute(records.insert(), [record])
    row = {"id": number, "record_id": number, "day": key.day or 0, "language": "id"}
    connection.execute(articles.insert(), [row])


def article_id(name: object) -> str:
    return "sha256:" + hashlib.sha256(str(name).encode()).hexdigest()
