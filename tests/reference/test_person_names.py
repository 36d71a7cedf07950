"""Which capitalised words name persons, by where they stand in the article."""

import itertools

from hypothesis import given
from hypothesis import strategies as st
from test_actors import tagged

from conllu import analysis_from_lines
from saksi.lexicons.load import default_lexicons
from saksi.reference.person_names import settle_names


def persons(text: str) -> list[str]:
    settled = settle_names(analysis_from_lines(tagged(text)), default_lexicons())
    return [settled.text[e.start : e.end] for e in settled.entities if e.label == "PER"]


def labels(text: str) -> dict[str, str]:
    settled = settle_names(analysis_from_lines(tagged(text)), default_lexicons())
    return {settled.text[e.start : e.end]: e.label for e in settled.entities}


SPOKE = '\n"/X Air/N surut/V ,/X "/X kata/V {} .'


def test_a_first_name_behind_a_comma_belongs_to_the_name() -> None:
    text = "Kepala/N Desa/N ,/X Paris/P:LOC Andara/P:PER Wijaya/P:+PER ,/X pergi/V ." + SPOKE.format(
        "Paris/P:LOC"
    )
    assert persons(text) == ["Paris Andara Wijaya", "Paris"]


def test_a_town_that_nobody_bears_as_a_name_stays_a_town() -> None:
    text = "Ia/R pergi/V ke/A Paris/P:LOC .\nAndara/P:PER Wijaya/P:+PER pulang/V ."
    assert labels(text) == {"Paris": "LOC", "Andara Wijaya": "PER"}


def test_a_month_is_a_name_only_where_it_speaks() -> None:
    text = (
        "Direktur/N ,/X Juli/P Andara/P:PER ,/X datang/V .\nJuli/P menjelaskan/V hal/N itu/D ."
        "\nharga/N Juli/P turun/V ."
    )
    assert persons(text) == ["Juli Andara", "Juli"]


def test_an_apposition_behind_a_title_is_a_name() -> None:
    text = "Ketua/N Koperasi/N Maju/N ,/X Jakfar/P:LOC Sodara/P mengatakan/V harga/N naik/V ."
    assert persons(text) == ["Jakfar Sodara"]


def test_an_age_in_brackets_makes_a_person() -> None:
    assert persons("warga/N itu/D ,/X Wahida/P (/X 41/M )/X ,/X selamat/V .") == ["Wahida"]


def test_a_word_in_small_letters_ends_the_name() -> None:
    assert persons("Prita/P:PER Lestari/P:+PER bercerita/V:+PER tadi/N .") == ["Prita Lestari"]


def test_other_names_are_the_persons_wherever_they_stand() -> None:
    text = "Aminah/P:PER Sari/P:+PER yang/S akrab/J disapa/V JQ/P pergi/V .\nJQ/P pulang/V ."
    assert persons(text) == ["Aminah Sari", "JQ", "JQ"]


def test_a_state_before_a_name_stays_a_state() -> None:
    text = "Menteri/N Iran/P:PER Andara/P:+PER Wijaya/P:+PER datang/V .\nIran/P:LOC menolak/V .\nIran/P:LOC mengatakan/V siap/J ."
    assert labels(text)["Iran"] == "LOC"


def test_an_office_is_no_part_of_a_name() -> None:
    assert persons("Kemarin/N ,/X Gubernur/N Andara/P:PER datang/V .") == ["Andara"]


def test_what_stands_before_a_known_person_in_a_body_stays_a_body() -> None:
    text = (
        "Klub/P:ORG Maju/P:+ORG Andara/P:+ORG Wijaya/P:+ORG menang/V .\nAndara/P:PER Wijaya/P:+PER senang/J ."
    )
    assert labels(text)["Klub Maju"] == "ORG"
    assert persons(text) == ["Andara Wijaya", "Andara Wijaya"]


@given(
    st.lists(
        st.sampled_from(["Budi/P:PER", "Maju/P:ORG", "kata/V", ",/X", '"/X', "Garut/P:LOC", "nya/R", "(/X"]),
        min_size=1,
        max_size=12,
    )
)
def test_entities_stay_in_order_and_apart(cells: list[str]) -> None:
    settled = settle_names(analysis_from_lines(tagged(" ".join(cells))), default_lexicons())
    ends = [(e.first, e.last) for e in settled.entities]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(ends))
    assert all(settled.tokens[e.first].start == e.start < e.end for e in settled.entities)
