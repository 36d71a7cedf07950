"""Counts the work of a regular expression: a plain backtracking matcher that takes every step that `re` may take.

Time on a busy machine proves nothing; the number of steps does, and it is the same everywhere. `worst` tries
the pattern on texts made to hurt it and tells how many steps a text of `n` and of `2 n` characters costs.
"""

from __future__ import annotations

import re
import re._constants as op
import re._parser as parser
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

# Twice the text may cost twice the steps, and what little begins and ends add.
DOUBLE = 2.3
MANY = 2_000_000  # steps after which a match is given up as hopeless
# Repeated by themselves, these make most patterns try again at every place.
COMMON = ("a", "A", " ", "1", ".", "-", '"', "(", ",", "a ", "A ", "Aa ", "a.", "A.", "1.", "a-", "\n", "“")
_SAMPLES = "aA1 .-,'\"(/:_é\n"
_CATEGORY: dict[Any, Callable[[str], bool]] = {
    op.CATEGORY_DIGIT: lambda c: c.isdigit(),
    op.CATEGORY_SPACE: lambda c: c.isspace(),
    op.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
    op.CATEGORY_NOT_DIGIT: lambda c: not c.isdigit(),
    op.CATEGORY_NOT_SPACE: lambda c: not c.isspace(),
    op.CATEGORY_NOT_WORD: lambda c: not (c.isalnum() or c == "_"),
}
_SINGLE = (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY)
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
Node = tuple[Any, Any]


class HopelessError(Exception):
    """More steps than MANY."""


@dataclass(frozen=True)
class Work:
    """Steps for a text of so many repeated characters, and for one of twice its length."""

    text: str
    size: int
    steps: int
    doubled: int


class Matcher:
    """One pattern. `mode` is the method of `re` by which it is used: match, fullmatch or anything that searches."""

    def __init__(self, pattern: str | bytes, flags: int = 0, mode: str = "search") -> None:
        source = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
        tree = parser.parse(source, flags & ~re.DEBUG)
        self.nodes: list[Node] = list(tree)
        self.flags = tree.state.flags
        self.mode = mode
        self.steps = 0

    def count(self, text: str) -> int:
        """Steps to try the pattern on the text: at its begin, or behind each failure at the next place."""
        self.steps = 0
        self.text = text
        starts = range(len(text) + 1) if self.mode not in ("match", "fullmatch") else (0,)
        at = 0
        for start in starts:
            if start < at:
                continue
            ends = self._match(self.nodes, 0, start, self.flags)
            wanted = (e for e in ends if self.mode != "fullmatch" or e == len(text))
            at = next(wanted, start)  # finditer goes on behind a match
        return self.steps

    def _step(self) -> None:
        self.steps += 1
        if self.steps > MANY:
            raise HopelessError

    def _match(self, nodes: Sequence[Node], k: int, i: int, flags: int) -> Iterator[int]:
        """Ends of all ways in which nodes[k:] match from place i, in the order in which `re` tries them."""
        self._step()
        if k == len(nodes):
            yield i
            return
        for j in self._one(nodes[k], i, flags):
            yield from self._match(nodes, k + 1, j, flags)

    def _one(self, node: Node, i: int, flags: int) -> Iterator[int]:
        kind, value = node
        if kind in _SINGLE:
            if i < len(self.text) and accepts(node, self.text[i], flags):
                yield i + 1
        elif kind is op.BRANCH:
            for branch in value[1]:
                yield from self._match(list(branch), 0, i, flags)
        elif kind is op.SUBPATTERN:
            _, added, removed, inner = value
            yield from self._match(list(inner), 0, i, (flags | added) & ~removed)
        elif kind in _REPEATS:
            yield from self._repeat(kind, value, i, flags)
        elif kind is op.ATOMIC_GROUP:
            yield from (j for j in [next(self._match(list(value), 0, i, flags), None)] if j is not None)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            if self._looks(value, i, flags) == (kind is op.ASSERT):
                yield i
        elif kind is op.AT:
            if self._is_at(value, i):
                yield i
        else:
            raise NotImplementedError(kind)

    def _repeat(self, kind: Any, value: Any, i: int, flags: int) -> Iterator[int]:
        least, most, body = value
        inner = list(body)
        if len(inner) == 1 and inner[0][0] in _SINGLE:
            yield from self._run(kind, least, most, inner[0], i, flags)
            return
        ways = self._again(inner, least, most, i, flags, kind is not op.MIN_REPEAT)
        yield from [next(ways)] if kind is op.POSSESSIVE_REPEAT else ways

    def _run(self, kind: Any, least: int, most: Any, single: Node, i: int, flags: int) -> Iterator[int]:
        end = i
        top = len(self.text) if most is op.MAXREPEAT else min(len(self.text), i + most)
        while end < top and accepts(single, self.text[end], flags):
            self._step()
            end += 1
        ends: Sequence[int] = range(i + least, end + 1)
        if kind is not op.MIN_REPEAT:
            ends = ends[::-1]
        yield from ends[:1] if kind is op.POSSESSIVE_REPEAT else ends

    def _again(
        self, inner: list[Node], least: int, most: Any, i: int, flags: int, greedy: bool
    ) -> Iterator[int]:
        if not greedy and least <= 0:
            yield i
        if most is op.MAXREPEAT or most > 0:
            left = most if most is op.MAXREPEAT else most - 1
            for j in self._match(inner, 0, i, flags):
                if j > i:
                    yield from self._again(inner, least - 1, left, j, flags, greedy)
                elif least > 0:
                    yield j
        if greedy and least <= 0:
            yield i

    def _looks(self, value: Any, i: int, flags: int) -> bool:
        direction, inner = value
        start = i if direction > 0 else i - inner.getwidth()[0]
        if start < 0:
            return False
        return any(direction > 0 or j == i for j in self._match(list(inner), 0, start, flags))

    def _is_at(self, where: Any, i: int) -> bool:
        text = self.text
        if where in (op.AT_BOUNDARY, op.AT_NON_BOUNDARY):
            word = _CATEGORY[op.CATEGORY_WORD]
            before, after = i > 0 and word(text[i - 1]), i < len(text) and word(text[i])
            return (before != after) == (where is op.AT_BOUNDARY)
        if where in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            return i == 0 or (where is op.AT_BEGINNING and bool(self.flags & re.M) and text[i - 1] == "\n")
        last = i == len(text) or (where is op.AT_END and text[i:] == "\n")
        return last or (where is op.AT_END and bool(self.flags & re.M) and text[i : i + 1] == "\n")


