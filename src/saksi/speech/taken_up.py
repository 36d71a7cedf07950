"""Gives the words that take a speaker up (ia, dia, -nya beside a cue) to the actor who was found to speak.

The reference layer resolves pronouns by grammar alone; who holds the floor is known only here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from saksi.records import Span
from saksi.reference.mentions import Mention, Reference
from saksi.speech.findings import QuoteFinding

_TAKING_UP = ("pronoun", "clitic")


def with_speakers(reference: Reference, findings: Sequence[QuoteFinding]) -> Reference:
    """The reference with every pronoun and clitic that stands for a speaker moved to that speaker."""
    spoken: dict[Span, Mention] = {}
    for finding in findings:
        mention = finding.speaker_mention
        if mention is not None and mention.form in _TAKING_UP:
            spoken[mention.span] = mention
    if not spoken:
        return reference
    kept = (m for m in reference.actor_mentions if m.span not in spoken or m.form not in _TAKING_UP)
    mentions = sorted((*kept, *spoken.values()), key=lambda m: (m.span, m.ref))
    spans: dict[str, set[Span]] = defaultdict(set)
    for mention in mentions:
        spans[mention.ref].add(mention.span)
    actors = tuple(replace(a, mentions=tuple(sorted(spans[a.id]))) for a in reference.actors)
    return Reference(
        actors,
        reference.places,
        reference.dates,
        tuple(mentions),
        reference.place_mentions,
        reference.date_mentions,
        reference.diagnostics,
    )
