"""Opening archives, and bringing their tables up to date."""

from __future__ import annotations

import hashlib
import sqlite3
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from made import BOGOR, article, fill

from saksi.archive import migrate, open_archive
from saksi.archive.skeleton import SKELETON
from saksi.archive.tables import metadata
from saksi.errors import ArchiveError


def ours(name, kind, parent):
    """Whether this is a table of ours, and not one that full text keeps for itself."""
    return not (kind == "table" and name.startswith(("article_index", "event_index")))


def test_the_migrations_lay_down_the_tables_that_the_code_knows(archive):
    with archive.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_one_that_is_asked_for():
    config = Config()
    config.set_main_option("script_location", str(migrate.HOME))
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.HEAD


def test_an_archive_stays_when_it_is_opened_again(url):
    with open_archive(url, create=True) as archive:
        fill(archive, [article("Judul\nIsi.")])
    with open_archive(url) as archive:
        assert archive.count() == 1


def test_what_is_asked_at_once_is_answered_from_one_state(url):
    with open_archive(url, create=True) as archive, open_archive(url) as other:
        fill(archive, [article("Judul\nIsi.")])
        with archive.at_once():
            assert len(archive.search()) == 1
            fill(other, [article("Judul lain\nIsi lain.")])
            assert len(archive.search()) == 1
        assert len(archive.search()) == 2


def test_a_stamp_is_another_one_after_a_change(url):
    with open_archive(url, create=True) as archive, open_archive(url) as other:
        before = archive.database.stamp()
        assert archive.database.stamp() == before
        fill(other, [article("Judul\nIsi.")])
        assert (before is None) == (not archive.database.sqlite)
        assert before is None or archive.database.stamp() != before
        before = archive.database.stamp()
        fill(archive, [article("Judul lain\nIsi lain.")])
        assert before is None or archive.database.stamp() != before


def test_what_is_no_archive_is_refused(tmp_path):
    with pytest.raises(ArchiveError, match="no such archive"):
        open_archive(tmp_path / "tidak-ada.db")
    assert not (tmp_path / "tidak-ada.db").exists()
    (tmp_path / "teks.db").write_text("bukan basis data, hanya teks biasa " * 100)
    with pytest.raises(ArchiveError, match="not a database"):
        open_archive(tmp_path / "teks.db")
    with sqlite3.connect(tmp_path / "lain.db") as connection:
        connection.execute("CREATE TABLE catatan (isi)")
    with pytest.raises(ArchiveError, match="no Saksi archive"):
        open_archive(tmp_path / "lain.db")
    with pytest.raises(ArchiveError, match="folder does not exist"):
        open_archive(tmp_path / "tidak" / "ada.db", create=True)
    with pytest.raises(ArchiveError, match="SQLite or PostgreSQL"):
        open_archive("mysql://localhost/x")


def test_an_archive_of_a_newer_version_is_refused(url):
    with open_archive(url, create=True) as archive, archive.database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(ArchiveError, match="update Saksi"):
        open_archive(url)


def test_a_server_that_does_not_answer_is_named_without_its_password():
    pytest.importorskip("psycopg")
    with pytest.raises(ArchiveError) as error:
        open_archive("postgresql://saksi:rahasia@127.0.0.1:1/x")
    assert "127.0.0.1" in str(error.value)
    assert "rahasia" not in str(error.value)


def test_a_missing_driver_names_what_installs_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ArchiveError, match=r"pip install 'saksi\[postgres\]'"):
        open_archive("postgresql://saksi@localhost/x")


def test_what_the_compressor_knows_beforehand_is_never_altered():
    # Archives hold records packed with it: another text would make them unreadable.
    expected = "6037cb154698128f44566c56f04e5e810d2f1b1908bbf20ea78800ec95534d74"
    assert hashlib.sha256(SKELETON).hexdigest() == expected


def test_an_archive_whose_stories_counted_replaced_captures_is_mended_when_it_is_opened(url):
    page = "https://berita.example/1"
    with open_archive(url, create=True) as archive:
        fill(archive, [article("Gempa di Cianjur\nTiga orang tewas akibat gempa di Cianjur.", url=page)])
        fill(archive, [article("Gempa di Cianjur\nTujuh orang tewas akibat gempa di Cianjur.", url=page)])
        archive.update_stories()
        expected = list(archive.stories())
        with archive.database.writing() as connection:
            for index in ("articles_superseded", "article_actors_actor", "article_places_place"):
                connection.exec_driver_sql(f"DROP INDEX ix_{index}")
            connection.exec_driver_sql("ALTER TABLE stories DROP COLUMN shown")
            connection.exec_driver_sql("ALTER TABLE articles DROP COLUMN facets")
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0003'")
    with open_archive(url) as archive:
        assert [row.articles for row in archive.stories()] == [1]
        assert archive.update_stories().told == 1
        assert list(archive.stories()) == expected


def test_an_archive_without_the_indices_of_pages_is_given_them_when_it_is_opened(url):
    with open_archive(url, create=True) as archive:
        fill(archive, [
            article("Judul\nIsi."),
            article(
                "Judul\nPolisi menahan warga di Bogor.", places=[BOGOR], outlet="Koran Uji",
                actors=[("Polisi", "organisation", "IDNCOP"), ("Warga", "group", "IDNCVL")],
                events=[{"type": "COERCE", "source": "Polisi"}, {"type": "PROTEST", "source": "Warga"}],
            ),
        ])  # fmt: skip
        expected = archive.facets()
        assert [len(facet.values) for facet in expected.facets] == [2, 1, 1, 2, 1, 1]
        with archive.database.writing() as connection:
            for name in ("quotes_speaker", "quotes_day", "happening_reports_event", "actor_names_acronym"):
                connection.exec_driver_sql(f"DROP INDEX ix_{name}")
            connection.exec_driver_sql("ALTER TABLE articles DROP COLUMN facets")
            connection.exec_driver_sql("CREATE INDEX ix_quotes_speaker_id ON quotes (speaker_id)")
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0004'")
    with open_archive(url) as archive, archive.database.reading() as connection:
        assert (
            compare_metadata(MigrationContext.configure(connection, opts={"include_name": ours}), metadata)
            == []
        )
        assert archive.facets() == expected
