from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.language.sentences import LONGEST_SENTENCE, SentenceSplitter
from saksi.language.tokenizer import Tokenizer
from saksi.lexicons.load import default_lexicons

TOKENIZER = Tokenizer(default_lexicons())
SPLITTER = SentenceSplitter(default_lexicons())


def test_a_missing_space_after_the_stop_does_not_join_sentences() -> None:
    assert cut("Izin itu dicabut.Kini warga menunggu.") == ["Izin itu dicabut.", "Kini warga menunggu."]


def cut(text: str) -> list[str]:
    spans = TOKENIZER.tokenize(text)
    return [text[spans[a][0] : spans[b - 1][1]] for a, b in SPLITTER.split(text, spans)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Ia datang.", "Mereka pergi!", "Siapa yang tinggal?"],
        ["Rapat dipimpin Prof. Dr. M. Nuh di Jl. Melati No. 3 kemarin.", "Hasilnya nihil."],
        ['"Kami siap," kata Budi.', '"Besok kami berangkat."', "Ia tersenyum."],
        ['"Kami siap.', 'Kami berangkat," kata Budi.'],
        ['"Kapan mereka tiba?" tanya Sari.'],
        ["Saham PT Maju Tbk. (MAJU) naik.", "Pasar lesu."],
        ["1. Siapkan berkas."],
        ["Harga turun 1.000 rupiah.", "20 toko tutup."],
        ["Ia (lahir di Solo. Besar di Medan) seorang guru."],
        ["Pelaku dibawa ke JL. Anggrek No. 7, Rabu (21/10/2025).", "Ia rugi Rp 1.000.", "Kasus ditutup."],
        ["a. Surat pengantar.", "b. Akta lahir.", "c. Foto diri."],
        ["Syarat itu dipenuhi.", "1. Membawa kartu.", "2. Mengisi daftar."],
        ["Berita itu dimuat kabar.co.id kemarin."],
    ],
)
def test_sentences_end_where_a_reader_would_end_them(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


@given(st.text(alphabet="abA .!?\"'()…1", max_size=80))
def test_ranges_cover_all_tokens_in_order(text: str) -> None:
    spans = TOKENIZER.tokenize(text)
    ranges = SPLITTER.split(text, spans)
    assert [i for a, b in ranges for i in range(a, b)] == list(range(len(spans)))


def test_a_sentence_without_end_is_cut() -> None:
    spans = TOKENIZER.tokenize("kata, " * 2000)
    assert all(b - a <= LONGEST_SENTENCE for a, b in SPLITTER.split("kata, " * 2000, spans))
