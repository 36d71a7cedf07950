"""Who is the subject of a clause drawn by hand: what the tree says, and what word order says without it."""

from __future__ import annotations

import pytest

from clause import Clause

# --- subjects that the tree names


def test_the_subject_of_the_tree_comes_with_those_coordinated_with_it():
    clause = Clause(
        "Rusia/PROPN/4/nsubj dan/CCONJ/3/cc Iran/PROPN/1/conj mengecam/VERB/0/root Israel/PROPN/4/obj"
    )
    assert clause.subject("mengecam") == ["Rusia", "Iran"]


def test_of_two_subjects_the_nearest_before_the_verb_is_taken():
    clause = Clause(
        "Harga/NOUN/3/nsubj pemerintah/NOUN/3/nsubj menaikkan/VERB/0/root mereka/PRON/3/nsubj kemarin/NOUN/3/obl"
    )
    assert clause.subject("menaikkan") == ["pemerintah"]


def test_a_subject_behind_the_verb_counts_where_none_stands_before():
    clause = Clause("Datang/VERB/0/root menteri/NOUN/1/nsubj kemarin/NOUN/1/obl")
    assert clause.subject("Datang") == ["menteri"]


def test_yang_and_dates_are_no_subjects():
    clause = Clause("Milisi/NOUN/0/root yang/PRON/3/nsubj menyerang/VERB/1/acl:relcl kota/NOUN/3/obj")
    assert clause.subject("menyerang") == ["Milisi"]
    clause = Clause(
        "Tentara/NOUN/3/dep Senin/PROPN/3/nsubj menyerang/VERB/0/root kota/NOUN/3/obj", barred=("Senin",)
    )
    assert clause.subject("menyerang") == ["Tentara"]


# --- subjects through other verbs


def test_a_coordinated_verb_goes_on_with_the_subject_of_the_first():
    clause = Clause(
        "Polisi/NOUN/2/nsubj mengepung/VERB/0/root rumah/NOUN/2/obj lalu/CCONJ/5/cc menangkap/VERB/2/conj pelaku/NOUN/5/obj"
    )
    assert clause.subject("menangkap") == ["Polisi"]


def test_a_word_that_only_adds_to_the_verb_behind_it_hands_the_subject_on():
    clause = Clause(
        "Kiev/PROPN/2/nsubj membantah/VERB/0/root dan/CCONJ/4/cc balik/NOUN/2/conj menuding/VERB/4/acl Moskow/PROPN/5/obj",
        barred=("balik",),
    )
    assert clause.subject("menuding") == ["Kiev"]


def test_the_object_of_a_verb_is_no_subject_of_the_next_behind_a_comma():
    clause = Clause(
        "Polisi/NOUN/2/nsubj gerebek/VERB/0/root gudang/NOUN/2/obj ,/PUNCT/5/punct sita/VERB/2/dep senjata/NOUN/5/obj"
    )
    assert clause.subject("sita") == []


def test_a_phrase_behind_a_comma_opens_a_clause_of_its_own():
    clause = Clause(
        "Polisi/NOUN/2/nsubj datang/VERB/0/root ,/PUNCT/5/punct warga/NOUN/2/obj tidak/ADV/6/advmod melawan/VERB/2/conj"
    )
    assert clause.subject("melawan") == ["warga"]


@pytest.mark.parametrize("between", ["akan/AUX/6/aux", "juga/ADV/6/advmod", "tak/PART/6/advmod"])
def test_what_tells_how_it_is_done_may_stand_behind_an_opening_phrase(between: str):
    clause = Clause(
        f"Polisi/NOUN/2/nsubj datang/VERB/0/root ,/PUNCT/6/punct warga/NOUN/2/obj {between} melawan/VERB/2/conj"
    )
    assert clause.subject("melawan") == ["warga"]


def test_an_opening_phrase_behind_a_preposition_is_no_subject():
    clause = Clause("Di/ADP/2/case Jakarta/PROPN/3/obl berunjuk/VERB/0/root buruh/NOUN/3/nsubj")
    assert clause.subject("berunjuk") == ["buruh"]
    clause = Clause("Untuk/ADP/3/mark warga/NOUN/3/obl melawan/VERB/0/root")
    assert clause.subject("melawan") == []


