"""What the archive holds on one actor or one place: quotes, positions over time, counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, tuple_

from saksi.archive import fetch, listing
from saksi.archive.database import Kept
from saksi.archive.filters import Filters, actors_called
from saksi.archive.query import Order, find_positions
from saksi.archive.results import ActorRef, ActorRow, Page, PlaceRow, PositionRow, QuoteRow
from saksi.archive.tables import (
    article_actors,
    article_places,
    places,
    positions,
    quotes,
    story_members,
)
from saksi.archive.words import folded
from saksi.errors import ArchiveError
from saksi.lexicons.load import Lexicons
from saksi.stories.accounts import Party
from saksi.stories.ledger import Entry, Stand, ledger

LEDGER = 100  # newest positions of an actor that its ledger is made of
LEDGERS = 300  # newest events with positions that the ledgers of several actors are made of
_MOST_NAMED, _MOST_NAMESAKES = 500, 20


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What an actor said on one issue, in order of time.

    `turned[n]` says that `stands[n]` takes back what the actor said before on the issue; `silent` that it
    was last said to keep silent.
    """

    issue: str
    stands: tuple[PositionRow, ...]
    turned: tuple[bool, ...]
    silent: bool


@dataclass(frozen=True, slots=True)
class Links:
    """The archive's numbers of an article's actors and places, by their ids in its record; its story's."""

    actors: dict[str, int]
    places: dict[str, int]
    story: int | None


def links(connection: Connection, article: int) -> Links:
    """What an article's names lead to in the archive."""
    who = select(article_actors.c.local, article_actors.c.actor_id)
    where = select(article_places.c.local, article_places.c.place_id)
    story = select(story_members.c.story_id).where(story_members.c.article_id == article)
    return Links(
        dict(map(tuple, connection.execute(who.where(article_actors.c.article_id == article)))),
        dict(map(tuple, connection.execute(where.where(article_places.c.article_id == article)))),
        connection.execute(story).scalar(),
    )


def actor(connection: Connection, number: int) -> ActorRow:
    """An actor by its number. Raises ArchiveError if there is none."""
    counted = dict(listing.articles_naming(connection, listing.ACTORS, [number]))
    found = listing.actor_rows(connection, [(number, counted.get(number, 0))])
    if not found:
        raise ArchiveError(f"there is no actor {number}")
    return found[0]


def namesakes(connection: Connection, of: ActorRef) -> list[ActorRef]:
    """Other actors of the archive that bear the same name, under another code."""
    found = fetch.actor_refs(connection, actors_called(connection, of.name)[:_MOST_NAMED])
    called = [found[number] for number in sorted(found) if number != of.id]
    return [other for other in called if folded(other.name) == folded(of.name)][:_MOST_NAMESAKES]


def find_quotes(connection: Connection, speaker: int | None, asked: Order) -> Page[QuoteRow]:
    """Quotes of one speaker (an actor's number), or of all, by day."""
    key = tuple_(quotes.c.day, quotes.c.id)
    query = select(quotes).where(quotes.c.article_id.not_in(listing.REPLACED))
    query = query.where(quotes.c.speaker_id == speaker) if speaker is not None else query
    if asked.after:
        query = query.where(key < tuple_(*asked.after) if asked.newest else key > tuple_(*asked.after))
    order = (c.desc() if asked.newest else c.asc() for c in (quotes.c.day, quotes.c.id))
    rows = connection.execute(query.order_by(*order).limit(asked.limit + 1)).mappings().all()
    page = rows[: asked.limit]
    of = [row["article_id"] for row in page]
    refs, texts = fetch.article_refs(connection, of), fetch.texts_of(connection, of)
    who = fetch.actor_refs(connection, [r["speaker_id"] for r in page if r["speaker_id"] is not None])
    found = [
        QuoteRow(
            number=row["id"],
            article=refs[row["article_id"]],
            local=row["local"],
            kind=row["kind"],
            speaker=who.get(row["speaker_id"]),
            date=fetch.day_text(row["day"]),
            span=(row["start"], row["end"]),
            words=texts[row["article_id"]][row["start"] : row["end"]],
        )
        for row in page
    ]
    more = len(rows) > asked.limit
    return Page(found, asked.cursor(page[-1]["day"], page[-1]["id"]) if more else None)


def find_ledgers(connection: Connection, filters: Filters, lexicons: Lexicons) -> list[LedgerEntry]:
    """Positions of the newest LEDGERS events that fit, by actor and issue; last spoken of first."""
    return _entries(find_positions(connection, filters, Order("date", LEDGERS, None, 0)), lexicons)


def find_ledger(
    connection: Connection, number: int, lexicons: Lexicons, most: int = LEDGER
) -> list[LedgerEntry]:
    """An actor's newest `most` positions by issue; issues last spoken of come first."""
    query = select(positions).where(
        positions.c.actor_id == number, positions.c.article_id.not_in(listing.REPLACED)
    )
    query = query.order_by(positions.c.day.desc(), positions.c.id.desc()).limit(most)
    rows = connection.execute(query).mappings().all()
    found = fetch.event_rows(connection, [row["event_id"] for row in rows])
    holder = fetch.actor_refs(connection, [number]).get(number)
    if holder is None:
        return []
    return _entries((_position(row, holder, found) for row in rows), lexicons)


def _entries(rows: Iterable[PositionRow], lexicons: Lexicons) -> list[LedgerEntry]:
    held = {_stand(row): row for row in rows}
    last = sorted(ledger(held, lexicons), key=lambda e: (e.stands[-1].published or "", e.issue), reverse=True)
    return [_entry(entry, held) for entry in last]


def _stand(row: PositionRow) -> Stand:
    party = Party(row.actor.name, "", row.actor.code)
    return Stand(party, row.issue, row.stance, row.event.article.id, row.event.local, row.date or "", ())


def _position(row: Any, holder: ActorRef, found: Any) -> PositionRow:
    day = fetch.day_text(row["day"])
    return PositionRow(holder, row["issue"], row["stance"], day, found[row["event_id"]])


def _entry(entry: Entry, held: Mapping[Stand, PositionRow]) -> LedgerEntry:
    later = [stand for _, stand in entry.reversals]
    return LedgerEntry(
        issue=entry.issue,
        stands=tuple(held[stand] for stand in entry.stands),
        turned=tuple(any(stand is turn for turn in later) for stand in entry.stands),
        silent=entry.silent_since is not None,
    )


def place(connection: Connection, number: int) -> PlaceRow:
    """A place by its number. Raises ArchiveError if there is none."""
    counted = dict(listing.articles_naming(connection, listing.PLACES, [number]))
    ref = fetch.place_refs(connection, [number]).get(number)
    if ref is None:
        raise ArchiveError(f"there is no place {number}")
    return PlaceRow(ref, counted.get(number, 0))


def find_places(connection: Connection, name: str | None, asked: Order, kept: Kept) -> Page[PlaceRow]:
    """Places by name, those of most articles first; without a name all places."""

    def ranking(numbers: Sequence[int] | None = None) -> listing.Ranking:
        return listing.ranked(listing.articles_naming(connection, listing.PLACES, numbers))

    if name is None:
        ranked = kept.get(connection, "places", ranking)
    else:
        named = select(places.c.id).where(places.c.folded == " ".join(folded(name)))
        ranked = ranking(list(connection.execute(named).scalars()))
    found, cursor = listing.by_articles(ranked, asked)
    refs = fetch.place_refs(connection, [number for number, _ in found])
    return Page([PlaceRow(refs[number], count) for number, count in found], cursor)
