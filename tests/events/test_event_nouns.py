"""Who acts and who undergoes what a noun says, on trees drawn by hand."""

from __future__ import annotations

from typing import Any

import pytest

from saksi.events.lexicon import BARE, NOUN
from told import Told


def test_the_owner_of_an_event_noun_acts_unless_oleh_says_who():
    told = Told(
        "Serangan/NOUN/0/root Rusia/PROPN/1/nmod terhadap/ADP/4/case Ukraina/PROPN/1/nmod ./PUNCT/1/punct",
        "Rusia",
        "Ukraina",
    )
    assert told.pair("Serangan", NOUN, target=("terhadap",)) == (["Rusia"], ["Ukraina"])
    told = Told(
        "Serangan/NOUN/0/root Senin/PROPN/1/nmod oleh/ADP/4/case Iran/PROPN/1/nmod ./PUNCT/1/punct",
        "Senin",
        "Iran",
    )
    assert told.pair("Serangan", NOUN)[0] == ["Iran"]


ARREST = "{}/NOUN/0/root aktivis/NOUN/1/nmod oleh/ADP/4/case polisi/NOUN/1/nmod ./PUNCT/1/punct"


@pytest.mark.parametrize(
    ("noun", "frame", "undergone"),
    [
        ("Penangkapan", {"type": "COERCE"}, True),
        ("Kekerasan", {"type": "ASSAULT"}, True),
        ("Tangkapan", {"type": "COERCE"}, False),
        ("Tangkapan", {"type": "COERCE", "target": ("owner",)}, True),
        ("Penolakan", {"type": "REJECT", "cameo": "120"}, False),
        ("Pemeriksaan", {"type": "INVESTIGATE", "cameo": "090"}, True),
    ],
)
def test_who_owns_a_noun_of_undergoing_undergoes_it(noun: str, frame: dict[str, Any], undergone: bool):
    found = Told(ARREST.format(noun)).arguments(noun, NOUN, **frame)
    assert found == {"agent": ["polisi"], "patient": ["aktivis"] if undergone else [], "oleh": ["polisi"]}


def test_of_whom_a_noun_of_undergoing_says_terhadap_or_atas_is_who_undergoes_it():
    for preposition in ("terhadap", "atas"):
        told = Told(
            f"Penangkapan/NOUN/0/root polisi/NOUN/1/nmod {preposition}/ADP/4/case aktivis/NOUN/1/nmod ./PUNCT/1/punct"
        )
        found = told.arguments("Penangkapan", NOUN, type="COERCE")
        assert (found["agent"], found["patient"]) == ([], ["aktivis"])


def test_a_noun_of_two_words_is_nobodys_to_undergo():
    told = Told("Penangkapan/NOUN/0/root paksa/NOUN/1/nmod aktivis/NOUN/1/nmod ./PUNCT/1/punct")
    assert told.arguments("Penangkapan paksa", NOUN, type="COERCE") == {"agent": ["aktivis"], "patient": []}


def test_who_becomes_a_victim_undergoes_it():
    for verb in ("menjadi", "jadi"):
        line = f"Pelajar/NOUN/2/nsubj {verb}/VERB/0/root korban/NOUN/2/obj pembacokan/NOUN/3/nmod oleh/ADP/6/case geng/NOUN/4/nmod ./PUNCT/2/punct"
        assert Told(line).arguments("pembacokan", NOUN) == {
            "agent": ["geng"],
            "patient": ["Pelajar"],
            "oleh": ["geng"],
            "light": verb,
        }
        found = Told(line).arguments("pembacokan", NOUN, type="REJECT", cameo="120")
        assert (found["agent"], found["patient"]) == (["geng"], [])
    told = Told("Korban/NOUN/0/root pembacokan/NOUN/1/nmod Budi/PROPN/2/nmod ./PUNCT/1/punct")
    assert told.arguments("pembacokan", NOUN) == {"agent": [], "patient": ["Budi"]}
    told = Told(
        "Pelajar/NOUN/2/nsubj melihat/VERB/0/root korban/NOUN/2/obj pembacokan/NOUN/3/nmod ./PUNCT/2/punct"
    )
    assert told.arguments("pembacokan", NOUN) == {"agent": [], "patient": []}


def test_the_subject_of_a_light_verb_does_what_the_noun_says():
    told = Told(
        "Israel/PROPN/2/nsubj melakukan/VERB/0/root serangan/NOUN/2/obj ke/ADP/5/case Gaza/PROPN/2/obl ./PUNCT/2/punct"
    )
    found = told.arguments("serangan", NOUN)
    assert found == {"agent": ["Israel"], "patient": [], "ke": ["Gaza"], "light": "melakukan"}


def test_the_agent_of_a_passive_light_verb_does_it():
    told = Told(
        "Serangan/NOUN/2/nsubj:pass dilakukan/VERB/0/root Israel/PROPN/2/obl ke/ADP/5/case Gaza/PROPN/2/obl ./PUNCT/2/punct"
    )
    found = told.arguments("Serangan", NOUN)
    assert (found["agent"], found["light"], found["ke"]) == (["Israel"], "dilakukan", ["Gaza"])


