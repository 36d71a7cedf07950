"""The reference article: each row of what every version must read in it.

The article lies beside the checkout, with the data sets; where it is absent these tests are skipped.
"""

from __future__ import annotations

import pytest

from saksi.readers.open import read_sources
from saksi.records import Actor, ArticleRecord, Event

KEPT_PARAGRAPHS = 5


@pytest.fixture(scope="module")
def record(shared, pipeline) -> ArticleRecord:
    (source,) = read_sources([str(shared / "reference" / "aleppo-2016-12-04.txt")])
    return pipeline.read(source)


def words(record: ArticleRecord, span: tuple[int, int] | None) -> str:
    assert span is not None
    return record.text[slice(*span)]


def actors(record: ArticleRecord, ids: tuple[str, ...]) -> list[Actor]:
    return [a for a in record.actors if a.id in ids]


def codes(record: ArticleRecord, ids: tuple[str, ...]) -> set[str | None]:
    return {a.code for a in actors(record, ids)}


def countries(record: ArticleRecord, ids: tuple[str, ...]) -> set[str | None]:
    return {a.country for a in actors(record, ids)}


def events(record: ArticleRecord, *types: str) -> list[Event]:
    return [e for e in record.events if e.type in types]


def trigger(record: ArticleRecord, event: Event) -> str:
    return " ".join(words(record, span) for span in event.witness.trigger)


def test_row_1_headline(record):
    first = record.text.split("\n")[0]
    assert record.title == first
    assert first.startswith("Bertemu AS")
    assert first.endswith("Aleppo")


def test_row_2_furniture(record):
    furniture = [b for b in record.blocks if b.kind == "furniture"]
    assert len(furniture) == 3
    assert all(b.span is None for b in furniture)
    assert "\nA\n" not in record.text


def test_row_3_repeats(record):
    repeats = [b for b in record.blocks if b.kind == "repeat"]
    assert len(repeats) == 4
    assert all(b.span is None for b in repeats)
    assert sum(b.kind == "paragraph" for b in record.blocks) == KEPT_PARAGRAPHS
    assert len({words(record, q.span) for q in record.quotes}) == len(record.quotes)
    assert sum(q.kind == "direct" for q in record.quotes) == 1


def test_row_4_dateline(record):
    assert record.dateline is not None
    assert words(record, record.dateline.span) == record.dateline.text == "MOSKOW"
    place = next(p for p in record.places if p.id == record.dateline.place)
    assert (place.geonames, place.country) == (524901, "RUS")
    assert place.lat == pytest.approx(55.75, abs=0.1)
    assert place.lon == pytest.approx(37.62, abs=0.1)


def test_row_5_byline(record):
    assert record.byline == "ian"


def test_row_6_acronym(record):
    usa = [a for a in record.actors if a.country == "USA"]
    assert len([a for a in usa if a.kind == "state"]) == 1
    state = next(a for a in usa if a.kind == "state")
    assert {words(record, m) for m in state.mentions} >= {"AS", "Amerika Serikat"}


def test_row_7_talks(record):
    offers = [e for e in events(record, "AGREE") if e.cameo == "036" and e.modality == "offered"]
    assert any(
        countries(record, e.source) == {"RUS"} and countries(record, e.target) == {"USA"} for e in offers
    )


def test_row_8_demand(record):
    headline = [e for e in events(record, "REQUEST") if e.sentence[0] == 0]
    assert [e.modality for e in headline] == ["demanded"]
    assert countries(record, headline[0].source) == {"RUS"}
    assert codes(record, headline[0].target) == {"SYRREB"}


def test_row_9_threat(record):
    (threat,) = events(record, "THREATEN")
    assert threat.modality == "threatened"
    assert "military" in threat.contexts
    assert codes(record, threat.source) == {"SYRMIL"}
    assert codes(record, threat.target) == {"SYRREB"}
    assert events(record, "ASSAULT") == []


def test_row_10_help(record):
    help_ = [e for e in events(record, "AID", "SUPPORT") if countries(record, e.source) == {"RUS"}]
    assert [codes(record, e.target) for e in help_] == [{"SYRMIL"}]
    assert "bantuan" in trigger(record, help_[0])


