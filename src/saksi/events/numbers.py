"""Reads quantities: digits as Indonesians write them, number words, vague numbers, bounds and ranges.

*1.200*, *2,5 juta*, *dua belas*, *seratus dua puluh lima*, *belasan*, *puluhan ribu*, *sedikitnya tujuh*,
*antara 10 dan 15*, *3-5*, *200-an*, *seorang*. All that is known of the words stands in table number_words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache

from saksi.lexicons.load import Lexicons

# Bounded repetition only: no text can make these slow.
_GROUPED = re.compile(r"(\d{1,3}(?:\.\d{3}){1,4})(?:,(\d{1,3}))?")
_PLAIN = re.compile(r"(\d{1,12})(?:,(\d{1,3}))?")
_ABOUT = "-an"
# Nothing that news counts in people or houses is more; what is more is a code or a telephone number.
LARGEST = 10**10
THOUSANDS = 3


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity of the half-open token range: at least `low`, at most `high` (None: no upper bound).

    `single` where the words themselves hold the unit (seorang: one person). `core` is the range of the
    number without the words that bound it.
    """

    first: int
    last: int
    low: int
    high: int | None
    core: tuple[int, int]
    single: bool = False


@dataclass(frozen=True, slots=True)
class _Value:
    """Bounds while they are built, the tokens' end, and whether a word of scale (ribu) has closed it."""

    low: Fraction
    high: Fraction | None
    last: int
    scaled: bool = False
    single: bool = False


