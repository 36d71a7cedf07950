"""Who speaks: the mention beside a cue, before it or after it, and whom -nya and *dia* take up."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from saksi.language.analysis import Token
from saksi.reference.mentions import Mention
from saksi.speech.cues import Cue
from saksi.speech.floor import Floor, is_pronoun, named, pronoun
from saksi.speech.scene import Scene

_CLAUSE_LINKS = ("conj", "xcomp", "advcl", "parataxis")
_SHORTEST_NAME = 3
_NAMES_BACK = 400
_RELATIVE_REACH = 12
_BRACKET_REACH = 8
_POINTER_REACH = 4
_TITLE_REACH = 6
_INDEFINITE = ("salah", "seorang", "sejumlah", "beberapa", "para", "satu", "dua", "tiga")
_POINTERS = ("itu", "ini", "tersebut")
_AND = ("dan", "serta", "bersama", "&")


@dataclass(frozen=True, slots=True)
class Speaker:
    """What stands beside a cue as its speaker.

    `mention` is None where words stand there that no actor mention covers; `first`/`last` are the
    tokens of the noun phrase (empty range if there is none); `others` are further speakers.
    """

    mention: Mention | None
    first: int
    last: int
    others: tuple[Mention, ...] = ()

    @property
    def found(self) -> bool:
        """Whether any words stand where a speaker should."""
        return self.last > self.first


NOBODY = Speaker(None, 0, 0)


def speaker_after(scene: Scene, start: int, stop: int, floor: Floor, clause_follows: bool = False) -> Speaker:
    """The speaker whose words begin at token `start` (kata *Lavrov*), before token `stop`.

    An apposition after a comma names the person (ujar Direktur X, *Nama*, ...); where a clause
    follows the speaker (*Menurut X, Y datang*), only between two commas.
    """
    tokens = scene.tokens
    i = start
    while i < stop and (tokens[i].lower in ("oleh", "si") or _second_cue(scene, i, stop)):
        i += 1
    if i >= stop:
        return NOBODY
    if is_pronoun(scene, i):
        return Speaker(pronoun(scene, i, floor), i, i + 1)
    first = i
    best = None
    while i < stop and best is None:
        mention = scene.mention_at(i)
        near = i == first or (i - first <= _TITLE_REACH and not _is_state(scene, mention))
        if mention is not None and mention.first >= first and mention.last <= stop and near:
            best = mention
        elif _closes_phrase(scene, i):
            if scene.is_comma(i) and i > first and not clause_follows:
                # `kata Direktur Riset X, Nama, ...` where no actor is read in the title.
                following = scene.mention_at(i + 1) if i + 1 < stop else None
                best = following if named(scene, following) else None
            break
        i += 1
    if best is None:
        return Speaker(_namesake(scene, first), first, i)
    best, last, others = _extended(scene, best, stop, clause_follows)
    taken = _epithet(scene, best, floor)
    return Speaker(taken or best, first, last, others)


def _second_cue(scene: Scene, i: int, stop: int) -> bool:
    """Whether a cue is written twice: `ujar [ungkap] Budi`."""
    rows = scene.lexicon.cues.get(scene.tokens[i].lower, ())
    mention = scene.mention_at(i + 1) if i + 1 < stop else None
    return any(row.form == "bare" for row in rows) and mention is not None and mention.first == i + 1


def _is_state(scene: Scene, mention: Mention | None) -> bool:
    return mention is not None and scene.kind_of(mention) == "state"


def _closes_phrase(scene: Scene, i: int) -> bool:
    """Whether a noun phrase that no mention has opened yet ends before token `i`."""
    token = scene.tokens[i]
    if scene.is_punctuation(i):
        return not (token.text == "." and scene.glued(i)) and token.text not in "()"
    if token.upos in ("SCONJ", "AUX", "VERB") or token.lower == "yang":
        return True
    if token.lower == "untuk" and scene.tokens[i - 1].text[0].isupper():
        # `Wakil Sekretaris Jenderal untuk Operasi Perdamaian`
        return not scene.tokens[min(i + 1, len(scene.tokens) - 1)].text[0].isupper()
    if scene.is_adposition(token) or scene.lexicon.via_phrases.at(scene.analysis, i):
        return not token.text[0].isupper()
    return False


def _extended(
    scene: Scene, best: Mention, stop: int, clause_follows: bool
) -> tuple[Mention, int, tuple[Mention, ...]]:
    """The mention that names the speaker in a phrase which `best` opens, its end, further speakers."""
    others: list[Mention] = []
    i = end = best.last
    while i < stop:
        word = scene.tokens[i]
        following = scene.mention_at(i + 1) if i + 1 < stop else None
        if word.text == "(":
            i = end = _closing(scene, i, stop)
        elif word.text == ")":
            i += 1
        elif word.lower in _AND and following is not None and following.last <= stop:
            others.append(following)
            i = end = following.last
        elif named(scene, best) and not _named_anew(scene, best, i, following, clause_follows):
            break
        elif (beside := scene.mention_at(i)) is not None and scene.is_person(beside):
            best, i = beside, beside.last
            end = i
        elif beside is not None and beside.first == i and not named(scene, best):
            # `menurut Dirjen X (Ditjen Y) [Kementerian Z] Nama, ...`
            i = beside.last
        elif scene.is_comma(i) and following is not None and scene.is_person(following):
            shut = following.last < stop and scene.is_comma(following.last)
            if clause_follows and not shut:
                break
            best, i = following, following.last
            end = i
        elif not clause_follows and (word.upos in ("NOUN", "PROPN") or _abbreviates(scene, i)):
            i += 1
        else:
            break
    return best, end, tuple(others)


def _named_anew(scene: Scene, best: Mention, i: int, following: Mention | None, clause_follows: bool) -> bool:
    """Whether a name follows a title after a comma although the title seemed to hold one.

    `Kapolres Kota Lama, AKBP Rudi Hartono`: the entity layer may take the place for a person.
    """
    titled = scene.tokens[best.first].lower in scene.lexicon.offices
    return titled and not clause_follows and scene.is_comma(i) and named(scene, following)


def _closing(scene: Scene, i: int, stop: int) -> int:
    """First token after the bracket that opens at `i`."""
    for k in range(i + 1, min(stop, i + _BRACKET_REACH)):
        if scene.tokens[k].text == ")":
            return k + 1
    return i + 1


def _abbreviates(scene: Scene, i: int) -> bool:
    return scene.tokens[i].text == "." and scene.glued(i)


def _pointed_at(scene: Scene, mention: Mention) -> bool:
    """Whether *itu*, *ini* or *tersebut* closes the noun phrase that the mention opens."""
    for i in range(mention.last - 1, min(mention.last + _POINTER_REACH, len(scene.tokens))):
        token = scene.tokens[i]
        if token.lower in _POINTERS:
            return True
        if i >= mention.last and (token.upos in ("VERB", "AUX", "ADP") or scene.is_comma(i)):
            return False
    return False


def _namesake(scene: Scene, i: int) -> Mention | None:
    """The person whose name holds the capitalised word at `i`: the nearest one named before."""
    token = scene.tokens[i]
    if not token.text[0].isupper() or len(token.text) < _SHORTEST_NAME:
        return None
    for mention in itertools.islice(scene.mentions_before(i), _NAMES_BACK):
        if scene.is_person(mention) and any(
            t.text == token.text for t in scene.tokens[mention.first : mention.last]
        ):
            return Mention(mention.ref, (token.start, token.end), i, i, i + 1, "name")
    return None


def _described_before(scene: Scene, mention: Mention) -> bool:
    """Whether the article has called the mention's actor so before, or gives them such an office."""
    noun = scene.tokens[mention.first].lower
    actor = scene.reference.actor(mention.ref)
    text = scene.analysis.text
    earlier = (text[a:b] for a, b in actor.mentions if b <= mention.span[0])
    return any(noun in words.lower().split() for words in (actor.role or "", *earlier))


