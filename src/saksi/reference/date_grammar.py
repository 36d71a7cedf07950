"""The grammar of Indonesian date expressions: words in, unresolved expressions out.

Each rule is a method that looks at word `i` and answers with (index after the match, what it means)
or None. No rule looks further than a few words, so reading is linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from saksi.reference.date_calendar import (
    DASHES,
    FIRST_BARE_YEAR,
    FIRST_RANGE_YEAR,
    LAST_BARE_YEAR,
    Calendar,
    CalendarReader,
)
from saksi.reference.date_words import Deictic


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression, not yet counted from anything.

    `begin` and `until` are its calendar parts, `weekday` 1-7 (`weekday_until` for Senin-Rabu),
    `shift` past, future or this (Senin lalu), `week` weeks away (Senin pekan lalu), `offset` what
    counts from publication, `portion` 1-3 (awal, pertengahan, akhir), `eve` for malam Minggu.
    `numeric` marks 4/12 as against 4 Desember, `bracketed` a calendar date in brackets.
    """

    start: int = 0
    end: int = 0
    begin: Calendar | None = None
    until: Calendar | None = None
    weekday: int | None = None
    weekday_until: int | None = None
    shift: str = ""
    week: int | None = None
    offset: Deictic | None = None
    portion: int = 0
    decade: bool = False
    eve: bool = False
    future: bool = False
    numeric: bool = False
    bracketed: bool = False


Found = tuple[int, Expression]


