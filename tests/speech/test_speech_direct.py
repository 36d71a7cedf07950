from speech.plain import read


def test_cue_and_name_after_the_quotation() -> None:
    found = read('"Jembatan itu aman," kata Sari di lokasi, Senin (2/6/2025).', "Sari")
    assert found.rows() == [("direct", "Jembatan itu aman,", "kata", "Sari")]
    assert found.findings[0].quote.date == "d1"


def test_clitic_takes_up_the_last_speaker() -> None:
    text = 'Camat Sari datang.\n"Kami siap," kata Sari.\n"Air sudah turun," ujarnya.'
    assert read(text, "Sari").rows()[1] == ("direct", "Air sudah turun,", "ujar", "Sari")


def test_interrupted_quotation_gives_two_quotes_of_one_speaker() -> None:
    rows = read('"Kami pulang," kata Sari. "Besok kami datang lagi."', "Sari").rows()
    assert [(r[1], r[3]) for r in rows] == [("Kami pulang,", "Sari"), ("Besok kami datang lagi.", "Sari")]


def test_title_then_name_in_apposition() -> None:
    text = '"Harga akan turun," ujar kepala dinas, Rudi Hartono, di kantornya.'
    assert read(text, "kepala dinas", "Rudi Hartono").rows()[0][3] == "Rudi Hartono"


def test_subject_before_an_active_cue_after_the_quotation() -> None:
    assert read('"Semua selamat," Sari menambahkan.', "Sari").rows() == [
        ("direct", "Semua selamat,", "menambahkan", "Sari")
    ]


def test_cue_before_the_quotation() -> None:
    assert read('Sari berkata, "Kami akan pulang besok."', "Sari").rows() == [
        ("direct", "Kami akan pulang besok.", "berkata", "Sari")
    ]
    assert read('Kata Sari, "Kami akan pulang besok."', "Sari").rows()[0][2:] == ("Kata", "Sari")


def test_a_quotation_alone_belongs_to_the_last_speaker() -> None:
    text = '"Air naik cepat," kata Sari.\n"Kami lari ke bukit saat malam."'
    assert read(text, "Sari").rows()[1] == ("direct", "Kami lari ke bukit saat malam.", None, "Sari")


def test_a_repeated_mark_belongs_to_the_speaker_named_later() -> None:
    text = '"Air naik cepat sekali malam itu.\n"Kami lari ke bukit," kata Sari.'
    assert [r[3] for r in read(text, "Sari").rows()] == ["Sari", "Sari"]


def test_a_quotation_goes_on_over_a_cut_in_the_page() -> None:
    text = '"Air naik cepat dan kami\nlari ke bukit," kata Sari.'
    assert read(text, "Sari").rows() == [
        ("direct", "Air naik cepat dan kami\nlari ke bukit,", "kata", "Sari")
    ]


def test_titles_nicknames_and_scare_quotes_are_no_speech() -> None:
    assert read('Film "Pulang ke Rumah" tayang besok. Rudi "Kancil" Hartono datang.', "Rudi").rows() == []
    assert read("Program 'Desa Terang' dibuka Sari.", "Sari").rows() == []


def test_banners_and_chants_belong_to_the_crowd() -> None:
    text = 'Massa datang. Mereka membawa spanduk bertuliskan "Tolak Tambang" dan "Jaga Laut".'
    assert [r[1:] for r in read(text, "Massa").rows()] == [
        ("Tolak Tambang", "bertuliskan", "Massa"),
        ("Jaga Laut", "bertuliskan", "Massa"),
    ]
    assert read('Massa meneriakkan "turunkan harga" di jalan.', "Massa").rows()[0][3] == "Massa"


def test_document_words_stand_where_the_speaker_stands() -> None:
    rows = read('"Pengajuan ditutup besok," bunyi pengumuman itu.').rows()
    assert rows == [("direct", "Pengajuan ditutup besok,", "bunyi", None)]


def test_agency_in_between_is_via() -> None:
    text = '"Kami siap berunding," kata Petrov seperti dikutip dari Reuters, Minggu (4/12/2016).'
    quote = read(text, "Petrov", media=("Reuters",)).findings[0].quote
    assert (quote.speaker, quote.via, quote.date) == ("a1", ("a2",), "d1")


def test_an_agency_alone_is_the_speaker() -> None:
    quote = read('"Gempa mengguncang pulau itu," lapor AFP.', media=("AFP",)).findings[0].quote
    assert (quote.speaker, quote.via) == ("a1", ())


def test_first_person_words_are_shown() -> None:
    found = read('"Kami siap, dan saya datang," kata Sari.', "Sari").findings[0]
    assert len(found.first_person) == 2


def test_joint_speakers_give_the_first_and_the_others() -> None:
    finding = read('"Kami sepakat," kata Sari dan Rudi.', "Sari", "Rudi").findings[0]
    assert finding.quote.speaker == "a1"
    assert finding.quote.others == ("a2",)


def test_an_agency_that_listens_is_via_but_reporters_are_not() -> None:
    text = '"Kami menolak," kata Petrov kepada Reuters. "Kami siap," katanya kepada wartawan.'
    found = read(text, "Petrov", "wartawan", media=("Reuters",)).findings
    assert [f.quote.via for f in found] == [("a3",), ()]


def test_an_unknown_cue_between_comma_and_name() -> None:
    rows = read('"Air sudah surut," kara Sari di posko.', "Sari").rows()
    assert rows == [("direct", "Air sudah surut,", None, "Sari")]


def test_one_only_spoken_of_does_not_take_the_floor() -> None:
    text = (
        '"Kami menyita mobil itu," kata Sari.\nRudi membeli mobil itu bulan lalu.\n"Mobil itu baru," ujarnya.'
    )
    assert read(text, "Sari", "Rudi").rows()[1][3] == "Sari"
