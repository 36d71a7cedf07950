"""Reads calendar dates written out or in figures: 4 Desember 2016, 21/10, 20-22 Oktober 2025."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from saksi.reference.date_words import DateWords, Deictic, Word, sentence_starts

FIRST_BARE_YEAR, LAST_BARE_YEAR, FIRST_RANGE_YEAR = 1000, 2100, 1800
DASHES = ("-", "–", "—")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Parts of a calendar date as written; None where not said."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


class CalendarReader:
    """Looks at the words of one stretch of text and reads calendar dates there.

    Each method looks at word `i` and answers with (index after the match, what it means) or None.
    """

    def __init__(self, words: Sequence[Word], lexicon: DateWords) -> None:
        self.words = words
        self.lexicon = lexicon
        self.openers = set(sentence_starts(words))

    # -- small looks -----------------------------------------------------------------------------

    def _text(self, i: int) -> str:
        return self.words[i].text if 0 <= i < len(self.words) else ""

    def _lower(self, i: int) -> str:
        return self.words[i].lower if 0 <= i < len(self.words) else ""

    def _is(self, role: str, i: int) -> bool:
        return self.lexicon.is_role(role, self.words, i)

    def _match(self, role: str, i: int) -> tuple[int, Deictic] | None:
        return self.lexicon.match(role, self.words, i)

    def _number(self, i: int, most_digits: int = 2) -> int | None:
        """The number at word `i`, unless it is a part of a longer number (1.000, 0,5, A4)."""
        if not 0 <= i < len(self.words):
            return None
        word = self.words[i]
        return int(word.text) if word.digits and len(word.text) <= most_digits else None

    def _stands_alone(self, first: int, after: int) -> bool:
        """Whether words first..after-1 are no part of a longer number, code or fraction."""
        marks = ("/", ".", ",", "-", ":", "_", "'", "+")
        if first > 0 and self.words[first].glued:
            before = self.words[first - 1]
            inside = before.text in marks and first > 1 and before.glued and self.words[first - 2].digits
            coded = before.text in (".", "-") and before.glued and self.words[first - 2].text[0].isalpha()
            if before.text[0].isalnum() or inside or before.text in ("/", "_", "+"):
                return False
            if coded and not self._is("opener_date", first - 2):
                return False
        if after < len(self.words) and self.words[after].glued:
            mark = self.words[after]
            if mark.text[0].isalnum() or mark.text in ("_", "/", "%"):
                return False
            beyond = after + 1 < len(self.words) and self.words[after + 1].glued
            if mark.text in marks and beyond and self.words[after + 1].digits:
                return False
        return True

    def _has_label(self, i: int) -> bool:
        before = i - 2 if self._text(i - 1) in (".", ":") else i - 1
        return self._is("number_label", before)

    def _future_before(self, i: int) -> bool:
        for j in range(i - 1, max(-1, i - 8), -1):
            if self.words[j].text in '.,;:!?"“”()':
                return False
            if self._is("future_mark", j):
                return True
        return False

    def _range_mark(self, i: int) -> int | None:
        """Index after a range mark (-, hingga, sampai dengan) at word `i`."""
        if self._text(i) in DASHES:
            return i + 1
        found = self._match("range", i)
        return found[0] if found else None

    # -- calendar dates --------------------------------------------------------------------------

    def _year(self, i: int, bare: bool = False) -> int | None:
        """A four-digit year at word `i`."""
        number = self._number(i, 4)
        if number is None or len(self.words[i].text) != 4 or not self._stands_alone(i, i + 1):
            return None
        if bare and not FIRST_BARE_YEAR <= number <= LAST_BARE_YEAR:
            return None
        return number or None

    def _month(self, i: int) -> tuple[int, int] | None:
        """(index after, month) of a month's name at word `i`, with the full stop of an abbreviation."""
        month = self.lexicon.months.get(self._lower(i))
        if month is None:
            return None
        if self._lower(i) in self.lexicon.short_months and self._text(i + 1) == ".":
            follows = self.words[i + 2] if i + 2 < len(self.words) else None
            if follows is not None and (follows.digits or not follows.capital):
                return i + 2, month
        return i + 1, month

    def _named(self, i: int) -> tuple[int, Calendar] | None:
        """4 Desember 2016, 21 Okt, 1 Mei, 2025."""
        day = self._number(i)
        if day is None or not 1 <= day <= 31:
            return None
        found = self._month(i + 1)
        if found is None:
            return None
        after, month = found
        year = self._year(after)
        if year is None and self._text(after) == "," and self._text(after + 2) in (",", ".", ")", ""):
            year = self._year(after + 1, bare=True)
            after += year is not None
        return (after + 1, Calendar(year, month, day)) if year else (after, Calendar(None, month, day))

    def _numeric(self, i: int, loose: bool) -> tuple[int, Calendar] | None:
        """4/12/2016, 4-12-2016, 4.12.2016, 2016-12-04; if `loose` also 4/12 and 4/12/16."""
        first = self._number(i, 4)
        mark = self._text(i + 1)
        second = self._number(i + 2)
        if first is None or second is None or mark not in ("/", "-", "."):
            return None
        third_text = self._text(i + 4) if self._text(i + 3) == mark else ""
        third = self._number(i + 4, 4) if third_text else None
        if len(self.words[i].text) == 4:
            if third is None or len(third_text) > 2 or mark == ".":
                return None
            return i + 5, Calendar(first or None, second, third)
        if len(self.words[i].text) > 2:
            return None
        if third is not None and (len(third_text) == 4 or (loose and len(third_text) == 2 and mark == "/")):
            year = third if len(third_text) == 4 else (2000 + third if third < 70 else 1900 + third)
            return i + 5, Calendar(year or None, second, first)
        if loose and mark == "/" and third is None:
            return i + 3, Calendar(None, second, first)
        return None

    def _calendar(self, i: int, loose: bool) -> tuple[int, Calendar, Calendar | None, bool] | None:
        """A calendar date or range at word `i`: (index after, begin, until, written in figures)."""
        single = self._named(i) or self._numeric(i, loose)
        numeric = self._named(i) is None
        if single is not None:
            after, begin = single
            second = self._range_mark(after)
            if second is not None:
                until = self._named(second) or self._numeric(second, loose)
                if until is not None:
                    return until[0], begin, until[1], numeric
            return (after, begin, None, numeric) if self._plausible(begin) else None
        day = self._number(i)
        if day is None:
            return None
        mark = self._range_mark(i + 1)
        joined = mark is None and (self._is("joiner", i + 1) or self._text(i + 1) == "&")
        if mark is None and not joined:
            return None
        other = self._named(mark or i + 2) or self._numeric(mark or i + 2, loose)
        if other is None or other[1].day is None or other[1].day <= day:
            return None
        if joined and other[1].day != day + 1:
            return None
        numeric = self._named(mark or i + 2) is None
        return other[0], replace(other[1], day=day), other[1], numeric

    @staticmethod
    def _plausible(date: Calendar) -> bool:
        return 1 <= (date.day or 0) <= 31 and 1 <= (date.month or 0) <= 31
