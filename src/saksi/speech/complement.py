"""What a cue takes: where the reported clause begins and ends, and whether the words are one."""

from __future__ import annotations

from saksi.speech.clauses import has_clause, has_clause_in_title, trim
from saksi.speech.cues import Cue
from saksi.speech.lexicon import CLITIC, CueRow
from saksi.speech.scene import Scene, Unit

LEAST = 2
AND = ("dan", "serta", "lalu", "kemudian", "sekaligus", "sambil", "seraya")
_LINKS = ("ADV", "ADJ", "PART", "SCONJ", "CCONJ", "VERB")
_OBJECT_REACH = 14
_QUESTION_WORDS = ("apa", "siapa", "kapan", "mengapa", "kenapa", "bagaimana", "berapa", "mana", "apakah")


def limit_of(scene: Scene, unit: Unit, cue: Cue, later: tuple[Cue, ...]) -> int:
    """Where the cue's clause ends at the latest: at a further clause with a cue of its own."""
    for other in later:
        if other.state not in ("real", "negated"):
            continue
        if other.form("bare") and not other.form("active"):
            at = other.first - 1
            if at > cue.after and scene.is_comma(at) and has_agent(scene, other, unit):
                return at
            continue
        border = _new_clause(scene, cue, other)
        if border is not None:
            return border
    return unit.last


def _new_clause(scene: Scene, cue: Cue, other: Cue) -> int | None:
    """Where the coordinate clause of another cue begins, if it stands beside this cue's clause."""
    if other.form("active") is None:
        return None
    for i in range(other.first - 1, cue.after, -1):
        token = scene.tokens[i]
        if scene.lexicon.role(token.lower, "third_person") and scene.is_comma(i - 1):
            that = scene.lexicon.role(scene.tokens[cue.after].lower, "complementiser")
            return i - 1 if has_clause(scene, cue.after + int(that), i - 1) else None
        if scene.lexicon.role(token.lower, "adversative") and scene.is_comma(i - 1):
            return i - 1
        if token.lower in AND:
            verb = scene.tokens[other.last - 1]
            shares = verb.dep == "conj" and verb.head in range(cue.first, cue.last)
            return i if shares else None
        if token.upos in ("VERB", "SCONJ") or token.lower == "bahwa":
            return None
    return None


def clause_start(scene: Scene, cue: Cue, row: CueRow, limit: int) -> tuple[int, str]:
    """First token of what follows the cue proper, and the word that opened it ("" if none did).

    Skips listeners, place and day of the speaking up to *bahwa* or a comma.
    """
    i = cue.after
    for _ in range(3):
        if i >= limit:
            return i, ""
        word = scene.tokens[i].lower
        if scene.lexicon.role(word, "transparent") and i + 1 < limit and scene.is_comma(i + 1):
            i += 1
        if scene.lexicon.role(word, "complementiser"):
            if word == "apakah":
                return i, word
            return (i if _conditional(scene, i, limit) else i + 1), "bahwa"
        if scene.lexicon.role(word, "agar"):
            return i, "agar"
        if scene.is_comma(i) or scene.tokens[i].text == ":":
            i += 1
            if i < limit and scene.tokens[i].lower in ("bahwa", "bahwasanya"):
                i += 1
                return i, "bahwa"
            if i < limit and scene.lexicon.role(scene.tokens[i].lower, "agar"):
                return i, "agar"
            direct = i <= cue.after + 2 and i < limit and scene.tokens[i].upos != "CCONJ"
            return i, "," if direct else ""
        skipped = _skip_circumstance(scene, i, limit)
        if skipped == i:
            break
        i = skipped
    return _over_object(scene, i, row, limit)


def _conditional(scene: Scene, i: int, limit: int) -> bool:
    """Whether *jika* at `i` opens a condition that *maka* answers, rather than standing for *bahwa*."""
    if scene.tokens[i].lower in ("bahwa", "bahwasanya"):
        return False
    return any(scene.tokens[k].lower == "maka" for k in range(i + 1, limit))


