"""Reads the articles of an archive anew, with the rules and lexicons of today."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import func, select

from saksi.archive import fetch
from saksi.archive.database import Database
from saksi.archive.load import Progress, Reading, Watcher
from saksi.archive.packing import unpack_document
from saksi.archive.runs import finish_run, start_run
from saksi.archive.tables import articles, documents, records
from saksi.archive.writer import Failed, Item, Recoded, Writer
from saksi.engines.local import Failure, read_all
from saksi.errors import ArchiveError, ReadError
from saksi.readers.source import SourceDocument

_CHUNK = 100
_BATCH = 500


def recode(
    database: Database,
    *,
    jobs: int = 1,
    lexicons: Sequence[Path] = (),
    watch: Watcher | None = None,
    reading: Reading | None = None,
) -> Progress:
    """Gives every article a record of a new run. What was stopped is taken up where it stopped.

    What the readers made of the documents stays as it was; all later layers are run anew. Raises
    ArchiveError if the database fails.
    """
    run = start_run(database, lexicons, purpose="recode")
    progress = Progress(run)
    writer = Writer(database, run)
    given = reading or (lambda sources: read_all(sources, jobs=jobs, lexicons=lexicons))
    numbers: deque[int] = deque()
    batch: list[Item] = []
    try:
        for result in given(_documents(database, run, numbers.append)):
            number = numbers.popleft()
            failed = Failed(result.path, result.cause) if isinstance(result, Failure) else None
            if isinstance(result, Failure):
                batch.append(Failed(result.path, result.cause))
                progress.failed += 1
            else:
                batch.append(Recoded(number, result))
                progress.added += 1
            if watch is not None:
                watch(progress, failed)
            if len(batch) >= _BATCH:
                writer.write(batch)
                batch = []
        writer.write(batch)
    except KeyboardInterrupt:
        writer.write(batch)
        progress.stopped = True
        return progress
    finish_run(database, run)
    return progress


def count_articles(database: Database) -> int:
    """How many articles an archive holds."""
    with database.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(articles)).scalar_one())


def _documents(
    database: Database, run: int, tell: Callable[[int], None]
) -> Iterator[SourceDocument | ReadError]:
    """Documents without a record of this run, in the order of their ids; `tell` is given the id of each."""
    last = 0
    done = select(records.c.article_id).where(records.c.run_id == run)
    query = select(documents.c.id, documents.c.media_type, documents.c.data)
    while True:
        with database.reading() as connection:
            chunk = query.where(documents.c.id > last, documents.c.id.not_in(done))
            rows = list(connection.execute(chunk.order_by(documents.c.id).limit(_CHUNK)).mappings())
            met = fetch.first_captures(connection, [row["id"] for row in rows])
        if not rows:
            return
        for row in rows:
            tell(row["id"])
            last = row["id"]
            place = met[last]
            try:
                yield unpack_document(
                    bytes(row["data"]),
                    path=place["path"],
                    media_type=row["media_type"],
                    url=place["url"],
                    record=place["row"],
                    captured=place["captured"],
                )
            except ArchiveError as error:
                yield ReadError(f"document {row['id']}", str(error))
