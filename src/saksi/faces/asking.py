"""The commands that ask an archive: search, events, positions, actors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from saksi.faces.archive_options import (
    archive_option,
    cursor_option,
    filter_options,
    filters_of,
    format_option,
    limit_option,
    marked,
    opened,
    print_rows,
)
from saksi.faces.brief import TYPE_STYLE, plain

if TYPE_CHECKING:
    from saksi.archive.results import ActorRef, ActorRow, ArticleHit, EventRow, PositionRow

EVENT_COLUMNS = ("date", "event", "source", "target", "place", "sentence", "article")
HIT_COLUMNS = ("published", "outlet", "title", "found", "where")


@click.command()
@click.argument("words", nargs=-1, metavar="WORDS...")
@archive_option
@filter_options
@click.option("--sort", type=click.Choice(["relevance", "date", "oldest"]), default="relevance")
@limit_option
@cursor_option
@format_option
def search(
    words: tuple[str, ...],
    where: str,
    sort: str,
    limit: int,
    cursor: str | None,
    form: str | None,
    **given: Any,
) -> None:
    """Finds articles by their words.

    Words apart must all be there; "words in quotation marks" must follow one another; OR between two makes
    either do; -word takes away; word* stands for any ending. A word of small letters also finds the words
    of its root (menyerang finds diserang and serangan), an acronym the name that it stands for.

    By relevance the newest 200 come first, those with more of the words in their headlines before the
    others; then older ones by date.
    """
    from saksi.archive.results import ArticleHit

    with opened(where) as archive:
        text = " ".join(f'"{w}"' if " " in w and '"' not in w else w for w in words)
        page = archive.search(text, filters_of(given), sort=sort, limit=limit, cursor=cursor)
        print_rows(page, ArticleHit, form, HIT_COLUMNS, hit_cells)


@click.command()
@archive_option
@filter_options
@click.option("--once", is_flag=True, help="A row for each real event, not for each of its reports.")
@click.option("--sort", type=click.Choice(["date", "oldest"]), default="date")
@limit_option
@cursor_option
@format_option
def events(
    where: str, once: bool, sort: str, limit: int, cursor: str | None, form: str | None, **given: Any
) -> None:
    """Lists events: who did what to whom, where, when, with the sentence that says so.

    Reports of one real event are found within stories (saksi story NUMBER shows them side by side).
    """
    from saksi.archive.results import EventRow

    with opened(where) as archive:
        page = archive.events(filters_of(given), sort=sort, limit=limit, cursor=cursor, once=once)
        print_rows(page, EventRow, form, EVENT_COLUMNS, event_cells)


@click.command()
@archive_option
@filter_options
@click.option("--sort", type=click.Choice(["date", "oldest"]), default="date")
@limit_option
@cursor_option
@format_option
def positions(where: str, sort: str, limit: int, cursor: str | None, form: str | None, **given: Any) -> None:
    """Lists positions: what actors demand, support, accept, offer, refuse or threaten, or stay silent on."""
    from saksi.archive.results import PositionRow

    with opened(where) as archive:
        page = archive.positions(filters_of(given), sort=sort, limit=limit, cursor=cursor)
        print_rows(page, PositionRow, form, ("date", "actor", "stance", "issue", "sentence"), _position_cells)


@click.command()
@click.argument("name", required=False)
@archive_option
@limit_option
@cursor_option
@format_option
def actors(name: str | None, where: str, limit: int, cursor: str | None, form: str | None) -> None:
    """Lists actors by NAME, acronym or beginning of a code; without one, those met in most articles."""
    from saksi.archive.results import ActorRow

    with opened(where) as archive:
        rows = archive.actors(name, limit=limit, cursor=cursor)
        print_rows(rows, ActorRow, form, ("articles", "actor", "code", "kind", "also"), _actor_cells)


def hit_cells(hit: ArticleHit) -> tuple[str | Text | None, ...]:
    """An article that was found, for a table."""
    found = marked(hit.snippet.text, hit.snippet.highlights)
    article = hit.article
    return (article.published or "")[:10], article.outlet, article.title, found, article.url or article.path


def event_cells(event: EventRow) -> tuple[str | Text | None, ...]:
    """An event, for a table."""
    kind = Text(event.type, style=TYPE_STYLE.get(event.type, ""))
    if event.mode:
        kind.append(f"/{event.mode}")
    if event.negated or event.modality != "happened":
        kind.append(f" ({'not ' if event.negated else ''}{event.modality})", style="dim")
    date = (event.date or "") + ("" if event.dated else "?")
    place = event.place.name if event.place else ""
    sentence = plain(event.sentence)
    return date, kind, _people(event.source), _people(event.target), place, sentence, _article(event)


def _position_cells(position: PositionRow) -> tuple[str | Text | None, ...]:
    who = _people((position.actor,))
    return position.date, who, position.stance, position.issue, plain(position.event.sentence)


def _actor_cells(actor: ActorRow) -> tuple[str | Text | None, ...]:
    return str(actor.articles), actor.actor.name, actor.actor.code, actor.kind, ", ".join(actor.also)


def _people(actors: tuple[ActorRef, ...]) -> str:
    return ", ".join(f"{a.name} ({a.code})" if a.code else a.name for a in actors)


def _article(event: EventRow) -> str:
    shown = f"{event.article.outlet or event.article.url or event.article.path} #{event.article.number}"
    if event.reports > 1:
        shown += f", {event.reports} reports of {event.origins} origins (story {event.story})"
    return shown


COMMANDS: tuple[click.Command, ...] = (search, events, positions, actors)
