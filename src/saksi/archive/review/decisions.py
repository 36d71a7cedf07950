"""Decisions as they lie in the database: entered, never altered; read with what has become of their item."""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from saksi.archive import fetch
from saksi.archive.captures import now
from saksi.archive.counters import Counters
from saksi.archive.review.items import Claim, Item, items_of
from saksi.archive.review.verdicts import Verdict, claim_from, corrected, label_of
from saksi.archive.tables import articles, records, review_decisions
from saksi.errors import ArchiveError
from saksi.records import ArticleRecord

Key = tuple[int, str, int, int]  # article, kind, place, claim: one item as one machine's saying


@dataclass(frozen=True, slots=True)
class Decision:
    """What one reviewer decided of one item. `label` is what the machine called it, `run` the run judged.

    `correction` is what is right, if the verdict is "correct"; its spans point into the text of the record
    that was judged (`record`).
    """

    id: int
    article: int
    record: int
    run: int
    kind: str
    local: str
    place: int
    claim: int
    label: str
    verdict: str
    correction: Claim | None
    reason: str
    reviewer: str
    at: str

    @property
    def key(self) -> Key:
        """What was judged, the same in every run that says the same there."""
        return (self.article, self.kind, self.place, self.claim)

    @property
    def outcome(self) -> str:
        """What the reviewer calls it; "" for a reject."""
        if self.verdict == "reject":
            return ""
        return label_of(self.correction) if self.correction else self.label


@dataclass(frozen=True, slots=True)
class Standing:
    """The decisions on one article beside its current record.

    `current`: by local id, of items that the record still says so. `earlier`: by local id, of what an earlier
    run said at the place of that item. `gone`: of what no run says any more at any place.
    """

    current: Mapping[str, tuple[Decision, ...]]
    earlier: Mapping[str, tuple[Decision, ...]]
    gone: tuple[Decision, ...]


def enter(connection: Connection, article: int, local: str, verdict: Verdict) -> Decision:
    """Enters what a reviewer says of item `local` of the current record of an article.

    Raises ArchiveError if there is no such article or item, or if the verdict is faulty.
    """
    verdict = verdict.checked()
    record_id, record = current_record(connection, article)
    item = items_of(record).get(local)
    if item is None:
        raise ArchiveError(f"article {article} has no event, quote or actor {local}")
    claim = corrected(item, verdict.changes, record.text) if verdict.verdict == "correct" else None
    row = {
        "article_id": article,
        "record_id": record_id,
        "kind": item.kind,
        "local": local,
        "place": item.place,
        "claim": item.claim,
        "label": item.label,
        "verdict": verdict.verdict,
        "correction": json.dumps(dataclasses.asdict(claim)) if claim else None,
        "reason": verdict.reason,
        "reviewer": verdict.reviewer,
        "at": now(),
    }
    ids = Counters(connection)
    number = ids.take("review_decisions")
    connection.execute(review_decisions.insert(), {"id": number, **row})
    ids.save()
    return read(connection, review_decisions.c.id == number)[0]


def current_record(connection: Connection, article: int) -> tuple[int, ArticleRecord]:
    """(id, record) of an article. Raises ArchiveError if there is no such article."""
    held = connection.execute(select(articles.c.record_id).where(articles.c.id == article)).scalar()
    if held is None:
        raise ArchiveError(f"there is no article {article}")
    return int(held), ArticleRecord.from_dict(fetch.record_of(connection, held))


def current_records(
    connection: Connection, numbers: Iterable[int]
) -> Iterator[tuple[int, int, ArticleRecord]]:
    """(article, record id, record) of each of these articles; one record is in memory at a time."""
    held = select(articles.c.id, articles.c.record_id)
    of = {r["record_id"]: r["id"] for r in fetch.rows_in(connection, held, articles.c.id, numbers)}
    for record_id, value in fetch.records_of(connection, of):
        yield of[record_id], record_id, ArticleRecord.from_dict(value)


def read(connection: Connection, *conditions: object, limit: int | None = None) -> list[Decision]:
    """Decisions that fit the conditions, newest first."""
    query = (
        select(review_decisions, records.c.run_id)
        .join(records, records.c.id == review_decisions.c.record_id)
        .where(*conditions)  # type: ignore[arg-type]
        .order_by(review_decisions.c.id.desc())
        .limit(limit)
    )
    return [_decision(row) for row in connection.execute(query).mappings()]


def latest(decisions: Iterable[Decision]) -> list[Decision]:
    """The last decision of each reviewer on each item, in order of their ids."""
    last: dict[tuple[Key, str], Decision] = {}
    for decision in sorted(decisions, key=lambda d: d.id):
        last[decision.key, decision.reviewer] = decision
    return sorted(last.values(), key=lambda d: d.id)


def settled(decisions: Iterable[Decision]) -> dict[Key, Decision]:
    """The decision that stands for each item: that of most reviewers; if two are as many, the later one."""
    by_item: defaultdict[Key, list[Decision]] = defaultdict(list)
    for decision in latest(decisions):
        by_item[decision.key].append(decision)
    return {key: _settled(group) for key, group in by_item.items()}


def standing(connection: Connection, article: int, record: ArticleRecord) -> Standing:
    """The decisions on an article, beside its current record."""
    found = latest(read(connection, review_decisions.c.article_id == article))
    return stand(found, items_of(record) if found else {})


def stand(decisions: Sequence[Decision], items: Mapping[str, Item]) -> Standing:
    """Decisions of one article beside the items of one record of it."""
    places = {(item.kind, item.place): item for item in items.values()}
    current: defaultdict[str, list[Decision]] = defaultdict(list)
    earlier: defaultdict[str, list[Decision]] = defaultdict(list)
    gone: list[Decision] = []
    for decision in decisions:
        item = places.get((decision.kind, decision.place))
        if item is None:
            gone.append(decision)
        else:
            (current if item.claim == decision.claim else earlier)[item.local].append(decision)
    return Standing(
        {k: tuple(v) for k, v in current.items()}, {k: tuple(v) for k, v in earlier.items()}, tuple(gone)
    )


def _settled(group: Sequence[Decision]) -> Decision:
    votes: defaultdict[tuple[str, str], list[Decision]] = defaultdict(list)
    for decision in group:
        votes[decision.verdict, decision.outcome].append(decision)
    return max(votes.values(), key=lambda v: (len(v), v[-1].id))[-1]


def _decision(row: RowMapping) -> Decision:
    correction = claim_from(row["kind"], json.loads(row["correction"])) if row["correction"] else None
    return Decision(
        id=row["id"],
        article=row["article_id"],
        record=row["record_id"],
        run=row["run_id"],
        kind=row["kind"],
        local=row["local"],
        place=row["place"],
        claim=row["claim"],
        label=row["label"],
        verdict=row["verdict"],
        correction=correction,
        reason=row["reason"],
        reviewer=row["reviewer"],
        at=row["at"],
    )
