"""The network of actors: who acts on whom, as GraphML and as GEXF."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

from lxml import etree

from saksi.faces.exports.views import ReportsOf, views
from saksi.records import Actor, ArticleRecord

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://gexf.net/1.3"
# Characters that XML cannot hold.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODE = {"label": "string", "code": "string", "country": "string", "kind": "string"}
_EDGE = {
    "type": "string", "modality": "string", "negated": "boolean", "weight": "double",
    "goldstein": "double", "first": "string", "last": "string",
}  # fmt: skip
_Values = dict[str, str | int | float | bool | None]


@dataclass(slots=True)
class _Edge:
    """Events of one kind from one actor to another: how many, their score, the first and last day."""

    count: int = 0
    goldstein: float = 0.0
    days: list[str] = field(default_factory=list)

    def take(self, goldstein: float | None, day: str | None) -> None:
        self.count += 1
        self.goldstein += goldstein or 0.0
        if day is not None:
            self.days = [min([*self.days, day]), max([*self.days, day])]


class Network:
    """Actors (the same code and name is the same actor in all articles) and what they do to each other."""

    def __init__(self, records: Iterable[ArticleRecord], reports: ReportsOf | None, left_out: Counter[str]):
        """Reads all records; holds actors and edges, not articles."""
        self._numbers: dict[tuple[str, str], int] = {}
        self._actors: list[Actor] = []
        self._edges: dict[tuple[int, int, str, str, bool], _Edge] = {}
        for record in records:
            for view in views(record, reports):
                event = view.event
                pairs = [(s, t) for _, s, t in view.pairs() if s is not None and t is not None]
                if not pairs:
                    left_out["without both a source and a target"] += 1
                for source, target in pairs:
                    ends = (self._number(source), self._number(target))
                    key = (*ends, event.type, event.modality, event.negated)
                    self._edges.setdefault(key, _Edge()).take(event.goldstein, view.day)

    def _number(self, actor: Actor) -> int:
        key = (actor.code or "", actor.name)
        if key not in self._numbers:
            self._numbers[key] = len(self._actors)
            self._actors.append(actor)
        return self._numbers[key]

    def nodes(self) -> Iterable[tuple[str, _Values]]:
        """(id, attributes) of every actor that takes part in an edge."""
        for number, actor in enumerate(self._actors):
            yield (
                f"n{number}",
                {
                    "label": actor.name,
                    "code": actor.code,
                    "country": actor.country,
                    "kind": actor.kind,
                },
            )

    def edges(self) -> Iterable[tuple[str, str, str, _Values]]:
        """(id, source, target, attributes); `goldstein` is the mean, `weight` the number of events."""
        for number, ((source, target, name, modality, negated), edge) in enumerate(self._edges.items()):
            yield (
                f"e{number}",
                f"n{source}",
                f"n{target}",
                {
                    "type": name,
                    "modality": modality,
                    "negated": negated,
                    "weight": float(edge.count),
                    "goldstein": round(edge.goldstein / edge.count, 3),
                    "first": edge.days[0] if edge.days else None,
                    "last": edge.days[-1] if edge.days else None,
                },
            )


def write_graphml(
    records: Iterable[ArticleRecord], stream: BinaryIO, reports: ReportsOf | None, left_out: Counter[str]
) -> None:
    """A directed multigraph in GraphML."""
    network = Network(records, reports, left_out)
    with etree.xmlfile(stream, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{_GRAPHML}}}graphml", nsmap={None: _GRAPHML}):
            for domain, plan in (("node", _NODE), ("edge", _EDGE)):
                for name, kind in plan.items():
                    attributes = {
                        "id": f"{domain}-{name}",
                        "for": domain,
                        "attr.name": name,
                        "attr.type": kind,
                    }
                    xml.write(etree.Element(f"{{{_GRAPHML}}}key", attributes, nsmap={None: _GRAPHML}))
            with xml.element(f"{{{_GRAPHML}}}graph", id="actors", edgedefault="directed"):
                for node, values in network.nodes():
                    xml.write(_graphml("node", {"id": node}, values))
                for edge, source, target, values in network.edges():
                    xml.write(_graphml("edge", {"id": edge, "source": source, "target": target}, values))


def _graphml(domain: str, attributes: dict[str, str], values: _Values) -> etree._Element:
    element = etree.Element(f"{{{_GRAPHML}}}{domain}", attributes, nsmap={None: _GRAPHML})
    for name, value in values.items():
        if value is not None:
            data = etree.SubElement(element, f"{{{_GRAPHML}}}data", key=f"{domain}-{name}")
            data.text = _text(value)
    return element


def write_gexf(
    records: Iterable[ArticleRecord], stream: BinaryIO, reports: ReportsOf | None, left_out: Counter[str]
) -> None:
    """The same network in GEXF 1.3; edges of different kinds between two actors stay apart."""
    network = Network(records, reports, left_out)
    with etree.xmlfile(stream, encoding="utf-8") as xml:
        xml.write_declaration()
        with (
            xml.element(f"{{{_GEXF}}}gexf", nsmap={None: _GEXF}, version="1.3"),
            xml.element(f"{{{_GEXF}}}graph", defaultedgetype="directed", mode="static"),
        ):
            for domain, plan in (("node", _NODE), ("edge", _EDGE)):
                xml.write(_gexf_attributes(domain, plan))
            with xml.element(f"{{{_GEXF}}}nodes"):
                for node, values in network.nodes():
                    xml.write(_gexf("node", {"id": node, "label": _text(values["label"])}, values))
            with xml.element(f"{{{_GEXF}}}edges"):
                for edge, source, target, values in network.edges():
                    names = {"id": edge, "source": source, "target": target, "kind": _text(values["type"])}
                    xml.write(_gexf("edge", {**names, "weight": _text(values["weight"])}, values))


def _gexf_attributes(domain: str, plan: dict[str, str]) -> etree._Element:
    element = etree.Element(
        f"{{{_GEXF}}}attributes", {"class": domain, "mode": "static"}, nsmap={None: _GEXF}
    )
    for name, kind in plan.items():
        if name not in ("label", "weight"):
            attributes = {"id": name, "title": name, "type": kind}
            etree.SubElement(element, f"{{{_GEXF}}}attribute", attributes)
    return element


def _gexf(domain: str, attributes: dict[str, str], values: _Values) -> etree._Element:
    element = etree.Element(f"{{{_GEXF}}}{domain}", attributes, nsmap={None: _GEXF})
    held = etree.SubElement(element, f"{{{_GEXF}}}attvalues")
    for name, value in values.items():
        if value is not None and name not in ("label", "weight"):
            etree.SubElement(held, f"{{{_GEXF}}}attvalue", {"for": name, "value": _text(value)})
    return element


def _text(value: str | int | float | bool | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _NOT_XML.sub("\ufffd", str(value))
