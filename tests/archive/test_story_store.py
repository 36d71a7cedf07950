"""The archive's stories: safe to stop at any moment, the same whatever was done at once."""

from __future__ import annotations

from dataclasses import replace

import made
import pytest
from sqlalchemy import func, select, update

from saksi.archive import story_store
from saksi.archive.database import open_database
from saksi.archive.runs import start_run
from saksi.archive.story_index import SqlIndex, pack_key, unpack_key
from saksi.archive.story_store import forget_stories, load_story, update_stories
from saksi.archive.tables import happening_reports, happenings, stories, story_keys
from saksi.archive.writer import Loaded, Recoded, Writer
from saksi.errors import ArchiveError
from saksi.lexicons.load import default_lexicons
from saksi.readers.source import SourceDocument
from saksi.stories.grouping import place as place_in_memory
from saksi.stories.index import MemoryIndex
from saksi.stories.keys import article_key
from story_helpers import FERRY, INDEPENDENT, LOCAL_LEDE, UNRELATED, actor, article, event

LEXICONS = default_lexicons()
COPS = actor("a1", "Polisi perairan", "IDNCOP")
CAPTAIN = actor("a2", "nakhoda", "IDNLAB", "group")
QUESTIONED = event("e1", "ACCUSE", "nakhoda", ["a1"], ["a2"], mode="investigate")
RECORDS = [
    article("feri", *FERRY, title="Feri kandas", actors=[COPS, CAPTAIN]),
    article("jalan", *UNRELATED),
    article("pendek", *FERRY[:3]),
    article("lokal", LOCAL_LEDE, *FERRY),
    article("polisi", *INDEPENDENT, title="Polisi periksa nakhoda feri kandas", actors=[COPS, CAPTAIN],
            events=[QUESTIONED]),
]  # fmt: skip


@pytest.fixture
def new_database(new_url):
    """Gives a new, empty database at every call."""
    opened = []

    def make():
        opened.append(open_database(new_url(), create=True))
        return opened[-1]

    yield make
    for database in opened:
        database.close()


@pytest.fixture
def database(new_database):
    return new_database()


def add(database, records):
    run = start_run(database, ())
    items = [
        Loaded(
            bytes.fromhex(r.id.removeprefix("sha256:")),
            SourceDocument(r.id.encode(), r.id, r.source.path, "text/plain"),
            r,
        )
        for r in records
    ]
    Writer(database, run).write(items)


def placements(database):
    with database.reading() as connection:
        index = SqlIndex(connection)
        return [filed.placement for filed in index.filed(range(index.count())).values()]


def count(database, table):
    with database.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_key_comes_back_as_it_was_but_for_its_copy_keys():
    key = article_key(RECORDS[0])
    back = unpack_key(pack_key(key))
    assert back.copy_keys == ()
    assert (back.signature, back.terms, back.day) == (key.signature, key.terms, key.day)


def test_loads_of_any_size_give_the_same_stories(database, new_database):
    add(database, RECORDS)
    update_stories(database, LEXICONS)
    other = new_database()
    for record in RECORDS:
        add(other, [record])
        update_stories(other, LEXICONS, batch=1)
    assert placements(database) == placements(other)
    assert len({p.story for p in placements(database)}) == 2


def test_an_update_that_is_cut_off_is_taken_up_again(database, new_database, monkeypatch):
    add(database, RECORDS)
    calls = []

    def cut(key, index):
        calls.append(key)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return place(key, index)

    place = story_store.place
    monkeypatch.setattr(story_store, "place", cut)
    with pytest.raises(KeyboardInterrupt):
        update_stories(database, LEXICONS, batch=2)
    assert len(placements(database)) == 2
    monkeypatch.setattr(story_store, "place", place)
    assert update_stories(database, LEXICONS, batch=2).filed == 3
    whole = new_database()
    add(whole, RECORDS)
    update_stories(whole, LEXICONS)
    assert placements(database) == placements(whole)
    assert count(database, happenings) == count(whole, happenings)


def test_an_update_without_news_does_nothing(database):
    add(database, RECORDS)
    update_stories(database, LEXICONS)
    assert update_stories(database, LEXICONS) == story_store.Updated(0, 0)


def test_a_story_that_grows_is_told_anew(database):
    add(database, RECORDS[:4])
    update_stories(database, LEXICONS)
    assert count(database, happening_reports) == 0
    add(database, RECORDS[4:])
    assert update_stories(database, LEXICONS) == story_store.Updated(1, 1)
    assert count(database, happening_reports) == 1