class Grammar(CalendarReader):
    """Reads the date expressions of one stretch of text."""

    def expressions(self) -> Iterator[Expression]:
        """All date expressions, left to right, none overlapping."""
        i, reached, previous_year_end = 0, 0, -1
        while i < len(self.words):
            found = self._at(i, previous_year_end)
            if found is None:
                i += 1
                continue
            after, expression = found
            first = max(self._widen_left(i, expression), reached)
            if expression.begin is not None and expression.begin.month is None:
                previous_year_end = after
            yield replace(expression, start=self.words[first].start, end=self.words[after - 1].end)
            i = reached = after

    def _at(self, i: int, previous_year_end: int) -> Found | None:
        word = self.words[i]
        if word.digits:
            return (
                self._ago(i)
                or self._calendar_phrase(i)
                or self._decade(i)
                or self._bare_year(i, previous_year_end)
            )
        if word.lower not in self.lexicon.beginnings:
            return None
        return self._portion(i) or self._weekday(i) or self._deictic(i) or self._ago(i) or self._bare_month(i)

    def _bracketed(self, i: int) -> tuple[int, Expression] | None:
        """A calendar date in brackets: (4/12/2016), (21/10), (20-22/10), (Selasa, 21/10)."""
        if self._text(i) not in ("(", "["):
            return None
        inner = i + 1
        weekday = self.lexicon.weekdays.get(self._lower(inner))
        if weekday is not None:
            inner += 2 if self._text(inner + 1) == "," else 1
        found = self._calendar(inner, loose=True)
        if found is None or not self._stands_alone(inner, found[0]):
            return None
        after, begin, until, numeric = found
        if self._text(after) in (")", "]"):
            after += 1
        return after, Expression(begin=begin, until=until, numeric=numeric, bracketed=True, weekday=weekday)

    def _calendar_phrase(self, i: int) -> Found | None:
        """A calendar date that begins with a figure."""
        if self._has_label(i):
            return None
        cue = self._is("opener_date", i - 1)
        in_brackets = self._text(i - 1) == "("
        found = self._calendar(i, loose=cue or in_brackets)
        if found is None or not self._stands_alone(i, found[0]):
            return None
        after, begin, until, numeric = found
        if in_brackets and numeric and begin.year is None:
            closes = self._text(after) in (")", ",") or self._is("part", after)
            if not closes or not self._dates_before_bracket(i - 2):
                return None
        if numeric and not (1 <= (begin.month or 0) <= 12 or 1 <= (begin.day or 0) <= 12):
            return None
        shift_after, shift = self._shift(after) if begin.year is None and not numeric else (after, "")
        return shift_after, Expression(
            begin=begin, until=until, numeric=numeric, bracketed=in_brackets, shift=shift
        )

    def _dates_before_bracket(self, i: int) -> bool:
        """Whether a bare (21/10) after word `i` is a date and no fraction: after a name or time of day."""
        word = self.words[i] if i >= 0 else None
        if word is None or not word.text[0].isalpha():
            return False
        named = word.capital and i not in self.openers
        return named or any(self._is(role, j) for role in ("part", "zone") for j in (i, i - 1))

    def _shift(self, i: int) -> tuple[int, str]:
        """lalu, mendatang, ini after a weekday, day or month: (index after, past|future|this)."""
        for role, name in (("day_past", "past"), ("day_future", "future"), ("day_this", "this")):
            found = self._match(role, i)
            if found is not None:
                return found[0], name
        return i, ""

    # -- weekdays --------------------------------------------------------------------------------

    def _weekday(self, i: int) -> Found | None:
        """Senin; Minggu (4/12/2016); Jumat malam; Senin, 20 Oktober 2025; Senin pekan lalu."""
        weekday = self.lexicon.weekdays.get(self._lower(i))
        if weekday is None or not self._is_day_name(i):
            return None
        expression = Expression(weekday=weekday, future=self._future_before(i))
        after = i + 1
        if self._is("eve", i - 1):
            expression = replace(expression, eve=True)
        second = self._range_mark(after)
        if second is None and self._is("joiner", after):
            second = after + 1
        if second is not None and self._lower(second) in self.lexicon.weekdays and self._day_case(second):
            expression = replace(expression, weekday_until=self.lexicon.weekdays[self._lower(second)])
            after = second + 1
        return self._after_weekday(after, expression)

    def _after_weekday(self, after: int, expression: Expression) -> Found:
        """What may follow a weekday: lalu, pekan depan, malam, then a calendar date."""
        for _ in range(3):
            after, shift = self._shift(after)
            expression = replace(expression, shift=shift or expression.shift)
            week = self._match("deictic", after)
            if week is not None and week[1].unit == "week":
                after, expression = week[0], replace(expression, week=week[1].value)
            for role in ("part", "pasaran"):
                found = self._match(role, after)
                after = found[0] if found else after
        dated = self._date_after_weekday(after)
        if dated is not None:
            after, date = dated
            return after, replace(
                expression, begin=date.begin, until=date.until, numeric=date.numeric,
                bracketed=date.bracketed, eve=False,
            )  # fmt: skip
        return after, expression

    def _date_after_weekday(self, i: int) -> Found | None:
        """(21/10), `, 20 Oktober 2025`, `tanggal 20 Oktober`, `WIB (21/10)` after a weekday."""
        if self._is("zone", i) and self._text(i + 1) == "(":
            i += 1
        if self._text(i) == ",":
            i += 1
        if self._is("opener_date", i):
            i += 1
        bracketed = self._bracketed(i)
        if bracketed is not None:
            return bracketed
        found = self._calendar(i, loose=True)
        if found is None or not self._stands_alone(i, found[0]):
            return None
        return found[0], Expression(begin=found[1], until=found[2], numeric=found[3])

    def _day_case(self, i: int) -> bool:
        return self.words[i].capital or self._is("opener_day", i - 1)

    def _is_day_name(self, i: int) -> bool:
        """Whether the weekday word at `i` names a day here (and not a week, a market, a prayer)."""
        dated = self._date_after_weekday(i + 1) is not None
        if self._is("market", i - 1):
            return False
        if dated:
            return True
        if not self._day_case(i):
            return False
        if self._recurring(i) or self._is("not_after", i + 1):
            return False
        if self._is("not_before", i - 1):
            return False
        sense = self.lexicon.other_senses.get(self._lower(i), "")
        if self._is("opener_day", i - 1) or not sense:
            return True
        if sense == "word":
            return self._is("date_cue", i - 1) or self._text(i + 1) in ("(", ",")
        return not self._means_week(i)

    def _recurring(self, i: int) -> bool:
        """setiap Senin, tiap hari Senin."""
        j = i - 2 if self._is("opener_day", i - 1) or self._is("eve", i - 1) else i - 1
        return self._is("recurring", j)

    def _means_week(self, i: int) -> bool:
        """Whether capital Minggu at `i` is the week: after a number, or in title case before lalu."""
        if i and self.words[i - 1].digits:
            return True
        for role in ("number", "vague"):
            if self._is(role, i - 1):
                return True
        if self._is("ordinal", i + 1):
            return True
        following = self._shift(i + 1)[1]
        return bool(following) and (i in self.openers or self.words[i + 1].capital)

    # -- dates counted from publication ------------------------------------------------------------

    def _deictic(self, i: int) -> Found | None:
        """hari ini, kemarin (20/10), tadi malam, pekan lalu, akhir pekan."""
        found = self._match("deictic", i)
        if found is None:
            return None
        after, meaning = found
        if after < len(self.words) and self._text(after) in DASHES and self.words[after].glued:
            return None
        if any(self._is(role, i - 1) for role in ("vague", "recurring", "number")):
            return None
        if i and (self.words[i - 1].digits or (self._text(i - 1) == "-" and self.words[i].glued)):
            return None
        if meaning.unit == "day":
            part = self._match("part", after)
            after = part[0] if part else after
            dated = self._bracketed(after)
            if dated is not None:
                return dated[0], replace(dated[1], offset=meaning)
        return after, Expression(offset=meaning)

    def _ago(self, i: int) -> Found | None:
        """4 tahun lalu, dua hari yang lalu, sepekan silam, tiga bulan mendatang."""
        count: int | None
        one = self._match("one_unit", i)
        if one is not None:
            after, count, unit = one[0], one[1].value, one[1].unit
        else:
            count, j = self._count(i)
            measured = self._match("unit", j)
            if count is None or measured is None or not self._stands_alone(i, j):
                return None
            after, unit = measured[0], measured[1].unit
        for role, sign in (("past", -1), ("future", 1)):
            found = self._match(role, after)
            if found is not None:
                return found[0], Expression(offset=Deictic(sign * count, unit))
        return None

    def _count(self, i: int) -> tuple[int | None, int]:
        """A number in figures or words at word `i`: (number, index after)."""
        number = self._number(i, 4)
        if number is not None:
            return number, i + 1
        found = self._match("number", i)
        if found is None:
            return None, i
        after, value = found[0], found[1].value
        if value % 10 == 0 and value >= 20:
            ones = self._match("number", after)
            if ones is not None and ones[1].value < 10:
                return value + ones[1].value, ones[0]
        return value, after

    # -- months, years, parts of them --------------------------------------------------------------

    def _bare_month(self, i: int) -> Found | None:
        """Oktober 2025, Januari-Maret 2025, pada Oktober, Oktober lalu."""
        found = self._month(i)
        cue = self._is("month_cue", i - 1)
        if found is None or self._lower(i) in self.lexicon.short_months:
            return None
        if not (self.words[i].capital or self._is("opener", i - 1)):
            return None
        after, month = found
        begin, until = Calendar(None, month), None
        second = self._range_mark(after)
        other = self._month(second) if second is not None else None
        if other is not None and self.words[other[0] - 1].capital:
            after, until = other[0], Calendar(None, other[1])
        if self._is("opener", after) and self._year(after + 1) is not None:
            after += 1
        year = self._year(after)
        if year is not None:
            begin = replace(begin, year=year)
            until = replace(until, year=year) if until else None
            later = self._later_month(after + 1) if until is None else None
            if later is not None:
                return later[0], Expression(begin=begin, until=later[1])
            return after + 1, Expression(begin=begin, until=until)
        shifted, shift = self._shift(after)
        if not (cue or shift):
            return None
        future = self._future_before(i)
        return shifted, Expression(begin=begin, until=until, shift=shift, future=future)

    def _later_month(self, i: int) -> tuple[int, Calendar] | None:
        """hingga September 2025, after a month and year."""
        mark = self._range_mark(i)
        found = self._month(mark) if mark is not None else None
        if found is None:
            return None
        year = self._year(found[0])
        return (found[0] + 1, Calendar(year, found[1])) if year is not None else None

    def _bare_year(self, i: int, previous_year_end: int) -> Found | None:
        """tahun 2025, sejak 2019, 2019-2024, pada 1998, 2023 dan 2024."""
        first = self._number(i, 4)
        if first is None or not FIRST_BARE_YEAR <= first <= LAST_BARE_YEAR or self._has_label(i):
            return None
        cue = self._is("year_cue", i - 1) or self._text(i - 1) == "("
        joined = i - 1 == previous_year_end and (
            self._range_mark(i - 1) is not None or self._is("joiner", i - 1)
        )
        if self._year_of_law(i):
            return None
        after, until = i + 1, None
        second = i + 2 if self._text(after) == "/" else self._range_mark(after)
        if second is not None:
            last = self._number(second, 4)
            if last is not None and len(self._text(second)) == 4 and first < last <= LAST_BARE_YEAR:
                after, until = second + 1, Calendar(last)
        # konflik 1991-1995 needs no cue, a single year does.
        plain_range = until is not None and first >= FIRST_RANGE_YEAR and self._text(i + 1) in DASHES
        if not (cue or joined or plain_range):
            return None
        if not self._stands_alone(i, after) or self._is("measure", after):
            return None
        if self._text(i - 1) == "(" and (self._text(after) != ")" or until is None):
            return None
        return after, Expression(begin=Calendar(first), until=until)

    def _year_of_law(self, i: int) -> bool:
        """UU Nomor 11 Tahun 2008, UUD Negara Republik Indonesia Tahun 1945: names, not dates."""
        if not self._is("opener", i - 1):
            return False
        if i >= 2 and self.words[i - 2].digits and self._has_label(i - 2):
            return True
        for j in range(i - 2, max(-1, i - 7), -1):
            if not self.words[j].text[0].isalpha():
                return False
            if self._is("law", j):
                return True
        return False

    def _decade(self, i: int) -> Found | None:
        """1990-an, 80-an."""
        number = self._number(i, 4)
        if number is None or self._text(i + 1) != "-" or self._lower(i + 2) != "an":
            return None
        short = len(self.words[i].text) == 2 and self._is("opener", i - 1)
        if number % 10 or not (short or FIRST_BARE_YEAR <= number <= LAST_BARE_YEAR):
            return None
        return i + 3, Expression(begin=Calendar(number + (1900 if short else 0)), decade=True)

    def _portion(self, i: int) -> Found | None:
        """awal Oktober 2025, pertengahan 2024, akhir tahun lalu, awal bulan ini."""
        found = self._match("portion", i)
        if found is None or self._match("deictic", i) is not None:
            return None
        after, portion = found[0], found[1].value
        if self._is("opener", after) and self._match("deictic", after) is None:
            after += 1
        whole = self._deictic(after) or self._bare_month(after) or self._bare_year(after, -1)
        if whole is None or (whole[1].offset is not None and whole[1].offset.unit == "day"):
            return None
        return whole[0], replace(whole[1], portion=portion)

    def _widen_left(self, i: int, expression: Expression) -> int:
        """hari before a weekday, tanggal, bulan, tahun before a figure belong to the expression."""
        return i - 1 if expression.eve or self._is("opener", i - 1) else i
