"""Loads source documents into an archive: read on all cores, written in batches, safe to stop at any moment.

A document that the archive holds is not read again, so that a load that was stopped is taken up by
giving the same command again. What a committed batch holds is there for good.
"""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, bindparam, select

from saksi.archive.database import Database
from saksi.archive.pages import ArchivedPages
from saksi.archive.runs import finish_run, start_run
from saksi.archive.tables import documents
from saksi.archive.writer import Failed, Item, Loaded, Met, Writer
from saksi.engines.local import Failure, read_all
from saksi.errors import ReadError, UnchangedError
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord

# Articles of a transaction: most pages of an index are then written once for several rows. A slower load is
# written every BATCH_SECONDS.
BATCH = 5_000
BATCH_BYTES = 32 << 20
BATCH_SECONDS = 10.0
_HELD = select(documents.c.id).where(documents.c.sha256 == bindparam("sha"))

# Reads source documents in their order, as engines.local.read_all does.
Reading = Callable[[Iterable[SourceDocument | ReadError]], Iterable[ArticleRecord | Failure]]


@dataclass(slots=True)
class Progress:
    """How far a load has come: inputs met, of them new, known already and failed; bytes read."""

    run: int
    added: int = 0
    known: int = 0
    failed: int = 0
    size: int = 0
    stopped: bool = False  # by the user, before its end

    @property
    def met(self) -> int:
        """All inputs so far."""
        return self.added + self.known + self.failed


Watcher = Callable[[Progress, Failed | None], None]


def load(
    database: Database,
    sources: Iterable[SourceDocument | ReadError],
    *,
    jobs: int = 1,
    lexicons: Sequence[Path] = (),
    watch: Watcher | None = None,
    reading: Reading | None = None,
    pages: ArchivedPages | None = None,
) -> Progress:
    """Reads `sources` and adds what is new.

    `watch` is called after every input, with the failure if it was one. KeyboardInterrupt ends the load
    after what has been read is written; `stopped` says so then. `reading` replaces the pipeline. `pages` is
    told which fetched pages are in; one that its server calls unchanged counts as known. Raises
    ArchiveError if the database fails.
    """
    run = start_run(database, lexicons)
    given = reading or (lambda documents: read_all(documents, jobs=jobs, lexicons=lexicons))
    loading = _Loading(database, Writer(database, run), Progress(run), watch, pages)
    try:
        for _ in loading.items(sources, given):
            loading.write_if_due()
        loading.write()
    except KeyboardInterrupt:
        loading.write()
        loading.progress.stopped = True
        return loading.progress
    finish_run(database, run)
    if pages is not None and not loading.progress.failed:
        pages.keep()  # the feeds as well: all that they lead to is in
    return loading.progress


class _Loading:
    def __init__(
        self,
        database: Database,
        writer: Writer,
        progress: Progress,
        watch: Watcher | None,
        pages: ArchivedPages | None,
    ) -> None:
        self.database = database
        self.writer = writer
        self.progress = progress
        self._watch = watch
        self._pages = pages
        self._batch: list[Item] = []
        self._bytes = 0
        self._since = time.monotonic()
        self._look: Connection | None = None
        self._closing = ExitStack()
        self._pending: set[bytes] = set()  # given out for reading, not written yet
        self._waiting: deque[tuple[bytes, SourceDocument] | None] = deque()

    def items(self, sources: Iterable[SourceDocument | ReadError], reading: Reading) -> Iterator[None]:
        """Takes everything in; yields after every input that is ready to be written."""
        for result in reading(self._new(sources)):
            waited = self._waiting.popleft()
            if isinstance(result, Failure):
                self._fail(Failed(result.path, result.cause))
            else:
                assert waited is not None
                sha, document = waited
                self._batch.append(Loaded(sha, document, result))
                self._bytes += len(document.data) + len(result.text)
                self.progress.added += 1
                self._tell(None)
            yield

    def _new(self, sources: Iterable[SourceDocument | ReadError]) -> Iterator[SourceDocument | ReadError]:
        """The inputs that must be read; the others are taken in as met."""
        for source in sources:
            if isinstance(source, UnchangedError):
                self.progress.known += 1
                self._tell(None)
                continue
            if isinstance(source, ReadError):
                self._waiting.append(None)
                yield source
                continue
            sha = hashlib.sha256(source.data).digest()
            self.progress.size += len(source.data)
            if sha in self._pending or self._is_held(sha):
                self._batch.append(Met(sha, source))
                self._bytes += len(source.data)
                self.progress.known += 1
                self._tell(None)
                if sha not in self._pending:
                    self.write_if_due()
                continue
            self._pending.add(sha)
            self._waiting.append((sha, source))
            yield source

    def _is_held(self, sha: bytes) -> bool:
        # One look at the archive serves until the next batch is written; the writer looks again.
        if self._look is None:
            self._look = self._closing.enter_context(self.database.reading())
        with self.database.told():
            return self._look.execute(_HELD, {"sha": sha}).first() is not None

    def _fail(self, failed: Failed) -> None:
        self._batch.append(failed)
        self.progress.failed += 1
        self._tell(failed)

    def _tell(self, failed: Failed | None) -> None:
        if self._watch is not None:
            self._watch(self.progress, failed)

    def write_if_due(self) -> None:
        """Writes when enough has come together."""
        late = time.monotonic() - self._since >= BATCH_SECONDS
        if len(self._batch) >= BATCH or self._bytes >= BATCH_BYTES or (late and self._batch):
            self.write()

    def write(self) -> None:
        """Writes what has come together."""
        ready = {i.sha256 for i in self._batch if isinstance(i, Loaded)}
        # What was met while its first copy is still being read can only be written after it.
        later = [
            i
            for i in self._batch
            if isinstance(i, Met) and i.sha256 in self._pending and i.sha256 not in ready
        ]
        kept = set(map(id, later))
        batch = [i for i in self._batch if id(i) not in kept]
        self._look = None
        self._closing.close()
        if batch:
            self.writer.write(batch)
            if self._pages is not None:
                self._pages.keep(i.document.path for i in batch if isinstance(i, Loaded | Met))
        self._pending -= ready
        self._batch = list(later)
        self._bytes = 0
        self._since = time.monotonic()
