"""Cue words in running prose: where they stand, in which form, and whether they say that it was said."""

from __future__ import annotations

from dataclasses import dataclass

from saksi.records import Span
from saksi.speech.lexicon import CLITIC, CueRow, words_of
from saksi.speech.scene import Scene, Unit

# How many words may stand between a cue and the word that denies it or makes it a wish.
_REACH = 4
_LIGHT = ("transparent", "negator", "unreal")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue outside quotation marks: token range without clitic, span, its rows by form.

    `clitic` is the index of the token that carries -nya (the cue's own token if the tokenizer left
    it attached), or None. `state` is real, negated, unreal, relative (after *yang*)
    or chained (`membantu menyampaikan`).
    """

    first: int
    last: int
    span: Span
    rows: tuple[CueRow, ...]
    clitic: int | None
    state: str

    @property
    def after(self) -> int:
        """Index of the first token after the cue and its clitic."""
        return self.last if self.clitic is None else max(self.last, self.clitic + 1)

    def form(self, *names: str) -> CueRow | None:
        """The cue's row of the first of these forms that it has."""
        return next((row for name in names for row in self.rows if row.form == name), None)


def cues_in(scene: Scene, unit: Unit) -> tuple[Cue, ...]:
    """The cues of a unit that stand outside quotation marks, in text order."""
    found = []
    i = unit.first
    while i < unit.last:
        if scene.region_at[i] >= 0:
            i += 1
            continue
        skip = scene.lexicon.guards.at(scene.analysis, i)
        if skip:
            i += skip
            continue
        cue = _cue_at(scene, i, unit)
        if cue is None:
            i += 1
        else:
            found.append(cue)
            i = cue.after
    return tuple(found)


def _cue_at(scene: Scene, i: int, unit: Unit) -> Cue | None:
    lexicon, tokens = scene.lexicon, scene.tokens
    count = lexicon.cue_phrases.at(scene.analysis, i)
    clitic: int | None = None
    token = tokens[i]
    end = token.end
    if count:
        rows = lexicon.cues[words_of(scene.analysis, i, i + count)]
        end = tokens[i + count - 1].end
        after = i + count
        if after < unit.last and tokens[after].lower == CLITIC and scene.glued(after):
            clitic = after
    elif token.lower.endswith(CLITIC) and token.lower[: -len(CLITIC)] in lexicon.cues:
        rows, count, clitic = lexicon.cues[token.lower[: -len(CLITIC)]], 1, i
        end -= len(CLITIC)
    else:
        return None
    if not unit.headline:
        rows = tuple(row for row in rows if row.form != "headline")
        if _inside_name(scene, i, unit):
            return None
    if not rows:
        return None
    return Cue(i, i + count, (token.start, end), rows, clitic, _state(scene, i, unit))


def _inside_name(scene: Scene, i: int, unit: Unit) -> bool:
    """Whether the token is part of a name: upper-case although no sentence or quotation ends before it."""
    if not scene.tokens[i].text[0].isupper() or i == unit.first:
        return False
    return not (scene.ends_sentence(i - 1) or scene.is_mark(i - 1) or scene.tokens[i - 1].text in ":()-")


def _state(scene: Scene, i: int, unit: Unit) -> str:
    """real, negated, unreal, relative or chained (to a verb before it), by the words before the cue."""
    lexicon = scene.lexicon
    if i > unit.first:
        before = scene.tokens[i - 1]
        if before.lower == "dalam":
            return "unreal"
        if scene.is_adposition(before) and not lexicon.role(before.lower, "transparent"):
            return "chained"
        if _governs(scene, i - 1, unit):
            return "unreal" if unit.headline else "chained"
    for k in range(i - 1, max(unit.first - 1, i - 1 - _REACH), -1):
        word = scene.tokens[k].lower
        if lexicon.role(word, "negator"):
            return "negated"
        if lexicon.role(word, "unreal"):
            return "unreal"
        if word == "yang":
            return "relative"
        if not lexicon.role(word, "transparent"):
            break
    return "real"


def _governs(scene: Scene, i: int, unit: Unit) -> bool:
    """Whether the word right before a cue is a verb that takes it (*membantu menyampaikan*).

    Neither the verb of a relative clause (*petugas yang berjaga mengatakan*) nor a name does.
    """
    token = scene.tokens[i]
    if token.upos != "VERB" or token.text[0].isupper() or scene.mention_at(i) is not None:
        return False
    if any(scene.lexicon.role(token.lower, role) for role in _LIGHT):
        return False
    return all(t.lower != "yang" for t in scene.tokens[max(unit.first, i - 2 * _REACH) : i])
