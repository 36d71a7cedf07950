"""Which of the things told are events between actors."""

from __future__ import annotations

from scene import scene

MINISTER = {"Menteri": "IDNGOV"}


def test_a_deed_is_an_event_though_no_party_is_told():
    told = scene(
        "Barang/NOUN/2/nsubj:pass disita/VERB/0/root Senin/PROPN/2/obl ./PUNCT/2/punct",
        {},
    ).told()
    assert told == ["COERCE 1711 - > - (happened)"]


def test_a_deed_without_parties_that_is_only_planned_is_none():
    told = scene(
        "Barang/NOUN/3/nsubj:pass akan/ADV/3/advmod disita/VERB/0/root ./PUNCT/3/punct",
        {},
    ).told()
    assert told == []


def test_a_measure_that_an_authority_asks_for_counts_without_addressee():
    told = scene(
        "Menteri/NOUN/2/nsubj mendorong/VERB/0/root agar/SCONJ/5/mark jumlahnya/NOUN/5/nsubj:pass ditambah/VERB/2/advcl ./PUNCT/2/punct",
        MINISTER,
    ).told()
    assert told == ["REQUEST 020 IDNGOV > - (demanded)"]


def test_what_could_be_refused_was_not_refused():
    told = scene(
        "Produk/NOUN/4/nsubj:pass Thailand/PROPN/1/nmod bisa/AUX/4/aux ditolak/VERB/0/root ./PUNCT/4/punct",
        {"Produk Thailand": "THAGOV"},
    ).told()
    assert told == []


def test_the_public_at_large_praises_nobody():
    told = scene(
        "Menteri/NOUN/2/nsubj mendapat/VERB/0/root apresiasi/NOUN/2/obj publik/NOUN/3/nmod ./PUNCT/2/punct",
        {"Menteri": "IDNGOV", "publik": "IDNCVL"},
    ).told()
    assert told == []


def test_a_promise_that_names_nobody_is_talk():
    told = scene(
        "Menteri/NOUN/2/nsubj siap/ADJ/0/root berunding/VERB/2/xcomp ./PUNCT/2/punct",
        MINISTER,
    ).told()
    assert told == []


def test_an_apology_gives_way():
    told = scene(
        "Menteri/NOUN/2/nsubj meminta/VERB/0/root maaf/NOUN/2/obj kepada/ADP/5/case warga/NOUN/2/obl ./PUNCT/2/punct",
        {"Menteri": "IDNGOV", "warga": "IDNCVL"},
    ).told()
    assert told == ["CONCEDE 055 IDNGOV > IDNCVL (happened)"]
