"""Groups the archive's articles into stories, and writes down what their articles have in common.

Two steps, each in transactions of its own, so that a stop at any moment loses nothing and the next update
goes on from there:

- filing: every article that has no key yet gets one, and a place (`saksi.stories.grouping`);
- telling: every story that grew since it was last told gets its happenings anew.

Articles are filed in the order of their ids, which is that of loading. Batches of any size give the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from saksi.archive.counters import Counters
from saksi.archive.database import Database
from saksi.archive.packing import unpack_record
from saksi.archive.story_index import SqlIndex
from saksi.archive.tables import (
    articles,
    events,
    happening_claims,
    happening_reports,
    happenings,
    records,
    stories,
    story_copies,
    story_keys,
    story_members,
    story_terms,
)
from saksi.archive.vocabulary import clean
from saksi.errors import ArchiveError
from saksi.lexicons.load import Lexicons
from saksi.records import ArticleRecord
from saksi.stories.grouping import place
from saksi.stories.happenings import Happening
from saksi.stories.keys import SCHEME, article_key
from saksi.stories.story import Story, tell_story

FILED_AT_ONCE, TOLD_AT_ONCE = 200, 20
_CHUNK = 500
# In the order in which they can be emptied.
_STORY_TABLES = (
    happening_claims, happening_reports, happenings, story_members, stories,
    story_terms, story_copies, story_keys,
)  # fmt: skip
Say = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did: articles filed, stories told anew."""

    filed: int
    told: int


@dataclass(frozen=True, slots=True)
class ArchivedStory:
    """A story with the records of its articles as filed, and the archive's number of each by its id."""

    story: Story
    records: Sequence[ArticleRecord]
    numbers: Mapping[str, int]


def update_stories(
    database: Database, lexicons: Lexicons, *, batch: int = FILED_AT_ONCE, say: Say | None = None
) -> Updated:
    """Files the articles that are new and tells the stories that changed. Can be run again at any time.

    `say` is told the step, how much of it is done and how much there is. Raises ArchiveError, also if the
    archive's keys were made by another scheme: then `forget_stories` and update again.
    """
    say = say or (lambda step, done, total: None)
    _check_scheme(database)
    pending = _unfiled(database)
    filed = 0
    for at in range(0, len(pending), batch):
        with database.writing() as connection:
            filed += file_articles(connection, pending[at : at + batch], lexicons)
        say("file", min(at + batch, len(pending)), len(pending))
    _reopen_recoded(database)
    untold = _untold(database)
    tell_stories(database, untold, lexicons, say)
    return Updated(filed, len(untold))


def tell_stories(database: Database, numbers: Sequence[int], lexicons: Lexicons, say: Say) -> None:
    """Writes the happenings of these stories anew."""
    for at in range(0, len(numbers), TOLD_AT_ONCE):
        with database.writing() as connection:
            for story in numbers[at : at + TOLD_AT_ONCE]:
                _tell(connection, story, lexicons)
        say("tell", min(at + TOLD_AT_ONCE, len(numbers)), len(numbers))


def file_articles(connection: Connection, numbers: Sequence[int], lexicons: Lexicons) -> int:
    """Files those of the articles that are not filed yet, in the order given; returns how many."""
    done = select(story_keys.c.article_id).where(story_keys.c.article_id.in_(numbers))
    filed = set(connection.execute(done).scalars())
    return file_records(connection, _records(connection, [n for n in numbers if n not in filed]), lexicons)


def file_records(
    connection: Connection, found: Iterable[tuple[int, int, ArticleRecord]], lexicons: Lexicons
) -> int:
    """Files articles given as (article, run, record), none of them filed yet; returns how many."""
    index = SqlIndex(connection)
    count = 0
    for number, run, record in found:
        index.enter(number, run, clean(record.title) if record.title else None)
        place(article_key(record, lexicons), index)
        count += 1
    return count


