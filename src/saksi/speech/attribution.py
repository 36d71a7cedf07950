"""What else an attribution says: the medium in between, and the day on which it was said."""

from __future__ import annotations

from dataclasses import dataclass

from saksi.reference.mentions import Mention
from saksi.speech.lexicon import words_of
from saksi.speech.scene import Scene

# How far after "dikutip dari" or "kepada" the medium may be named.
_NEAR = 6
_JOURNALISM = "JRN"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Actor ids of the media in between, in text order, and the id of the attribution's date."""

    via: tuple[str, ...]
    date: str | None


def circumstances(
    scene: Scene, ranges: tuple[tuple[int, int], ...], speaker: Mention | None
) -> Circumstances:
    """Reads the token ranges of an attribution. The speaker is never its own medium."""
    via: list[str] = []
    date: str | None = None
    for first, last in ranges:
        for medium in _media(scene, first, last):
            if medium not in via and (speaker is None or medium != speaker.ref):
                via.append(medium)
        if date is None:
            date = _date(scene, first, last)
    return Circumstances(tuple(via), date)


def is_medium(scene: Scene, mention: Mention) -> bool:
    """Whether the mention names a news medium or agency."""
    code = scene.reference.actor(mention.ref).code or ""
    if _JOURNALISM in (code[:3], code[3:6], code[6:9]):
        return True
    words = {scene.tokens[i].lower for i in range(max(mention.first - 2, 0), mention.last)}
    return any(scene.lexicon.noun(word, "medium") for word in words)


def _media(scene: Scene, first: int, last: int) -> list[str]:
    found = []
    i = first
    while i < last:
        count = scene.lexicon.via_phrases.at(scene.analysis, i)
        if not count:
            cue = scene.tokens[i].lower
            rows = scene.lexicon.cues.get(cue, ())
            if i > first and any(row.act == "report" or row.form == "prep" for row in rows):
                mention = _named_after(scene, i + 1, last)
                if mention is not None and is_medium(scene, mention):
                    found.append(mention.ref)
            i += 1
            continue
        role = scene.lexicon.via[words_of(scene.analysis, i, i + count)]
        listener = scene.tokens[i].lower == "kepada"
        if role == "source" or listener:
            mention = _named_after(scene, i + count, last)
            if mention is not None and _fits(scene, mention, listener):
                found.append(mention.ref)
        i += count
    return found


def _named_after(scene: Scene, start: int, last: int) -> Mention | None:
    for i in range(start, min(start + _NEAR, last)):
        mention = scene.mention_at(i)
        if mention is not None and mention.first >= start:
            return mention
        if scene.is_comma(i):
            return None
    return None


def _fits(scene: Scene, mention: Mention, listener: bool) -> bool:
    """Listeners count only if they are media (kepada AFP), quoted sources unless they are persons."""
    if listener:
        return is_medium(scene, mention) and mention.form == "name"
    return scene.kind_of(mention) != "person"


def _date(scene: Scene, first: int, last: int) -> str | None:
    inside = scene.dates_in(first, last)
    return inside[0].ref if inside else None
