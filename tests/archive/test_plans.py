"""How SQLite finds what pages ask for: never by reading through a table that grows with the archive."""

from __future__ import annotations

import re

import pytest
from made import JAKARTA, article, fill
from sqlalchemy import event

from saksi.archive import Filters, open_archive
from saksi.archive.review import Verdict

ACTORS = (("Kementerian Luar Negeri", "organisation", "IDNGOV"), ("Amerika Serikat", "state", "USA"))
PAGE = "https://berita.example/1"
ASKED = {
    "search": lambda a: a.search("mendesak", Filters(actor=("#1",))),
    "newest": lambda a: a.search(sort="date"),
    "facets": lambda a: a.facets("mendesak"),
    "events": lambda a: a.events(Filters(until="2025-03-09")),
    "events once": lambda a: a.events(Filters(type=("REQUEST",)), once=True),
    "positions": lambda a: a.positions(Filters(actor=("Kementerian Luar Negeri",))),
    "stories": lambda a: a.stories(),
    "stories of": lambda a: a.stories("mendesak", limit=1, cursor=a.stories("mendesak", limit=1).cursor),
    "story": lambda a: a.story(a.stories()[0].id),
    "actors": lambda a: a.actors("Kementerian Luar Negeri"),
    "actor": lambda a: a.actor(1),
    "namesakes": lambda a: a.namesakes(a.actor(1).actor),
    "ledger": lambda a: a.ledger(1),
    "quotes": lambda a: a.quotes(),
    "quotes of one": lambda a: a.quotes(1),
    "counts": lambda a: a.event_counts(Filters(actor=("#1",)), most=10),
    "places": lambda a: a.places("Jakarta"),
    "place": lambda a: a.place(1),
    "article": lambda a: (a.record(1), a.source_text(1), a.links(1), a.reviews.of_article(1, a.record(1))),
    "queue": lambda a: a.reviews.waiting(),
    "second": lambda a: a.reviews.waiting("double", "Budi"),
}
# In the order of the index and no farther than a page, so that the size of the table does not matter; outlets
# are few, and counters are fewer.
IN_ORDER = (
    "SCAN stories USING INDEX ix_stories_last_day", "SCAN quotes USING INDEX ix_quotes_day",
    "SCAN review_decisions", "SCAN outlets", "SCAN articles USING INDEX ix_articles_superseded",
    "SCAN articles USING COVERING INDEX ix_articles_superseded",
)  # fmt: skip
# What is not a table that grows.
SMALL = re.compile(r"SCAN (json_each|\(subquery-\d+\)|c|anon_\d+|CONSTANT ROW)")


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    with open_archive(tmp_path_factory.mktemp("plans") / "a.db", create=True) as opened:
        fill(opened, [
            article(
                f"Indonesia Desak Gencatan Senjata\nKementerian Luar Negeri mendesak Amerika Serikat, {n} kali.",
                outlet="Koran Uji", published=f"2025-03-{n:02d}", actors=ACTORS, places=[JAKARTA],
                url=PAGE if n < 3 else None,
                events=[{
                    "type": "REQUEST", "source": ACTORS[0][0], "target": ACTORS[1][0], "place": "Jakarta",
                    "speaker": ACTORS[0][0],
                }],
                stances=[(ACTORS[0][0], "demands", "gencatan senjata")],
            )
            for n in range(1, 6)
        ])  # fmt: skip
        opened.update_stories()
        opened.reviews.decide(3, "e1", Verdict("accept", "Ani"))
        yield opened


@pytest.mark.parametrize("name", ASKED)
def test_no_question_reads_through_a_table(archive, name):
    asked = set()
    # Of SQLite itself: what it is asked past SQLAlchemy counts as well.
    listen = (archive.database.engine, "checkout", lambda held, *_: held.set_trace_callback(asked.add))
    event.listen(*listen)
    try:
        ASKED[name](archive)
    finally:
        event.remove(*listen)
    assert len(asked) > 1
    steps = []
    with archive.database.reading() as connection:
        sqlite = connection.connection.driver_connection
        sqlite.set_trace_callback(None)
        for sql in asked:
            if sql.lstrip().upper().startswith("SELECT"):
                steps += [(row[3], sql) for row in sqlite.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert steps
    scans = [(step, sql) for step, sql in steps if step.startswith("SCAN ") and "VIRTUAL TABLE" not in step]
    assert [
        found for found in scans if not (found[0].startswith(IN_ORDER) or SMALL.fullmatch(found[0]))
    ] == []
