"""Quotes inside quotes: what the speaker of a quote says that somebody else said."""

from __future__ import annotations

from dataclasses import replace

from saksi.reference.mentions import Mention
from saksi.speech.clauses import has_clause
from saksi.speech.cues import cues_in
from saksi.speech.direct import direct_in
from saksi.speech.drafts import Draft
from saksi.speech.floor import Floor, is_pronoun
from saksi.speech.indirect import indirect_in
from saksi.speech.scene import Scene, Unit

_DEEPEST = 3
_SHORT = 3
_OWN = ("think", "hope")
_CONDITIONS = ("complementiser", "unreal")


def nested_in(scene: Scene, outer: Draft, depth: int = 1) -> list[Draft]:
    """Quotes inside the content of a quote that have a cue and a speaker of their own, and those inside them.

    The speaker may be unknown (*dia*, whose antecedent the article does not give); the speaker of the outer
    quote is never taken up by its *dia* in direct speech.
    """
    inner = scene.within(outer.content)
    found: list[Draft] = []
    for unit in inner.units:
        if not unit.headline:
            found += _read_unit(inner, unit, outer)
    if depth < _DEEPEST:
        found += [deeper for draft in found for deeper in nested_in(scene, draft, depth + 1)]
    return found


def _read_unit(scene: Scene, unit: Unit, outer: Draft) -> list[Draft]:
    cues = cues_in(scene, unit)
    if not cues or _asks(scene, unit):
        return []
    # Nobody holds the floor: who spoke last in the article is the one whose words these are.
    direct, used = direct_in(scene, unit, cues, Floor())
    direct = [d for d in direct if _is_speech(scene, d)]
    indirect = [d for d in indirect_in(scene, unit, cues, used, Floor()) if _is_clause(scene, d)]
    indirect = [d for d in indirect if not any(_overlap(d, other) for other in direct)]
    found = []
    for draft in (*direct, *indirect):
        if draft.content == outer.content or not _has_speaker(scene, draft, outer):
            continue
        draft.inside, draft.paragraph = outer, outer.paragraph
        found.append(draft)
    return found


def _asks(scene: Scene, unit: Unit) -> bool:
    """Whether the speaker of the outer quote asks (*dia bilang apa?*) rather than reports."""
    last = unit.last - 1
    while last > unit.first and scene.is_mark(last) and scene.region_at[last] < 0:
        last -= 1
    return "?" in scene.tokens[last].text and scene.region_at[last] < 0


def _overlap(one: Draft, other: Draft) -> bool:
    return max(one.content[0], other.content[0]) < min(one.content[1], other.content[1])


def _is_speech(scene: Scene, draft: Draft) -> bool:
    """Whether words between inner marks are speech with a cue, no title (*menulis 'Bila Kita Pulang'*)."""
    text = scene.analysis.text[slice(*draft.content)]
    longer = [word for word in text.split() if len(word) > _SHORT]
    titled = all(not word[0].islower() for word in longer) and text[-1] not in ".,!?…"
    return draft.cue is not None and draft.cue.state == "real" and not titled


def _is_clause(scene: Scene, draft: Draft) -> bool:
    """Whether a reported clause has a predicate of its own (unlike *bilang apa kemarin*) and was said."""
    if draft.cue is None or draft.cue.state not in ("real", "relative"):
        return False
    return has_clause(scene, *scene.token_range(draft.content))


def _has_speaker(scene: Scene, draft: Draft, outer: Draft) -> bool:
    """Whether somebody stands beside the cue who may be another than the outer speaker; settles *dia*."""
    assert draft.cue is not None
    speaker = draft.speaker
    words = scene.tokens[speaker.first : speaker.last]
    if not speaker.found or any(scene.lexicon.role(t.lower, "first_person") for t in words):
        return False
    if _supposed(scene, draft):
        return False
    taken_up = draft.cue.clitic is not None or is_pronoun(scene, speaker.first)
    if speaker.mention is None:
        return taken_up or draft.kind == "direct"
    if _same(speaker.mention, outer.speaker.mention):
        if outer.kind == "direct":
            # A speaker does not call himself *dia*; by his name nobody else can be meant.
            draft.speaker = replace(speaker, mention=None)
            return taken_up
        return draft.act not in _OWN
    return True


def _supposed(scene: Scene, draft: Draft) -> bool:
    """Whether a condition opens the clause of the cue (*kalau menteri mengatakan harga turun, ...*)."""
    assert draft.cue is not None
    for i in range(draft.cue.first - 1, scene.unit_of(draft.cue.first).first - 1, -1):
        if scene.is_comma(i) or scene.ends_sentence(i):
            return False
        if all(scene.lexicon.role(scene.tokens[i].lower, role) for role in _CONDITIONS):
            return True
    return False


def _same(one: Mention, other: Mention | None) -> bool:
    return other is not None and one.ref == other.ref
