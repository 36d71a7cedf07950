from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.language.tokenizer import Tokenizer
from saksi.lexicons.load import default_lexicons

TOKENIZER = Tokenizer(default_lexicons())


def words(text: str) -> str:
    return " ".join(TOKENIZER.words(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("menurutnya rumahku itulah apakah siapapun", "menurut nya rumah ku itu lah apa kah siapa pun"),
        ("Apakah", "Apa kah"),
        ("hanya bertanya punya misalnya sebelumnya", "hanya bertanya punya misalnya sebelumnya"),
        ("sekolah bersekolah adalah mengolah setelah", "sekolah bersekolah adalah mengolah setelah"),
        ("langkah menikah naskah", "langkah menikah naskah"),
        ("meskipun walaupun menghimpun", "meskipun walaupun menghimpun"),
        ("pelaku mengaku buku bertemu ilmu", "pelaku mengaku buku bertemu ilmu"),
        ("Abdullah di Maluku dan Ramallah", "Abdullah di Maluku dan Ramallah"),
        ("APBD-nya", "APBD - nya"),
    ],
)
def test_clitics_split_as_in_universal_dependencies(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kepadaAFP dariReuters kataFaruk", "kepada AFP dari Reuters kata Faruk"),
        ("DilansirdetikJabar, penerimadetikcom", "Dilansir detikJabar , penerima detikcom"),
        ("detikcom detiknya sedetik eBay iPhone KontraS", "detikcom detik nya sedetik eBay iPhone KontraS"),
    ],
)
def test_names_that_a_page_ran_together_with_a_word_split_off(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jl. Merdeka No. 7", "Jl. Merdeka No. 7"),
        ("Prof. Dr. H. Amir, S.H., M.Si.", "Prof. Dr. H. Amir , S.H. , M.Si."),
        ("M. Nuh menjabat a.n. menteri", "M. Nuh menjabat a.n. menteri"),
        ("beras, gula, dll.", "beras , gula , dll ."),
        ("beras, gula, dll. dijual", "beras , gula , dll. dijual"),
    ],
)
def test_abbreviations_keep_their_stop_but_at_the_end(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rp1.000 dan Rp 2,5 miliar", "Rp 1.000 dan Rp 2,5 miliar"),
        ("US$5 naik 20%", "US $ 5 naik 20 %"),
        ("(21/10/2025) pukul 10.30", "( 21/10/2025 ) pukul 10.30"),
        ("Selasa (21/10)", "Selasa ( 21/10 )"),
        ("2007-2009 era 1990-an ke-5", "2007 - 2009 era 1990-an ke-5"),
        ("Covid-19 dan F-16", "Covid-19 dan F-16"),
    ],
)
def test_numbers_dates_and_money(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("negara-negara Undang-Undang rekan-rekannya", "negara-negara Undang-Undang rekan-rekan nya"),
        ("Rusia-Ukraina", "Rusia - Ukraina"),
        ("Al-Aqsa Jong-un non-migas", "Al-Aqsa Jong-un non-migas"),
        ("MPR/DPR", "MPR / DPR"),
        ("lihat https://contoh.id/a?b=1, ya", "lihat https://contoh.id/a?b=1 , ya"),
        ("akun @warta.kota, #aksi", "akun @warta.kota , #aksi"),
        ('"Siap," katanya.', '" Siap , " kata nya .'),
        ("“Siap”…", "“ Siap ” …"),
    ],
)
def test_hyphens_addresses_and_quotes(text: str, expected: str) -> None:
    assert words(text) == expected


@given(st.text())
def test_tokens_and_whitespace_give_the_text_back(text: str) -> None:
    at = 0
    for start, end in TOKENIZER.tokenize(text):
        assert at <= start < end
        assert not text[at:start].strip()
        assert not any(letter.isspace() for letter in text[start:end])
        at = end
    assert not text[at:].strip()


@given(st.text(alphabet="aA1.-/'\"(),nyaku Rp$%", max_size=60))
def test_news_like_text_is_covered_too(text: str) -> None:
    assert "".join(TOKENIZER.words(text)) == "".join(text.split())


def test_a_window_gives_offsets_into_the_whole_text() -> None:
    text = "Judul berita\nIsi beritanya."
    spans = TOKENIZER.tokenize(text, 13, len(text))
    assert [text[s:e] for s, e in spans] == ["Isi", "berita", "nya", "."]


def test_long_chunks_take_linear_time() -> None:
    assert len(TOKENIZER.tokenize("a-" * 20_000)) >= 1
    assert len(TOKENIZER.tokenize("a." * 20_000)) >= 1
    assert len(TOKENIZER.tokenize("1.2," * 20_000)) >= 1
