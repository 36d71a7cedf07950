"""Watch-lists and their feeds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree
from made import article, fill, reading

from saksi.archive import Filters
from saksi.archive.load import load
from saksi.archive.recode import recode
from saksi.archive.watch import WatchQuestion
from saksi.errors import ArchiveError
from saksi.faces.feed import write_feed

ATOM = "{http://www.w3.org/2005/Atom}"
POLISI = ("Polisi", "group", "IDNCOP")


def arrest(n: int, published: str = "2025-03-01"):
    return article(
        f"Penangkapan {n}\nPolisi menangkap <pelaku> & teman nomor {n}.",
        url=f"https://berita.example/{n}",
        published=published,
        actors=[POLISI],
        events=[{"type": "COERCE", "source": "Polisi"}],
    )


@pytest.fixture
def watched(archive):
    fill(archive, [arrest(1)])
    archive.save_watch("polisi", WatchQuestion("events", Filters(source=("IDNCOP",))))
    archive.save_watch("kata", WatchQuestion("search", Filters(), "menangkap"))
    return archive


@pytest.mark.parametrize("name", ["polisi", "kata"])
def test_only_what_came_since_is_news(watched, name):
    assert len(watched.news(name).items) == 0
    # An old article that comes in late is news all the same.
    fill(watched, [arrest(2), arrest(3, "1999-01-01"), article("Lain\nHujan turun.")])
    news = watched.news(name)
    assert [i.article.title for i in news.items] == ["Penangkapan 2", "Penangkapan 3"]
    assert len(watched.news(name).items) == 2
    watched.mark_seen(news)
    assert len(watched.news(name).items) == 0


def test_coding_anew_is_no_news(watched):
    recode(watched.database, reading=reading([arrest(1)]))
    assert len(watched.news("polisi").items) == 0
    assert len(watched.news("kata").items) == 0


def test_watches_are_listed_replaced_and_removed(watched):
    assert [w.name for w in watched.watches()] == ["kata", "polisi"]
    watched.save_watch("kata", WatchQuestion("search", Filters(), "hujan"))
    assert [w.question.text for w in watched.watches()] == ["hujan", ""]
    watched.remove_watch("kata")
    with pytest.raises(ArchiveError, match="no watch called kata"):
        watched.news("kata")
    with pytest.raises(ArchiveError, match="is no day"):
        watched.save_watch("salah", WatchQuestion("events", Filters(since="besok")))


def test_a_feed_keeps_earlier_entries_and_each_once(watched, tmp_path):
    feed = tmp_path / "polisi.xml"
    for n in (2, 3):
        fill(watched, [arrest(n)])
        news = watched.news("polisi")
        write_feed(feed, news)
        write_feed(feed, news)
        watched.mark_seen(news)
    root = etree.fromstring(feed.read_bytes())
    entries = root.findall(ATOM + "entry")
    assert [e.find(ATOM + "link").get("href")[-1] for e in entries] == ["3", "2"]
    assert len({e.findtext(ATOM + "id") for e in entries}) == 2
    assert entries[0].findtext(ATOM + "summary") == "Polisi menangkap <pelaku> & teman nomor 3."
    assert all(root.findtext(ATOM + tag) for tag in ("id", "title", "updated"))


@pytest.mark.parametrize("name", ["polisi", "kata"])
def test_a_new_capture_of_a_page_is_news_only_where_it_says_something_new(watched, name):
    url = "https://berita.example/9"

    def page(line: str, day: int):
        text = f"Penangkapan\n{line}"
        document, record = article(
            text, url=url, captured=f"2025-03-0{day}T01:00:00Z", actors=[POLISI],
            events=[{"type": "COERCE", "source": "Polisi"}],
        )  # fmt: skip
        return replace(document, data=document.data + b" " * day), record

    def add(line: str, day: int) -> int:
        made = page(line, day)
        load(watched.database, [made[0]], reading=lambda sources: (made[1] for _ in sources))
        news = watched.news(name)
        watched.mark_seen(news)
        return len(news.items)

    assert add("Polisi menangkap tiga orang.", 1) == 1
    assert add("Polisi menangkap tiga orang.", 2) == 0  # other bytes, the same words
    assert add("Polisi menangkap tujuh orang.", 3) == 1
