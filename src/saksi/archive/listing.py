"""Lists actors and stories."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, literal_column, select, tuple_

from saksi.archive import fetch, query
from saksi.archive.database import Kept
from saksi.archive.filters import Filters, actors_called
from saksi.archive.fulltext import Range, among, key_of, number_of
from saksi.archive.query import Order
from saksi.archive.results import ActorRow, Page, StoryRow
from saksi.archive.search import search_lookup
from saksi.archive.tables import (
    actor_names,
    actors,
    article_actors,
    article_places,
    articles,
    stories,
    story_members,
)
from saksi.archive.words import Question

_MOST_ACTORS = 500
# Articles that a later capture of their page replaces: few, and an index holds them.
REPLACED = select(articles.c.id).where(articles.c.superseded)


def find_actors(connection: Connection, name: str | None, asked: Order, kept: Kept) -> Page[ActorRow]:
    """Actors by name, acronym or beginning of their code, those of most articles first."""
    if name is None:
        ranking = kept.get(connection, "actors", lambda: ranked(articles_naming(connection, ACTORS)))
    else:
        numbers = set(actors_called(connection, name)[:_MOST_ACTORS])
        if name.isupper() and name.isalpha():
            coded = select(actors.c.id).where(actors.c.code.startswith(name, autoescape=True))
            numbers.update(connection.execute(coded.limit(_MOST_ACTORS)).scalars())
        ranking = ranked(articles_naming(connection, ACTORS, sorted(numbers)))
    found, cursor = by_articles(ranking, asked)
    return Page(actor_rows(connection, found), cursor)


def _naming(named: ColumnElement[int], article: ColumnElement[int]) -> fetch.Lookup:
    """How many articles that stand name each of something."""
    counted = func.count(func.distinct(article)).label("articles")
    query = select(named.label("number"), counted).where(article.not_in(REPLACED)).group_by(named)
    return fetch.Lookup(query, named)


ACTORS = _naming(article_actors.c.actor_id, article_actors.c.article_id)
PLACES = _naming(article_places.c.place_id, article_places.c.article_id)


def articles_naming(
    connection: Connection, naming: fetch.Lookup, numbers: Sequence[int] | None = None
) -> list[tuple[int, int]]:
    """(number, articles) of ACTORS or PLACES; of all, or of those given."""
    rows = naming.every(connection) if numbers is None else naming.tuples(connection, numbers)
    return [(number, articles) for number, articles in rows]


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
    wanted = (
        select(stories).where(stories.c.shown > 0).order_by(stories.c.last_day.desc(), stories.c.id.desc())
    )
    if asked.after:
        wanted = wanted.where(tuple_(stories.c.last_day, stories.c.id) < tuple_(*asked.after))
    rows = connection.execute(wanted.limit(asked.limit + 1)).mappings().all()
    page = rows[: asked.limit]
    more = len(rows) > asked.limit
    cursor = asked.cursor(page[-1]["last_day"], page[-1]["id"]) if more else None
    return Page([_story(row) for row in page], cursor)


_STORIES = fetch.Lookup(select(stories), stories.c.id)
_STORY_OF = fetch.Lookup(
    select(articles.c.record_id, story_members.c.story_id).join(
        story_members, story_members.c.article_id == articles.c.id
    ),
    articles.c.record_id,
)
_MEMBERS = fetch.Lookup(
    select(story_members.c.story_id, articles.c.day, articles.c.record_id).join(
        articles, articles.c.id == story_members.c.article_id
    ),
    story_members.c.story_id,
)


def stories_of(connection: Connection, text: str, filters: Filters, asked: Order) -> Page[StoryRow]:
    """Stories that have an article that fits, each where the newest of these stands in the order of time."""
    look, _ = search_lookup(connection, Question(text), filters)
    first = _newest_of_stories(look, asked.after[0] if asked.after else None)
    keys, cursor = query.by_date(connection, "article_index", look, filters, asked, first)
    of = _story_of(connection, keys)
    numbers = [of[number_of(k)] for k in keys]
    rows = {row["id"]: row for row in _STORIES.rows(connection, numbers)}
    return Page([_story(rows[n]) for n in numbers], cursor)


def _story_of(connection: Connection, keys: Iterable[int]) -> dict[int, int]:
    """The story of the article of each key, by the number in the key."""
    rows = _STORY_OF.tuples(connection, [number_of(k) for k in keys])
    return {record: story for record, story in rows}  # noqa: C416


def _newest_of_stories(look: Range, after: int | None) -> query.Current:
    """Keeps of the articles of one story the newest that fits. `after`: where the page before ended."""
    met: set[int] = set()

    def current(connection: Connection, keys: Sequence[int], filters: Filters) -> Sequence[int]:
        kept = sorted(query.current_articles(connection, keys, filters), reverse=True)
        of = _story_of(connection, kept)
        if after is not None:
            before = replace(look, low=max(after, look.low))
            met.update(_stories_within(connection, set(of.values()) - met, before, filters))
        first = []
        for key in kept:
            story = of.get(number_of(key))
            if story is not None and story not in met:
                met.add(story)
                first.append(key)
        return first

    return current


def _stories_within(
    connection: Connection, numbers: Iterable[int], look: Range, filters: Filters
) -> Iterator[int]:
    """Those of some stories that have an article in this range."""
    told = {
        key: story
        for story, day, record in _MEMBERS.tuples(connection, numbers)
        if look.low <= (key := key_of(day, record)) <= look.high
    }
    found = among(connection, "article_index", look.tree, list(told))
    return (told[key] for key in query.current_articles(connection, found, filters))


def _story(row: object) -> StoryRow:
    value = dict(row)  # type: ignore[call-overload]
    return StoryRow(
        id=value["id"],
        title=value["title"],
        first_date=fetch.day_text(value["first_day"]),
        last_date=fetch.day_text(value["last_day"]),
        articles=value["shown"],
        origins=value["origins"],
    )
