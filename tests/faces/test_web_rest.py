"""The REST interface as programs use it: what changes and what stays, lines, the client, hostile questions."""

from __future__ import annotations

import json
import re
import socket
import threading
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="needs saksi[web]")
pytest.importorskip("httpx", reason="starlette's test client needs httpx")

import reading_room
import uvicorn
from starlette.testclient import TestClient

from saksi.archive import Filters, open_archive
from saksi.faces.client import Client, ClientError
from saksi.faces.web.app import create_app
from saksi.faces.web.openapi import FORMATS


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    with open_archive(tmp_path_factory.mktemp("rest") / "a.db", create=True) as opened:
        reading_room.made.fill(opened, reading_room.plain())
        opened.update_stories()
        yield opened


@pytest.fixture(scope="module")
def client(archive):
    return TestClient(create_app(archive), base_url="http://127.0.0.1", raise_server_exceptions=False)


@pytest.fixture(scope="module")
def room(archive):
    """A typed client of a served archive."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(archive), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield Client(f"http://127.0.0.1:{listening.getsockname()[1]}")
    server.should_exit = True
    thread.join(20)


@pytest.mark.parametrize(
    "path", ["/", "/events", "/actors/1", "/places/1", "/api/v1/events", "/api/v1/stories/1"]
)
def test_what_has_not_changed_is_not_sent_again(client, path) -> None:
    first = client.get(path)
    assert first.status_code == 200
    again = client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_answer_is_new_when_the_archive_is(tmp_path) -> None:
    one, two, _ = reading_room.plain()
    with open_archive(tmp_path / "a.db", create=True) as opened:
        reading_room.made.fill(opened, [one])
        client = TestClient(create_app(opened), base_url="http://127.0.0.1")
        before = client.get("/api/v1/events")
        reading_room.made.fill(opened, [two])
        after = client.get("/api/v1/events", headers={"if-none-match": before.headers["etag"]})
    assert (len(before.json()["rows"]), after.status_code, len(after.json()["rows"])) == (1, 200, 2)


def test_a_page_in_another_language_is_another_answer(client) -> None:
    tags = {client.get("/", headers={"accept-language": lang}).headers["etag"] for lang in ("id", "en")}
    assert len(tags) == 2


@pytest.mark.parametrize("kind", ["search", "events", "positions", "quotes", "actors", "places", "stories"])
def test_lines_are_the_rows_of_all_pages(client, kind) -> None:
    rows = client.get(f"/api/v1/{kind}?limit=200").json()["rows"]
    by_suffix = client.get(f"/api/v1/{kind}.ndjson")
    by_header = client.get(f"/api/v1/{kind}", headers={"accept": "application/x-ndjson"})
    assert [json.loads(line) for line in by_suffix.text.splitlines()] == rows
    assert by_header.text == by_suffix.text
    assert by_suffix.headers["content-type"].startswith("application/x-ndjson")


def test_a_faulty_question_for_lines_is_a_problem(client) -> None:
    answer = client.get("/api/v1/events.ndjson?cursor=x")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


def test_facets_count_articles_by_field(client) -> None:
    found = client.get("/api/v1/facets?q=gencatan").json()
    by_field = {facet["field"]: facet["values"] for facet in found["facets"]}
    assert by_field["type"] == [{"value": "REQUEST", "articles": 3}]
    assert by_field["month"] == [{"value": "2025-03", "articles": 3}]
    assert {v["value"] for v in by_field["actor"]} == {name for name, _, _ in reading_room.ACTORS}


def test_the_search_page_links_to_what_its_facets_name(client) -> None:
    page = client.get("/search?q=gencatan").text
    assert 'href="/search?q=gencatan&amp;type=REQUEST"' in page
    narrowed = client.get("/search?q=gencatan&type=REQUEST").text
    assert 'aria-current="true"' in narrowed


def test_an_actor_is_asked_for_by_number(client) -> None:
    [row] = client.get("/api/v1/actors?q=Kementerian Luar Negeri").json()["rows"]
    number = row["actor"]["id"]
    events = client.get("/api/v1/events", params={"source": f"#{number}"}).json()["rows"]
    assert len(events) == 3
    [entry] = client.get(f"/api/v1/actors/{number}/ledger").json()["rows"]
    assert [stand["stance"] for stand in entry["stands"]] == ["demands"] * 3


def test_pages_are_small(client) -> None:
    for path in (
        "/",
        "/search?q=gencatan",
        "/events?limit=20",
        "/actors",
        "/places",
        "/stories/1",
        "/articles/1",
    ):
        assert len(client.get(path).content) < 100_000, path


def test_the_typed_client_gives_what_the_archive_gives(room, archive) -> None:
    assert list(room.events(type="REQUEST")) == list(archive.events())
    assert list(room.search("gencatan", sort="date")) == list(archive.search("gencatan", sort="date"))
    assert list(room.records()) == list(archive.records())
    assert room.article(1) == archive.record(1)
    with pytest.raises(ClientError, match="422: nope"):
        list(room.events(nope="x"))
    with pytest.raises(ClientError, match="404"):
        room.article(99)


def test_a_page_does_without_empty_fields_and_a_program_is_refused_them(client) -> None:
    assert client.get("/events?type=&until=").status_code == 200
    assert client.get("/api/v1/events?until=").status_code == 422


def test_an_address_names_all_that_can_be_done_there(client) -> None:
    answer = client.options("/api/v1/reviews")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")


def test_days_and_times_are_described_as_such(client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    for (kind, name), form in FORMATS.items():
        value = described["components"]["schemas"][kind]["properties"][name]
        assert form in {choice.get("format") for choice in value.get("anyOf", [value])}, (kind, name)
    asked = {p["name"]: p["schema"] for p in described["paths"]["/api/v1/events"]["get"]["parameters"]}
    assert asked["since"]["anyOf"][0]["format"] == "date"
    assert {"once", "revisions"} <= set(asked)
    assert client.get("/api/v1/events?since=20250301").status_code == 422


def test_events_are_listed_once_and_with_earlier_versions_as_the_archive_does(client, archive) -> None:
    for asked, told in (
        ("once=true", archive.events(once=True)),
        ("revisions=true", archive.events(Filters(revisions=True))),
    ):
        rows = client.get(f"/api/v1/events?{asked}").json()["rows"]
        assert [row["number"] for row in rows] == [event.number for event in told]


def test_the_client_of_the_readme_runs(room, monkeypatch, capsys) -> None:
    readme = Path(__file__).parents[2] / "README.md"
    codes = re.findall(r"```python\n(.*?)```", readme.read_text(encoding="utf-8"), flags=re.DOTALL)
    (code,) = [code for code in codes if "Client" in code]
    monkeypatch.setattr("saksi.faces.client.Client", lambda address: room)
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out.splitlines()[-1] == "COERCE"
