"""The reading room's pages and REST interface, over archives made by hand."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

pytest.importorskip("fastapi", reason="needs saksi[web]")
pytest.importorskip("httpx", reason="starlette's test client needs httpx")

import reading_room
from starlette.testclient import TestClient

from saksi.archive import open_archive
from saksi.faces.web import api, pages
from saksi.faces.web.app import create_app

PATHS = ("/", "/search?q=polisi", "/search", "/events", "/stories", "/actors", "/positions")


@pytest.fixture(scope="module", params=["plain", "hostile"])
def both(request, tmp_path_factory):
    """Clients over ordinary and over hostile articles."""
    with filled(tmp_path_factory, getattr(reading_room, request.param)()) as archive:
        yield client_of(archive)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with filled(tmp_path_factory, reading_room.plain()) as archive:
        yield client_of(archive)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    with filled(tmp_path_factory, reading_room.hostile()) as archive:
        yield client_of(archive)


def filled(tmp_path_factory, articles):
    archive = open_archive(tmp_path_factory.mktemp("room") / "a.db", create=True)
    reading_room.made.fill(archive, articles)
    archive.update_stories()
    return archive


def client_of(archive) -> TestClient:
    return TestClient(
        create_app(archive),
        base_url="http://127.0.0.1",
        raise_server_exceptions=False,
        follow_redirects=False,
    )


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """An article of 60,000 characters in which every paragraph names somebody and quotes somebody."""
    names = [f"Saksi {n:03d}" for n in range(200)]
    lines = [
        f"{name} mengatakan polisi menahan dua aktivis di pelabuhan. " + "Sidang ditunda. " * 15
        for name in names
    ]
    one = reading_room.made.article(
        "\n".join(["Sidang Panjang di Pengadilan Negeri", *lines]), outlet="Koran Uji",
        actors=[(name, "person", "IDN") for name in names],
        events=[{"type": "COERCE", "source": name, "speaker": name} for name in names],
    )  # fmt: skip
    with filled(tmp_path_factory, [one]) as archive:
        yield client_of(archive)


class Page(HTMLParser):
    """All elements of a page, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs) -> None:
        self.elements.append((tag, dict(attrs)))

    def links(self) -> list[str]:
        found = (a.get(name) for _, a in self.elements for name in ("href", "src", "action"))
        return [link for link in found if link]


def every_page(client) -> list[str]:
    stories = client.get("/api/v1/stories?limit=200").json()["rows"]
    articles = client.get("/api/v1/search?limit=200").json()["rows"]
    assert stories
    assert articles
    found = [*PATHS, "/nothing/here", *(f"/stories/{row['id']}" for row in stories)]
    return found + [f"/articles/{row['article']['id']}?lit=e1" for row in articles]


# --- Safety ---


def test_no_page_has_anything_that_runs_but_its_own_script(both) -> None:
    for path in every_page(both):
        page = Page(both.get(path).text)
        scripts = [a for tag, a in page.elements if tag == "script"]
        assert scripts == [{"src": "/static/room.js", "defer": None}], path
        tags = {tag for tag, _ in page.elements}
        assert not tags & {"style", "iframe", "object", "embed", "svg", "base"}, path
        names = {name for _, a in page.elements for name in a}
        assert not [n for n in names if n.startswith("on") or n in ("style", "srcdoc", "xlink:href")], path


def test_every_link_stays_on_the_site(both) -> None:
    for path in every_page(both):
        for link in Page(both.get(path).text).links():
            parts = urlsplit(link)
            assert (parts.scheme, parts.netloc) == ("", ""), (path, link)


def test_hostile_words_are_shown_but_never_as_markup_or_turned_about(hostile) -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in hostile.get("/").text
    assert "{{ 7*7 }}" in hostile.get("/").text
    for path in every_page(hostile):
        text = hostile.get(path).text
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", text), path


def test_what_was_asked_comes_back_escaped(client) -> None:
    for evil in reading_room.HOSTILE:
        answer = client.get("/search", params={"q": evil, "actor": evil})
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
        assert not [a for _, a in Page(answer.text).elements if "onerror" in a or "onmouseover" in a]


def test_drawings_of_hostile_names_hold_no_script(hostile) -> None:
    pytest.importorskip("vl_convert", reason="needs saksi[plot]")
    for name in ("timeline", "map", "weeks", "network"):
        answer = hostile.get(f"/plots/{name}.svg")
        assert answer.status_code == 200
        elements = list(ElementTree.fromstring(answer.text).iter())
        tags = {e.tag.rpartition("}")[2] for e in elements}
        assert not tags & {"script", "foreignObject", "image", "a", "style", "iframe"}
        names = {name.rpartition("}")[2] for e in elements for name in e.attrib}
        assert not [n for n in names if n.startswith("on") or n == "href"]


@pytest.mark.parametrize("path", ["/", "/nothing", "/static/room.js", "/api/v1/events", "/api/v1/nothing"])
def test_every_answer_forbids_what_it_does_not_need(client, path) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_a_fault_is_told_without_its_trace_and_under_the_same_policy(client, monkeypatch) -> None:
    def fail(*_, **__):
        raise RuntimeError("secret")

    monkeypatch.setattr(pages, "render", fail)
    answer = client.get("/actors")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fcli.py"])
def test_only_assets_are_served_as_assets(client, path) -> None:
    assert client.get(path).status_code == 404


# --- Language and assets ---


