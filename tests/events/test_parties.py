"""Who acts and who undergoes what a verb says, on trees drawn by hand."""

from __future__ import annotations

from saksi.events.lexicon import ACTIVE, BARE, PASSIVE
from told import Told

PASSIVE_LINE = "Aktivis/NOUN/2/nsubj:pass ditangkap/VERB/0/root {} ./PUNCT/2/punct"


def test_of_an_active_verb_subject_and_object():
    told = Told("Tentara/NOUN/2/nsubj menyerang/VERB/0/root warga/NOUN/2/obj", "Tentara", "warga")
    assert told.pair("menyerang", ACTIVE) == (["Tentara"], ["warga"])


def test_of_a_passive_verb_oleh_or_who_stands_right_behind():
    by = Told(
        PASSIVE_LINE.format("kemarin/ADV/2/advmod oleh/ADP/5/case polisi/NOUN/2/obl"), "Aktivis", "polisi"
    )
    assert by.pair("ditangkap", PASSIVE) == (["polisi"], ["Aktivis"])
    bare = Told(PASSIVE_LINE.format("polisi/NOUN/2/obl"), "Aktivis", "polisi")
    assert bare.pair("ditangkap", PASSIVE) == (["polisi"], ["Aktivis"])


def test_a_passive_verb_without_subject_has_it_behind_unless_that_can_act():
    told = Told("Turut/ADV/2/advmod disita/VERB/0/root mobil/NOUN/2/obj milik/NOUN/3/nmod pelaku/NOUN/4/nmod")
    assert told.arguments("disita", PASSIVE) == {"agent": [], "patient": ["mobil"]}
    told = Told("Telah/AUX/2/aux ditangkap/VERB/0/root polisi/NOUN/2/obj kemarin/ADV/2/advmod", "polisi")
    assert told.arguments("ditangkap", PASSIVE) == {"agent": ["polisi"], "patient": []}
    told = Told("Telah/AUX/2/aux ditangkap/VERB/0/root kami/PRON/2/obj", first_person={"kami": "a9"})
    assert told.arguments("ditangkap", PASSIVE) == {"agent": ["kami"], "patient": []}


def test_a_passive_of_two_words_has_the_subject_of_either():
    told = Told(
        "dijadikan/VERB/2/dep tersangka/VERB/0/root polisi/NOUN/1/obl Budi/PROPN/2/nsubj:pass", "Budi"
    )
    assert told.arguments("dijadikan tersangka", PASSIVE)["patient"] == ["Budi"]


def test_what_stands_before_a_pronoun_and_a_bare_verb_undergoes_it():
    told = Told("Uang/NOUN/4/dep yang/PRON/4/dep kami/PRON/4/nsubj sita/VERB/0/root ./PUNCT/4/punct")
    assert told.arguments("sita", BARE) == {"agent": ["kami"], "patient": ["Uang"]}
    # Only a bare verb turns its clause about so.
    assert told.arguments("sita", ACTIVE) == {"agent": ["kami"], "patient": []}
    told = Told("Kami/PRON/2/nsubj sita/VERB/0/root uang/NOUN/2/obj")
    assert told.arguments("sita", BARE) == {"agent": ["Kami"], "patient": ["uang"]}


RAID = "Polisi/NOUN/2/nsubj gerebek/VERB/0/root {} ,/PUNCT/{}/punct sita/VERB/{} ganja/NOUN/{}/obj"


def test_a_headline_verb_goes_on_with_the_subject_before_the_comma():
    joined = Told(RAID.format("gudang/NOUN/2/obj", 5, "2/parataxis", 5), "Polisi")
    assert joined.pair("sita", BARE) == (["Polisi"], [])
    # Even where the parser takes what follows for a sentence of its own.
    parted = Told(RAID.format("lagi/ADV/2/advmod", 5, "0/root", 5), "Polisi")
    assert parted.pair("sita", BARE) == (["Polisi"], [])


def test_a_preposition_that_ends_a_trigger_leads_to_whom_it_is_said():
    told = Told(
        "Ia/PRON/2/nsubj menekankan/VERB/0/root kepada/ADP/4/case Iran/PROPN/2/obl dan/CCONJ/6/cc Irak/PROPN/4/conj ./PUNCT/2/punct",
        "Iran",
        "Irak",
    )
    assert told.arguments("menekankan kepada", ACTIVE)["kepada"] == ["Iran", "Irak"]
    assert told.pair("menekankan kepada", ACTIVE, target=("kepada",))[1] == ["Iran", "Irak"]
    told = Told("Ia/PRON/2/nsubj menekankan/VERB/0/root kepada/ADP/2/dep ./PUNCT/2/punct")
    assert told.arguments("menekankan kepada", ACTIVE) == {"agent": ["Ia"], "patient": []}
