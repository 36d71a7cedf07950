"""Indonesian morphology: the root of a word, its derivation and voice, and the words made of a root.

    >>> analyse_word("diserang")
    Morph(root='serang', prefix='di', suffix='', voice='Pass', label='di', reduplicated=False)
    >>> passive_of("memberikan")
    'diberikan'

Every word is read in all ways that the affix table and the sound rules allow; the cheapest reading
whose root is in the lexicon wins. Costs are part of the lexicons (`roots.cost`, `affixes.cost`), so
that a reading can always be explained. A word that no reading fits stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from saksi.language import morphology_rules as rules
from saksi.language.morphology_rules import Allomorph
from saksi.lexicons.load import Lexicons, default_lexicons

# Clitics that may still hang on a word when it was not split into tokens before.
# The cost of each, in tenths of a nat: only -nya is common in news.
CLITIC_COSTS = {"nya": 20, "lah": 40, "kah": 40, "pun": 40, "ku": 45, "mu": 45}
_KEPT_LETTER_COST = 25  # a root written with the letter that it should lose: mensukseskan
_SHORTEST_ROOT = 3
_NAMES = ("PROPN", "X", "PUNCT", "SYM", "NUM")
_SHORTEST_GUESS = 4
_SHORTEST_HOST = 8  # an unknown word of this length that ends in -nya carries the clitic
# Derivations so marked that even an unknown root can be taken out of them; the rest need the tag VERB.
_GUESSED_UNTAGGED = ("me-kan", "di-kan")
_GUESSED = (*_GUESSED_UNTAGGED, "me", "di", "ber")
_CACHE = 1 << 17


@dataclass(frozen=True, slots=True)
class Affix:
    """A row of table `affixes`: one derivation."""

    label: str
    prefix: str
    nasal: bool
    suffix: str
    voice: str
    cost: int
    passive: str
    bare: str
    ter: str


@dataclass(frozen=True, slots=True)
class Morph:
    """A word taken apart.

    `root` in lower case; `prefix` and `suffix` in their plain shapes ("me", "kan"); `voice` Act,
    Pass or ""; `label` the row of table `affixes` ("bare" for none, "redup" for a bare doubled
    root); `reduplicated` whether the word is doubled (berlari-lari).
    """

    root: str
    prefix: str
    suffix: str
    voice: str
    label: str
    reduplicated: bool = False


@dataclass(frozen=True, slots=True)
class Derived:
    """A word made of a root: its form, the derivation's label, whether the spelling is the standard one."""

    form: str
    label: str
    standard: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: its root, derivation and cost; a lower cost is a likelier reading."""

    cost: int
    root: str
    label: str


class Morphology:
    """The compiled lexicons. Build once per `Lexicons` with `morphology_of`."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.roots = {r["root"]: (int(r["cost"]), r["nasal"]) for r in lexicons.table("roots")}
        self.affixes = {
            r["label"]: Affix(
                label=r["label"],
                prefix=r["prefix"],
                nasal=r["nasal"] == "yes",
                suffix=r["suffix"],
                voice=r["voice"],
                cost=int(r["cost"]),
                passive=r["passive"],
                bare=r["bare"],
                ter=r["ter"],
            )
            for r in lexicons.table("affixes")
        }
        rows = lexicons.table("root_exceptions")
        self.exceptions = {r["form"]: Reading(0, r["root"], r["label"] or "bare") for r in rows}
        self._irregular: dict[tuple[str, str], str] = {
            (r["root"], r["label"]): r["form"] for r in rows if r["reason"] == "irregular" and r["label"]
        }
        self._suffixed = self._suffix_index()
        self._shapes = self._shape_index()
        self.root_of = lru_cache(maxsize=_CACHE)(self._root_of)
        self.derive = lru_cache(maxsize=1 << 12)(self._derive)

    def _suffix_index(self) -> dict[tuple[str, bool], dict[str, Affix]]:
        index: dict[tuple[str, bool], dict[str, Affix]] = {}
        for affix in self.affixes.values():
            index.setdefault((affix.prefix, affix.nasal), {})[affix.suffix] = affix
        return index

    def _shape_index(self) -> dict[str, tuple[tuple[Allomorph, dict[str, Affix]], ...]]:
        """Written prefixes by their first two letters, so that few are tried on a word."""
        index: dict[str, list[tuple[Allomorph, dict[str, Affix]]]] = {}
        for (prefix, nasal), suffixes in sorted(self._suffixed.items()):
            if prefix:
                for shape in rules.allomorphs(prefix, nasal):
                    index.setdefault(shape.written[:2], []).append((shape, suffixes))
        return {start: tuple(shapes) for start, shapes in index.items()}

    def readings(self, word: str) -> list[Reading]:
        """All readings of a lower-case word without hyphen or clitic, in no particular order."""
        found: list[Reading] = []
        if word in self.roots:
            found.append(Reading(self.roots[word][0] + self.affixes["bare"].cost, word, "bare"))
        for suffix in ("", "kan", "an", "i", "nya"):
            if not suffix or word.endswith(suffix):
                self._read_stem(word[: len(word) - len(suffix)], suffix, found)
        return found

    def _read_stem(self, stem: str, suffix: str, found: list[Reading]) -> None:
        if len(stem) < _SHORTEST_ROOT:
            return
        plain = self._suffixed["", False].get(suffix)
        if suffix and plain is not None and stem in self.roots:
            found.append(Reading(self.roots[stem][0] + plain.cost, stem, plain.label))
        for shape, suffixes in self._shapes.get(stem[:2], ()):
            affix = suffixes.get(suffix)
            if affix is None or not stem.startswith(shape.written):
                continue
            rest = stem[len(shape.written) :]
            root = shape.restore + rest
            known = self.roots.get(root)
            if known is None or len(root) < _SHORTEST_ROOT or not rest or not rules.fits(shape, rest):
                continue
            cost = known[0] + affix.cost
            if affix.nasal and not shape.restore and not known[1] and rules.loses_letter(root):
                cost += _KEPT_LETTER_COST
            found.append(Reading(cost, root, affix.label))

    def best(self, word: str) -> Reading | None:
        """The reading of a lower-case word without hyphen; None if none fits.

        Exceptions come first, then roots: a word in the table of roots is never cut.
        """
        listed = self.exceptions.get(word)
        if listed is not None:
            return listed
        known = self.roots.get(word)
        if known is not None:
            return Reading(known[0] + self.affixes["bare"].cost, word, "bare")
        return self.cheapest(word)

    def cheapest(self, word: str) -> Reading | None:
        """The cheapest of all readings, with and without a clitic; None if there is none."""
        found = self.readings(word) or self._read_misspelt(word)
        for clitic, cost in CLITIC_COSTS.items():
            if word.endswith(clitic) and len(word) - len(clitic) >= _SHORTEST_ROOT:
                host = word[: -len(clitic)]
                listed = self.exceptions.get(host)
                hosts = [listed] if listed is not None else self.readings(host)
                found.extend(Reading(r.cost + cost, r.root, r.label) for r in hosts)
        return min(found, key=_order) if found else None

    def _read_misspelt(self, word: str) -> list[Reading]:
        """Readings of a word in which -k and -kan share their k, a common slip: menunjukan."""
        return self.readings(word[:-3] + "kkan") if word.endswith("kan") else []

    def analyse(self, form: str, upos: str = "") -> Morph:
        """The word taken apart. `upos` keeps names whole and lets unknown roots be guessed in verbs."""
        word = form.lower()
        if upos in _NAMES:
            return Morph(word, "", "", "", "bare")
        reading, doubled = self._read(word, upos)
        affix = self.affixes[reading.label]
        label = "redup" if doubled and affix.label == "bare" else affix.label
        return Morph(reading.root, affix.prefix, affix.suffix, affix.voice, label, doubled)

    def _root_of(self, form: str, upos: str = "") -> str:
        word = form.lower()
        return word if upos in _NAMES else self._read(word, upos)[0].root

    def _read(self, word: str, upos: str) -> tuple[Reading, bool]:
        """Reading and whether the word is doubled; a word that no reading fits is its own root."""
        reading = self.best(word)
        if reading is not None:
            return reading, False
        if "-" in word:
            return self._read_hyphenated(word)
        if word.endswith("nya") and len(word) >= _SHORTEST_HOST:
            return self._read(word[:-3], upos)
        return self._guess(word, upos) or Reading(0, word, "bare"), False

    def _read_hyphenated(self, word: str) -> tuple[Reading, bool]:
        left, _, right = word.partition("-")
        whole = Reading(0, word, "bare"), False
        if not left or not right or "-" in right:
            return whole
        first, second = self.best(left), self.best(right)
        if left == right:
            return first or Reading(0, left, "bare"), True
        if first is not None and second is not None and first.root == second.root:
            return (first if second.label == "bare" else second), True
        joined = self._undouble(left, right)
        if joined is not None:
            return joined, True
        if self._is_prefix(left):
            return Reading(0, right, "bare"), False
        if first is not None and second is None and _echoes(left, right):
            return first, True
        return (Reading(0, left, "bare"), False) if right == "an" else whole

    def _undouble(self, left: str, right: str) -> Reading | None:
        """Reading of a doubled word whose affixes embrace both halves: kehati-hatian, memukul-mukul."""
        for size in range(min(len(left), len(right)), _SHORTEST_ROOT - 1, -1):
            if left.endswith(right[:size]):
                joined = left[:-size] + right
                doubled = [r for r in self.readings(joined) if r.root == right[:size]]
                return min(doubled, key=_order) if doubled else self.best(joined)
        return None

    def _is_prefix(self, text: str) -> bool:
        return any(shape.written == text for shape, _ in self._shapes.get(text[:2], ()))

    def _guess(self, word: str, upos: str) -> Reading | None:
        """Reading with a root that no lexicon knows, where the affixes leave no doubt (memviralkan)."""
        for label in _GUESSED if upos == "VERB" else _GUESSED_UNTAGGED:
            affix = self.affixes[label]
            if not word.endswith(affix.suffix):
                continue
            stem = word[: len(word) - len(affix.suffix)]
            for shape in rules.allomorphs(affix.prefix, affix.nasal):
                rest = stem[len(shape.written) :]
                if not stem.startswith(shape.written) or len(rest) < _SHORTEST_GUESS:
                    continue
                root = shape.restore + rest
                if rules.fits(shape, rest) and rules.pronounceable(root) and not _nasal_start(affix, root):
                    return Reading(0, root, label)
        return None

    def _derive(self, root: str) -> tuple[Derived, ...]:
        if not root:
            return ()
        words = [Derived(root, "bare"), Derived(f"{root}-{root}", "redup")]
        for affix in self.affixes.values():
            if affix.label != "bare":
                words.extend(self._derived(root, affix))
        return tuple(words)

    def _derived(self, root: str, affix: Affix) -> list[Derived]:
        irregular = self._irregular.get((root, affix.label))
        if irregular is not None:
            return [Derived(irregular, affix.label)]
        habit = self.roots[root][1] if root in self.roots else ""
        forms = rules.join(affix.prefix, affix.nasal, root, habit)
        return [Derived(f + affix.suffix, affix.label, n == 0) for n, f in enumerate(forms)]

    def turn(self, active: str, which: str) -> str:
        """The passive, bare or ter- form (`which`) of an active verb; "" if it has none."""
        morph = self.analyse(active, "VERB")
        label = getattr(self.affixes.get(morph.label), which, "")
        if not label or morph.reduplicated:
            return ""
        return self._derived(morph.root, self.affixes[label])[0].form if label != "bare" else morph.root


