"""The sound rules of Indonesian prefixes: how a prefix changes before a root, and the way back.

Phonology only: which words exist stands in the lexicons `roots`, `affixes` and `root_exceptions`.
"""

from __future__ import annotations

from dataclasses import dataclass

VOWELS = "aeiou"
# What meN-/peN- becomes before a root that begins with these letters; the root keeps its letter.
_NASAL_BEFORE = {
    **dict.fromkeys("lrwymn", ""),
    **dict.fromkeys("bfvp", "m"),
    **dict.fromkeys("dcjzts", "n"),
    **dict.fromkeys("aeioughqxk", "ng"),
}
# Roots with one of these before a vowel lose it: pukul -> memukul, tembak, serang, kirim.
_LOST = {"p": "m", "t": "n", "s": "ny", "k": "ng"}
_LIQUID = ("ber", "per", "ter")


@dataclass(frozen=True, slots=True)
class Allomorph:
    """One written shape of a prefix.

    `onset` are the letters that may follow it in the written word, `restore` is the letter that the
    root had lost there, `short` says that the root must be of one syllable (menge+cat).
    """

    written: str
    onset: str
    restore: str = ""
    short: bool = False


def is_short(root: str) -> bool:
    """Whether a root has one syllable only, so that meN- is written menge- (cat, bom, cek, sah)."""
    return sum(letter in VOWELS for letter in root) == 1


def pronounceable(root: str) -> bool:
    """Whether the root begins as Indonesian words do: vowel, consonant and vowel, or a usual cluster."""
    return root[0] in VOWELS or (len(root) > 1 and (root[1] in VOWELS or root[1] in "lrhyw"))


def loses_letter(root: str) -> bool:
    """Whether the root's first letter is regularly lost after meN-: p, t, s, k before a vowel."""
    return len(root) > 1 and root[0] in _LOST and root[1] in VOWELS


def nasal_forms(prefix: str, root: str, nasal: str) -> tuple[str, ...]:
    """Prefix (me or pe, or one ending so) joined to the root, the standard spelling first.

    `nasal` is the root's own habit: "" regular, "keep" never loses its letter (mengkaji),
    "both" is written both ways (memengaruhi, mempengaruhi).
    """
    if not root:
        return ()
    if is_short(root):
        return (f"{prefix}nge{root}", prefix + _NASAL_BEFORE.get(root[0], "") + root)
    kept = prefix + _NASAL_BEFORE.get(root[0], "") + root
    if not loses_letter(root) or nasal == "keep":
        return (kept,)
    lost = prefix + _LOST[root[0]] + root[1:]
    return (lost, kept) if nasal == "both" else (lost,)


def liquid_forms(prefix: str, root: str) -> tuple[str, ...]:
    """A prefix that ends in ber, per or ter joined to the root, the standard spelling first.

    The r is lost before r (beragam) and before a first syllable that ends in er (bekerja).
    """
    if root[0] == "r":
        return (prefix[:-1] + root,)
    if len(root) > 3 and root[0] not in VOWELS and root[1:3] == "er" and root[3] not in VOWELS:
        return (prefix[:-1] + root, prefix + root)
    return (prefix + root,)


def join(prefix: str, nasal: bool, root: str, habit: str) -> tuple[str, ...]:
    """All spellings of prefix plus root, the standard one first. `habit` is the root's `nasal`."""
    if nasal:
        return nasal_forms(prefix, root, habit)
    if prefix.endswith(_LIQUID):
        return liquid_forms(prefix, root)
    return (prefix + root,)


def allomorphs(prefix: str, nasal: bool) -> tuple[Allomorph, ...]:
    """All written shapes of a prefix, for taking it off: the inverse of `join`."""
    if nasal:
        return _nasal_allomorphs(prefix)
    if prefix.endswith(_LIQUID):
        return (Allomorph(prefix, ""), Allomorph(prefix[:-1], "r"), Allomorph(prefix[:-1], "CerC"))
    return (Allomorph(prefix, ""),)


def _nasal_allomorphs(prefix: str) -> tuple[Allomorph, ...]:
    shapes = dict.fromkeys(("", "m", "n", "ng"), "")
    for letter, ending in _NASAL_BEFORE.items():
        shapes[ending] += letter
    plain = [Allomorph(prefix + ending, onset) for ending, onset in shapes.items()]
    lost = [Allomorph(prefix + ending, VOWELS, letter) for letter, ending in _LOST.items()]
    return (*plain, *lost, Allomorph(prefix + "nge", "", short=True))


def fits(shape: Allomorph, rest: str) -> bool:
    """Whether what follows the written prefix may follow it by the sound rules."""
    if shape.short:
        return is_short(rest)
    if shape.onset == "CerC":
        return len(rest) > 3 and rest[0] not in VOWELS and rest[1:3] == "er" and rest[3] not in VOWELS
    return not shape.onset or rest[0] in shape.onset
