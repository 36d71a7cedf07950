"""The command `saksi serve`: the reading room and the REST interface on this machine."""

from __future__ import annotations

from ipaddress import ip_address

import click

from saksi.errors import MissingExtraError
from saksi.faces.archive_options import archive_option, opened


@click.command()
@archive_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve(where: str, host: str, port: int) -> None:
    """Shows an archive as web pages, and as JSON under /api/v1. Stop it with Ctrl-C.

    There are no passwords yet: whoever reaches the address can read the archive.
    """
    try:
        import uvicorn

        from saksi.faces.web.app import create_app
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("saksi"):
            raise
        raise click.ClickException(str(MissingExtraError("the reading room", "web"))) from error
    with opened(where) as archive:
        if not _is_loopback(host):
            click.echo(f"saksi: whoever reaches {host}:{port} can read this archive", err=True)
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"http://{shown}:{port}/", err=True)
        uvicorn.run(create_app(archive), host=host, port=port, log_level="warning", server_header=False)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
