"""Starts a PostgreSQL server for the tests, from the binaries of a package, on a socket in a folder."""

from __future__ import annotations

import contextlib
import glob
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path


def binaries() -> Path | None:
    """The folder of initdb and postgres, or None if PostgreSQL is not installed."""
    packaged = sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    places = [Path(p) for p in packaged] + ([Path(on_path).resolve().parent] if on_path else [])
    return next((p for p in places if (p / "initdb").is_file() and (p / "postgres").is_file()), None)


def _user() -> str | None:
    """Whom to run the server as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    names = {p.pw_name for p in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


class Server:
    """A server with its data in a folder; it can be stopped in the middle of its work, and started again."""

    def __init__(self, home: Path, folder: str) -> None:
        user = _user()
        if user:
            shutil.chown(folder, user)
        self.folder = folder
        self._home = home
        self._process: subprocess.Popen[bytes] | None = None
        self._how = {
            "user": user, "cwd": folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL,
        }  # fmt: skip
        data = ["-D", f"{folder}/data"]
        subprocess.run(
            [home / "initdb", *data, "-A", "trust", "-U", "saksi", "-E", "UTF8", "--no-sync"],
            check=True, **self._how,
        )  # fmt: skip

    def start(self) -> None:
        """Returns once it takes connections."""
        where = ["-D", f"{self.folder}/data", "-k", self.folder]
        self._process = subprocess.Popen(
            [self._home / "postgres", *where, "-c", "listen_addresses=", "-c", "fsync=off"], **self._how
        )
        _wait(self.folder)

    def stop(self) -> None:
        """A fast shutdown: it does not wait for clients, whose connections break off."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(30)
            self._process = None


@contextlib.contextmanager
def running(home: Path) -> Iterator[Server]:
    """Runs a server; its data is gone afterwards."""
    folder = tempfile.mkdtemp(prefix="saksi-pg-")  # a socket's path must be short
    made = None
    try:
        made = Server(home, folder)
        made.start()
        yield made
    finally:
        if made is not None:
            made.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def server(home: Path) -> Iterator[str]:
    """Runs a server; gives the folder of its socket."""
    with running(home) as made:
        yield made.folder


def _wait(folder: str) -> None:
    import psycopg

    for _ in range(120):
        try:
            psycopg.connect(host=folder, user="saksi", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.25)
        else:
            return
    raise RuntimeError("the PostgreSQL server did not start")