def test_a_complement_has_the_subject_of_the_verb_above_it():
    clause = Clause(
        "Menteri/NOUN/2/nsubj berjanji/VERB/0/root akan/AUX/4/aux membantu/VERB/2/xcomp petani/NOUN/4/obj"
    )
    assert clause.subject("membantu") == ["Menteri"]


CONTROL = "Menteri/NOUN/2/nsubj meminta/VERB/0/root polisi/NOUN/2/obj segera/ADV/5/advmod menangkap/VERB/2/xcomp pelaku/NOUN/5/obj"


def test_the_object_of_a_verb_of_asking_does_what_is_asked():
    assert Clause(CONTROL, control=("meminta",)).subject("menangkap") == ["polisi"]


def test_without_control_the_asker_would_do_it():
    assert Clause(CONTROL).subject("menangkap") == ["Menteri"]


def test_who_is_asked_in_the_passive_does_what_is_asked():
    clause = Clause(
        "Warga/NOUN/2/nsubj:pass diminta/VERB/0/root petugas/NOUN/2/obl agar/SCONJ/5/mark mengungsi/VERB/2/xcomp",
        control=("diminta",),
    )
    assert clause.subject("mengungsi") == ["Warga"]


def test_control_with_the_object_behind_the_complement_falls_to_the_subject():
    clause = Clause(
        "Menteri/NOUN/2/nsubj meminta/VERB/0/root menahan/VERB/2/xcomp pelaku/NOUN/2/obj",
        control=("meminta",),
    )
    assert clause.subject("menahan") == ["Menteri"]


def test_a_verb_before_its_controlling_verb_is_not_controlled():
    clause = Clause(
        "Mencegah/VERB/5/advcl banjir/NOUN/1/obj ,/PUNCT/1/punct gubernur/NOUN/5/nsubj meminta/VERB/0/root rakyat/NOUN/5/obj bersabar/VERB/5/xcomp",
        control=("meminta",),
    )
    assert clause.subject("Mencegah") == ["gubernur"]
    assert clause.subject("bersabar") == ["rakyat"]


def test_who_said_it_is_who_met():
    met = "Hal/NOUN/2/nsubj:pass disampaikan/VERB/0/root Menlu/PROPN/2/obj usai/SCONJ/5/mark bertemu/VERB/2/advcl Raja/PROPN/5/obj"
    assert Clause(met).subject("bertemu") == ["Menlu"]
    # A complement is no such clause: its subject is that of the passive.
    assert Clause(met.replace("advcl", "xcomp")).subject("bertemu") == ["Hal"]


def test_an_adverbial_clause_before_a_passive_goes_by_its_subject():
    clause = Clause(
        "Usai/SCONJ/2/mark bertemu/VERB/5/advcl Raja/PROPN/2/obj Menlu/PROPN/5/nsubj:pass dicegat/VERB/0/root wartawan/NOUN/5/obl"
    )
    assert clause.subject("bertemu") == ["Menlu"]


def test_a_passive_without_teller_leaves_its_subject():
    clause = Clause(
        "Aktivis/NOUN/2/nsubj:pass ditahan/VERB/0/root setelah/SCONJ/4/mark berorasi/VERB/2/advcl"
    )
    assert clause.subject("berorasi") == ["Aktivis"]


def test_a_clause_in_a_noun_phrase_is_about_the_noun():
    clause = Clause("Kapal/NOUN/0/root pengangkut/NOUN/1/nmod membawa/VERB/1/acl beras/NOUN/3/obj")
    assert clause.subject("membawa") == ["Kapal"]


@pytest.mark.parametrize("mark", ["untuk", "guna", "agar", "supaya", "bahwa", "buat"])
def test_whose_the_noun_is_does_what_it_is_for(mark: str):
    clause = Clause(
        f"Kami/PRON/2/nsubj mendukung/VERB/0/root rencana/NOUN/2/obj Turki/PROPN/3/nmod {mark}/SCONJ/6/mark menyerang/VERB/3/acl"
    )
    assert clause.subject("menyerang") == ["Turki"]


