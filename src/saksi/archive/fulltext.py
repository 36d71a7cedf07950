"""Inverted indices beside the tables: FTS5 on SQLite, tsvector with GIN on PostgreSQL.

`article_index` holds the words, roots, names and facts of each current record, `event_index` the facts of
each event. Their key is `day << 32 | id` (the record's id, the event's id), so that newest first is the
order of the index itself, and a range of days a range of keys. A question is one tree of terms, written
out for either database. On SQLite the indices are contentless: what was entered is not taken out again,
and a key whose record or event is gone is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

ID_BITS = 32
NEWEST = (1 << 62) - 1

# Fields of an index, and the weight that marks each in a tsvector.
_FIELDS = {"words": "A", "roots": "B", "names": "C", "facts": "D"}
_MOST_POSITIONS = 16_000  # a tsvector knows no higher one


@dataclass(frozen=True, slots=True)
class Term:
    """A run of tokens (one, or a phrase) in one of `fields`; the last may be a prefix."""

    tokens: tuple[str, ...]
    fields: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """What every one of `parts` fits."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What at least one of `parts` fits."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """What fits `kept` and does not fit `dropped`."""

    kept: Expression
    dropped: Expression


Expression = Term | All | AnyOf | Without
EVERYTHING = Term(("all",), ("facts",))


@dataclass(frozen=True, slots=True)
class Range:
    """What fits `tree`, of keys from `low` to `high`, both inclusive."""

    tree: Expression
    low: int
    high: int


def fact(token: str, *, prefix: bool = False) -> Term:
    """A single fact token."""
    return Term((token,), ("facts",), prefix)


def anyof(parts: Iterable[Expression]) -> Expression | None:
    """AnyOf, simplified; None if there are no parts."""
    kept = tuple(parts)
    return (kept[0] if len(kept) == 1 else AnyOf(kept)) if kept else None


def key_of(day: int, number: int) -> int:
    """The index key of record or event `number` on `day`."""
    return day << ID_BITS | number


def number_of(key: int) -> int:
    """The record or event id in an index key."""
    return key & ((1 << ID_BITS) - 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of an index: token streams by field. Tokens are lower-case runs of letters and digits."""

    key: int
    facts: Sequence[str]
    words: Sequence[str] = ()
    roots: Sequence[str] = ()
    names: Sequence[str] = ()


def enter(connection: Connection, index: str, entries: Iterable[Entry]) -> None:
    """Adds entries to `article_index` or `event_index`, in the order of their keys."""
    ordered = sorted(entries, key=lambda e: e.key)
    if not ordered:
        return
    if connection.dialect.name == "sqlite":
        fields = tuple(_FIELDS) if index == "article_index" else ("facts",)
        sql = f"INSERT INTO {index} (rowid, {', '.join(fields)}) VALUES (?{', ?' * len(fields)})"
        rows = [(e.key, *(" ".join(getattr(e, f)) for f in fields)) for e in ordered]
        connection.exec_driver_sql(sql, rows)
    else:
        sql = f"INSERT INTO {index} (key, terms) VALUES (:key, CAST(:terms AS tsvector))"
        connection.execute(text(sql), [{"key": e.key, "terms": _tsvector(e)} for e in ordered])


def remove(connection: Connection, index: str, keys: Sequence[int]) -> None:
    """Takes entries out again where the database can; elsewhere they stay and are passed over."""
    if connection.dialect.name != "sqlite" and keys:
        connection.execute(text(f"DELETE FROM {index} WHERE key = ANY(:keys)"), {"keys": list(keys)})


def clear(connection: Connection, index: str) -> None:
    """Empties an index."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")
    else:
        connection.exec_driver_sql(f"DELETE FROM {index}")


def keys_between(
    connection: Connection,
    index: str,
    look: Range,
    limit: int,
    *,
    newest: bool,
    first_id: int = 0,
) -> list[int]:
    """Keys that fit, in order, at most `limit`.

    Only those of ids from `first_id` on; to find what was entered lately, whatever its day.
    """
    key = "rowid" if connection.dialect.name == "sqlite" else "key"
    late = f" AND ({key} & {(1 << ID_BITS) - 1}) >= {int(first_id)}" if first_id else ""
    sql = (
        f"SELECT {key} FROM {index} WHERE {_matches(connection, index)}"
        f" AND {key} BETWEEN :low AND :high{late} ORDER BY {key} {'DESC' if newest else 'ASC'} LIMIT :limit"
    )
    written = _written(connection, index, look.tree)
    bound = {"question": written, "low": look.low, "high": look.high, "limit": limit}
    return [row[0] for row in connection.execute(text(sql), bound)]


def among(connection: Connection, index: str, question: Expression, keys: Sequence[int]) -> list[int]:
    """Those of `keys` that fit."""
    key = "rowid" if connection.dialect.name == "sqlite" else "key"
    listed = ", ".join(str(int(k)) for k in keys)
    if not listed:
        return []
    sql = f"SELECT {key} FROM {index} WHERE {_matches(connection, index)} AND {key} IN ({listed})"
    written = _written(connection, index, question)
    return [row[0] for row in connection.execute(text(sql), {"question": written})]


def _matches(connection: Connection, index: str) -> str:
    if connection.dialect.name == "sqlite":
        return f"{index} MATCH :question"
    return "terms @@ CAST(:question AS tsquery)"


def _written(connection: Connection, index: str, question: Expression) -> str:
    if connection.dialect.name == "sqlite":
        return to_fts5(question, one_field=index == "event_index")
    return to_tsquery(question)


def to_fts5(question: Expression, *, one_field: bool = False) -> str:
    """The question as FTS5 writes it; an index of one field wants none named."""

    def write(part: Expression) -> str:
        match part:
            case Term(tokens, fields, prefix):
                phrase = '"' + " ".join(tokens) + '"' + ("*" if prefix else "")
                return phrase if one_field else f"{{{' '.join(fields)}}} : {phrase}"
            case All(parts):
                return "(" + " AND ".join(map(write, parts)) + ")"
            case AnyOf(parts):
                return "(" + " OR ".join(map(write, parts)) + ")"
            case Without(kept, dropped):
                return f"({write(kept)} NOT {write(dropped)})"

    return write(question)


def to_tsquery(question: Expression) -> str:
    """The question as a tsquery of PostgreSQL."""
    match question:
        case Term(tokens, fields, prefix):
            weights = "".join(_FIELDS[f] for f in fields)
            marks = [f"'{t}':{weights}" for t in tokens]
            return "(" + " <-> ".join(marks) + ("*" if prefix else "") + ")"
        case All(parts):
            return "(" + " & ".join(map(to_tsquery, parts)) + ")"
        case AnyOf(parts):
            return "(" + " | ".join(map(to_tsquery, parts)) + ")"
        case Without(kept, dropped):
            return f"({to_tsquery(kept)} & !{to_tsquery(dropped)})"


def _tsvector(entry: Entry) -> str:
    """Lexemes with their positions; the fields follow one another with a gap that no phrase spans."""
    lexemes = []
    at = 1
    for field, weight in _FIELDS.items():
        for token in getattr(entry, field):
            lexemes.append(f"'{token}':{min(at, _MOST_POSITIONS)}{weight if weight != 'D' else ''}")
            at += 1
        at += 8
    return " ".join(lexemes)


def count(connection: Connection, index: str, question: Expression) -> int:
    """How many entries fit; stale ones count."""
    sql = f"SELECT count(*) FROM {index} WHERE {_matches(connection, index)}"
    written = _written(connection, index, question)
    return int(connection.execute(text(sql), {"question": written}).scalar_one())