def accepts(node: Node, c: str, flags: int) -> bool:
    """Whether a node that takes one character takes this one."""
    kind, value = node
    if kind is op.ANY:
        return c != "\n" or bool(flags & re.S)
    faces = {c, c.lower(), c.upper()} if flags & re.I else {c}
    if kind is op.LITERAL:
        return any(f == chr(value) for f in faces)
    if kind is op.NOT_LITERAL:
        return all(f != chr(value) for f in faces)
    negated = value[0][0] is op.NEGATE
    return any(_in(part, f) for part in value[negated:] for f in faces) != negated


def _in(part: Node, c: str) -> bool:
    kind, value = part
    if kind is op.LITERAL:
        return ord(c) == value
    if kind is op.RANGE:
        return value[0] <= ord(c) <= value[1]
    return _CATEGORY[value](c)


def _sample(nodes: Sequence[Node], flags: int) -> str:
    """A short text that the nodes take, as far as one is easily made up."""
    made = ""
    for node in nodes:
        kind, value = node
        if kind in _SINGLE:
            made += next(iter(_characters(node, flags)), "")
        elif kind is op.BRANCH:
            made += _sample(list(value[1][0]), flags)
        elif kind is op.SUBPATTERN:
            made += _sample(list(value[3]), flags)
        elif kind in _REPEATS:
            made += _sample(list(value[2]), flags) * value[0]
        elif kind is op.ATOMIC_GROUP:
            made += _sample(list(value), flags)
    return made


def _characters(node: Node, flags: int) -> list[str]:
    """Characters that the node takes: some of the commonest, one of its own."""
    kind, value = node
    if kind is op.LITERAL:
        return [chr(value)]
    found = [c for c in _SAMPLES if accepts(node, c, flags)]
    if kind is op.IN:
        own = (p[1] if p[0] is op.LITERAL else p[1][0] for p in value if p[0] in (op.LITERAL, op.RANGE))
        found.extend(c for c in map(chr, own) if accepts(node, c, flags) and c not in found)
    return found[:4]


def _repeated(nodes: Sequence[Node], before: str, flags: int) -> Iterator[tuple[str, str]]:
    """For every repeat of the pattern: what leads to it, and what makes it turn once more."""
    for k, node in enumerate(nodes):
        kind, value = node
        lead = before + _sample(nodes[:k], flags)
        if kind in _REPEATS:
            body = list(value[2])
            single = len(body) == 1 and body[0][0] in _SINGLE
            for once in _characters(body[0], flags) if single else [_sample(body, flags)]:
                yield lead, once
            yield from _repeated(body, lead, flags)
        elif kind is op.BRANCH:
            for branch in value[1]:
                yield from _repeated(list(branch), lead, flags)
        elif kind is op.SUBPATTERN:
            yield from _repeated(list(value[3]), lead, flags)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            yield from _repeated(list(value[1]), lead, flags)


def worst(matcher: Matcher, size: int, most: int = 1_000) -> Work:
    """What the dearest of the texts made for this pattern costs, and what one of twice its length does.

    Where that is more than twice as much, longer texts are tried, up to `most` characters: a gap that may
    be some hundred characters wide stops to cost more once it is filled.
    """
    attacks = [(lead, once, "\x00") for lead, once in _repeated(matcher.nodes, "", matcher.flags)]
    whole = _sample(matcher.nodes, matcher.flags)
    attacks += [("", once, end) for once in (*COMMON, whole[:1], whole) for end in ("", "\x00")]
    costs = {attack: _counted(matcher, _text(attack, size)) for attack in dict.fromkeys(attacks) if attack[1]}
    dearest = max(costs, key=lambda attack: costs[attack])
    while True:
        steps, doubled = (_counted(matcher, _text(dearest, n)) for n in (size, 2 * size))
        if doubled <= DOUBLE * steps or doubled == MANY or 2 * size > most:
            return Work(_text(dearest, size)[:80], size, steps, doubled)
        size *= 2


def _text(attack: tuple[str, str, str], size: int) -> str:
    lead, once, end = attack
    return lead + (once * size)[:size] + end


def _counted(matcher: Matcher, text: str) -> int:
    try:
        return matcher.count(text)
    except (HopelessError, RecursionError):
        return MANY
