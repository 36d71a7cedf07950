"""Feeds given as files: what they say of their articles, and what hostile ones must not do."""

from __future__ import annotations

from pathlib import Path

import pytest

from saksi.errors import ReadError
from saksi.readers.feed import is_feed
from saksi.readers.open import read_sources
from saksi.readers.source import SourceDocument

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Kabar Contoh</title>
<item><title>Harga Cabai &amp;amp; Bawang</title><link>https://kabar.example/1</link>
<media:content url="https://kabar.example/1.jpg"><media:title>Foto</media:title></media:content>
<dc:creator>Sari Wulandari</dc:creator><pubDate>Tue, 04 Mar 2025 10:15:00 +0700</pubDate>
<description>Ringkasan.</description>
<content:encoded><![CDATA[<p>Harga cabai turun.</p><p>Pedagang senang.</p>]]></content:encoded></item>
<item><title>Dua</title><guid isPermaLink="true">https://kabar.example/2</guid>
<description>Ringkasan &lt;b&gt;kedua&lt;/b&gt; saja.</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Kabar Atom</title>
<entry><title>Satu</title><link rel="self" href="https://kabar.example/self"/>
<link rel="alternate" href="https://kabar.example/a"/><updated>2025-03-04T03:15:00Z</updated>
<author><name>Budi</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Isi <b>tebal</b> satu.</p></div></content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Kabar RDF</title></channel>
<item><title>Satu</title><link>https://kabar.example/r</link><description>Isi pendek.</description>
<dc:date>2025-03-04</dc:date></item></rdf:RDF>"""


def read(tmp_path: Path, content: str | bytes, name: str = "umpan.xml") -> list[SourceDocument | ReadError]:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_sources([str(path)]))


def test_rss_with_full_text_and_with_a_summary(tmp_path: Path):
    full, summary = read(tmp_path, RSS)
    assert isinstance(full, SourceDocument)
    assert full.raw == "Harga cabai turun.\nPedagang senang."
    assert full.meta == {
        "title": "Harga Cabai & Bawang",
        "url": "https://kabar.example/1",
        "published": "2025-03-04T10:15:00+07:00",
        "byline": "Sari Wulandari",
        "outlet": "Kabar Contoh",
    }
    assert full.record == 1
    assert full.data.startswith(b"<item")
    assert isinstance(summary, SourceDocument)
    assert (summary.raw, summary.url) == ("Ringkasan kedua saja.", "https://kabar.example/2")
    assert "feed-summary" in {d.code for d in summary.diagnostics}


def test_atom_with_xhtml(tmp_path: Path):
    [entry] = read(tmp_path, ATOM)
    assert isinstance(entry, SourceDocument)
    assert (entry.raw, entry.url) == ("Isi tebal satu.", "https://kabar.example/a")
    assert (entry.meta["published"], entry.meta["byline"]) == ("2025-03-04T03:15:00Z", "Budi")


def test_rss_1(tmp_path: Path):
    [entry] = read(tmp_path, RDF)
    assert isinstance(entry, SourceDocument)
    assert (entry.raw, entry.meta["published"], entry.meta["outlet"]) == (
        "Isi pendek.",
        "2025-03-04",
        "Kabar RDF",
    )


def test_a_broken_feed_is_read_as_far_as_it_goes(tmp_path: Path):
    results = read(tmp_path, RSS[: RSS.index("<title>Dua")] + "<title>A & B</title><foo>")
    assert isinstance(results[0], SourceDocument)
    assert results[0].raw.startswith("Harga cabai")


def test_nothing_outside_the_feed_is_loaded_and_nothing_expands(tmp_path: Path):
    secret = tmp_path / "rahasia.txt"
    secret.write_text("RAHASIA", encoding="utf-8")
    levels = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 9))
    hostile = (
        f'<!DOCTYPE rss [<!ENTITY luar SYSTEM "file://{secret}"><!ENTITY b0 "tawa">{levels}]>'
        "<rss><channel><item><title>Judul</title><link>https://a.example/</link>"
        "<description>Isi &luar; dan &b8; selesai.</description></item></channel></rss>"
    )
    results = read(tmp_path, hostile, "umpan.rss")
    shown = "".join(r.raw if isinstance(r, SourceDocument) else r.cause for r in results)
    assert "RAHASIA" not in shown
    assert len(shown) < 10_000


def test_an_empty_feed_is_a_failure(tmp_path: Path):
    [failure] = read(tmp_path, "<rss><channel><title>x</title></channel></rss>")
    assert isinstance(failure, ReadError)
    assert failure.cause == "is a feed without entries"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x --><rss version='2.0'>", True),
        (b"<?xml version='1.0'?><?xml-stylesheet href='a'?><feed xmlns='x'>", True),
        (b"<!DOCTYPE html><html><body>rss</body>", False),
        (b"Berita tentang <rss>", False),
    ],
)
def test_feeds_are_known_by_their_root(head: bytes, expected: bool):
    assert is_feed(head) is expected
