"""A real web server on 127.0.0.1 for tests, whose answers the test writes down."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Headers = dict[str, str]


@dataclass
class Answer:
    """What the server says to one path. `drip` writes the body by hand, without a length."""

    body: bytes = b""
    status: int = 200
    headers: Headers = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    drip: Callable[[BaseHTTPRequestHandler], None] | None = None


class Site:
    """Answers by path, and the requests that came, as (path, headers)."""

    def __init__(self, port: int) -> None:
        self.answers: dict[str, Answer | Callable[[Headers], Answer]] = {}
        self.requests: list[tuple[str, Headers]] = []
        self.port = port

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def asked(self, *, robots: bool = False) -> list[str]:
        """The paths asked for, in order."""
        return [path for path, _ in self.requests if robots or path != "/robots.txt"]


@contextmanager
def serve() -> Iterator[Site]:
    """A server that runs as long as the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {k.lower(): v for k, v in self.headers.items()}
            site.requests.append((self.path, headers))
            made = site.answers.get(self.path, Answer(b"tiada", 404))
            answer = made(headers) if callable(made) else made
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.drip is None:
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)
            else:
                self.close_connection = True
                self.end_headers()
                answer.drip(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
