"""Pages that the archive has by their address, so that a server need not send again what has not changed."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from saksi.archive.database import Database
from saksi.archive.packing import text_key
from saksi.archive.tables import pages
from saksi.readers.fetch import Validators


class ArchivedPages:
    """See `saksi.readers.fetch.KnownPages`.

    What a server said of a page is kept only once the page itself is in the archive: a load that is killed
    in between is sent the page again.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._fetched: dict[str, Validators] = {}

    def validators(self, url: str) -> Validators | None:
        """What names the version of `url` that the archive has, or None."""
        with self._database.reading() as connection:
            query = select(pages.c.etag, pages.c.last_modified)
            found = connection.execute(
                query.where(pages.c.url_key == text_key(url), pages.c.url == url)
            ).one_or_none()
        return Validators(*found) if found is not None else None

    def fetched(self, url: str, validators: Validators) -> None:
        """A new version of `url` was fetched; `keep` says when it is in."""
        self._fetched[url] = validators

    def keep(self, urls: Iterable[str] | None = None) -> None:
        """These addresses (all, if None) have been taken in. Raises ArchiveError if the database fails."""
        known = [u for u in (self._fetched if urls is None else urls) if u in self._fetched]
        said = {url: self._fetched.pop(url) for url in dict.fromkeys(known)}
        rows = [
            {"url_key": text_key(url), "url": url, "etag": v.etag, "last_modified": v.last_modified}
            for url, v in said.items()
            if v.etag or v.last_modified
        ]
        if not rows:
            return
        dialect = sqlite if self._database.sqlite else postgresql
        statement = dialect.insert(pages)
        changed = {name: statement.excluded[name] for name in ("url", "etag", "last_modified")}
        with self._database.writing() as connection:
            connection.execute(
                statement.on_conflict_do_update(index_elements=["url_key"], set_=changed), rows
            )
