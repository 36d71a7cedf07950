"""Quotes inside quotes: what the speaker of a quote says that somebody else said."""

from __future__ import annotations

from dataclasses import replace

from saksi.records import Span
from saksi.reference.mentions import Mention
from saksi.speech.clauses import has_clause
from saksi.speech.cues import cues_in
from saksi.speech.direct import direct_in
from saksi.speech.drafts import Draft
from saksi.speech.floor import Floor, as_pronoun, is_pronoun, narrative_subject
from saksi.speech.indirect import indirect_in
from saksi.speech.scene import Scene, Unit
from saksi.speech.speakers import Speaker

_DEEPEST = 3
_SHORT = 3
_OWN = ("think", "hope")
_PLURAL = ("mereka", "keduanya")
_CONDITIONS = ("complementiser", "unreal")


def nested_in(scene: Scene, outer: Draft, depth: int = 1) -> list[Draft]:
    """Quotes inside the content of a quote that have a cue and a speaker of their own, and those inside them.

    The speaker may be unknown (*dia*, whose antecedent the article does not give); *dia* in the speaker's
    own words never means the speaker.
    """
    inner = scene.within(outer.content)
    found: list[Draft] = []
    for unit in inner.units:
        if not unit.headline:
            found += _read_unit(inner, unit, outer, _antecedent(scene, inner, unit, outer))
    if depth < _DEEPEST:
        found += [deeper for draft in found for deeper in nested_in(scene, draft, depth + 1)]
    return found


def _read_unit(scene: Scene, unit: Unit, outer: Draft, antecedent: Mention | None) -> list[Draft]:
    said = _cues_of(outer)
    cues = tuple(cue for cue in cues_in(scene, unit) if cue.span not in said)
    if not cues or _asks(scene, unit):
        return []
    # Nobody holds the floor: who spoke last in the article is the one whose words these are.
    direct, used = direct_in(scene, unit, cues, Floor())
    direct = [d for d in direct if _is_speech(scene, d)]
    indirect = [_unwrapped(scene, d) for d in indirect_in(scene, unit, cues, used, Floor())]
    indirect = [d for d in indirect if _is_clause(scene, d)]
    indirect = [d for d in indirect if not any(_overlap(d, other) for other in direct)]
    found = []
    for draft in (*direct, *indirect):
        speaker = _speaker(scene, draft, outer, antecedent)
        if speaker is None or _supposed(scene, draft):
            continue
        draft.speaker = speaker
        draft.inside, draft.paragraph = outer, outer.paragraph
        found.append(draft)
    return found


def _cues_of(draft: Draft | None) -> set[Span]:
    """The cues of a quote and of those that hold it: an interrupted clause holds it (*A, kata X, B*)."""
    found: set[Span] = set()
    while draft is not None:
        found |= {draft.cue.span} if draft.cue is not None else set()
        draft = draft.inside
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


def _unwrapped(scene: Scene, draft: Draft) -> Draft:
    """A report that opens with quoted words is those words alone (*mengatakan, 'Kami siap,' lalu pergi*)."""
    for region in scene.regions_from(draft.content[0], draft.content[1])[:1]:
        long = scene.analysis.text[region.start : region.end].count(" ") + 1 >= _SHORT
        if long and region.outer[0] == draft.content[0] and region.outer[1] < draft.content[1]:
            return replace(draft, kind="direct", content=(region.start, region.end))
    return draft


def _is_clause(scene: Scene, draft: Draft) -> bool:
    """Whether a reported clause has a predicate of its own (unlike *bilang apa kemarin*) and was said."""
    if draft.cue is None or draft.cue.state not in ("real", "relative"):
        return False
    first, last = scene.token_range(draft.content)
    return scene.tokens[first - 1].lower == "bahwa" or has_clause(scene, first, last)


def _speaker(scene: Scene, draft: Draft, outer: Draft, antecedent: Mention | None) -> Speaker | None:
    """Who says the inner words, with *dia* settled; None if nobody does but the outer speaker."""
    assert draft.cue is not None
    speaker, mention = draft.speaker, draft.speaker.mention
    words = scene.tokens[speaker.first : speaker.last]
    if not speaker.found or any(scene.lexicon.role(t.lower, "first_person") for t in words):
        return None
    clitic = draft.cue.clitic is not None
    taken_up = clitic or is_pronoun(scene, speaker.first)
    own = _same(mention, outer.speaker.mention)
    # The tree may reach out of the quote for a subject; the words beside the cue are then no known actor.
    stray = mention is not None and not _holds(outer.content, mention.span)
    if stray:
        own, mention = False, None
    if mention is not None and not own:
        return speaker
    if own and outer.kind != "direct" and (taken_up or _by_name(mention)):
        # A reporter calls the outer speaker *dia* too; but what that one thinks is the statement itself.
        return None if draft.act in _OWN else speaker
    if own and _by_name(mention):
        return None
    if clitic and draft.kind != "direct":
        # *Katanya harga turun* is hearsay, said by nobody in particular.
        return None
    if taken_up and antecedent is not None and scene.tokens[speaker.first].lower not in _PLURAL:
        return replace(speaker, mention=as_pronoun(scene, speaker.first, antecedent))
    # Nobody calls himself *dia* or by a bare title (*menteri*): then it is somebody unknown.
    unknown = own or stray or taken_up or draft.kind == "direct"
    return replace(speaker, mention=None) if unknown else None


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _by_name(mention: Mention | None) -> bool:
    return mention is not None and mention.form == "name"


def _antecedent(scene: Scene, inner: Scene, unit: Unit, outer: Draft) -> Mention | None:
    """Whom *dia* in a unit of a quote means: who acted in the sentence before, there or outside."""
    if unit.first > inner.units[0].first:
        return _other(narrative_subject(inner, inner.unit_of(unit.first - 1)), outer)
    holder = scene.unit_of(unit.first)
    if holder.first == 0:
        return None
    before = scene.unit_of(holder.first - 1)
    if before.headline or holder.paragraph - before.paragraph > 1:
        return None
    return _other(narrative_subject(scene, before), outer)


def _other(mention: Mention | None, outer: Draft) -> Mention | None:
    return None if _same(mention, outer.speaker.mention) else mention


def _supposed(scene: Scene, draft: Draft) -> bool:
    """Whether a condition opens the clause of the cue (*kalau menteri mengatakan harga turun, ...*)."""
    assert draft.cue is not None
    for i in range(draft.cue.first - 1, scene.unit_of(draft.cue.first).first - 1, -1):
        if scene.is_comma(i) or scene.ends_sentence(i):
            return False
        if all(scene.lexicon.role(scene.tokens[i].lower, role) for role in _CONDITIONS):
            return True
    return False


def _same(one: Mention | None, other: Mention | None) -> bool:
    return one is not None and other is not None and one.ref == other.ref
