"""Who is the same: parts of names, nicknames, initials, titles before and after the name, descriptions."""

from test_actors import only, read, told, words

from saksi.readers.source import SourceDocument

__all__ = ["only"]


def test_a_capitalised_word_after_a_cue_is_a_person() -> None:
    found = words('"/X Jalan/N putus/V ,/X "/X kata/V Armen/N .\nArmen/N pergi/V .')
    assert found == {"Armen": ["Armen", "Armen"]}


def test_a_place_or_a_body_after_a_cue_is_none() -> None:
    assert told('"/X Jalan/N putus/V ,/X "/X kata/V Bandung/P .') == []
    assert told('"/X Jalan/N putus/V ,/X "/X kata/V KPK/P .') == [("KPK", "IDNCOP")]


def test_a_name_called_by_a_cue_goes_on_elsewhere() -> None:
    found = words('Warga/N ,/X Sulis/N Anggrani/X (/X 30/M )/X pergi/V .\n"/X Ya/X ,/X "/X kata/V Sulis/N .')
    assert found["Sulis Anggrani"][-1] == "Sulis"


def test_part_of_a_name_is_the_person() -> None:
    found = words(
        "Luwi/P:PER Alfarman/P:+PER datang/V .\nlalu/C Luwi/P pergi/V .\nkini/C Alfarman/P pulang/V ."
    )
    assert list(found.values()) == [["Luwi Alfarman", "Luwi", "Alfarman"]]


def test_initials_mean_the_fuller_name() -> None:
    found = words("Lita/P:PER Mirana/P:+PER datang/V .\npolisi/N memeriksa/V LM/P:PER .")
    assert found["Lita Mirana"] == ["Lita Mirana", "LM"]


def test_a_nickname_in_marks_is_part_of_the_name(pipeline) -> None:
    text = "BLORA - Bupati Blora Rudi 'Acong' Wasono menolak usulan itu. Acong meminta polisi datang."
    record = pipeline.read(SourceDocument(text.encode(), text, "berita.txt", "text/plain"))
    assert record.actors[0].name == "Rudi 'Acong' Wasono"
    assert "Acong" in {record.text[start:end] for start, end in record.actors[0].mentions}


def test_a_short_title_means_who_bears_it_in_full_later() -> None:
    found = words(
        "Menag/N datang/V .\nMenteri/N Agama/N Karim/P:PER Wahab/P:+PER pergi/V .\nMenag/N pulang/V ."
    )
    assert found["Karim Wahab"] == ["Menag", "Menteri Agama Karim Wahab", "Menag"]


def test_a_title_reads_over_its_short_form() -> None:
    actor = only("Wali/N Kota/N (/X Walkot/N )/X Salatiga/P Robi/P:PER Herna/P:+PER")
    assert (actor.name, actor.code) == ("Robi Herna", "IDNGOV")


def test_spellings_of_an_office_are_one_body() -> None:
    found = words(
        "Pemkot/N Salatiga/P menolak/V .\nPemerintah/N Kota/N Salatiga/P pergi/V .\nPemkot/N menolak/V ."
    )
    assert list(found.values()) == [["Pemkot Salatiga", "Pemerintah Kota Salatiga", "Pemkot"]]


def test_a_description_takes_up_whose_party_it_names() -> None:
    found = words(
        "Politikus/N PKB/P Amir/P:PER Fadil/P:+PER datang/V .\nSari/P:PER Dewi/P:+PER pergi/V .\n"
        "politikus/N PKB/P itu/D menolak/V ."
    )
    assert found["Amir Fadil"][-1] == "politikus PKB itu"


def test_a_description_of_somewhere_else_is_somebody_else() -> None:
    found = words(
        "Warga/N Mali/P Amara/P:PER Keita/P:+PER datang/V .\npria/N asal/N Chile/P itu/D menolak/V ."
    )
    assert len(found) == 2


def test_a_company_that_is_pointed_at_is_the_one_named() -> None:
    found = words("Samsung/P menolak/V .\nPerusahaan/N asal/N Korea/P Selatan/P itu/D pergi/V .")
    assert list(found.values()) == [["Samsung", "Perusahaan asal Korea Selatan itu"]]


def test_an_unnamed_person_needs_no_role_that_repeats_the_name() -> None:
    actor = only("seorang/D pejabat/N kelompok/N pemberontak/N di/A Darfur/P")
    assert actor.role is None


def test_a_person_is_not_a_building_or_a_number() -> None:
    assert told("Graha/P:PER Segari/P:+PER berdiri/V") == []
    assert told("SP3K/P:PER terbit/V") == []


def test_a_noun_for_many_can_be_a_first_name() -> None:
    _, found = read("Muslim/N:PER Jaya/P:+PER Baru/P:+PER menolak/V")
    assert [(a.kind, a.name) for a in found.actors] == [("person", "Muslim Jaya Baru")]


def test_a_title_before_a_comma_names_who_stands_behind_it(pipeline) -> None:
    text = "GARUT - Kepala Dinas Sosial Garut, Endah Wulandari, menolak. Kuasa hukumnya, Rudi Manalu, pergi."
    record = pipeline.read(SourceDocument(text.encode(), text, "berita.txt", "text/plain"))
    roles = {actor.name: actor.role for actor in record.actors}
    assert roles["Endah Wulandari"] == "Kepala Dinas Sosial Garut"
    assert roles["Rudi Manalu"] == "Kuasa hukum"


def test_both_countries_are_the_two_named_together(pipeline) -> None:
    text = "Thailand dan Kamboja berunding di Malaysia. Anwar mengatakan kedua negara akan menarik pasukan."
    record = pipeline.read(SourceDocument(text.encode(), text, "berita.txt", "text/plain"))
    both = text.index("kedua negara")
    assert {a.name for a in record.actors if (both, both + 12) in a.mentions} == {"Thailand", "Kamboja"}
