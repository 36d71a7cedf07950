"""The index of stories in the archive's own tables: see `saksi.stories.index.StoryIndex`.

Within one writing transaction. An article's key lies packed in `story_keys`, without its copy keys, which
only finding needs: they and the terms are rows of their own.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    TextClause,
    and_,
    bindparam,
    case,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from saksi.archive.tables import documents, stories, story_copies, story_keys, story_members, story_terms
from saksi.stories.index import Filed, Placement, Sample, findable_terms
from saksi.stories.keys import PLACES, SCHEME, ArticleKey

UNDATED = 0
REMEMBERED = 4_096  # unpacked keys, some 8 KB each
_SIGNATURE = struct.Struct(f"<{PLACES}I")
_HASH = "sha256:"


class SqlIndex:
    """The index on one connection. `file` needs `enter` before, for what the key does not say."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        last = connection.execute(select(func.max(story_keys.c.number))).scalar()
        self._count = 0 if last is None else last + 1
        self._remembered: dict[int, Filed] = {}
        self._article_ids: dict[int, int] = {}
        self._entered: tuple[int, int, str | None] | None = None

    def enter(self, article_id: int, run_id: int, title: str | None) -> None:
        """Says which row of `articles` the next filed key is of, the run of its record, its headline."""
        self._entered = (article_id, run_id, title)

    def count(self) -> int:
        """See StoryIndex."""
        return self._count

    def find(self, article: str) -> Filed | None:
        """See StoryIndex."""
        query = (
            select(story_keys.c.number)
            .join(documents, documents.c.id == story_keys.c.article_id)
            .where(documents.c.sha256 == bytes.fromhex(article.removeprefix(_HASH)))
        )
        number = self._connection.execute(query).scalar()
        return None if number is None else self.filed([number])[number]

    def filed(self, numbers: Iterable[int]) -> Mapping[int, Filed]:
        """See StoryIndex."""
        wanted = list(numbers)
        missing = [n for n in wanted if n not in self._remembered]
        if missing:
            if len(self._remembered) + len(missing) > REMEMBERED:
                self._remembered = {n: self._remembered[n] for n in wanted if n in self._remembered}
            for row in self._connection.execute(_FILED, {"numbers": missing}).all():
                self._remembered[row.number] = _unpacked(row)
                self._article_ids[row.number] = row.article_id
        return {n: self._remembered[n] for n in wanted}

    def sharing(self, copy_keys: Sequence[int], each: int, limit: int) -> Sequence[int]:
        """See StoryIndex."""
        keys = list(dict.fromkeys(copy_keys))
        if not keys:
            return []
        values = {f"k{n}": key for n, key in enumerate(keys)}
        rows = self._connection.execute(_sharing(len(keys)), {**values, "each": each, "most": limit})
        return [row.number for row in rows]

    def holding(
        self, terms: Sequence[str], days: tuple[int, int] | None, limit: int
    ) -> Mapping[str, Mapping[int, int]]:
        """See StoryIndex."""
        found: dict[str, dict[int, int]] = {term: {} for term in terms}
        if terms:
            first, last = days or (UNDATED, UNDATED)
            values: dict[str, Any] = {f"t{n}": term for n, term in enumerate(terms)}
            query = _holding(len(terms))
            for row in self._connection.execute(
                query, {**values, "first": first, "last": last, "most": limit}
            ):
                found[row.term][row.number] = row.story
        return found

    def samples(self, stories: Sequence[int], limit: int) -> Mapping[int, Sample]:
        """See StoryIndex."""
        if not stories:
            return {}
        found = {row.number: row for row in self._connection.execute(_SIZES, {"numbers": stories}).all()}
        values = {f"s{n}": found[story].id for n, story in enumerate(stories)}
        rows = self._connection.execute(_members(len(stories)), {**values, "most": limit}).all()
        members: dict[int, list[int]] = {}
        for story_id, number in rows:
            members.setdefault(story_id, []).append(number)
        return {s: Sample(found[s].articles, _sampled(s, members[found[s].id], limit)) for s in stories}

    def file(self, key: ArticleKey, placement: Placement) -> None:
        """See StoryIndex."""
        assert self._entered is not None
        article_id, run_id, title = self._entered
        self._entered = None
        number = self._count
        self._count += 1
        self._article_ids[number] = article_id
        run = self._connection.execute
        row = {"article_id": article_id, "run_id": run_id, "number": number, "scheme": SCHEME}
        run(insert(story_keys), [{**row, "data": pack_key(key)}])
        if key.copy_keys:
            run(
                insert(story_copies),
                [{"copy_key": k, "number": number} for k in dict.fromkeys(key.copy_keys)],
            )
        day = UNDATED if key.day is None else key.day
        here = {"day": day, "number": number, "story": placement.story}
        terms = [{"term": term, **here} for term in findable_terms(key)]
        if terms:
            run(insert(story_terms), terms)
        self._count_in(placement.story, number, day, title)
        nearest = None if placement.nearest is None else self._article_id(placement.nearest)
        member = {
            "article_id": article_id,
            "story_id": self._article_id(placement.story),
            "origin_id": self._article_id(placement.family),
            "nearest_id": nearest,
            "likeness": placement.likeness,
            "copied": placement.copied,
            "number": number,
        }
        run(insert(story_members), [member])

    def _count_in(self, story: int, number: int, day: int, title: str | None) -> None:
        """Opens a story or lets it grow. Its origins are 0 until it is told anew."""
        story_id = self._article_id(story)
        if story == number:
            row = {"id": story_id, "title": title, "first_day": day, "last_day": day, "articles": 1}
            self._connection.execute(insert(stories), [{**row, "origins": 0}])
        else:
            self._connection.execute(_GROWN, {"story": story_id, "day": day})

    def _article_id(self, number: int) -> int:
        if number not in self._article_ids:
            query = select(story_keys.c.article_id).where(story_keys.c.number == number)
            self._article_ids[number] = self._connection.execute(query).scalar_one()
        return self._article_ids[number]


