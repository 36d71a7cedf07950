"""Formats that are documents: valid by their own rules, and every witness in its place."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from exports.awkward import RECORD, TEXT
from saksi.faces.exports.citation import bibtex_entry
from saksi.faces.exports.formats import export
from saksi.faces.exports.saved import record_of
from saksi.records import ArticleRecord

jsonschema = pytest.importorskip("jsonschema")
GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("*.json"))
SCHEMAS = Path(__file__).parent / "schemas"


def golden() -> list[ArticleRecord]:
    return [record_of(json.loads(path.read_text(encoding="utf-8"))) for path in GOLDEN]


def written(name: str, *records: ArticleRecord, **options) -> bytes:
    stream = io.BytesIO()
    export(records or (RECORD,), name, stream, **options)
    return stream.getvalue()


def checker(name: str):
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


class TestPlover:
    def test_records_are_valid(self):
        lines = written("plover", RECORD, *golden()).decode().splitlines()
        assert len(lines) > 30
        valid = checker("plover")
        for line in lines:
            valid.validate(json.loads(line))

    def test_the_schema_refuses_what_is_no_record(self):
        good = json.loads(written("plover").decode().splitlines()[0])
        for broken in ({"date": "4 Maret"}, {"event": []}, {"quad_code": 9}, {"unheard": 1}):
            assert not checker("plover").is_valid({**good, **broken})

    def test_values(self):
        first, _, agreed, _ = (json.loads(line) for line in written("plover").decode().splitlines())
        assert (first["date"], first["event"], first["mode"], first["quad_code"]) == (
            "2025-03-01", ["ASSAULT"], ["firearms"], 4,
        )  # fmt: skip
        assert first["actor"] == [{"code": "IDN", "sector": ["MIL"], "entity_text": "TNI"}]
        assert first["event_text"] == ["menembak"]
        info = first["text_info"]
        assert TEXT[info["start"] : info["end"]] == first["text"] == "TNI menembak warga."
        assert [a["code"] for a in agreed["actor"]] == ["RUS", "USA"]
        assert "recipient" not in agreed


class TestGeoJSON:
    def test_it_is_valid_and_keeps_every_event(self):
        document = json.loads(written("geojson", RECORD, *golden()))
        checker("geojson").validate(document)
        assert len(document["features"]) == 6 + sum(len(r.events) for r in golden())

    def test_longitude_comes_first_and_modality_is_kept(self):
        features = json.loads(written("geojson"))["features"]
        assert features[0]["geometry"] == {"type": "Point", "coordinates": [106.75, -6.5]}
        assert features[4]["geometry"] is None
        assert (features[1]["properties"]["negated"], features[2]["properties"]["modality"]) == (
            True,
            "planned",
        )

    def test_nothing_gives_an_empty_collection(self):
        stream = io.BytesIO()
        export((), "geojson", stream)
        assert json.loads(stream.getvalue()) == {"type": "FeatureCollection", "features": []}


class TestAnnotations:
    def test_they_are_valid_and_every_selector_finds_its_words(self):
        records = [RECORD, *golden()]
        document = json.loads(written("web-annotation", *records))
        checker("web-annotation").validate(document)
        texts = {f"urn:saksi:{r.id}:text": r.text for r in records}
        items = document["items"]
        assert len({item["id"] for item in items}) == len(items) > 500
        for item in items:
            text = texts[item["target"]["source"]["id"]]
            position, quote = item["target"]["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"] != ""
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])

    def test_every_witness_of_every_event_is_there(self):
        ids = {item["id"] for item in json.loads(written("web-annotation"))["items"]}
        for event in RECORD.events:
            assert f"urn:saksi:{RECORD.id}:{event.id}:trigger:0" in ids
        assert f"urn:saksi:{RECORD.id}:q1:cue:0" in ids


class TestSchemaOrg:
    def test_articles_quotations_and_claims(self):
        document = json.loads(written("schema-org"))
        assert document["@context"] == "https://schema.org"
        article, quotation, claim = document["@graph"]
        assert (article["@type"], article["headline"], article["datePublished"]) == (
            "NewsArticle", RECORD.title, "2025-03-04T00:30+07:00",
        )  # fmt: skip
        assert article["articleBody"] == TEXT
        assert article["url"] == RECORD.source.url
        assert (quotation["@type"], quotation["text"]) == ("Quotation", "Si Jago")
        assert quotation["isPartOf"] == {"@id": article["@id"]}
        assert (claim["@type"], claim["text"]) == ("Claim", "menolak | relokasi")
        assert claim["appearance"] == {"@id": article["@id"]}
        assert "author" not in claim

    def test_it_is_valid(self):
        checker("schema-org").validate(json.loads(written("schema-org", RECORD, *golden())))


class TestNetworks:
    @pytest.mark.parametrize("name", ["graphml", "gexf"])
    def test_the_reader_library_reads_it(self, name: str):
        networkx = pytest.importorskip("networkx")
        read = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}[name]
        graph = read(io.BytesIO(written(name, RECORD, *golden())))
        assert graph.is_directed()
        codes = {data.get("code") for _, data in graph.nodes(data=True)}
        assert {"IDNMIL", "IDNCVL", "RUS", "USA"} <= codes
        edges = [data for _, _, data in graph.edges(data=True)]
        assert {"happened", "planned"} <= {e["modality"] for e in edges}
        assert {True, False} == {e["negated"] for e in edges}
        assert all(isinstance(e["weight"], float) and e["weight"] >= 1 for e in edges)

    def test_edges_count_events_and_keep_denials_apart(self):
        networkx = pytest.importorskip("networkx")
        graph = networkx.read_graphml(io.BytesIO(written("graphml", RECORD, RECORD)), force_multigraph=True)
        number = {data["label"]: node for node, data in graph.nodes(data=True)}
        between = graph.get_edge_data(number["TNI"], number[RECORD.actors[1].name])
        assert sorted((e["type"], e["modality"], e["negated"], e["weight"]) for e in between.values()) == [
            ("ASSAULT", "happened", False, 2.0),
            ("ASSAULT", "happened", True, 2.0),
            ("ASSAULT", "planned", False, 2.0),
            ("REQUEST", "demanded", False, 2.0),
        ]
        assert graph.has_edge(number["Rusia"], number["Amerika Serikat"])
        assert graph.has_edge(number["Amerika Serikat"], number["Rusia"])

    @pytest.mark.parametrize("name", ["graphml", "gexf"])
    def test_what_xml_cannot_hold_is_replaced(self, name: str):
        networkx = pytest.importorskip("networkx")
        read = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}[name]
        odd = replace(
            RECORD, actors=(replace(RECORD.actors[0], name="TNI \x00\x1b<&> \ud800"), *RECORD.actors[1:])
        )
        graph = read(io.BytesIO(written(name, odd)))
        assert "TNI \ufffd\ufffd<&> \ufffd" in {data["label"] for _, data in graph.nodes(data=True)}


class TestBibTeX:
    def test_the_reader_library_reads_it(self):
        bibtexparser = pytest.importorskip("bibtexparser")
        library = bibtexparser.parse_string(written("bibtex", RECORD, *golden()).decode())
        assert library.failed_blocks == []
        assert len(library.entries) == 1 + len(GOLDEN)
        assert len({e.key for e in library.entries}) == len(library.entries)
        entry = library.entries[0]
        assert (entry.entry_type, entry.key) == ("article", "korancontoh20250304-00000000")
        fields = {name: field.value for name, field in entry.fields_dict.items()}
        assert fields["title"] == r'{Warga \& "Ormas" \{Bela Negara\}: 100\% Tolak \#Relokasi\_2}'
        assert fields["author"] == "{Budi} and {Sari}"
        assert (fields["year"], fields["month"], fields["date"]) == ("2025", "mar", "2025-03-04")
        assert fields["url"] == "https://a.example/x?a=1&b=%7B2%7D"
        assert fields["journal"] == "Koran; Contoh"

    def test_braces_balance_whatever_the_title(self):
        for title in ("{", "}}", "\\", "a\nb", "$x_1^2$", "\u202e%"):
            entry = bibtex_entry(replace(RECORD, title=title))
            bare = entry.replace("\\{", "").replace("\\}", "")
            assert bare.count("{") == bare.count("}")

    def test_an_article_without_headline_or_date(self):
        entry = bibtex_entry(replace(RECORD, title=None, published=None, outlet=None, byline=None))
        assert entry.startswith("@misc{saksi-00000000,\n  title = {{Warga")


class TestParquet:
    def test_types_and_nesting_survive(self):
        pytest.importorskip("pyarrow")
        import datetime as dt

        import pyarrow.parquet as pq

        table = pq.read_table(io.BytesIO(written("parquet")))
        first = table.to_pylist()[0]
        assert (first["cameo"], first["negated"], first["goldstein"]) == ("190", False, -10.0)
        assert first["date_start"] == dt.date(2025, 3, 1)
        assert first["contexts"] == ["military"]
        [trigger] = first["trigger_spans"]
        assert TEXT[trigger["start"] : trigger["end"]] == "menembak"
        assert [row["cameo"] for row in table.to_pylist()] == ["190", "190", "190", "010", "0356", "112"]

    def test_awkward_words_survive_in_every_table(self):
        pytest.importorskip("pyarrow")
        import pyarrow.parquet as pq

        tables = {
            name: pq.read_table(io.BytesIO(written("parquet", table=name))).to_pylist()
            for name in ("actors", "quotes", "places", "dates", "positions", "articles")
        }
        assert [row["name"] for row in tables["actors"]] == [a.name for a in RECORD.actors]
        assert tables["articles"][0]["text"] == TEXT
        assert tables["positions"][0]["issue"] == "relokasi; =1+1"
        assert tables["places"][0]["lon"] == 106.75

    def test_a_missing_extra_names_the_command(self, monkeypatch):
        import sys

        from saksi.errors import MissingExtraError

        monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(MissingExtraError, match=r"pip install 'saksi\[parquet\]'"):
            written("parquet")


@pytest.mark.parametrize(
    "name", ["plover", "gdelt-events", "csv", "geojson", "graphml", "gexf", "web-annotation", "bibtex"]
)
def test_the_same_records_give_the_same_bytes(name: str):
    assert written(name, RECORD, *golden()) == written(name, RECORD, *golden())
