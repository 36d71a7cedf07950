"""Indonesian morphology: words taken apart, words made, words left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.language.morphology import analyse_word, bare_of, derive, passive_of, root_of, ter_of
from saksi.language.morphology_rules import join
from saksi.lexicons.load import default_lexicons


@pytest.mark.parametrize(
    ("form", "root"),
    [
        ("menyerang", "serang"),
        ("menembak", "tembak"),
        ("memukul", "pukul"),
        ("mengirim", "kirim"),
        ("mengecat", "cat"),
        ("memproses", "proses"),
        ("mengkritik", "kritik"),
        ("menyukseskan", "sukses"),
        ("mensosialisasikan", "sosialisasi"),
        ("mentransfer", "transfer"),
        ("menangis", "tangis"),
        ("mengungkap", "ungkap"),
        ("mengawal", "kawal"),
        ("diserang", "serang"),
        ("bekerja", "kerja"),
        ("belajar", "ajar"),
        ("terbunuh", "bunuh"),
        ("memperingatkan", "ingat"),
        ("diperkuat", "kuat"),
        ("memberlakukan", "laku"),
        ("diketahui", "tahu"),
        ("penyerangan", "serang"),
        ("perundingan", "runding"),
        ("pemberlakuan", "laku"),
        ("keberhasilan", "hasil"),
        ("ketidakpastian", "pasti"),
        ("gerakan", "gerak"),
        ("berikan", "beri"),
        ("kunjungi", "kunjung"),
        ("petani", "tani"),
        ("pelaku", "laku"),
        ("pemerintah", "perintah"),
        ("seorang", "orang"),
    ],
)
def test_root_of_derived_words(form: str, root: str) -> None:
    assert root_of(form) == root


@pytest.mark.parametrize(
    ("form", "root"),
    [
        ("negara-negara", "negara"),
        ("berlari-lari", "lari"),
        ("tembak-menembak", "tembak"),
        ("pemberontak-pemberontak", "berontak"),
        ("kehati-hatian", "hati"),
        ("memukul-mukul", "pukul"),
        ("besar-besaran", "besar"),
        ("warna-warni", "warna"),
        ("mengolok-olok", "olok"),
    ],
)
def test_doubled_words(form: str, root: str) -> None:
    morph = analyse_word(form)
    assert morph.root == root
    assert morph.reduplicated


@pytest.mark.parametrize(
    "form",
    ["relawan", "menang", "pemilu", "presiden", "bali", "perempuan", "menteri", "makan", "jalan", "perang"],
)
def test_words_that_only_look_derived_stay(form: str) -> None:
    assert root_of(form) == form


@pytest.mark.parametrize(
    ("form", "root"),
    [("mem-PHK", "phk"), ("ke-10", "10"), ("1990-an", "1990"), ("lalu-lintas", "lalu-lintas")],
)
def test_hyphens_that_do_not_double(form: str, root: str) -> None:
    morph = analyse_word(form)
    assert morph.root == root
    assert not morph.reduplicated


@pytest.mark.parametrize(
    ("form", "root"),
    [
        ("memviralkan", "viral"),
        ("mendeplatformkan", "deplatform"),
        ("menunjukan", "tunjuk"),
        ("Frontex", "frontex"),
    ],
)
def test_unknown_roots_and_slips(form: str, root: str) -> None:
    assert root_of(form) == root


CORE = ("me", "me-kan", "me-i", "di", "di-kan", "di-i", "an", "pe", "pe-an", "ber", "ter", "ke-an", "per-an")


def test_derived_words_lead_back_to_their_roots() -> None:
    roots = [row["root"] for row in default_lexicons().table("roots")][::10]
    words = [(d.form, root) for root in roots for d in derive(root) if d.standard and d.label in CORE]
    right = sum(root_of(form) == root for form, root in words)
    assert right / len(words) > 0.97


def test_names_stay() -> None:
    assert root_of("Bali", "PROPN") == "bali"
    assert root_of("Berlian", "PROPN") == "berlian"


@pytest.mark.parametrize(
    ("form", "root"), [("serangannya", "serang"), ("katakanlah", "kata"), ("negaraku", "negara")]
)
def test_clitics_fall_off(form: str, root: str) -> None:
    assert root_of(form) == root


def test_analysis_names_the_derivation() -> None:
    morph = analyse_word("memberikan")
    assert (morph.root, morph.prefix, morph.suffix) == ("beri", "me", "kan")
    assert (morph.voice, morph.label) == ("Act", "me-kan")
    assert analyse_word("diserang").voice == "Pass"
    assert analyse_word("serangan").voice == ""


@pytest.mark.parametrize(
    ("active", "passive", "bare"),
    [
        ("menyerang", "diserang", "serang"),
        ("memberikan", "diberikan", "berikan"),
        ("memperingatkan", "diperingatkan", "peringatkan"),
        ("memperkuat", "diperkuat", "perkuat"),
        ("mengetahui", "diketahui", "ketahui"),
        ("mengunjungi", "dikunjungi", "kunjungi"),
        ("mengebom", "dibom", "bom"),
        ("memengaruhi", "dipengaruhi", "pengaruhi"),
        ("memviralkan", "diviralkan", "viralkan"),
    ],
)
def test_turning_an_active_verb(active: str, passive: str, bare: str) -> None:
    assert passive_of(active) == passive
    assert bare_of(active) == bare


def test_ter_passive_and_verbs_without_passive() -> None:
    assert ter_of("menembak") == "tertembak"
    assert passive_of("bersumpah") == ""


def test_derive_names_each_form() -> None:
    forms = {d.label: d.form for d in derive("serang") if d.standard}
    assert forms["me"] == "menyerang"
    assert forms["di"] == "diserang"
    assert forms["an"] == "serangan"
    assert forms["pe-an"] == "penyerangan"
    assert forms["ter"] == "terserang"
    assert forms["redup"] == "serang-serang"


def test_irregular_words_are_derived_too() -> None:
    forms = {d.label: d.form for d in derive("ajar")}
    assert forms["ber"] == "belajar"
    assert forms["per-an"] == "pelajaran"


@pytest.mark.parametrize(
    ("root", "form"),
    [("syukur", "mensyukuri"), ("rusak", "merusaki"), ("klik", "mengekliki"), ("khianat", "mengkhianati")],
)
def test_sound_rules(root: str, form: str) -> None:
    assert join("me", True, root, "")[0] + "i" == form


@given(st.text(alphabet="abdegiklmnprstuy-", max_size=18))
def test_any_word_has_a_root(word: str) -> None:
    morph = analyse_word(word)
    assert morph.root == root_of(word)
    assert morph.root or not word
