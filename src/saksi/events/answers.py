"""Pairs a denial with the accusation that it answers, a refusal or a silence with what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from saksi.events.drafts import EventFinding
from saksi.records import Event
from saksi.reference.mentions import Reference

DENY, SILENT = "016", "010"
# How many events later an accusation may be told that was denied before it (in leads and headlines).
AHEAD = 4
_COUNTRY = 3


def with_answers(findings: Sequence[EventFinding], reference: Reference) -> tuple[EventFinding, ...]:
    """The findings with `answers` filled where the article tells what a denial, refusal or silence meets."""
    events = [finding.event for finding in findings]
    return tuple(
        replace(finding, event=replace(finding.event, answers=_answered(number, events, reference)))
        for number, finding in enumerate(findings)
    )


def _answered(number: int, events: Sequence[Event], reference: Reference) -> str | None:
    event = events[number]
    wanted: tuple[str, ...]
    if event.cameo == DENY and not event.negated:
        wanted = ("ACCUSE",)
    elif event.cameo == SILENT and event.negated:
        wanted = ("ACCUSE", "REQUEST")
    elif event.type == "REJECT" and not event.negated:
        wanted = ("REQUEST", "AGREE")
    else:
        return None
    earlier = [events[i] for i in range(number - 1, -1, -1)]
    later = [events[i] for i in range(number + 1, min(number + 1 + AHEAD, len(events)))]
    return next((e.id for e in (*earlier, *later) if e.type in wanted and _meets(event, e, reference)), None)


def _meets(answer: Event, other: Event, reference: Reference) -> bool:
    """Whether `other` was put to the one who answers, and by whoever the answer goes to, if it names them."""
    if other.negated or other.id == answer.id:
        return False
    own, asked = sides(reference, answer.source), sides(reference, other.target)
    if own & sides(reference, other.source):
        return False
    to, by = sides(reference, answer.target), sides(reference, other.source)
    if asked:
        return bool(own & asked) and (not to or not by or bool(to & by))
    return bool(to & by)


def sides(reference: Reference, actors: Sequence[str]) -> set[str]:
    """The actors, and the sides (country with role) that they belong to."""
    known = {a.id: a.code for a in reference.actors}
    return {*actors, *(code for a in actors if (code := known.get(a)) and len(code) > _COUNTRY)}
