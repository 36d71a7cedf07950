"""W3C Web Annotation: every witness of a record as an annotation of the article's text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from saksi.faces.exports.documents import write_document
from saksi.faces.exports.views import ReportsOf
from saksi.records import ArticleRecord, Span

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # code points of text before and behind a quote, by which it is found again
_WITNESSED = ("trigger", "source", "target", "place", "date", "modality", "negated")


def write_annotations(
    records: Iterable[ArticleRecord], stream: BinaryIO, reports: ReportsOf | None, left_out: Counter[str]
) -> None:
    """An AnnotationPage of all witnesses. Positions are code points of the record's `text`."""
    head = {"@context": _CONTEXT, "id": "urn:saksi:annotations", "type": "AnnotationPage", "startIndex": 0}
    write_document(stream, head, "items", (a for record in records for a in annotations_of(record)))


def annotations_of(record: ArticleRecord) -> Iterator[dict[str, Any]]:
    """One annotation a witness span: of events, positions, quotes, actors, places and dates."""
    for name, motivation, tags, spans in _witnesses(record):
        for number, span in enumerate(sorted(set(spans))):
            yield {
                "id": f"urn:saksi:{record.id}:{name}:{number}",
                "type": "Annotation",
                "motivation": motivation,
                "body": [
                    {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": tag}
                    for tag in tags
                    if tag
                ],
                "target": {"source": _source(record), "selector": _selectors(record.text, span)},
            }


def _witnesses(record: ArticleRecord) -> Iterator[tuple[str, str, list[str], Iterable[Span]]]:
    """(name, motivation, tags, spans) of everything that the record bears witness to."""
    names = {a.id: a.name for a in record.actors}
    for event in record.events:
        said = ["not"] if event.negated else []
        for field in _WITNESSED:
            tags = [f"event {event.id}", field, event.type, event.mode or "", event.modality, *said]
            yield f"{event.id}:{field}", "classifying", tags, getattr(event.witness, field)
    for number, position in enumerate(record.positions, 1):
        tags = ["position", names.get(position.actor, ""), position.stance, position.issue]
        yield f"position{number}", "classifying", tags, position.witness
    for quote in record.quotes:
        speaker = names.get(quote.speaker or "")
        yield quote.id, "highlighting", ["quote", quote.kind, *([speaker] if speaker else [])], [quote.span]
        if quote.cue is not None:
            yield f"{quote.id}:cue", "classifying", [f"quote {quote.id}", "cue"], [quote.cue]
    for actor in record.actors:
        yield (
            actor.id,
            "identifying",
            ["actor", actor.name, *([actor.code] if actor.code else [])],
            actor.mentions,
        )
    for place in record.places:
        number_tag = [f"https://www.geonames.org/{place.geonames}"] if place.geonames else []
        yield place.id, "identifying", ["place", place.name, *number_tag], place.mentions
    for date in record.dates:
        days = [f"{date.start}/{date.end}"] if date.start else []
        yield date.id, "identifying", ["date", *days], [date.span]


def _source(record: ArticleRecord) -> dict[str, Any]:
    """The text that positions count in: that of the record, not the page as it was received."""
    made: dict[str, Any] = {
        "id": f"urn:saksi:{record.id}:text",
        "type": "Text",
        "format": "text/plain",
        "language": record.language,
    }
    if record.source.url:
        made["via"] = record.source.url
    return made


def _selectors(text: str, span: Span) -> list[dict[str, Any]]:
    start, end = span
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _AROUND) : start],
            "suffix": text[end : end + _AROUND],
        },
    ]