def test_the_language_is_chosen_and_kept(client) -> None:
    answer = client.get("/language", params={"to": "id", "back": "/events?type=AID"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/events?type=AID")
    assert 'lang="id"' in client.get("/", headers={"cookie": "lang=id"}).text
    assert "Yang baru" in client.get("/", headers={"accept-language": "id-ID,id;q=0.9"}).text
    client.cookies.clear()


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil", ""],
)
def test_the_way_back_leads_nowhere_else(client, back) -> None:
    answer = client.get("/language", params={"to": "id", "back": back})
    client.cookies.clear()
    assert answer.headers["location"] == "/"


def test_an_asset_that_is_unchanged_is_not_sent_again(client) -> None:
    tag = client.get("/static/style.css").headers["etag"]
    assert client.get("/static/style.css", headers={"if-none-match": tag}).status_code == 304


# --- Pages ---


def test_a_row_links_to_its_lit_words(client) -> None:
    listed = client.get("/events", params={"source": "IDN", "type": "REQUEST"}).text
    link = re.search(r'href="(/articles/[^"]*lit=e1#w-e1)"', listed)[1]
    assert client.get(link).status_code == 200


def test_form_fields_left_empty_ask_for_nothing(client) -> None:
    answer = client.get("/events?type=&source=&place=&since=")
    assert answer.status_code == 200
    assert answer.text.count('class="day"') == 3


def test_fields_left_empty_are_faulty_where_no_form_leads(client) -> None:
    assert client.get("/plots/timeline.svg?until=").status_code == 422


def test_a_long_article_comes_in_parts_of_less_than_100_kb(long) -> None:
    seen: list[str] = []
    parts = long.get("/articles/1").text.count('href="?part=')
    assert parts > 5
    for number in range(1, parts + 1):
        text = long.get(f"/articles/1?part={number}").text
        assert len(text.encode()) < 100_000
        here = re.findall(r'id="w-(a\d+)"', text)
        assert here
        assert set(re.findall(r'id="r-(a\d+)"', text)) == set(here)
        seen += here
    assert len(seen) == len(set(seen)) == 200
    assert f'aria-current="page">{parts}<' in long.get("/articles/1?part=99").text


def test_what_is_lit_is_shown_in_whichever_part_it_stands(long) -> None:
    for ref in ("a1", "a90", "a200", "e150"):  # the event has no words of its own
        text = long.get(f"/articles/1?lit={ref}").text
        assert ref == "e150" or re.search(rf'class="m [^"]*lit" data-ref="[^"]*{ref}\b', text)
        assert re.search(rf'class="row[^"]* lit" id="r-{ref}"', text)


def test_a_long_page_as_received_has_pages_of_its_own(long, client) -> None:
    first = long.get("/articles/1").text
    link = re.search(r'href="(/articles/[^"]+/original)"', first)[1]
    assert 'id="original"' not in first
    assert 'id="original"' in client.get("/articles/1").text
    pieces = []
    while link:
        text = long.get(link).text
        assert len(text.encode()) < 100_000
        pieces += re.findall(r"<pre[^>]*>(.*?)</pre>", text, re.DOTALL)
        following = re.search(r'rel="next" href="([^"]+)"', text)
        link = following[1] if following else None
    assert len(pieces) == 3
    assert "".join(pieces) == long.get("/api/v1/articles/1/source").text


def test_pages_go_on_where_the_last_ended(client) -> None:
    first = client.get("/events?limit=2").text
    following = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    second = client.get(following).text
    assert (first.count('class="day"'), second.count('class="day"')) == (2, 1)
    assert 'rel="next"' not in second


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/articles/99", 404), ("/articles/sha256:zz", 404), ("/articles/" + "9" * 40, 404),
        ("/stories/99", 404), ("/stories/x", 422), ("/events?since=kemarin", 422), ("/events?nope=1", 422),
        ("/events?cursor=x", 400), ("/search?q=-polisi", 400), ("/plots/secret.svg", 422),
    ],
)  # fmt: skip
def test_errors_are_pages(client, path, status) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert "<h1>" in answer.text


# --- REST ---


def test_an_article_is_its_record(client) -> None:
    _, record = reading_room.plain()[0]
    assert client.get(f"/api/v1/articles/{record.id}").json() == json.loads(record.to_json())


def test_all_rows_come_once_by_cursor(client) -> None:
    for kind in ("events", "positions", "search", "stories"):
        rows, cursor = [], None
        while True:
            got = client.get(f"/api/v1/{kind}", params={"limit": 1, **({"cursor": cursor} if cursor else {})})
            rows += got.json()["rows"]
            cursor = got.json()["cursor"]
            if cursor is None:
                break
        assert rows == client.get(f"/api/v1/{kind}").json()["rows"], kind


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("articles/99", 404), ("stories/99", 404), ("events?limit=0", 422), ("events?limit=201", 422),
        ("events?nope=1", 422), ("events?near=1,2", 422), ("events?near=91,0,1", 400), ("search?cursor=x", 400),
        ("nothing", 404), ("events?sort=relevance", 422),
    ],
)  # fmt: skip
def test_errors_are_problems(client, path, status) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


def test_a_posted_article_is_coded(client) -> None:
    text = "Polisi Tahan Dua Aktivis\nPolisi menahan dua aktivis di Jakarta pada Senin (3/3/2025)."
    record = client.post("/api/v1/read", content=text, headers={"content-type": "text/plain"}).json()
    assert record["title"] == "Polisi Tahan Dua Aktivis"
    assert "COERCE" in {event["type"] for event in record["events"]}


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [(b"x", "application/json", 415), (b" ", "text/plain", 400), (b"x" * (api.LARGEST_BODY + 1), "text/plain", 413)],
    ids=["kind", "empty", "large"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(client, body, kind, status) -> None:
    answer = client.post("/api/v1/read", content=body, headers={"content-type": kind})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_interface_describes_itself(client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert {f"/api/v1/{p}" for p in ("articles/{article}", "search", "events", "read")} <= set(
        described["paths"]
    )
    assert client.get("/docs").status_code == 404
