"""An event while it is being coded."""

from __future__ import annotations

from dataclasses import dataclass

from saksi.events.modality import Mood
from saksi.events.parties import Party
from saksi.events.triggers import Hit
from saksi.records import Span


@dataclass(frozen=True, slots=True)
class Draft:
    """An event with its parties as references, before ids, place, date and confidence are settled."""

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