def forget_stories(database: Database) -> None:
    """Takes out all stories; the next update groups all articles anew, under new ids where need be."""
    with database.writing() as connection:
        for table in _STORY_TABLES:
            connection.execute(delete(table))


def load_story(connection: Connection, story: int, lexicons: Lexicons) -> ArchivedStory:
    """A story told from the current records of its articles. Raises ArchiveError if there is none such."""
    query = (
        select(story_members.c.article_id, story_members.c.origin_id)
        .where(story_members.c.story_id == story)
        .order_by(story_members.c.number)
    )
    families = {row.article_id: row.origin_id for row in connection.execute(query)}
    if not families:
        raise ArchiveError(f"{story}: no such story")
    loaded = [(number, record) for number, _, record in _records(connection, list(families))]
    told = tell_story(
        [record for _, record in loaded], {record.id: families[number] for number, record in loaded}, lexicons
    )
    return ArchivedStory(
        told, [record for _, record in loaded], {record.id: number for number, record in loaded}
    )


def _records(connection: Connection, numbers: Sequence[int]) -> Iterator[tuple[int, int, ArticleRecord]]:
    """(article, run, current record) of the articles, in the order given."""
    for at in range(0, len(numbers), _CHUNK):
        chunk = numbers[at : at + _CHUNK]
        query = (
            select(articles.c.id, records.c.run_id, records.c.data)
            .join(records, records.c.id == articles.c.record_id)
            .where(articles.c.id.in_(chunk))
        )
        found = {row.id: row for row in connection.execute(query)}
        for number in (n for n in chunk if n in found):
            row = found[number]
            yield number, row.run_id, ArticleRecord.from_dict(unpack_record(row.data))


def _check_scheme(database: Database) -> None:
    with database.reading() as connection:
        other = select(story_keys.c.scheme).where(story_keys.c.scheme != SCHEME).limit(1)
        found = connection.execute(other).scalar()
    if found is not None:
        raise ArchiveError(
            f"{database.name}: its stories were grouped by keys of scheme {found}, this version makes"
            f" {SCHEME}: group them anew (saksi stories --rebuild)"
        )


def _unfiled(database: Database) -> list[int]:
    query = (
        select(articles.c.id)
        .outerjoin(story_keys, story_keys.c.article_id == articles.c.id)
        .where(story_keys.c.article_id.is_(None))
        .order_by(articles.c.id)
    )
    with database.reading() as connection:
        return list(connection.execute(query).scalars())


def _untold(database: Database) -> list[int]:
    with database.reading() as connection:
        query = select(stories.c.id).where(stories.c.origins == 0).order_by(stories.c.id)
        return list(connection.execute(query).scalars())


def _reopen_recoded(database: Database) -> None:
    """Lets stories be told anew of which an article was coded anew. Its place in the story stays."""
    query = (
        select(story_members.c.story_id, articles.c.id, records.c.run_id)
        .join(story_keys, story_keys.c.article_id == story_members.c.article_id)
        .join(articles, articles.c.id == story_members.c.article_id)
        .join(records, records.c.id == articles.c.record_id)
        .where(records.c.run_id != story_keys.c.run_id)
    )
    with database.writing() as connection:
        for story, article, run in connection.execute(query).all():
            connection.execute(update(stories).where(stories.c.id == story).values(origins=0))
            connection.execute(
                update(story_keys).where(story_keys.c.article_id == article).values(run_id=run)
            )


def _tell(connection: Connection, number: int, lexicons: Lexicons) -> None:
    """Writes the happenings of a story anew."""
    loaded = load_story(connection, number, lexicons)
    old = select(happenings.c.id).where(happenings.c.story_id == number)
    for table in (happening_claims, happening_reports):
        connection.execute(delete(table).where(table.c.happening_id.in_(old)))
    connection.execute(delete(happenings).where(happenings.c.story_id == number))
    told = update(stories).where(stories.c.id == number)
    connection.execute(told.values(origins=max(1, loaded.story.origins)))
    if loaded.story.happenings:
        _Telling(connection, number, loaded).write(loaded.story.happenings)


