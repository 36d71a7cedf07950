"""Direct speech: which quoted regions are speech, and the cue and speaker beside them."""

from __future__ import annotations

from dataclasses import dataclass

from saksi.speech.clauses import has_clause
from saksi.speech.cues import Cue
from saksi.speech.drafts import Draft
from saksi.speech.floor import Floor, clitic_holder
from saksi.speech.lexicon import CLITIC
from saksi.speech.marks import Region
from saksi.speech.scene import Scene, Unit
from saksi.speech.speakers import NOBODY, Speaker, speaker_after, speaker_before

_SUBJECT_REACH = 9
_LEAD_INS = ("demikian", "begitu", "seperti", "sebagaimana", "itu", "demikianlah", "begitulah")
_FINAL = ".!?…"
_WORDS = 3
_BETWEEN = 5
_LOUD = ("banner", "chant")


@dataclass(frozen=True, slots=True)
class Place:
    """A region within its unit: token range of its words, first token after it, token before it."""

    region: Region
    first: int
    last: int
    after: int
    before: int
    stop: int
    begins: bool
    comma: bool
    pause: bool


def place_of(scene: Scene, region: Region, unit: Unit) -> Place:
    """Looks at what stands around a region."""
    tokens = scene.tokens
    first, last = scene.token_range((region.start, region.end))
    after = scene.token_from(region.outer[1])
    pause = region.end > region.start and scene.analysis.text[region.end - 1] in ",.!?…"
    while after < unit.last and (scene.is_mark(after) or tokens[after].text in ",-–—"):
        pause = pause or tokens[after].text == ","
        after += 1
    close, limit = region.outer[1], tokens[unit.last - 1].end
    later = [r for r in scene.regions_from(close, limit) if not r.single]
    stop = min([unit.last, *(scene.token_from(r.outer[0]) for r in later[:1])])
    before = scene.token_from(region.outer[0]) - 1
    begins = before < unit.first or scene.ends_sentence(before) or _closes_other(scene, region)
    comma = before >= unit.first and tokens[before].text in ",:;-–—"
    return Place(region, first, last, after, before, max(stop, after), begins, comma, pause)


def _closes_other(scene: Scene, region: Region) -> bool:
    """Whether another quoted region ends right before this one."""
    other = scene.region_before(region.start)
    if other is None:
        return False
    return not scene.analysis.text[other.outer[1] : region.outer[0]].strip(" ,")


def direct_in(scene: Scene, unit: Unit, cues: tuple[Cue, ...], floor: Floor) -> tuple[list[Draft], set[int]]:
    """Direct speech of a unit, and the token indices of the cues that it used up."""
    found: list[Draft] = []
    used: set[int] = set()
    for region in scene.regions_from(scene.tokens[unit.first].start, scene.tokens[unit.last - 1].end):
        place = place_of(scene, region, unit)
        draft = (
            _attributed_after(scene, place, unit, cues, used, floor)
            or _attributed_before(scene, place, unit, cues, used, floor)
            or _loosely_attributed(scene, place, unit, floor)
            or _unattributed(scene, place, unit, found, floor)
        )
        if draft is None:
            continue
        draft.paragraph = unit.paragraph
        draft.repeated = region.repeated
        if draft.cue is not None:
            used.add(draft.cue.first)
        found.append(draft)
    return found, used


def _attributed_after(
    scene: Scene, place: Place, unit: Unit, cues: tuple[Cue, ...], used: set[int], floor: Floor
) -> Draft | None:
    """`"...," kata X` and its kin; `Hal itu "...," kata X` is mixed."""
    cue = _cue_after(scene, place, cues, used)
    if cue is None or (place.region.single and not place.pause):
        return None
    speaker = _speaker_of(scene, cue, place.after, place.stop, floor)
    mixed = not place.begins and not place.comma and place.before >= unit.first
    if mixed and (not place.pause or any(c.first < place.first for c in cues)):
        return None
    start = scene.tokens[unit.first].start if mixed else place.region.start
    end = place.region.outer[1] if mixed else place.region.end
    row = cue.rows[0]
    return Draft(
        "mixed" if mixed else "direct",
        (start, end),
        cue,
        speaker,
        ((place.after, place.stop),),
        row.act,
    )


