"""Brings the tables of an archive up to date."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from saksi.errors import ArchiveError

HOME = Path(__file__).parent / "migrations"
HEAD = "0005"  # the newest revision; a test holds it against the migrations


def is_current(connection: Connection) -> bool:
    """Whether the tables are those of this version, so that nothing must be written to open the archive."""
    return _revision(connection) == HEAD


def migrate(connection: Connection) -> None:
    """Creates the tables of a new archive, or alters those of an older one, in one transaction.

    Raises ArchiveError if the database is no archive of ours, or a newer Saksi made it.
    """
    found = _revision(connection)
    if found == HEAD:
        return
    if found is None and inspect(connection).get_table_names():
        raise ArchiveError("this database holds tables, but no Saksi archive")
    from alembic import command  # slow to load, and seldom needed
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(HOME))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise ArchiveError(
            f"a newer version of Saksi made this archive (revision {found}): update Saksi"
        ) from error


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
    return str(row[0]) if row else None