def test_row_11_indirect_quote(record):
    quote = next(q for q in record.quotes if words(record, q.span).startswith("penarikan semua"))
    assert quote.kind == "indirect"
    assert words(record, quote.cue) == "mengatakan"
    assert codes(record, (quote.speaker,)) == {"RUSGOV"}
    (lavrov,) = actors(record, (quote.speaker,))
    assert (lavrov.name, lavrov.role) == ("Sergei Lavrov", "Menteri Luar Negeri Rusia")
    inside = [e for e in record.events if e.quote == quote.id]
    assert [e.modality for e in inside] == ["expected"] * len(inside)


def test_row_12_direct_quote(record):
    (quote,) = [q for q in record.quotes if q.kind == "direct"]
    (speaker,) = actors(record, (quote.speaker,))
    assert speaker.name == "Sergei Lavrov"
    assert words(record, quote.cue) == "kata"
    assert [a.name for a in actors(record, quote.via)] == ["Reuters"]
    date = next(d for d in record.dates if d.id == quote.date)
    assert (date.start, date.end, date.weekday_agrees) == ("2016-12-04", "2016-12-04", True)
    offered = [e for e in record.events if e.quote == quote.id and e.modality == "offered"]
    assert offered
    assert countries(record, offered[0].source) == {"RUS"}
    assert any(words(record, span) == "Kami" for span in offered[0].witness.source)
    geneva = next(p for p in record.places if p.name == "Jenewa")
    assert (geneva.country, geneva.geonames) == ("CHE", 2660646)


def test_row_13_silence(record):
    (silence,) = [e for e in record.events if e.negated]
    assert countries(record, silence.source) == {"USA"}
    assert words(record, silence.witness.negated[0]) == "belum"


def test_row_14_support(record):
    support = [e for e in events(record, "AID", "SUPPORT") if countries(record, e.source) == {"USA"}]
    assert [e.modality for e in support] == ["happened"]
    assert codes(record, support[0].target) == {"SYRREB"}
    army = next(a for a in record.actors if "Tentara Pembebasan Suriah" in a.name)
    assert army.code == "SYRREB"


def test_row_15_refusal(record):
    quote = next(q for q in record.quotes if words(record, q.span).startswith("komandan"))
    (speaker,) = actors(record, (quote.speaker,))
    assert (speaker.kind, speaker.code) == ("unnamed", "SYRREB")
    refusals = events(record, "REJECT", "THREATEN")
    told = [trigger(record, e) for e in refusals if codes(record, e.source) == {"SYRREB"}]
    # One refusal, told twice: they have sworn to fight, they will not give up.
    assert any("bersumpah" in t or "menyerah" in t for t in told)


def test_row_16_corridor(record):
    corridor = next(e for e in events(record, "SUPPORT", "AGREE") if "mendukung" in trigger(record, e))
    assert corridor.modality == "offered"
    assert codes(record, corridor.source) == {"SYRREB"}
    assert {a.code[3:] for a in actors(record, corridor.target) if a.code} == {"CVL"}
    assert "human_security" in corridor.contexts


def test_row_17_positions(record):
    held = {
        (code, p.stance, "penarikan" in p.issue.lower(), "koridor" in p.issue.lower())
        for p in record.positions
        for code in codes(record, (p.actor,))
    }
    assert {("RUS", "demands", True, False), ("SYRREB", "refuses", True, False)} <= held
    assert ("USA", "silent", True, False) in held
    assert ("SYRREB", "supports", False, True) in held


@pytest.mark.parametrize(
    ("name", "lat", "lon"), [("Aleppo", 36.2, 37.2), ("Jenewa", 46.2, 6.1), ("Moskwa", 55.8, 37.6)]
)
def test_row_18_places(record, name: str, lat: float, lon: float):
    place = next(p for p in record.places if p.name == name)
    assert (place.lat, place.lon) == (pytest.approx(lat, abs=0.1), pytest.approx(lon, abs=0.1))
    if name == "Aleppo":
        assert "Aleppo timur" in {words(record, m) for m in place.mentions}


def test_row_19_published(record):
    assert record.published == "2016-12-04"
    assert any(d.code == "published-from-text" for d in record.diagnostics)


def test_no_fault_in_the_record(shared, pipeline, record):
    import json

    from saksi.faces.verify import verify_record

    (source,) = read_sources([str(shared / "reference" / "aleppo-2016-12-04.txt")])
    assert list(verify_record(json.loads(record.to_json()), source)) == []