def _cue_after(scene: Scene, place: Place, cues: tuple[Cue, ...], used: set[int]) -> Cue | None:
    candidates = [c for c in cues if place.after <= c.first < place.stop and c.first not in used]
    for cue in candidates[:2]:
        between = scene.tokens[place.after : cue.first]
        led = all(t.lower in _LEAD_INS for t in between)
        row = cue.form("bare", "passive", "active", "prep")
        if led and row is not None and row.form == "bare":
            return cue
        if led and row is not None and place.pause:
            return cue
        if row is not None and row.form == "active" and place.pause and cue.state == "real":
            plain = all(t.upos not in ("VERB", "SCONJ") and t.text != ":" for t in between)
            if plain and len(between) <= _SUBJECT_REACH and not scene.ends_sentence(place.after):
                return cue
        if not led:
            return None
    return None


def _speaker_of(scene: Scene, cue: Cue, start: int, stop: int, floor: Floor) -> Speaker:
    """The speaker of a cue that follows the quoted words."""
    if cue.clitic is not None:
        return _holder(scene, cue.clitic, floor)
    row = cue.form("bare", "passive", "active", "prep")
    if row is not None and row.form == "active":
        return speaker_before(scene, cue, start, floor)
    return speaker_after(scene, cue.after, stop, floor)


def _holder(scene: Scene, clitic: int, floor: Floor) -> Speaker:
    """The speaker whom a clitic on the cue takes up."""
    return Speaker(clitic_holder(scene, clitic, floor), clitic, clitic + 1)


def _attributed_before(
    scene: Scene, place: Place, unit: Unit, cues: tuple[Cue, ...], used: set[int], floor: Floor
) -> Draft | None:
    """`X berkata, "..."`, `Kata dia: "..."`, `spanduk bertuliskan "..."`."""
    earlier = [c for c in cues if c.after <= place.before + 1 and c.first not in used]
    if not earlier or place.begins:
        return None
    cue = earlier[-1]
    row = cue.form("active", "bare", "prep", "passive", "headline")
    if row is None or cue.state in ("negated", "unreal") or row.complement == "indirect":
        return None
    near = place.before - int(place.comma)
    adjacent = cue.after - 1 == near or (
        cue.after == near and scene.lexicon.role(scene.tokens[near].lower, "complementiser")
    )
    loud = row.act in _LOUD
    if not loud:
        if not _ends_unit(scene, place, unit) or not (place.comma or adjacent):
            return None
        if place.region.single and not place.comma and not unit.headline:
            return None
        if not adjacent and has_clause(scene, cue.after, place.before):
            return None
        if adjacent and not place.comma and not place.pause and place.last - place.first < _WORDS:
            return None
    elif not adjacent and not _names_slogans(scene, cue, place):
        return None
    speaker = _speaker_in_front(scene, cue, row.form, unit, place, floor)
    if row.form == "bare" and not speaker.found:
        return None
    if loud and (speaker.mention is None or row.act == "banner"):
        speaker = _crowd(scene, cue) or speaker
    span = (place.region.start, place.region.end)
    return Draft("direct", span, cue, speaker, ((unit.first, max(place.before, unit.first)),), row.act)


def _speaker_in_front(scene: Scene, cue: Cue, form: str, unit: Unit, place: Place, floor: Floor) -> Speaker:
    if cue.clitic is not None and form in ("bare", "prep", "passive"):
        return _holder(scene, cue.clitic, floor)
    if form in ("bare", "prep", "passive"):
        return speaker_after(scene, cue.after, max(place.before, cue.after), floor)
    return speaker_before(scene, cue, unit.first, floor)


def _names_slogans(scene: Scene, cue: Cue, place: Place) -> bool:
    """Whether only a noun or two stand between the cue and the slogan (*bertuliskan slogan seperti*)."""
    between = scene.tokens[cue.after : place.before + 1]
    return len(between) <= _BETWEEN and not any(t.upos in ("VERB", "SCONJ", "PUNCT") for t in between)


