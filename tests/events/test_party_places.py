"""Where a frame says that its source and target stand, on trees drawn by hand."""

from __future__ import annotations

from saksi.events.lexicon import ACTIVE, NOUN, PASSIVE
from told import Told

MEET = "Presiden/NOUN/2/nsubj bertemu/VERB/0/root {}/PROPN/2/obj {} ./PUNCT/2/punct"


def test_a_meeting_has_both_sides_as_sources_and_no_target():
    told = Told(MEET.format("Raja", "dengan/ADP/5/case Sultan/PROPN/2/obl"), "Presiden", "Raja", "Sultan")
    assert told.pair("bertemu", ACTIVE, source="both", target=("object",)) == (
        ["Presiden", "Raja", "Sultan"],
        [],
    )
    assert told.pair("bertemu", ACTIVE, source="both", target=("dengan",)) == (["Presiden", "Sultan"], [])


def test_of_a_passive_meeting_who_undergoes_it_takes_part():
    told = Told(
        "Raja/PROPN/2/nsubj:pass ditemui/VERB/0/root Presiden/NOUN/2/obl antara/ADP/5/case Iran/PROPN/2/obl ./PUNCT/2/punct",
        "Raja",
        "Presiden",
        "Iran",
    )
    assert told.pair("ditemui", PASSIVE, source="both", target=("object",)) == (["Raja", "Iran"], [])


def test_talks_between_two_and_an_audience_received():
    told = Told(
        "Perundingan/NOUN/5/nsubj antara/ADP/3/case Iran/PROPN/1/nmod kembali/ADV/5/advmod gagal/VERB/0/root ./PUNCT/5/punct",
        "Iran",
    )
    assert told.pair("Perundingan", NOUN, source="both", target=())[0] == ["Iran"]
    told = Told(
        "Presiden/NOUN/2/nsubj menerima/VERB/0/root kunjungan/NOUN/2/obj Raja/PROPN/3/nmod ./PUNCT/2/punct",
        "Presiden",
        "Raja",
    )
    assert told.pair("kunjungan", NOUN, source="both", target=())[0] == ["Raja", "Presiden"]


def test_the_patient_may_be_the_source_and_then_the_agent_the_target():
    told = Told("Kota/NOUN/2/nsubj:pass dikuasai/VERB/0/root milisi/NOUN/2/obl", "Kota", "milisi")
    assert told.pair("dikuasai", PASSIVE, source="patient", target=("object",)) == (["Kota"], ["milisi"])
    assert told.pair("dikuasai", PASSIVE, source="nobody", target=("subject",)) == ([], ["milisi"])


def test_the_first_place_that_names_somebody_is_the_target():
    line = "AS/PROPN/2/nsubj menolak/VERB/0/root tawaran/NOUN/2/obj Iran/PROPN/3/nmod kepada/ADP/6/case Irak/PROPN/2/obl ./PUNCT/2/punct"
    told = Told(line, "AS", "Iran", "Irak")
    assert told.pair("menolak", ACTIVE, "tawaran", target=("owner", "kepada")) == (["AS"], ["Iran"])
    assert told.pair("menolak", ACTIVE, target=("owner",)) == (["AS"], ["Iran"])
    assert told.pair("menolak", ACTIVE, target=("terhadap", "kepada")) == (["AS"], ["Irak"])
    assert told.pair("menolak", ACTIVE, target=("terhadap",)) == (["AS"], [])
    hit = told.hit("menolak", ACTIVE, "tawaran", target=("owner", "kepada"))
    iran = told.reference.actor_mentions[1].ref
    found = told.parties.target(hit, told.parties.arguments(hit), (), frozenset({iran}))
    assert told.names(found) == ["Irak"]


def test_the_owner_of_an_event_noun_may_be_its_target():
    told = Told("Penangkapan/NOUN/0/root aktivis/NOUN/1/nmod ./PUNCT/1/punct", "aktivis")
    assert told.pair("Penangkapan", NOUN, type="COERCE", target=("owner",)) == ([], ["aktivis"])


def test_whom_a_demand_wants_something_of():
    told = Told(
        "Tuntutan/NOUN/0/root buruh/NOUN/1/nmod agar/SCONJ/5/mark pemerintah/NOUN/5/nsubj bertindak/VERB/1/acl ./PUNCT/1/punct",
        "buruh",
        "pemerintah",
    )
    hit = told.hit("Tuntutan", NOUN, target=("complement",))
    arguments = told.parties.arguments(hit)
    assert told.names(told.parties.target(hit, arguments)) == ["pemerintah"]
    assert told.names(told.parties.target(hit, arguments, (told.at("buruh"),))) == ["buruh"]


def test_the_triggers_own_words_are_no_party():
    told = Told(
        "Budi/PROPN/2/nsubj menjadi/VERB/0/root tersangka/NOUN/2/obj korupsi/NOUN/3/nmod", "Budi", "tersangka"
    )
    assert told.pair("menjadi tersangka", ACTIVE) == (["Budi"], [])
    assert told.pair("menjadi", ACTIVE) == (["Budi"], ["tersangka"])
    # What somebody is accused of is no party either.
    assert told.pair("menjadi", ACTIVE, "tersangka", cameo="1121") == (["Budi"], [])
    assert told.pair("menjadi", ACTIVE, "tersangka", cameo="112") == (["Budi"], ["tersangka"])
