"""Inverted indices beside the tables: FTS5 on SQLite, tsvector with GIN on PostgreSQL.

`article_index` holds the words, roots and facts of each current record, `event_index` the facts of each
event. Their key is `day << 32 | id` (the record's id, the event's id), so that newest first is the
order of the index itself, and a range of days a range of keys.
"""

from __future__ import annotations

ID_BITS = 32


def key_of(day: int, number: int) -> int:
    """The index key of record or event `number` on `day`."""
    return day << ID_BITS | number


def number_of(key: int) -> int:
    """The record or event id in an index key."""
    return key & ((1 << ID_BITS) - 1)
