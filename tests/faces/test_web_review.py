"""Reviewing in the pages and over REST: what a form posts, what is shown, and what is refused."""

from __future__ import annotations

import json
import re

import pytest

pytest.importorskip("fastapi", reason="needs saksi[web]")
pytest.importorskip("httpx", reason="starlette's test client needs httpx")

import reading_room
from starlette.testclient import TestClient
from test_web_pages import Page

from saksi.archive import open_archive
from saksi.archive.recode import recode
from saksi.archive.review import Verdict
from saksi.faces.web.app import create_app

made = reading_room.made


@pytest.fixture
def archive(tmp_path):
    with open_archive(tmp_path / "a.db", create=True) as opened:
        made.fill(opened, reading_room.plain())
        opened.update_stories()
        yield opened


@pytest.fixture
def client(archive):
    return client_of(archive)


def client_of(archive) -> TestClient:
    return TestClient(
        create_app(archive),
        base_url="http://127.0.0.1",
        raise_server_exceptions=False,
        follow_redirects=False,
    )


def form_at(client, address: str) -> dict[str, str]:
    """The fields of the review form on a page, as a browser would post them untouched."""
    text = client.get(address.partition("#")[0]).text
    form = re.search(r'<form class="review".*?</form>', text, re.DOTALL)[0]
    fields = dict(re.findall(r'<input (?:type="hidden" )?name="([^"]+)" value="([^"]*)"', form))
    for name, body in re.findall(r'<select name="([^"]+)">(.*?)</select>', form):
        fields[name] = re.search(r'value="([^"]+)" selected', body)[1]
    return {k: v.replace("&amp;", "&") for k, v in fields.items()}


def decide(client, address: str, verdict: str, **fields: str):
    """Opens a form, fills it in and presses a button."""
    posted = {**form_at(client, address), "reviewer": "Ani", "verdict": verdict, **fields}
    return client.post("/review", data=posted)


# --- Pages ---


def test_the_queue_leads_to_a_form_and_the_form_back_to_the_queue(client):
    address = client.get("/review/next").headers["location"]
    answer = decide(client, address, "accept")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/review/next?by=value")
    second = client.get(answer.headers["location"]).headers["location"]
    assert second.split("?")[0] != address.split("?")[0]


def test_a_decision_is_shown_beside_its_row(client):
    decide(client, "/articles/1?review=e1", "reject", reason="hanya rencana")
    text = client.get("/articles/1").text
    beside = re.search(r'id="d-e1">(.*?)</div>', text, re.DOTALL)[1]
    assert "rejected" in beside
    assert "Ani" in beside
    assert "hanya rencana" in beside
    shown = client.get("/articles/1", headers={"cookie": "lang=id"}).text
    assert "ditolak" in shown


def test_a_corrected_event_shows_what_it_should_be(client):
    answer = decide(client, "/articles/1?review=e1", "correct", type="CONSULT", source="Jakarta [IDN]")
    assert answer.headers["location"].endswith("?lit=e1#r-e1")
    row = client.get("/api/v1/reviews").json()["rows"][0]
    assert (row["verdict"], row["correction"]["type"]) == ("correct", "CONSULT")
    assert [(p["words"], p["code"]) for p in row["correction"]["source"]] == [("Jakarta", "IDN")]
    # What the form left as it was is no change.
    assert row["correction"]["target"][0]["words"] == "Amerika Serikat"
    assert '<b class="type">CONSULT</b>' in client.get("/articles/1").text


def test_a_page_with_a_form_is_not_kept(client):
    for _ in range(2):
        answer = client.get("/articles/1?review=e1", headers={"if-none-match": "*"})
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
    # Of two readers each has a seal of their own.
    tokens = set()
    for _ in range(2):
        client.cookies.clear()
        tokens.add(form_at(client, "/articles/1?review=e1")["token"])
    assert len(tokens) == 2
    for path in ("/review", "/review/figures", "/api/v1/reviews", "/api/v1/reviews/queue"):
        assert "etag" not in client.get(path).headers


