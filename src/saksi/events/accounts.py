"""Tells what a trigger's surroundings gave a draft, for whoever asks why (see `trace`)."""

from __future__ import annotations

from saksi.events.drafts import Draft
from saksi.events.parties import Arguments
from saksi.events.trace import Detail
from saksi.language.analysis import Analysis


def account(draft: Draft, arguments: Arguments, analysis: Analysis) -> Detail:
    """Which phrases stand around the trigger, whom the frame took from them, and in what mood."""
    heads = {"agent": arguments.agent, "patient": arguments.patient, "harmed": arguments.harmed}
    return {
        "source place": (draft.hit.frame.source,),
        "target place": draft.hit.frame.target,
        **{
            name: tuple(analysis.span(head, head + 1) for head in found)
            for name, found in (*heads.items(), *arguments.phrases.items())
            if found
        },
        "source": tuple(p.span for p in draft.source),
        "target": tuple(p.span for p in draft.target),
        "modality": (draft.mood.modality or "happened",),
        "modality words": draft.mood.modality_spans,
        "negated words": draft.mood.negated_spans,
    }
