"""Dates: finds date expressions and resolves them against the day of publication.

Indonesian order is day before month. A time of day (pukul 10.30 WIB) is not part of a date's span,
a part of the day right after it (Jumat malam) is. A date that cannot be counted, for want of an
anchor, keeps its span with `start` and `end` None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from saksi.cleaning.article import Article
from saksi.language.analysis import Analysis
from saksi.lexicons.load import Lexicons
from saksi.records import Date, Diagnostic, Span
from saksi.reference.alignment import Alignment
from saksi.reference.date_grammar import Expression, Grammar
from saksi.reference.date_resolution import Resolved, resolve
from saksi.reference.date_words import date_words, words_of
from saksi.reference.mentions import Mention


@dataclass(frozen=True, slots=True)
class DateFindings:
    """The dates of an article in text order (d1, d2 ...), one mention each where tokens lie under it.

    `published` is the article's own, or else the day of the dated attribution in the text (then
    `diagnostics` holds `published-from-text`), or None.
    """

    dates: tuple[Date, ...]
    mentions: tuple[Mention, ...]
    published: str | None
    diagnostics: tuple[Diagnostic, ...]


def find_dates(article: Article, analysis: Analysis, lexicons: Lexicons) -> DateFindings:
    """Dates of `article`; spans are into `article.text`, starts and ends inclusive ISO days.

    Granularity is day, week, weekend, month, year, decade, century, part (of a month or year:
    awal Oktober) or range (20-22 Oktober). Never raises on any text.
    """
    expressions = _expressions(article, lexicons)
    anchor = _iso_day(article.published)
    diagnostics: list[Diagnostic] = []
    published = article.published
    if anchor is None:
        witness = _dated_attribution(article.text, expressions)
        if witness is not None:
            anchor, span = witness
            published = anchor.isoformat()
            message = f"publication day {published} taken from the dated attribution in the text"
            diagnostics.append(Diagnostic("info", "published-from-text", message, span))
    alignment = Alignment(analysis)
    dates: list[Date] = []
    mentions: list[Mention] = []
    for number, expression in enumerate(expressions, 1):
        found = resolve(expression, anchor)
        record = _record(f"d{number}", expression, found)
        dates.append(record)
        diagnostics.extend(_remarks(article.text, record.span, found))
        mention = alignment.mention(record.id, record.span, "name")
        if mention is not None:
            mentions.append(mention)
    return DateFindings(tuple(dates), tuple(mentions), published, tuple(diagnostics))


def _expressions(article: Article, lexicons: Lexicons) -> list[Expression]:
    """Date expressions of the running text and the dateline, in text order."""
    regions = sorted({*article.paragraphs, *((article.dateline.span,) if article.dateline else ())})
    lexicon = date_words(lexicons)
    found: list[Expression] = []
    reached = 0
    for start, end in regions:
        words = words_of(article.text, max(start, reached), end)
        found.extend(Grammar(words, lexicon).expressions())
        reached = max(reached, end)
    return found


def _iso_day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _dated_attribution(text: str, expressions: Sequence[Expression]) -> tuple[date, Span] | None:
    """The latest day given in full beside its weekday, the way agencies date a quote.

    An announced day (akan digelar Senin (5/12/2016)) does not count. Where no weekday stands beside
    a date, any full date in brackets serves.
    """
    full = [
        (resolved.start, (e.start, e.end), e)
        for e in expressions
        if (e.bracketed or e.weekday) and not e.future and e.begin is not None and e.begin.year is not None
        for resolved in (resolve(e, None),)
        if resolved.start is not None and resolved.weekday_agrees is not False
    ]
    dated = [f for f in full if f[2].weekday is not None] or full
    if not dated:
        return None
    # Of equal days the first mention is the witness.
    day, span, _ = max(dated, key=lambda f: (f[0], -f[1][0]))
    return day, span


def _record(ref: str, expression: Expression, found: Resolved) -> Date:
    start = found.start.isoformat() if found.start else None
    end = found.end.isoformat() if found.end else None
    span = (expression.start, expression.end)
    return Date(ref, span, start, end, found.granularity, found.weekday_agrees)


def _remarks(text: str, span: Span, found: Resolved) -> list[Diagnostic]:
    words = text[span[0] : span[1]]
    messages = {
        "weekday-disagrees": f"the weekday in {words!r} is not that of the date",
        "month-first-date": f"the weekday in {words!r} agrees only if the month stands first; read day first",
        "year-slip": f"the weekday in {words!r} is that of the year of publication; read as {found.start}",
        "month-first-read": f"{words!r} can only be read with the month first",
        "impossible-date": f"no such day: {words!r}",
    }
    return [Diagnostic("warning", code, messages[code], span) for code in found.remarks]
