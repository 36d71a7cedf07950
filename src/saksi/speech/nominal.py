"""Nouns that report a clause: `klaim Sari bahwa jalan itu aman`."""

from __future__ import annotations

from saksi.speech.clauses import strip_attribution, trim
from saksi.speech.complement import LEAST
from saksi.speech.cues import Cue
from saksi.speech.drafts import Draft
from saksi.speech.floor import Floor, clitic_holder
from saksi.speech.lexicon import CLITIC, CueRow
from saksi.speech.scene import Scene, Unit
from saksi.speech.speakers import Speaker

_GAP = 3


def nominal_in(scene: Scene, unit: Unit, found: list[Draft], floor: Floor) -> list[Draft]:
    """Indirect speech that a noun with its owner reports, outside what is already found."""
    drafts: list[Draft] = []
    for i in range(unit.first, unit.last - 1):
        if scene.region_at[i] >= 0 or not scene.lexicon.noun(scene.tokens[i].lower, "statement"):
            continue
        start = scene.tokens[i].start
        if any(d.content[0] <= start < d.content[1] for d in (*found, *drafts)):
            continue
        before = scene.tokens[max(i - 1, unit.first)]
        # `menolak klaim X` speaks of a claim that was made, `tanpa klaim X` does not.
        if before.upos != "VERB" and scene.lexicon.role(before.lower, "negator"):
            continue
        draft = _reported_by(scene, unit, i, floor)
        if draft is not None and not any(d.content[1] > draft.content[0] > d.content[0] for d in found):
            draft.paragraph = unit.paragraph
            drafts.append(draft)
    return drafts


def _reported_by(scene: Scene, unit: Unit, i: int, floor: Floor) -> Draft | None:
    """The clause behind `NOUN OWNER bahwa` with the noun at token `i`."""
    speaker = _owner(scene, unit, i, floor)
    if speaker is None:
        return None
    that = speaker.last
    while that < unit.last and that < speaker.last + _GAP and scene.tokens[that].lower != "bahwa":
        that += 1
    if that >= unit.last or scene.tokens[that].lower != "bahwa":
        return None
    begin, end = trim(scene, that + 1, strip_attribution(scene, that + 1, unit.last))
    if end - begin < LEAST:
        return None
    token = scene.tokens[i]
    row = CueRow(token.lower, "noun", "claim", "indirect", True, "bahwa", False)
    cue = Cue(i, i + 1, (token.start, token.end), (row,), None, "real")
    span = scene.analysis.span(begin, end)
    mixed = any(r.end <= span[1] and not r.single for r in scene.regions_from(*span))
    return Draft("mixed" if mixed else "indirect", span, cue, speaker, ((i, that),), row.act)


def _owner(scene: Scene, unit: Unit, i: int, floor: Floor) -> Speaker | None:
    """Who made the statement: -nya or the mention right behind the noun."""
    after = i + 1
    if scene.tokens[after].lower == CLITIC and scene.glued(after):
        holder = clitic_holder(scene, after, floor)
        return Speaker(holder, after, after + 1) if holder is not None else None
    if scene.tokens[after].lower in ("dari", "oleh") and after + 1 < unit.last:
        after += 1
    mention = scene.mention_at(after)
    if mention is None or mention.first != after or mention.last > unit.last:
        return None
    return Speaker(mention, mention.first, mention.last)
