"""The pages: each asks the archive once or twice and is whole without scripts."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from saksi.archive import Filters
from saksi.faces.web import questions
from saksi.faces.web.article_page import article_page, original_page
from saksi.faces.web.asked import Held, key_of, record_of, story_of
from saksi.faces.web.choices import choices
from saksi.faces.web.language import language_of
from saksi.faces.web.rendering import render
from saksi.faces.web.review_desk import ReviewDesk
from saksi.faces.web.story_page import story_page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_NEW = 10


@router.get("/")
def home(request: Request, archive: Held) -> HTMLResponse:
    """What is new. Days that the news only looks forward to are not new."""
    articles = archive.search(sort="date", limit=_NEW)
    today = next((hit.article.published[:10] for hit in articles if hit.article.published), None)
    return page_of(
        request, "home.html", articles=articles, stories=archive.stories(limit=_NEW),
        events=archive.events(Filters(until=today), limit=_NEW),
        total=archive.count(), plots=plots_here(),
    )  # fmt: skip


@router.get("/articles/{article}")
def article(
    request: Request, archive: Held, article: str, lit: str = "",
    part: Annotated[int | None, Query(ge=1, le=100_000)] = None,
) -> HTMLResponse:  # fmt: skip
    """One article with its rows and the page as received."""
    record = record_of(archive, article)
    key = key_of(article)
    desk = ReviewDesk(request, archive, record)
    page = article_page(
        record, archive.source_text(key), archive.links(key), desk, path=f"/articles/{record.id}",
        lang=language_of(request), lit=lit, part=part,
    )  # fmt: skip
    return desk.keep(page)


@router.get("/articles/{article}/original")
def received(
    request: Request, archive: Held, article: str, part: Annotated[int, Query(ge=1, le=100_000)] = 1
) -> HTMLResponse:
    """The page of an article as it was received, in parts where it is long."""
    record = record_of(archive, article)
    decoded = archive.source_text(key_of(article))
    path = f"/articles/{record.id}/original"
    return HTMLResponse(original_page(record, decoded, path=path, lang=language_of(request), part=part))


@router.get("/search")
def search(request: Request, archive: Held, asked: Annotated[questions.Found, Query()]) -> HTMLResponse:
    """Articles by their words, with facets to narrow them down."""
    filters = asked.filters()
    found, facets = archive.search_with_facets(
        asked.q, filters, sort=asked.sort, limit=asked.limit, cursor=asked.cursor
    )
    return page_of(
        request, "search.html", active="search", query=asked.q, asked=asked, rows=found, facets=facets,
        choices=choices(asked, request), plain_link=f"/search?{urlencode({'q': asked.q})}",
    )  # fmt: skip


@router.get("/events")
def events(request: Request, archive: Held, asked: Annotated[questions.Events, Query()]) -> HTMLResponse:
    """Events that fit the filters."""
    found = archive.events(
        asked.filters(), sort=asked.sort, limit=asked.limit, cursor=asked.cursor, once=asked.once
    )
    return page_of(
        request, "events.html", active="events", asked=asked, rows=found, plots=plots_here(),
        filters=query_of(request, drop=("cursor", "limit", "sort", "once")),
    )  # fmt: skip


@router.get("/positions")
def positions(request: Request, archive: Held, asked: Annotated[questions.Rows, Query()]) -> HTMLResponse:
    """Positions that fit the filters."""
    found = archive.positions(asked.filters(), sort=asked.sort, limit=asked.limit, cursor=asked.cursor)
    return page_of(
        request, "positions.html", active="positions", asked=asked, rows=found, plots=plots_here(),
        filters=query_of(request, drop=("cursor", "limit", "sort")),
    )  # fmt: skip


@router.get("/actors")
def actors(request: Request, archive: Held, asked: Annotated[questions.Named, Query()]) -> HTMLResponse:
    """Actors by name, or those met most often."""
    found = archive.actors(asked.name, limit=asked.limit, cursor=asked.cursor)
    return page_of(request, "actors.html", active="actors", asked=asked, rows=found)


@router.get("/stories")
def stories(request: Request, archive: Held, asked: Annotated[questions.Stories, Query()]) -> HTMLResponse:
    """Stories, newest first."""
    found = archive.stories(asked.q, asked.filters(), limit=asked.limit, cursor=asked.cursor)
    return page_of(request, "stories.html", active="stories", asked=asked, rows=found)


@router.get("/stories/{number}")
def story(request: Request, archive: Held, number: int) -> HTMLResponse:
    """One story: its reports, what happened, and where they differ."""
    told = story_of(archive, number)
    return HTMLResponse(story_page(told, path=f"/stories/{number}", lang=language_of(request)))


def plots_here() -> bool:
    """Whether the extra saksi[plot] is installed; without it pages show no drawings."""
    return find_spec("altair") is not None and find_spec("vl_convert") is not None


def page_of(request: Request, template: str, **values: Any) -> HTMLResponse:
    """A page from its template; one of rows links to the next, unless `following` says what comes next."""
    cursor = getattr(values.get("rows"), "cursor", None)
    path = request.url.path
    here = f"{path}?{request.url.query}" if request.url.query else path
    following = f"{path}?{query_of(request, drop=('cursor',), cursor=cursor)}" if cursor else None
    given = {"following": following, **values}
    return HTMLResponse(render(template, lang=language_of(request), here=here, **given))


def query_of(request: Request, drop: tuple[str, ...], **more: str | None) -> str:
    """The query of this address without its empty fields and those named, and with more."""
    kept = [(k, v) for k, v in request.query_params.multi_items() if v and k not in drop]
    return urlencode([*kept, *more.items()])
