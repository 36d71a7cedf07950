"""What the pages and the API ask alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import Depends, HTTPException, Request

from saksi.archive import Archive
from saksi.archive.results import ActorRow, PlaceRow
from saksi.archive.story_store import ArchivedStory
from saksi.errors import ArchiveError
from saksi.records import ArticleRecord

Key = TypeVar("Key")
Found = TypeVar("Found")
_LARGEST = 2**62  # what every database takes as a number


async def _archive(request: Request) -> Archive:
    # Not a thread of its own, which would cost more than the answer.
    archive: Archive = request.app.state.archive
    return archive


Held = Annotated[Archive, Depends(_archive)]


def key_of(article: str) -> int | str:
    """An article's number or id, as an address names it."""
    if article.isascii() and article.isdigit():
        return min(int(article[:19]), _LARGEST)
    return article


def record_of(archive: Archive, article: str) -> ArticleRecord:
    """The record of an article. Raises HTTPException (404) if there is none."""
    return _found(archive.record, key_of(article))


def story_of(archive: Archive, number: int) -> ArchivedStory:
    """A story. Raises HTTPException (404) if there is none."""
    return _found(archive.story, min(number, _LARGEST))


def actor_of(archive: Archive, number: int) -> ActorRow:
    """An actor. Raises HTTPException (404) if there is none."""
    return _found(archive.actor, number)


def place_of(archive: Archive, number: int) -> PlaceRow:
    """A place. Raises HTTPException (404) if there is none."""
    return _found(archive.place, number)


def _found(ask: Callable[[Key], Found], key: Key) -> Found:
    """What the archive has under a key. Raises HTTPException (404) if there is nothing."""
    try:
        return ask(key)
    except ArchiveError as error:
        raise HTTPException(404, str(error)) from error
