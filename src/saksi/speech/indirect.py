"""Indirect and mixed speech: the reported clause of a cue, before it, after it or around it."""

from __future__ import annotations

from saksi.speech.clauses import (
    has_clause,
    is_predicate,
    strip_attribution,
    trim,
)
from saksi.speech.complement import (
    LEAST,
    clause_start,
    has_agent,
    is_reported,
    limit_of,
    without_links,
)
from saksi.speech.cues import Cue
from saksi.speech.drafts import Draft
from saksi.speech.floor import Floor, clitic_holder
from saksi.speech.lexicon import CueRow
from saksi.speech.scene import Scene, Unit
from saksi.speech.speakers import NOBODY, Speaker, speaker_after, speaker_before

_POINTED = 4
_PLACE_REACH = 10
_AS = ("seperti", "sebagaimana", "demikian")
_JOINS = ("dan", "serta", "lalu", "kemudian", "juga", "tetapi", "sambil", "seraya", ",")


def indirect_in(scene: Scene, unit: Unit, cues: tuple[Cue, ...], used: set[int], floor: Floor) -> list[Draft]:
    """Indirect and mixed speech of a unit, from the cues that direct speech left over."""
    found: list[Draft] = []
    covered = unit.first
    rest = [c for c in cues if c.first not in used]
    for number, cue in enumerate(rest):
        if cue.first < covered:
            continue
        later = tuple(rest[number + 1 :])
        draft = _read(scene, unit, cue, later, covered, found, floor)
        if draft is None:
            continue
        draft.paragraph = unit.paragraph
        found.append(draft)
        end = scene.token_from(draft.content[1])
        covered = max(covered, end, cue.after)
    return found


def _read(
    scene: Scene, unit: Unit, cue: Cue, later: tuple[Cue, ...], start: int, found: list[Draft], floor: Floor
) -> Draft | None:
    for row in cue.rows:
        if row.complement == "direct" or row.needs == "quote":
            continue
        if cue.state == "unreal" or (cue.state == "negated" and not row.keeps):
            continue
        if row.form == "prep":
            draft = _menurut(scene, unit, cue, row, later, start, floor)
        elif row.form == "bare":
            draft = _kata(scene, unit, cue, row, start, floor)
        elif row.form == "passive":
            draft = _dikatakan(scene, unit, cue, row, later, start, floor)
        else:
            draft = _mengatakan(scene, unit, cue, row, later, start, found, floor)
        if draft is not None:
            return draft
    return None


def _mengatakan(
    scene: Scene,
    unit: Unit,
    cue: Cue,
    row: CueRow,
    later: tuple[Cue, ...],
    start: int,
    found: list[Draft],
    floor: Floor,
) -> Draft | None:
    """`X mengatakan (bahwa) ...`: subject, cue, reported clause."""
    if not _may_report(scene, cue, row):
        return None
    limit = limit_of(scene, unit, cue, later)
    begin, word = clause_start(scene, cue, row, limit)
    if begin >= limit or (cue.clitic is not None and word != "bahwa"):
        return None
    end = strip_attribution(scene, begin, limit)
    begin, end = trim(scene, begin, end)
    if not is_reported(scene, row, word, begin, end, unit.headline):
        return None
    speaker = _subject(scene, unit, cue, row, word, start, found, floor)
    if speaker is None:
        return None
    front = _interrupted(scene, cue, speaker, start) if begin < end else None
    if front is not None:
        return _draft(scene, cue, row, front, end, speaker, ((speaker.first, begin), (end, limit)))
    return _draft(scene, cue, row, begin, end, speaker, ((start, begin), (end, limit)))


def _may_report(scene: Scene, cue: Cue, row: CueRow) -> bool:
    """Whether an active cue stands where it can report: not for a purpose, not in any relative clause."""
    if cue.state == "relative" and (row.act == "think" or not _named_relative(scene, cue)):
        return False
    if row.form == "headline" and scene.is_adposition(scene.tokens[max(cue.first - 1, 0)]):
        return False
    after = scene.tokens[min(cue.after, len(scene.tokens) - 1)]
    return cue.state != "chained" or after.lower == "bahwa"


