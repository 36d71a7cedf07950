"""The tables of an archive, the same on SQLite and PostgreSQL.

An article is what one source document holds: `articles.id` is `documents.id`. Every run that reads an
article leaves a row in `records`; the tables for questions (`articles`, `events`, `positions` ...)
describe its current record only, so they stay small however often the archive is coded anew.

Ids are given out by the loader from `counters` and never used again: what comes later has the higher id.
A `day` is a proleptic ordinal (1 January of year 1 is 1), 0 where no day is known. Full text lies
beside these tables, see `saksi.archive.fulltext`.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

metadata = MetaData()

Id = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=False)


def _to(name: str, table: str, *, null: bool = False, **more: bool) -> Column[int]:
    return Column(name, Id, ForeignKey(f"{table}.id"), nullable=null, **more)  # type: ignore[arg-type]


counters = Table(
    "counters",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", BigInteger, nullable=False),
)

# --- What came in ---

documents = Table(
    "documents",
    metadata,
    _id(),
    Column("sha256", LargeBinary(32), nullable=False, unique=True),
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),  # bytes before compression
    Column("data", LargeBinary, nullable=False),  # the bytes and what the reader made of them, packed
)

# Where and when a document was met. Several documents under one URL are its revisions.
captures = Table(
    "captures",
    metadata,
    _id(),
    _to("document_id", "documents", index=True),
    Column("url_key", BigInteger, index=True),  # a hash of `url`: a shorter index than the words of it
    Column("url", Text),
    Column("captured", Text),  # ISO time as the source says it
    Column("added", Text, nullable=False),  # ISO time of loading, UTC
    Column("path", Text, nullable=False),
    Column("row", BigInteger),  # record number inside `path`
)

# What servers said that names the version of a page which the archive has (ETag and the like).
pages = Table(
    "pages",
    metadata,
    Column("url_key", BigInteger, primary_key=True, autoincrement=False),
    Column("url", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
)

# --- What Saksi said about it ---

runs = Table(
    "runs",
    metadata,
    _id(),
    Column("started", Text, nullable=False),
    Column("finished", Text),  # NULL: still going, or stopped before its end
    Column("version", Text, nullable=False),
    Column("settings", Text, nullable=False),  # JSON
    Column("lexicons", Text, nullable=False),  # SHA-256 of all lexicon tables
    Column("model", Text, nullable=False),  # SHA-256 of the model's manifest
    Column("added", BigInteger, nullable=False, default=0),
    Column("known", BigInteger, nullable=False, default=0),
    Column("failed", BigInteger, nullable=False, default=0),
)

records = Table(
    "records",
    metadata,
    _id(),
    _to("article_id", "documents"),
    _to("run_id", "runs"),
    Column("digest", BigInteger, nullable=False),  # equal records of two runs have equal digests
    Column("data", LargeBinary, nullable=False),  # the JSON record, packed
    # Covers the comparison of two runs without a look at the records themselves.
    Index("ix_records_run", "run_id", "article_id", "digest", unique=True),
)

failures = Table(
    "failures",
    metadata,
    _id(),
    _to("run_id", "runs", index=True),
    Column("path", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# --- Vocabulary of the archive ---

outlets = Table("outlets", metadata, _id(), Column("name", Text, nullable=False, unique=True))

actors = Table(
    "actors",
    metadata,
    _id(),
    Column("key", BigInteger, nullable=False, unique=True),  # a hash of name, kind and code
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("code", Text, index=True),
    Column("country", Text),
)

# Folded names by which an actor can be asked for: the whole name, each word of it, its acronyms.
actor_names = Table(
    "actor_names",
    metadata,
    Column("name", Text, primary_key=True),
    Column("actor_id", Id, ForeignKey("actors.id"), primary_key=True),
    Column("kind", Text, nullable=False),  # name, word, acronym
    # What an actor is also called.
    Index(
        "ix_actor_names_acronym",
        "actor_id",
        sqlite_where=text("kind = 'acronym'"),
        postgresql_where=text("kind = 'acronym'"),
    ),
    sqlite_with_rowid=False,
)

places = Table(
    "places",
    metadata,
    _id(),
    Column("key", BigInteger, nullable=False, unique=True),  # a hash of name, GeoNames id and country
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, index=True),
    Column("geonames", BigInteger),
    Column("lat", Float),
    Column("lon", Float),
    Column("country", Text),
    Index("ix_places_point", "lat", "lon"),
)

# --- The current record of each article, flattened ---

articles = Table(
    "articles",
    metadata,
    Column("id", Id, ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    _to("record_id", "records", index=True),
    Column("day", Integer, nullable=False),  # of publication
    Column("published", Text),
    Column("title", Text),
    Column("language", Text, nullable=False),
    _to("outlet_id", "outlets", null=True),
    # By what it can be narrowed down, see saksi.archive.facets: read with the row, not gathered from tables.
    Column("facets", Text, nullable=False, server_default=""),
    # Whether a later capture of its page says something else: kept for comparing, left out of answers.
    Column("superseded", Boolean, nullable=False, server_default=false()),
    # The few that counts must leave out.
    Index(
        "ix_articles_superseded",
        "id",
        sqlite_where=text("superseded = 1"),
        postgresql_where=text("superseded"),
    ),
)

article_actors = Table(
    "article_actors",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id"), primary_key=True),
    Column("local", String(12), primary_key=True),  # the actor's id in the record: a1
    _to("actor_id", "actors"),
    Column("role", Text),
    Column("mentions", Integer, nullable=False),
    Index("ix_article_actors_actor", "actor_id", "article_id"),
    sqlite_with_rowid=False,
)

article_places = Table(
    "article_places",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id"), primary_key=True),
    Column("local", String(12), primary_key=True),
    _to("place_id", "places"),
    Column("mentions", Integer, nullable=False),
    Index("ix_article_places_place", "place_id", "article_id"),
    sqlite_with_rowid=False,
)

article_dates = Table(
    "article_dates",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id"), primary_key=True),
    Column("local", String(12), primary_key=True),
    Column("start", Text),
    Column("end", Text),
    Column("granularity", Text, nullable=False),
    sqlite_with_rowid=False,
)

quotes = Table(
    "quotes",
    metadata,
    _id(),
    _to("article_id", "articles", index=True),
    Column("local", String(12), nullable=False),
    Column("kind", Text, nullable=False),
    _to("speaker_id", "actors", null=True),
    Column("start", Integer, nullable=False),  # span of the words in the record's text
    Column("end", Integer, nullable=False),
    Column("day", Integer, nullable=False),
    Index("ix_quotes_speaker", "speaker_id", "day", "id"),
    Index("ix_quotes_day", "day", "id"),
)

events = Table(
    "events",
    metadata,
    _id(),
    _to("article_id", "articles", index=True),
    Column("local", String(12), nullable=False),  # the event's id in the record: e1
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("contexts", Text, nullable=False),  # joined by "|"
    Column("cameo", Text),
    Column("goldstein", Float),
    Column("modality", Text, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("day", Integer, nullable=False),  # its own date's first day, else the day of publication
    Column("last_day", Integer, nullable=False),
    Column("dated", Boolean, nullable=False),  # whether `day` is its own date
    _to("place_id", "places", null=True),
    _to("speaker_id", "actors", null=True),  # of the quote that it stands in
    Column("start", Integer, nullable=False),  # span of its sentence in the record's text
    Column("end", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
)

event_actors = Table(
    "event_actors",
    metadata,
    Column("event_id", Id, ForeignKey("events.id"), primary_key=True),
    Column("side", String(6), primary_key=True),  # source or target
    Column("actor_id", Id, ForeignKey("actors.id"), primary_key=True),
    sqlite_with_rowid=False,
)

positions = Table(
    "positions",
    metadata,
    _id(),
    _to("article_id", "articles", index=True),
    _to("event_id", "events", index=True),
    _to("actor_id", "actors"),
    Column("issue", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("day", Integer, nullable=False),
    Index("ix_positions_actor", "actor_id", "day"),
)

# --- Stories: filled and grown by saksi.stories ---

# What an article is recognised by, one row an article. `number` is its place in the order of filing.
story_keys = Table(
    "story_keys",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    _to("run_id", "runs"),
    Column("number", BigInteger, nullable=False, unique=True),
    Column("scheme", Text, nullable=False),  # keys of another scheme cannot be compared
    Column("data", LargeBinary, nullable=False),  # signature, terms and the rest of the key, packed
)

# Articles by the pieces of text that their copies share, first filed first.
story_copies = Table(
    "story_copies",
    metadata,
    Column("copy_key", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Articles by the terms that tell their story; day 0 for those that are not dated. `story` is the number of
# the article that opened the story: how many stories a term is spread over says how much it tells.
story_terms = Table(
    "story_terms",
    metadata,
    Column("term", Text, primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("story", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# A story bears the id of the article that opened it.
stories = Table(
    "stories",
    metadata,
    Column("id", Id, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    Column("title", Text),
    Column("first_day", Integer, nullable=False),
    Column("last_day", Integer, nullable=False),
    Column("articles", Integer, nullable=False),  # all that were filed into it, earlier captures as well
    Column("origins", Integer, nullable=False),  # 0 until it is told anew
    # Articles that no later capture of their page replaces; a story without any is not shown.
    Column("shown", Integer, nullable=False, server_default="1"),
    Index("ix_stories_last_day", "last_day", "id"),
)

# Where each article was put, and why. `origin_id` is the article that stands for all copies of one text.
story_members = Table(
    "story_members",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    _to("story_id", "stories"),
    _to("origin_id", "articles"),
    _to("nearest_id", "articles", null=True),
    Column("likeness", Float, nullable=False),  # to `nearest_id`, 0 to 1
    Column("copied", Boolean, nullable=False),  # whether it is a near copy of `nearest_id`
    Column("number", BigInteger, nullable=False),
    Index("ix_story_members_story", "story_id", "number"),
)

happenings = Table(
    "happenings",
    metadata,
    _id(),
    _to("story_id", "stories", index=True),
    Column("type", Text, nullable=False),
    Column("day", Integer, nullable=False),
    _to("place_id", "places", null=True),
    Column("reports", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("summary", Text),  # JSON
)

happening_reports = Table(
    "happening_reports",
    metadata,
    Column("happening_id", Id, ForeignKey("happenings.id"), primary_key=True),
    Column("event_id", Id, ForeignKey("events.id"), primary_key=True),
    Column("article_id", Id, ForeignKey("articles.id"), nullable=False, index=True),
    Column("origin_id", Id, nullable=False),
    Index("ix_happening_reports_event", "event_id"),
    sqlite_with_rowid=False,
)

# Figures and other claims about one happening that can be set side by side.
happening_claims = Table(
    "happening_claims",
    metadata,
    _id(),
    _to("happening_id", "happenings", index=True),
    _to("article_id", "articles"),
    Column("measure", Text, nullable=False),  # dead, injured, arrested ...
    Column("low", Float),
    Column("high", Float),
    _to("speaker_id", "actors", null=True),
    Column("speaker", Text),
    Column("start", Integer, nullable=False),  # span of the words in the record's text
    Column("end", Integer, nullable=False),
)

# --- Questions that are asked again and again ---

watches = Table(
    "watches",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("question", Text, nullable=False),  # JSON
    Column("created", Text, nullable=False),
    Column("last_run", Text),
    Column("seen", BigInteger, nullable=False),  # articles up to this id have been reported
    UniqueConstraint("name", name="uq_watches_name"),
)

# --- What people say of it: beside the records, never over them ---

# Every decision that was ever made; of one reviewer's decisions on one item the last counts. `place` and
# `claim` are hashes of where the item stands and of what was said of it: an item of a later run that has
# both is the same item. The record that was judged stays in `records`.
review_decisions = Table(
    "review_decisions",
    metadata,
    _id(),
    _to("article_id", "documents", index=True),
    _to("record_id", "records"),
    Column("kind", String(6), nullable=False),  # event, quote, actor
    Column("local", String(12), nullable=False),  # the item's id in that record
    Column("place", BigInteger, nullable=False),
    Column("claim", BigInteger, nullable=False),
    Column("label", String(16), nullable=False),  # what the machine called it: type or kind
    Column("verdict", String(7), nullable=False),  # accept, reject, correct
    Column("correction", Text),  # JSON
    Column("reason", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# Random samples, one for each label; those of the newest draw of a kind are in use.
review_samples = Table(
    "review_samples",
    metadata,
    _id(),
    Column("draw", BigInteger, nullable=False),
    Column("kind", String(6), nullable=False),
    Column("label", String(16), nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("population", BigInteger, nullable=False),  # how many items there were to draw from
    Column("drawn", Text, nullable=False),  # ISO time, UTC
)

review_sample_items = Table(
    "review_sample_items",
    metadata,
    Column("sample_id", Id, ForeignKey("review_samples.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # its place in the order of drawing
    _to("article_id", "documents"),
    _to("record_id", "records"),
    Column("local", String(12), nullable=False),
    Column("place", BigInteger, nullable=False),
    Column("claim", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