def test_who_owns_the_noun_of_a_light_verb_undergoes_it_if_the_verb_has_a_subject():
    told = Told(
        "Polisi/NOUN/2/nsubj melakukan/VERB/0/root penangkapan/NOUN/2/obj aktivis/NOUN/3/nmod ./PUNCT/2/punct"
    )
    found = told.arguments("penangkapan", NOUN, type="COERCE")
    assert (found["agent"], found["patient"]) == (["Polisi"], ["aktivis"])
    told = Told(
        "Polisi/NOUN/2/nsubj melakukan/VERB/0/root serangan/NOUN/2/obj aktivis/NOUN/3/nmod ./PUNCT/2/punct"
    )
    found = told.arguments("serangan", NOUN)
    assert (found["agent"], found["patient"]) == (["Polisi"], ["aktivis"])
    told = Told("Melakukan/VERB/0/root serangan/NOUN/1/obj aktivis/NOUN/2/nmod ./PUNCT/1/punct")
    found = told.arguments("serangan", NOUN)
    assert (found["agent"], found["patient"]) == (["aktivis"], [])


def test_who_gets_what_the_noun_says_has_it_from_the_giver():
    told = Told(
        "Yaman/PROPN/2/nsubj menerima/VERB/0/root bantuan/NOUN/2/obj dari/ADP/5/case Jerman/PROPN/3/nmod ./PUNCT/2/punct"
    )
    found = told.arguments("bantuan", NOUN, type="AID")
    assert (found["agent"], found["patient"], found["light"]) == (["Jerman"], ["Yaman"], "menerima")
    told = Told(
        "Yaman/PROPN/2/nsubj menerima/VERB/0/root bantuan/NOUN/2/obj Jerman/PROPN/3/nmod ./PUNCT/2/punct"
    )
    found = told.arguments("bantuan", NOUN, type="AID")
    assert (found["agent"], found["patient"]) == (["Jerman"], ["Yaman"])


def test_a_meeting_that_does_something_is_not_done_by_it():
    told = Told("Pertemuan/NOUN/2/nsubj melakukan/VERB/0/root kajian/NOUN/2/obj")
    assert told.parties.light_verb(told.hit("Pertemuan", NOUN)) is None
    found = told.parties.light_verb(told.hit("kajian", NOUN))
    assert found is not None
    assert found[0].text == "melakukan"
    # Word order alone makes no subject, and a passive verb's subject is what is done.
    told = Told("Pertemuan/NOUN/2/nsubj:pass dilakukan/VERB/0/root")
    found = told.parties.light_verb(told.hit("Pertemuan", NOUN))
    assert found is not None
    assert found[0].text == "dilakukan"


def test_only_nouns_have_light_verbs():
    told = Told("Israel/PROPN/2/nsubj melakukan/VERB/0/root serang/NOUN/2/obj")
    assert told.parties.light_verb(told.hit("serang", BARE)) is None
    told = Told("Israel/PROPN/2/nsubj mengecam/VERB/0/root serangan/NOUN/2/obj")
    assert told.parties.light_verb(told.hit("serangan", NOUN)) is None


# --- who was harmed

HARM = "Warga/NOUN/2/nsubj tewas/VERB/0/root {} serangan/NOUN/2/obl Israel/PROPN/3/nmod"


@pytest.mark.parametrize(
    ("between", "harmed"),
    [
        ("dalam/ADP/2/dep", ["Warga"]),
        ("akibat/NOUN/2/dep", ["Warga"]),
        ("di/ADP/2/dep kamp/NOUN/2/dep dalam/ADP/2/dep", ["Warga"]),
        ("di/ADP/2/dep kamp/NOUN/2/dep itu/DET/2/dep dalam/ADP/2/dep", []),  # too far behind
        ("kemarin/NOUN/2/dep", []),
        (",/PUNCT/2/dep dalam/ADP/2/dep", []),
        ("memprotes/VERB/2/dep dalam/ADP/2/dep", []),
        ("satu/NUM/2/dep", ["Warga"]),
        ("para/DET/2/dep", ["Warga"]),
        ("karena/SCONJ/2/dep", ["Warga"]),
    ],
)
def test_whom_the_sentence_says_to_be_hurt_in_it(between: str, harmed: list[str]):
    told = Told(HARM.format(between).replace("serangan/NOUN/2/obl", "serangan/NOUN/2/dep"))
    assert told.arguments("serangan", NOUN).get("harmed", []) == harmed


def test_who_was_hurt_is_the_target_of_an_assault_that_names_none():
    line = HARM.format("dalam/ADP/4/case")
    told = Told(line, "Warga", "Israel")
    assert told.pair("serangan", NOUN) == (["Israel"], ["Warga"])
    assert told.pair("serangan", NOUN, type="PROTEST")[1] == []
    hit = told.hit("serangan", NOUN)
    arguments = told.parties.arguments(hit)
    [warga] = told.parties.target(hit, arguments)
    assert told.parties.target(hit, arguments, (), frozenset({warga.ref})) == ()


def test_the_first_noun_of_a_text_hurts_nobody():
    assert Told("Serangan/NOUN/0/root").arguments("Serangan", NOUN) == {"agent": [], "patient": []}
    assert Told("di/ADP/2/case serangan/NOUN/0/root").arguments("serangan", NOUN) == {
        "agent": [],
        "patient": [],
    }
