"""What a protest is about decides the last digit of its code, and has its words among the witness."""

from __future__ import annotations

import pytest

from saksi.readers.source import SourceDocument


@pytest.fixture(scope="module")
def protest(pipeline):
    def read(sentence):
        text = f"Demikian isi laporan itu.\n\n{sentence}\n"
        record = pipeline.read(SourceDocument(text.encode(), text, "berita.txt", "text/plain"))
        (event,) = (e for e in record.events if e.type == "PROTEST")
        return event, [record.text[s:e] for s, e in event.witness.trigger]

    return read


@pytest.mark.parametrize(
    ("sentence", "code", "words"),
    [
        ("Ribuan warga Pati berunjuk rasa menuntut bupati mundur.", "1411", "mundur"),
        ("Ratusan mahasiswa berunjuk rasa menolak kenaikan harga BBM.", "1412", "kenaikan harga BBM"),
        ("Buruh pabrik sepatu berunjuk rasa menuntut upah layak.", "1413", "upah layak"),
        ("Ribuan warga Katalonia berunjuk rasa menuntut referendum.", "1414", "referendum"),
        ("Sopir truk Indonesia mogok kerja menolak kebijakan itu.", "1432", "kebijakan"),
    ],
)
def test_the_grievance_is_the_last_digit(protest, sentence, code, words):
    event, witness = protest(sentence)
    assert (event.type, event.cameo) == ("PROTEST", code)
    assert words in witness
    assert event.rule[-1] == "grievances:" + words.lower().replace(" ", "_")


def test_a_protest_about_nothing_known_keeps_its_code(protest):
    event, witness = protest("Ratusan mahasiswa berunjuk rasa di depan gedung DPR.")
    assert (event.cameo, witness) == ("141", ["berunjuk rasa"])


def test_a_word_before_the_protest_is_no_grievance(protest):
    event, _ = protest("Setelah bupati mundur, ratusan mahasiswa berunjuk rasa di depan gedung DPR.")
    assert event.cameo == "141"
