"""Answers made by other processes: the same ones, for whoever asks, also when a worker has died."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

import pytest

pytest.importorskip("fastapi", reason="needs saksi[web]")

import reading_room
import uvicorn

from saksi.archive import open_archive
from saksi.faces.web.app import create_app
from saksi.faces.web.making import Answer, InTurn
from saksi.faces.web.workers import Workers, _Gang

KEY = b"k" * 32


class Served:
    """An archive served by two workers: `port`, `workers`."""

    def __init__(self, where) -> None:
        with open_archive(where, create=True) as archive:
            reading_room.made.fill(archive, reading_room.plain())
            archive.update_stories()
        self.archive = open_archive(where)
        self.workers = Workers(str(where), 2, KEY).__enter__()
        config = uvicorn.Config(create_app(self.archive, workers=self.workers), port=0, log_level="error")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run)
        self.thread.start()
        while not self.server.started:
            assert self.thread.is_alive()
        self.port = self.server.servers[0].sockets[0].getsockname()[1]

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode()
        finally:
            connection.close()

    def pids(self) -> list[int]:
        return [w.process.pid for gang in self.workers._gangs.values() for w in gang._workers]

    def close(self) -> None:
        self.server.should_exit = True
        self.thread.join(30)
        self.workers.__exit__(None, None, None)
        self.archive.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    made = Served(tmp_path_factory.mktemp("workers") / "a.db")
    yield made
    made.close()


@pytest.fixture
def fresh(tmp_path):
    """A server that a test may harm."""
    made = Served(tmp_path / "a.db")
    yield made
    made.close()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


PATHS = (
    "/",
    "/search?q=desak",
    "/events",
    "/articles/1",
    "/api/v1/events",
    "/articles/99",
    "/events?since=x",
)


def test_workers_answer_what_this_process_would(served) -> None:
    alone = create_app(served.archive)
    for path in PATHS:
        status, headers, text = served.get(path)
        scope = {
            "type": "http", "method": "GET", "path": path.partition("?")[0], "headers": [(b"host", b"localhost")],
            "query_string": path.partition("?")[2].encode(), "scheme": "http", "http_version": "1.1",
            "client": ("127.0.0.1", 1), "server": ("localhost", 80), "root_path": "", "asgi": {"version": "3.0"},
        }  # fmt: skip
        expected: Answer = asyncio.run(InTurn()(alone, scope))
        assert (status, text) == (expected.status, expected.body.decode())
        assert headers["content-security-policy"]


def test_many_at_once_are_all_answered_each_with_its_own(served) -> None:
    paths = [f"/api/v1/events?limit={n}" for n in range(1, 4)] * 20
    with ThreadPoolExecutor(20) as pool:
        found = list(pool.map(lambda path: served.get(path)[2].count('"number":'), paths))
    counts = dict(zip(paths, found, strict=True))
    assert found == [counts[path] for path in paths]
    assert len(set(counts.values())) == 3


def test_a_form_that_a_worker_made_can_be_posted(served) -> None:
    _, headers, text = served.get("/articles/1?review=e1")
    token = re.search(r'name="token" value="([0-9a-f]+)"', text)[1]
    fields = f"token={token}&article=1&item=e1&verdict=accept&reviewer=ani"
    connection = HTTPConnection("127.0.0.1", served.port, timeout=60)
    connection.request(
        "POST", "/review", fields,
        {"content-type": "application/x-www-form-urlencoded", "cookie": headers["set-cookie"].partition(";")[0]},
    )  # fmt: skip
    assert connection.getresponse().status == 303
    connection.close()
    assert "ani" in served.get("/articles/1")[2]  # and no worker shows the page of before


def test_what_a_worker_dies_of_is_answered_all_the_same(fresh) -> None:
    assert fresh.get("/events")[0] == 200
    pids = fresh.pids()
    for number, pid in enumerate(pids):
        os.kill(pid, signal.SIGKILL)
        assert [fresh.get(f"/events?limit={10 * number + n}")[0] for n in range(1, 7)] == [200] * 6
    assert fresh.get("/plots/timeline.svg")[0] in (200, 501)


def test_workers_end_with_the_server(tmp_path) -> None:
    made = Served(tmp_path / "a.db")
    pids = made.pids()
    assert all(is_alive(pid) for pid in pids)
    made.close()
    assert not any(is_alive(pid) for pid in pids)


def test_a_fault_in_a_worker_is_told_as_one(fresh, tmp_path) -> None:
    assert fresh.get("/events")[0] == 200
    (tmp_path / "a.db").write_bytes(b"")
    (tmp_path / "a.db-wal").unlink(missing_ok=True)
    status, _, text = fresh.get("/api/v1/events?limit=7")
    assert status in (500, 503)
    assert "a.db" not in text


def test_who_has_waited_longest_is_answered_next():
    answered: list[int] = []

    class OneAtATime:
        async def ask(self, said):
            await asyncio.sleep(0)
            answered.append(said["client"])
            return Answer(200, (), b"")

    async def client(gang, number: int) -> None:
        for _ in range(3):
            assert (await gang.ask({"client": number})) is not None

    async def all_at_once() -> None:
        gang = _Gang([OneAtATime()])
        await asyncio.gather(*(client(gang, number) for number in range(3)))

    asyncio.run(all_at_once())
    assert answered == [0, 1, 2] * 3
