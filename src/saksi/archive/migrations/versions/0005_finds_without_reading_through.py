"""Indices for what pages ask: acronyms of an actor, quotes by day and by speaker, happenings of events."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

INDICES = {
    "ix_quotes_speaker": ("quotes", ["speaker_id", "day", "id"]),
    "ix_quotes_day": ("quotes", ["day", "id"]),
    "ix_happening_reports_event": ("happening_reports", ["event_id"]),
}


def upgrade() -> None:
    """To this revision."""
    for name, (table, columns) in INDICES.items():
        op.create_index(name, table, columns, if_not_exists=True)
    only = sa.text("kind = 'acronym'")
    op.create_index(
        "ix_actor_names_acronym", "actor_names", ["actor_id"],
        sqlite_where=only, postgresql_where=only, if_not_exists=True,
    )  # fmt: skip
    op.drop_index("ix_quotes_speaker_id", "quotes", if_exists=True)  # the beginning of another one