def _epithet(scene: Scene, mention: Mention, floor: Floor) -> Mention | None:
    """The one who holds the floor, if a new description with *itu* takes them up (*politikus itu*)."""
    holder = floor.holder()
    if holder is None or named(scene, mention) or not scene.is_person(holder):
        return None
    if not scene.is_person(mention) and scene.tokens[mention.first].lower not in scene.lexicon.offices:
        return None
    if scene.tokens[mention.first].lower in _INDEFINITE:
        return None
    if scene.seen_before(mention) and (mention.form == "name" or _described_before(scene, mention)):
        return None
    if not _pointed_at(scene, mention):
        return None
    return Mention(holder.ref, mention.span, mention.head, mention.first, mention.last, "nominal")


def speaker_before(scene: Scene, cue: Cue, start: int, floor: Floor) -> Speaker:
    """The subject of an active cue, looked for from token `start` up to the cue."""
    linear = _linear_subject(scene, cue, start)
    tree = _tree_subject(scene, cue.last - 1)
    if tree is not None and not start <= tree.i < cue.first:
        tree = None
    if linear is None and tree is None:
        return NOBODY
    sure = linear is not None and (linear.adjacent or linear.unknown)
    if linear is None or (tree is not None and not sure):
        assert tree is not None
        return _at(scene, tree.i, floor)
    if linear.unknown:
        # `Direktur PT Maju Rudi Hartono mengatakan`: a name that no mention covers, not its body.
        return Speaker(_namesake(scene, linear.token), linear.token, linear.token + 1)
    return _at(scene, linear.token, floor)