def _subject(
    scene: Scene,
    unit: Unit,
    cue: Cue,
    row: CueRow,
    word: str,
    start: int,
    found: list[Draft],
    floor: Floor,
) -> Speaker | None:
    """The speaker of an active cue; None if nobody who can speak stands there, or the writer does."""
    speaker = speaker_before(scene, cue, start, floor)
    words = scene.tokens[speaker.first : speaker.last]
    if any(scene.lexicon.role(t.lower, "first_person") for t in words):
        return None
    if speaker.found:
        known = speaker.mention is not None or _can_speak(scene, speaker, word == "bahwa", cue)
        return speaker if known else None
    if found and cue.first > unit.first and scene.tokens[cue.first - 1].lower in _JOINS:
        return found[-1].speaker
    return None if row.ordinary and word != "bahwa" else speaker


def _interrupted(scene: Scene, cue: Cue, speaker: Speaker, start: int) -> int | None:
    """Where a clause begins that the attribution interrupts: `Jalan itu, dia melanjutkan, ditutup`."""
    parenthesis = speaker.first - 1 > start and scene.is_comma(speaker.first - 1)
    if not (parenthesis and cue.after < len(scene.tokens) and scene.is_comma(cue.after)):
        return None
    first, last = without_links(scene, start, speaker.first - 1)
    if first >= last or scene.is_adposition(scene.tokens[first]) or has_clause(scene, first, last):
        return None
    # `Menteri X, Nama mengatakan, harga akan ...` is an apposition: there the clause has its own subject.
    following = scene.tokens[cue.after + 1]
    reason = following.upos == "SCONJ" and not scene.lexicon.role(following.lower, "complementiser")
    bare = is_predicate(scene, cue.after + 1) or scene.lexicon.role(following.lower, "predicate")
    return first if bare or reason else None


def _can_speak(scene: Scene, speaker: Speaker, plain: bool, cue: Cue) -> bool:
    """Whether words that no actor mention covers may name a speaker: a proper noun or a document.

    Where cue or *bahwa* speaks `plain` any noun may, save one pointed at (*Hal ini menegaskan bahwa*).
    """
    near = scene.tokens[max(cue.first - _POINTED, 0) : cue.first]
    documents = any(scene.lexicon.noun(t.lower, "document") for t in near)
    if plain and (documents or near[-1].lower not in ("ini", "itu", "tersebut")):
        return True
    words = scene.tokens[speaker.first : speaker.last]
    if any(scene.lexicon.role(t.lower, "third_person") for t in words):
        return True
    return any(t.upos == "PROPN" or scene.lexicon.noun(t.lower, "document") for t in words)


def _named_relative(scene: Scene, cue: Cue) -> bool:
    """Whether the relative clause around the cue hangs on an actor: `Budi, yang mengatakan bahwa`."""
    i = cue.first - 1
    while i > 0 and scene.tokens[i].lower != "yang":
        i -= 1
    i -= 1
    while i > 0 and scene.is_comma(i):
        i -= 1
    after = cue.after
    bahwa = after < len(scene.tokens) and scene.tokens[after].lower == "bahwa"
    return bahwa and i >= 0 and scene.mention_at(i) is not None


def _menurut(
    scene: Scene, unit: Unit, cue: Cue, row: CueRow, later: tuple[Cue, ...], start: int, floor: Floor
) -> Draft | None:
    """`Menurut X, ...`, `..., menurut X`, `A, menurut X, B`."""
    speaker = _agent(scene, cue, unit, floor)
    if speaker.mention is None and cue.clitic is None:
        return None
    if any(_reports(scene, i) for i in range(start, cue.first)):
        # `X mengungkapkan hal itu berdasarkan keterangan Y`: the words before are X's own.
        return None
    after = max(speaker.last, cue.after)
    limit = limit_of(scene, unit, cue, later)
    return _around(scene, unit, cue, row, speaker, start, after, limit)


