"""The article record: what Saksi says about one article.

This is the JSON contract. Keys may be added, never renamed or removed. A span is a pair
`(start, end)` of code-point offsets, half-open, into `ArticleRecord.text`; a block's `raw` is such a
pair into the decoded source document (for HTML: into its page text). This module imports nothing of ours.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the bytes came from. `record` is the row or record number inside `path` (from 1), if any."""

    path: str
    url: str | None = None
    media_type: str = "text/plain"
    record: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the source document with one role.

    kind: headline, dateline, paragraph, caption, byline, furniture or repeat. `span` is None for
    what is not part of `text`; `raw` is None only for a headline that came from metadata.
    `reason` says which rule removed or recognised the block.
    """

    kind: str
    raw: Span | None
    span: Span | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place line that opens the story: its words, their span, the resolved place id."""

    text: str
    span: Span
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A participant. `code` is country plus role in the CAMEO manner (RUSGOV); None where unknown."""

    id: str
    name: str
    kind: str
    code: str | None
    country: str | None
    role: str | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map. `geonames` is its GeoNames id; lat/lon in WGS84 degrees.

    `kind` is country, region, province, regency, municipality, district, city, town, island or sea.
    `code` is Kemendagri's for Indonesian provinces, regencies, cities and districts (33, 33.74,
    33.74.01), `within` the area that holds the place. `precision` says what the coordinates are the
    point of: exact (the place), seat (its seat or main settlement), centre, approximate, or holder
    (only the regency or city that holds it).
    """

    id: str
    name: str
    geonames: int | None
    lat: float | None
    lon: float | None
    country: str | None
    mentions: tuple[Span, ...]
    kind: str | None = None
    code: str | None = None
    within: str | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A date expression resolved to an inclusive range of ISO days; granularity day, week, month, year ..."""

    id: str
    span: Span
    start: str | None
    end: str | None
    granularity: str
    weekday_agrees: bool | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Reported speech. `span` covers the content (for direct quotes without the quotation marks).

    `speaker_kind` says what sort of source speaks: person, organisation, state, group; of unnamed ones
    official, witness, anonymous (would not be named) or unnamed; document; unresolved where nobody could be
    told. `speaker_span` are the words that name the speaker here, `others` further speakers who say it
    jointly. `place` is where it was said, `channel` how it was given (statement, press, interview, social,
    broadcast, hearing, occasion, document), and `setting` are the words that carry these two. `inside` is
    the id of the quote whose speaker reports this one.
    """

    id: str
    kind: str
    span: Span
    speaker: str | None
    cue: Span | None
    via: tuple[str, ...] = ()
    date: str | None = None
    speaker_kind: str = "unresolved"
    speaker_span: Span | None = None
    others: tuple[str, ...] = ()
    place: str | None = None
    channel: str | None = None
    setting: tuple[Span, ...] = ()
    inside: str | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """The words that carry each field of an event."""

    trigger: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()
    place: tuple[Span, ...] = ()
    date: tuple[Span, ...] = ()
    modality: tuple[Span, ...] = ()
    negated: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom: PLOVER type and mode, CAMEO code and Goldstein score, modality, witnesses.

    `rule` names the lexicon rows that made it, outermost first: `table:key` (frames_conflict:serang-1).
    `answers` is the accusation that a denial answers, or the demand or offer that is refused or met with
    silence: the id of an event of the same article.
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    goldstein: float | None
    source: tuple[str, ...]
    target: tuple[str, ...]
    place: str | None
    date: str | None
    modality: str
    negated: bool
    quote: str | None
    sentence: Span
    witness: Witness
    confidence: float
    rule: tuple[str, ...] = ()
    answers: str | None = None


@dataclass(frozen=True, slots=True)
class SizeWitness:
    """The words that carry a size: its number, the unit counted, and what became of those counted."""

    number: tuple[Span, ...]
    unit: tuple[Span, ...]
    word: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """How many: at least `low`, at most `high` (None: the text sets no upper bound).

    kind: dead, injured, missing, displaced, arrested, houses or crowd; unit: person, household or building.
    """

    id: str
    kind: str
    low: int
    high: int | None
    unit: str
    span: Span
    witness: SizeWitness
    speaker: str | None
    quote: str | None
    event: str | None
    place: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Position:
    """What an actor last said that it wants, accepts, refuses or does about an issue.

    `issue` are the article's own words; `terms` the roots of its content words, sorted, so that issues of
    several articles can be put together. `quote` is the quote it stands in, `date` the day it was said, or
    else happened, if the article tells.
    """

    actor: str
    issue: str
    stance: str
    event: str
    witness: tuple[Span, ...]
    terms: tuple[str, ...] = ()
    quote: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something the reader of the record should know. level: info or warning."""

    level: str
    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """All that Saksi says about one article."""

    id: str
    source: Source
    outlet: str | None
    language: str
    title: str | None
    published: str | None
    dateline: Dateline | None
    byline: str | None
    credits: tuple[str, ...]
    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[Span, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    dates: tuple[Date, ...]
    quotes: tuple[Quote, ...]
    events: tuple[Event, ...]
    positions: tuple[Position, ...]
    diagnostics: tuple[Diagnostic, ...] = field(default=())
    sizes: tuple[Size, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """The record as plain dicts, lists and scalars, keys in the order of the contract."""
        return dataclasses.asdict(self)

    def to_json(self) -> str:
        """One line of JSON. The same record always gives the same bytes."""
        return json.dumps(self, ensure_ascii=False, separators=(",", ":"), default=_fields_of)

    @classmethod
    def from_dict(cls, value: Mapping[str, Any]) -> ArticleRecord:
        """The record that `to_dict` gave, also after a way through JSON.

        Keys that this version does not know are passed over. Raises KeyError, TypeError or ValueError if
        `value` is no article record.
        """
        kind: Any = cls
        return typing.cast(ArticleRecord, _class_reader(kind)(value))

    @classmethod
    def from_json(cls, line: str | bytes) -> ArticleRecord:
        """The record in one line of JSON. Raises as `from_dict` does."""
        return cls.from_dict(json.loads(line))


def _fields_of(part: Any) -> dict[str, Any]:
    """The fields of one record class by name, in their order; what is in them is left as it is."""
    kind: Any = type(part)
    return {name: getattr(part, name) for name in _field_names(kind)}


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in dataclasses.fields(kind))


@cache
def reader_of(kind: typing.Hashable) -> Callable[[Any], Any]:
    """What turns plain JSON into a value of type `kind`: a record class, a tuple, a scalar or None."""
    if dataclasses.is_dataclass(kind):
        return _class_reader(kind)
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        some = reader_of(next(arg for arg in inner if arg is not type(None)))
        return lambda value: None if value is None else some(value)
    if origin is tuple:
        each = reader_of(inner[0])
        return tuple if each is _plain else lambda value: tuple([each(item) for item in value])
    return _plain


@cache
def _class_reader(kind: Any) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    fields = [
        (f.name, reader_of(hints[f.name]), f.default is not dataclasses.MISSING)
        for f in dataclasses.fields(kind)
    ]

    def read(value: Any) -> Any:
        return kind(**{name: each(value[name]) for name, each, spare in fields if not spare or name in value})

    return read


def _plain(value: Any) -> Any:
    return value
