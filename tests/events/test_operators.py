"""What promises, demands, threats and refusals make of the event that they govern."""

from __future__ import annotations

from scene import scene

RUSSIA_AND_USA = {"Rusia": "RUS", "AS": "USA"}


def test_a_threat_is_no_attack():
    found = scene(
        "Rusia/PROPN/2/nsubj mengancam/VERB/0/root akan/ADV/4/advmod menyerang/VERB/2/xcomp Georgia/PROPN/4/obj ./PUNCT/2/punct",
        {"Rusia": "RUS", "Georgia": "GEO"},
    )
    assert [(e.type, e.modality) for e in found.events] == [("THREATEN", "threatened")]
    assert "RUS > GEO" in found.told()[0]
    assert found.words(found.events[0].witness.trigger) == ["mengancam", "menyerang"]


def test_a_demand_names_whom_it_is_made_to():
    found = scene(
        "AS/PROPN/2/nsubj menuntut/VERB/0/root Rusia/PROPN/4/nsubj menarik/VERB/2/ccomp pasukan/NOUN/4/obj ./PUNCT/2/punct",
        RUSSIA_AND_USA,
    )
    assert [(e.type, e.modality) for e in found.events] == [("REQUEST", "demanded")]
    assert "USA > RUS" in found.told()[0]


def test_readiness_to_talk_is_an_offer_to_the_other_side():
    found = scene(
        "Rusia/PROPN/2/nsubj siap/ADJ/0/root berunding/VERB/2/xcomp dengan/ADP/5/case AS/PROPN/3/obl ./PUNCT/2/punct",
        RUSSIA_AND_USA,
    )
    assert found.told() == ["AGREE 036 RUS > USA (offered)"]


def test_a_refusal_of_talks():
    found = scene(
        "Rusia/PROPN/2/nsubj menolak/VERB/0/root berunding/VERB/2/xcomp dengan/ADP/5/case AS/PROPN/3/obl ./PUNCT/2/punct",
        RUSSIA_AND_USA,
    )
    assert [e.type for e in found.events] == ["REJECT"]
    assert "RUS > USA" in found.told()[0]


def test_an_announced_coercion_is_a_threat_and_an_announced_gift_a_promise():
    told = scene(
        "AS/PROPN/3/nsubj akan/ADV/3/advmod menjatuhkan/VERB/0/root sanksi/NOUN/3/obj terhadap/ADP/6/case Rusia/PROPN/3/obl ./PUNCT/3/punct",
        RUSSIA_AND_USA,
    ).told()
    assert [t.split()[0] for t in told] == ["THREATEN"]
    told = scene(
        "Jepang/PROPN/3/nsubj akan/ADV/3/advmod memberikan/VERB/0/root bantuan/NOUN/3/obj kepada/ADP/6/case Nepal/PROPN/3/obl ./PUNCT/3/punct",
        {"Jepang": "JPN", "Nepal": "NPL"},
    ).told()
    assert [t.split()[0] for t in told] == ["AGREE"]
    assert "JPN > NPL" in told[0]


def test_will_not_yield_is_a_refusal():
    told = scene(
        "Pemberontak/NOUN/4/nsubj tidak/PART/4/advmod akan/ADV/4/advmod menyerah/VERB/0/root ./PUNCT/4/punct",
        {"Pemberontak": "SYRREB"},
    ).told()
    assert [t.split()[0] for t in told] == ["REJECT"]


def test_a_denied_event_is_negated_and_shows_the_word():
    found = scene(
        "Polisi/NOUN/3/nsubj tidak/PART/3/advmod menangkap/VERB/0/root aktivis/NOUN/3/obj ./PUNCT/3/punct",
        {"Polisi": "IDNCOP", "aktivis": "IDNOPP"},
    )
    assert [e.negated for e in found.events] == [True]
    assert found.words(found.events[0].witness.negated) == ["tidak"]


def test_an_allegation_is_alleged():
    found = scene(
        "Milisi/NOUN/3/nsubj diduga/ADV/3/advmod menculik/VERB/0/root wartawan/NOUN/3/obj ./PUNCT/3/punct",
        {"Milisi": "SYRREB", "wartawan": "SYRJRN"},
    )
    assert [(e.type, e.modality) for e in found.events] == [("ASSAULT", "alleged")]
    assert found.words(found.events[0].witness.modality) == ["diduga"]


def test_silence_is_a_negated_event_of_the_silent():
    found = scene(
        "Belum/ADV/2/advmod ada/VERB/0/root tanggapan/NOUN/2/nsubj dari/ADP/5/case Moskow/PROPN/3/nmod ./PUNCT/2/punct",
        {"Moskow": "RUS"},
    )
    assert found.told() == ["not CONSULT 010 RUS > - (happened)"]
