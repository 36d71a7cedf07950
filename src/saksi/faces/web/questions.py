"""What an address asks of the archive: its query parameters, checked, as filters and a page."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from saksi.archive import Filters

Names = list[str]
_PAGING = ("q", "sort", "limit", "cursor", "lit", "lang", "theme", "once")
_WIDTHS = {"near": 3, "box": 4}
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOST = 200


def _day(value: str) -> str:
    """Of the forms that ISO 8601 has for a day only the one that every reader knows."""
    if not _ISO_DAY.fullmatch(value):
        raise ValueError("is no day (write 2025-08-17)")
    date.fromisoformat(value)
    return value


Day = Annotated[str, AfterValidator(_day), Field(json_schema_extra={"format": "date"})]


class Paging(BaseModel):
    """Which page of an answer. An unknown parameter is an error, so that no filter is ignored silently."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(20, ge=1, le=MOST, description="Rows on a page.")
    cursor: str | None = Field(None, max_length=500, description="Go on behind the page that gave this.")

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, value: Any) -> Any:
        """A form sends its empty fields too."""
        if not isinstance(value, dict):
            return value
        kept = {k: [w for w in v if w != ""] if isinstance(v, list) else v for k, v in value.items()}
        return {k: v for k, v in kept.items() if v not in ("", [])}


class Filtered(Paging):
    """The filters of `saksi.archive.Filters`; near and box are numbers parted by commas."""

    actor: Names = Field([], description="Name, acronym or beginning of a code: KPK, RUS, IDNCOP.")
    source: Names = Field([], description="Who acts: name or beginning of a code.")
    target: Names = Field([], description="Who it is done to: name or beginning of a code.")
    speaker: Names = Field([], description="Whose words the event stands in.")
    role: Names = Field([], description="Sector of an actor: GOV, MIL, COP, REB, CVL ...")
    type: Names = Field([], description="PLOVER type: ASSAULT, REQUEST ...")
    mode: Names = Field([], description="PLOVER mode.")
    modality: Names = Field([], description="happened, planned, demanded, threatened ...")
    negated: bool | None = Field(None, description="Only what is denied, or only what is not.")
    context: Names = Field([], description="PLOVER context.")
    cameo: Names = Field([], description="CAMEO code or its beginning.")
    place: Names = Field([], description="Name of a place.")
    country: Names = Field([], description="ISO 3166 alpha-3 code of the place's country.")
    district: str | None = Field(None, description="Regency, city or province with the places in it.")
    near: str | None = Field(None, description="Latitude, longitude and radius in km: -6.2,106.8,50.")
    box: str | None = Field(None, description="South, west, north, east in degrees.")
    outlet: Names = Field([], description="Name of the outlet.")
    language: str | None = Field(None, description="Language of the article.")
    since: Day | None = Field(None, description="First day, YYYY-MM-DD.")
    until: Day | None = Field(None, description="Last day, inclusive.")
    published_since: Day | None = Field(None, description="First day of publication.")
    published_until: Day | None = Field(None, description="Last day of publication.")
    story: int | None = Field(None, ge=1, le=2**62, description="Number of a story.")
    stance: Names = Field([], description="demands, supports, accepts, offers, refuses, threatens, silent.")
    issue: str | None = Field(None, description="Words of the issue of a position.")
    revisions: bool = Field(False, description="Also articles that a later capture of their page replaces.")

    @field_validator("near", "box")
    @classmethod
    def _numbers(cls, value: str | None, info: Any) -> str | None:
        if value is not None and len([float(part) for part in value.split(",")]) != _WIDTHS[info.field_name]:
            raise ValueError(f"is {_WIDTHS[info.field_name]} numbers parted by commas")
        return value

    def filters(self) -> Filters:
        """As the archive takes them."""
        given = self.model_dump(exclude=set(_PAGING))
        for name in _WIDTHS:
            if given[name] is not None:
                given[name] = tuple(float(part) for part in given[name].split(","))
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}
        return Filters(**values)


class Rows(Filtered):
    """Positions."""

    sort: Literal["date", "oldest"] = "date"


class Events(Rows):
    """Events, a row for each report of one or a row for each."""

    once: bool = Field(False, description="Of several reports of one real event only the first.")


class Found(Filtered):
    """Articles by their words."""

    q: str = Field("", max_length=500, description="Words to search for; see `saksi search --help`.")
    sort: Literal["relevance", "date", "oldest"] = "relevance"


class Stories(Filtered):
    """Stories by the words of their articles."""

    q: str = Field("", max_length=500, description="Words of an article of the story.")


class Faceted(Filtered):
    """Articles by their words, all of them together."""

    q: str = Field("", max_length=500, description="Words to search for; see `saksi search --help`.")


class Quotes(Paging):
    """Quotes of all or of one speaker."""

    speaker: int | None = Field(None, ge=1, le=2**62, description="Number of an actor.")
    sort: Literal["date", "oldest"] = "date"


class Named(Paging):
    """Actors or places by name."""

    q: str = Field(
        "", max_length=200, description="A name; for actors also an acronym or beginning of a code."
    )

    @property
    def name(self) -> str | None:
        """The name asked for, if there is one."""
        return self.q.strip() or None
