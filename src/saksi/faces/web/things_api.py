"""The REST interface to single things: the archive, an article, an actor, a place, a story, counts."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from saksi.archive.counts import EventCounts
from saksi.archive.dossier import LedgerEntry
from saksi.archive.results import ActorRef, ActorRow, PlaceRef, PlaceRow
from saksi.faces.exports.citation import bibtex_entry
from saksi.faces.web import questions
from saksi.faces.web.api import ERRORS, as_record
from saksi.faces.web.article_page import citation as citation_of
from saksi.faces.web.asked import Held, actor_of, key_of, place_of, record_of, story_of
from saksi.faces.web.streams import Answer, as_json, plain
from saksi.records import ArticleRecord
from saksi.stories.story import Story

router = APIRouter(prefix="/api/v1", tags=["things"], responses=ERRORS)
Number = Annotated[int, Path(ge=1, le=questions.LARGEST_NUMBER, description="Its number in the archive.")]
ArticleId = Annotated[str, Path(description='Its number in the archive or its id ("sha256:...").')]


@dataclass(frozen=True, slots=True)
class Summary:
    """How many articles the archive holds; `state` grows with every change of it."""

    articles: int
    state: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to an article, in words and for BibTeX."""

    text: str
    bibtex: str


@dataclass(frozen=True, slots=True)
class ActorPage:
    """An actor, and those of the same name under another code."""

    actor: ActorRow
    namesakes: tuple[ActorRef, ...]


@dataclass(frozen=True, slots=True)
class NumberedStory(Story):
    """A story with its number."""

    id: int = 0


@dataclass(frozen=True, slots=True)
class DayCount:
    """Events of a type on a day."""

    day: str
    type: str
    events: int


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """Events at a place."""

    place: PlaceRef
    events: int


@dataclass(frozen=True, slots=True)
class TieCount:
    """Events from one actor to another, with the mean of their Goldstein scores."""

    source: str
    target: str
    events: int
    goldstein: float


@dataclass(frozen=True, slots=True)
class Counts:
    """What the drawings show: events done and not denied, of the newest that fit."""

    days: tuple[DayCount, ...]
    places: tuple[PlaceCount, ...]
    ties: tuple[TieCount, ...]


@router.get("/archive", response_model=Summary)
def summary(archive: Held) -> Response:
    """How much the archive holds."""
    return _one(Summary, Summary(archive.count(), archive.state()))


@router.get("/articles/{article}", response_model=ArticleRecord)
def article(archive: Held, article: ArticleId) -> Response:
    """The record of an article."""
    return as_record(record_of(archive, article))


@router.get(
    "/articles/{article}/source",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def source(archive: Held, article: ArticleId) -> Response:
    """The decoded source document, which the `raw` spans of the record's blocks index."""
    record_of(archive, article)
    text = archive.source_text(key_of(article))
    return Response(text.encode("utf-8", "backslashreplace"), media_type="text/plain")


@router.get("/articles/{article}/citation", response_model=Citation)
def citation(archive: Held, article: ArticleId) -> Response:
    """How to cite an article."""
    record = record_of(archive, article)
    return _one(Citation, Citation(citation_of(record), bibtex_entry(record)))


@router.get("/actors/{number}", response_model=ActorPage)
def actor(archive: Held, number: Number) -> Response:
    """An actor. Ask for its events with `actor=#NUMBER`, for its quotes with `speaker=NUMBER`."""
    found = actor_of(archive, number)
    return _one(ActorPage, ActorPage(found, tuple(archive.namesakes(found.actor))))


@router.get("/actors/{number}/ledger", response_model=Answer[LedgerEntry])
def ledger(archive: Held, number: Number) -> Response:
    """What an actor wanted over time, issue by issue, with its reversals; issues last spoken of first."""
    actor_of(archive, number)
    return as_json({"rows": plain(LedgerEntry, archive.ledger(number)), "cursor": None})


@router.get("/places/{number}", response_model=PlaceRow)
def place(archive: Held, number: Number) -> Response:
    """A place. Ask for its events with `place=#NUMBER`."""
    return _one(PlaceRow, place_of(archive, number))


@router.get("/stories/{number}", response_model=NumberedStory)
def story(archive: Held, number: Number) -> Response:
    """A story with its articles, happenings, disagreements, answers and positions."""
    value = {"id": number, **dataclasses.asdict(story_of(archive, number).story)}
    body = json.dumps(value, default=sorted, ensure_ascii=False)
    return Response(body.encode("utf-8", "backslashreplace"), media_type="application/json")


@router.get("/counts", response_model=Counts)
def counts(archive: Held, asked: Annotated[questions.Filtered, Query()]) -> Response:
    """Counts of the newest events that fit: by day and type, by place, and from actor to actor."""
    return _one(Counts, _counts(archive.event_counts(asked.filters())))


def _counts(found: EventCounts) -> Counts:
    return Counts(
        days=tuple(DayCount(day, kind, count) for (day, kind), count in found.days.items()),
        places=tuple(PlaceCount(place, count) for place, count in found.places),
        ties=tuple(TieCount(*tie) for tie in found.ties),
    )


def _one(kind: type, value: object) -> Response:
    [found] = plain(kind, [value])
    return as_json(found)