def test_what_an_owned_noun_is_to_undergo_is_done_by_the_verb_above():
    clause = Clause(
        "Jaksa/NOUN/2/nsubj menyiapkan/VERB/0/root berkas/NOUN/2/obj tersangka/NOUN/3/nmod untuk/SCONJ/6/mark diserahkan/VERB/3/acl"
    )
    assert clause.subject("diserahkan") == ["Jaksa"]


def test_a_noun_that_is_nobodys_takes_the_subject_of_the_verb_above():
    clause = Clause(
        "Kami/PRON/2/nsubj mencari/VERB/0/root jalan/NOUN/2/obj untuk/SCONJ/5/mark membantu/VERB/3/acl korban/NOUN/5/obj"
    )
    assert clause.subject("membantu") == ["Kami"]
    clause = Clause("Jalan/NOUN/0/root untuk/SCONJ/3/mark membantu/VERB/1/acl korban/NOUN/3/obj")
    assert clause.subject("membantu") == []


def test_chains_of_verbs_without_end_are_left_by_word_order():
    verbs = " ".join(f"verba{k}/VERB/{k - 1}/xcomp" for k in range(3, 12))
    clause = Clause(f"Menteri/NOUN/2/nsubj verba2/VERB/0/root {verbs}")
    assert clause.subject("verba8") == ["Menteri"]
    assert clause.subject("verba9") == ["Menteri"]
    assert clause.subject("verba10") == []  # seven verbs below, no noun phrase before it


# --- subjects by word order alone


def test_without_a_tree_the_noun_phrase_before_the_verb_is_its_subject():
    clause = Clause(
        "Kemarin/ADV/0/root para/DET/1/dep buruh/NOUN/1/dep pabrik/NOUN/1/dep itu/DET/1/dep mogok/VERB/1/dep"
    )
    assert clause.subject("mogok") == ["buruh"]


def test_phrases_with_prepositions_are_stepped_over():
    clause = Clause(
        "Pasukan/NOUN/1/dep dari/ADP/1/dep Rusia/PROPN/1/dep di/ADP/1/dep Suriah/PROPN/1/dep menyerang/VERB/0/root"
    )
    assert clause.subject("menyerang") == ["Pasukan"]


@pytest.mark.parametrize("mark", ["bahwa/SCONJ", ":/PUNCT", ";/PUNCT", "“/PUNCT", "”/PUNCT", '"/PUNCT'])
def test_order_does_not_look_over_marks_of_a_clause(mark: str):
    clause = Clause(
        f"Menteri/NOUN/1/dep kemarin/ADV/1/dep {mark}/1/dep segera/ADV/1/dep menyerang/VERB/0/root"
    )
    assert clause.subject("menyerang") == []


def test_order_does_not_look_over_another_verb():
    clause = Clause("Menteri/NOUN/1/dep datang/VERB/1/dep kemarin/ADV/1/dep menyerang/VERB/0/root")
    assert clause.subject("menyerang") == []


def test_order_steps_over_a_relative_clause_to_its_noun():
    clause = Clause(
        "Milisi/NOUN/1/dep yang/PRON/1/dep telah/AUX/1/dep berbasis/VERB/1/dep di/ADP/1/dep Suriah/PROPN/1/dep menyerang/VERB/0/root"
    )
    assert clause.subject("menyerang") == ["Milisi"]
    clause = Clause(
        "Milisi/NOUN/1/dep yang/PRON/1/dep menguasai/VERB/1/dep Suriah/PROPN/1/dep menyerang/VERB/0/root"
    )
    assert clause.subject("menyerang") == ["Milisi"]


def test_order_takes_the_object_of_a_verb_that_no_yang_opens():
    clause = Clause("Ada/VERB/1/dep warga/NOUN/1/dep melawan/VERB/0/root")
    assert clause.subject("melawan") == ["warga"]


def test_yang_right_before_the_verb_gives_the_noun_before_it():
    clause = Clause("Polisi/NOUN/1/dep yang/PRON/1/dep juga/ADV/1/dep menembak/VERB/0/root")
    assert clause.subject("menembak") == ["Polisi"]
    assert Clause("Juga/ADV/3/dep yang/PRON/3/dep menembak/VERB/0/root").subject("menembak") == []


