"""A story told: its articles with their origins, its happenings, contradictions, answers and positions.

    records (of one story) + families -> tell_story -> Story

Everything is computed from the article records and the families that grouping gave; nothing is stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saksi.lexicons.load import Lexicons
from saksi.records import ArticleRecord, Span
from saksi.stories.accounts import Account, Party, accounts_of, party_of
from saksi.stories.answers import Answer, find_answers, unheard
from saksi.stories.happenings import Happening, find_happenings
from saksi.stories.headlines import Overstated, overstated_headlines
from saksi.stories.ledger import Entry, ledger, stands_of
from saksi.stories.origins import (
    Copying,
    added_spans,
    copyings,
    independent,
    newsrooms_of,
    origins,
    version_of,
)
from saksi.stories.sizes import with_sizes


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """One article of a story. `origins`: see `origins.origins`; `added`: paragraphs not in its source."""

    article: str
    title: str | None
    outlet: str | None
    published: str | None
    family: int
    origins: tuple[str, ...]
    copying: Copying
    added: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A story with all that comparing its articles shows. `origins`: independent ones among its articles."""

    title: str | None
    first: str | None
    last: str | None
    articles: tuple[StoryArticle, ...]
    origins: int
    happenings: tuple[Happening, ...]
    answers: tuple[Answer, ...]
    unheard: tuple[Account, ...]
    overstated: tuple[Overstated, ...]
    ledger: tuple[Entry, ...]


def tell_story(records: Sequence[ArticleRecord], families: Mapping[str, int], lexicons: Lexicons) -> Story:
    """The story of these articles, the one that opened it first; `families` by article id."""
    versions = [version_of(record, families[record.id]) for record in records]
    newsrooms = newsrooms_of(lexicons)
    from_whom = origins(versions, newsrooms)
    accounts = [a for record in records for a in with_sizes(record, accounts_of(record, lexicons))]
    dates = sorted(record.published for record in records if record.published)
    return Story(
        title=records[0].title,
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        articles=_articles(records, families, from_whom, copyings(versions, newsrooms)),
        origins=independent(from_whom.values()),
        happenings=find_happenings(accounts, from_whom),
        answers=find_answers(accounts),
        unheard=unheard(accounts, _voices(records)),
        overstated=overstated_headlines(accounts),
        ledger=ledger((stand for record in records for stand in stands_of(record)), lexicons),
    )


def _articles(
    records: Sequence[ArticleRecord],
    families: Mapping[str, int],
    from_whom: Mapping[str, frozenset[str]],
    sources: Sequence[Copying],
) -> tuple[StoryArticle, ...]:
    by_id = {record.id: record for record in records}
    return tuple(
        StoryArticle(
            article=record.id,
            title=record.title,
            outlet=record.outlet,
            published=record.published,
            family=families[record.id],
            origins=tuple(sorted(from_whom[record.id])),
            copying=copying,
            added=added_spans(record, by_id[copying.source]) if copying.source else (),
        )
        for record, copying in zip(records, sources, strict=True)
    )


def _voices(records: Sequence[ArticleRecord]) -> list[Party]:
    """All speakers of the story's quotes."""
    return [
        party_of(actor)
        for record in records
        for actor in record.actors
        if actor.id in {quote.speaker for quote in record.quotes}
    ]
