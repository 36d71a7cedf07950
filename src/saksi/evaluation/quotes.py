"""Scores quotes against the gold: spans by kind, cues, speakers, through whom, and when.

A quote is *found* if one of the record shares more than half of the longer span with it. The span of
direct speech is right if it is the same but for punctuation at its end. Speakers, via and date are scored
on quotes that were found: precision is over what the record claims, recall over what the gold knows, so
that a speaker who is left unresolved costs recall only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from saksi.evaluation.quote_gold import GoldQuote, QuoteGold
from saksi.evaluation.rows import Row, in_row
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord, Quote, Span
from saksi.training.evaluate_language import Score

DIRECT, INDIRECT = "direct", "indirect"
GROUPS = (DIRECT, INDIRECT)
_SHOWN = 45


@dataclass(frozen=True, slots=True)
class Found:
    """A quote of the record, its spans carried back to the row. `speaker` are all mentions of the actor."""

    kind: str
    span: Span
    cue: Span | None
    name: str | None
    speaker: tuple[Span, ...]
    via: tuple[tuple[Span, ...], ...]
    date: Span | None


@dataclass
class Figures:
    """One score a figure, with a row an article in it, and a line for each fault."""

    scores: dict[str, Score] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    articles: int = 0
    quotes: int = 0

    def add(self, name: str, right: int, found: int, wanted: int) -> None:
        """Counts of one more article."""
        self.scores.setdefault(name, Score()).add(right, found, wanted)


def evaluate(articles: Sequence[QuoteGold], read: Callable[[SourceDocument], ArticleRecord]) -> Figures:
    """Reads every article with `read` and scores its quotes."""
    figures = Figures()
    for article in articles:
        score(figures, article, quotes_of(read(article.row.document), article.row))
    return figures


def quotes_of(record: ArticleRecord, row: Row) -> list[Found]:
    """The quotes of a record with their spans in the row.

    One that stands in no block is left out, and so is one inside another quote, which the gold never marks.
    """
    made = (_found(quote, record, row) for quote in record.quotes if quote.inside is None)
    return [quote for quote in made if quote is not None]


def _found(quote: Quote, record: ArticleRecord, row: Row) -> Found | None:
    actors = {a.id: a for a in record.actors}
    dates = {d.id: d.span for d in record.dates}

    def mentions(ref: str) -> tuple[Span, ...]:
        spans = (in_row(span, row, record) for span in actors[ref].mentions)
        return tuple(span for span in spans if span is not None)

    span = in_row(quote.span, row, record)
    if span is None:
        return None
    return Found(
        kind=quote.kind,
        span=span,
        cue=in_row(quote.cue, row, record) if quote.cue else None,
        name=actors[quote.speaker].name if quote.speaker else None,
        speaker=mentions(quote.speaker) if quote.speaker else (),
        via=tuple(mentions(ref) for ref in quote.via),
        date=in_row(dates[quote.date], row, record) if quote.date else None,
    )


def score(figures: Figures, article: QuoteGold, quotes: Sequence[Found]) -> None:
    """Adds one article to the figures."""
    row = article.row
    figures.articles += 1
    figures.quotes += len(article.quotes)
    _score_spans(figures, article, quotes)
    cues, said = {q.cue for q in article.quotes if q.cue}, {q.cue for q in quotes if q.cue}
    figures.add("cue", len(cues & said), len(said), len(cues))
    figures.faults += [f"{row.id} cue missed: {row.words(c)} at {c[0]}" for c in sorted(cues - said)]
    pairs = [(gold, match) for gold in article.quotes if (match := _match(gold, quotes)) is not None]
    for group in GROUPS:
        _score_speakers(figures, group, row, [p for p in pairs if _group(p[0].kind) == group])
    _score_circumstances(figures, row, [p for p in pairs if p[0].circumstances])


def _group(kind: str) -> str:
    return DIRECT if kind == DIRECT else INDIRECT


def _score_spans(figures: Figures, article: QuoteGold, quotes: Sequence[Found]) -> None:
    row = article.row
    direct = {_core(row.text, q.span) for q in article.quotes if q.kind == DIRECT}
    said = {_core(row.text, q.span) for q in quotes if q.kind == DIRECT}
    figures.add("direct, span", len(direct & said), len(said), len(direct))
    figures.faults += [f"{row.id} direct missed: {_cut(row, s)}" for s in sorted(direct - said)]
    figures.faults += [f"{row.id} direct made up: {_cut(row, s)}" for s in sorted(said - direct)]
    wanted = [q.span for q in article.quotes if q.kind != DIRECT]
    have = [q.span for q in quotes if q.kind != DIRECT]
    met = [s for s in wanted if any(_same(s, o) for o in have)]
    backed = [o for o in have if any(_same(s, o) for s in wanted)]
    figures.add("indirect, overlap", min(len(met), len(backed)), len(have), len(wanted))
    figures.add("indirect, exact span", len(set(wanted) & set(have)), len(have), len(wanted))
    figures.faults += [f"{row.id} indirect missed: {_cut(row, s)}" for s in wanted if s not in met]
    figures.faults += [f"{row.id} indirect made up: {_cut(row, o)}" for o in have if o not in backed]
    for span in met:
        for other in have:
            if _same(span, other) and span != other:
                figures.faults.append(f"{row.id} indirect bounds: {_cut(row, span)} <> {_cut(row, other)}")


def _score_speakers(figures: Figures, group: str, row: Row, pairs: Sequence[tuple[GoldQuote, Found]]) -> None:
    right = named = 0
    for gold, quote in pairs:
        if gold.speaker is None:
            if quote.name is not None:
                figures.faults.append(f"{row.id} speaker is nobody, not {quote.name}: {_cut(row, gold.span)}")
            continue
        linked = _is_speaker(gold.speaker, quote, row)
        right += linked
        named += linked or _shares_name(row.words(gold.speaker), quote.name)
        if not linked:
            who = f"{row.words(gold.speaker)}, not {quote.name or 'nobody'}"
            figures.faults.append(f"{row.id} speaker is {who}: {_cut(row, gold.span)}")
    claimed = sum(quote.name is not None for _, quote in pairs)
    wanted = sum(gold.speaker is not None for gold, _ in pairs)
    figures.add(f"{group}, speaker", right, claimed, wanted)
    # Apart from the linking of names: whether the name given is a name of the right speaker.
    figures.add(f"{group}, speaker's name", named, claimed, wanted)


def _score_circumstances(figures: Figures, row: Row, pairs: Sequence[tuple[GoldQuote, Found]]) -> None:
    via = date = 0
    for gold, quote in pairs:
        through = sum(any(_touch(s, o) for o in spans for s in gold.via) for spans in quote.via)
        via += min(through, len(gold.via))
        if through != len(gold.via) or through != len(quote.via):
            figures.faults.append(
                f"{row.id} via is {[row.words(s) for s in gold.via]}: {_cut(row, gold.span)}"
            )
        same = gold.date is not None and quote.date is not None and _touch(gold.date, quote.date)
        date += same
        if (gold.date or quote.date) and not same:
            words = [row.words(d) if d else "none" for d in (gold.date, quote.date)]
            figures.faults.append(f"{row.id} date is {words[0]}, not {words[1]}: {_cut(row, gold.span)}")
    figures.add("via", via, sum(len(q.via) for _, q in pairs), sum(len(g.via) for g, _ in pairs))
    dates = sum(g.date is not None for g, _ in pairs)
    figures.add("date of speaking", date, sum(q.date is not None for _, q in pairs), dates)


def _match(gold: GoldQuote, quotes: Sequence[Found]) -> Found | None:
    return next((quote for quote in quotes if _same(quote.span, gold.span)), None)


def _core(text: str, span: Span) -> Span:
    """The span without punctuation and spaces at its end, on which annotators differ."""
    start, end = span
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return (start, end)


def _same(one: Span, other: Span) -> bool:
    """Whether two spans share more than half of the longer one."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * shared > max(one[1] - one[0], other[1] - other[0])


