"""Who did it to whom, in every voice that Indonesian news uses."""

from __future__ import annotations

from scene import scene

TWO = {"Tentara Israel": "ISRMIL", "warga Palestina": "PSECVL"}


def test_active_verb_has_its_subject_as_source():
    told = scene(
        "Tentara/NOUN/3/nsubj Israel/PROPN/1/nmod menyerang/VERB/0/root warga/NOUN/3/obj Palestina/PROPN/4/nmod ./PUNCT/3/punct",
        TWO,
    ).told()
    assert told == ["ASSAULT 190 ISRMIL > PSECVL (happened)"]


def test_passive_with_oleh():
    told = scene(
        "Seorang/DET/2/det aktivis/NOUN/3/nsubj:pass ditangkap/VERB/0/root oleh/ADP/5/case polisi/NOUN/3/obl ./PUNCT/3/punct",
        {"aktivis": "IDNOPP", "polisi": "IDNCOP"},
    ).told()
    assert told == ["COERCE 173 IDNCOP > IDNOPP (happened)"]


def test_passive_with_a_bare_agent():
    told = scene(
        "Puluhan/NUM/2/nummod aktivis/NOUN/3/nsubj:pass ditangkap/VERB/0/root polisi/NOUN/3/obl ,/PUNCT/6/punct Rabu/PROPN/3/obl ./PUNCT/3/punct",
        {"aktivis": "IDNOPP", "polisi": "IDNCOP"},
    ).told()
    assert told == ["COERCE 173 IDNCOP > IDNOPP (happened)"]


def test_passive_without_agent_leaves_the_source_unknown():
    told = scene(
        "Dua/NUM/2/nummod aktivis/NOUN/3/nsubj:pass ditangkap/VERB/0/root di/ADP/5/case Medan/PROPN/3/obl ./PUNCT/3/punct",
        {"aktivis": "IDNOPP"},
    ).told()
    assert told == ["COERCE 173 - > IDNOPP (happened)"]


def test_relative_clause_takes_the_noun_before_yang():
    told = scene(
        "Milisi/NOUN/7/nsubj yang/PRON/3/nsubj menculik/VERB/1/acl:relcl dua/NUM/5/nummod wartawan/NOUN/3/obj itu/DET/1/det kabur/VERB/0/root ./PUNCT/7/punct",
        {"Milisi": "SYRREB", "wartawan": "SYRJRN"},
    ).told()
    assert "ASSAULT 181 SYRREB > SYRJRN (happened)" in told


def test_event_noun_with_owner_and_goal():
    found = scene(
        "Serangan/NOUN/5/nsubj Rusia/PROPN/1/nmod ke/ADP/4/case Ukraina/PROPN/1/nmod berlanjut/VERB/0/root ./PUNCT/5/punct",
        {"Rusia": "RUS", "Ukraina": "UKR"},
    )
    assert found.told() == ["ASSAULT 190 RUS > UKR (happened)"]
    assert found.words(found.events[0].witness.trigger) == ["Serangan"]


def test_light_verb_lends_its_subject():
    found = scene(
        "Jerman/PROPN/2/nsubj memberikan/VERB/0/root bantuan/NOUN/2/obj kepada/ADP/5/case Yaman/PROPN/2/obl ./PUNCT/2/punct",
        {"Jerman": "DEU", "Yaman": "YEM"},
    )
    assert [e.type for e in found.events] == ["AID"]
    assert found.told()[0].split(" ", 2)[2] == "DEU > YEM (happened)"
    assert "memberikan" in found.words(found.events[0].witness.trigger)


def test_coordinated_subjects_are_both_sources():
    told = scene(
        "Rusia/PROPN/4/nsubj dan/CCONJ/3/cc Iran/PROPN/1/conj mengecam/VERB/0/root Israel/PROPN/4/obj ./PUNCT/4/punct",
        {"Rusia": "RUS", "Iran": "IRN", "Israel": "ISR"},
    ).told()
    assert len(told) == 1
    assert told[0].startswith("ACCUSE")
    assert "RUS+IRN > ISR" in told[0]


def test_two_clauses_are_two_pairs():
    told = scene(
        "Turki/PROPN/2/nsubj mengecam/VERB/0/root Israel/PROPN/2/obj ,/PUNCT/6/punct sedangkan/CCONJ/6/cc memuji/VERB/2/conj Mesir/PROPN/6/obj ./PUNCT/2/punct",
        {"Turki": "TUR", "Israel": "ISR", "Mesir": "EGY"},
    ).told()
    assert [t.split()[0] for t in told] == ["ACCUSE", "SUPPORT"]
    assert "TUR > ISR" in told[0]
    assert "TUR > EGY" in told[1]


def test_meeting_makes_both_parties_sources():
    told = scene(
        "Presiden/NOUN/2/nsubj bertemu/VERB/0/root dengan/ADP/4/case Raja/PROPN/2/obl ./PUNCT/2/punct",
        {"Presiden": "IDNGOV", "Raja": "JORGOV"},
    ).told()
    assert len(told) == 1
    assert "IDNGOV+JORGOV > -" in told[0]


def test_beasts_and_floods_attack_nobody():
    assert (
        scene(
            "Buaya/NOUN/2/nsubj menyerang/VERB/0/root warga/NOUN/2/obj ./PUNCT/2/punct", {"warga": "IDNCVL"}
        ).told()
        == []
    )


def test_sport_is_no_assault():
    told = scene(
        "Persija/PROPN/2/nsubj menyerang/VERB/0/root gawang/NOUN/2/obj Persib/PROPN/3/nmod ./PUNCT/2/punct",
        {"Persija": "IDN", "Persib": "IDN"},
    ).told()
    assert told == []


def test_the_fronted_object_of_a_bare_verb_is_not_done_to_what_stands_behind_it():
    told = scene(
        "Senjata/NOUN/4/nsubj:pass yang/PRON/4/nsubj:pass mereka/PRON/4/nsubj sita/VERB/0/root ./PUNCT/4/punct",
        {"mereka": "IDNCOP"},
    ).told()
    assert told == ["COERCE 1711 IDNCOP > - (happened)"]


def test_an_opportunity_to_be_seized_arrests_nobody():
    told = scene(
        "Peluang/NOUN/5/nsubj:pass itu/DET/1/det harus/AUX/5/aux kita/PRON/5/nsubj tangkap/VERB/0/root ./PUNCT/5/punct",
        {"kita": "IDNGOV"},
    ).told()
    assert told == []


def test_who_falls_victim_suffers_the_event():
    told = scene(
        "Pelajar/NOUN/2/nsubj menjadi/VERB/0/root korban/NOUN/2/obj pembacokan/NOUN/3/nmod ,/PUNCT/6/punct Senin/PROPN/2/obl ./PUNCT/2/punct",
        {"Pelajar": "IDNEDU"},
    ).told()
    assert told == ["ASSAULT 182 - > IDNEDU (happened)"]


def test_who_said_it_after_a_meeting_is_who_met():
    told = scene(
        "Hal/NOUN/3/nsubj:pass itu/DET/1/det disampaikan/VERB/0/root Menlu/NOUN/3/obj usai/SCONJ/6/mark bertemu/VERB/3/advcl Presiden/NOUN/6/obj ./PUNCT/3/punct",
        {"Menlu": "MYSGOV", "Presiden": "IDNGOV"},
    ).told()
    assert told == ["CONSULT 040 MYSGOV+IDNGOV > - (happened)"]
