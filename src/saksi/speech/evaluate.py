"""Measures quotes against a gold of offsets: spans, cues, speakers.

The gold is JSONL, one article a line: `{"article": id, "split": "dev|test", "quotes": [{"kind",
"span", "cue", "speaker"}]}`. All offsets point into the row's title, a newline and the row's text as
they stand in the data, so that the gold holds no text and outlives changes of cleaning. `speaker` is
the span of words that name the speaker somewhere in the article, or null.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from saksi.cleaning import clean
from saksi.cleaning.article import Article
from saksi.language.analyse import LanguageModel, load_model
from saksi.lexicons.load import Lexicons, default_lexicons
from saksi.readers.source import SourceDocument
from saksi.records import Span
from saksi.reference.actors import find_actors
from saksi.reference.dates import find_dates
from saksi.reference.mentions import Reference
from saksi.reference.places import find_places
from saksi.speech.find import find_quotes
from saksi.speech.findings import QuoteFinding

Reading = tuple[Article, Reference, Sequence[QuoteFinding]]


@dataclass
class Count:
    """Right, found and wanted, for one figure."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def line(self, name: str) -> str:
        """The figure as a line: name, precision, recall, F1."""
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.wanted if self.wanted else 0.0
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        return f"{name:<22} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({self.right}/{self.wanted})"


@dataclass
class Figures:
    """All figures of a run and the faults behind them."""

    counts: dict[str, Count] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, name: str, right: int, found: int, wanted: int) -> None:
        """Adds one article's numbers to a figure."""
        count = self.counts.setdefault(name, Count())
        count.right += right
        count.found += found
        count.wanted += wanted

    def report(self, faults: bool = False) -> str:
        """The figures as text, one a line; with `faults`, each fault after them."""
        lines = [count.line(name) for name, count in self.counts.items()]
        return "\n".join([*lines, *(self.faults if faults else ())]) + "\n"


def evaluate(gold: Path, data: Path, split: str | None = None) -> Figures:
    """Reads the gold's articles from the data (JSONL rows with id, title, text) and scores the quotes.

    `split` picks dev or test; None takes both.
    """
    rows = {row["id"]: row for row in map(json.loads, data.open(encoding="utf-8"))}
    lexicons, model = default_lexicons(), load_model()
    figures = Figures()
    for line in gold.open(encoding="utf-8"):
        wanted = json.loads(line)
        if split in (None, wanted["split"]):
            reading = _read(rows[wanted["article"]], lexicons, model)
            score(figures, wanted, reading, rows[wanted["article"]])
    return figures


def _read(row: Mapping[str, str], lexicons: Lexicons, model: LanguageModel) -> Reading:
    data = json.dumps(row, ensure_ascii=False).encode()
    meta = {key: row[key] for key in ("title", "url") if row.get(key)}
    source = SourceDocument(data, row["text"], row["id"], "application/jsonl", row.get("url"), meta=meta)
    article = clean(source, lexicons)
    analysis = model.analyse(article.text, article.paragraphs)
    places = find_places(article, analysis, lexicons)
    dates = find_dates(article, analysis, lexicons)
    actors = find_actors(article, analysis, lexicons)
    reference = Reference(
        actors.actors, places.places, dates.dates, actors.mentions, places.mentions, dates.mentions
    )
    return article, reference, find_quotes(article, analysis, reference, lexicons)


def score(figures: Figures, wanted: Mapping[str, Any], reading: Reading, row: Mapping[str, str]) -> None:
    """Adds one article's quotes to the figures."""
    article, reference, findings = reading
    shift = _Shift(article, row["title"])
    text = row["title"] + "\n" + row["text"]
    gold = [(q["kind"], tuple(q["span"]), q["cue"], q["speaker"]) for q in wanted["quotes"]]
    ours = [(f.quote.kind, shift.out(f.content), f) for f in findings]
    _score_direct(figures, gold, ours, wanted["article"], text)
    _score_indirect(figures, gold, ours, wanted["article"], text)
    cues = {tuple(cue) for _, _, cue, _ in gold if cue}
    found = {shift.out(f.quote.cue) for f in findings if f.quote.cue}
    figures.add("cue", len(cues & found), len(found), len(cues))
    told = right = named = 0
    for _, span, _, speaker in gold:
        finding = _best(ours, span)
        if finding is None or speaker is None:
            continue
        told += 1
        named += _same_words(reference, finding, shift.words(tuple(speaker)))
        if _names(reference, finding, shift, tuple(speaker)):
            right += 1
        else:
            name = reference.actor(finding.quote.speaker).name if finding.quote.speaker else "nobody"
            figures.faults.append(
                f"{wanted['article']} speaker is {text[slice(*speaker)]}, not {name}: {_cut(text, span)}"
            )
    figures.add("speaker of found", right, told, told)
    # Apart from the linking of names: whether the words that name the speaker are the right ones.
    figures.add("speaker's words", named, told, told)


