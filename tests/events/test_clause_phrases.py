"""What else stands in a clause drawn by hand: object, agent, owner, prepositional phrases, carrying verb."""

from __future__ import annotations

import pytest

from clause import Clause

# --- objects and agents


def test_the_object_of_the_tree_comes_with_those_coordinated_with_it():
    clause = Clause(
        "Polisi/NOUN/2/nsubj menangkap/VERB/0/root dua/NUM/4/nummod buruh/NOUN/2/obj dan/CCONJ/6/cc mahasiswa/NOUN/4/conj"
    )
    assert clause.object("menangkap") == ["buruh", "mahasiswa"]


def test_a_counted_word_is_an_object_whatever_its_tag():
    clause = Clause("Polisi/NOUN/2/nsubj menangkap/VERB/0/root tiga/NUM/4/nummod begal/ADJ/2/obj")
    assert clause.object("menangkap") == ["begal"]
    clause = Clause("Polisi/NOUN/2/nsubj menangkap/VERB/0/root begal/ADJ/2/obj")
    assert clause.object("menangkap") == []


def test_to_whom_something_is_given_is_an_object_too_and_the_first():
    clause = Clause(
        "Menteri/NOUN/2/nsubj memberi/VERB/0/root kemarin/ADJ/2/advmod petani/NOUN/2/iobj pupuk/NOUN/2/obj"
    )
    assert clause.object("memberi") == ["petani"]


def test_an_object_before_the_verb_or_a_date_is_none():
    clause = Clause("Gudang/NOUN/2/obj digerebek/VERB/0/root di/ADP/4/case Depok/PROPN/2/obl")
    assert clause.object("digerebek") == []
    clause = Clause("Polisi/NOUN/2/nsubj menangkap/VERB/0/root Senin/PROPN/2/obj", barred=("Senin",))
    assert clause.object("menangkap") == []


def test_without_a_tree_the_noun_phrase_right_behind_is_the_object():
    clause = Clause(
        "Polisi/NOUN/2/nsubj menangkap/VERB/0/root hingga/ADP/2/dep sekitar/ADV/2/dep 40/NUM/2/dep buruh/NOUN/2/dep"
    )
    assert clause.object("menangkap") == ["buruh"]


def test_a_phrase_too_far_behind_or_behind_another_word_is_no_object():
    far = " ".join(f"kata{k}/ADV/2/dep" for k in range(5))
    assert (
        Clause(f"Polisi/NOUN/2/nsubj menangkap/VERB/0/root {far} buruh/NOUN/2/dep").object("menangkap") == []
    )
    near = " ".join(f"kata{k}/ADV/2/dep" for k in range(4))
    clause = Clause(f"Polisi/NOUN/2/nsubj menangkap/VERB/0/root {near} buruh/NOUN/2/dep")
    assert clause.object("menangkap") == ["buruh"]
    clause = Clause("Polisi/NOUN/2/nsubj datang/VERB/0/root di/ADP/2/dep Depok/PROPN/2/dep")
    assert clause.object("datang") == []


def test_no_object_is_fetched_from_the_next_sentence():
    clause = Clause("Polisi/NOUN/2/nsubj menyerah/VERB/0/root\nBuruh/NOUN/2/nsubj menang/VERB/0/root")
    assert clause.object("menyerah") == []


def test_the_agent_of_a_passive_stands_behind_oleh_or_right_behind_it():
    clause = Clause(
        "Buruh/NOUN/2/nsubj:pass ditangkap/VERB/0/root kemarin/NOUN/2/obl oleh/ADP/5/case polisi/NOUN/2/obl"
    )
    assert clause.agent("ditangkap") == ["polisi"]
    clause = Clause(
        "Buruh/NOUN/2/nsubj:pass ditangkap/VERB/0/root polisi/NOUN/2/obl dan/CCONJ/5/cc tentara/NOUN/3/conj"
    )
    assert clause.agent("ditangkap") == ["polisi", "tentara"]
    assert (
        Clause("Buruh/NOUN/2/nsubj:pass ditangkap/VERB/0/root di/ADP/4/case Depok/PROPN/2/obl").agent(
            "ditangkap"
        )
        == []
    )


# --- fronted objects, wishes, owners


def test_what_stands_before_kami_sita_is_seized():
    clause = Clause("Uang/NOUN/4/dep yang/PRON/4/dep kami/PRON/4/nsubj sita/VERB/0/root")
    assert clause.words(clause.grammar.fronted(clause.at("sita")) or ()) == ["Uang"]


