"""The guard of the reading room: hosts, sites, forms, password, sizes and rates."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

pytest.importorskip("fastapi", reason="needs saksi[web]")
pytest.importorskip("httpx", reason="starlette's test client needs httpx")

import reading_room
from click.testing import CliRunner
from sqlalchemy import text
from starlette.testclient import TestClient

from saksi.archive import open_archive
from saksi.faces.cli import main
from saksi.faces.web.app import create_app
from saksi.faces.web.security import Access, guard
from saksi.faces.web.security.door import LASTS, MOST_SESSIONS, Door, hashed
from saksi.faces.web.security.limits import MOST_CLIENTS, Buckets, Turnstile, client_key

PASSWORD = "kata sandi panjang"


@pytest.fixture(scope="module")
def where(tmp_path_factory):
    path = tmp_path_factory.mktemp("guarded") / "a.db"
    with open_archive(path, create=True) as archive:
        reading_room.made.fill(archive, reading_room.plain())
    return path


@pytest.fixture
def archive(where):
    with open_archive(where) as opened:
        yield opened


@pytest.fixture(scope="module")
def password_hash():
    return hashed(PASSWORD)


def client_of(archive, **access) -> TestClient:
    return TestClient(
        create_app(archive, Access(**access)), base_url="http://127.0.0.1",
        raise_server_exceptions=False, follow_redirects=False,
    )  # fmt: skip


def token_at(client, path: str) -> str:
    return re.search(r'name="token" value="([0-9a-f]+)"', client.get(path).text)[1]


# --- Hosts ---


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200), ("localhost", 200), ("[::1]:8000", 200), ("192.168.1.7", 200),
        ("berita.example", 200), ("BERITA.example.:80", 200), ("evil.example", 400), ("127.0.0.1.evil.example", 400),
        ("evil.example/127.0.0.1", 400), ("localhost@evil.example", 400), ("", 400), ("[::1", 400),
    ],
)  # fmt: skip
def test_only_a_known_name_is_answered(archive, host, status):
    client = client_of(archive, hosts=("berita.example",))
    answer = client.get("/actors", headers={"host": host})
    assert answer.status_code == status
    assert "default-src 'none'" in answer.headers["content-security-policy"]


# --- Other sites ---


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://evil.example"},
     {"origin": "null"}, {"origin": "http://127.0.0.1:9999"}],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/api/v1/read", "/api/v1/reviews", "/review"])
def test_a_page_of_another_site_changes_nothing(archive, headers, path):
    answer = client_of(archive).post(
        path, content="Judul\nIsi.", headers={"content-type": "text/plain", **headers}
    )
    assert answer.status_code == 403


def test_programs_and_own_pages_may(archive):
    client = client_of(archive)
    new = {"article": "1", "item": "e1", "verdict": "accept", "reviewer": "ani"}
    for headers in ({}, {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1"}):
        assert client.post("/api/v1/reviews", json=new, headers=headers).status_code == 201


def test_no_answer_lets_another_site_read(archive):
    answer = client_of(archive).get("/api/v1/events", headers={"origin": "https://evil.example"})
    assert not [name for name in answer.headers if name.startswith("access-control-")]
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


# --- Forms ---


def test_a_form_needs_its_token_and_the_cookie_that_goes_with_it(archive):
    client, other = client_of(archive), client_of(archive)
    fields = {"article": "1", "item": "e1", "verdict": "accept", "reviewer": "ani"}
    token = token_at(client, "/articles/1?review=e1")
    before = len(archive.reviews.decided(limit=100))
    assert client.post("/review", data=fields).status_code == 403
    assert client.post("/review", data={**fields, "token": "0" * 64}).status_code == 403
    assert client.post("/review", data={**fields, "token": "é"}).status_code == 403
    assert other.post("/review", data={**fields, "token": token}).status_code == 403
    assert client.post("/review", json={**fields, "token": token}).status_code == 415
    assert client.post("/review", files={"token": (None, token)}).status_code == 415
    assert len(archive.reviews.decided(limit=100)) == before
    assert client.post("/review", data={**fields, "token": token}).status_code == 303


def test_the_cookie_of_a_form_is_for_this_site_and_no_script(archive):
    cookie = client_of(archive).get("/articles/1?review=e1").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "set-cookie" not in client_of(archive).get("/articles/1").headers


# --- Password ---


def test_without_a_session_pages_lead_to_the_door_and_the_api_refuses(archive, password_hash):
    client = client_of(archive, password=password_hash)
    assert client.get("/events?type=AID").headers["location"] == "/login?back=%2Fevents%3Ftype%3DAID"
    answer = client.get("/api/v1/events")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.headers["content-type"] == "application/problem+json"
    assert client.get("/api/v1/openapi.json").status_code == 401
    assert client.post("/review").status_code == 401
    assert client.get("/static/style.css").status_code == 200


def test_the_password_opens_a_session_that_leaving_ends(archive, password_hash):
    client = client_of(archive, password=password_hash)
    token = token_at(client, "/login?back=/actors")
    wrong = client.post("/login", data={"token": token, "password": "salah", "back": "/actors"})
    assert wrong.status_code == 403
    assert "session" not in client.cookies
    right = client.post("/login", data={"token": token, "password": PASSWORD, "back": "/actors"})
    assert (right.status_code, right.headers["location"]) == (303, "/actors")
    cookie = right.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.get("/actors").status_code == 200
    kept = client.cookies["session"]
    client.post("/logout", data={"token": token_at(client, "/logout")})
    client.cookies.set("session", kept, domain="127.0.0.1")
    assert client.get("/actors").status_code == 303


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_the_door_leads_nowhere_else(archive, password_hash, back):
    client = client_of(archive, password=password_hash)
    token = token_at(client, "/login")
    answer = client.post("/login", data={"token": token, "password": PASSWORD, "back": back})
    assert answer.headers["location"] == "/"


def test_programs_bring_the_password_with_them(archive, password_hash):
    client = client_of(archive, password=password_hash)
    for given, status in ((PASSWORD, 200), ("salah", 401), (PASSWORD, 200), ("", 401)):
        answer = client.get("/api/v1/actors", headers={"authorization": f"Bearer {given}"})
        assert answer.status_code == status


def test_passwords_cannot_be_tried_on_and_on(archive, password_hash):
    client = client_of(archive, password=password_hash)
    tries = [client.get("/api/v1/actors", headers={"authorization": f"Bearer {n}"}) for n in range(8)]
    assert [t.status_code for t in tries] == [401] * guard.ATTEMPTS + [429] * (8 - guard.ATTEMPTS)
    assert int(tries[-1].headers["retry-after"]) >= 1


def test_sessions_end_and_take_bounded_memory(password_hash):
    now = [0.0]
    door = Door(password_hash, clock=lambda: now[0])
    first = door.open()
    assert door.is_open(first)
    now[0] = LASTS + 1
    assert not door.is_open(first)
    tokens = [door.open() for _ in range(MOST_SESSIONS + 5)]
    assert [door.is_open(t) for t in (tokens[0], tokens[5], tokens[-1])] == [False, True, True]


# --- Sizes ---


@pytest.mark.parametrize(
    ("path", "size"),
    [("/api/v1/read", guard.LARGE), ("/api/v1/reviews", guard.SMALL), ("/review", guard.SMALL)],
)
def test_a_body_that_is_too_large_is_refused_whatever_its_header_says(archive, path, size):
    client = client_of(archive)
    kind = {"content-type": "text/plain" if path.endswith("read") else "application/json"}
    assert client.post(path, content=b"x" * (size + 1), headers=kind).status_code == 413
    if path == "/review":
        kind = {"content-type": "application/x-www-form-urlencoded"}
    chunks = (b"x" * 4096 for _ in range(size // 4096 + 1))  # sent without a length
    assert client.post(path, content=chunks, headers=kind).status_code == 413


def test_no_more_wait_for_a_long_task_than_have_room():
    from starlette.exceptions import HTTPException

    turnstile = Turnstile(1)
    with turnstile.passing():
        with pytest.raises(HTTPException) as refused, turnstile.passing():
            pass
        assert refused.value.status_code == 503
        assert refused.value.headers["Retry-After"]
    with turnstile.passing():
        pass


def test_what_a_database_says_of_its_faults_is_not_for_those_who_ask(tmp_path):
    with open_archive(tmp_path / "rahasia.db", create=True) as archive:
        reading_room.made.fill(archive, [reading_room.made.article("Banjir\nKota dilanda banjir.")])
        with archive.database.writing() as connection:
            connection.execute(text("DROP TABLE captures"))
        for path in ("/search?q=banjir", "/api/v1/search?q=banjir"):
            answer = client_of(archive).get(path)
            assert answer.status_code == 503
            assert "rahasia" not in answer.text
            assert "captures" not in answer.text


# --- Kept answers ---


def test_a_kept_answer_is_not_for_those_outside(archive, password_hash):
    client = client_of(archive, password=password_hash)
    inside = {"authorization": f"Bearer {PASSWORD}"}
    for path, status in (("/actors", 303), ("/api/v1/actors", 401)):
        tag = client.get(path, headers=inside).headers["etag"]
        assert client.get(path, headers={**inside, "if-none-match": tag}).status_code == 304
        for headers in ({}, {"if-none-match": tag}):
            assert client.get(path, headers=headers).status_code == status


# --- Rates ---


def test_a_client_that_asks_too_much_is_told_when_to_come_again(archive, monkeypatch):
    # The time stands still: on a busy machine the bucket would fill again meanwhile.
    monkeypatch.setattr(guard, "Buckets", lambda per_minute: Buckets(per_minute, clock=lambda: 0.0))
    client = client_of(archive, per_minute=30)
    answers = [client.get("/api/v1/actors") for _ in range(31)]
    assert {a.status_code for a in answers[:30]} == {200}
    last = answers[30]
    assert (last.status_code, last.headers["content-type"]) == (429, "application/problem+json")
    assert 1 <= int(last.headers["retry-after"]) <= 2


def test_reading_an_article_counts_for_more(archive):
    client = client_of(archive, per_minute=30)
    tries = [client.post("/api/v1/read", content="x", headers={"content-type": "a/b"}) for _ in range(2)]
    assert [t.status_code for t in tries] == [415, 429]


def test_a_bucket_fills_again_and_buckets_take_bounded_memory():
    now = [0.0]
    buckets = Buckets(60, clock=lambda: now[0])
    assert [buckets.wait("a") for _ in range(60)] == [0.0] * 60
    assert buckets.wait("a") == pytest.approx(1.0)
    assert buckets.wait("b") == 0.0
    now[0] = 1.0
    assert buckets.wait("a") == 0.0
    assert buckets.wait("a") > 0
    for number in range(MOST_CLIENTS + 50):
        buckets.wait(f"c{number}")
    assert len(buckets) == MOST_CLIENTS


def test_one_network_is_one_client():
    assert client_key("2001:db8:1:2::1") == client_key("2001:db8:1:2:ffff::9")
    assert client_key("2001:db8:1:2::1") != client_key("2001:db8:1:3::1")
    assert client_key("::ffff:10.0.0.1") == client_key("10.0.0.1")


# --- The command, and a real server ---


def test_another_address_needs_a_password(where, tmp_path):
    bare = CliRunner().invoke(main, ["serve", "-a", str(where), "--host", "0.0.0.0"])
    assert bare.exit_code == 2
    assert "password" in bare.output
    wrong = tmp_path / "hash"
    wrong.write_text("rahasia")
    plain = CliRunner().invoke(
        main, ["serve", "-a", str(where), "--host", "0.0.0.0", "--password-file", str(wrong)]
    )
    assert plain.exit_code == 1
    assert "rahasia" not in plain.output


def test_a_password_becomes_a_hash_or_is_refused():
    made = CliRunner().invoke(main, ["password"], input=f"{PASSWORD}\n")
    assert made.output.startswith("$argon2id$")
    assert Door(made.output.strip()).is_right(PASSWORD)
    assert CliRunner().invoke(main, ["password"], input="pendek\n").exit_code == 1


@pytest.fixture(scope="module")
def server(where, tmp_path_factory, password_hash):
    """`saksi serve` at every address of this machine, with a password and a rate."""
    file = tmp_path_factory.mktemp("door") / "hash"
    file.write_text(password_hash)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "saksi",
        "serve",
        "-a",
        str(where),
        "--host",
        "0.0.0.0",
        "--port",
        str(port),
    ]
    process = subprocess.Popen(
        [*command, "--password-file", str(file), "--rate", "200"], stderr=subprocess.PIPE, env=os.environ
    )
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def _wait_for(port: int, process: subprocess.Popen) -> None:
    for _ in range(240):
        assert process.poll() is None, process.stderr.read().decode()
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.25)
        else:
            return
    pytest.fail("the server did not start")


def _ask(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def test_a_real_server_keeps_its_door(server):
    assert _ask(server, "/api/v1/actors")[0] == 401
    status, headers, body = _ask(server, "/api/v1/actors", Authorization=f"Bearer {PASSWORD}")
    assert status == 200
    assert json.loads(body)["rows"]
    assert "server" not in {name.lower() for name in headers}
    assert _ask(server, "/api/v1/actors", Host="evil.example")[0] == 400


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/..%2f..%2fcli.py", "/static//etc/passwd", "/..%2f..%2fetc/passwd", "/static/%00"]
)  # fmt: skip
def test_a_real_server_serves_no_file_but_its_assets(server, path):
    with socket.create_connection(("127.0.0.1", server), 20) as raw:
        raw.sendall(
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {PASSWORD}\r\nConnection: close\r\n\r\n".encode()
        )
        answer = b"".join(iter(lambda: raw.recv(65536), b""))
    assert b" 404 " in answer.split(b"\r\n")[0]
    assert b"root:" not in answer
    assert b"import" not in answer


def test_a_real_server_refuses_a_body_without_end(server):
    head = f"POST /api/v1/reviews HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {PASSWORD}\r\n"
    head += "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    piece = b"1000\r\n" + b"x" * 4096 + b"\r\n"
    with socket.create_connection(("127.0.0.1", server), 20) as raw:
        raw.sendall(head.encode())
        try:
            for _ in range(guard.SMALL // 4096 + 4):
                raw.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass
        assert b" 413 " in raw.recv(65536).split(b"\r\n")[0]


def test_a_real_server_slows_down_who_asks_too_much(server):
    answers = [_ask(server, "/static/icon.svg") for _ in range(220)]
    refused = [headers for status, headers, _ in answers if status == 429]
    assert refused
    assert int({k.lower(): v for k, v in refused[0].items()}["retry-after"]) >= 1