def _skip_circumstance(scene: Scene, i: int, limit: int) -> int:
    """End of the listener, occasion or day that begins at `i` and that *bahwa* or a comma closes."""
    listener = scene.lexicon.role(scene.tokens[i].lower, "addressee")
    occasion = scene.lexicon.via_phrases.at(scene.analysis, i) > 0
    day = bool(scene.dates_in(i, i + 1))
    place = scene.tokens[i].lower == "di"
    if not (listener or occasion or day or place):
        return i
    for k in range(i + 1, min(limit, i + _OBJECT_REACH)):
        word = scene.tokens[k].lower
        if (
            scene.is_comma(k)
            or scene.lexicon.role(word, "complementiser")
            or scene.lexicon.role(word, "agar")
        ):
            return k
        if (scene.tokens[k].upos in ("VERB", "AUX") and not occasion) or word == "untuk":
            break
    mention = scene.mention_at(i + 1) if i + 1 < limit else None
    return mention.last if listener and mention is not None and mention.last < limit else i


def _over_object(scene: Scene, i: int, row: CueRow, limit: int) -> tuple[int, str]:
    """Looks over the one who is told: `mengingatkan warga bahwa ...`, `meminta polisi agar ...`."""
    for k in range(i, min(limit, i + _OBJECT_REACH)):
        token = scene.tokens[k]
        if token.lower == "bahwa":
            return k + 1, "bahwa"
        if scene.lexicon.role(token.lower, "agar") and row.act in ("order", "hope", "say"):
            return i, "agar"
        if scene.is_comma(k) or token.upos in ("VERB", "AUX") or token.lower == "yang":
            break
    return i, ""


def is_reported(scene: Scene, row: CueRow, word: str, begin: int, end: int, headline: bool) -> bool:
    """Whether the words after the cue are a reported clause by the rule of the cue's row."""
    words = sum(not scene.is_punctuation(i) for i in range(begin, end))
    if words < LEAST:
        return False
    first = scene.tokens[begin].lower
    if word == "bahwa":
        return True
    if row.needs == "bahwa":
        return False
    if row.needs == "agar":
        return word == "agar"
    if row.needs == "question":
        return word == "apakah" or first in _QUESTION_WORDS
    if scene.lexicon.role(first, "preposition_complement") or first == "untuk":
        # `mengatakan untuk menjaga harga diperlukan data`: the clause stands behind the purpose.
        return first == "untuk" and row.act == "say" and has_clause(scene, begin, end)
    if word == "agar" or (word == "," and words > LEAST):
        return True
    if not row.needs and not row.ordinary:
        return True
    test = has_clause_in_title if headline else has_clause
    quoted = any(r >= 0 and not scene.regions[r].single for r in scene.region_at[begin:end])
    return quoted or test(scene, begin, end)


def without_links(scene: Scene, first: int, last: int) -> tuple[int, int]:
    """The range without conjunctions and sentence adverbs at its head (*Namun,*, *Karena itu,*)."""
    first, last = trim(scene, first, last)
    while first < last:
        token = scene.tokens[first]
        loose = first + 1 < last and scene.is_comma(first + 1)
        linking = token.upos in ("CCONJ", "SCONJ", "PUNCT") or (loose and token.upos in ("ADV", "PART"))
        if not linking or scene.lexicon.role(token.lower, "opener"):
            break
        first += 1
    words = [t for t in scene.tokens[first:last] if t.lower != CLITIC and t.upos != "PUNCT"]
    pointing = bool(words) and words[-1].lower in ("itu", "ini", "demikian")
    if all(t.upos in _LINKS for t in (words[:-1] if pointing else words)) and (pointing or len(words) == 1):
        # *Khususnya,*, *Terlebih,*, *Sementara itu,*.
        first = last
    return first, max(first, last)


def has_agent(scene: Scene, cue: Cue, unit: Unit) -> bool:
    """Whether -nya, a pronoun or a mention stands right behind the cue."""
    if cue.clitic is not None:
        return True
    if cue.after >= unit.last:
        return False
    word = scene.tokens[cue.after]
    mention = scene.mention_at(cue.after)
    return (
        scene.lexicon.role(word.lower, "third_person")
        or word.lower == "oleh"
        or (mention is not None and mention.first == cue.after)
        or (word.upos == "PROPN" and word.text[0].isupper())
    )
