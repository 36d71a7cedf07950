"""Lays down the tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

FULL_TEXT = {
    "sqlite": (
        "CREATE VIRTUAL TABLE article_index USING"
        " fts5(words, roots, names, facts, content='', tokenize='ascii')",
        "CREATE VIRTUAL TABLE event_index USING"
        " fts5(facts, content='', columnsize=0, detail=none, tokenize='ascii')",
        # A whole batch goes into the index at once (bytes), so that there is less to merge later.
        "INSERT INTO article_index (article_index, rank) VALUES ('hashsize', 16777216)",
        "INSERT INTO event_index (event_index, rank) VALUES ('hashsize', 16777216)",
    ),
    "postgresql": (
        "CREATE TABLE article_index (key BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL)",
        "CREATE INDEX ix_article_index_terms ON article_index USING gin (terms)",
        "CREATE TABLE event_index (key BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL)",
        "CREATE INDEX ix_event_index_terms ON event_index USING gin (terms)",
    ),
}


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "actors",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text()),
        sa.Column("country", sa.Text()),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_actors_code", "actors", ["code"])
    op.create_table(
        "counters",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "documents",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sha256"),
    )
    op.create_table(
        "outlets",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "places",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("geonames", sa.BigInteger()),
        sa.Column("lat", sa.Float()),
        sa.Column("lon", sa.Float()),
        sa.Column("country", sa.Text()),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_places_folded", "places", ["folded"])
    op.create_index("ix_places_point", "places", ["lat", "lon"])
    op.create_table(
        "runs",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("started", sa.Text(), nullable=False),
        sa.Column("finished", sa.Text()),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("lexicons", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("known", sa.BigInteger(), nullable=False),
        sa.Column("failed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "story_copies",
        sa.Column("copy_key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("copy_key", "number"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "story_terms",
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("story", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("term", "day", "number"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "watches",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("created", sa.Text(), nullable=False),
        sa.Column("last_run", sa.Text()),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name", name="uq_watches_name"),
    )
    op.create_table(
        "actor_names",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["actors.id"],
        ),
        sa.PrimaryKeyConstraint("name", "actor_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "captures",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("url_key", sa.BigInteger()),
        sa.Column("url", sa.Text()),
        sa.Column("captured", sa.Text()),
        sa.Column("added", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("row", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_captures_document_id", "captures", ["document_id"])
    op.create_index("ix_captures_url_key", "captures", ["url_key"])
    op.create_table(
        "failures",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("run_id", ID, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["runs.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_failures_run_id", "failures", ["run_id"])
    op.create_table(
        "records",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("run_id", ID, nullable=False),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["documents.id"],
        ),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["runs.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_records_run", "records", ["run_id", "article_id", "digest"], unique=True)
    op.create_table(
        "articles",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("published", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("outlet_id", ID),
        sa.ForeignKeyConstraint(
            ["id"],
            ["documents.id"],
        ),
        sa.ForeignKeyConstraint(
            ["outlet_id"],
            ["outlets.id"],
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["records.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_articles_record_id", "articles", ["record_id"])
    op.create_table(
        "article_actors",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("local", sa.String(length=12), nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.Column("role", sa.Text()),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["actors.id"],
        ),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
        ),
        sa.PrimaryKeyConstraint("article_id", "local"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "article_dates",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("local", sa.String(length=12), nullable=False),
        sa.Column("start", sa.Text()),
        sa.Column("end", sa.Text()),
        sa.Column("granularity", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
        ),
        sa.PrimaryKeyConstraint("article_id", "local"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "article_places",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("local", sa.String(length=12), nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
        ),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["places.id"],
        ),
        sa.PrimaryKeyConstraint("article_id", "local"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "events",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("local", sa.String(length=12), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text()),
        sa.Column("contexts", sa.Text(), nullable=False),
        sa.Column("cameo", sa.Text()),
        sa.Column("goldstein", sa.Float()),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("negated", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Boolean(), nullable=False),
        sa.Column("place_id", ID),
        sa.Column("speaker_id", ID),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
        ),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["places.id"],
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"],
            ["actors.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_events_article_id", "events", ["article_id"])
    op.create_table(
        "quotes",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("local", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("speaker_id", ID),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"],
            ["actors.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_quotes_article_id", "quotes", ["article_id"])
    op.create_index("ix_quotes_speaker_id", "quotes", ["speaker_id"])
    op.create_table(
        "stories",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"],
            ["articles.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_stories_last_day", "stories", ["last_day", "id"])
    op.create_table(
        "story_keys",
        sa.Column("article_id", ID, autoincrement=False, nullable=False),
        sa.Column("run_id", ID, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
        ),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["runs.id"],
        ),
        sa.PrimaryKeyConstraint("article_id"),
        sa.UniqueConstraint("number"),
    )
    op.create_table(
        "event_actors",
        sa.Column("event_id", ID, nullable=False),
        sa.Column("side", sa.String(length=6), nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["actors.id"],
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
        ),
        sa.PrimaryKeyConstraint("event_id", "side", "actor_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "happenings",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("place_id", ID),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text()),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["places.id"],
        ),
        sa.ForeignKeyConstraint(
            ["story_id"],
            ["stories.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_happenings_story_id", "happenings", ["story_id"])
    op.create_table(
        "positions",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("event_id", ID, nullable=False),
        sa.Column("actor_id", ID, nullable=False),
        sa.Column("issue", sa.Text(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["actors.id"],
        ),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_positions_actor", "positions", ["actor_id", "day"])
    op.create_index("ix_positions_article_id", "positions", ["article_id"])
    op.create_index("ix_positions_event_id", "positions", ["event_id"])
    op.create_table(
        "story_members",
        sa.Column("article_id", ID, autoincrement=False, nullable=False),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("origin_id", ID, nullable=False),
        sa.Column("nearest_id", ID),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.Column("copied", sa.Boolean(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
        ),
        sa.ForeignKeyConstraint(
            ["nearest_id"],
            ["articles.id"],
        ),
        sa.ForeignKeyConstraint(
            ["origin_id"],
            ["articles.id"],
        ),
        sa.ForeignKeyConstraint(
            ["story_id"],
            ["stories.id"],
        ),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.create_index("ix_story_members_story", "story_members", ["story_id", "number"])
    op.create_table(
        "happening_claims",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("happening_id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("low", sa.Float()),
        sa.Column("high", sa.Float()),
        sa.Column("speaker_id", ID),
        sa.Column("speaker", sa.Text()),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
        ),
        sa.ForeignKeyConstraint(
            ["happening_id"],
            ["happenings.id"],
        ),
        sa.ForeignKeyConstraint(
            ["speaker_id"],
            ["actors.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_happening_claims_happening_id", "happening_claims", ["happening_id"])
    op.create_table(
        "happening_reports",
        sa.Column("happening_id", ID, nullable=False),
        sa.Column("event_id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("origin_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["events.id"],
        ),
        sa.ForeignKeyConstraint(
            ["happening_id"],
            ["happenings.id"],
        ),
        sa.PrimaryKeyConstraint("happening_id", "event_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_happening_reports_article_id", "happening_reports", ["article_id"])
    for statement in FULL_TEXT[op.get_bind().dialect.name]:
        op.execute(statement)
