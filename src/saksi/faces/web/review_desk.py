"""What the article page shows of reviewing: decisions beside each row, and the form of an item."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote, unquote, urlencode

from fastapi import Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from saksi.archive import Archive
from saksi.archive.review.decisions import Decision
from saksi.archive.review.items import ActorClaim, EventClaim, Item, QuoteClaim, items_of
from saksi.archive.review.verdicts import (
    ACTOR_KINDS,
    LONGEST_NAME,
    LONGEST_REASON,
    QUOTE_KINDS,
    event_types,
    modalities,
    parties_from,
    parties_line,
)
from saksi.errors import ArchiveError
from saksi.faces.web.security.forms import Seal, field, seal
from saksi.records import ArticleRecord

REVIEWER = "reviewer"  # the cookie with the name that a reviewer gave last
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: `name`, the key of its wording, its value, and what it can be (None: any)."""

    name: str
    word: str
    value: str
    choices: tuple[str, ...] | None = None


class ReviewDesk:
    """The decisions on one article, and the form that this request asks for, if any.

    An address asks for a form by `review` (the local id of an item); `then` says which queue to go on with.
    """

    longest_reason, longest_name = LONGEST_REASON, LONGEST_NAME

    def __init__(self, request: Request, archive: Archive, record: ArticleRecord) -> None:
        self._request = request
        self._record = record
        self._standing = archive.reviews.of_article(record.id, record)
        self.then = request.query_params.get("then", "")
        self.reviewer = reviewer_of(request)
        asked = request.query_params.get("review", "")
        self._item = items_of(record).get(asked) if asked else None

    def is_open(self, local: str) -> bool:
        """Whether this item is under review."""
        return self._item is not None and self._item.local == local

    @property
    def item(self) -> Item:
        """The item under review."""
        assert self._item is not None
        return self._item

    @cached_property
    def seal(self) -> Seal:
        """The seal of the form."""
        return seal(self._request)

    def current(self, local: str) -> tuple[Decision, ...]:
        """The decisions on an item. Under review only one's own: nobody is to be told what another said."""
        found = self._standing.current.get(local, ())
        return tuple(d for d in found if d.reviewer == self.reviewer) if self.is_open(local) else found

    def earlier(self, local: str) -> tuple[Decision, ...]:
        """The decisions on what an earlier run said in its place."""
        return () if self.is_open(local) else self._standing.earlier.get(local, ())

    @property
    def gone(self) -> tuple[Decision, ...]:
        """The decisions on what is no longer said at any place."""
        return self._standing.gone

    def link(self, local: str) -> str:
        """Where the form of an item is, from the page of its article."""
        return f"?{urlencode({'lit': local, 'review': local})}#r-{local}"

    @property
    def fields(self) -> list[Field]:
        """The fields that can be corrected."""
        return fields_of(self.item)

    def keep(self, page: str) -> HTMLResponse:
        """The page as an answer; with a form in it, with its seal."""
        answer = HTMLResponse(page)
        if self._item is not None:
            self.seal.keep(answer)
        return answer


def fields_of(item: Item) -> list[Field]:
    """The fields of an item as its form shows them."""
    said = item.said
    if isinstance(said, EventClaim):
        return [
            Field("type", "type", said.type, event_types()),
            Field("modality", "mood", said.modality, modalities()),
            Field("negated", "negated", _yes(said.negated), ("no", "yes")),
            Field("source", "source", parties_line(said.source)),
            Field("target", "target", parties_line(said.target)),
        ]
    if isinstance(said, QuoteClaim):
        speaker = parties_line([said.speaker] if said.speaker else [])
        return [Field("kind", "kind", said.kind, QUOTE_KINDS), Field("speaker", "speaker", speaker)]
    assert isinstance(said, ActorClaim)
    return [
        Field("name", "name", said.name),
        Field("kind", "kind", said.kind, ACTOR_KINDS),
        Field("code", "code", said.code or ""),
    ]


def changes_in(form: FormData, item: Item) -> dict[str, Any]:
    """The fields of a posted form that differ from what was said. Raises ArchiveError if one is faulty."""
    changes: dict[str, Any] = {}
    for shown in fields_of(item):
        given = " ".join(field(form, shown.name).split())
        if shown.name in form and given != " ".join(shown.value.split()):
            changes[shown.name] = _value(shown.name, given)
    return changes


def reviewer_of(request: Request) -> str:
    """The name that the reader of this page decides under; "" if none was given yet."""
    return unquote(request.cookies.get(REVIEWER, ""))[:LONGEST_NAME]


def keep_reviewer(answer: Response, name: str) -> None:
    """Has the browser keep the name for the next form."""
    answer.set_cookie(
        REVIEWER, quote(name[:LONGEST_NAME], safe=""), max_age=_YEAR, httponly=True, samesite="strict"
    )


def _value(name: str, given: str) -> Any:
    if name == "negated":
        return given == "yes"
    if name in ("source", "target"):
        return parties_from(given)
    if name == "speaker":
        parties = parties_from(given)
        if len(parties) > 1:
            raise ArchiveError("a quote has one speaker")
        return parties[0] if parties else None
    return given


def _yes(value: bool) -> str:
    return "yes" if value else "no"