def test_a_kept_page_is_made_anew_after_a_decision(client):
    before = client.get("/articles/1")
    decide(client, "/articles/1?review=e1", "accept", reason="benar begitu")
    after = client.get("/articles/1", headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    assert "benar begitu" in after.text


def test_the_name_is_kept_for_the_next_form(client):
    decide(client, "/articles/1?review=e1", "accept", reviewer="Ani Wijaya; é")
    assert form_at(client, "/articles/2?review=e1")["reviewer"] == "Ani Wijaya; é"


def test_accepting_a_form_whose_fields_were_changed_is_refused(client):
    answer = decide(client, "/articles/1?review=e1", "accept", type="AID")
    assert answer.status_code == 400
    assert client.get("/api/v1/reviews").json()["rows"] == []


def test_enter_in_a_field_of_the_form_presses_no_button(client):
    form = client.get("/articles/1?review=e1").text
    buttons = re.findall(r"<button[^>]*>", re.search(r'<form class="review".*?</form>', form, re.DOTALL)[0])
    assert buttons[0] == "<button disabled hidden>"


def test_a_second_reviewer_is_not_told_what_the_first_decided(archive, client):
    archive.reviews.decide(1, "e1", Verdict("reject", "Budi", "rahasia"))
    assert "rahasia" in client.get("/articles/1").text
    client.cookies.set("reviewer", "Ani", domain="127.0.0.1")
    address = client.get("/review/next?by=double").headers["location"]
    assert "rahasia" not in client.get(address.partition("#")[0]).text


def test_decisions_of_an_earlier_run_are_named_as_such(archive, client):
    archive.reviews.decide(1, "e1", Verdict("accept", "Ani"))
    articles = reading_room.plain()
    document, record = judged = articles[0]
    articles[0] = reading_room.with_type(judged, "AID")
    recode(archive.database, reading=made.reading(articles))
    text = client.get(f"/articles/{record.id}").text
    assert "for an earlier run" in text
    # Its own type is AID now; the decision was on a REQUEST.
    assert re.search(r"for an earlier run \(1, REQUEST\)", text)
    assert document.id == record.id


def test_figures_of_a_sample_are_shown(archive, client):
    text = client.get("/review/figures").text
    token = re.search(r'name="token" value="([0-9a-f]+)"', text)[1]
    drawn = client.post("/review/samples", data={"token": token, "kind": "event", "size": "3", "seed": "1"})
    assert drawn.headers["location"] == "/review?by=random&kind=event"
    archive.reviews.decide(
        client.get("/api/v1/reviews/queue?by=random").json()["rows"][0]["article"]["id"],
        "e1",
        Verdict("accept", "Ani"),
    )
    shown = client.get("/review/figures").text
    assert "1.00 [0.21, 1.00]" in shown


@pytest.mark.parametrize(
    "path", ["/review", "/review?by=random&kind=actor", "/review/figures", "/review/decided"]
)
@pytest.mark.parametrize("lang", ["en", "id"])
def test_pages_are_whole_in_both_languages_and_small(client, path, lang):
    decide(client, "/articles/1?review=a1", "accept")
    answer = client.get(path, headers={"accept-language": lang})
    assert answer.status_code == 200
    assert f'lang="{lang}"' in answer.text
    assert len(answer.content) < 100_000


@pytest.mark.parametrize(
    ("data", "status"),
    [({"item": "e9"}, 404), ({"article": "99"}, 404), ({"verdict": "reject"}, 400), ({"reviewer": ""}, 400),
     ({"verdict": "maybe"}, 400), ({"source": "tentara", "verdict": "correct"}, 400), ({"source": "[[", "verdict": "correct"}, 400)],
)  # fmt: skip
def test_what_a_form_gets_wrong_is_told_on_a_page(client, data, status):
    answer = decide(client, "/articles/1?review=e1", data.pop("verdict", "accept"), **data)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert client.get("/api/v1/reviews").json()["rows"] == []


def test_what_a_hostile_article_or_reviewer_says_stays_words(tmp_path):
    with open_archive(tmp_path / "h.db", create=True) as archive:
        made.fill(archive, reading_room.hostile())
        client = client_of(archive)
        for number, evil in enumerate(reading_room.HOSTILE, 1):
            archive.reviews.decide(number, "a1", Verdict("reject", evil[:80], evil))
        pages = [client.get(f"/articles/{n}?review=e1").text for n in range(1, len(reading_room.HOSTILE) + 1)]
        pages += [
            client.get(path).text for path in ("/review", "/review/decided", "/review/figures?kind=actor")
        ]
        for text in pages:
            assert "<script>alert" not in text
            assert "<img src=x" not in text
            assert "<iframe" not in text
            names = {name for _, attributes in Page(text).elements for name in attributes}
            assert not [name for name in names if name.startswith("on") or name in ("style", "srcdoc")]
            assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", text)


# --- REST ---


def test_a_decision_is_posted_and_listed(client):
    new = {"article": "1", "item": "e1", "verdict": "reject", "reviewer": "ani", "reason": "bukan"}
    answer = client.post("/api/v1/reviews", json=new)
    assert answer.status_code == 201
    listed = client.get("/api/v1/reviews?kind=event&verdict=reject&reviewer=ani").json()
    assert listed == {"rows": [answer.json()], "cursor": None}
    assert answer.json()["article"]["number"] == 1
    assert client.get("/api/v1/reviews?reviewer=budi").json()["rows"] == []


def test_decisions_come_once_each_by_cursor(archive, client):
    for number in (1, 2, 3):
        archive.reviews.decide(number, "e1", Verdict("accept", "ani"))
    found, cursor = [], ""
    while cursor is not None:
        asked = {"limit": 1, **({"cursor": cursor} if cursor else {})}
        page = client.get("/api/v1/reviews", params=asked).json()
        found += [row["article"]["number"] for row in page["rows"]]
        cursor = page["cursor"]
    assert found == [3, 2, 1]


def test_queue_figures_and_exports_are_there(archive, client):
    assert client.post("/api/v1/reviews/samples", json={"size": 2}).status_code == 201
    waiting = client.get("/api/v1/reviews/queue?by=value&limit=1").json()["rows"][0]
    assert {"value", "confidence", "reports", "sentence", "article"} <= set(waiting)
    for number in (1, 2, 3):
        for who in ("ani", "budi"):
            archive.reviews.decide(number, "e1", Verdict("accept", who))
    precision = client.get("/api/v1/reviews/precision").json()["rows"][0]
    assert precision["right"]["value"] == 1
    assert client.get("/api/v1/reviews/agreement").json()["rows"][0]["items"] == 3
    assert client.get("/api/v1/reviews/lexicon").json() == {"rows": []}
    gold = client.get("/api/v1/reviews/gold?kind=event")
    assert gold.headers["content-type"] == "application/x-ndjson"
    assert all(json.loads(line)["complete"] for line in gold.text.splitlines())


@pytest.mark.parametrize(
    ("path", "status"),
    [("queue?by=value&kind=quote", 400), ("queue?by=luck", 422), ("queue?nope=1", 422), ("gold?part=dev", 400),
     ("gold?kind=actor", 400), ("precision?kind=x", 422), ("?cursor=x", 422), ("?article=99x", 400)],
)  # fmt: skip
def test_a_faulty_question_is_a_problem(client, path, status):
    answer = client.get(f"/api/v1/reviews{path if path.startswith('?') else '/' + path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("new", "status"),
    [({}, 422), ({"item": "e9"}, 400), ({"verdict": "reject"}, 400), ({"more": 1}, 422),
     ({"verdict": "correct", "changes": {"type": "FIGHT"}}, 400),
     ({"verdict": "correct", "changes": {"source": [{"words": "tentara"}]}}, 400),
     ({"verdict": "correct", "changes": {"source": {"words": "x"}}}, 400),
     ({"verdict": "correct", "changes": {"source": [[]]}}, 400),
     ({"verdict": "correct", "changes": {"type": []}}, 400),
     ({"verdict": "correct", "changes": {"negated": None}}, 400),
     ({"reviewer": "\ud800"}, 422), ({"article": "-1"}, 400)],
)  # fmt: skip
def test_a_faulty_decision_is_a_problem(client, new, status):
    whole = {"article": "1", "item": "e1", "verdict": "accept", "reviewer": "ani", **new} if new else {}
    body = json.dumps(whole)
    answer = client.post("/api/v1/reviews", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert client.get("/api/v1/reviews").json()["rows"] == []


def test_the_interface_describes_reviewing(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert {"get", "post"} <= set(paths["/api/v1/reviews"])
    assert not [path for path in paths if path.startswith(("/review", "/login"))]
