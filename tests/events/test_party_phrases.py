"""Which actors a noun phrase names, on trees drawn by hand."""

from __future__ import annotations

import pytest

from saksi.events.lexicon import ACTIVE
from saksi.reference.mentions import Mention, Reference
from told import Told


def filled(told: Told, *heads: str, **more: bool) -> list[str]:
    return told.names(told.parties.fill([told.at(head) for head in heads], **more))


def test_a_phrase_is_its_own_actor_else_the_one_inside_it():
    told = Told(
        "rumah/NOUN/0/root milik/NOUN/1/nmod warga/NOUN/2/nmod yang/PRON/5/nsubj melempari/VERB/1/acl:relcl polisi/NOUN/5/obj",
        "warga",
        "polisi",
    )
    assert filled(told, "rumah") == ["warga"]
    assert filled(told, "polisi", "warga", "polisi") == ["polisi", "warga"]
    assert filled(told, "yang") == []


@pytest.mark.parametrize("relation", ["acl", "acl:relcl", "advcl", "parataxis", "ccomp", "appos", "conj"])
def test_no_actor_is_taken_from_a_clause_inside_a_phrase_or_beside_it(relation: str):
    told = Told(f"rumah/NOUN/0/root sekitar/NOUN/1/{relation} warga/NOUN/2/nmod", "warga")
    assert filled(told, "rumah") == []


@pytest.mark.parametrize(
    "preposition", ["untuk", "bagi", "tentang", "soal", "mengenai", "terkait", "dalam", "pada", "sebagai"]
)
def test_no_actor_is_taken_from_what_a_thing_is_for_or_about(preposition: str):
    told = Told(f"rumah/NOUN/0/root {preposition}/ADP/3/case warga/NOUN/1/nmod", "warga")
    assert filled(told, "rumah") == []
    told = Told("rumah/NOUN/0/root dari/ADP/3/case warga/NOUN/1/nmod", "warga")
    assert filled(told, "rumah") == ["warga"]


def test_inside_a_phrase_a_pronoun_or_what_stands_before_its_head_is_no_party():
    told = Told("Rusia/PROPN/2/nmod rumah/NOUN/0/root kosong/ADJ/2/amod", "Rusia")
    assert filled(told, "rumah") == []


def test_kami_in_a_quotation_is_who_speaks():
    told = Told("Kami/PRON/2/nsubj menyerang/VERB/0/root", first_person={"Kami": "a9"})
    [party] = told.parties.fill([0])
    assert (party.ref, party.span) == ("a9", (0, 4))


def test_a_named_place_stands_for_its_government_and_a_scene_only_where_asked():
    told = Told(
        "Kiev/PROPN/2/nsubj menyerang/VERB/0/root kota/NOUN/2/obj", places=("Kiev", "kota"), nominal=("kota",)
    )
    assert filled(told, "Kiev") == ["Kiev"]
    assert filled(told, "kota") == []
    assert filled(told, "kota", scenes=True) == ["kota"]
    assert told.pair("menyerang", ACTIVE, target=("object",)) == (["Kiev"], [])


def test_a_phrase_that_the_frame_asks_for_may_be_a_scene():
    told = Told(
        "Jam/NOUN/2/nsubj berlaku/VERB/0/root di/ADP/4/case kota/NOUN/2/obl ./PUNCT/2/punct",
        places=("kota",),
        nominal=("kota",),
    )
    assert told.pair("berlaku", ACTIVE, target=("di",))[1] == ["kota"]


SHARED = "pejabat/NOUN/0/root Hungaria/PROPN/1/nmod dan/CCONJ/4/cc Rumania/PROPN/2/conj"


def test_states_that_share_a_noun_are_all_parties():
    both = ("Hungaria", "Rumania")
    assert filled(Told(SHARED, *both, states=both), "pejabat") == ["Hungaria", "Rumania"]
    # Of the names of others one cannot know whether the noun goes for both.
    assert filled(Told(SHARED, *both), "pejabat") == ["Hungaria"]


@pytest.mark.parametrize("common", ["Hungaria", "Rumania"])
def test_a_common_noun_shares_none(common: str):
    line = SHARED.replace(f"{common}/PROPN", f"{common}/NOUN")
    both = ("Hungaria", "Rumania")
    assert filled(Told(line, *both, states=both), "pejabat") == ["Hungaria"]


@pytest.mark.parametrize("relation", ["flat", "flat:name", "compound", "amod"])
def test_a_name_owns_a_noun_however_the_parser_ties_it(relation: str):
    both = ("Hungaria", "Rumania")
    told = Told(SHARED.replace("1/nmod", f"1/{relation}"), *both, states=both)
    assert filled(told, "pejabat") == ["Hungaria", "Rumania"]


def test_words_that_mention_two_actors_are_both():
    told = Told("Kedua/NUM/2/nummod negara/NOUN/0/root berunding/VERB/2/acl", "Kedua negara")
    one = told.reference.actor_mentions[0]
    told.reference = Reference(
        (), (), (), (one, Mention("a7", one.span, one.head, one.first, one.last)), (), ()
    )
    told.parties.reference = told.reference
    assert [p.ref for p in told.parties.fill([told.at("negara")])] == ["a7", "a1"]


def test_the_first_phrase_that_names_somebody_is_taken_with_those_beside_it():
    told = Told(
        "tawaran/NOUN/0/root AS/PROPN/1/nmod dan/CCONJ/4/cc Rusia/PROPN/2/conj Iran/PROPN/1/nmod",
        "AS",
        "Rusia",
        "Iran",
    )
    heads = [told.at(word) for word in ("tawaran", "AS", "Iran")]
    assert told.names(told.parties.first_of(heads[1:])) == ["AS", "Rusia"]
    assert told.parties.first_of([told.at("dan")]) == ()
    assert told.parties.first_of([]) == ()
