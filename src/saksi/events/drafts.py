"""An event while it is being coded, and coded with what positions need to know of it."""

from __future__ import annotations

from dataclasses import dataclass

from saksi.events.modality import Mood
from saksi.events.parties import Party
from saksi.events.triggers import Hit
from saksi.records import Event, Span


@dataclass(frozen=True, slots=True)
class Draft:
    """An event with its parties as references, before ids, place, date and confidence are settled.

    `topic` is the token that heads what the event is about (menuntut [penarikan] pasukan), or None;
    `rules` are the lexicon rows that made it, outermost first.
    """

    hit: Hit
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    mood: Mood
    trigger: tuple[Span, ...]
    tokens: frozenset[int]
    topic: int | None = None
    rules: tuple[str, ...] = ()


def root_of(draft: Draft) -> str:
    """The root whose frame the trigger named, as the frame's row id gives it (serang-1: serang)."""
    return draft.hit.frame.id.rsplit("-", 1)[0]


@dataclass(frozen=True, slots=True)
class EventFinding:
    """A coded event and the token that heads what it is about."""

    event: Event
    topic: int | None
