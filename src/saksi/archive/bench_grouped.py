"""Gives the articles of an archive that `saksi.archive.bench` filled their stories, without comparing texts.

The made-up articles have nothing in common that grouping could find; so articles of following days are put
together by dice, half of the stories of one article, and the newest of them are told.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, insert, select

from saksi.archive.archive import open_archive
from saksi.archive.story_store import tell_stories
from saksi.archive.tables import articles, stories, story_members
from saksi.lexicons.load import default_lexicons

LONE, LARGEST = 0.5, 12  # share of stories of one article; articles of the largest
TOLD = 1_000  # newest stories whose happenings are written down
Row = tuple[int, int, str | None]  # number, day, title


def group(where: str | Path, *, seed: int = 1) -> int:
    """Makes the stories of the archive at `where`, which has none yet; returns how many."""
    dice = random.Random(seed)
    with open_archive(where) as archive:
        with archive.database.writing() as connection:
            query = select(articles.c.id, articles.c.day, articles.c.title).order_by(
                articles.c.day, articles.c.id
            )
            rows = [(row.id, row.day, row.title) for row in connection.execute(query)]
            groups = list(_groups(dice, rows))
            _enter(connection, groups)
        newest = [min(number for number, _, _ in group) for group in groups[-TOLD:]]
        tell_stories(archive.database, newest, default_lexicons(), lambda step, done, total: None)
    return len(groups)


def _groups(dice: random.Random, rows: Sequence[Row]) -> Iterator[list[Row]]:
    rest = iter(rows)
    while group := list(islice(rest, 1 if dice.random() < LONE else dice.randint(2, LARGEST))):
        yield group


def _enter(connection: Connection, groups: Sequence[list[Row]]) -> None:
    told, members = [], []
    for group in groups:
        first = min(group)  # a story has the number of the article that opened it
        days = [day for _, day, _ in group]
        told.append(
            {
                "id": first[0], "title": first[2], "first_day": min(days), "last_day": max(days),
                "articles": len(group), "origins": len(group),
            }
        )  # fmt: skip
        members += [
            {
                "article_id": number, "story_id": first[0], "origin_id": number, "nearest_id": None,
                "likeness": 0.0, "copied": False, "number": number,
            }
            for number, _, _ in group
        ]  # fmt: skip
    connection.execute(insert(stories), told)
    connection.execute(insert(story_members), members)