@dataclass(frozen=True, slots=True)
class _Linear:
    token: int
    adjacent: bool
    unknown: bool = False


def _at(scene: Scene, i: int, floor: Floor) -> Speaker:
    """The speaker at token `i`, which heads or belongs to the subject."""
    if is_pronoun(scene, i):
        return Speaker(pronoun(scene, i, floor), i, i + 1)
    mention = scene.mention_at(i)
    if mention is None:
        for k in scene.analysis.subtree(i):
            mention = scene.mention_at(k)
            if mention is not None and abs(k - i) <= 3:
                break
            mention = None
    if mention is None:
        return Speaker(_namesake(scene, i), i, i + 1)
    named = _apposition_name(scene, mention)
    chosen = named or _epithet(scene, mention, floor) or mention
    first, last = min(chosen.first, mention.first), max(chosen.last, mention.last)
    joined = _also(scene, chosen)
    if joined is not None:
        return Speaker(joined, min(first, joined.first), last, (chosen,))
    return Speaker(chosen, first, last)


def _apposition_name(scene: Scene, mention: Mention) -> Mention | None:
    """The person named in apposition to a mention that is no named person."""
    if named(scene, mention):
        return None
    before = mention.first - 1
    if before > 0 and scene.is_comma(before):
        other = scene.mention_at(before - 1)
        if other is not None and named(scene, other):
            return other
    after = mention.last
    if after + 1 < len(scene.tokens) and scene.is_comma(after):
        other = scene.mention_at(after + 1)
        if other is not None and named(scene, other):
            return other
    return None


def _also(scene: Scene, mention: Mention) -> Mention | None:
    """The speaker named first where *dan* joins another to them (*Sari dan Rudi mengatakan*)."""
    i = mention.first - 1
    joined = i > 0 and scene.tokens[i].lower in _AND
    return scene.mention_at(i - 1) if joined else None


