"""Counts in stories, and of actors and places, only articles that no later capture of their page replaces."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

COUNTED = """
UPDATE stories SET shown = (
    SELECT count(*) FROM story_members JOIN articles ON articles.id = story_members.article_id
    WHERE story_members.story_id = stories.id AND NOT articles.superseded)
"""
# The next update tells these stories anew.
UNTOLD = """
UPDATE stories SET origins = 0 WHERE id IN (
    SELECT story_members.story_id FROM story_members
    JOIN articles ON articles.id = story_members.article_id WHERE articles.superseded)
"""


def upgrade() -> None:
    """To this revision."""
    op.add_column("stories", sa.Column("shown", sa.Integer(), nullable=False, server_default="1"))
    op.execute(COUNTED)
    op.execute(UNTOLD)
    op.create_index(
        "ix_articles_superseded",
        "articles",
        ["id"],
        sqlite_where=sa.text("superseded = 1"),
        postgresql_where=sa.text("superseded"),
    )
    op.create_index("ix_article_actors_actor", "article_actors", ["actor_id", "article_id"])
    op.create_index("ix_article_places_place", "article_places", ["place_id", "article_id"])
