"""Compares: two runs over the same articles, and the captures of one URL."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from saksi.archive import fetch
from saksi.archive.packing import text_key, unpack_record
from saksi.archive.results import ArticleRef
from saksi.archive.tables import articles, captures, records

_CHUNK = 200
_COMPARED = ("actors", "places", "dates", "quotes", "events", "positions", "diagnostics")
_PLAIN = ("title", "outlet", "published", "byline", "dateline", "credits", "text", "language")


@dataclass(frozen=True, slots=True)
class Change:
    """What a later run says of one part of an article that an earlier one did not, and the reverse."""

    part: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What two runs say differently of one article."""

    article: ArticleRef
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many articles both runs read, and of how many they say the same."""

    both: int
    same: int


@dataclass(frozen=True, slots=True)
class Revision:
    """A capture of a URL. `lines` are its paragraphs beside those before: ("+", "-" or " ", paragraph)."""

    number: int
    captured: str | None
    added: str
    article: ArticleRef
    lines: tuple[tuple[str, str], ...]


def overlap(connection: Connection, earlier: int, later: int) -> Overlap:
    """How far two runs (by id) agree, without a look at the records themselves."""
    one, other = records.alias(), records.alias()
    query = (
        select(func.count(), func.count().filter(one.c.digest == other.c.digest))
        .select_from(one)
        .join(other, (other.c.article_id == one.c.article_id) & (other.c.run_id == later))
        .where(one.c.run_id == earlier)
    )
    both, same = connection.execute(query).one()
    return Overlap(both, same)


def differing(connection: Connection, earlier: int, later: int, after: int = 0) -> list[int]:
    """Ids of articles behind `after` of which two runs say different things, in order; a chunk of them."""
    one, other = records.alias(), records.alias()
    query = (
        select(one.c.article_id)
        .join(other, (other.c.article_id == one.c.article_id) & (other.c.run_id == later))
        .where(one.c.run_id == earlier, one.c.digest != other.c.digest, one.c.article_id > after)
        .order_by(one.c.article_id)
        .limit(_CHUNK)
    )
    return list(connection.execute(query).scalars())


def article_changes(
    connection: Connection, earlier: int, later: int, numbers: Sequence[int]
) -> Iterator[ArticleChange]:
    """What two runs say differently of these articles, in order."""
    refs = fetch.article_refs(connection, numbers)
    said: dict[tuple[int, int], dict[str, Any]] = {}
    query = select(records.c.article_id, records.c.run_id, records.c.data).where(
        records.c.run_id.in_([earlier, later])
    )
    for row in fetch.rows_in(connection, query, records.c.article_id, numbers):
        said[row["article_id"], row["run_id"]] = unpack_record(bytes(row["data"]))
    for number in numbers:
        changes = tuple(record_changes(said[number, earlier], said[number, later]))
        yield ArticleChange(refs[number], changes)


def record_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """What differs between two records of one article. Ids are written out, so that only content counts."""
    for part in _PLAIN:
        if old.get(part) != new.get(part):
            yield Change(part, (_short(old.get(part)),), (_short(new.get(part)),))
    for part in _COMPARED:
        before, after = (_spelled(record, part) for record in (old, new))
        gone = tuple(line for line in before if line not in set(after))
        come = tuple(line for line in after if line not in set(before))
        if gone or come:
            yield Change(part, gone, come)


def _short(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _spelled(record: Mapping[str, Any], part: str) -> list[str]:
    """Each item of a part on a line, in words that do not depend on its ids."""
    names = {a["id"]: a["name"] for a in record["actors"]} | {p["id"]: p["name"] for p in record["places"]}
    days = {d["id"]: d["start"] for d in record["dates"]}
    text = record["text"]

    def people(ids: Sequence[str]) -> str:
        return ", ".join(names.get(i, i) for i in ids) or "-"

    def line(item: Mapping[str, Any]) -> str:
        if part == "events":
            verb = ", ".join(text[s:e] for s, e in item["witness"]["trigger"])
            kind = "/".join(filter(None, (item["type"], item["mode"], item["cameo"])))
            place = names.get(item["place"] or "", "-")
            day = days.get(item["date"] or "") or "-"
            mood = ("not " if item["negated"] else "") + item["modality"]
            parties = f"{people(item['source'])} -> {people(item['target'])}"
            return f"{kind} {parties} | {mood} | {place} | {day} | {verb!r}"
        if part == "quotes":
            start, end = item["span"]
            return (
                f"{item['kind']}: {people([item['speaker']] if item['speaker'] else [])}: {text[start:end]}"
            )
        if part == "positions":
            return f"{people([item['actor']])} {item['stance']}: {item['issue']}"
        if part == "actors":
            return f"{item['name']} ({item['kind']}, {item['code'] or '-'}) {len(item['mentions'])}x"
        if part == "places":
            return f"{item['name']} ({item['geonames'] or '-'}, {item['country'] or '-'})"
        if part == "dates":
            start, end = item["span"]
            return f"{text[start:end]}: {item['start']}..{item['end']}"
        return f"{item['code']}: {item['message']}"

    return [line(item) for item in record[part]]


def revisions(connection: Connection, url: str) -> list[Revision]:
    """All captures of a URL in the order of time, each with its paragraphs beside the one before."""
    query = (
        select(captures, articles.c.record_id)
        .join(articles, articles.c.id == captures.c.document_id)
        .where(captures.c.url_key == text_key(url), captures.c.url == url)
    )
    rows = list(connection.execute(query).mappings())
    rows.sort(key=lambda r: (r["captured"] or r["added"], r["id"]))
    refs = fetch.article_refs(connection, [r["document_id"] for r in rows])
    found: list[Revision] = []
    before: list[str] = []
    for row in rows:
        now = fetch.record_of(connection, row["record_id"])["text"].split("\n")
        lines = paragraph_diff(before, now) if found else tuple((" ", line) for line in now)
        found.append(Revision(row["id"], row["captured"], row["added"], refs[row["document_id"]], lines))
        before = now
    return found


def paragraph_diff(before: Sequence[str], now: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The paragraphs of both, marked " " where they agree, "-" what went and "+" what came."""
    lines: list[tuple[str, str]] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            lines.extend((" ", line) for line in before[a:b])
        else:
            lines.extend(("-", line) for line in before[a:b])
            lines.extend(("+", line) for line in now[c:d])
    return tuple(lines)
