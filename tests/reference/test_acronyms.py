from conllu import analysis_from_lines
from saksi.lexicons.load import default_lexicons
from saksi.reference.acronyms import find_definitions
from saksi.reference.actor_lexicon import actor_lexicon


def defined(line: str) -> list[tuple[str, str]]:
    analysis = analysis_from_lines(line)
    words = analysis.words
    return [
        (analysis.text[words[d.first].start : words[d.last - 1].end], words[d.acronym].text)
        for d in find_definitions(analysis, words, actor_lexicon(default_lexicons()))
    ]


def brackets(text: str, acronym: str) -> str:
    words = [f"{w}/PROPN/1/flat" for w in text.split()]
    words[0] = words[0].replace("/1/flat", "/0/root")
    return " ".join([*words, "(/PUNCT/1/punct", f"{acronym}/PROPN/1/appos", ")/PUNCT/1/punct"])


def test_initials_define_an_acronym() -> None:
    assert defined(brackets("Komisi Pemberantasan Korupsi", "KPK")) == [
        ("Komisi Pemberantasan Korupsi", "KPK")
    ]


def test_words_before_the_long_form_stay_out() -> None:
    assert defined(brackets("Ketua Amerika Serikat", "AS")) == [("Amerika Serikat", "AS")]


def test_small_words_may_give_no_letter() -> None:
    long_form = "Badan Meteorologi Klimatologi dan Geofisika"
    assert defined(brackets(long_form, "BMKG")) == [(long_form, "BMKG")]


def test_a_word_may_give_several_letters() -> None:
    assert defined(brackets("Kementerian Kesehatan", "Kemenkes")) == [("Kementerian Kesehatan", "Kemenkes")]


def test_a_doubled_word_counts_twice() -> None:
    assert defined(brackets("Perserikatan Bangsa-Bangsa", "PBB")) == [("Perserikatan Bangsa-Bangsa", "PBB")]


def test_other_brackets_define_nothing() -> None:
    assert defined(brackets("Sergei Lavrov", "GMT")) == []
