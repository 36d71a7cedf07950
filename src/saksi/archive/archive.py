"""The archive as its users see it. Everything that the faces do with an archive goes through here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from sqlalchemy import select

from saksi.archive import (
    compare,
    counts,
    doctor,
    dossier,
    facets,
    fetch,
    listing,
    query,
    runs,
    story_store,
    watch,
)
from saksi.archive.database import Database, changes, open_database
from saksi.archive.filters import Filters
from saksi.archive.fulltext import number_of
from saksi.archive.load import Progress, Watcher, load
from saksi.archive.packing import document_bytes, unpack_document
from saksi.archive.pages import ArchivedPages
from saksi.archive.recode import count_articles, recode
from saksi.archive.results import (
    ActorRef,
    ActorRow,
    ArticleHit,
    EventRow,
    Page,
    PlaceRow,
    PositionRow,
    QuoteRow,
    StoryRow,
)
from saksi.archive.review import Desk
from saksi.archive.search import Search, search_lookup, search_order
from saksi.archive.tables import articles, documents
from saksi.archive.words import Question
from saksi.archive.writer import Failed
from saksi.errors import ArchiveError, ReadError
from saksi.lexicons.load import Lexicons, default_lexicons
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord

PAGE = 20
_STREAMED = 200
_NO_FILTERS = Filters()


def open_archive(where: str | Path, *, create: bool = False) -> Archive:
    """The archive at a path (SQLite) or URL (PostgreSQL), its tables brought up to date.

    A file that does not exist is made only with `create`. Raises ArchiveError.
    """
    return Archive(open_database(where, create=create))


class Archive:
    """A collection of articles that can be asked. Use it in a `with`, or close it.

    Pages are asked for with the `cursor` of the page before; rows come newest first unless `sort` says
    "oldest" (or, in a search, "relevance"). All methods raise ArchiveError if the database fails or a
    question is faulty.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database."""
        self.database.close()

    def at_once(self) -> AbstractContextManager[None]:
        """Within it, all that this thread asks is answered from one state of the archive."""
        return self.database.held()

    # --- Filling ---

    def add(
        self,
        sources: Iterable[SourceDocument | ReadError],
        *,
        jobs: int = 1,
        lexicons: Sequence[Path] = (),
        watch: Watcher | None = None,
        pages: ArchivedPages | None = None,
    ) -> Progress:
        """Adds what is new; see saksi.archive.load. `pages` are those that the fetcher of `sources` knows."""
        return load(self.database, sources, jobs=jobs, lexicons=lexicons, watch=watch, pages=pages)

    def pages(self) -> ArchivedPages:
        """What a fetcher (`known=`) needs to ask servers only for pages that have changed."""
        return ArchivedPages(self.database)

    def recode(
        self, *, jobs: int = 1, lexicons: Sequence[Path] = (), watch: Watcher | None = None
    ) -> Progress:
        """Reads every article anew; see saksi.archive.recode."""
        return recode(self.database, jobs=jobs, lexicons=lexicons, watch=watch)

    def state(self) -> int:
        """A number that grows with every change of the archive: what was read under one state still holds."""
        with self.database.reading() as connection:
            return changes(connection)

    def count(self) -> int:
        """How many articles there are."""
        return count_articles(self.database)

    # --- Asking ---

    def search(
        self,
        text: str = "",
        filters: Filters = _NO_FILTERS,
        *,
        sort: str = "relevance",
        limit: int = PAGE,
        cursor: str | None = None,
    ) -> Page[ArticleHit]:
        """Articles that hold the words of `text` (see words.Question) and fit `filters`."""
        asked = search_order(text, filters, sort, limit, cursor)
        with self.database.reading() as connection:
            return Search(connection, text, filters).page(asked)

    def search_with_facets(
        self,
        text: str = "",
        filters: Filters = _NO_FILTERS,
        *,
        sort: str = "relevance",
        limit: int = PAGE,
        cursor: str | None = None,
    ) -> tuple[Page[ArticleHit], facets.Facets]:
        """What `search` and `facets` give, of one state of the archive and in less time."""
        asked = search_order(text, filters, sort, limit, cursor)
        with self.database.reading() as connection:
            search = Search(connection, text, filters)
            divided = facets.find_facets(search)
            return search.page(asked), divided

    def events(
        self,
        filters: Filters = _NO_FILTERS,
        *,
        sort: str = "date",
        limit: int = PAGE,
        cursor: str | None = None,
        once: bool = False,
    ) -> Page[EventRow]:
        """Events that fit `filters`: a row for each report, or, with `once`, for each real event."""
        asked = query.order(f"events {once} {filters.to_json()}", _by_day(sort), limit, cursor)
        with self.database.reading() as connection:
            return query.find_events(connection, filters, asked, once=once)

    def positions(
        self,
        filters: Filters = _NO_FILTERS,
        *,
        sort: str = "date",
        limit: int = PAGE,
        cursor: str | None = None,
    ) -> Page[PositionRow]:
        """Positions that fit; `filters.actor` is who holds them."""
        asked = query.order(f"positions {filters.to_json()}", _by_day(sort), limit, cursor)
        with self.database.reading() as connection:
            return query.find_positions(connection, filters, asked)

    def actors(
        self, name: str | None = None, *, limit: int = PAGE, cursor: str | None = None
    ) -> Page[ActorRow]:
        """Actors by name, acronym or beginning of their code; without a name, those met most often."""
        asked = query.order(f"actors {name}", "date", limit, cursor)
        with self.database.reading() as connection:
            return listing.find_actors(connection, name, asked, self.database.kept)

    def actor(self, number: int) -> ActorRow:
        """An actor by its number."""
        with self.database.reading() as connection:
            return dossier.actor(connection, number)

    def links(self, article: int | str) -> dossier.Links:
        """The archive's numbers of what an article names; see saksi.archive.dossier."""
        with self.database.reading() as connection:
            return dossier.links(connection, fetch.article_number(connection, article))

    def namesakes(self, of: ActorRef) -> list[ActorRef]:
        """Actors of the same name under another code."""
        with self.database.reading() as connection:
            return dossier.namesakes(connection, of)

    def ledger(
        self, actor: int, lexicons: Lexicons | None = None, *, most: int = dossier.LEDGER
    ) -> list[dossier.LedgerEntry]:
        """What an actor wanted over time by its newest `most` positions; see saksi.archive.dossier."""
        with self.database.reading() as connection:
            return dossier.find_ledger(connection, actor, lexicons or default_lexicons(), most)

    def ledgers(
        self, filters: Filters = _NO_FILTERS, lexicons: Lexicons | None = None
    ) -> list[dossier.LedgerEntry]:
        """What actors wanted over time, by actor and issue; see saksi.archive.dossier."""
        with self.database.reading() as connection:
            return dossier.find_ledgers(connection, filters, lexicons or default_lexicons())

    def quotes(
        self, speaker: int | None = None, *, sort: str = "date", limit: int = PAGE, cursor: str | None = None
    ) -> Page[QuoteRow]:
        """Quotes of a speaker, given by its number, or of all."""
        asked = query.order(f"quotes {speaker}", _by_day(sort), limit, cursor)
        with self.database.reading() as connection:
            return dossier.find_quotes(connection, speaker, asked)

    def places(
        self, name: str | None = None, *, limit: int = PAGE, cursor: str | None = None
    ) -> Page[PlaceRow]:
        """Places by name, those of most articles first; without a name, all."""
        asked = query.order(f"places {name}", "date", limit, cursor)
        with self.database.reading() as connection:
            return dossier.find_places(connection, name, asked, self.database.kept)

    def place(self, number: int) -> PlaceRow:
        """A place by its number."""
        with self.database.reading() as connection:
            return dossier.place(connection, number)

    def facets(self, text: str = "", filters: Filters = _NO_FILTERS) -> facets.Facets:
        """How the articles that a search finds divide; see saksi.archive.facets."""
        with self.database.reading() as connection:
            return facets.find_facets(Search(connection, text, filters))

    def stories(
        self,
        text: str = "",
        filters: Filters = _NO_FILTERS,
        *,
        limit: int = PAGE,
        cursor: str | None = None,
    ) -> Page[StoryRow]:
        """Stories, newest first; with words or filters those that have an article that fits."""
        asked = query.order(f"stories {text} {filters.to_json()}", "date", limit, cursor)
        with self.database.reading() as connection:
            if text.strip() or filters != _NO_FILTERS:
                return listing.stories_of(connection, text, filters, asked)
            return listing.newest_stories(connection, asked)

    def story(self, number: int, lexicons: Lexicons | None = None) -> story_store.ArchivedStory:
        """A story with all that comparing its articles shows; see saksi.stories.story."""
        with self.database.reading() as connection:
            return story_store.load_story(connection, number, lexicons or default_lexicons())

    def update_stories(
        self, lexicons: Lexicons | None = None, say: story_store.Say | None = None
    ) -> story_store.Updated:
        """Groups the articles that are new into stories; see saksi.archive.story_store."""
        return story_store.update_stories(self.database, lexicons or default_lexicons(), say=say)

    def forget_stories(self) -> None:
        """Takes out all stories, so that the next update groups all articles anew."""
        story_store.forget_stories(self.database)

    def records(self, filters: Filters = _NO_FILTERS, text: str = "") -> Iterator[ArticleRecord]:
        """All current records that fit, oldest first, streamed; what is added meanwhile may be missed."""
        cursor: str | None = None
        while True:
            asked = query.order("records", "oldest", _STREAMED, cursor)
            with self.database.reading() as connection:
                look, _ = search_lookup(connection, Question(text), filters)
                keys, cursor = query.all_keys(connection, "article_index", look, filters, asked)
                found = dict(fetch.records_of(connection, [number_of(k) for k in keys]))
            for key in keys:
                yield ArticleRecord.from_dict(found[number_of(key)])
            if cursor is None:
                return

    def iter_events(self, filters: Filters = _NO_FILTERS, *, sort: str = "date") -> Iterator[EventRow]:
        """All events that fit, streamed."""
        return query.pages(lambda cursor: self.events(filters, sort=sort, limit=_STREAMED, cursor=cursor))

    def event_counts(
        self, filters: Filters = _NO_FILTERS, *, most: int = counts.COUNTED
    ) -> counts.EventCounts:
        """Counts of the newest `most` events that fit; see saksi.archive.counts."""
        with self.database.reading() as connection:
            return counts.count_events(connection, filters, most)

    def record(self, article: int | str) -> ArticleRecord:
        """The current record of an article, by its number or id ("sha256:...")."""
        with self.database.reading() as connection:
            number = fetch.article_number(connection, article)
            held = connection.execute(select(articles.c.record_id).where(articles.c.id == number)).scalar()
            if held is None:
                raise ArchiveError(f"there is no article {article}")
            return ArticleRecord.from_dict(fetch.record_of(connection, held))

    def document(self, article: int | str) -> bytes:
        """The bytes of an article's source document, as they were received."""
        with self.database.reading() as connection:
            number = fetch.article_number(connection, article)
            data = connection.execute(select(documents.c.data).where(documents.c.id == number)).scalar()
            if data is None:
                raise ArchiveError(f"there is no article {article}")
            return document_bytes(bytes(data))

    def source_text(self, article: int | str) -> str:
        """An article's source document decoded: what the `raw` spans of its record's blocks point into."""
        with self.database.reading() as connection:
            number = fetch.article_number(connection, article)
            query = select(documents.c.data, documents.c.media_type).where(documents.c.id == number)
            row = connection.execute(query).one_or_none()
            if row is None:
                raise ArchiveError(f"there is no article {article}")
            return unpack_document(bytes(row.data), path="", media_type=row.media_type).raw

    # --- Runs and revisions ---

    def runs(self) -> list[runs.Run]:
        """All runs, oldest first."""
        return runs.list_runs(self.database)

    def failures(self, run: int) -> list[Failed]:
        """What failed in a run."""
        runs.get_run(self.database, run)
        return runs.list_failures(self.database, run)

    def overlap(self, earlier: int, later: int) -> compare.Overlap:
        """How many articles two runs both read, and of how many they say the same."""
        for run in (earlier, later):
            runs.get_run(self.database, run)
        with self.database.reading() as connection:
            return compare.overlap(connection, earlier, later)

    def diff(self, earlier: int, later: int) -> Iterator[compare.ArticleChange]:
        """What two runs say differently, article by article."""
        for run in (earlier, later):
            runs.get_run(self.database, run)
        last = 0
        while True:
            with self.database.reading() as connection:
                numbers = compare.differing(connection, earlier, later, last)
                changes = list(compare.article_changes(connection, earlier, later, numbers))
            yield from changes
            if not numbers:
                return
            last = numbers[-1]

    def history(self, url: str) -> list[compare.Revision]:
        """All captures of a URL, each with what changed in its paragraphs."""
        with self.database.reading() as connection:
            return compare.revisions(connection, url)

    # --- What people decide about it ---

    @property
    def reviews(self) -> Desk:
        """Decisions on events, quotes and actors, and what follows from them."""
        return Desk(self.database)

    # --- Watch-lists and health ---

    def save_watch(self, name: str, question: watch.WatchQuestion) -> None:
        """Saves a question under a name; articles that are here now count as seen."""
        watch.save(self.database, name, question)

    def watches(self) -> list[watch.Watch]:
        """All saved questions, by name."""
        return watch.list_watches(self.database)

    def remove_watch(self, name: str) -> None:
        """Forgets a saved question."""
        watch.remove(self.database, name)

    def news(self, name: str) -> watch.News:
        """What answers a saved question and came since it was last marked as seen."""
        return watch.news(self.database, name)

    def mark_seen(self, told: watch.News) -> None:
        """Says that news have been told, so that they are no longer new."""
        watch.mark_seen(self.database, told)

    def check(self, *, full: bool = True) -> Iterator[doctor.Finding]:
        """Everything that is wrong with the archive; see saksi.archive.doctor."""
        return doctor.check(self.database, full=full)

    def rebuild_index(self) -> int:
        """Enters all current records into the indices anew; returns how many."""
        return doctor.rebuild(self.database)


def _by_day(sort: str) -> str:
    if sort == "relevance":
        raise ArchiveError("events are sorted by date or oldest")
    return sort
