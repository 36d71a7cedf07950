"""A quotation in the making, before ids are given."""

from __future__ import annotations

from dataclasses import dataclass, field

from saksi.records import Span
from saksi.speech.cues import Cue
from saksi.speech.speakers import NOBODY, Speaker


@dataclass(slots=True)
class Draft:
    """Reported speech as found in one unit.

    `inside` is the quotation whose content holds it.
    `attribution` are half-open token ranges of the clause with cue and speaker; empty where the
    quotation stands alone. `shared` marks a quotation that lives on the attribution of the one before.
    """

    kind: str
    content: Span
    cue: Cue | None = None
    speaker: Speaker = NOBODY
    attribution: tuple[tuple[int, int], ...] = ()
    act: str = "say"
    shared: bool = False
    repeated: bool = False
    paragraph: int = 0
    notes: list[str] = field(default_factory=list)
    inside: Draft | None = None
