"""The fetcher against a real server: its manners, its bounds, and what it refuses."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator

import pytest

from readers.archives import STORY, page
from readers.site import Answer, Site, serve
from saksi.errors import ReadError, UnchangedError
from saksi.readers import addresses
from saksi.readers.fetch import USER_AGENT, Bounds, Fetcher, Validators
from saksi.readers.open import read_sources
from saksi.readers.source import SourceDocument


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


def fetcher(**options) -> Fetcher:
    return Fetcher(**{"pause": 0.0, "allow_private": True, **options})


def failure(site: Site, path: str, **options) -> str:
    with pytest.raises(ReadError) as caught:
        fetcher(**options).fetch(site.url(path))
    assert caught.value.path == site.url(path)
    return caught.value.cause


def test_a_page_is_read_from_its_address(site: Site):
    site.answers["/berita"] = Answer(page(1))
    [document] = list(read_sources([site.url("/berita")], fetcher=fetcher()))
    assert isinstance(document, SourceDocument)
    assert (document.path, document.url, document.data) == (site.url("/berita"), site.url("/berita"), page(1))
    assert document.captured is not None
    assert [path for path, _ in site.requests] == ["/robots.txt", "/berita"]
    assert {headers["user-agent"] for _, headers in site.requests} == {USER_AGENT}
    assert "cookie" not in site.requests[1][1]


def test_a_table_and_a_text_are_read_from_their_addresses(site: Site):
    site.answers["/t.csv"] = Answer(b"isi,judul\nSatu.,A\n", headers={"Content-Type": "text/csv"})
    site.answers["/t.txt"] = Answer(b"Dua.", headers={"Content-Type": "text/plain"})
    table, text = list(read_sources([site.url("/t.csv"), site.url("/t.txt")], fetcher=fetcher()))
    assert isinstance(table, SourceDocument)
    assert isinstance(text, SourceDocument)
    assert (table.raw, table.record, text.raw, text.url) == ("Satu.", 1, "Dua.", site.url("/t.txt"))


class TestManners:
    def test_robots_are_honoured(self, site: Site):
        rules = b"User-agent: *\nDisallow: /\n\nUser-agent: saksi\nDisallow: /dalam/*.html$\n"
        site.answers["/robots.txt"] = Answer(rules, headers={"Content-Type": "text/plain"})
        site.answers["/dalam/1.html"] = site.answers["/1.html"] = Answer(page(1))
        assert failure(site, "/dalam/1.html") == "robots.txt of the site asks not to read it"
        assert fetcher().fetch(site.url("/1.html")).data == page(1)
        assert site.asked() == ["/1.html"]

    def test_robots_that_cannot_be_read_forbid(self, site: Site):
        site.answers["/robots.txt"] = Answer(status=500)
        site.answers["/"] = Answer(page(1))
        assert failure(site, "/") == (
            "robots.txt of the site cannot be read, so nothing of it is (the server answered 500)"
        )
        assert site.asked() == []

    def test_robots_of_a_redirect_are_honoured_too(self, site: Site):
        site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /tutup")
        site.answers["/buka"] = Answer(status=302, headers={"Location": "/tutup"})
        site.answers["/tutup"] = Answer(page(1))
        assert failure(site, "/buka") == "robots.txt of the site asks not to read it"
        assert site.asked() == ["/buka"]

    def test_requests_to_one_host_are_spaced_and_robots_asked_once(self, site: Site):
        now, waits = [100.0], []

        def sleep(seconds: float) -> None:
            waits.append(round(seconds, 6))
            now[0] += seconds

        site.answers["/1"] = site.answers["/2"] = Answer(page(1))
        polite = fetcher(pause=3.0, clock=lambda: now[0], sleep=sleep)
        polite.fetch(site.url("/1"))
        now[0] += 1.0
        polite.fetch(site.url("/2"))
        assert waits == [3.0, 2.0]
        assert site.asked(robots=True) == ["/robots.txt", "/1", "/2"]

    def test_a_longer_crawl_delay_counts(self, site: Site):
        now, waits = [0.0], []
        site.answers["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 7\n")
        site.answers["/1"] = site.answers["/2"] = Answer(page(1))
        polite = fetcher(clock=lambda: now[0], sleep=waits.append)
        polite.fetch(site.url("/1"))
        polite.fetch(site.url("/2"))
        assert waits == [7.0]

    def test_a_busy_server_is_asked_once_more_after_its_pause(self, site: Site):
        waits: list[float] = []
        answers = iter([Answer(status=429, headers={"Retry-After": "5"}), Answer(page(1))])
        site.answers["/"] = lambda _: next(answers)
        assert fetcher(clock=lambda: 0.0, sleep=waits.append).fetch(site.url("/")).data == page(1)
        assert waits == [5.0]

    def test_conditional_requests(self, site: Site):
        class Known:
            def __init__(self) -> None:
                self.pages: dict[str, Validators] = {}

            def validators(self, url: str) -> Validators | None:
                return self.pages.get(url)

            def fetched(self, url: str, validators: Validators) -> None:
                self.pages[url] = validators

        dated = "Tue, 04 Mar 2025 03:00:00 GMT"

        def answer(headers: dict[str, str]) -> Answer:
            if headers.get("if-none-match") == '"v1"' and headers.get("if-modified-since") == dated:
                return Answer(status=304, headers={})
            return Answer(
                page(1), headers={"Content-Type": "text/html", "ETag": '"v1"', "Last-Modified": dated}
            )

        site.answers["/"] = answer
        knowing = fetcher(known=Known())
        assert knowing.fetch(site.url("/")).data == page(1)
        with pytest.raises(UnchangedError):
            knowing.fetch(site.url("/"))


class TestBounds:
    def test_size_is_counted_while_it_streams(self, site: Site):
        sent = []

        def drip(handler) -> None:
            try:
                for _ in range(1000):
                    handler.wfile.write(bytes(100_000))
                    sent.append(100_000)
            except OSError:
                pass

        site.answers["/"] = Answer(drip=drip)
        assert failure(site, "/", bounds=Bounds(bytes=300_000)) == "is larger than 300000 bytes"
        assert sum(sent) < 50_000_000

    def test_a_decompression_bomb(self, site: Site):
        headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
        site.answers["/"] = Answer(gzip.compress(bytes(50_000_000)), headers=headers)
        assert failure(site, "/") == "is larger than 20000000 bytes when unpacked"

    def test_packed_pages_are_unpacked(self, site: Site):
        headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
        site.answers["/"] = Answer(gzip.compress(page(1)), headers=headers)
        assert fetcher().fetch(site.url("/")).data == page(1)

    def test_a_server_that_falls_silent(self, site: Site):
        site.answers["/"] = Answer(drip=lambda handler: time.sleep(1.5))
        assert "timed out" in failure(site, "/", bounds=Bounds(read_timeout=0.2)).lower()

    def test_a_server_that_drips(self, site: Site):
        now = [0.0]

        def clock() -> float:
            now[0] += 30.0
            return now[0]

        def drip(handler) -> None:
            for _ in range(20):
                handler.wfile.write(b"x" * 70_000)

        site.answers["/"] = Answer(drip=drip)
        assert failure(site, "/", clock=clock, sleep=lambda _: None) == "takes longer than 120 seconds"

    def test_redirects_are_bounded(self, site: Site):
        site.answers["/"] = Answer(status=301, headers={"Location": "/"})
        assert failure(site, "/") == "redirects more than 5 times"
        assert len(site.asked()) == 6

    def test_redirects_lead_to_the_page(self, site: Site):
        site.answers["/lama"] = Answer(status=301, headers={"Location": "/baru"})
        site.answers["/baru"] = Answer(page(1))
        assert fetcher().fetch(site.url("/lama")).url == site.url("/baru")

    @pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://a.example/", "gopher://a.example/"])
    def test_redirects_to_other_schemes_are_refused(self, site: Site, target: str):
        site.answers["/"] = Answer(status=302, headers={"Location": target})
        assert "only http and https" in failure(site, "/")

    @pytest.mark.parametrize("media_type", ["application/pdf", "image/png", "application/octet-stream", ""])
    def test_other_content_is_refused_unread(self, site: Site, media_type: str):
        site.answers["/"] = Answer(b"%PDF", headers={"Content-Type": media_type})
        assert failure(site, "/").endswith("not a page of text")

    def test_an_error_of_the_server_is_told(self, site: Site):
        assert failure(site, "/tiada") == "the server answered 404 Not Found"

    def test_credentials_in_an_address_are_refused(self):
        with pytest.raises(ReadError, match="user name or password"):
            fetcher().fetch("http://a:b@127.0.0.1/")

    def test_nobody_listens(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            port = unused.getsockname()[1]
        with pytest.raises(ReadError, match=r"robots\.txt of the site cannot be read.*refused"):
            fetcher().fetch(f"http://127.0.0.1:{port}/")


NOT_PUBLIC = """
    0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.8.8.8 169.254.169.254 172.16.0.1 192.0.0.1 192.0.2.1
    192.168.1.1 198.18.0.1 203.0.113.9 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 :: ::1 fe80::1
    fe80::1%eth0 fc00::1 fd12::1 ff02::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:7f00:1
    64:ff9b::7f00:1 64:ff9b::10.0.0.1 2002:7f00:1:: 2002:c0a8:101:: fec0::1 localhost 0x7f.1 2130706433
