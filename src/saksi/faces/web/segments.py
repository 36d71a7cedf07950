"""An article's text cut where any mark begins or ends, so that marks may lie across each other.

A browser can only nest. Quotes, events, actors, places and dates overlap as they like; so the text is cut
at every boundary, and each piece says which marks cover it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from saksi.records import ArticleRecord, Block, Span

# Fields of an event whose words are shown, in the order in which they are named for a reader.
WITNESSES = ("trigger", "source", "target", "modality", "negated", "place", "date")


@dataclass(frozen=True, slots=True)
class Mark:
    """That `span` of the text belongs to `ref` (a1, q2, e3 ...) as `kind`.

    `kind` is actor, place, date, quote, cue, or one of WITNESSES for the words that carry an event's field.
    """

    kind: str
    ref: str
    span: Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text with all its marks. `opens`: references whose first words these are."""

    text: str
    kinds: tuple[str, ...]
    refs: tuple[str, ...]
    opens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the article as segments. `kind` is that of the block: headline, paragraph, caption ..."""

    kind: str
    segments: tuple[Segment, ...]


def marks_of(record: ArticleRecord) -> list[Mark]:
    """All marks of a record, by first offset, longer ones first."""
    marks = [Mark("actor", a.id, span) for a in record.actors for span in a.mentions]
    marks += [Mark("place", p.id, span) for p in record.places for span in p.mentions]
    marks += [Mark("date", d.id, d.span) for d in record.dates]
    for quote in record.quotes:
        marks.append(Mark("quote", quote.id, quote.span))
        if quote.cue is not None:
            marks.append(Mark("cue", quote.id, quote.cue))
    for event in record.events:
        for field in WITNESSES:
            marks += [Mark(field, event.id, span) for span in getattr(event.witness, field)]
    return sorted(marks, key=lambda m: (m.span[0], -m.span[1], m.ref))


def parts_of(record: ArticleRecord, most: int) -> list[list[Block]]:
    """The shown blocks in the order of the text, in parts of about `most` characters; at least one part."""
    parts: list[list[Block]] = [[]]
    first = 0
    for block in sorted(_shown(record.blocks), key=_span):
        if parts[-1] and _span(block)[1] - first > most:
            parts.append([])
        if not parts[-1]:
            first = _span(block)[0]
        parts[-1].append(block)
    return parts


def part_with(record: ArticleRecord, parts: Sequence[Sequence[Block]], ref: str) -> int:
    """The index of the part that holds the first words of `ref`, of an event those of its trigger; else 0."""
    own = [mark for mark in marks_of(record) if mark.ref == ref]
    mark = next((m for m in own if m.kind == "trigger"), own[0] if own else None)
    if mark is None:
        return 0
    ends = [_span(part[-1])[1] for part in parts if part]
    return min(bisect_right(ends, mark.span[0]), len(parts) - 1)


def paragraphs(record: ArticleRecord, blocks: Iterable[Block] | None = None) -> Iterator[Paragraph]:
    """The article block by block, in the order of its text; what cleaning removed is left out.

    `blocks`: those of one part, see `parts_of`.
    """
    marks = marks_of(record)
    seen: set[str] = set()
    for block in parts_of(record, len(record.text))[0] if blocks is None else blocks:
        start, end = _span(block)
        inside = [m for m in marks if m.span[0] < end and m.span[1] > start]
        yield Paragraph(block.kind, tuple(_cut(record.text, (start, end), inside, seen)))


def _shown(blocks: Iterable[Block]) -> Iterator[Block]:
    return (b for b in blocks if b.span is not None)


def _span(block: Block) -> Span:
    assert block.span is not None
    return block.span


def _cut(text: str, block: Span, marks: Sequence[Mark], seen: set[str]) -> Iterator[Segment]:
    """Segments of one block; `seen` are references whose first words have been passed."""
    start, end = block
    edges = sorted({start, end, *(min(max(edge, start), end) for m in marks for edge in m.span)})
    for first, last in pairwise(edges):
        here = [m for m in marks if m.span[0] <= first and m.span[1] >= last]
        refs = tuple(dict.fromkeys(m.ref for m in here))
        # An event is found by its trigger, whatever else of it stands before.
        anchors = (m.ref for m in here if m.kind in ("trigger", "actor", "place", "date", "quote"))
        opens = tuple(ref for ref in dict.fromkeys(anchors) if ref not in seen)
        seen.update(opens)
        yield Segment(text[first:last], tuple(dict.fromkeys(m.kind for m in here)), refs, opens)


@dataclass(frozen=True, slots=True)
class Removed:
    """A run of the source document that cleaning took out, or kept (`reason` None): for the original view."""

    text: str
    kind: str
    reason: str | None
    kept: bool


def within(runs: Iterable[Removed], start: int, end: int) -> Iterator[Removed]:
    """What of runs that follow one another lies between two places, those at its ends cut."""
    at = 0
    for run in runs:
        first, last = max(start - at, 0), min(end - at, len(run.text))
        at += len(run.text)
        if first < last:
            yield replace(run, text=run.text[first:last])


def original(decoded: str, blocks: Iterable[Block]) -> Iterator[Removed]:
    """The source document from first to last code point, run by run, each with what became of it.

    `decoded` is the decoded source document (for HTML its page text), which the blocks' `raw` spans index.
    """
    at = 0
    located = ((b.raw, b) for b in blocks if b.raw is not None)
    for (start, end), block in sorted(located, key=lambda pair: pair[0]):
        if start > at:
            yield Removed(decoded[at:start], "between", None, True)
        if end > at:
            yield Removed(decoded[max(at, start) : end], block.kind, block.reason, block.span is not None)
            at = end
    if at < len(decoded):
        yield Removed(decoded[at:], "between", None, True)
