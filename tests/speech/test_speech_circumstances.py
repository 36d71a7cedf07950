"""How, where and by what sort of source words were given, and who holds the floor."""

import pytest
from plain import read


@pytest.mark.parametrize(
    ("tail", "channel"),
    [
        ("dalam keterangan tertulis", "statement"),
        ("kepada wartawan", "press"),
        ("saat dihubungi", "interview"),
        ("melalui akun Instagram", "social"),
        ("di rumahnya", None),
    ],
)
def test_the_attribution_tells_how_the_words_were_given(tail: str, channel: str | None) -> None:
    reading = read(f'"Jalan sudah aman," kata Sari {tail}, Senin (2/6/2025).', "Sari")
    quote = reading.findings[0].quote
    assert quote.channel == channel
    assert bool(quote.setting) == (channel is not None)
    assert all(reading.words(span) in tail for span in quote.setting)


def test_a_source_that_would_not_be_named_is_said_to_be_so() -> None:
    text = '"Kapal itu kosong," kata seorang nelayan yang enggan disebutkan namanya.'
    assert read(text, "nelayan").findings[0].quote.speaker_kind == "anonymous"
    assert read('"Ada ledakan," kata saksi itu.', "saksi").findings[0].quote.speaker_kind == "witness"


def test_a_document_speaks_as_a_document() -> None:
    assert read('"Pendaftaran ditutup," bunyi pengumuman itu.').findings[0].quote.speaker_kind == "document"


def test_a_quote_without_speaker_says_so() -> None:
    finding = read('"Lampu padam sejak malam," sahut orang lewat.').findings[0]
    assert finding.quote.speaker is None
    assert [note.code for note in finding.diagnostics] == ["speaker-unresolved"]


def test_the_speaker_span_is_the_words_beside_the_cue() -> None:
    reading = read('"Kami siap," kata Sari. "Air surut," katanya.', "Sari")
    spans = [finding.quote.speaker_span for finding in reading.findings]
    assert [reading.words(span) for span in spans if span] == ["Sari", "nya"]


def test_whom_the_case_is_about_does_not_take_the_floor() -> None:
    text = '"Sidang ditunda," kata Sari.\nTerdakwa Rudi meminta uang itu.\n"Uang itu disita," ujarnya.'
    assert [row[3] for row in read(text, "Sari", "Terdakwa Rudi").rows()] == ["Sari", "Sari"]


def test_a_clause_behind_a_purpose_is_reported() -> None:
    rows = read("Sari mengatakan untuk menjaga harga itu akan dibuka pasar baru.", "Sari").rows()
    assert rows[0][1] == "untuk menjaga harga itu akan dibuka pasar baru"


def test_what_somebody_says_on_the_word_of_another_is_not_the_others() -> None:
    text = "Sari mengungkapkan hal itu berdasarkan keterangan Rudi."
    assert all(row[3] != "Rudi" for row in read(text, "Sari", "Rudi").rows())


def test_a_condition_belongs_to_what_is_said() -> None:
    rows = read("Sari menilai jika jalan itu ditutup, maka pasar akan sepi.", "Sari").rows()
    assert rows[0][1].startswith("jika jalan itu")
    assert read("Sari menilai jika jalan itu akan ditutup.", "Sari").rows()[0][1].startswith("jalan itu")


def test_an_apposition_between_name_and_cue_is_read_over() -> None:
    text = "Sari Dewi, asisten Rudi, menegaskan bahwa jalan itu aman."
    assert read(text, "Sari Dewi", "Rudi").rows()[0][3] == "Sari Dewi"


def test_a_name_behind_an_unread_title_speaks() -> None:
    rows = read('"Kami siap," ujar Direktur Riset Utama, Sari Dewi, kemarin.', "Sari Dewi").rows()
    assert rows[0][2:] == ("ujar", "Sari Dewi")