"""


class TestAddresses:
    @pytest.mark.parametrize(
        "address",
        NOT_PUBLIC.split(),
    )
    def test_not_public(self, address: str):
        assert not addresses.is_public(address)

    @pytest.mark.parametrize(
        "address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
    )
    def test_public(self, address: str):
        assert addresses.is_public(address)

    @pytest.mark.parametrize(
        "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "0", "[::ffff:127.0.0.1]"]
    )
    def test_loopback_in_any_spelling_is_refused_without_a_connection(self, site: Site, host: str):
        with pytest.raises(ReadError):
            fetcher(allow_private=False).fetch(site.url("/", host=host))
        assert site.requests == []

    def test_the_refusal_names_the_option(self, site: Site):
        assert failure(site, "/", allow_private=False) == (
            "is not fetched: 127.0.0.1 has no public address (--allow-private would)"
        )

    def test_a_public_name_that_resolves_to_loopback_is_refused(self, site: Site, monkeypatch):
        real = socket.getaddrinfo

        def rebound(host, *arguments, **options):
            return real("127.0.0.1" if host == "berita.example" else host, *arguments, **options)

        monkeypatch.setattr(socket, "getaddrinfo", rebound)
        with pytest.raises(ReadError, match=r"berita\.example has no public address"):
            fetcher(allow_private=False).fetch(site.url("/", host="berita.example"))
        assert site.requests == []

    def test_a_name_that_changes_its_address_is_checked_each_time(self, site: Site, monkeypatch):
        """First 127.0.0.1, which this test calls public, then 127.0.0.2, which it does not."""
        monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
        real, asked = socket.getaddrinfo, []

        def rebinding(host, *arguments, **options):
            asked.append(host)
            return real("127.0.0.1" if len(asked) == 1 else "127.0.0.2", *arguments, **options)

        monkeypatch.setattr(socket, "getaddrinfo", rebinding)
        site.answers["/robots.txt"] = Answer(b"", headers={"Connection": "close"})
        with pytest.raises(ReadError, match="has no public address"):
            fetcher(allow_private=False).fetch(site.url("/", host="berita.example"))
        assert site.asked(robots=True) == ["/robots.txt"]
        assert asked == ["berita.example", "berita.example"]

    def test_a_redirect_to_a_private_address_is_refused(self, site: Site, monkeypatch):
        monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
        with serve() as inner:
            inner.answers["/rahasia"] = Answer(page(1))
            site.answers["/"] = Answer(
                status=302, headers={"Location": inner.url("/rahasia", host="127.0.0.2")}
            )
            assert "127.0.0.2 has no public address" in failure(site, "/", allow_private=False)
            assert inner.requests == []
        assert site.asked() == ["/"]


FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Kabar Contoh</title>
<item><title>Satu</title><link>/1</link><pubDate>Tue, 04 Mar 2025 10:15:00 +0700</pubDate></item>
<item><title>Dua</title><link>/2</link><content:encoded><![CDATA[<p>Isi penuh dua.</p>]]></content:encoded></item>
<item><title>Tiga</title><link>/3</link><description>Hanya ringkasan.</description></item>
</channel></rss>"""


