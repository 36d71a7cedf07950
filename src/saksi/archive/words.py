"""Words as the archive indexes and asks for them: folded, with the root of each beside it.

"menyerang" is entered as itself and as its root "serang", so that it is found by "diserang" and
"serangan"; names of persons and places keep their form. Always the shipped morphology: entering and
asking must agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from saksi.archive.fulltext import All, AnyOf, Expression, Term, Without, anyof
from saksi.language.morphology import root_of
from saksi.lexicons.load import default_lexicons
from saksi.records import ArticleRecord, Span

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 60  # code points; a longer run is no word that anyone asks for
_QUERY_PART = re.compile(r'-?"[^"]*"?|\S+')
_ANY_WORD = ("words", "roots", "names")
_EXACT = ("words", "names")
_OR = frozenset({"OR", "ATAU"})
_SNIPPET_WORDS = 36
_LED_IN_BY = 4  # words of a snippet before its best piece

# Names as runs of folded words, by the acronym that stands for them in a question.
Spelled = Mapping[str, Sequence[tuple[str, ...]]]


def fold(word: str) -> str:
    """The word without case and marks. Only letters and digits are left."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in parts if c.isalnum() and not unicodedata.combining(c))


def spans(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Spans of the words in `text`, in code points; a hyphen parts words."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        yield match.span()


def folded(text: str) -> list[str]:
    """The words of `text`, folded."""
    if text.isascii():
        return [word[:_LONGEST] for word in _WORD.findall(text.lower())]
    words = (fold(word[:_LONGEST]) for word in _WORD.findall(text))
    return [w for w in words if w]


def root(word: str) -> str:
    """The root of a folded word, folded; the word itself if none is known."""
    return fold(root_of(word)) or word


@lru_cache(maxsize=1 << 17)
def _taken(written: str) -> tuple[str, str]:
    """A word of a text folded, and its root; "" for a root that is the word itself."""
    word = fold(written[:_LONGEST])
    base = root(word) if word else ""
    return word, base if base != word else ""


@dataclass(frozen=True, slots=True)
class Streams:
    """Token streams of one article: its words, the roots that differ from them, names it never spells out."""

    words: list[str]
    roots: list[str]
    names: list[str]


def streams(record: ArticleRecord) -> Streams:
    """What the article can be found by. Words within names of persons, states and places get no root."""
    names = sorted(
        [span for a in record.actors if a.kind in ("person", "state") for span in a.mentions]
        + [span for p in record.places for span in p.mentions]
    )
    words: list[str] = []
    roots: list[str] = []
    at = 0
    text = record.text
    for match in _WORD.finditer(text):
        start, written = match.start(), match.group()
        word, base = _taken(written)
        if not word:
            continue
        words.append(word)
        if not base:
            continue
        while at < len(names) and names[at][1] <= start:
            at += 1
        if at == len(names) or start < names[at][0] or not written[0].isupper():
            roots.append(base)
    return Streams(words, roots, _unspelt(record, words))


def _unspelt(record: ArticleRecord, words: Sequence[str]) -> list[str]:
    """Words of actors' and places' names of which the text holds only a short form (AS, KPK)."""
    held = set(words)
    found: list[str] = []
    for name in dict.fromkeys([*(a.name for a in record.actors), *(p.name for p in record.places)]):
        parts = _name_words(name)
        if not held.issuperset(parts):
            found.extend(parts)
    return found


@lru_cache(maxsize=1 << 16)
def _name_words(name: str) -> tuple[str, ...]:
    return tuple(folded(name))


class Question:
    """A question in words: `gempa cianjur`, `"gencatan senjata"`, `serang* OR bom`, `banjir -rob`.

    Words apart must all be there; OR (or ATAU) between two makes either do; a minus takes away; an
    asterisk stands for any ending; words in quotation marks must follow one another as they are. A word
    of small letters also finds the words of its root; one that begins with a capital does not.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts = _parts(text)

    @property
    def plain_terms(self) -> list[str]:
        """Single words and phrases that are asked for, folded; for acronyms."""
        return [" ".join(p.words) for p in self.parts if not p.dropped and not p.prefix]

    def expression(self, also: dict[str, Expression]) -> Expression | None:
        """The question as a tree; `also` holds what else a term may stand for. None if it asks nothing."""
        groups: list[list[Expression]] = []
        dropped: list[Expression] = []
        for part in self.parts:
            tree: Expression = part.expression()
            if part.dropped:
                dropped.append(tree)
                continue
            more = also.get(" ".join(part.words))
            if more is not None and not part.prefix:
                tree = AnyOf((tree, more))
            if part.joined and groups:
                groups[-1].append(tree)
            else:
                groups.append([tree])
        kept = [any_of for group in groups if (any_of := anyof(group)) is not None]
        if not kept:
            return None
        whole: Expression = kept[0] if len(kept) == 1 else All(tuple(kept))
        away = anyof(dropped)
        return Without(whole, away) if away is not None else whole

    def met_in(self, line: str, spelled: Spelled) -> int:
        """How many of the words and phrases that are asked for stand in a line of text."""
        words = folded(line)
        joined = f" {' '.join(words)} "
        return sum(part.stands_in(words, joined, spelled) for part in self.parts if not part.dropped)

    def hits(self, text: str, spelled: Spelled) -> list[Span]:
        """Spans of `text` that answer the question."""
        wanted = [p for p in self.parts if not p.dropped]
        if not wanted:
            return []
        singles = {p.words[0] for p in wanted if len(p.words) == 1 and not p.prefix}
        roots = {r for p in wanted if (r := p.root) is not None}
        prefixes = tuple(p.words[0] for p in wanted if p.prefix and len(p.words) == 1)

        def answers(word: str) -> bool:
            return word in singles or word.startswith(prefixes) or word in roots or root(word) in roots

        # In small letters a text shows where a word may answer; only letters with marks must be folded first.
        small = text.lower()
        parts = singles.union(prefixes, *map(_needles, roots))
        if len(small) == len(text) and "" not in parts and not _has_marks(text):
            near = _near(small, parts)
        else:
            near = {m.span(): fold(m.group()[:_LONGEST]) for m in _WORD.finditer(text)}
        held = {word for word in set(near.values()) if answers(word)}
        marked = {span for span, word in near.items() if word in held}
        runs = [p.words for p in wanted if len(p.words) > 1]
        runs += [run for names in spelled.values() for run in names]
        marked |= _runs(text, runs)
        return _outermost(marked)


@dataclass(frozen=True, slots=True)
class _Part:
    words: tuple[str, ...]
    quoted: bool = False
    prefix: bool = False
    dropped: bool = False
    joined: bool = False  # by OR to the part before
    name: bool = False

    @property
    def root(self) -> str | None:
        if self.quoted or self.prefix or self.name or len(self.words) != 1:
            return None
        return root(self.words[0])

    def expression(self) -> Expression:
        if len(self.words) > 1 or self.quoted:
            return Term(self.words, _EXACT, self.prefix)
        if self.prefix:
            return Term(self.words, _EXACT, True)
        base = self.root
        if base is None:
            return Term(self.words, _EXACT)
        if base == self.words[0]:
            return Term(self.words, _ANY_WORD)
        return AnyOf((Term(self.words, _ANY_WORD), Term((base,), ("words", "roots"))))

    def stands_in(self, words: Sequence[str], line: str, spelled: Spelled) -> bool:
        """Whether the words of this part, or a name that it is an acronym of, are in `words`.

        `line` holds the words with a space before, between and after them.
        """
        ending = "" if self.prefix else " "
        if f" {' '.join(self.words)}{ending}" in line:
            return True
        base = self.root
        near = base is not None and (base[1:] in line or not _exceptions().keys().isdisjoint(words))
        if base is not None and near and _of_roots(set(words), {base}):
            return True
        return any(f" {' '.join(name)} " in line for name in spelled.get(" ".join(self.words), ()))


def _parts(text: str) -> list[_Part]:
    parts: list[_Part] = []
    joined = False
    for piece in _QUERY_PART.findall(text):
        if piece in _OR:
            joined = bool(parts)
            continue
        dropped = piece.startswith("-") and len(piece) > 1
        bare = piece[1:] if dropped else piece
        quoted, prefix = bare.startswith('"'), bare.endswith("*")
        words = tuple(folded(bare))
        if words:
            name = bare[:1].isupper()
            parts.append(_Part(words, quoted, prefix, dropped, joined, name))
        joined = False
    return parts


def _near(small: str, parts: Iterable[str]) -> dict[Span, str]:
    """The words of a text in small letters that hold one of these parts, by where they stand."""
    found: dict[Span, str] = {}
    for part in parts:
        at = small.find(part)
        while at >= 0:
            start, end = at, at + len(part)
            while start and small[start - 1].isalnum():
                start -= 1
            while small[end : end + 1].isalnum():
                end += 1
            found[start, end] = small[start:end][:_LONGEST]
            at = small.find(part, end)
    return found


def _has_marks(text: str) -> bool:
    """Whether there are letters beyond ASCII, which are folded one by one."""
    return not text.isascii() and any(c.isalnum() for c in set(text) if c > "\x7f")


def _runs(text: str, runs: Sequence[Sequence[str]]) -> set[Span]:
    """Where words follow one another in a text as they do in one of `runs`."""
    if not runs:
        return set()
    found = [(fold(m.group()[:_LONGEST]), *m.span()) for m in _WORD.finditer(text)]
    words = {word for word, _, _ in found}
    marked = set()
    for run in (run for run in runs if words.issuperset(run)):
        for i, (word, start, _) in enumerate(found):
            if word == run[0] and tuple(f[0] for f in found[i : i + len(run)]) == tuple(run):
                marked.add((start, found[i + len(run) - 1][2]))
    return marked


def _of_roots(words: set[str], roots: set[str]) -> set[str]:
    """Those of some folded words that have one of these roots.

    Affixes take at most the first letter of a root away (menyerang: serang), so that most words need not
    be taken apart; the others are listed.
    """
    if not roots:
        return set()
    near = words & _exceptions().keys()
    for end in {base[1:] for base in roots}:
        near.update(word for word in words if end in word)
    return {word for word in near if word in roots or root(word) in roots}


@cache
def _exceptions() -> Mapping[str, str]:
    """Folded words whose root is listed, because it cannot be read off them, with that root."""
    forms = (fold(row["form"]) for row in default_lexicons().table("root_exceptions"))
    return {form: root(form) for form in forms}


@lru_cache(maxsize=1 << 12)
def _needles(base: str) -> frozenset[str]:
    """What a folded word of this root holds: the root without its first letter, or a listed form."""
    return frozenset({base[1:], *(form for form, of in _exceptions().items() if of == base)})


def _outermost(marked: set[Span]) -> list[Span]:
    kept: list[Span] = []
    for start, end in sorted(marked, key=lambda s: (s[0], -s[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of an article's text, `span` in the text, with `highlights` as spans into `text`."""

    text: str
    span: Span
    highlights: tuple[Span, ...]


def snippet(text: str, hits: Sequence[Span], start: int = 0) -> Snippet:
    """The piece of `text` from `start` on that holds the most different hits, about 36 words long.

    `hits` are in the order of the text.
    """
    inside = [h for h in hits if h[0] >= start]

    def different(low: int, high: int) -> int:
        return len({text[s:e].lower() for s, e in inside if low <= s and e <= high})

    opening = [m.span() for m in islice(_WORD.finditer(text, start), _SNIPPET_WORDS)]
    if not opening:
        return Snippet("", (start, start), ())
    best, most = opening[0][0], different(opening[0][0], opening[-1][1])
    words = _around(text, inside)
    places = {at: i for i, (at, _) in enumerate(words)}
    for at in (s for s, _ in inside if s in places):
        met = different(at, words[min(places[at] + _SNIPPET_WORDS, len(words)) - 1][1])
        if met > most:
            best, most = at, met
    low = _before(text, best, opening[0][0])
    high = [m.end() for m in islice(_WORD.finditer(text, low), _SNIPPET_WORDS)][-1]
    shown = tuple((s - low, e - low) for s, e in hits if low <= s and e <= high)
    return Snippet(text[low:high], (low, high), shown)


def _around(text: str, hits: Sequence[Span]) -> list[Span]:
    """The words from the first hit on, as far as a snippet that begins with the last one reaches."""
    words: list[Span] = []
    left = _SNIPPET_WORDS
    for match in _WORD.finditer(text, hits[0][0]) if hits else ():
        words.append(match.span())
        left -= match.start() >= hits[-1][0]
        if not left:
            break
    return words


def _before(text: str, at: int, first: int) -> int:
    """Where the snippet begins whose best piece begins at `at`: some words before, and not before `first`."""
    for _ in range(_LED_IN_BY):
        end = at
        while end > first and not text[end - 1].isalnum():
            end -= 1
        if end == first:
            break
        at = end
        while at > first and text[at - 1].isalnum():
            at -= 1
    return at
