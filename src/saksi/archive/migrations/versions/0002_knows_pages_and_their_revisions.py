"""Knows what servers call the version of a page, and which articles a later capture replaces."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Every capture of the article has a later one of the same page with another document.
SUPERSEDED = """
UPDATE articles SET superseded = {true} WHERE NOT EXISTS (
    SELECT 1 FROM captures own WHERE own.document_id = articles.id AND (own.url_key IS NULL OR NOT EXISTS (
        SELECT 1 FROM captures later WHERE later.url_key = own.url_key
        AND later.document_id <> own.document_id
        AND (coalesce(later.captured, later.added) > coalesce(own.captured, own.added)
             OR (coalesce(later.captured, later.added) = coalesce(own.captured, own.added)
                 AND later.id > own.id)))))
"""


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "pages",
        sa.Column("url_key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.PrimaryKeyConstraint("url_key"),
    )
    op.add_column(
        "articles", sa.Column("superseded", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute(SUPERSEDED.format(true="true" if op.get_bind().dialect.name == "postgresql" else "1"))
