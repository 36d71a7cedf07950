import pytest

from speech.plain import read


@pytest.mark.parametrize(
    ("text", "content", "cue"),
    [
        ("Sari mengatakan bahwa jalan itu sudah dibuka.", "jalan itu sudah dibuka", "mengatakan"),
        ("Sari mengatakan jalan itu sudah dibuka.", "jalan itu sudah dibuka", "mengatakan"),
        ("Sari mengatakan, jalan itu sudah dibuka.", "jalan itu sudah dibuka", "mengatakan"),
        ("Menurut Sari, jalan itu sudah dibuka.", "jalan itu sudah dibuka", "Menurut"),
        ("Jalan itu sudah dibuka, kata Sari.", "Jalan itu sudah dibuka", "kata"),
        ("Jalan itu sudah dibuka, menurut Sari.", "Jalan itu sudah dibuka", "menurut"),
        ("Sari mengaku tidak mengetahui kebakaran itu.", "tidak mengetahui kebakaran itu", "mengaku"),
        ("Dikatakan Sari, jalan itu sudah dibuka.", "jalan itu sudah dibuka", "Dikatakan"),
        ("Sari juga sempat menyebut jalan itu belum aman.", "jalan itu belum aman", "menyebut"),
        ("Sari meminta agar warga segera pulang.", "agar warga segera pulang", "meminta"),
        ("Sari mengingatkan warga bahwa banjir akan datang.", "banjir akan datang", "mengingatkan"),
        ("Sari tidak membantah bahwa pabriknya ditutup.", "pabriknya ditutup", "membantah"),
    ],
)
def test_reported_clause(text: str, content: str, cue: str) -> None:
    assert read(text, "Sari").rows() == [("indirect", content, cue, "Sari")]


@pytest.mark.parametrize(
    "text",
    [
        "Sari belum mengatakan bahwa jalan itu dibuka.",
        "Sari akan mengatakan bahwa jalan itu dibuka.",
        "Sari menolak mengatakan siapa yang datang.",
        "Sari menilai lomba masak itu.",
        "Sari menyebut nama anaknya.",
        "Sari menjelaskan soal jalan yang ditutup.",
        "Sari menegaskan pentingnya menjaga sungai.",
        "Sari meminta warga pulang.",
        "Kata kunci lemari itu sudah habis, Sari datang.",
        "Petugas datang untuk memastikan jalan itu aman.",
        "Dengan kata lain, Sari akan datang.",
    ],
)
def test_no_speech(text: str) -> None:
    assert read(text, "Sari").rows() == []


def test_partial_quotation_makes_it_mixed() -> None:
    rows = read('Sari menilai aturan itu "sangat merugikan" petani.', "Sari").rows()
    assert rows == [("mixed", 'aturan itu "sangat merugikan" petani', "menilai", "Sari")]


def test_circumstances_of_the_speaking_are_cut_off() -> None:
    text = "Sari mengatakan jalan itu sudah dibuka kepada wartawan, Senin (2/6/2025)."
    found = read(text, "Sari")
    assert found.rows()[0][1] == "jalan itu sudah dibuka"
    assert found.findings[0].quote.date == "d1"


def test_listeners_before_bahwa_are_cut_off() -> None:
    text = "Sari mengatakan kepada wartawan bahwa jalan itu sudah dibuka."
    assert read(text, "Sari").rows()[0][1] == "jalan itu sudah dibuka"


def test_two_speakers_in_one_sentence() -> None:
    text = "Sari mengatakan jalan itu aman, sementara Rudi menyebut jembatan itu runtuh."
    assert [(r[1], r[3]) for r in read(text, "Sari", "Rudi").rows()] == [
        ("jalan itu aman", "Sari"),
        ("jembatan itu runtuh", "Rudi"),
    ]


def test_the_one_spoken_of_is_not_the_speaker() -> None:
    assert read("Menurut Sari, Rudi sudah pulang.", "Sari", "Rudi").rows()[0][3] == "Sari"


