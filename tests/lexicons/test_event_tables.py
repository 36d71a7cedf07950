"""The event tables fit together: codes exist, modes belong to their types, operators compose as agreed."""

from __future__ import annotations

import pytest

from saksi.events.lexicon import EventLexicon, compile_events
from saksi.lexicons.load import Lexicons, default_lexicons, schema

# The modes of the PLOVER manual of 2024, by type.
MODES = {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack "
    "aerial drone heavy-weapons crowd-control unconventional",
}
TABLES = ("cameo", "composition", "frames_conflict", "frames_cooperation")


@pytest.fixture(scope="module")
def lexicons() -> Lexicons:
    return default_lexicons()


@pytest.fixture(scope="module")
def events(lexicons: Lexicons) -> EventLexicon:
    return compile_events(lexicons)


@pytest.mark.parametrize("table", TABLES)
def test_modes_belong_to_their_type(lexicons: Lexicons, table: str) -> None:
    for row in lexicons.table(table):
        if row["mode"] not in {"", "="}:
            assert row["mode"] in MODES.get(row["type"], "").split(), dict(row)


@pytest.mark.parametrize("table", ["composition", "frames_cooperation", "frames_conflict"])
def test_codes_exist(lexicons: Lexicons, table: str) -> None:
    known = {row["code"] for row in lexicons.table("cameo")} | {"", "="}
    assert not [dict(row) for row in lexicons.table(table) if row["cameo"] not in known]


def test_every_code_has_a_label_in_both_languages(lexicons: Lexicons) -> None:
    assert all(row["label_en"] and row["label_id"] for row in lexicons.table("cameo"))


def test_every_operator_meets_any_event_and_none(lexicons: Lexicons) -> None:
    operators = {v for v in schema("frames_conflict").columns["operator"]["values"] if v} | {"future"}
    bases = {(row["operator"], row["base"]) for row in lexicons.table("composition")}
    assert not [(o, b) for o in sorted(operators) for b in ("*", "-") if (o, b) not in bases]


@pytest.mark.parametrize("table", ["frames_conflict", "frames_cooperation"])
def test_classes_that_frames_name_exist(lexicons: Lexicons, table: str) -> None:
    classes = {row["class"] for row in lexicons.table("object_classes")}
    for row in lexicons.table(table):
        named = {w[1:] for c in ("object", "not_object") for w in row[c].split() if w.startswith("@")}
        assert named <= classes, row["id"]


@pytest.mark.parametrize(
    ("operator", "base", "type_", "cameo"),
    [
        ("commit", "073", "AGREE", "0333"),  # berjanji mengirim bantuan kemanusiaan
        ("offer", "046", "AGREE", "036"),  # menawarkan perundingan
        ("agree", "045", "AGREE", "038"),  # menyetujui mediasi
        ("agree", "1042", "CONCEDE", "0832"),  # menerima tuntutan
        ("future", "0831", "AGREE", "0341"),  # akan mundur
        ("future", "163", "THREATEN", "1312"),  # akan menjatuhkan sanksi
        ("plan", "195", "THREATEN", "1384"),  # berencana mengebom
        ("threaten", "161", "THREATEN", "1313"),  # mengancam memutuskan hubungan
        ("demand", "0874", "REQUEST", "1056"),  # menuntut penarikan pasukan
        ("urge", "0841", "REQUEST", "0253"),  # mengimbau pembebasan sandera
        ("refuse", "040", "REJECT", "125"),  # menolak bertemu
        ("refuse", "033", "REJECT", "122"),  # menolak berkomitmen membantu
        ("stop", "072", "SANCTION", "1622"),  # menghentikan bantuan militer
        ("stop", "193", "RETREAT", "0871"),  # menghentikan tembakan
        ("stop", "1723", "CONCEDE", "0813"),  # mengakhiri jam malam
        ("support", "0863", "SUPPORT", "051"),  # mendukung pembukaan koridor
        ("oppose", "190", "ACCUSE", "111"),  # menentang serangan
        ("accuse", "190", "ACCUSE", "1123"),  # menuduh menyerang
        ("permit", "073", "RETREAT", "0863"),  # mengizinkan bantuan
        ("forbid", "141", "COERCE", "1721"),  # melarang unjuk rasa
    ],
)
def test_operators_compose(events: EventLexicon, operator: str, base: str, type_: str, cameo: str) -> None:
    found = events.compound(operator, base, "")
    assert found is not None
    assert (found.type, found.cameo) == (type_, cameo)


@pytest.mark.parametrize("operator", ["begin", "fail"])
def test_beginning_and_failing_keep_the_event(events: EventLexicon, operator: str) -> None:
    found = events.compound(operator, "190", "ASSAULT")
    assert found is not None
    assert (found.type, found.mode, found.cameo) == ("=", "=", "=")


def test_what_failed_did_not_happen(events: EventLexicon) -> None:
    found = events.compound("fail", "190", "ASSAULT")
    assert found is not None
    assert found.modality == "hypothetical"
