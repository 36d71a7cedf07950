"""Formats with one event a row: their columns, what they hold, and what they must leave out."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.awkward import RECORD, TEXT
from saksi.faces.exports.delimited import plain_cell, safe_cell
from saksi.faces.exports.formats import export, format_of
from saksi.faces.exports.plover import plover_record
from saksi.faces.exports.tables import TABLES
from saksi.faces.exports.views import Reports, asserted, views
from saksi.records import Size, SizeWitness

COLUMNS = {
    "gdelt-events": (
        61,
        "GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code",
        "DATEADDED SOURCEURL",
    ),
    "gdelt-mentions": (16, "GLOBALEVENTID EventTimeDate MentionTimeDate", "MentionDocTranslationInfo Extras"),
    "icews": (20, None, None),
    "polecat": (40, None, None),
    "phoenix": (26, "EventID Date Year Month Day SourceActorFull", "SentenceID URLs NewsSources"),
    "acled": (31, "event_id_cnty event_date year time_precision", "notes fatalities tags timestamp"),
    "ucdp": (49, "id relid year active_year code_status type_of_violence", "best high low gwnoa gwnob"),
}


def written(name: str, *records, **options) -> tuple[bytes, dict[str, int]]:
    stream = io.BytesIO()
    left_out = export(records or (RECORD,), name, stream, **options)
    return stream.getvalue(), dict(left_out)


def rows(name: str, *records, **options) -> list[dict[str, str]]:
    data, _ = written(name, *records, **options)
    columns = format_of(name, options.get("table", "events")).columns
    text = data.decode()
    if name.startswith("gdelt"):
        return [
            dict(zip(columns, line.split("\t"), strict=True)) for line in text.removesuffix("\n").split("\n")
        ]
    delimiter = "\t" if name in ("icews", "polecat", "phoenix") else ","
    found = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    assert tuple(found[0]) == columns
    return [dict(zip(columns, cells, strict=True)) for cells in found[1:]]


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_those_of_the_format(name: str):
    number, first, last = COLUMNS[name]
    columns = format_of(name).columns
    assert len(columns) == len(set(columns)) == number
    if first and last:
        assert " ".join(columns).startswith(first)
        assert " ".join(columns).endswith(last)


def test_the_names_of_columns_that_hold_spaces():
    assert format_of("icews").columns[:7] == (
        "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    )  # fmt: skip
    assert format_of("polecat").columns[-3:] == ("Story Locations", "Language", "Version")
    gdelt = format_of("gdelt-events").columns
    assert (gdelt[15], gdelt[25], gdelt[35], gdelt[51]) == (
        "Actor2Code", "IsRootEvent", "Actor1Geo_Type", "ActionGeo_Type",
    )  # fmt: skip


class TestModality:
    def test_what_did_not_take_place_is_left_out_and_counted(self):
        _, left_out = written("gdelt-events")
        assert left_out == {"negated": 1, "planned": 1}
        for name in ("plover", "icews", "polecat", "phoenix", "gdelt-mentions"):
            assert written(name)[1] == left_out

    def test_an_announcement_took_place_when_its_type_says_so(self):
        kept = [v.event.id for v in asserted(RECORD, None, Counter())]
        assert kept == ["e1", "e4", "e5", "e6"]

    @pytest.mark.parametrize(
        ("type_", "modality", "kept"),
        [
            ("ASSAULT", "happened", True),
            ("ASSAULT", "ongoing", True),
            ("ASSAULT", "alleged", False),
            ("ASSAULT", "expected", False),
            ("ASSAULT", "hypothetical", False),
            ("ASSAULT", "threatened", False),
            ("THREATEN", "threatened", True),
            ("REQUEST", "demanded", True),
            ("REQUEST", "planned", False),
            ("AGREE", "offered", True),
            ("AGREE", "expected", False),
            ("AID", "offered", False),
            ("CONSULT", "agreed", False),
        ],
    )
    def test_by_type_and_modality(self, type_: str, modality: str, kept: bool):
        changed = replace(RECORD.events[0], type=type_, modality=modality)
        record = replace(RECORD, events=(changed,))
        assert len(rows("icews", record)) == kept
        left_out = written("icews", record)[1]
        assert left_out == ({} if kept else {modality: 1})

    def test_acts_only_in_the_formats_of_violence(self):
        assert [r["notes"] for r in rows("acled")] == ["TNI menembak warga."]
        assert [r["side_a"] for r in rows("ucdp")] == ["TNI"]
        assert written("acled")[1] == {
            "negated": 1, "planned": 1, "demanded": 1, "agreed": 1, "of no type that ACLED has": 1,
        }  # fmt: skip

    def test_without_any_date_a_row_cannot_be_written(self):
        undated = replace(RECORD, published=None, events=(replace(RECORD.events[0], date=None),))
        assert written("icews", undated)[1] == {"without a date": 1}


class TestValues:
    def test_codes_keep_their_zeros(self):
        assert {r["EventCode"] for r in rows("gdelt-events")} == {"190", "010", "0356", "112"}
        assert {
            (r["EventBaseCode"], r["EventRootCode"]) for r in rows("gdelt-events") if r["EventCode"] == "0356"
        } == {("035", "03")}
        assert "010" in {r["CAMEO Code"] for r in rows("icews")}
        assert "0356" in {r["EventCode"] for r in rows("phoenix")}
        assert "010" in {r["cameo"] for r in rows("csv")}

    def test_days_are_those_of_the_event_or_of_publication(self):
        dates = {
            r["EventCode"]: (r["SQLDATE"], r["MonthYear"], r["Year"], r["DATEADDED"])
            for r in rows("gdelt-events")
        }
        # Half past midnight in Jakarta is still the day before in UTC.
        assert dates["190"] == ("20250301", "202503", "2025", "20250303173000")
        assert dates["0356"][0] == "20250304"
        assert rows("acled")[0]["time_precision"] == "1"

    def test_parties_that_agree_are_paired_both_ways(self):
        pairs = [(r["Actor1Code"], r["Actor2Code"]) for r in rows("gdelt-events") if r["EventCode"] == "0356"]
        assert pairs == [("RUS", "USA"), ("USA", "RUS")]

    def test_every_source_with_every_target_under_its_own_number(self):
        made = [r for r in rows("gdelt-events") if r["EventCode"] == "112"]
        assert [(r["Actor1Code"], r["Actor2Code"]) for r in made] == [
            ("", "IDNHLH"), ("", "IDNMED"), ("IGOUNO", "IDNHLH"), ("IGOUNO", "IDNMED"),
        ]  # fmt: skip
        assert len({r["GLOBALEVENTID"] for r in rows("gdelt-events")}) == len(rows("gdelt-events"))
        assert [r["GLOBALEVENTID"] for r in rows("gdelt-mentions")] == [
            r["GLOBALEVENTID"] for r in rows("gdelt-events")
        ]
        assert (made[2]["Actor1KnownGroupCode"], made[2]["Actor1Type1Code"], made[2]["Actor1CountryCode"]) == (
            "UNO", "IGO", "",
        )  # fmt: skip

    def test_offsets_of_mentions_slice_the_text(self):
        first = rows("gdelt-mentions")[0]
        assert TEXT[int(first["ActionCharOffset"]) :].startswith("menembak")
        assert TEXT[int(first["Actor1CharOffset"]) :].startswith("TNI")
        assert int(first["MentionDocLen"]) == len(TEXT)

    def test_places(self):
        row = rows("gdelt-events")[0]
        assert [row[f"ActionGeo_{c}"] for c in ("Type", "FullName", "CountryCode", "Lat", "Long")] == [
            "4", "Kota Lama, Indonesia", "ID", "-6.5", "106.75",
        ]  # fmt: skip
        state = replace(RECORD, events=(replace(RECORD.events[0], place="p2"),))
        assert rows("gdelt-events", state)[0]["ActionGeo_Type"] == "1"
        assert rows("ucdp", state)[0]["where_prec"] == "6"

    def test_ucdp_codes(self):
        row = rows("ucdp")[0]
        assert (row["type_of_violence"], row["country_id"], row["region"], row["best"]) == (
            "3",
            "850",
            "Asia",
            "",
        )
        assert row["geom_wkt"] == "POINT (106.75 -6.5)"
        # The cell whose south-west corner is 106.5 E, 6.5 S.
        assert int(row["priogrid_gid"]) == 167 * 720 + 573 + 1
        assert (row["gwnoa"], row["gwnob"]) == ("850", "")

    def test_acled_codes(self):
        row = rows("acled")[0]
        assert (row["event_type"], row["inter1"], row["inter2"], row["iso"], row["region"]) == (
            "Violence against civilians", "State forces", "Civilians", "360", "Southeast Asia",
        )  # fmt: skip
        assert row["fatalities"] == ""

    def test_the_dead_are_those_that_the_article_tells_of_the_event(self):
        witness = SizeWitness(((0, 1),), (), ())
        tale = {"unit": "person", "span": (0, 1), "witness": witness, "speaker": None, "quote": None,
                "place": None, "date": None}  # fmt: skip
        sizes = (
            Size("n1", "dead", 5, 5, event="e1", **tale),
            Size("n2", "dead", 3, 3, event="e1", **tale),
            Size("n3", "dead", 90, 90, event=None, **tale),
            Size("n4", "injured", 4, None, event="e1", **tale),
        )
        told = replace(RECORD, sizes=sizes)
        row = rows("ucdp", told)[0]
        assert [row[c] for c in ("low", "best", "high", "deaths_unknown")] == ["3", "5", "5", "5"]
        assert rows("acled", told)[0]["fatalities"] == "3"
        (view, *_) = views(told)
        assert plover_record(view)["size"] == {"dead": 3, "injured": 4}
        assert view.counted("injured").high is None
        assert [r["low"] for r in TABLES["sizes"].rows(told)] == [5, 3, 90, 4]

    def test_what_is_known_of_stories(self):
        known = {(RECORD.id, "e1"): Reports("s7", articles=5, origins=2)}
        row = rows("gdelt-events", reports=lambda article, event: known.get((article, event)))[0]
        assert (row["NumMentions"], row["NumSources"], row["NumArticles"]) == ("5", "2", "5")
        assert (
            rows("icews", reports=lambda article, event: known.get((article, event)))[0]["Story ID"] == "s7"
        )
        assert (
            rows("ucdp", reports=lambda article, event: known.get((article, event)))[0]["number_of_sources"]
            == "2"
        )


class TestAwkwardText:
    def test_quotes_tabs_and_line_breaks_survive_where_the_format_quotes(self):
        assert rows("icews")[0]["Target Name"] == 'warga\t"Si Jago"\nkampung'
        assert rows("acled")[0]["actor2"] == 'warga\t"Si Jago"\nkampung'
        [row] = rows("csv", table="articles")
        assert (row["text"], row["title"], plain_cell(row["path"])) == (
            TEXT,
            RECORD.title,
            RECORD.source.path,
        )

    def test_where_it_does_not_a_row_stays_one_line(self):
        assert rows("gdelt-events")[0]["Actor2Name"] == "WARGA 'SI JAGO' KAMPUNG"

    def test_no_cell_is_a_formula(self):
        for name in COLUMNS:
            for row in rows(name):
                for column, cell in row.items():
                    if cell[:1] in ("=", "+", "-", "@"):
                        float(cell)  # only numbers may begin so
                        assert column not in ("notes", "Actor1Name", "Source Name")
        names = {r["name"] for r in rows("csv", table="actors")}
        assert "'=cmd|' /C calc'!A0" in names
        assert "=cmd|' /C calc'!A0" in {plain_cell(n) for n in names}

    @given(st.text())
    def test_a_cell_gives_its_words_back(self, words: str):
        clean = words.replace("\x00", "\ufffd")
        assert plain_cell(safe_cell(words)) == clean

    @given(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), min_size=1, max_size=3))
    def test_any_names_come_back_from_csv(self, names: list[str]):
        record = replace(
            RECORD,
            actors=tuple(replace(RECORD.actors[0], id=f"a{n}", name=w) for n, w in enumerate(names)),
            events=(),
            quotes=(),
            positions=(),
        )
        found = [plain_cell(r["name"]) for r in rows("csv", record, table="actors")]
        assert found == [n.replace("\x00", "\ufffd") for n in names]


def test_every_table_has_a_row_for_each_of_its_things():
    assert [len(rows("csv", table=t)) for t in ("events", "actors", "quotes", "places", "dates", "positions", "articles")] == [
        6, 8, 2, 2, 1, 1, 1,
    ]  # fmt: skip
    negated = rows("csv")[1]
    assert (negated["negated"], negated["modality"]) == ("true", "happened")
    assert len(list(views(RECORD))) == 6