def test_subject_before_a_relative_clause() -> None:
    text = "Sari, yang memeriksa Rudi, mengatakan jalan itu aman."
    assert read(text, "Sari", "Rudi").rows()[0][3] == "Sari"
    text = "Sari yang memeriksa Rudi mengatakan jalan itu aman."
    assert read(text, "Sari", "Rudi").rows()[0][3] == "Sari"


def test_a_sentence_around_its_attribution() -> None:
    text = "Harga beras, kata Sari, akan turun bulan depan."
    assert read(text, "Sari").rows() == [
        ("indirect", "Harga beras, kata Sari, akan turun bulan depan", "kata", "Sari")
    ]


def test_pronoun_takes_up_the_speaker_not_the_one_spoken_of() -> None:
    text = "Sari mengatakan Rudi sudah pulang. Ia menyebut jalan itu aman."
    assert read(text, "Sari", "Rudi").rows()[1][3] == "Sari"


def test_headlines_drop_the_prefix_and_quote_by_colon() -> None:
    assert read("Sari Sebut Jalan Itu Sudah Dibuka\nHujan turun.", "Sari", title=True).rows() == [
        ("indirect", "Jalan Itu Sudah Dibuka", "Sebut", "Sari")
    ]
    assert read("Sari: Jalan Itu Sudah Dibuka\nHujan turun.", "Sari", title=True).rows() == [
        ("indirect", "Jalan Itu Sudah Dibuka", None, "Sari")
    ]


def test_nobody_is_invented() -> None:
    assert read('"Kami siap menunggu," katanya.').rows() == [("direct", "Kami siap menunggu,", "kata", None)]


def test_subject_before_an_inserted_source() -> None:
    text = "Petrov, seperti dikutip AFP, mengatakan perundingan itu runtuh."
    found = read(text, "Petrov", media=("AFP",))
    assert found.rows()[0][3] == "Petrov"
    assert found.findings[0].quote.via == ("a2",)


def test_trailing_report_is_cut_off() -> None:
    text = "Petrov membantah menyerang kota itu, demikian dilaporkan AFP."
    found = read(text, "Petrov", media=("AFP",))
    assert found.rows() == [("indirect", "menyerang kota itu", "membantah", "Petrov")]
    assert found.findings[0].quote.via == ("a2",)


def test_pihaknya_is_the_speaker() -> None:
    text = "Sari mengatakan jalan itu aman. Pihaknya mengaku sudah memeriksa jembatan."
    assert [r[3] for r in read(text, "Sari").rows()] == ["Sari", "Sari"]


def test_a_new_description_with_itu_takes_up_the_speaker() -> None:
    text = "Sari mengatakan jalan itu aman. Politikus itu menyebut jembatan sudah dibuka."
    assert read(text, "Sari", "politikus").rows()[1][3] == "Sari"


def test_a_document_speaks_without_a_person() -> None:
    text = "Dalam dokumen itu dijelaskan, tarif akan naik tahun depan."
    assert read(text).rows() == [("indirect", "tarif akan naik tahun depan", "dijelaskan", None)]


def test_an_unknown_speaker_is_not_replaced_by_an_earlier_one() -> None:
    text = 'Sari mengatakan jalan itu aman.\n"Kami menunggu," kata Joko.\n"Air sudah turun," ujarnya.'
    assert [r[3] for r in read(text, "Sari").rows()] == ["Sari", None, None]


def test_a_noun_reports_what_its_owner_claims() -> None:
    text = "Warga menolak klaim Sari bahwa jalan itu sudah aman."
    assert read(text, "Sari").rows() == [("indirect", "jalan itu sudah aman", "klaim", "Sari")]


def test_links_before_an_attribution_are_no_part_of_the_clause() -> None:
    text = "Sementara itu, menurut Sari, jalan itu sudah dibuka."
    assert read(text, "Sari").rows()[0][1] == "jalan itu sudah dibuka"


def test_a_second_verb_in_a_headline_is_no_attribution() -> None:
    text = "Dua Kota Gelar Dialog, Dorong Sari Maju\nHujan turun."
    assert read(text, "Sari", title=True).rows() == []