def _touch(one: Span, other: Span) -> bool:
    return max(one[0], other[0]) < min(one[1], other[1])


def _is_speaker(wanted: Span, quote: Found, row: Row) -> bool:
    """Whether the quote's actor is mentioned by the words that the gold names, there or elsewhere."""
    there = any(_touch(wanted, span) for span in quote.speaker)
    return there or row.words(wanted) in {row.words(span) for span in quote.speaker}


def _shares_name(words: str, name: str | None) -> bool:
    shared = set(re.findall(r"\w+", words)) & set(re.findall(r"\w+", name or ""))
    return words == name or any(word[0].isupper() for word in shared)


def _cut(row: Row, span: Span) -> str:
    head, tail = (
        row.text[span[0] : min(span[0] + _SHOWN, span[1])],
        row.text[max(span[1] - 25, span[0]) : span[1]],
    )
    return f"{head} ... {tail}"


def report(figures: Figures, *, faults: bool = False) -> Iterator[str]:
    """The figures in per cent as lines of text, with 95 % bootstrap intervals over articles."""
    yield f"articles {figures.articles}, quotes {figures.quotes}"
    yield f"{'':<24} {'P':>6} {'R':>6} {'F1':>6}  {'95 % of F1':<14} gold"
    for name, made in figures.scores.items():
        low, high = made.interval()
        cells = f"{made.precision:>6.1f} {made.recall:>6.1f} {made.f1:>6.1f}"
        yield f"{name:<24} {cells}  [{low:>5.1f}, {high:>5.1f}] {made.gold:>5}"
    if faults:
        yield from figures.faults
