"""Finds the quotes of an article: what was said, by whom, through whom, when."""

from __future__ import annotations

from saksi.cleaning.article import Article
from saksi.language.analysis import Analysis
from saksi.lexicons.load import Lexicons
from saksi.records import Diagnostic, Quote, Span
from saksi.reference.mentions import Mention, Reference
from saksi.speech.attribution import circumstances, speaker_kind
from saksi.speech.cues import Cue, cues_in
from saksi.speech.direct import direct_in
from saksi.speech.drafts import Draft
from saksi.speech.findings import QuoteFinding
from saksi.speech.floor import Floor, has_office, is_case, named, narrative_subject
from saksi.speech.headline import headline_quote
from saksi.speech.indirect import indirect_in
from saksi.speech.lexicon import compile_speech
from saksi.speech.nested import nested_in
from saksi.speech.nominal import nominal_in
from saksi.speech.scene import Scene, Unit
from saksi.speech.speakers import Speaker, speaker_after, speaker_before


def find_quotes(
    article: Article, analysis: Analysis, reference: Reference, lexicons: Lexicons
) -> tuple[QuoteFinding, ...]:
    """All quotes of an article in text order, with ids q1, q2 ...; outer ones before those inside them.

    Spans are code-point offsets into `article.text`. A speaker that cannot be told stays None.
    Raises LexiconError if a speech lexicon is faulty.
    """
    scene = Scene(article, analysis, reference, compile_speech(lexicons))
    floor = Floor()
    drafts: list[Draft] = []
    for unit in scene.units:
        drafts += _read_unit(scene, unit, floor, drafts)
    _settle_alone(scene, drafts)
    drafts.sort(key=lambda d: (d.content, d.kind))
    drafts = _distinct(drafts)
    drafts += [inner for draft in drafts for inner in nested_in(scene, draft)]
    drafts.sort(key=lambda d: (d.content[0], -d.content[1]))
    ids = {id(draft): f"q{number}" for number, draft in enumerate(drafts, 1)}
    heard = _first_person(scene, drafts)
    return tuple(_finding(scene, draft, ids, heard.get(id(draft), ())) for draft in drafts)


def _read_unit(scene: Scene, unit: Unit, floor: Floor, before: list[Draft]) -> list[Draft]:
    cues = cues_in(scene, unit)
    floor.acting = _acting(scene, unit)
    if unit.headline:
        titled = headline_quote(scene, unit, cues, Floor())
        if titled is not None:
            return [titled]
    direct, used = direct_in(scene, unit, cues, floor)
    indirect = indirect_in(scene, unit, cues, used, floor)
    indirect += nominal_in(scene, unit, [*direct, *indirect], floor)
    direct = [d for d in direct if not any(_within(d.content, other.content) for other in indirect)]
    found = sorted([*direct, *indirect], key=lambda d: d.content)
    _share(scene, unit, direct, before)
    if not unit.headline:
        _pass_floor(scene, unit, found, cues, floor)
    return found


def _acting(scene: Scene, unit: Unit) -> Mention | None:
    """The named person who is the subject of the unit before, if that narrates, in the same paragraph."""
    if unit.first == 0 or unit.headline:
        return None
    before = scene.unit_of(unit.first - 1)
    if before.paragraph != unit.paragraph or any(
        scene.region_at[i] >= 0 for i in range(before.first, before.last)
    ):
        return None
    subject = narrative_subject(scene, before)
    told = subject is not None and scene.reference.actor(subject.ref).kind == "person"
    return subject if told else None


def _share(scene: Scene, unit: Unit, direct: list[Draft], before: list[Draft]) -> None:
    """`"A," kata X. "B."`: B lives on the attribution of A if it follows in the same paragraph."""
    for draft in direct[:1]:
        last = before[-1] if before else None
        if draft.cue is not None or last is None or last.cue is None or last.kind != "direct":
            continue
        if last.paragraph == unit.paragraph and last.attribution and last.attribution[-1][1] >= unit.first:
            draft.cue, draft.speaker = last.cue, last.speaker
            draft.attribution, draft.act, draft.shared = last.attribution, last.act, True


def _pass_floor(scene: Scene, unit: Unit, found: list[Draft], cues: tuple[Cue, ...], floor: Floor) -> None:
    """Notes who spoke or acted last, for the pronouns to come."""
    for draft in found:
        if draft.speaker.mention is None and draft.speaker.found:
            floor.lost()
        elif draft.speaker.mention is not None:
            mention = draft.speaker.mention
            floor.spoke(mention, unit.paragraph, scene.is_person(mention))
    if found:
        return
    for cue in cues:
        voice = _voice(scene, unit, cue, floor)
        if voice is not None:
            floor.spoke(voice, unit.paragraph, scene.is_person(voice))
            return
    subject = narrative_subject(scene, unit)
    if subject is not None:
        floor.acted(subject, unit.paragraph, has_office(scene, subject))