def test_nothing_stands_before_the_first_pronoun_and_no_pronoun_fronts_nothing():
    clause = Clause("Kami/PRON/2/nsubj sita/VERB/0/root uang/NOUN/2/obj")
    assert clause.grammar.fronted(clause.at("sita")) == ()
    clause = Clause("Sita/VERB/0/root uang/NOUN/1/obj")
    assert clause.grammar.fronted(clause.at("Sita")) is None
    clause = Clause("Polisi/NOUN/2/nsubj sita/VERB/0/root uang/NOUN/2/obj")
    assert clause.grammar.fronted(clause.at("sita")) is None
    clause = Clause("Polisi/NOUN/1/dep datang/VERB/0/root\nKami/PRON/2/nsubj sita/VERB/0/root")
    assert clause.grammar.fronted(clause.at("sita")) == ()


@pytest.mark.parametrize("mark", ["agar", "supaya"])
def test_who_a_demand_wants_something_of(mark: str):
    clause = Clause(
        f"Tuntutan/NOUN/0/root buruh/NOUN/1/nmod ,/PUNCT/1/punct {mark}/SCONJ/7/mark pemerintah/NOUN/7/nsubj segera/ADV/7/advmod memberi/VERB/1/acl hak/NOUN/7/obj"
    )
    assert clause.words(clause.grammar.wanted_of(clause.at("Tuntutan"))) == ["pemerintah"]


def test_a_demand_without_such_a_clause_wants_it_of_nobody():
    for rest in (
        "agar/SCONJ/3/mark segera/ADV/4/advmod dipenuhi/VERB/1/acl",
        "./PUNCT/1/punct agar/SCONJ/4/mark polisi/NOUN/1/dep",
        "itu/DET/1/det",
    ):
        clause = Clause(f"Tuntutan/NOUN/0/root {rest}")
        assert clause.grammar.wanted_of(0) == ()


def test_a_demand_reaches_so_far_and_no_further():
    for words, found in ((12, ["polisi"]), (13, [])):
        rest = " ".join(f"kata{k}/ADV/1/dep" for k in range(words))
        clause = Clause(f"Tuntutan/NOUN/0/root {rest} agar/SCONJ/1/dep polisi/NOUN/1/dep mundur/VERB/1/dep")
        assert clause.words(clause.grammar.wanted_of(0)) == found


def test_owners_are_the_nouns_right_behind():
    clause = Clause(
        "Serangan/NOUN/0/root besar/ADJ/1/amod tentara/NOUN/1/nmod Rusia/PROPN/3/nmod ke/ADP/6/case Ukraina/PROPN/1/nmod"
    )
    assert clause.owner("Serangan") == ["tentara", "Rusia"]
    assert clause.owner("Rusia") == []
    clause = Clause("Serangan/NOUN/0/root Senin/PROPN/1/nmod Rusia/PROPN/1/nmod", barred=("Senin",))
    assert clause.owner("Serangan") == []
    clause = Clause("Serangan/NOUN/0/root\nRusia/PROPN/0/root")
    assert clause.owner("Serangan") == []


# --- prepositional phrases


def test_phrases_of_the_tree_and_of_word_order_come_together_once_each():
    clause = Clause(
        "AS/PROPN/2/nsubj mengirim/VERB/0/root bantuan/NOUN/2/obj untuk/ADP/5/case warga/NOUN/3/nmod dan/CCONJ/7/cc petani/NOUN/5/conj ke/ADP/9/case Gaza/PROPN/2/obl ./PUNCT/2/punct"
    )
    assert clause.phrases("mengirim") == {"ke": ["Gaza"], "untuk": ["warga", "petani"]}


def test_phrases_of_the_subject_of_a_passive_and_of_a_complement_are_the_verbs_too():
    clause = Clause(
        "Bantuan/NOUN/4/nsubj:pass untuk/ADP/3/case Yaman/PROPN/1/nmod dikirim/VERB/0/root kemarin/NOUN/4/obl ./PUNCT/4/punct"
    )
    assert clause.phrases("dikirim") == {"untuk": ["Yaman"]}
    clause = Clause(
        "Ia/PRON/2/nsubj siap/ADJ/0/root yang/PRON/2/dep berunding/VERB/2/xcomp dengan/ADP/6/case Iran/PROPN/4/obl ./PUNCT/2/punct"
    )
    assert clause.phrases("siap") == {"dengan": ["Iran"]}


def test_a_phrase_whose_preposition_stands_before_the_verb_but_whose_head_does_not_is_left_out():
    clause = Clause(
        "Dengan/ADP/3/case membantu/VERB/0/root warga/NOUN/2/obl kota/NOUN/3/nmod ./PUNCT/2/punct"
    )
    assert clause.phrases("membantu") == {}


