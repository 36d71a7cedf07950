"""From a source document to an article record: every layer once, in order.

readers -> cleaning -> language -> reference -> speech -> events. A layer sees only what those before
it gave. Nothing here knows a word of Indonesian.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from saksi.cleaning import clean
from saksi.cleaning.article import Article
from saksi.events import code_events, coder, find_positions, find_sizes, with_answers
from saksi.events.coding import Coder
from saksi.events.drafts import EventFinding
from saksi.events.relevance import DEEDS
from saksi.events.trace import UNTRACED, Trace
from saksi.language.analyse import LanguageModel, load_model
from saksi.language.analysis import Analysis
from saksi.lexicons.load import Lexicons
from saksi.readers.source import SourceDocument
from saksi.records import Actor, ArticleRecord, Dateline, Diagnostic, Event, Span
from saksi.reference.actor_lexicon import HOME
from saksi.reference.actors import find_actors
from saksi.reference.dates import find_dates
from saksi.reference.mentions import Reference
from saksi.reference.person_names import settle_names
from saksi.reference.places import find_places
from saksi.speech import find_quotes
from saksi.speech.findings import QuoteFinding
from saksi.speech.taken_up import with_speakers

# At home these are scenes, no governments: police sent to a district are not sent to the state.
_LOCAL = ("province", "regency", "municipality", "district", "town", "island")
# What was really done counts without a party, too.
_REAL = ("happened", "ongoing")
# Longer than any news story by far. What lies beyond is kept as text and said to be unread.
READ_AT_MOST = 300_000


def _untimed(_: str) -> None:
    pass


@contextmanager
def _garbage_kept() -> Iterator[None]:
    """Puts garbage collection off: nearly all that is made of an article is needed until its record is there.

    Looking it through on the way took two in a hundred of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@dataclass(frozen=True)
class Pipeline:
    """Everything needed to read articles: the lexicons and the language model, loaded once.

    `read_at_most`: characters of an article that are read; what lies beyond is kept, and said to be unread.
    """

    lexicons: Lexicons
    model: LanguageModel
    read_at_most: int = READ_AT_MOST

    @classmethod
    def load(cls, lexicon_folders: Sequence[Path] = ()) -> Pipeline:
        """The shipped model and lexicons, with the user's lexicon folders on top.

        Raises LexiconError or ModelError.
        """
        return cls(Lexicons(lexicon_folders), load_model())

    def read(
        self, source: SourceDocument, trace: Trace = UNTRACED, lap: Callable[[str], None] = _untimed
    ) -> ArticleRecord:
        """The record of one source document. The same bytes always give the same record.

        `trace` takes note of what was decided on the way to the events; `lap` is called with the name of
        each step when it is done.
        """
        with _garbage_kept():
            return self._read(source, trace, lap)

    def _read(self, source: SourceDocument, trace: Trace, lap: Callable[[str], None]) -> ArticleRecord:
        (article, analysis, reference, quotes), unread = self._stage(source, lap)
        findings = code_events(article, analysis, reference, quotes, self.lexicons, trace)
        findings, all_actors = seat_governments(findings, reference, trace)
        findings = with_answers(findings, reference)
        events = tuple(f.event for f in findings)
        lap("events")
        record = ArticleRecord(
            id=article.id,
            source=article.source,
            outlet=article.outlet,
            language=article.language,
            title=article.title,
            published=article.published,
            dateline=article.dateline,
            byline=article.byline,
            credits=_credits(article, quotes, all_actors, self.lexicons),
            text=article.text,
            blocks=article.blocks,
            sentences=tuple((s.start, s.end) for s in analysis.sentences),
            actors=all_actors,
            places=reference.places,
            dates=reference.dates,
            quotes=tuple(q.quote for q in quotes),
            events=events,
            positions=find_positions(analysis, reference, findings, quotes, self.lexicons, article.headline),
            diagnostics=(
                *article.diagnostics,
                *reference.diagnostics,
                *(note for q in quotes for note in q.diagnostics),
                *unread,
                *_empty(article, analysis),
            ),
            sizes=find_sizes(analysis, reference, quotes, events, self.lexicons),
        )
        lap("events: positions and sizes")
        return record

    def coder(self, source: SourceDocument) -> Coder:
        """The coder of one source document, all layers below it done: what `saksi train judge` looks into."""
        stage, _ = self._stage(source)
        return coder(*stage, self.lexicons)

    def _stage(
        self, source: SourceDocument, lap: Callable[[str], None] = _untimed
    ) -> tuple[_Stage, tuple[Diagnostic, ...]]:
        """All that the events are coded from, and a note if not all of the article is read."""
        article, unread = _within_bounds(clean(source, self.lexicons), self.read_at_most)
        lap("cleaning")
        analysis = self.model.analyse(article.text, article.paragraphs)
        lap("language")
        analysis = settle_names(analysis, self.lexicons)
        lap("reference: names")
        places = find_places(article, analysis, self.lexicons)
        lap("reference: places")
        dates = find_dates(article, analysis, self.lexicons)
        lap("reference: dates")
        actors = find_actors(article, analysis, self.lexicons)
        lap("reference: actors")
        reference = Reference(
            actors=actors.actors,
            places=places.places,
            dates=dates.dates,
            actor_mentions=actors.mentions,
            place_mentions=places.mentions,
            date_mentions=dates.mentions,
            diagnostics=(*places.diagnostics, *dates.diagnostics, *actors.diagnostics),
        )
        quotes = find_quotes(article, analysis, reference, self.lexicons)
        reference = with_speakers(reference, quotes)
        lap("speech")
        settled = replace(
            article,
            published=article.published or dates.published,
            dateline=_dateline(article, places.dateline_place),
        )
        return _Stage(settled, analysis, reference, quotes), unread


