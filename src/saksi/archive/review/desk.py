"""The reviewers' desk of an archive: all that the faces do with decisions goes through here."""

from __future__ import annotations

from collections.abc import Iterator

from saksi.archive import fetch
from saksi.archive.database import Database
from saksi.archive.filters import Filters
from saksi.archive.results import ArticleRef
from saksi.archive.review import agreement, decisions, gold, queue, rows, sampling
from saksi.archive.review.decisions import Decision, Standing
from saksi.archive.review.items import KINDS
from saksi.archive.review.queue import MODES, Waiting
from saksi.archive.review.verdicts import Verdict
from saksi.archive.tables import review_decisions
from saksi.errors import ArchiveError
from saksi.lexicons.load import Lexicons, default_lexicons
from saksi.records import ArticleRecord

PAGE = 20
_NO_FILTERS = Filters()


class Desk:
    """What is decided, what waits, how good the machine is and how far reviewers agree.

    `article` is an article's number or id ("sha256:..."). All methods raise ArchiveError if the database
    fails, or if what is asked for is unknown or faulty.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def decide(self, article: int | str, local: str, verdict: Verdict) -> Decision:
        """Enters what a reviewer says of event, quote or actor `local` of an article's current record."""
        with self.database.writing() as connection:
            return decisions.enter(connection, fetch.article_number(connection, article), local, verdict)

    def of_article(self, article: int | str, record: ArticleRecord) -> Standing:
        """The decisions on an article beside `record`, its current one."""
        with self.database.reading() as connection:
            return decisions.standing(connection, fetch.article_number(connection, article), record)

    def decided(
        self,
        *,
        article: int | str | None = None,
        kind: str | None = None,
        verdict: str | None = None,
        reviewer: str | None = None,
        limit: int = PAGE,
        before: int | None = None,
    ) -> list[tuple[Decision, ArticleRef]]:
        """Decisions that fit, newest first; `before` is the id of the last one of the page before."""
        with self.database.reading() as connection:
            wanted = {"kind": kind, "verdict": verdict, "reviewer": reviewer}
            conditions = [review_decisions.c[name] == value for name, value in wanted.items() if value]
            if article is not None:
                conditions.append(review_decisions.c.article_id == fetch.article_number(connection, article))
            if before is not None:
                conditions.append(review_decisions.c.id < before)
            found = decisions.read(connection, *conditions, limit=limit)
            refs = fetch.article_refs(connection, [d.article for d in found])
            return [(d, refs[d.article]) for d in found]

    def waiting(
        self,
        mode: str = "value",
        reviewer: str = "",
        *,
        kind: str = "event",
        filters: Filters = _NO_FILTERS,
        limit: int = PAGE,
    ) -> list[Waiting]:
        """What waits: events by value, items of the random samples, or those that want a second reviewer.

        Filters hold for "value", and of them the types for "random".
        """
        if mode not in MODES:
            raise ArchiveError(f"mode is one of {', '.join(MODES)}")
        _known(kind)
        if mode == "value" and kind != "event":
            raise ArchiveError("only events are ordered by value; quotes and actors come at random")
        with self.database.reading() as connection:
            if mode == "value":
                return queue.by_value(connection, filters, limit)
            if mode == "random":
                return queue.at_random(connection, kind, filters.type, limit)
            return queue.for_second(connection, reviewer, kind, limit)

    def draw(self, kind: str, size: int, seed: int = 1) -> list[tuple[str, int, int]]:
        """Draws a random sample; see saksi.archive.review.sampling."""
        with self.database.writing() as connection:
            return sampling.draw(connection, kind, size, seed)

    def precision(self, kind: str = "event", *, random: bool = True) -> list[sampling.Precision]:
        """The precision of each label: of the random samples, or else of whatever was decided."""
        _known(kind)
        with self.database.reading() as connection:
            return (sampling.precision if random else sampling.reviewed)(connection, kind)

    def agreements(self, kind: str | None = None) -> list[agreement.Agreement]:
        """How far any two reviewers agree; see saksi.archive.review.agreement."""
        if kind is not None:
            _known(kind)
        with self.database.reading() as connection:
            return agreement.agreements(connection, kind)

    def reviewers(self) -> list[str]:
        """The names of all who decided anything."""
        with self.database.reading() as connection:
            return agreement.reviewers(connection)

    def gold(self, kind: str = "event", *, part: str, whole: bool = True) -> Iterator[gold.GoldArticle]:
        """What was decided as gold; see saksi.archive.review.gold."""
        return gold.articles_of(self.database, kind, part=part, whole=whole)

    def lexicon_rows(self, lexicons: Lexicons | None = None, *, least: int = 2) -> list[rows.Proposal]:
        """What corrections say of the rows that fired; see saksi.archive.review.rows."""
        with self.database.reading() as connection:
            return rows.proposals(connection, lexicons or default_lexicons(), least)


def _known(kind: str) -> None:
    if kind not in KINDS:
        raise ArchiveError(f"kind is one of {', '.join(KINDS)}")