def test_phrases_before_the_verb_count_where_the_tree_says_so():
    clause = Clause(
        "Kepada/ADP/2/case Iran/PROPN/4/obl AS/PROPN/4/nsubj menawarkan/VERB/0/root damai/NOUN/4/obj ./PUNCT/4/punct"
    )
    assert clause.phrases("menawarkan") == {"kepada": ["Iran"]}


def test_a_date_is_no_phrase_and_a_verb_no_head_of_one():
    clause = Clause(
        "AS/PROPN/2/nsubj berunding/VERB/0/root pada/ADP/4/case Senin/PROPN/2/obl ./PUNCT/2/punct",
        barred=("Senin",),
    )
    assert clause.phrases("berunding") == {}
    clause = Clause("AS/PROPN/2/nsubj berunding/VERB/0/root untuk/ADP/4/case maju/VERB/2/obl ./PUNCT/2/punct")
    assert clause.phrases("berunding") == {}


@pytest.mark.parametrize(
    "mark",
    ["mengecam/VERB", "karena/SCONJ", "yang/PRON", ";/PUNCT", ":/PUNCT", '"/PUNCT', "“/PUNCT", "”/PUNCT"],
)
def test_word_order_looks_for_phrases_up_to_the_next_verb_or_mark(mark: str):
    clause = Clause(f"Serangan/NOUN/0/root {mark}/1/dep terhadap/ADP/1/dep Iran/PROPN/1/dep lagi/ADV/1/dep")
    assert clause.phrases("Serangan") == {}
    clause = Clause("Serangan/NOUN/0/root baru/ADJ/1/dep terhadap/ADP/1/dep Iran/PROPN/1/dep lagi/ADV/1/dep")
    assert clause.phrases("Serangan") == {"terhadap": ["Iran"]}


def test_word_order_reaches_thirteen_words():
    for words, found in ((12, {"terhadap": ["Iran"]}), (13, {})):
        rest = " ".join(f"kata{k}/ADV/1/dep" for k in range(words))
        clause = Clause(f"Serangan/NOUN/0/root {rest} terhadap/ADP/1/dep Iran/PROPN/1/dep lagi/ADV/1/dep")
        assert clause.phrases("Serangan") == found


def test_two_phrases_of_one_preposition_stand_in_order():
    clause = Clause(
        "Serangan/NOUN/0/root terhadap/ADP/1/dep Iran/PROPN/1/dep dan/CCONJ/1/dep terhadap/ADP/1/dep Irak/PROPN/1/dep lagi/ADV/1/dep"
    )
    assert clause.phrases("Serangan") == {"terhadap": ["Iran", "Irak"]}


# --- the verb that carries a noun


def test_the_verb_of_a_noun_is_its_head_in_the_tree():
    for relation in ("obj", "nsubj", "nsubj:pass", "obl", "xcomp"):
        clause = Clause(
            f"Serangan/NOUN/4/{relation} besar/ADJ/1/amod kembali/ADV/4/advmod dilakukan/VERB/0/root"
        )
        assert clause.governor("Serangan") == "dilakukan"


def test_the_verb_right_before_a_noun_phrase_is_its_verb_where_the_tree_knows_none():
    clause = Clause("Israel/PROPN/2/nsubj melancarkan/VERB/0/root dua/NUM/2/dep serangan/NOUN/3/dep")
    assert clause.governor("serangan") == "melancarkan"
    for words, found in (("dua/NUM", "melancarkan"), ("ke/ADP", None), ("pentingnya/NOUN", None)):
        clause = Clause(
            f"Israel/PROPN/2/nsubj melancarkan/VERB/0/root {words}/2/dep lagi/ADV/2/dep serangan/NOUN/3/dep"
        )
        assert clause.governor("serangan") == found


def test_the_verb_of_a_noun_stands_at_most_four_words_before_it():
    for words, found in ((3, "melancarkan"), (4, None)):
        rest = " ".join(f"kata{k}/ADJ/2/dep" for k in range(words))
        clause = Clause(f"Israel/PROPN/2/nsubj melancarkan/VERB/0/root {rest} serangan/NOUN/3/dep")
        assert clause.governor("serangan") == found


def test_a_noun_at_the_beginning_of_a_sentence_has_no_verb_before_it():
    assert (
        Clause("Israel/PROPN/2/nsubj menyerang/VERB/0/root\nSerangan/NOUN/0/root").governor("Serangan")
        is None
    )
    assert Clause("Melancarkan/VERB/2/dep serangan/NOUN/0/root").governor("serangan") == "Melancarkan"
