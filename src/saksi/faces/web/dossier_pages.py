"""The pages of one actor and of one place, and the list of places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from saksi.archive import Archive, Filters
from saksi.archive.results import EventRow, QuoteRow
from saksi.faces.web import questions
from saksi.faces.web.asked import Held, actor_of, place_of
from saksi.faces.web.pages import page_of, plots_here

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_ROWS = 10
_TIES = 15
_COUNTED = 150  # newest events that a page's table of ties is made of
_STANDS = 20  # newest positions that a page's ledger is made of
_QUOTES = 20  # newest quotes of which equal ones are shown once


@router.get("/actors/{number}")
def actor(request: Request, archive: Held, number: int) -> HTMLResponse:
    """What an actor did, suffered, said and wants, and with whom it deals."""
    here = f"#{number}"
    with archive.at_once():
        row = actor_of(archive, number)
        return page_of(
            request, "actor.html", active="actors", row=row, namesakes=archive.namesakes(row.actor),
            did=_newest(archive, Filters(source=(here,))), suffered=_newest(archive, Filters(target=(here,))),
            said=_once(archive.quotes(number, limit=_QUOTES)), ledger=archive.ledger(number, most=_STANDS),
            net=archive.event_counts(Filters(actor=(here,)), most=_COUNTED), most=(_TIES, _COUNTED),
            filter=here, plots=plots_here(),
        )  # fmt: skip


@router.get("/places")
def places(request: Request, archive: Held, asked: Annotated[questions.Named, Query()]) -> HTMLResponse:
    """Places by name, or those met most often."""
    found = archive.places(asked.name, limit=asked.limit, cursor=asked.cursor)
    return page_of(request, "places.html", active="places", asked=asked, rows=found)


@router.get("/places/{number}")
def place(request: Request, archive: Held, number: int) -> HTMLResponse:
    """What happened at a place, and who acts there."""
    here = f"#{number}"
    filters = Filters(place=(here,))
    with archive.at_once():
        return page_of(
            request, "place.html", active="places", row=place_of(archive, number),
            events=_newest(archive, filters), net=archive.event_counts(filters, most=_COUNTED),
            most=(_TIES, _COUNTED),
            articles=archive.search(filters=filters, sort="date", limit=_ROWS), filter=here,
            plots=plots_here(),
        )  # fmt: skip


def _newest(archive: Archive, filters: Filters) -> list[EventRow]:
    return list(archive.events(filters, limit=_ROWS))


def _once(quotes: Iterable[QuoteRow]) -> list[tuple[QuoteRow, int]]:
    """The first of quotes in equal words, with the number of articles that print them."""
    told: dict[str, list[QuoteRow]] = {}
    for quote in quotes:
        told.setdefault(" ".join(quote.words.lower().split()).strip(".,"), []).append(quote)
    return [(same[0], len({quote.article.id for quote in same})) for same in told.values()][:_ROWS]