def _ends_unit(scene: Scene, place: Place, unit: Unit) -> bool:
    """Whether nothing but punctuation follows the region in its unit, or the region ends a sentence."""
    rest = scene.tokens[place.after : place.stop]
    if all(scene.is_punctuation(t.i) for t in rest):
        return True
    return scene.analysis.text[place.region.end - 1] in _FINAL


def _crowd(scene: Scene, cue: Cue) -> Speaker | None:
    """The crowd that bears the banner or chants: nearest before the cue, in this paragraph or the last."""
    paragraph = scene.unit_of(cue.first).paragraph
    for mention in scene.mentions_before(cue.first):
        if scene.unit_of(mention.first).paragraph < paragraph - 1:
            return None
        words = (scene.tokens[i].lower for i in range(mention.first, mention.last))
        if any(scene.lexicon.noun(word, "crowd") for word in words):
            return Speaker(mention, mention.first, mention.last)
    return None


def _loosely_attributed(scene: Scene, place: Place, unit: Unit, floor: Floor) -> Draft | None:
    """`"...," WORD Name`: a cue that no lexicon knows, or that is misspelt, between comma and name."""
    region, tokens = place.region, scene.tokens
    if region.single or unit.headline or not place.begins or not place.pause:
        return None
    i = place.after
    if i + 1 >= place.stop or not tokens[i].text.islower() or scene.is_adposition(tokens[i]):
        return None
    clitic = tokens[i].lower.endswith(CLITIC) or (tokens[i + 1].lower == CLITIC and scene.glued(i + 1))
    mention = scene.mention_at(i + 1)
    if clitic:
        speaker = _holder(scene, i, floor)
    elif mention is not None and mention.first == i + 1 and scene.is_person(mention):
        speaker = speaker_after(scene, i + 1, place.stop, floor)
    else:
        return None
    return Draft("direct", (region.start, region.end), None, speaker, ((place.after, place.stop),))


def _unattributed(scene: Scene, place: Place, unit: Unit, found: list[Draft], floor: Floor) -> Draft | None:
    """A quotation that stands alone, or that goes on after its attribution (`"A," kata X, "B."`)."""
    region = place.region
    words = sum(not scene.is_punctuation(i) for i in range(place.first, place.last))
    last = found[-1] if found else None
    if last is not None and last.act in _LOUD and _listed(scene, last, place):
        span = (region.start, region.end)
        return Draft("direct", span, last.cue, last.speaker, last.attribution, last.act, shared=True)
    follows = last is not None and last.cue is not None and last.kind == "direct" and place.comma
    if region.single or unit.headline or not (place.begins or follows):
        return None
    if not _ends_unit(scene, place, unit) or words < _WORDS:
        return None
    if not _sentence_like(scene, place):
        return None
    holder = last.speaker.mention if last is not None and follows else floor.holder()
    speaker = Speaker(holder, 0, 0) if holder is not None else NOBODY
    draft = Draft("direct", (region.start, region.end), None, speaker, shared=follows)
    if last is not None and follows:
        draft.cue, draft.attribution, draft.act = last.cue, last.attribution, last.act
    return draft


def _listed(scene: Scene, last: Draft, place: Place) -> bool:
    """Whether the region is a further banner or chant of a list: only *,*, *dan*, *hingga* between."""
    between = scene.analysis.text[last.content[1] : place.region.start]
    return all(word in ("dan", "serta", "hingga", "atau") for word in _words(between))


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.lower()).split()


def _sentence_like(scene: Scene, place: Place) -> bool:
    """Whether the quoted words look like speech rather than like a title."""
    region = place.region
    text = scene.analysis.text[region.start : region.end]
    if text[-1] in ".,!?…" or not region.closed or not region.opened:
        return True
    words = [w for w in text.split() if w[0].isalpha()]
    small = sum(w[0].islower() for w in words)
    return len(words) > 2 * _WORDS and small * 2 > len(words)