class TestFeedsByAddress:
    def test_articles_are_fetched_or_taken_from_the_feed(self, site: Site):
        site.answers["/rss"] = Answer(FEED.encode(), headers={"Content-Type": "application/rss+xml"})
        site.answers["/1"] = Answer(page(1))
        one, two, three = list(read_sources([site.url("/rss")], fetcher=fetcher()))
        assert isinstance(one, SourceDocument)
        assert STORY in one.raw
        assert (one.path, one.meta["published"]) == (site.url("/1"), "2025-03-04T10:15:00+07:00")
        assert isinstance(two, SourceDocument)
        assert two.raw == "Isi penuh dua."
        assert "not-fetched" in {d.code for d in two.diagnostics}
        assert isinstance(three, ReadError)
        assert (three.path, three.cause) == (site.url("/3"), "the server answered 404 Not Found")

    def test_without_following_only_the_feed_is_asked(self, site: Site):
        site.answers["/rss"] = Answer(FEED.encode(), headers={"Content-Type": "text/xml"})
        one, two, three = list(read_sources([site.url("/rss")], fetcher=fetcher(), follow=False))
        assert isinstance(one, ReadError)
        assert [d.raw for d in (two, three) if isinstance(d, SourceDocument)] == [
            "Isi penuh dua.",
            "Hanya ringkasan.",
        ]
        assert site.asked() == ["/rss"]
