"""schema.org in JSON-LD: the article, what is quoted in it, and what is claimed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from saksi.faces.exports.documents import write_document
from saksi.faces.exports.views import ReportsOf
from saksi.records import Actor, ArticleRecord, Quote

_KINDS = {"person": "Person", "unnamed": "Person", "organisation": "Organization", "state": "Country"}


def write_schema_org(
    records: Iterable[ArticleRecord], stream: BinaryIO, reports: ReportsOf | None, left_out: Counter[str]
) -> None:
    """A graph of a NewsArticle for every record, a Quotation for direct and a Claim for indirect speech."""
    head = {"@context": "https://schema.org"}
    write_document(stream, head, "@graph", (node for record in records for node in nodes(record)))


def nodes(record: ArticleRecord) -> Iterator[dict[str, Any]]:
    """The nodes of one article: the article itself first."""
    article = f"urn:saksi:{record.id}"
    places = [
        _filled(
            {
                "@type": "Place",
                "name": place.name,
                "sameAs": f"https://www.geonames.org/{place.geonames}" if place.geonames else None,
                "geo": _geo(place.lat, place.lon),
            }
        )
        for place in record.places
    ]
    yield _filled(
        {
            "@type": "NewsArticle",
            "@id": article,
            "headline": record.title,
            "datePublished": record.published,
            "dateline": record.dateline.text if record.dateline else None,
            "inLanguage": record.language,
            "author": {"@type": "Person", "name": record.byline} if record.byline else None,
            "publisher": {"@type": "NewsMediaOrganization", "name": record.outlet} if record.outlet else None,
            "sourceOrganization": [{"@type": "NewsMediaOrganization", "name": c} for c in record.credits],
            "url": record.source.url,
            "identifier": record.id,
            "contentLocation": places,
            "articleBody": record.text,
        }
    )
    actors = {a.id: a for a in record.actors}
    for quote in record.quotes:
        yield _said(record, quote, actors.get(quote.speaker or ""), article)


def _said(record: ArticleRecord, quote: Quote, speaker: Actor | None, article: str) -> dict[str, Any]:
    text = record.text[slice(*quote.span)]
    made = {"@id": f"urn:saksi:{record.id}:{quote.id}", "text": text, "inLanguage": record.language}
    outer = f"urn:saksi:{record.id}:{quote.inside}" if quote.inside else article
    who = _actor(speaker) if speaker is not None else None
    if quote.kind == "indirect":
        return _filled({"@type": "Claim", **made, "author": who, "appearance": {"@id": outer}})
    return _filled({"@type": "Quotation", **made, "creator": who, "isPartOf": {"@id": outer}})


def _actor(actor: Actor) -> dict[str, Any]:
    kind = _KINDS.get(actor.kind, "Organization")
    role = "jobTitle" if kind == "Person" else "description"
    return _filled({"@type": kind, "name": actor.name, role: actor.role, "identifier": actor.code})


def _geo(lat: float | None, lon: float | None) -> dict[str, Any] | None:
    if lat is None or lon is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": lat, "longitude": lon}


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}
