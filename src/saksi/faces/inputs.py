"""The options of every command that takes articles in, and what they make of the paths."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from saksi.errors import MappingError, ReadError
from saksi.readers.columns import FIELDS, Columns
from saksi.readers.open import is_address, read_sources
from saksi.readers.source import SourceDocument

if TYPE_CHECKING:
    from saksi.readers.fetch import Fetcher, KnownPages

Command = TypeVar("Command", bound=Callable[..., Any])


class ColumnsType(click.ParamType[Columns]):
    """`text=isi,title=judul` as Columns."""

    name = "FIELD=COLUMN,..."

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Columns:
        """Raises a usage error that says what is wrong."""
        if isinstance(value, Columns):
            return value
        try:
            return Columns.parse(value)
        except MappingError as error:
            self.fail(str(error), param, ctx)


_OPTIONS = (
    click.option(
        "--map",
        "columns",
        type=ColumnsType(),
        help=f"Columns of CSV, Parquet or JSONL. Fields: {', '.join(FIELDS)}. Unstated ones are guessed.",
    ),
    click.option(
        "--follow/--no-follow",
        default=None,
        help="Fetch the articles of feeds. Default: of feeds given by address only.",
    ),
    click.option(
        "--pause",
        type=click.FloatRange(0),
        default=1.0,
        show_default=True,
        help="Seconds between two requests to one host.",
    ),
    click.option(
        "--allow-private", is_flag=True, help="Fetch from private, loopback and other local addresses too."
    ),
)


def input_options(command: Command) -> Command:
    """Adds the options to a command; it gets them as `columns`, `follow`, `pause`, `allow_private`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True)
class Inputs:
    """What a command was given to read, and how."""

    columns: Columns | None
    follow: bool | None
    pause: float
    allow_private: bool

    def sources(
        self, paths: Sequence[str], known: KnownPages | None = None
    ) -> Iterator[SourceDocument | ReadError]:
        """The source documents of `paths`; what is passed over is told on standard error.

        `known` are pages that the caller has already, for conditional requests.
        """
        return read_sources(
            paths,
            stdin=sys.stdin.buffer,
            columns=self.columns,
            fetcher=self._fetcher(known) if self.follow or any(is_address(p) for p in paths) else None,
            follow=self.follow,
            tell=lambda line: click.echo(f"saksi: {line}", err=True),
        )

    def _fetcher(self, known: KnownPages | None) -> Fetcher:
        from saksi.readers.fetch import Fetcher  # not needed to read files

        return Fetcher(pause=self.pause, allow_private=self.allow_private, known=known)
