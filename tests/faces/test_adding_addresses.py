"""Pages of a web server in an archive: what has not changed is not sent again, what has is a revision."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from readers.site import Answer, serve
from saksi.archive import open_archive
from saksi.faces.cli import main

HTML = {"Content-Type": "text/html; charset=utf-8"}


def page(words: str) -> bytes:
    return (
        "<html><head><title>Gempa Cianjur</title></head><body><article><h1>Gempa Cianjur</h1>"
        f"<p>CIANJUR - {words}</p><p>Warga mengungsi ke lapangan di dekat kantor kecamatan sejak Senin malam.</p>"
        "</article></body></html>"
    ).encode()


def versioned(version: dict[str, object]):
    """Answers with the version's words, or 304 to whom has them already."""

    def answer(headers: dict[str, str]) -> Answer:
        tag = f'"{version["etag"]}"'
        if headers.get("if-none-match") == tag:
            return Answer(b"", 304, {"ETag": tag})
        return Answer(version["body"], headers={**version["headers"], "ETag": tag})

    return answer


@pytest.fixture
def site():
    with serve() as running:
        yield running


def add(where: Path, url: str) -> str:
    result = CliRunner().invoke(main, ["add", "-a", str(where), "--allow-private", "--pause", "0", url])
    assert result.exit_code == 0, result.output
    return result.stderr.splitlines()[-1]


def test_a_page_is_asked_for_by_its_version_and_a_new_one_is_a_revision(site, tmp_path):
    where, url = tmp_path / "a.db", site.url("/1")
    version = {"etag": "v1", "body": page("Tiga orang tewas akibat gempa itu, kata polisi."), "headers": HTML}
    site.answers["/1"] = versioned(version)
    assert add(where, url).startswith("1 added")
    assert add(where, url).startswith("0 added, 1 known already, 0 failed")
    assert site.requests[-1][1]["if-none-match"] == '"v1"'
    version |= {"etag": "v2", "body": page("Tujuh orang tewas akibat gempa itu, kata polisi.")}
    assert add(where, url).startswith("1 added")
    assert add(where, url).startswith("0 added, 1 known already, 0 failed")
    with open_archive(where) as archive:
        _, second = archive.history(url)
        assert [line for line in second.lines if line[0] != " "] == [
            ("-", "Tiga orang tewas akibat gempa itu, kata polisi."),
            ("+", "Tujuh orang tewas akibat gempa itu, kata polisi."),
        ]
        assert [h.article.id for h in archive.search("gempa")] == [second.article.id]


def test_a_feed_brings_its_articles_and_later_only_what_is_new(site, tmp_path):
    where = tmp_path / "a.db"

    def feed(*numbers: int) -> dict[str, object]:
        items = "".join(
            f"<item><title>Gempa {n}</title><link>{site.url(f'/{n}')}</link><description>Ringkas.</description></item>"
            for n in numbers
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>K</title>{items}</channel></rss>'
        return {"etag": numbers, "body": body.encode(), "headers": {"Content-Type": "application/rss+xml"}}

    for n in (1, 2, 3):
        body = page(f"Gempa nomor {n} dirasakan warga, kata petugas badan penanggulangan bencana.")
        site.answers[f"/{n}"] = versioned({"etag": f"page{n}", "body": body, "headers": HTML})
    listed = feed(1, 2)
    site.answers["/rss"] = versioned(listed)
    assert add(where, site.url("/rss")).startswith("2 added")
    site.requests.clear()
    assert add(where, site.url("/rss")).startswith("0 added, 1 known already")
    assert site.asked() == ["/rss"]
    listed |= feed(1, 2, 3)
    assert add(where, site.url("/rss")).startswith("1 added, 2 known already")
    searched = CliRunner().invoke(main, ["search", "-a", str(where), "gempa", "--format", "json"])
    assert len(json.loads(searched.stdout)) == 3


def test_what_was_not_taken_in_is_sent_again(site, tmp_path):
    with open_archive(tmp_path / "a.db", create=True) as archive:
        from saksi.readers.fetch import Validators

        pages = archive.pages()
        pages.fetched("https://a.example/1", Validators('"v1"'))
        assert archive.pages().validators("https://a.example/1") is None
        pages.keep(["https://a.example/1"])
        assert archive.pages().validators("https://a.example/1") == Validators('"v1"', None)
