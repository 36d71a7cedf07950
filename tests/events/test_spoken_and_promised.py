"""Events that are done by saying so, that are only promised, that are appeals, headlines and local deeds."""

from __future__ import annotations

import pytest

from saksi.readers.source import SourceDocument

OPENING = "Demikian isi laporan itu.\n\n"


@pytest.fixture(scope="module")
def coded(pipeline):
    """The events of a text as (type, cameo, sources, targets, modality), parties by name."""

    def code(text):
        record = pipeline.read(SourceDocument(text.encode(), text, "berita.txt", "text/plain"))
        names = {a.id: a.name for a in record.actors}
        return [
            (e.type, e.cameo, [names[a] for a in e.source], [names[a] for a in e.target], e.modality)
            for e in record.events
        ]

    return code


def body(sentence):
    return OPENING + sentence + "\n"


def test_who_says_thanks_gives_them(coded):
    text = body('"Terima kasih kepada Kapolres Bogor," kata Bupati Bogor Rudy Susmanto.')
    assert coded(text) == [("SUPPORT", "051", ["Rudy Susmanto"], ["Kapolres Bogor"], "happened")]


def test_who_begs_pardon_in_a_quotation_apologises(coded):
    (event,) = coded(body('"Kami mohon maaf kepada warga Bogor," kata Bupati Bogor Rudy Susmanto.'))
    assert event[:3] == ("CONCEDE", "055", ["Rudy Susmanto"])


def test_a_speaker_does_not_do_what_his_words_tell_of_others(coded):
    (event,) = coded(body('"Polisi menangkap dua pencuri," kata Bupati Bogor Rudy Susmanto.'))
    assert event[:3] == ("COERCE", "173", ["Polisi"])


def test_a_plain_deed_is_an_event_only_as_a_promise(coded):
    promised = coded(body("Pemerintah akan membangun rumah bagi korban banjir."))
    assert [(e[0], e[4]) for e in promised] == [("AGREE", "planned")]
    assert coded(body("Pemerintah membangun rumah bagi korban banjir.")) == []


def test_help_that_is_given_is_help_and_help_to_come_is_a_promise(coded):
    given = coded(body("Gubernur Jawa Barat memberikan bantuan kepada nelayan."))
    promised = coded(body("Gubernur Jawa Barat akan memberikan bantuan kepada nelayan."))
    assert [(e[0], e[1], e[4]) for e in given] == [("AID", "070", "happened")]
    assert [(e[0], e[1], e[4]) for e in promised] == [("AGREE", "033", "planned")]


@pytest.mark.parametrize(
    ("verb", "code"),
    [("mengimbau", "0252"), ("mengajak", "0252"), ("meminta", "1052"), ("mendesak", "1052")],
)
def test_appeals_and_demands_have_their_own_codes(coded, verb, code):
    (event,) = coded(body(f"Wali Kota Bekasi {verb} mahasiswa menghentikan aksi protes."))
    assert (event[0], event[1], event[4]) == ("REQUEST", code, "demanded")


def test_a_plea_is_asked_and_not_done(coded):
    (event,) = coded(body("Majelis Ulama Indonesia memohon pemerintah melindungi pengungsi."))
    assert (event[0], event[1], event[4]) == ("REQUEST", "0234", "demanded")


HEADED = "{}\n\nJakarta - Acara itu dimulai pada Senin (7/7/2025). Hujan turun sejak pagi.\n"


@pytest.mark.parametrize(
    ("headline", "event"),
    [
        ("Trump Kecam Musk soal Partai Baru", ("ACCUSE", ["Trump"], ["Musk"])),
        ("Polisi Tangkap Dua Pencuri Motor di Depok", ("COERCE", ["Polisi"], ["Pencuri"])),
    ],
)
def test_bare_verbs_of_headlines(coded, headline, event):
    ((kind, _, source, target, _),) = coded(HEADED.format(headline))
    assert (kind, source, target) == event


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Dua pencuri motor ditangkap di Depok.", ("COERCE", "173", [], ["pencuri motor"])),
        ("Polisi menangkap tiga begal di Depok.", ("COERCE", "173", ["Polisi"], ["begal"])),
        (
            "Satpol PP menertibkan pedagang kaki lima di Bogor.",
            ("COERCE", "172", ["Satpol PP"], ["pedagang kaki lima"]),
        ),
        ("Warga Depok memukuli pencuri motor.", ("ASSAULT", "182", ["Warga Depok"], ["pencuri motor"])),
    ],
)
def test_deeds_of_local_news(coded, sentence, event):
    (found,) = coded(body(sentence))
    assert found[:4] == event