def pack_key(key: ArticleKey) -> bytes:
    """A key without its copy keys: the signature, then the rest as JSON."""
    rest = [key.article, key.day, key.published, key.outlet, key.credits, key.shingles, key.terms]
    return _SIGNATURE.pack(*key.signature) + json.dumps(rest, separators=(",", ":")).encode()


def unpack_key(data: bytes) -> ArticleKey:
    """What `pack_key` was given, without copy keys."""
    article, day, published, outlet, credits, shingles, terms = json.loads(data[_SIGNATURE.size :])
    return ArticleKey(
        article=article,
        day=day,
        published=published,
        outlet=outlet,
        credits=tuple(credits),
        shingles=shingles,
        signature=_SIGNATURE.unpack_from(data),
        copy_keys=(),
        terms=tuple((term, weight) for term, weight in terms),
    )


def _unpacked(row: Any) -> Filed:
    placement = Placement(row.story, row.family, row.nearest, row.likeness, bool(row.copied))
    return Filed(row.number, unpack_key(row.data), placement)


_MEMBER = story_members
_STORY, _FAMILY, _NEAREST = (story_keys.alias(name) for name in ("story", "family", "nearest"))
_FILED = (
    select(
        story_keys.c.number,
        story_keys.c.article_id,
        story_keys.c.data,
        _STORY.c.number.label("story"),
        _FAMILY.c.number.label("family"),
        _NEAREST.c.number.label("nearest"),
        _MEMBER.c.likeness,
        _MEMBER.c.copied,
    )
    .select_from(story_keys)
    .join(_MEMBER, _MEMBER.c.article_id == story_keys.c.article_id)
    .join(_STORY, _STORY.c.article_id == _MEMBER.c.story_id)
    .join(_FAMILY, _FAMILY.c.article_id == _MEMBER.c.origin_id)
    .outerjoin(_NEAREST, _NEAREST.c.article_id == _MEMBER.c.nearest_id)
    .where(story_keys.c.number.in_(bindparam("numbers", expanding=True)))
)
_SIZES = (
    select(story_keys.c.number, stories.c.id, stories.c.articles)
    .join(stories, stories.c.id == story_keys.c.article_id)
    .where(story_keys.c.number.in_(bindparam("numbers", expanding=True)))
)
_DAY = bindparam("day", type_=Integer)
_FIRST, _LAST = stories.c.first_day, stories.c.last_day
_GROWN = (
    update(stories)
    .where(stories.c.id == bindparam("story"))
    .values(
        articles=stories.c.articles + 1,
        shown=stories.c.shown + 1,
        origins=0,
        # An undated article (day 0) says nothing about when a story began.
        first_day=case((and_(_DAY != UNDATED, or_(_FIRST == UNDATED, _FIRST > _DAY)), _DAY), else_=_FIRST),
        last_day=case((_LAST < _DAY, _DAY), else_=_LAST),
    )
)


def _sampled(story: int, last: Sequence[int], limit: int) -> tuple[int, ...]:
    """The opener and the last filed; `last` are at most `limit` numbers in any order."""
    return (story, *sorted((n for n in last if n != story), reverse=True)[: limit - 1])


@lru_cache(maxsize=64)
def _members(count: int) -> TextClause:
    """The question for the last filed members of stories: one bounded look-up for each."""
    return text(
        " UNION ALL ".join(
            f"SELECT story_id, number FROM (SELECT story_id, number FROM story_members WHERE story_id = :s{n}"
            f" ORDER BY number DESC LIMIT :most) AS q{n}"
            for n in range(count)
        )
    )


@lru_cache(maxsize=256)
def _sharing(count: int) -> TextClause:
    """The question for articles that share copy keys: one bounded look-up for each key, counted together."""
    each = " UNION ALL ".join(
        f"SELECT number FROM (SELECT number FROM story_copies WHERE copy_key = :k{n}"
        f" ORDER BY number LIMIT :each) AS q{n}"
        for n in range(count)
    )
    return text(
        f"SELECT number FROM ({each}) AS shared GROUP BY number ORDER BY count(*) DESC, number LIMIT :most"
    )


@lru_cache(maxsize=64)
def _holding(count: int) -> TextClause:
    """The question for articles that hold terms: one bounded look-up for each."""
    return text(
        " UNION ALL ".join(
            f"SELECT term, number, story FROM (SELECT term, number, story FROM story_terms WHERE term = :t{n}"
            f" AND day BETWEEN :first AND :last ORDER BY day DESC, number DESC LIMIT :most) AS q{n}"
            for n in range(count)
        )
    )