def _score_direct(
    figures: Figures,
    gold: Sequence[tuple[Any, ...]],
    ours: Sequence[tuple[str, Span, QuoteFinding]],
    article: str,
    text: str,
) -> None:
    want = {_core(text, span) for kind, span, _, _ in gold if kind == "direct"}
    have = {_core(text, span) for kind, span, _ in ours if kind == "direct"}
    figures.add("direct, exact span", len(want & have), len(have), len(want))
    figures.faults += [f"{article} direct missed: {_cut(text, s)}" for s in sorted(want - have)]
    figures.faults += [f"{article} direct false: {_cut(text, s)}" for s in sorted(have - want)]


def _score_indirect(
    figures: Figures,
    gold: Sequence[tuple[Any, ...]],
    ours: Sequence[tuple[str, Span, QuoteFinding]],
    article: str,
    text: str,
) -> None:
    want = [span for kind, span, _, _ in gold if kind != "direct"]
    have = [span for kind, span, _ in ours if kind != "direct"]
    exact = len(set(want) & set(have))
    figures.add("indirect, exact span", exact, len(have), len(want))
    met = [s for s in want if any(_overlap(s, o) for o in have)]
    backed = [o for o in have if any(_overlap(s, o) for s in want)]
    figures.add("indirect, overlap", min(len(met), len(backed)), len(have), len(want))
    figures.faults += [f"{article} indirect missed: {_cut(text, s)}" for s in want if s not in met]
    figures.faults += [f"{article} indirect false: {_cut(text, o)}" for o in have if o not in backed]
    inexact = [(s, o) for s in met for o in have if _overlap(s, o) and s != o]
    figures.faults += [f"{article} indirect bounds: {_cut(text, s)} <> {_cut(text, o)}" for s, o in inexact]


def _core(text: str, span: Span) -> Span:
    """The span without punctuation and spaces at its end, on which annotators differ."""
    start, end = span
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return (start, end)


def _overlap(one: Span, other: Span) -> bool:
    """Whether two spans share more than half of the longer one."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * shared > max(one[1] - one[0], other[1] - other[0])


def _best(ours: Iterable[tuple[str, Span, QuoteFinding]], span: Span) -> QuoteFinding | None:
    return next((f for _, own, f in ours if _overlap(own, span)), None)


def _cut(text: str, span: Span) -> str:
    return text[span[0] : span[0] + 45] + " ... " + text[max(span[1] - 25, span[0]) : span[1]]


def _names(reference: Reference, finding: QuoteFinding, shift: _Shift, speaker: Span) -> bool:
    """Whether the finding's actor is mentioned by the words that the gold names, there or elsewhere."""
    ref = finding.quote.speaker
    own = [m.span for m in reference.actor_mentions if m.ref == ref]
    there = any(max(a, speaker[0]) < min(b, speaker[1]) for a, b in map(shift.out, own))
    return there or shift.words(speaker) in {shift.text[a:b] for a, b in own}


def _same_words(reference: Reference, finding: QuoteFinding, words: str) -> bool:
    """Whether the actor's name and the gold's words share a word with a capital."""
    if finding.quote.speaker is None:
        return False
    name = reference.actor(finding.quote.speaker).name
    shared = set(re.findall(r"\w+", name)) & set(re.findall(r"\w+", words))
    return name == words or any(word[0].isupper() for word in shared)


class _Shift:
    """Maps offsets of the article's text to those of the row's title, newline and text."""

    def __init__(self, article: Article, title: str) -> None:
        self._pieces = [(b.span, b.raw) for b in article.blocks if b.span is not None]
        self._base = len(title) + 1
        self._row = title + "\n" + article.raw
        self.text = article.text

    def words(self, span: Span) -> str:
        """The words of a span of the row."""
        return self._row[slice(*span)]

    def out(self, span: Span) -> Span:
        """The span as offsets into title, newline and text; unmapped offsets become 0."""
        return self._point(span[0], False), self._point(span[1], True)

    def _point(self, offset: int, end: bool) -> int:
        for (first, last), raw in self._pieces:
            if first <= offset < last or (end and first < offset <= last):
                return offset - first + (0 if raw is None else raw[0] + self._base)
        return 0


def main() -> None:
    """Command: `python -m saksi.speech.evaluate --gold GOLD --data DATA [--split test] [--faults]`."""
    parser = argparse.ArgumentParser(description="Measures quotes against a gold of offsets.")
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", choices=["dev", "test"])
    parser.add_argument("--faults", action="store_true")
    options = parser.parse_args()
    figures = evaluate(options.gold, options.data, options.split)
    sys.stdout.write(figures.report(options.faults))


if __name__ == "__main__":
    main()
