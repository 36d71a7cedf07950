"""Lists actors and stories."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, func, literal_column, select, tuple_

from saksi.archive import facts, fetch, fulltext, query
from saksi.archive.database import Kept
from saksi.archive.filters import Filters, actors_called
from saksi.archive.fulltext import number_of
from saksi.archive.query import Order
from saksi.archive.results import ActorRow, Page, StoryRow
from saksi.archive.tables import actor_names, actors, article_actors, articles, stories, story_members
from saksi.archive.words import Question

_LOOKED_THROUGH = 2_000  # newest articles that fit, whose stories are listed
_MOST_ACTORS = 500


def find_actors(connection: Connection, name: str | None, asked: Order, kept: Kept) -> Page[ActorRow]:
    """Actors by name, acronym or beginning of their code, those of most articles first."""
    if name is None:
        counted = select(article_actors.c.actor_id, func.count()).group_by(article_actors.c.actor_id)
        ranking = kept.get(connection, "actors", lambda: ranked(connection.execute(counted).all()))
    else:
        numbers = set(actors_called(connection, name)[:_MOST_ACTORS])
        if name.isupper() and name.isalpha():
            coded = select(actors.c.id).where(actors.c.code.startswith(name, autoescape=True))
            numbers.update(connection.execute(coded.limit(_MOST_ACTORS)).scalars())
        facts_of = ((n, fulltext.fact(facts.token(facts.ACTOR, n))) for n in numbers)
        ranking = ranked((n, fulltext.count(connection, "article_index", f)) for n, f in facts_of)
    found, cursor = by_articles(ranking, asked)
    return Page(actor_rows(connection, found), cursor)


Ranking = list[tuple[int, int]]  # (minus its articles, number), in order


def ranked(counts: Iterable[Any]) -> Ranking:
    """A ranking of (number, articles), those of most articles first."""
    return sorted((-articles, number) for number, articles in counts)


def by_articles(ranking: Ranking, asked: Order) -> tuple[list[tuple[int, int]], str | None]:
    """A page of (number, articles) and the cursor behind it."""
    start = bisect_right(ranking, (-asked.after[0], asked.after[1])) if asked.after else 0
    rest = ranking[start : start + asked.limit + 1]
    page = [(number, -count) for count, number in rest[: asked.limit]]
    return page, asked.cursor(page[-1][1], page[-1][0]) if len(rest) > asked.limit else None


_KINDS = fetch.Lookup(select(actors.c.id, actors.c.kind, actors.c.country), actors.c.id)
_ACRONYMS = fetch.Lookup(
    select(actor_names.c.actor_id, actor_names.c.name)
    .where(actor_names.c.kind == literal_column("'acronym'"))
    .order_by(actor_names.c.name),
    actor_names.c.actor_id,
)


def actor_rows(connection: Connection, found: Sequence[tuple[int, int]]) -> list[ActorRow]:
    """Actors given by number with how many articles name them; those that are not there are left out."""
    refs = fetch.actor_refs(connection, [n for n, _ in found])
    more = {r["id"]: r for r in _KINDS.rows(connection, refs)}
    also: dict[int, list[str]] = {}
    for row in _ACRONYMS.rows(connection, refs):
        also.setdefault(row["actor_id"], []).append(row["name"].upper())
    return [
        ActorRow(refs[n], more[n]["kind"], more[n]["country"], tuple(also.get(n, ())), count)
        for n, count in found
        if n in refs
    ]


def newest_stories(connection: Connection, asked: Order) -> Page[StoryRow]:
    """All stories, those with the newest articles first."""
    wanted = select(stories).order_by(stories.c.last_day.desc(), stories.c.id.desc())
    if asked.after:
        wanted = wanted.where(tuple_(stories.c.last_day, stories.c.id) < tuple_(*asked.after))
    rows = connection.execute(wanted.limit(asked.limit + 1)).mappings().all()
    page = rows[: asked.limit]
    more = len(rows) > asked.limit
    cursor = asked.cursor(page[-1]["last_day"], page[-1]["id"]) if more else None
    return Page([_story(row) for row in page], cursor)


def stories_of(connection: Connection, text: str, filters: Filters, asked: Order) -> Page[StoryRow]:
    """Stories of the newest articles that fit, those with the newest articles first."""
    look, _ = query.search_lookup(connection, Question(text), filters)
    every = Order("date", _LOOKED_THROUGH, None, 0)
    keys, _ = query.all_keys(connection, "article_index", look, filters, every)
    current = select(articles.c.record_id, story_members.c.story_id).join(
        story_members, story_members.c.article_id == articles.c.id
    )
    rows = fetch.rows_in(connection, current, articles.c.record_id, [number_of(k) for k in keys])
    numbers = {row["story_id"] for row in rows}
    found = sorted(
        fetch.rows_in(connection, select(stories), stories.c.id, numbers),
        key=lambda r: (-r["last_day"], -r["id"]),
    )
    if asked.after:
        last = (-asked.after[0], -asked.after[1])
        found = [r for r in found if (-r["last_day"], -r["id"]) > last]
    page = found[: asked.limit]
    more = len(found) > asked.limit
    cursor = asked.cursor(page[-1]["last_day"], page[-1]["id"]) if more else None
    return Page([_story(row) for row in page], cursor)


def _story(row: object) -> StoryRow:
    value = dict(row)  # type: ignore[call-overload]
    return StoryRow(
        id=value["id"],
        title=value["title"],
        first_date=fetch.day_text(value["first_day"]),
        last_date=fetch.day_text(value["last_day"]),
        articles=value["articles"],
        origins=value["origins"],
    )
