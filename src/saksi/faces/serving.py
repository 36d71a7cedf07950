"""The commands `saksi serve`, the reading room and the REST interface, and `saksi password` for its door."""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import ExitStack
from pathlib import Path

import click

from saksi.errors import MissingExtraError
from saksi.faces.archive_options import archive_option, opened

_RATE = 300  # requests a minute from one client, where others than this machine can come in
_MOST_AT_ONCE = 256  # connections
_MOST_WORKERS = 4  # by default; each takes a hundred MB
_SHORTEST = 8  # characters of a password


@click.command()
@click.argument("archive", required=False, metavar="[ARCHIVE]")
@archive_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option(
    "--password-file",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="SAKSI_PASSWORD_FILE",
    show_envvar=True,
    help="What `saksi password` printed. Needed for any address but this machine's own.",
)
@click.option(
    "--allow-host", "hosts", multiple=True, metavar="NAME",
    help="Name under which the room is reached, beside localhost and IP addresses; may repeat.",
)  # fmt: skip
@click.option(
    "--rate", type=click.IntRange(1), metavar="N",
    help=f"Requests a minute from one client. Default: {_RATE}; any number at this machine's own address.",
)  # fmt: skip
@click.option(
    "--workers", type=click.IntRange(0, 64), metavar="N",
    help=f"Processes that make pages; 0: the one that listens. Default: processors, at most {_MOST_WORKERS}.",
)  # fmt: skip
def serve(
    archive: str | None, where: str, host: str, port: int, password_file: Path | None,
    hosts: tuple[str, ...], rate: int | None, workers: int | None,
) -> None:  # fmt: skip
    """Shows an archive as web pages, and as JSON under /api/v1. Stop it with Ctrl-C.

    ARCHIVE is another way to give --archive.

    At this machine's own address (127.0.0.1) no password is needed, but every user of the machine can come
    in. Anywhere else readers give the password once in a page, programs as a bearer token with each request.
    There is no encryption: put a server with TLS before it where the network is not yours.
    """
    try:
        import uvicorn

        from saksi.faces.web.app import create_app
        from saksi.faces.web.security.access import Access, is_loopback
        from saksi.faces.web.workers import Workers
    except ModuleNotFoundError as error:
        raise _missing(error) from error
    hashed = None if password_file is None else _hash_in(password_file)
    if hashed is None and not is_loopback(host):
        raise click.UsageError(
            f"{host} can be reached from elsewhere: make a password (saksi password > FILE)"
            " and give it (--password-file FILE)"
        )
    if hashed is None and hosts:
        click.echo("saksi: whoever reaches this by name comes in without a password", err=True)
    access = Access(hosts, hashed, rate or (None if is_loopback(host) else _RATE))
    count = min(os.cpu_count() or 1, _MOST_WORKERS) if workers is None else workers
    with opened(archive or where) as shelf, ExitStack() as held:
        made = (
            held.enter_context(Workers(archive or where, count, secrets.token_bytes(32))) if count else None
        )
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"http://{shown}:{port}/", err=True)
        uvicorn.run(
            create_app(shelf, access, made), host=host, port=port, log_level="warning", server_header=False,
            limit_concurrency=_MOST_AT_ONCE,
        )  # fmt: skip


@click.command()
def password() -> None:
    """Asks for a password and prints its argon2 hash, for `saksi serve --password-file`.

    From a pipe the first line is taken.
    """
    try:
        from saksi.faces.web.security.door import LONGEST_PASSWORD, hashed
    except ModuleNotFoundError as error:
        raise _missing(error) from error
    if sys.stdin.isatty():
        given = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        given = sys.stdin.readline().rstrip("\r\n")
    if not _SHORTEST <= len(given) <= LONGEST_PASSWORD:
        raise click.ClickException(f"a password has {_SHORTEST} to {LONGEST_PASSWORD} characters")
    click.echo(hashed(given))


def _hash_in(file: Path) -> str:
    from saksi.faces.web.security.door import is_hash

    try:
        line = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file}: cannot be read ({error})") from error
    if not is_hash(line):
        raise click.ClickException(f"{file}: is not what `saksi password` prints")
    return line


def _missing(error: ModuleNotFoundError) -> Exception:
    if (error.name or "").startswith("saksi"):
        return error
    return click.ClickException(str(MissingExtraError("the reading room", "web")))