def test_order_stops_at_the_beginning_of_the_sentence():
    clause = Clause(
        "Polisi/NOUN/2/nsubj datang/VERB/0/root Rusia/PROPN/2/obj\nSegera/ADV/2/advmod menyerang/VERB/0/root"
    )
    assert clause.subject("menyerang") == []
    clause = Clause("Polisi/NOUN/0/root\nDi/ADP/2/case Rusia/PROPN/3/obl menyerang/VERB/0/root")
    assert clause.subject("menyerang") == []


def test_dates_break_a_noun_phrase():
    clause = Clause("Warga/NOUN/1/dep Senin/PROPN/1/dep mogok/VERB/0/root", barred=("Senin",))
    assert clause.subject("mogok") == ["Warga"]


# --- verbs that go on with an earlier subject

RAID = "Polisi/NOUN/2/nsubj gerebek/VERB/0/root gudang/NOUN/2/obj {}/{}/5/punct {}sita/VERB/5/parataxis senjata/NOUN/5/obj"


@pytest.mark.parametrize("link", [",/PUNCT", "dan/CCONJ", "serta/CCONJ", "lalu/CCONJ", "kemudian/CCONJ"])
def test_a_verb_behind_a_comma_or_link_goes_on_with_the_subject(link: str):
    assert Clause(RAID.format(*link.split("/"), "")).earlier("sita") == ["Polisi"]


def test_adverbs_may_stand_between():
    clause = Clause(RAID.format(",", "PUNCT", "langsung/ADV/5/advmod "))
    assert clause.earlier("sita") == ["Polisi"]


@pytest.mark.parametrize("mark", [";/PUNCT", "atau/CCONJ", "gudang/NOUN", "dan/ADP"])
def test_any_other_word_before_the_verb_ends_it(mark: str):
    clause = Clause(
        f"Polisi/NOUN/2/nsubj gerebek/VERB/0/root rumah/NOUN/2/obj {mark}/2/dep sita/VERB/2/parataxis"
    )
    assert clause.earlier("sita") == []


@pytest.mark.parametrize("mark", ['"', "“", "”", ":", ";"])
def test_no_subject_is_fetched_over_a_quotation_mark_or_colon(mark: str):
    clause = Clause(
        f"Polisi/NOUN/2/nsubj gerebek/VERB/0/root {mark}/PUNCT/2/punct gudang/NOUN/2/obj ,/PUNCT/6/punct sita/VERB/2/parataxis"
    )
    assert clause.earlier("sita") == []


def test_the_subject_is_not_that_of_a_relative_clause():
    clause = Clause(
        "Polisi/NOUN/2/nsubj gerebek/VERB/0/root gudang/NOUN/2/obj yang/PRON/5/nsubj menyimpan/VERB/3/acl:relcl ganja/NOUN/5/obj ,/PUNCT/8/punct sita/VERB/2/parataxis"
    )
    assert clause.earlier("sita") == ["Polisi"]


def test_a_verb_without_subject_is_passed_over_for_an_earlier_one():
    clause = Clause(
        "Polisi/NOUN/2/nsubj gerebek/VERB/0/root ,/PUNCT/2/punct segera/ADV/5/advmod tembaki/VERB/5/dep ,/PUNCT/7/punct sita/VERB/2/parataxis"
    )
    assert clause.earlier("sita") == ["Polisi"]


def test_the_first_words_of_a_text_have_no_earlier_subject():
    assert Clause("Segera/ADV/2/advmod sita/VERB/0/root senjata/NOUN/2/obj").earlier("sita") == []
    assert Clause(",/PUNCT/2/punct sita/VERB/0/root senjata/NOUN/2/obj").earlier("sita") == []


def test_the_subject_of_an_earlier_sentence_is_not_fetched():
    clause = Clause(
        "Polisi/NOUN/2/nsubj gerebek/VERB/0/root\n,/PUNCT/2/punct sita/VERB/0/root senjata/NOUN/2/obj"
    )
    assert clause.earlier("sita") == []
