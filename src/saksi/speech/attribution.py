"""What else an attribution says: the medium in between, the day, the place and the way of the speaking."""

from __future__ import annotations

from dataclasses import dataclass

from saksi.records import Span
from saksi.reference.mentions import Mention
from saksi.speech.lexicon import words_of
from saksi.speech.scene import Scene

# How far after "dikutip dari" or "kepada" the medium may be named.
_NEAR = 6
_JOURNALISM = "JRN"
_LOCATIVES = ("di", "dari")
_PUBLIC = frozenset({"GOV", "COP", "MIL", "LEG", "JUD", "SPY", "IGO"})


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Actor ids of the media in between, in text order; ids of date and place; how the words were given.

    `setting` are the spans of the words that carry place and channel.
    """

    via: tuple[str, ...] = ()
    date: str | None = None
    place: str | None = None
    channel: str | None = None
    setting: tuple[Span, ...] = ()


def circumstances(
    scene: Scene, ranges: tuple[tuple[int, int], ...], speaker: Mention | None
) -> Circumstances:
    """Reads the token ranges of an attribution. The speaker is never its own medium."""
    via: list[str] = []
    date: str | None = None
    channel: tuple[str, Span] | None = None
    place: Mention | None = None
    for first, last in ranges:
        for medium in _media(scene, first, last):
            if medium not in via and (speaker is None or medium != speaker.ref):
                via.append(medium)
        date = date or _date(scene, first, last)
        channel = channel or _channel(scene, first, last)
        place = place or _place(scene, first, last, speaker)
    spans = [span for span in (channel[1] if channel else None, place.span if place else None) if span]
    return Circumstances(
        tuple(via), date, place.ref if place else None, channel[0] if channel else None, tuple(sorted(spans))
    )


def speaker_kind(scene: Scene, speaker: Mention | None, first: int, last: int) -> str:
    """What sort of source speaks; `first`/`last` are the tokens that stand where the speaker should.

    See `saksi.records.Quote` for the kinds.
    """
    around = range(first, min(last + _NEAR, len(scene.tokens)))
    if speaker is None:
        told = (scene.tokens[i].lower for i in range(first, last))
        return "document" if any(scene.lexicon.noun(word, "document") for word in told) else "unresolved"
    kind = scene.kind_of(speaker)
    if kind != "unnamed":
        return kind
    if any(scene.lexicon.anonymous_phrases.at(scene.analysis, i) for i in around):
        return "anonymous"
    words = (scene.tokens[i].lower for i in range(speaker.first, speaker.last))
    if any(scene.lexicon.noun(word, "witness") for word in words):
        return "witness"
    role = (scene.reference.actor(speaker.ref).code or "")[-3:]
    return "official" if role in _PUBLIC else "unnamed"


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
        role = scene.lexicon.via[words_of(scene.analysis, i, i + count)].role
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
    """Listeners count only if they are other media (kepada AFP), quoted sources unless they are persons."""
    if listener:
        own = scene.lexicon.outlets.get(scene.analysis.text[slice(*mention.span)].casefold())
        other = own is None or own != scene.article.outlet
        return other and is_medium(scene, mention) and mention.form == "name"
    return scene.kind_of(mention) != "person"


def _date(scene: Scene, first: int, last: int) -> str | None:
    inside = scene.dates_in(first, last)
    return inside[0].ref if inside else None


def _channel(scene: Scene, first: int, last: int) -> tuple[str, Span] | None:
    """The first phrase that tells how the words were given, and its span."""
    for i in range(first, last):
        count = scene.lexicon.via_phrases.at(scene.analysis, i)
        if count and scene.region_at[i] < 0:
            row = scene.lexicon.via[words_of(scene.analysis, i, i + count)]
            if row.channel:
                return row.channel, scene.analysis.span(i, i + count)
    return None


def _place(scene: Scene, first: int, last: int, speaker: Mention | None) -> Mention | None:
    """The place that *di* puts the speaking in; one inside the speaker's title is none."""
    for mention in scene.places_in(first, last):
        titled = speaker is not None and speaker.first <= mention.first < speaker.last
        before = range(max(first, mention.first - _NEAR), mention.first)
        located = (scene.tokens[i].lower in _LOCATIVES for i in before)
        if not titled and scene.region_at[mention.first] < 0 and any(located):
            return mention
    return None
