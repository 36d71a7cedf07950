"""Articles made by hand, with their records, so that tests of the archive need no language model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from saksi.archive.load import Progress, load
from saksi.engines.local import Failure
from saksi.errors import ReadError
from saksi.readers.source import SourceDocument
from saksi.records import (
    Actor,
    ArticleRecord,
    Block,
    Date,
    Event,
    Place,
    Position,
    Quote,
    Source,
    Span,
    Witness,
)

Made = tuple[SourceDocument, ArticleRecord]
JAKARTA = ("Jakarta", 1642911, -6.21462, 106.84513, "IDN")
BOGOR = ("Bogor", 1648473, -6.59444, 106.78917, "IDN")
JENEWA = ("Jenewa", 2660646, 46.20222, 6.14569, "CHE")


def find(text: str, words: str) -> tuple[Span, ...]:
    """All places of `words` in `text`."""
    found = []
    at = text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return tuple(found)


def article(
    text: str,
    *,
    url: str | None = None,
    captured: str | None = None,
    published: str | None = "2025-03-01",
    outlet: str | None = None,
    actors: Sequence[tuple[str, str, str | None]] = (),
    aliases: Sequence[tuple[str, str]] = (),
    places: Sequence[tuple[str, int, float, float, str]] = (),
    events: Sequence[dict[str, object]] = (),
    stances: Sequence[tuple[str, str, str]] = (),
) -> Made:
    """An article whose first line is its title.

    actors: (name, kind, code); aliases: (actor's name, other words for it); events: fields of an event,
    with names for source, target, place and speaker, ISO days for date; stances: (actor, stance, issue),
    shown by the first event.
    """
    document = SourceDocument(text.encode(), text, "made.txt", "text/plain", url=url, captured=captured)
    ids = {name: f"a{n}" for n, (name, _, _) in enumerate(actors, 1)}
    where = {place[0]: f"p{n}" for n, place in enumerate(places, 1)}
    days = sorted({str(e["date"]) for e in events if e.get("date")})
    speakers = [str(e["speaker"]) for e in events if e.get("speaker")]
    quotes = {name: f"q{n}" for n, name in enumerate(dict.fromkeys(speakers), 1)}
    lines = _lines(text)
    record = ArticleRecord(
        id=document.id,
        source=Source("made.txt", url),
        outlet=outlet,
        language="id",
        title=text.split("\n")[0],
        published=published,
        dateline=None,
        byline=None,
        credits=(),
        text=text,
        blocks=tuple(Block("paragraph", s, s) for s in lines),
        sentences=lines,
        actors=tuple(
            Actor(
                ids[name], name, kind, code, code[:3] if code else None, None, _mentions(text, name, aliases)
            )
            for name, kind, code in actors
        ),
        places=tuple(Place(where[p[0]], *p, find(text, p[0])) for p in places),
        dates=tuple(Date(f"d{n}", lines[0], day, day, "day") for n, day in enumerate(days, 1)),
        quotes=tuple(Quote(q, "direct", lines[-1], ids[name], None) for name, q in quotes.items()),
        events=tuple(
            Event(
                id=f"e{n}",
                type=str(e["type"]),
                mode=e.get("mode"),  # type: ignore[arg-type]
                contexts=("military",) if e.get("military") else (),
                cameo=e.get("cameo"),  # type: ignore[arg-type]
                goldstein=None,
                source=tuple(ids[a] for a in _names(e.get("source"))),
                target=tuple(ids[a] for a in _names(e.get("target"))),
                place=where.get(str(e.get("place"))),
                date=f"d{days.index(str(e['date'])) + 1}" if e.get("date") else None,
                modality=str(e.get("modality", "happened")),
                negated=bool(e.get("negated")),
                quote=quotes.get(str(e.get("speaker"))),
                sentence=lines[min(n, len(lines) - 1)],
                witness=Witness(),
                confidence=0.9,
            )
            for n, e in enumerate(events, 1)
        ),
        positions=tuple(Position(ids[a], issue, stance, "e1", ()) for a, stance, issue in stances),
    )
    return document, record


def _lines(text: str) -> tuple[Span, ...]:
    spans = []
    at = 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return tuple(spans)


def _names(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())  # type: ignore[arg-type]


def _mentions(text: str, name: str, aliases: Sequence[tuple[str, str]]) -> tuple[Span, ...]:
    words = [name, *(other for whose, other in aliases if whose == name)]
    return tuple(sorted(span for w in words for span in find(text, w)))


def reading(made: Iterable[Made]):
    """What stands in for the pipeline: the records that were made with the documents."""
    records = {d.id: r for d, r in made}

    def read(sources: Iterable[SourceDocument | ReadError]) -> Iterator[ArticleRecord | Failure]:
        for source in sources:
            if isinstance(source, ReadError):
                yield Failure(source.path, source.cause)
            else:
                yield records[source.id]

    return read


def fill(archive, made: Sequence[Made], *failures: ReadError) -> Progress:
    """Loads articles, then inputs that failed."""
    sources = [*(d for d, _ in made), *failures]
    return load(archive.database, sources, reading=reading(made))
