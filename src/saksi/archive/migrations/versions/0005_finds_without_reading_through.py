"""What pages ask for is found at once: by indices, and by a line in each article for narrowing down.

The indices are on acronyms of an actor, quotes by day and by speaker, happenings of events.
"""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from saksi.archive.facets_line import facets_line

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
    op.add_column("articles", sa.Column("facets", sa.Text(), nullable=False, server_default=""))
    last = op.get_bind().execute(sa.text("SELECT max(id) FROM articles")).scalar() or 0
    for first in range(0, last + 1, AT_ONCE):
        _fill(op.get_bind(), first, first + AT_ONCE - 1)


AT_ONCE = 5_000
COUNTED = (
    "SELECT article_id, type FROM events WHERE article_id BETWEEN :a AND :z ORDER BY id",
    "SELECT article_id, modality FROM events WHERE article_id BETWEEN :a AND :z ORDER BY id",
    "SELECT article_id, actor_id FROM article_actors WHERE article_id BETWEEN :a AND :z",
    "SELECT article_id, place_id FROM article_places WHERE article_id BETWEEN :a AND :z",
)


def _fill(connection: sa.Connection, first: int, last: int) -> None:
    """Writes the lines of articles by their numbers, both inclusive."""
    found: defaultdict[int, list[list[object]]] = defaultdict(lambda: [[] for _ in COUNTED])
    for place, sql in enumerate(COUNTED):
        for article, value in connection.execute(sa.text(sql), {"a": first, "z": last}):
            found[article][place].append(value)
    lines = [{"number": n, "line": facets_line(*values)} for n, values in found.items()]  # type: ignore[arg-type]
    if lines:
        connection.execute(sa.text("UPDATE articles SET facets = :line WHERE id = :number"), lines)