def _reports(scene: Scene, i: int) -> bool:
    """Whether an active cue of plain speech stands at token `i`, outside quotation marks."""
    rows = scene.lexicon.cues.get(scene.tokens[i].lower, ())
    return scene.region_at[i] < 0 and any(r.form == "active" and r.act == "say" for r in rows)


def _around(
    scene: Scene,
    unit: Unit,
    cue: Cue,
    row: CueRow,
    speaker: Speaker,
    start: int,
    after: int,
    limit: int,
) -> Draft | None:
    """The clause around an attribution with its speaker behind the cue (*menurut X*, *kata X*)."""
    front, back = without_links(scene, start, cue.first), trim(scene, after, limit)
    if cue.first > start and scene.tokens[cue.first - 1].lower == "yang":
        # `langkah yang menurut X keliru`: only the relative clause is theirs.
        front = (cue.first, cue.first)
    elif front[0] < front[1] and scene.lexicon.via_phrases.at(scene.analysis, front[0]):
        # `Dikutip dari Antara, menurut X ...`
        front = (cue.first, cue.first)
    opening = front[0] >= front[1] or scene.is_adposition(scene.tokens[front[0]])
    said_before = has_clause(scene, *front)
    said_after = back[1] - back[0] >= LEAST
    if front[0] < front[1]:
        said_after = said_after and not _circumstance(scene, back[0])
        said_after = said_after and (not said_before or has_clause(scene, *back))
    if said_after and (front[0] >= front[1] or (opening and not said_before)):
        begin, end = back[0], strip_attribution(scene, *back)
        if begin < end and scene.tokens[begin].lower == "bahwa":
            begin += 1
        return _draft(scene, cue, row, begin, end, speaker, ((start, begin), (end, limit)))
    if front[0] >= front[1]:
        return None
    if said_after:
        end = strip_attribution(scene, *back)
        return _draft(scene, cue, row, front[0], end, speaker, ((cue.first, after), (end, limit)))
    if said_before or front[1] - front[0] > 2 * LEAST:
        return _draft(scene, cue, row, front[0], front[1], speaker, ((cue.first, limit),))
    return None


def _circumstance(scene: Scene, i: int) -> bool:
    """Whether what follows an attribution only tells where, when or to whom it was said."""
    token = scene.tokens[i]
    if scene.lexicon.via_phrases.at(scene.analysis, i) or scene.lexicon.role(token.lower, "addressee"):
        return True
    return scene.in_date(i) or scene.lexicon.role(token.lower, "opener")


def _kata(scene: Scene, unit: Unit, cue: Cue, row: CueRow, start: int, floor: Floor) -> Draft | None:
    """`..., kata X.`, `A, kata X, B`, `Kata X, ...` without quotation marks."""
    if not has_agent(scene, cue, unit) or (unit.headline and row.ordinary):
        return None
    after_comma = cue.first > unit.first and scene.is_comma(cue.first - 1)
    opens = cue.first == start or all(
        scene.tokens[i].upos in ("CCONJ", "SCONJ", "ADV", "PUNCT") for i in range(start, cue.first)
    )
    if row.ordinary and not (after_comma and not opens):
        return None
    if not (after_comma or opens):
        return None
    speaker = _agent(scene, cue, unit, floor)
    if speaker.mention is None and row.ordinary:
        return None
    return _around(scene, unit, cue, row, speaker, start, max(speaker.last, cue.after), unit.last)


def _agent(scene: Scene, cue: Cue, unit: Unit, floor: Floor) -> Speaker:
    """The speaker behind a cue: -nya, a pronoun or a noun phrase."""
    if cue.clitic is not None:
        return Speaker(clitic_holder(scene, cue.clitic, floor), cue.clitic, cue.clitic + 1)
    return speaker_after(scene, cue.after, unit.last, floor, clause_follows=True)