@dataclass(frozen=True)
class NumberWords:
    """Table number_words, compiled; `phrases` holds (words, kind, value, low, high) by first word."""

    unit: dict[str, int]
    whole: dict[str, int]
    scale: dict[str, int]
    vague: dict[str, tuple[Fraction, Fraction | None]]
    single: frozenset[str]
    kinds: dict[str, frozenset[str]]
    bounds: dict[str, tuple[tuple[tuple[str, ...], str, Fraction, Fraction | None], ...]]

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The only words, figures apart, with which a quantity can begin."""
        kinds = (self.kinds["plain"], self.kinds["between"])
        return self.single.union(self.unit, self.whole, self.vague, self.bounds, *kinds)

    def read(self, words: Sequence[str], i: int) -> Number | None:
        """The quantity that begins at word `i` (lower case), bounds included; None if none does."""
        if i < len(words) and words[i] not in self.beginnings and not words[i][:1].isdigit():
            return None
        first = i
        bound = self._bound(words, i, "before")
        while bound is not None or (i < len(words) and words[i] in self.kinds["plain"]):
            if bound is None:
                i += 1
            else:
                i, low, high = i + len(bound[0]), bound[2], bound[3]
                found = self.read(words, i)
                return _bounded(found, first, low, high) if found else None
            bound = self._bound(words, i, "before")
        if i < len(words) and words[i] in self.kinds["between"]:
            return self._between(words, first, i + 1)
        value = self._value(words, i)
        if value is None:
            return None
        value = self._range(words, value)
        number = _number(first, i, value)
        after = self._bound(words, value.last, "after") if number else None
        if number is None or after is None:
            return number
        return _bounded(replace(number, last=value.last + len(after[0])), first, after[2], after[3])

    def _bound(
        self, words: Sequence[str], i: int, kind: str
    ) -> tuple[tuple[str, ...], str, Fraction, Fraction | None] | None:
        """The longest bounding expression of this kind at word `i`."""
        for bound in self.bounds.get(words[i], ()) if i < len(words) else ():
            if bound[1] == kind and tuple(words[i : i + len(bound[0])]) == bound[0]:
                return bound
        return None

    def _between(self, words: Sequence[str], first: int, i: int) -> Number | None:
        low = self._value(words, i)
        if low is None or low.last >= len(words) or words[low.last] not in {"dan", "hingga", "sampai", "-"}:
            return None
        high = self._value(words, low.last + 1)
        return _number(first, i, _joined(low, high)) if high else None

    def _range(self, words: Sequence[str], value: _Value) -> _Value:
        """With the upper end of a range behind it (3-5, dua hingga tiga), if there is one."""
        joiner = self._bound(words, value.last, "range")
        if joiner is None or value.single:
            return value
        high = self._value(words, value.last + len(joiner[0]))
        joined = _joined(value, high) if high is not None else None
        return (
            joined if joined is not None and joined.high is not None and joined.high > joined.low else value
        )

    def _value(self, words: Sequence[str], i: int) -> _Value | None:
        """A cardinal or vague number at word `i`: groups below a thousand with falling words of scale."""
        if i < len(words) and words[i] in self.single:
            return _Value(Fraction(1), Fraction(1), i + 1, single=True)
        low, high, last, ceiling, scaled = Fraction(0), Fraction(0), i, LARGEST, False
        open_top = False
        while last < len(words) and not open_top:
            group = self._group(words, last)
            if group is None or (group.high is None and last > i):
                break
            scale, end = self._scale(words, last, group.last)
            if last > i and (scale >= ceiling or words[last][:1].isdigit() != words[i][:1].isdigit()):
                break
            low += group.low * scale
            # "Puluhan ribu" reaches up to the last before the next round number.
            vague = group.high is None or group.high > group.low
            open_top = group.high is None
            high += (group.high or 0) * scale + (scale - 1 if vague else 0)
            last, scaled, ceiling = end, scaled or scale > 1, scale
            if scale == 1 or vague:
                break
        return _Value(low, None if open_top else high, last, scaled) if last > i else None

    def _scale(self, words: Sequence[str], i: int, end: int) -> tuple[int, int]:
        """(what a group at `i` is multiplied by, where it ends): *ribu* behind it, or in it (seribu)."""
        whole = self.whole.get(words[i], 1)
        if whole >= 10**THOUSANDS:
            return whole, end
        scale = self.scale.get(words[end], 1) if end < len(words) else 1
        return scale, end + (scale > 1)

    def _group(self, words: Sequence[str], i: int) -> _Value | None:
        """A number below a thousand, a number in digits, or a vague one, at word `i`."""
        word = words[i]
        if word[:1].isdigit():
            return self._digits(words, i)
        if word in self.vague:
            return self._vague(words, i)
        whole = self.whole.get(word)
        if whole is not None and whole >= 10**THOUSANDS:
            return _Value(Fraction(1), Fraction(1), i + 1)
        value, last = 0, i
        for top, kind in ((100, "hundred"), (10, "tens"), (1, "")):
            part = self._part(words, last, top, kind)
            if part is not None:
                value, last = value + part[0], part[1]
                if top == 10 and (part[0] < 20 or part[0] % 10):
                    break
        return _Value(Fraction(value), Fraction(value), last) if last > i else None

    def _part(self, words: Sequence[str], i: int, top: int, kind: str) -> tuple[int, int] | None:
        """(value, end) of the hundreds, the tens (sepuluh, dua belas, dua puluh) or the units at `i`."""
        word = words[i] if i < len(words) else ""
        following = words[i + 1] if i + 1 < len(words) else ""
        whole = self.whole.get(word)
        if whole is not None and (whole == top or (top == 10 and 10 <= whole < 20)):
            return whole, i + 1
        if word not in self.unit:
            return None
        if kind and following in self.kinds[kind]:
            return self.unit[word] * top, i + 2
        if kind == "tens" and following in self.kinds["teen"]:
            return self.unit[word] + 10, i + 2
        taken = following in self.kinds["hundred"] | self.kinds["tens"] | self.kinds["teen"]
        return (self.unit[word], i + 1) if not kind and not taken else None

    def _digits(self, words: Sequence[str], i: int) -> _Value | None:
        word = words[i]
        about = word.endswith(_ABOUT)
        match = _GROUPED.fullmatch(word.removesuffix(_ABOUT)) or _PLAIN.fullmatch(word.removesuffix(_ABOUT))
        if match is None:
            return None
        whole, decimals = match[1].replace(".", ""), match[2] or ""
        scaled = i + 1 < len(words) and words[i + 1] in self.scale
        if len(decimals) == THOUSANDS and not scaled and len(whole) <= THOUSANDS:
            whole, decimals = whole + decimals, ""  # written the English way: 1,200 people
        value = Fraction(int(whole + decimals), 10 ** len(decimals))
        if not about:
            return _Value(value, value, i + 1)
        step = 10 ** (len(whole) - len(whole.rstrip("0")))
        return _Value(value, value + step - 1, i + 1)

    def _vague(self, words: Sequence[str], i: int) -> _Value:
        """belasan, puluhan; *beberapa* also before puluh, ratus (beberapa ratus)."""
        low, high = self.vague[words[i]]
        following = words[i + 1] if i + 1 < len(words) else ""
        step = 100 if following in self.kinds["hundred"] else 10 if following in self.kinds["tens"] else 1
        if step > 1:
            return _Value(low * step, None if high is None else high * step + step - 1, i + 2)
        return _Value(low, high, i + 1)


def _joined(low: _Value, high: _Value) -> _Value:
    """A range of two values; a word of scale at its end is meant for both (3-5 ribu)."""
    least = low.low
    if high.scaled and not low.scaled and high.low and least < high.low:
        scale = 1
        while high.low >= scale * 10**THOUSANDS and least * scale * 10**THOUSANDS <= high.low:
            scale *= 10**THOUSANDS
        least *= scale
    return _Value(least, high.high, high.last, True)


def _number(first: int, core: int, value: _Value) -> Number | None:
    """The number, if it is a whole one of a size that news has."""
    low, high = value.low, value.high
    if low.denominator != 1 or (high is not None and high.denominator != 1) or low > LARGEST:
        return None
    top = None if high is None else int(high)
    if top is not None and top < low:
        return None
    return Number(first, value.last, int(low), top, (core, value.last), value.single)


def _bounded(number: Number, first: int, low: Fraction, high: Fraction | None) -> Number:
    """The number with its bounds moved by the factors of a word such as *sekitar*; a range keeps its own."""
    if high is not None and number.high is not None and number.high > number.low:
        return replace(number, first=first)
    top = None if high is None or number.high is None else round(number.high * high)
    return replace(number, first=first, low=round(number.low * low), high=top)


def number_words(lexicons: Lexicons) -> NumberWords:
    """Table number_words, compiled once per `Lexicons`."""
    return _compile(lexicons)


@lru_cache(maxsize=4)
def _compile(lexicons: Lexicons) -> NumberWords:
    rows = lexicons.table("number_words")
    kinds: dict[str, set[str]] = {name: set() for name in ("teen", "tens", "hundred", "plain", "between")}
    bounds: dict[str, list[tuple[tuple[str, ...], str, Fraction, Fraction | None]]] = {}
    for row in rows:
        if row["kind"] in kinds:
            kinds[row["kind"]].add(row["word"])
        if row["kind"] in {"before", "after", "range"}:
            words = tuple(row["word"].split("_"))
            factors = (Fraction(row["low"] or 1), Fraction(row["high"]) if row["high"] else None)
            bounds.setdefault(words[0], []).append((words, row["kind"], *factors))
    return NumberWords(
        unit={r["word"]: int(r["value"]) for r in rows if r["kind"] == "unit"},
        whole={r["word"]: int(r["value"]) for r in rows if r["kind"] == "whole"},
        scale={r["word"]: int(r["value"]) for r in rows if r["kind"] == "scale"},
        vague={
            r["word"]: (Fraction(r["low"]), Fraction(r["high"]) if r["high"] else None)
            for r in rows
            if r["kind"] == "vague"
        },
        single=frozenset(r["word"] for r in rows if r["kind"] == "single"),
        kinds={name: frozenset(words) for name, words in kinds.items()},
        bounds={w: tuple(sorted(found, key=lambda b: -len(b[0]))) for w, found in bounds.items()},
    )
