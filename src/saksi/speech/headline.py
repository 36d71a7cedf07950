"""Headlines that quote by a colon: `Gubernur: Jalan Baru Dibuka Mei`."""

from __future__ import annotations

from saksi.records import Span
from saksi.reference.mentions import Mention
from saksi.speech.clauses import has_clause_in_title, trim
from saksi.speech.cues import Cue
from saksi.speech.drafts import Draft
from saksi.speech.floor import Floor
from saksi.speech.scene import Scene, Unit
from saksi.speech.speakers import Speaker, speaker_before

_LEAST = 2
_SPEAKING_KINDS = ("person", "unnamed", "organisation")


def headline_quote(scene: Scene, unit: Unit, cues: tuple[Cue, ...], floor: Floor) -> Draft | None:
    """The speech after the colon of a headline, if a speaker stands before it; None otherwise."""
    colon = next((i for i in range(unit.first, unit.last) if scene.tokens[i].text == ":"), None)
    if colon is None:
        return None
    begin, end = trim(scene, colon + 1, unit.last)
    if sum(not scene.is_punctuation(i) for i in range(begin, end)) < _LEAST:
        return None
    speaker, cue = _before_colon(scene, unit, colon, cues, floor)
    if speaker is None:
        return None
    kind, span = _content(scene, begin, end)
    if kind == "indirect" and not (_official(scene, speaker) or _says(scene, begin, end)):
        return None
    ranges = ((unit.first, colon),)
    return Draft(
        kind, span, cue, speaker, ranges, cue.rows[0].act if cue else "say", paragraph=unit.paragraph
    )


def _official(scene: Scene, speaker: Speaker) -> bool:
    """Whether an office or calling speaks, so that a topic may follow: `Menteri: Kunci Ketahanan`."""
    words = scene.tokens[speaker.first : speaker.last]
    return any(t.lower in scene.lexicon.offices for t in words)


def _says(scene: Scene, begin: int, end: int) -> bool:
    """Whether the words after the colon are a statement rather than a topic (`Tan Malaka: Biografi`)."""
    words = [t.lower for t in scene.tokens[begin:end]]
    deictic = any(w in ("ini", "itu") or scene.lexicon.role(w, "first_person") for w in words)
    return deictic or has_clause_in_title(scene, begin, end)


def _content(scene: Scene, begin: int, end: int) -> tuple[str, Span]:
    span = scene.analysis.span(begin, end)
    for region in scene.regions_from(*span):
        if region.outer[0] == span[0] and region.outer[1] >= span[1]:
            return "direct", (region.start, region.end)
    return "indirect", span


def _before_colon(
    scene: Scene, unit: Unit, colon: int, cues: tuple[Cue, ...], floor: Floor
) -> tuple[Speaker | None, Cue | None]:
    """Who speaks before the colon: an actor alone (after a comma at most), or the subject of a cue."""
    start = unit.first
    for i in range(unit.first, colon):
        if scene.is_comma(i):
            start = i + 1
    mention = _only_mention(scene, start, colon)
    if mention is not None and scene.kind_of(mention) in _SPEAKING_KINDS:
        return Speaker(mention, mention.first, mention.last), None
    for cue in cues:
        if cue.after < colon and cue.form("headline", "active") is not None and cue.state == "real":
            speaker = speaker_before(scene, cue, unit.first, floor)
            if speaker.mention is not None:
                return speaker, cue
    return None, None


def _only_mention(scene: Scene, start: int, colon: int) -> Mention | None:
    """The mention that fills the tokens from `start` to the colon."""
    last = scene.mention_at(colon - 1) if colon > start else None
    if last is None:
        return None
    return last if last.first == start else None