def _dikatakan(
    scene: Scene, unit: Unit, cue: Cue, row: CueRow, later: tuple[Cue, ...], start: int, floor: Floor
) -> Draft | None:
    """`Dikatakan X, ...`, `Disebutkan bahwa ...`, `..., seperti dikatakan X`."""
    speaker = _agent(scene, cue, unit, floor) if has_agent(scene, cue, unit) else NOBODY
    after = max(speaker.last, cue.after)
    limit = limit_of(scene, unit, cue, later)
    if after >= limit:
        return None
    opens = all(
        scene.is_punctuation(i) or scene.tokens[i].upos in ("ADV", "CCONJ") for i in range(start, cue.first)
    )
    that = scene.lexicon.role(scene.tokens[after].lower, "complementiser")
    if row.needs in ("bahwa", "agar") and not that:
        return None
    comma = scene.is_comma(after)
    if not speaker.found and opens and comma and row.act != "report":
        # `Ditambahkan, ...` goes on with the one who spoke last.
        speaker = Speaker(floor.holder(), cue.first, cue.after)
    if that and not speaker.found and row.act not in ("say", "write"):
        return None
    placed = not speaker.found and _in_document(scene, start, cue, that or comma)
    if placed and not that and not comma:
        after -= 1
    if that or placed or (opens and comma and speaker.found):
        begin, end = trim(scene, after + 1, strip_attribution(scene, after + 1, limit))
        if begin < end and scene.tokens[begin].lower == "bahwa":
            begin += 1
        if end - begin >= LEAST and (that or has_clause(scene, begin, end)):
            return _draft(scene, cue, row, begin, end, speaker, ((start, begin), (end, limit)))
    if speaker.mention is not None and scene.is_comma(after) and scene.is_comma(cue.first - 1):
        return _around(scene, unit, cue, row, speaker, start, after, limit)
    led = cue.first - 1 > start and scene.tokens[cue.first - 1].lower in (
        "seperti",
        "sebagaimana",
        "demikian",
    )
    if led and speaker.mention is not None and scene.is_comma(cue.first - 2):
        first, last = without_links(scene, start, cue.first - 2)
        if has_clause(scene, first, last):
            return _draft(scene, cue, row, first, last, speaker, ((cue.first - 1, limit),))
    return None


def _in_document(scene: Scene, start: int, cue: Cue, marked: bool) -> bool:
    """Whether only a place stands before a passive cue: `Dalam dokumen itu dijelaskan (bahwa) ...`."""
    front = scene.tokens[start : cue.first]
    if not front or len(front) > _PLACE_REACH or any(scene.is_comma(t.i) for t in front):
        return False
    document = any(scene.lexicon.noun(t.lower, "document") for t in front)
    timed = any(scene.lexicon.role(t.lower, "opener") for t in front[1:])
    return front[0].lower in ("dalam", "di", "pada") and (document or (marked and not timed))


def _draft(
    scene: Scene,
    cue: Cue,
    row: CueRow,
    begin: int,
    end: int,
    speaker: Speaker,
    attribution: tuple[tuple[int, int], ...],
) -> Draft | None:
    """The draft of a reported clause; mixed if quoted words stand in it, direct if nothing else does."""
    begin, end = trim(scene, begin, end)
    if end - begin < 1:
        return None
    span = scene.analysis.span(begin, end)
    inside = [r for r in scene.regions_from(*span) if r.end <= span[1] and not r.single]
    kind = "indirect"
    for region in inside:
        kind = "mixed"
        if region.outer[0] == span[0] and region.outer[1] >= span[1]:
            kind, span = "direct", (region.start, region.end)
    ranges = tuple((a, b) for a, b in attribution if a < b)
    return Draft(kind, span, cue, speaker, ranges, row.act)