class _Stage(NamedTuple):
    """What stands when events are coded."""

    article: Article
    analysis: Analysis
    reference: Reference
    quotes: Sequence[QuoteFinding]


def _dateline(article: Article, place: str | None) -> Dateline | None:
    return replace(article.dateline, place=place) if article.dateline else None


def _credits(
    article: Article, quotes: Sequence[QuoteFinding], actors: Sequence[Actor], lexicons: Lexicons
) -> tuple[str, ...]:
    """Agencies credited on the page, then those that the text says it quotes from."""
    agencies = {row["written"]: row["name"] for row in lexicons.table("agencies")}
    names = {a.id: a.name for a in actors}
    cited = (agencies.get(names[via]) for q in quotes for via in q.quote.via)
    return tuple(dict.fromkeys((*article.credits, *(name for name in cited if name))))


def _within_bounds(article: Article, most: int) -> tuple[Article, tuple[Diagnostic, ...]]:
    """The article with only so many paragraphs to read as a story can have, and a note if that cuts it."""
    kept = tuple(span for span in article.paragraphs if span[1] <= most)
    if not kept and article.paragraphs:
        start, end = article.paragraphs[0]
        kept = ((start, min(end, most)),)
    if kept == article.paragraphs:
        return article, ()
    unread = (kept[-1][1], article.paragraphs[-1][1])
    message = f"longer than a news story: only the first {unread[0]} characters were read"
    return replace(article, paragraphs=kept), (Diagnostic("warning", "too-long", message, unread),)


def _empty(article: Article, analysis: Analysis) -> tuple[Diagnostic, ...]:
    """A note where there is text and yet nothing to read in it."""
    if article.text and not analysis.sentences:
        return (Diagnostic("warning", "no-sentences", "no sentence was found in the text"),)
    return ()


def seat_governments(
    findings: Sequence[EventFinding], reference: Reference, trace: Trace = UNTRACED
) -> tuple[tuple[EventFinding, ...], tuple[Actor, ...]]:
    """Replaces places that stand as parties (Baku, Tel Aviv) by the state that they belong to.

    The state is the article's own actor for that country, or a new one whose mention is the place's
    name. A place of no known country is no party, nor is a town, district or province at home.
    """
    actors = {a.id: a for a in reference.actors}
    places = {p.id: p for p in reference.places}
    states = {a.country: a.id for a in reversed(reference.actors) if a.kind == "state" and a.country}
    mentions: dict[str, set[Span]] = {}

    def seat(ref: str, spans: Sequence[Span]) -> str | None:
        if ref in actors or ref in mentions:
            return ref
        place = places[ref]
        if place.country is None or (place.country == HOME and place.kind in _LOCAL):
            return None
        if place.country not in states:
            states[place.country] = f"a{len(actors) + 1}"
            new = states[place.country]
            actors[new] = Actor(new, place.name, "state", place.country, place.country, None, ())
        new = states[place.country]
        own = {span for span in spans if span in place.mentions}
        mentions.setdefault(new, set()).update(own)
        return new

    seated = []
    for finding in findings:
        event = finding.event
        source = [seat(ref, event.witness.source) for ref in event.source]
        target = [seat(ref, event.witness.target) for ref in event.target]
        seated.append(replace(finding, event=_with_parties(event, source, target)))
    kept = []
    for new, old in zip(seated, findings, strict=True):
        told = old.event.type in DEEDS and old.event.modality in _REAL and not old.event.negated
        if new.event.source or new.event.target or not (old.event.source or old.event.target) or told:
            kept.append(new)
        else:
            trace.note("dropped", old.event.witness.trigger, "no-country", old.event.rule)
    named = (
        replace(a, mentions=tuple(sorted({*a.mentions, *mentions[a.id]}))) if a.id in mentions else a
        for a in actors.values()
    )
    return _renumbered(kept), tuple(named)


def _with_parties(event: Event, source: Sequence[str | None], target: Sequence[str | None]) -> Event:
    sources = tuple(dict.fromkeys(r for r in source if r))
    targets = tuple(r for r in dict.fromkeys(r for r in target if r) if r not in sources)
    witness = replace(
        event.witness,
        source=event.witness.source if sources else (),
        target=event.witness.target if targets else (),
    )
    return replace(event, source=sources, target=targets, witness=witness)


def _renumbered(findings: Sequence[EventFinding]) -> tuple[EventFinding, ...]:
    return tuple(replace(f, event=replace(f.event, id=f"e{n}")) for n, f in enumerate(findings, 1))
