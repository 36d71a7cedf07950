"""Cuts a paragraph's tokens into sentences by its punctuation.

News is well punctuated: a stop ends a sentence unless what follows goes on in lower case, the stop
belongs to an abbreviation or an initial (the tokenizer has joined those), or a bracket is still open.
"""

from __future__ import annotations

from collections.abc import Sequence

from saksi.lexicons.load import Lexicons
from saksi.records import Span

STOPS = frozenset(".!?…")
CLOSERS = frozenset("\"'”’»)]")
OPENERS = frozenset("\"'“‘«([`")
LONGEST_SENTENCE = 220
LONGEST_BRACKET = 40
SOFT_STOPS = (";", ",")


class SentenceSplitter:
    """Sentence splitter compiled once from the lexicons."""

    def __init__(self, lexicons: Lexicons) -> None:
        rows = lexicons.table("abbreviations")
        self._may_end = frozenset(row["form"] for row in rows if row["place"] == "end")

    def split(self, text: str, spans: Sequence[Span]) -> list[Span]:
        """Half-open ranges of token indices, one a sentence, that cover all of `spans` in order."""
        sentences: list[Span] = []
        words = [text[s:e] for s, e in spans]
        first = open_at = 0
        depth = 0
        i = 0
        while i < len(words):
            word = words[i]
            if word in ("(", "["):
                depth, open_at = depth + 1, i
            elif word in (")", "]"):
                depth = max(0, depth - 1)
            elif self._is_stop(word) and not (depth and i - open_at < LONGEST_BRACKET):
                last = self._with_closers(words, spans, i)
                if self._ends(text, words, spans, first, i, last):
                    sentences.extend(_bounded(words, first, last))
                    first, depth, i = last, 0, last
                    continue
            i += 1
        if first < len(words):
            sentences.extend(_bounded(words, first, len(words)))
        return sentences

    def _is_stop(self, word: str) -> bool:
        return word[-1] in STOPS and (word[0] in STOPS or word in self._may_end)

    @staticmethod
    def _with_closers(words: Sequence[str], spans: Sequence[Span], stop: int) -> int:
        """Index after the stop and the marks that close it: further stops, quotes, brackets."""
        last = stop + 1
        while last < len(words) and spans[last][0] == spans[last - 1][1]:
            if words[last] not in CLOSERS and words[last][0] not in STOPS:
                break
            last += 1
        # A closing quotation mark set apart by a space: stop, space, mark, then space or end.
        if last < len(words) and words[last] in "\"”'" and _opened(words, stop, words[last]):
            after = last + 1
            if after == len(words) or spans[after][0] > spans[last][1]:
                return after
        return last

    def _ends(
        self, text: str, words: Sequence[str], spans: Sequence[Span], first: int, stop: int, last: int
    ) -> bool:
        """Whether the stop ends the sentence that begins at token `first`."""
        if last == len(words):
            return True
        if spans[last][0] == spans[last - 1][1]:
            # Typed without the space: "sudah dicabut.Kini".
            glued = words[stop] == "." and last == stop + 1 > first + 1
            return glued and words[stop - 1][-1].islower() and words[last][0].isupper()
        if words[stop] == "." and stop == first + 1 and _is_item(words[first]):
            return False
        following = last
        while following < len(words) - 1 and words[following] in OPENERS:
            following += 1
        letter = words[following][0]
        if letter.islower():
            item = words[following : following + 2]
            return len(words[following]) == 1 and item[1:] == ["."]
        if words[stop] in self._may_end:
            return letter.isupper() and following == last
        return True


def _is_item(word: str) -> bool:
    """Whether a word before a stop numbers an item of a list: 1. 12. a. B."""
    return len(word) == 1 or (len(word) <= 3 and word.isdigit())


def _opened(words: Sequence[str], stop: int, mark: str) -> bool:
    """Whether a quotation mark is open before `stop`: an odd count of marks in the last tokens."""
    opener = {"”": "“"}.get(mark)
    window = words[max(0, stop - 120) : stop]
    if opener:
        return window.count(opener) > window.count(mark)
    return window.count(mark) % 2 == 1


def _bounded(words: Sequence[str], first: int, last: int) -> list[Span]:
    """The range itself, or its parts where it is longer than a sentence may be."""
    parts: list[Span] = []
    while last - first > LONGEST_SENTENCE:
        cut = first + LONGEST_SENTENCE
        for mark in SOFT_STOPS:
            places = [i for i in range(first + LONGEST_SENTENCE // 2, cut) if words[i] == mark]
            if places:
                cut = places[-1] + 1
                break
        parts.append((first, cut))
        first = cut
    parts.append((first, last))
    return parts
