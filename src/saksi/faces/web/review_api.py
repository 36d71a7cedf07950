"""Reviewing over REST: decisions, queues, samples, figures, and what is exported from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from saksi.archive.review import Verdict
from saksi.archive.review.queue import Waiting as WaitingRow
from saksi.archive.review.rows import Proposal
from saksi.archive.review.sampling import LARGEST, Precision
from saksi.archive.review.verdicts import LONGEST_NAME, LONGEST_REASON
from saksi.faces.web import questions
from saksi.faces.web.api import ERRORS
from saksi.faces.web.asked import Held, key_of
from saksi.faces.web.review_answers import Agreed, All, DecidedRow, Drawn, agreed, decided_row
from saksi.faces.web.review_pages import Kind, Waiting, waiting
from saksi.faces.web.streams import LINES, Answer, as_json, encoded, lines, plain

router = APIRouter(prefix="/api/v1/reviews", tags=["reviews"], responses=ERRORS)
Said = Literal["accept", "reject", "correct"]
_STRICT = ConfigDict(extra="forbid")
_LARGEST_SEED = 2**62


class Decisions(questions.Paging):
    """Which decisions."""

    article: str | None = Field(None, max_length=80, description="Number or id of an article.")
    kind: Kind | None = Field(None, description="event, quote or actor.")
    verdict: Said | None = Field(None, description="accept, reject or correct.")
    reviewer: str | None = Field(None, max_length=LONGEST_NAME, description="Who decided.")
    cursor: str | None = Field(None, pattern=r"^[0-9]{1,18}$", description="Go on behind the page of this.")


class NewDecision(BaseModel):
    """A decision on one item of an article's current record."""

    model_config = _STRICT
    article: str = Field(max_length=80, description="Number or id of the article.")
    item: str = Field(max_length=12, description="Id of the event, quote or actor in the record: e1, q2, a3.")
    verdict: Said = Field(description="accept, reject or correct.")
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


@router.get("", response_model=Answer[DecidedRow])
def decisions(archive: Held, asked: Annotated[Decisions, Query()]) -> Response:
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
    rows = plain(DecidedRow, [decided_row(decision, article) for decision, article in page])
    return as_json({"rows": rows, "cursor": cursor})


@router.post("", status_code=201, response_model=DecidedRow)
def decide(archive: Held, new: NewDecision) -> Response:
    """Enters a decision; it stands beside the record and alters nothing."""
    verdict = Verdict(new.verdict, new.reviewer, new.reason, new.changes)
    made = archive.reviews.decide(key_of(new.article), new.item, verdict)
    (decision, article), *_ = archive.reviews.decided(article=made.article, limit=1, before=made.id + 1)
    [row] = plain(DecidedRow, [decided_row(decision, article)])
    return as_json(row, 201)


@router.get("/queue", response_model=All[WaitingRow])
def queue(archive: Held, asked: Annotated[Queue, Query()]) -> Response:
    """What waits for a decision, first things first."""
    return _all(WaitingRow, waiting(archive, asked, asked.reviewer, asked.limit))


@router.post("/samples", status_code=201, response_model=All[Drawn])
def draw(archive: Held, new: NewSample) -> Response:
    """Draws a random sample of every label; earlier ones of the kind are no longer used."""
    return _all(Drawn, [Drawn(*row) for row in archive.reviews.draw(new.kind, new.size, new.seed)], 201)


@router.get("/precision", response_model=All[Precision])
def precision(archive: Held, kind: Kind = "event", random: bool = True) -> Response:
    """Precision by label with 95 % intervals: of the random samples, or of whatever was decided."""
    return _all(Precision, archive.reviews.precision(kind, random=random))


@router.get("/agreement", response_model=All[Agreed])
def agreement(archive: Held, kind: Kind | None = None) -> Response:
    """Cohen's kappa of every two reviewers over what both decided."""
    return _all(Agreed, [agreed(pair) for pair in archive.reviews.agreements(kind)])


@router.get("/gold", response_class=Response, responses={200: {"content": {LINES: {}}}})
def gold(
    archive: Held,
    kind: Kind = "event",
    part: Annotated[str, Query(max_length=80)] = "test",
    whole: bool = True,
) -> Response:
    """What was decided as gold, one article a line; `whole`: only articles that are decided throughout."""
    return lines(
        encoded(article.line) + b"\n" for article in archive.reviews.gold(kind, part=part, whole=whole)
    )


@router.get("/lexicon", response_model=All[Proposal])
def lexicon(archive: Held, least: Annotated[int, Query(ge=1, le=1000)] = 2) -> Response:
    """Lexicon rows that corrections speak against, with what they should say."""
    return _all(Proposal, archive.reviews.lexicon_rows(least=least))


def _all(kind: type, rows: Sequence[object], status: int = 200) -> Response:
    return as_json({"rows": plain(kind, rows)}, status)
