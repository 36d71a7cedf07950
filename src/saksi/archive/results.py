"""What an archive answers with: typed rows, in pages, and as data frames."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar, overload

from saksi.archive.words import Snippet
from saksi.errors import ArchiveError
from saksi.records import Span


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An actor of the archive."""

    id: int
    name: str
    code: str | None


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place of the archive; lat and lon in degrees."""

    id: int
    name: str
    geonames: int | None
    lat: float | None
    lon: float | None
    country: str | None


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """An article of the archive. `number` is its id in the archive, `id` that in its record."""

    number: int
    id: str
    title: str | None
    published: str | None
    outlet: str | None
    url: str | None
    path: str


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article that answers a search. `score` is None where hits are sorted by date."""

    article: ArticleRef
    snippet: Snippet
    score: float | None
    story: int | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as one article reports it.

    `date` is the first day of its own date, or, where `dated` is false, the day of publication.
    `sentence` is the text of its sentence at `span` in the record's text. `happening` is the real event that
    it was found to report, with articles that report it and independent origins among these; None where
    the article's story has not been told yet.
    """

    number: int
    article: ArticleRef
    local: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    goldstein: float | None
    source: tuple[ActorRef, ...]
    target: tuple[ActorRef, ...]
    modality: str
    negated: bool
    date: str | None
    last_date: str | None
    dated: bool
    place: PlaceRef | None
    speaker: ActorRef | None
    confidence: float
    span: Span
    sentence: str
    story: int | None = None
    happening: int | None = None
    reports: int = 1
    origins: int = 1


@dataclass(frozen=True, slots=True)
class PositionRow:
    """What an actor said that it wants about an issue, with the event that shows it."""

    actor: ActorRef
    issue: str
    stance: str
    date: str | None
    event: EventRow


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor with the names it goes by and how many articles name it."""

    actor: ActorRef
    kind: str
    country: str | None
    also: tuple[str, ...]
    articles: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place and how many articles name it."""

    place: PlaceRef
    articles: int


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """Reported speech as one article gives it; `words` stand at `span` in the record's text."""

    number: int
    article: ArticleRef
    local: str
    kind: str
    speaker: ActorRef | None
    date: str | None
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story: articles about one happening; `origins` counts copies of one text once.

    Captures that a later one of the same page replaces are not counted.
    """

    id: int
    title: str | None
    first_date: str | None
    last_date: str | None
    articles: int
    origins: int


Item = TypeVar("Item", covariant=True)


class Rows(Sequence[Item], Generic[Item]):
    """Rows of one kind."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = tuple(items)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, index: int | slice) -> Item | tuple[Item, ...]:
        """The row or rows at `index`."""
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Plain JSON of each row."""
        return [dataclasses.asdict(item) for item in self._items]  # type: ignore[call-overload]

    def flat(self) -> list[dict[str, Any]]:
        """One level of columns: article_title, place_lat; several actors are joined by "; "."""
        return [flat(item) for item in self._items]

    def to_pandas(self) -> Any:
        """A pandas frame of `flat`. Raises ArchiveError if pandas is not installed."""
        try:
            import pandas
        except ModuleNotFoundError as error:
            raise ArchiveError("pandas is not installed: pip install 'saksi[pandas]'") from error
        return pandas.DataFrame(self.flat())

    def to_polars(self) -> Any:
        """A Polars frame of `flat`. Raises ArchiveError if Polars is not installed."""
        try:
            import polars
        except ModuleNotFoundError as error:
            raise ArchiveError("Polars is not installed: pip install 'saksi[polars]'") from error
        return polars.DataFrame(self.flat(), infer_schema_length=None)


class Page(Rows[Item]):
    """One page of an answer. `cursor` asks for the next one; None: this was the last."""

    def __init__(self, items: Sequence[Item], cursor: str | None) -> None:
        super().__init__(items)
        self.cursor = cursor


def flat(item: Any) -> dict[str, Any]:
    """A row in one level of columns, the same ones for every row of its kind.

    An actor gives its name and NAME_code; several are joined by "; ". A span gives NAME_start and NAME_end.
    """
    return _flat(type(item), item)


def columns_of(kind: type) -> list[str]:
    """The columns that `flat` gives for rows of this kind."""
    return list(_flat(kind, None))


def _flat(kind: Any, item: Any) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, hint in _hints(kind).items():
        value = None if item is None else getattr(item, name)
        if hint is ActorRef:
            out[name], out[f"{name}_code"] = (value.name, value.code) if value else (None, None)
        elif dataclasses.is_dataclass(hint):
            out.update({f"{name}_{k}": v for k, v in _flat(hint, value).items()})
        elif hint == Span:
            out[f"{name}_start"], out[f"{name}_end"] = value or (None, None)
        elif hint == tuple[ActorRef, ...]:
            out[name] = "; ".join(a.name for a in value or ())
            out[f"{name}_code"] = "; ".join(a.code or "" for a in value or ())
        elif hint == tuple[Span, ...]:
            out[name] = "; ".join(f"{start}-{end}" for start, end in value or ())
        elif isinstance(value, tuple):
            out[name] = "; ".join(map(str, value))
        else:
            out[name] = value
    return out


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """Type of each field, without the None of an optional one."""
    hints = typing.get_type_hints(kind)
    return {
        f.name: next((a for a in typing.get_args(h) if a is not type(None)), h)
        if isinstance(h := hints[f.name], types.UnionType)
        else h
        for f in dataclasses.fields(kind)
    }
