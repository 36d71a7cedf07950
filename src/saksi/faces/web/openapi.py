"""The description of the REST interface, with the forms of days and times that the types leave open."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

# Schema, property -> what its string is. A record's `published` is a day or a time, so it is neither here.
FORMATS = {
    ("EventRow", "date"): "date",
    ("EventRow", "last_date"): "date",
    ("PositionRow", "date"): "date",
    ("QuoteRow", "date"): "date",
    ("StoryRow", "first_date"): "date",
    ("StoryRow", "last_date"): "date",
    ("DayCount", "day"): "date",
    ("Date", "start"): "date",
    ("Date", "end"): "date",
    ("Decided", "at"): "date-time",
    ("DecidedRow", "at"): "date-time",
    ("Precision", "drawn"): "date-time",
}


class DescribedApp(FastAPI):
    """A FastAPI application whose description names FORMATS."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI description; made once."""
        if self.openapi_schema is None:
            schemas = super().openapi()["components"]["schemas"]
            for (kind, name), form in FORMATS.items():
                value = schemas[kind]["properties"][name]
                for choice in value.get("anyOf", [value]):
                    if choice.get("type") == "string":
                        choice["format"] = form
        assert self.openapi_schema is not None
        return self.openapi_schema
