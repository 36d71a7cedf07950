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


@contextlib.contextmanager
def server(home: Path) -> Iterator[str]:
    """Runs a server; gives the folder of its socket. Its data is gone afterwards."""
    user = _user()
    folder = tempfile.mkdtemp(prefix="saksi-pg-")  # a socket's path must be short
    if user:
        shutil.chown(folder, user)
    data = f"{folder}/data"
    run = {"user": user, "cwd": folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = None
    try:
        subprocess.run(
            [home / "initdb", "-D", data, "-A", "trust", "-U", "saksi", "-E", "UTF8", "--no-sync"],
            check=True, **run, **quiet,
        )  # fmt: skip
        process = subprocess.Popen(
            [home / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
            **run, **quiet,
        )  # fmt: skip
        _wait(folder)
        yield folder
    finally:
        if process is not None:
            process.send_signal(signal.SIGINT)  # a fast shutdown: it does not wait for clients
            process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


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