def test_an_article_coded_anew_keeps_its_place_and_its_story_is_told_anew(database):
    add(database, RECORDS)
    update_stories(database, LEXICONS)
    before = placements(database)
    same_without_events = article("polisi", *INDEPENDENT, title=RECORDS[4].title)
    Writer(database, start_run(database, (), purpose="recode")).write([Recoded(5, same_without_events)])
    assert update_stories(database, LEXICONS) == story_store.Updated(0, 1)
    assert placements(database) == before
    assert count(database, happening_reports) == 0
    assert count(database, happenings) == 0


def test_stories_count_articles_days_and_origins(database):
    add(database, RECORDS)
    update_stories(database, LEXICONS)
    with database.reading() as connection:
        row = connection.execute(select(stories).where(stories.c.id == 1)).one()
        loaded = load_story(connection, 1, LEXICONS)
    assert (row.title, row.articles, row.first_day, row.last_day) == ("Feri kandas", 4, 739373, 739373)
    assert row.origins == loaded.story.origins == 2
    assert list(loaded.numbers.values()) == [1, 3, 4, 5]


def test_the_index_in_memory_gives_the_same_stories(database):
    add(database, RECORDS)
    update_stories(database, LEXICONS)
    index = MemoryIndex()
    assert placements(database) == [place_in_memory(article_key(record), index) for record in RECORDS]


def test_there_is_no_story_of_that_number(database):
    with database.reading() as connection, pytest.raises(ArchiveError, match="no such story"):
        load_story(connection, 7, LEXICONS)


def test_keys_of_another_scheme_are_refused_until_all_is_forgotten(database):
    add(database, RECORDS)
    update_stories(database, LEXICONS)
    with database.writing() as connection:
        connection.execute(update(story_keys).where(story_keys.c.number == 0).values(scheme="0:0"))
    with pytest.raises(ArchiveError, match="--rebuild"):
        update_stories(database, LEXICONS)
    forget_stories(database)
    assert update_stories(database, LEXICONS).filed == len(RECORDS)


def test_a_story_counts_and_tells_only_what_no_later_capture_replaces(archive):
    url, day = "https://berita.example/buruh", "2025-05-0{}T01:00:00Z".format
    lede = "Ribuan buruh berunjuk rasa menolak upah minimum di depan gedung parlemen Jakarta"

    def report(n: int, outlet: str, more: str, where: str):
        return made.article(
            f"{lede} {n}\n{more}\nBuruh berunjuk rasa menolak upah minimum di gedung parlemen Jakarta.",
            url=where, captured=day(n), published="2025-05-01", outlet=outlet,
            actors=[("Buruh", "group", "IDNLAB")], places=[made.JAKARTA],
            events=[{"type": "PROTEST", "source": "Buruh", "place": "Jakarta", "date": "2025-05-01"}],
        )  # fmt: skip

    first = report(1, "Harian Satu", "Massa buruh memenuhi jalan di depan gedung parlemen.", url)
    other = report(
        1, "Harian Dua", "Polisi mengalihkan lalu lintas di sekitar gedung.", "https://lain.example/1"
    )
    later = report(2, "Harian Satu", "Massa buruh memenuhi jalan di depan gedung parlemen sejak pagi.", url)

    def counted():
        archive.update_stories()
        [row] = archive.stories()
        [event] = archive.events(once=True)
        told = archive.story(row.id).story
        assert len(told.articles) == row.articles
        assert told.origins == row.origins
        return row.articles, row.origins, row.title, event.reports, event.origins

    made.fill(archive, [first, other])
    assert counted() == (2, 2, first[1].title, 2, 2)
    made.fill(archive, [later])
    assert counted() == (2, 2, other[1].title, 2, 2)
    assert [(a.actor.name, a.articles) for a in archive.actors()] == [("Buruh", 2)]
    # The page goes back to what it was: the story is told with the other capture.
    made.fill(
        archive, [report(1, "Harian Satu", "Massa buruh memenuhi jalan di depan gedung parlemen.", url)]
    )
    document, record = first
    again = replace(document, captured=day(3))
    made.fill(archive, [(again, record)])
    assert counted() == (2, 2, first[1].title, 2, 2)


def test_a_story_of_which_nothing_stands_is_not_listed(archive):
    url = "https://berita.example/feri"
    made.fill(archive, [made.article("Feri kandas di karang\nPenumpang dievakuasi.", url=url)])
    archive.update_stories()
    made.fill(archive, [made.article("Harga cabai naik tajam\nPedagang pasar mengeluhkan pasokan.", url=url)])
    archive.update_stories()
    assert [row.title for row in archive.stories()] == ["Harga cabai naik tajam"]
    assert archive.story(1).story.title == "Feri kandas di karang"