class _Telling:
    """Rows of the happenings of one story."""

    def __init__(self, connection: Connection, story: int, loaded: ArchivedStory) -> None:
        self.connection = connection
        self.story = story
        self.articles = loaded.numbers
        self.families = {article.article: article.family for article in loaded.story.articles}
        query = (
            select(events.c.id, events.c.article_id, events.c.local, events.c.place_id, events.c.speaker_id)
            .join(story_members, story_members.c.article_id == events.c.article_id)
            .where(story_members.c.story_id == story)
        )
        self.rows = {(row.article_id, row.local): row for row in connection.execute(query)}

    def write(self, found: Sequence[Happening]) -> None:
        ids = Counters(self.connection)
        first = ids.take("happenings", len(found))
        self.connection.execute(
            insert(happenings), [self._happening(n, h) for n, h in enumerate(found, first)]
        )
        reports = [row for n, h in enumerate(found, first) for row in self._reports(n, h)]
        if reports:
            self.connection.execute(insert(happening_reports), reports)
        claims = [row for n, h in enumerate(found, first) for row in self._claims(n, h)]
        if claims:
            start = ids.take("happening_claims", len(claims))
            numbered = [{"id": n, **row} for n, row in enumerate(claims, start)]
            self.connection.execute(insert(happening_claims), numbered)
        ids.save()

    def _happening(self, number: int, happening: Happening) -> dict[str, Any]:
        told = [self.rows.get((self.articles[a.article], a.event)) for a in happening.accounts]
        first = min((a.first for a in happening.accounts if a.dated and a.first), default=0)
        printed = min((a.last for a in happening.accounts if a.last), default=0)
        return {
            "id": number,
            "story_id": self.story,
            "type": happening.type,
            "day": first or printed,
            "place_id": next((row.place_id for row in told if row is not None and row.place_id), None),
            "reports": len({a.article for a in happening.accounts}),
            "origins": happening.origins,
            "summary": json.dumps(summary(happening), ensure_ascii=True, separators=(",", ":")),
        }

    def _reports(self, number: int, happening: Happening) -> Iterator[dict[str, Any]]:
        for account in happening.accounts:
            row = self.rows.get((self.articles[account.article], account.event))
            if row is not None:
                yield {
                    "happening_id": number,
                    "event_id": row.id,
                    "article_id": row.article_id,
                    "origin_id": self.families[account.article],
                }

    def _claims(self, number: int, happening: Happening) -> Iterator[dict[str, Any]]:
        for account in happening.accounts:
            article = self.articles[account.article]
            row = self.rows.get((article, account.event))
            for size in account.sizes:
                speaker = size.speaker or account.speaker
                yield {
                    "happening_id": number,
                    "article_id": article,
                    "measure": size.kind,
                    "low": size.low,
                    "high": size.high,
                    "speaker_id": row.speaker_id if row is not None and speaker == account.speaker else None,
                    "speaker": clean(speaker.name) if speaker else None,
                    "start": size.span[0],
                    "end": size.span[1],
                }


def summary(happening: Happening) -> dict[str, Any]:
    """A happening in a few plain fields, with what its reports differ on."""
    return {
        "mode": happening.mode,
        "modality": happening.modality,
        "source": [asdict(party) for party in happening.source],
        "target": [asdict(party) for party in happening.target],
        "place": asdict(happening.place) if happening.place else None,
        "days": happening.days,
        "lone": happening.lone,
        "disagreements": [
            {
                "field": d.field,
                "sides": [
                    {"value": side.value, "reports": [f"{a.article}#{a.event}" for a in side.accounts]}
                    for side in d.sides
                ],
            }
            for d in happening.disagreements
        ],
    }