def _order(reading: Reading) -> tuple[int, int, str, str]:
    return reading.cost, -len(reading.root), reading.root, reading.label


def _nasal_start(affix: Affix, root: str) -> bool:
    """Whether a guessed root begins with what is rather the prefix's nasal."""
    return affix.nasal and root[0] in "mn"


def _echoes(left: str, right: str) -> bool:
    """Whether the second half only chimes with the first: warna-warni, asal-muasal, gerak-gerik."""
    return left[:3] == right[:3] or left[-3:] == right[-3:]


@lru_cache(maxsize=4)
def morphology_of(lexicons: Lexicons) -> Morphology:
    """The morphology compiled from these lexicons, once."""
    return Morphology(lexicons)


def analyse_word(form: str, upos: str = "") -> Morph:
    """The word taken apart with the shipped lexicons. A form that no reading fits is its own root."""
    return morphology_of(default_lexicons()).analyse(form, upos)


def root_of(form: str, upos: str = "") -> str:
    """The morphological root in lower case (menyerang -> serang); names (PROPN) stay as they are."""
    return morphology_of(default_lexicons()).root_of(form, upos)


def derive(root: str) -> tuple[Derived, ...]:
    """All regular words made of `root`: the bare and doubled root first, then by derivation label."""
    return morphology_of(default_lexicons()).derive(root)


def passive_of(active: str) -> str:
    """The di- passive of an active verb (menyerang -> diserang); "" if it has none."""
    return morphology_of(default_lexicons()).turn(active, "passive")


def bare_of(active: str) -> str:
    """The verb without meN- (memberikan -> berikan), as headlines, imperatives and object voice use it."""
    return morphology_of(default_lexicons()).turn(active, "bare")


def ter_of(active: str) -> str:
    """The ter- passive of an active verb (menembak -> tertembak); "" if it has none."""
    return morphology_of(default_lexicons()).turn(active, "ter")
