"""Keeps what reviewers decide, and the random samples that they go through."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "review_decisions",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("kind", sa.String(6), nullable=False),
        sa.Column("local", sa.String(12), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("claim", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.String(16), nullable=False),
        sa.Column("verdict", sa.String(7), nullable=False),
        sa.Column("correction", sa.Text()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["documents.id"]),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_review_decisions_article_id", "review_decisions", ["article_id"])
    op.create_table(
        "review_samples",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("draw", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(6), nullable=False),
        sa.Column("label", sa.String(16), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("population", sa.BigInteger(), nullable=False),
        sa.Column("drawn", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "review_sample_items",
        sa.Column("sample_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("local", sa.String(12), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("claim", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["sample_id"], ["review_samples.id"]),
        sa.ForeignKeyConstraint(["article_id"], ["documents.id"]),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"]),
        sa.PrimaryKeyConstraint("sample_id", "number"),
        sqlite_with_rowid=False,
    )