def _voice(scene: Scene, unit: Unit, cue: Cue, floor: Floor) -> Mention | None:
    """Who speaks by a cue that reports no clause: `Hal itu disampaikan X`, `X menyoroti harga beras`."""
    if cue.state != "real":
        return None
    if cue.form("passive") is not None and cue.clitic is None:
        mention = speaker_after(scene, cue.after, unit.last, floor).mention
        return mention if mention is not None and mention.first <= cue.after + 1 else None
    if cue.form("active") is not None:
        mention = speaker_before(scene, cue, unit.first, floor).mention
        person = mention is not None and scene.is_person(mention)
        known = mention is not None and (mention.ref in floor.known or _speaks(scene, mention, cue))
        return mention if person and known else None
    return None


def _speaks(scene: Scene, mention: Mention, cue: Cue) -> bool:
    """Whether one who has not spoken before takes the floor by an active cue: `X menyoroti ...`.

    To ask or to order is a deed as well: there only one with an office does (not `Rudi meminta uang`).
    """
    row = cue.form("active")
    said = row is not None and row.act not in ("order", "think", "hope")
    return has_office(scene, mention) or (said and named(scene, mention) and not is_case(scene, mention))


def _settle_alone(scene: Scene, drafts: list[Draft]) -> None:
    """A quotation whose mark is repeated in the next paragraph has the speaker of what follows it."""
    for number in range(len(drafts) - 2, -1, -1):
        draft, following = drafts[number], drafts[number + 1]
        alone = draft.kind == "direct" and draft.cue is None
        next_to = following.kind == "direct" and following.paragraph - draft.paragraph <= 1
        if alone and next_to and (draft.repeated or draft.speaker.mention is None):
            draft.speaker = Speaker(following.speaker.mention, 0, 0)


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _distinct(drafts: list[Draft]) -> list[Draft]:
    """Drafts without those that repeat or lie inside the one before."""
    found: list[Draft] = []
    for draft in drafts:
        if found and _within(draft.content, found[-1].content):
            continue
        found.append(draft)
    return found


def _finding(scene: Scene, draft: Draft, ids: dict[int, str], first_person: tuple[int, ...]) -> QuoteFinding:
    mention = draft.speaker.mention
    told = circumstances(scene, draft.attribution, mention)
    cue = draft.cue
    quote = Quote(
        ids[id(draft)],
        draft.kind,
        draft.content,
        mention.ref if mention is not None else None,
        cue.span if cue is not None else None,
        told.via,
        told.date,
        speaker_kind(scene, mention, draft.speaker.first, draft.speaker.last),
        mention.span if mention is not None else None,
        tuple(dict.fromkeys(m.ref for m in draft.speaker.others if mention is None or m.ref != mention.ref)),
        told.place,
        told.channel,
        told.setting,
        ids[id(draft.inside)] if draft.inside is not None else None,
    )
    ranges = [r for r in draft.attribution if r[0] < r[1]]
    spans = [scene.analysis.span(*r) for r in ranges]
    holding = [s for s in spans if cue is not None and s[0] <= cue.span[0] < s[1]]
    return QuoteFinding(
        quote,
        draft.content,
        next(iter([*holding, *spans]), None),
        mention,
        tuple(range(cue.first, cue.last)) if cue is not None else (),
        first_person,
        draft.act,
        _notes(scene, draft),
    )


def _first_person(scene: Scene, drafts: list[Draft]) -> dict[int, tuple[int, ...]]:
    """Tokens such as *kami* that mean the speaker's side, by the identity of that speaker's quote.

    A clause that is reported inside a quote keeps the outer speaker's *kami*; inner quotation marks do not.
    """
    owner: dict[int, int] = {}
    for draft in drafts:
        if draft.inside is not None and draft.kind == "indirect":
            continue
        for i in range(*scene.token_range(draft.content)):
            if scene.lexicon.role(scene.tokens[i].lower, "first_person"):
                owner[i] = id(draft)
    found: dict[int, tuple[int, ...]] = {}
    for i, quote in sorted(owner.items()):
        found[quote] = (*found.get(quote, ()), i)
    return found


def _notes(scene: Scene, draft: Draft) -> tuple[Diagnostic, ...]:
    """Says of a quote without speaker that it has none, and which words stand where one should."""
    speaker = draft.speaker
    if speaker.mention is not None:
        return ()
    if not speaker.found:
        return (
            Diagnostic("info", "speaker-unresolved", "nobody could be told to have said this", draft.content),
        )
    words = scene.analysis.text[slice(*scene.analysis.span(speaker.first, speaker.last))]
    return (Diagnostic("info", "speaker-unresolved", f"said by no known actor: {words!r}", draft.content),)
