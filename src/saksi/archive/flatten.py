"""Lays one article record out in rows for the tables that questions are asked of, and in index entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from saksi.archive import facts
from saksi.archive.facets_line import facets_line
from saksi.archive.fulltext import Entry, key_of
from saksi.archive.vocabulary import actor_key, clean, place_key
from saksi.archive.words import folded, root, streams
from saksi.records import ArticleRecord, Event, Position

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids of what the records of one batch name, and a source of new ones."""

    actors: Mapping[int, int]
    places: Mapping[int, int]
    outlets: Mapping[str, int]
    take: Callable[[str], int]


@dataclass(slots=True)
class Rows:
    """Rows by table, and entries of the two indices."""

    tables: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    articles: list[Entry] = field(default_factory=list)
    events: list[Entry] = field(default_factory=list)


def day_of(iso: str | None) -> int:
    """The ordinal of the day that an ISO date or time begins with; 0 if there is none."""
    try:
        return date.fromisoformat(iso[:10]).toordinal() if iso else 0
    except ValueError:
        return 0


def flatten(record: ArticleRecord, article: int, record_id: int, ids: Ids, rows: Rows) -> None:
    """Adds the rows of one record. `article` is its document's id."""
    _Flattening(record, article, record_id, ids, rows).run()


class _Flattening:
    def __init__(self, record: ArticleRecord, article: int, record_id: int, ids: Ids, rows: Rows) -> None:
        self.record = record
        self.article = article
        self.record_id = record_id
        self.ids = ids
        self.rows = rows
        self.day = day_of(record.published)
        self.outlet = ids.outlets[clean(record.outlet)] if record.outlet else None
        self.actors = {a.id: (ids.actors[actor_key(a)], a) for a in record.actors}
        self.places = {p.id: (ids.places[place_key(p)], p) for p in record.places}
        self.dates = {d.id: d for d in record.dates}

    def run(self) -> None:
        """Adds all rows."""
        self._article()
        speakers = self._quotes()
        held: dict[str, list[Position]] = defaultdict(list)
        for position in self.record.positions:
            held[position.event].append(position)
        found: list[str] = []
        for event in self.record.events:
            found.extend(self._event(event, speakers, held[event.id]))
        self._index(found)

    def _add(self, table: str, **row: Any) -> None:
        self.rows.tables[table].append(row)

    def _article(self) -> None:
        record = self.record
        self._add(
            "articles",
            id=self.article,
            record_id=self.record_id,
            day=self.day,
            published=record.published,
            title=clean(record.title) if record.title else None,
            language=record.language,
            outlet_id=self.outlet,
            facets=facets_line(
                (event.type for event in record.events),
                (event.modality for event in record.events),
                (number for number, _ in self.actors.values()),
                (number for number, _ in self.places.values()),
            ),
        )
        for local, (number, actor) in self.actors.items():
            role = clean(actor.role) if actor.role else None
            mentions = len(actor.mentions)
            self._add(
                "article_actors",
                article_id=self.article,
                local=local,
                actor_id=number,
                role=role,
                mentions=mentions,
            )
        for local, (number, place) in self.places.items():
            mentions = len(place.mentions)
            self._add(
                "article_places", article_id=self.article, local=local, place_id=number, mentions=mentions
            )
        for d in record.dates:
            self._add(
                "article_dates",
                article_id=self.article,
                local=d.id,
                start=d.start,
                end=d.end,
                granularity=d.granularity,
            )

    def _quotes(self) -> dict[str, int]:
        """Adds the quotes; the speaker's id by quote."""
        speakers = {}
        for quote in self.record.quotes:
            speaker = self.actors[quote.speaker][0] if quote.speaker in self.actors else None
            if speaker is not None:
                speakers[quote.id] = speaker
            said = self.dates.get(quote.date or "")
            self._add(
                "quotes",
                id=self.ids.take("quotes"),
                article_id=self.article,
                local=quote.id,
                kind=quote.kind,
                speaker_id=speaker,
                start=quote.span[0],
                end=quote.span[1],
                day=(day_of(said.start) if said else 0) or self.day,
            )
        return speakers

    def _event(self, event: Event, speakers: Mapping[str, int], held: Iterable[Position]) -> list[str]:
        """Adds an event with its positions; the facts of it that also hold of its article."""
        number = self.ids.take("events")
        own = self.dates.get(event.date or "")
        first = day_of(own.start) if own else 0
        last = (day_of(own.end) if own else 0) or first
        day = first or self.day
        place = self.places[event.place][0] if event.place in self.places else None
        speaker = speakers.get(event.quote or "")
        self._add(
            "events",
            id=number,
            article_id=self.article,
            local=event.id,
            type=event.type,
            mode=event.mode,
            contexts="|".join(event.contexts),
            cameo=event.cameo,
            goldstein=event.goldstein,
            modality=event.modality,
            negated=event.negated,
            day=day,
            last_day=last or day,
            dated=bool(first),
            place_id=place,
            speaker_id=speaker,
            start=event.sentence[0],
            end=event.sentence[1],
            confidence=event.confidence,
        )
        for side, parties in (("source", event.source), ("target", event.target)):
            for party in dict.fromkeys(self.actors[p][0] for p in parties if p in self.actors):
                self._add("event_actors", event_id=number, side=side, actor_id=party)
        of_article = [
            facts.token(facts.TYPE, event.type),
            facts.token(facts.MODALITY, event.modality),
            *([facts.token(facts.MODE, event.mode)] if event.mode else ()),
            *(facts.token(facts.CONTEXT, c) for c in event.contexts),
            *facts.cameo_tokens(event.cameo),
        ]
        tokens = [
            "all",
            *of_article,
            *([facts.NEGATED] if event.negated else ()),
            *self._outlet_facts(),
            *self._party_facts(event),
            *(self._place_facts(event.place) if place is not None and event.place else ()),
            *([facts.token(facts.SPEAKER, speaker)] if speaker is not None else ()),
        ]
        for position in held:
            tokens.extend(self._position(position, number, day))
        self.rows.events.append(Entry(key_of(day, number), facts.unique(tokens)))
        return of_article

    def _position(self, position: Position, event: int, day: int) -> list[str]:
        if position.actor not in self.actors:
            return []
        holder, actor = self.actors[position.actor]
        self._add(
            "positions",
            id=self.ids.take("positions"),
            article_id=self.article,
            event_id=event,
            actor_id=holder,
            issue=clean(position.issue),
            stance=position.stance,
            day=day,
        )
        issue = [facts.token(facts.ISSUE, root(word)) for word in folded(position.issue)]
        return [
            facts.POSITION,
            facts.token(facts.HOLDER, holder),
            *facts.code_tokens(facts.HOLDER_CODE, actor.code),
            facts.token(facts.STANCE, position.stance),
            *issue,
        ]

    def _outlet_facts(self) -> list[str]:
        return [] if self.outlet is None else [facts.token(facts.OUTLET, self.outlet)]

    def _party_facts(self, event: Event) -> Iterable[str]:
        sides = (
            (facts.SOURCE, facts.SOURCE_CODE, event.source),
            (facts.TARGET, facts.TARGET_CODE, event.target),
        )
        for kind, code_kind, parties in sides:
            for number, actor in (self.actors[p] for p in parties if p in self.actors):
                yield facts.token(facts.ACTOR, number)
                yield facts.token(kind, number)
                yield from facts.code_tokens(facts.CODE, actor.code)
                yield from facts.code_tokens(code_kind, actor.code)
                yield from facts.sector_tokens(actor.code)

    def _place_facts(self, local: str) -> list[str]:
        number, place = self.places[local]
        found = [facts.token(facts.PLACE, number)]
        return [*found, facts.token(facts.COUNTRY, place.country)] if place.country else found

    def _index(self, of_events: Iterable[str]) -> None:
        found = streams(self.record)
        tokens = ["all", facts.token(facts.LANGUAGE, self.record.language), *self._outlet_facts()]
        for number, actor in self.actors.values():
            tokens.append(facts.token(facts.ACTOR, number))
            tokens.extend(facts.code_tokens(facts.CODE, actor.code))
            tokens.extend(facts.sector_tokens(actor.code))
        for local in self.places:
            tokens.extend(self._place_facts(local))
        tokens.extend(of_events)
        entry = Entry(
            key_of(self.day, self.record_id), facts.unique(tokens), found.words, found.roots, found.names
        )
        self.rows.articles.append(entry)
