"""Reviewing over REST: decisions, queues, samples, figures, and what is exported from them."""

from __future__ import annotations

import dataclasses
import json
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.encoders import jsonable_encoder
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response, StreamingResponse

from saksi.archive.results import ArticleRef
from saksi.archive.review import Verdict
from saksi.archive.review.decisions import Decision
from saksi.archive.review.sampling import LARGEST
from saksi.archive.review.verdicts import LONGEST_NAME, LONGEST_REASON, VERDICTS
from saksi.faces.web import questions
from saksi.faces.web.api import ERRORS
from saksi.faces.web.asked import Held, key_of
from saksi.faces.web.review_pages import Kind, Waiting, waiting
from saksi.faces.web.streams import lines

router = APIRouter(prefix="/api/v1/reviews", tags=["reviews"], responses=ERRORS)
_STRICT = ConfigDict(extra="forbid")
_LARGEST_SEED = 2**62
_KEYS = ("place", "claim", "record", "article")  # what is only for the archive itself


class Decisions(questions.Paging):
    """Which decisions."""

    article: str | None = Field(None, max_length=80, description="Number or id of an article.")
    kind: Kind | None = Field(None, description="event, quote or actor.")
    verdict: str | None = Field(None, description=f"One of {', '.join(VERDICTS)}.")
    reviewer: str | None = Field(None, max_length=LONGEST_NAME, description="Who decided.")
    cursor: str | None = Field(None, pattern=r"^[0-9]{1,18}$", description="Go on behind the page of this.")


class NewDecision(BaseModel):
    """A decision on one item of an article's current record."""

    model_config = _STRICT
    article: str = Field(max_length=80, description="Number or id of the article.")
    item: str = Field(max_length=12, description="Id of the event, quote or actor in the record: e1, q2, a3.")
    verdict: str = Field(max_length=10, description=f"One of {', '.join(VERDICTS)}.")
    reviewer: str = Field(max_length=LONGEST_NAME)
    reason: str = Field("", max_length=LONGEST_REASON, description="Why; a reject must say.")
    changes: dict[str, Any] = Field(
        {}, description="Of a correction: the wrong fields with what is right; see saksi.archive.review."
    )


class NewSample(BaseModel):
    """A random sample to draw."""

    model_config = _STRICT
    kind: Kind = "event"
    size: int = Field(50, ge=1, le=LARGEST, description="Items of each label.")
    seed: int = Field(1, ge=0, le=_LARGEST_SEED)


class Queue(Waiting):
    """A queue, for one reviewer."""

    reviewer: str = Field("", max_length=LONGEST_NAME, description="For by=double: who is to decide.")


@router.get("")
def decisions(archive: Held, asked: Annotated[Decisions, Query()]) -> dict[str, Any]:
    """Decisions, newest first."""
    found = archive.reviews.decided(
        article=None if asked.article is None else key_of(asked.article),
        kind=asked.kind,
        verdict=asked.verdict,
        reviewer=asked.reviewer,
        limit=asked.limit + 1,
        before=int(asked.cursor) if asked.cursor else None,
    )
    page = found[: asked.limit]
    cursor = str(page[-1][0].id) if len(found) > asked.limit else None
    return {"rows": [_row(decision, article) for decision, article in page], "cursor": cursor}


@router.post("", status_code=201)
def decide(archive: Held, new: NewDecision) -> dict[str, Any]:
    """Enters a decision; it stands beside the record and alters nothing."""
    verdict = Verdict(new.verdict, new.reviewer, new.reason, new.changes)
    made = archive.reviews.decide(key_of(new.article), new.item, verdict)
    (decision, article), *_ = archive.reviews.decided(article=made.article, limit=1, before=made.id + 1)
    return _row(decision, article)


@router.get("/queue")
def queue(archive: Held, asked: Annotated[Queue, Query()]) -> dict[str, Any]:
    """What waits for a decision, first things first."""
    return {"rows": jsonable_encoder(waiting(archive, asked, asked.reviewer, asked.limit))}


@router.post("/samples", status_code=201)
def draw(archive: Held, new: NewSample) -> dict[str, Any]:
    """Draws a random sample of every label; earlier ones of the kind are no longer used."""
    drawn = archive.reviews.draw(new.kind, new.size, new.seed)
    return {"rows": [{"label": label, "size": size, "population": of} for label, size, of in drawn]}


@router.get("/precision")
def precision(archive: Held, kind: Kind = "event", random: bool = True) -> dict[str, Any]:
    """Precision by label with 95 % intervals: of the random samples, or of whatever was decided."""
    return {"rows": jsonable_encoder(archive.reviews.precision(kind, random=random))}


@router.get("/agreement")
def agreement(archive: Held, kind: Kind | None = None) -> dict[str, Any]:
    """Cohen's kappa of every two reviewers over what both decided."""
    rows = []
    for pair in archive.reviews.agreements(kind):
        differing = [[_plain(a), _plain(b)] for a, b in pair.differing]
        fields = {f.name: getattr(pair, f.name) for f in dataclasses.fields(pair)}
        rows.append({**fields, "differing": differing})
    return {"rows": jsonable_encoder(rows)}


@router.get("/gold", response_class=StreamingResponse)
def gold(archive: Held, kind: Kind = "event", part: str = "test", whole: bool = True) -> Response:
    """What was decided as gold, one article a line; `whole`: only articles that are decided throughout."""
    return lines(_line(article.line) for article in archive.reviews.gold(kind, part=part, whole=whole))


@router.get("/lexicon")
def lexicon(archive: Held, least: Annotated[int, Query(ge=1, le=1000)] = 2) -> dict[str, Any]:
    """Lexicon rows that corrections speak against, with what they should say."""
    return {"rows": jsonable_encoder(archive.reviews.lexicon_rows(least=least))}


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _row(decision: Decision, article: ArticleRef) -> dict[str, Any]:
    return {**_plain(decision), "article": jsonable_encoder(article)}


def _plain(decision: Decision) -> dict[str, Any]:
    value = {k: v for k, v in dataclasses.asdict(decision).items() if k not in _KEYS}
    return {**value, "item": value.pop("local")}
