"""A reading room that is served for tests, over loopback."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterable
from pathlib import Path

import reading_room
import uvicorn

from saksi.archive import open_archive
from saksi.errors import ReadError
from saksi.faces.web.app import create_app
from saksi.faces.web.security import Access
from saksi.readers.source import SourceDocument


class Room:
    """A served archive of these documents and of the hostile articles behind them: `archive`, `address`."""

    def __init__(
        self,
        where: Path,
        sources: Iterable[SourceDocument | ReadError],
        access: Access = Access(),  # noqa: B008
    ) -> None:
        self.archive = open_archive(where, create=True)
        self.archive.add(sources)
        reading_room.made.fill(self.archive, reading_room.hostile())
        self.archive.update_stories()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.server = uvicorn.Server(uvicorn.Config(create_app(self.archive, access), log_level="error"))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]})
        self.thread.start()

    def close(self) -> None:
        self.server.should_exit = True
        self.thread.join(20)
        self.archive.close()