def _linear_subject(scene: Scene, cue: Cue, start: int) -> _Linear | None:
    """The noun phrase that ends right before the cue, over adverbs and prepositional phrases."""
    tokens, lexicon = scene.tokens, scene.lexicon
    i = _before_relative(scene, cue, start)
    adjacent = i == cue.first - 1 or (i >= start and named(scene, scene.mention_at(i)))
    unknown: int | None = None
    while i >= start:
        token = tokens[i]
        if lexicon.role(token.lower, "transparent") or lexicon.role(token.lower, "negator"):
            i -= 1
            continue
        if scene.is_punctuation(i) and not scene.ends_sentence(i):
            i -= 1
            continue
        if is_pronoun(scene, i):
            return _Linear(i, adjacent)
        mention = scene.mention_at(i)
        if mention is not None and mention.form == "clitic":
            i -= 1
            continue
        first = mention.first if mention is not None else i
        before = first - 1
        if before >= start and _prepositional(scene, before):
            i = before - 1
            adjacent = False
            continue
        if mention is not None and (adjunct := _inside_adjunct(scene, before, start)) is not None:
            i, adjacent = adjunct - 1, False
            continue
        verb = before if mention is not None else i
        if verb >= start and scene.tokens[verb].upos in ("VERB", "AUX"):
            # The object or the verb of a relative clause: the subject stands before its *yang*.
            relative = _relative_start(scene, verb, start)
            if relative is None and mention is None:
                return None
            if relative is not None:
                i, adjacent = relative - 1, False
                continue
        if mention is not None:
            if unknown is not None and not scene.is_person(mention):
                return _Linear(unknown, False, True)
            return _Linear(mention.head if mention.first <= mention.head <= i else i, adjacent)
        if token.upos == "PROPN" and unknown is None:
            unknown = i
        if token.upos in ("SCONJ", "PUNCT") or scene.region_at[i] >= 0:
            return None
        i -= 1
        adjacent = False
    return None


def _before_relative(scene: Scene, cue: Cue, start: int) -> int:
    """Where to look for the subject: before `, yang ...,` or `, seperti dikutip ...,` beside the cue."""
    i = cue.first - 1
    if i >= start and scene.is_comma(i):
        for k in range(i - 1, start, -1):
            if scene.is_comma(k - 1):
                inserted = scene.lexicon.via_phrases.at(scene.analysis, k) > 0
                if scene.tokens[k].lower == "yang" or inserted or _apposes(scene, k):
                    return k - 2
    return i


def _apposes(scene: Scene, k: int) -> bool:
    """Whether `, NOUN ...,` from token `k` on tells who the person named before the comma is."""
    before = scene.mention_at(k - 2) if k > 1 else None
    noun = scene.tokens[k]
    return noun.upos == "NOUN" and noun.text.islower() and before is not None and named(scene, before)


def _relative_start(scene: Scene, i: int, start: int) -> int | None:
    """Index of the *yang* whose clause holds the verb at `i`, or None."""
    for k in range(i - 1, max(start, i - _RELATIVE_REACH) - 1, -1):
        token = scene.tokens[k]
        if token.lower == "yang":
            return k
        if token.upos in ("SCONJ", "PUNCT"):
            return None
    return None


def _inside_adjunct(scene: Scene, i: int, start: int) -> int | None:
    """The preposition that governs the common nouns which end at token `i` (*di sidang terbuka* [UKRI])."""
    k = i
    while k >= start and scene.tokens[k].upos in ("NOUN", "ADJ") and scene.mention_at(k) is None:
        k -= 1
    governed = start < k < i and scene.tokens[k].upos == "ADP" and not scene.is_comma(k - 1)
    return k if governed else None


def _prepositional(scene: Scene, i: int) -> bool:
    """Whether the word at `i` makes what follows an adjunct."""
    token = scene.tokens[i]
    return token.upos == "ADP" or (scene.lexicon.role(token.lower, "opener") and token.upos != "NOUN")


def _tree_subject(scene: Scene, i: int) -> Token | None:
    """The subject of the verb at token `i`, its own or the one that it shares with its head."""
    for _ in range(3):
        subjects = scene.analysis.children(i, "nsubj", "nsubj:pass")
        if subjects:
            return subjects[0]
        token = scene.tokens[i]
        if token.head == i or token.dep.split(":")[0] not in _CLAUSE_LINKS:
            return None
        i = token.head
    return None
