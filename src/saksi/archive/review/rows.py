"""Corrections as rows of the lexicon: which row fired, what it should have said, how often.

Of the rows that made an event the one is asked that gave it its type: the last composition that names the
type, else the outermost frame of that type. Where reviewers called its events something else at least
`least` times, and more often than they let its type stand, the same row with the other type is proposed, in
its own table; where most were rejected, a row of type NONE, which makes the words no event. A proposal is no
ruling: the report says how many decisions it rests on, and a person reads it before `--lexicon` does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from saksi.archive import fetch
from saksi.archive.review import decisions
from saksi.archive.review.decisions import Decision
from saksi.archive.review.items import items_of
from saksi.archive.tables import review_decisions
from saksi.lexicons.load import Lexicons, Row, schema
from saksi.records import ArticleRecord, Event

FRAMES = ("frames_conflict", "frames_cooperation")
COMPOSITION = "composition"
NONE = "NONE"
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """What reviewers say of one row. `right` counts decisions that let its type stand, `wrong` the others

    by the type that it should have been (NONE where the event was rejected). `words` are triggers that it
    fired at where it was wrong, most frequent first. `proposed` is a row of `table`, None if there is none.
    """

    table: str
    key: str
    type: str
    right: int
    wrong: Mapping[str, int]
    words: tuple[str, ...]
    proposed: Row | None


@dataclass(slots=True)
class _Count:
    right: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)


def proposals(connection: Connection, lexicons: Lexicons, least: int) -> list[Proposal]:
    """Every row whose events were decided and at least once called something else, the worst first."""
    types = _types(lexicons)
    standing = decisions.settled(decisions.read(connection, review_decisions.c.kind == "event"))
    counts: defaultdict[tuple[str, str], _Count] = defaultdict(_Count)
    for decision, record, event in _judged(connection, standing.values()):
        row = row_of(event, types)
        if row is None:
            continue
        if decision.outcome == event.type:
            counts[row].right += 1
        else:
            counts[row].wrong[decision.outcome or NONE] += 1
            counts[row].words[" ".join(record.text[s:e] for s, e in event.witness.trigger)] += 1
    found = [_proposal(row, count, lexicons, least) for row, count in counts.items() if count.wrong]
    return sorted(found, key=lambda p: (-sum(p.wrong.values()), p.table, p.key))


def row_of(event: Event, types: Mapping[tuple[str, str], str]) -> tuple[str, str] | None:
    """(table, key) of the row that gave an event its type; None if no row that is there did."""
    rules = [(table, key) for table, _, key in (rule.partition(":") for rule in event.rule)]
    composed = [rule for rule in reversed(rules) if rule[0] == COMPOSITION]
    frames = [rule for rule in rules if rule[0] in FRAMES]
    return next((rule for rule in (*composed, *frames) if types.get(rule) == event.type), None)


def _types(lexicons: Lexicons) -> dict[tuple[str, str], str]:
    tables = (*FRAMES, COMPOSITION)
    return {(table, _key(table, row)): row["type"] for table in tables for row in lexicons.table(table)}


def _key(table: str, row: Row) -> str:
    return ",".join(row[column] for column in schema(table).key)


def _judged(
    connection: Connection, standing: Iterable[Decision]
) -> Iterable[tuple[Decision, ArticleRecord, Event]]:
    """Decisions with the events that were judged, from the records that were judged."""
    by_record: defaultdict[int, list[Decision]] = defaultdict(list)
    for decision in standing:
        by_record[decision.record].append(decision)
    for number, value in fetch.records_of(connection, sorted(by_record)):
        record = ArticleRecord.from_dict(value)
        events = {event.id: event for event in record.events}
        items = items_of(record)
        for decision in by_record[number]:
            # A record is never altered; the check is for a database that was.
            if decision.local in events and items[decision.local].claim == decision.claim:
                yield decision, record, events[decision.local]


def _proposal(row: tuple[str, str], count: _Count, lexicons: Lexicons, least: int) -> Proposal:
    table, key = row
    old = next(r for r in lexicons.table(table) if _key(table, r) == key)
    best, often = min(count.wrong.items(), key=lambda item: (-item[1], item[0]))
    firm = often >= least and often > count.right and sum(count.wrong.values()) > count.right
    new = _row(table, old, best, lexicons) if firm else None
    words = tuple(words for words, _ in count.words.most_common(_MOST_WORDS) if words)
    return Proposal(table, key, old["type"], count.right, dict(count.wrong), words, new)


def _row(table: str, old: Row, kind: str, lexicons: Lexicons) -> Row | None:
    """The row with another type and that type's most general CAMEO code; what belongs to the old type falls
    away. None where no row can say it: a composition cannot make an event none."""
    if kind == NONE:
        guard = dict.fromkeys(("mode", "contexts", "cameo", "target", "operator"), "")
        return None if table == COMPOSITION else {**old, **guard, "type": NONE, "source": "none"}
    new = {**old, "type": kind, "mode": "", "cameo": _code(kind, lexicons.table("cameo"))}
    return new if table == COMPOSITION else {**new, "contexts": ""}


def _code(kind: str, codes: Sequence[Row]) -> str:
    return min((row["code"] for row in codes if row["type"] == kind), key=lambda code: (len(code), code))
