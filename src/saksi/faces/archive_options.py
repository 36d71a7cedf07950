"""Options that the commands on archives share, and how their answers are printed."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from saksi.errors import SaksiError
from saksi.faces.brief import plain
from saksi.records import Span

if TYPE_CHECKING:
    from saksi.archive import Archive, Filters

Command = TypeVar("Command", bound=Callable[..., Any])
FORMATS = ("table", "csv", "json", "jsonl")
_HERE = "saksi.db"

archive_option = click.option(
    "--archive",
    "-a",
    "where",
    envvar="SAKSI_ARCHIVE",
    default=_HERE,
    show_default=True,
    show_envvar=True,
    metavar="FILE|URL",
    help="A SQLite file, or the URL of a PostgreSQL database.",
)
format_option = click.option(
    "--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, else jsonl."
)
limit_option = click.option(
    "--limit", "-n", type=click.IntRange(1), default=20, show_default=True, help="Rows on a page."
)
cursor_option = click.option("--cursor", help="Go on behind the page that gave this cursor.")


class _Numbers(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """So many numbers in a row, parted by commas: -6.2,106.8,50."""

    name = "numbers"

    def __init__(self, what: str) -> None:
        self.what = what.split(",")

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, ...]:
        try:
            found = tuple(float(part) for part in str(value).split(","))
        except ValueError:
            found = ()
        if len(found) != len(self.what):
            self.fail(f"{value!r} is not {','.join(self.what)}", param, ctx)
        return found


def _many(*names: str, help: str, **more: Any) -> Callable[[Command], Command]:
    return click.option(*names, multiple=True, help=help, **more)


_FILTERS = (
    _many("--actor", help="Name, acronym or beginning of a code (Prabowo, KPK, RUS, IDNCOP); may repeat."),
    _many("--source", help="Who acts: name or beginning of a code."),
    _many("--target", help="Who it is done to: name or beginning of a code."),
    _many("--speaker", help="Whose words the event stands in: a name."),
    _many("--role", help="Sector of an actor: GOV, MIL, COP, REB, CVL ..."),
    _many("--type", help="PLOVER type: ASSAULT, REQUEST ..."),
    _many("--mode", help="PLOVER mode."),
    _many("--context", help="PLOVER context."),
    _many("--cameo", help="CAMEO code or its beginning."),
    _many("--modality", help="happened, ongoing, agreed, planned, offered, demanded, threatened ..."),
    click.option("--negated/--not-negated", default=None, help="Only what did not happen, or only what did."),
    _many("--place", help="Name of a place."),
    _many("--country", help="ISO 3166 alpha-3 code of the place's country."),
    click.option("--district", help="Regency, city or province, with the places known in it."),
    click.option("--near", type=_Numbers("LAT,LON,KM"), metavar="LAT,LON,KM", help="Within a radius."),
    click.option(
        "--box", type=_Numbers("SOUTH,WEST,NORTH,EAST"), metavar="S,W,N,E", help="Within a box, in degrees."
    ),
    _many("--outlet", help="Name of the outlet."),
    click.option("--language", help="Language of the article: id ..."),
    click.option("--since", metavar="DAY", help="First day, YYYY-MM-DD."),
    click.option("--until", metavar="DAY", help="Last day, inclusive."),
    click.option("--published-since", metavar="DAY", help="First day of publication."),
    click.option("--published-until", metavar="DAY", help="Last day of publication."),
    click.option("--story", type=int, help="Number of a story."),
    _many("--stance", help="demands, supports, accepts, offers, refuses, threatens, silent."),
    click.option("--issue", help="Words of the issue of a position."),
    click.option(
        "--revisions", is_flag=True, help="Also articles that a later capture of their page replaces."
    ),
)


def filter_options(command: Command) -> Command:
    """Adds an option for every filter; the command gets them as one dict, see `filters_of`."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def filters_of(given: dict[str, Any]) -> Filters:
    """The filters that the options of `filter_options` stand for."""
    from saksi.archive import Filters

    return Filters(**given)


@contextmanager
def opened(where: str, *, create: bool = False) -> Iterator[Archive]:
    """The archive at `where`; what goes wrong is told in one line."""
    from saksi.archive import open_archive

    try:
        with open_archive(where, create=create) as archive:
            yield archive
    except SaksiError as error:
        raise click.ClickException(str(error)) from error
    except BrokenPipeError:
        # Whoever read our output has left (head, less): nothing more to say, and no trace back.
        sys.stderr.close()
        sys.exit(1)


Cells = Callable[[Any], Sequence[str | Text | None]]


def print_rows(rows: Any, kind: type, form: str | None, columns: Sequence[str], cells: Cells) -> None:
    """Prints rows of one kind as a table for people, CSV, one JSON list or JSON lines."""
    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    if form == "table":
        print_table(columns, (cells(row) for row in rows))
    elif form == "csv":
        from saksi.archive.results import columns_of, flat

        writer = csv.DictWriter(sys.stdout, columns_of(kind), lineterminator="\n")
        writer.writeheader()
        writer.writerows(flat(row) for row in rows)
    elif form == "json":
        click.echo(json.dumps(rows.to_dicts(), ensure_ascii=False, indent=1))
    else:
        for value in rows.to_dicts():
            click.echo(json.dumps(value, ensure_ascii=False))
    cursor = getattr(rows, "cursor", None)
    if cursor is not None:
        click.echo(f"more: --cursor {cursor}", err=True)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str | Text | None]]) -> None:
    """A table for people. Texts are printed as they are, without markup or control characters."""
    table = Table(box=None, pad_edge=False, header_style="bold cyan")
    for column in columns:
        table.add_column(column, overflow="fold")  # an address that was cut could not be opened
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else Text(plain(cell or "")) for cell in row))
    Console(highlight=False).print(table)


def marked(text: str, highlights: Sequence[Span]) -> Text:
    """The text on one line, with its highlights (spans in code points) made bold."""
    shown = Text()
    at = 0
    for start, end in highlights:
        shown.append(_line(text[at:start]))
        shown.append(_line(text[start:end]), style="bold yellow")
        at = end
    shown.append(_line(text[at:]))
    return shown


def _line(text: str) -> str:
    """Like `plain`, but with the spaces at both ends kept."""
    return plain(f"|{text}|")[1:-1]
