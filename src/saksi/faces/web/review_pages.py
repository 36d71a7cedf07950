"""The pages of reviewing: the queue, what a form posts, how good the machine is, what was decided."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import HTMLResponse, RedirectResponse, Response

from saksi.archive import Archive, Filters
from saksi.archive.review import Verdict
from saksi.archive.review.desk import PAGE
from saksi.archive.review.items import items_of
from saksi.archive.review.sampling import LARGEST
from saksi.faces.web import questions
from saksi.faces.web.asked import Held, record_of
from saksi.faces.web.pages import page_of
from saksi.faces.web.review_desk import changes_in, keep_reviewer, reviewer_of
from saksi.faces.web.security.forms import Posted, field, seal

Order = Literal["value", "random", "double"]
Kind = Literal["event", "quote", "actor"]
router = APIRouter(prefix="/review", include_in_schema=False, default_response_class=HTMLResponse)


class Waiting(questions.Filtered):
    """Which queue: by value, at random, or items that want a second reviewer."""

    by: Order = Field("value", description="value, random, or double (decided by one other reviewer).")
    kind: Kind = Field("event", description="What is reviewed; by value only events.")
    cursor: None = Field(None, description="The queue comes on one page.")

    def filters(self) -> Filters:
        """As the archive takes them."""
        given = {name: getattr(self, name) for name in questions.Filtered.model_fields}
        return questions.Filtered.model_construct(**given).filters()


class Decided(BaseModel):
    """Which decisions."""

    model_config = ConfigDict(extra="forbid")
    kind: Kind | None = None
    before: int | None = Field(None, ge=1, le=2**62)


@router.get("")
def queue(request: Request, archive: Held, asked: Annotated[Waiting, Query()]) -> HTMLResponse:
    """What waits, the first one first."""
    rows = waiting(archive, asked, reviewer_of(request), asked.limit)
    following = urlencode({"by": asked.by, "kind": asked.kind, **_filters(request)}, doseq=True)
    return page_of(request, "review_queue.html", active="review", asked=asked, rows=rows, following=following)


@router.get("/next")
def following(request: Request, archive: Held, asked: Annotated[Waiting, Query()]) -> Response:
    """Goes to the form of what waits first, or to the queue if nothing does."""
    rows = waiting(archive, asked, reviewer_of(request), 1)
    then = urlencode({"by": asked.by, "kind": asked.kind, **_filters(request)}, doseq=True)
    if not rows:
        return RedirectResponse(f"/review?{then}", 303)
    local = rows[0].local
    query = urlencode({"lit": local, "review": local, "then": then})
    return RedirectResponse(f"/articles/{rows[0].article.id}?{query}#r-{local}", 303)


@router.post("")
def decide(request: Request, archive: Held, form: Posted) -> Response:
    """Enters a decision from an article's form, and goes on: with the queue, or back to the row."""
    article, local, said = (field(form, name) for name in ("article", "item", "verdict"))
    record = record_of(archive, article)
    item = items_of(record).get(local)
    if item is None:
        raise HTTPException(404, f"this article has no {local or 'such item'}")
    changes = changes_in(form, item)
    if changes and said == "accept":
        raise HTTPException(400, "fields were changed: press Correct, or set them back")
    verdict = Verdict(
        said, field(form, "reviewer"), field(form, "reason"), changes if said == "correct" else {}
    )
    archive.reviews.decide(record.id, local, verdict)
    then = field(form, "then")
    here = f"/articles/{record.id}?{urlencode({'lit': local})}#r-{local}"
    answer = RedirectResponse(f"/review/next?{then}" if then else here, 303)
    keep_reviewer(answer, verdict.checked().reviewer)
    return answer


@router.get("/figures")
def figures(request: Request, archive: Held, kind: Kind = "event") -> Response:
    """Precision by label and agreement of the reviewers."""
    mark = seal(request)
    desk = archive.reviews
    page = page_of(
        request, "review_figures.html", active="review", kind=kind, seal=mark, sampled=desk.precision(kind),
        reviewed=desk.precision(kind, random=False), agreements=desk.agreements(kind), largest=LARGEST,
    )  # fmt: skip
    mark.keep(page)
    return page


@router.post("/samples")
def draw(archive: Held, form: Posted) -> Response:
    """Draws a random sample and goes to its queue."""
    kind, size, seed = (field(form, name) for name in ("kind", "size", "seed"))
    if not (_is_number(size) and _is_number(seed)):
        raise HTTPException(422, "size and seed are whole numbers")
    archive.reviews.draw(kind, int(size), int(seed))
    return RedirectResponse(f"/review?{urlencode({'by': 'random', 'kind': kind})}", 303)


@router.get("/decided")
def decided(request: Request, archive: Held, asked: Annotated[Decided, Query()]) -> HTMLResponse:
    """What was decided, newest first."""
    rows = archive.reviews.decided(kind=asked.kind, before=asked.before)
    full = len(rows) == PAGE
    following = f"/review/decided?{urlencode({'before': rows[-1][0].id})}" if full else None
    return page_of(request, "review_decided.html", active="review", rows=rows, following=following)


def waiting(archive: Archive, asked: Waiting, reviewer: str, limit: int) -> Any:
    """The rows of a queue."""
    return archive.reviews.waiting(
        asked.by, reviewer, kind=asked.kind, filters=asked.filters(), limit=limit
    )  # fmt: skip


def _filters(request: Request) -> dict[str, list[str]]:
    """The filters of this address, to be carried on."""
    dropped = ("by", "kind", "limit", "cursor")
    given = request.query_params
    return {
        k: [v for v in given.getlist(k) if v] for k in given if k not in dropped and any(given.getlist(k))
    }


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) < 10
