from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.language.analyse import load_model
from saksi.language.features import Features, features_of
from saksi.lexicons.load import default_lexicons

FEATURES = Features(default_lexicons())
TAGS = sorted({row["upos"] for row in default_lexicons().table("features")} | {"VERB", "PROPN"})


@pytest.mark.parametrize(
    ("lower", "upos", "feats"),
    [
        ("tidak", "PART", "Polarity=Neg"),
        ("belum", "PART", "Polarity=Neg"),
        ("jangan", "PART", "Polarity=Neg"),
        ("pun", "PART", ""),
        ("pelabuhan", "NOUN", "Number=Sing"),
        ("pelabuhan-pelabuhan", "NOUN", "Number=Plur"),
        ("undang-undang", "NOUN", "Number=Sing"),
        ("kami", "PRON", "Clusivity=Ex|Number=Plur|Person=1|PronType=Prs"),
        ("nya", "PRON", "Number=Sing|Person=3|PronType=Prs"),
        ("nya", "DET", "Definite=Def|PronType=Art"),
        ("tertinggi", "ADJ", "Degree=Sup"),
        ("terbuka", "ADJ", ""),
        ("ke-17", "ADJ", "NumType=Ord"),
        ("17", "NUM", "NumType=Card"),
        ("tidak", "PROPN", ""),
    ],
)
def test_features_follow_from_the_word_and_its_tag(lower: str, upos: str, feats: str) -> None:
    assert FEATURES.of(lower, upos) == feats


def test_voice_joins_the_features_of_the_word() -> None:
    assert FEATURES.of("ditutup", "VERB", "Pass") == "Voice=Pass"
    assert FEATURES.of("bacaan", "NOUN", "Pass") == "Number=Sing|Voice=Pass"


@given(st.text(min_size=1), st.sampled_from(TAGS), st.sampled_from(["", "Act", "Pass"]))
def test_any_word_gets_features_in_the_order_of_the_scheme(word: str, upos: str, voice: str) -> None:
    feats = FEATURES.of(word.lower(), upos, voice)
    names = list(features_of(feats))
    assert names == sorted(names, key=str.lower)
    assert features_of(feats).get("Voice", "") == voice


def test_the_lexicon_writes_features_in_the_order_of_the_scheme() -> None:
    for row in default_lexicons().table("features"):
        names = list(features_of(row["feats"]))
        assert names == sorted(names, key=str.lower), row


def test_tokens_carry_their_features() -> None:
    text = "Pemerintah tidak menutup pelabuhan."
    tokens = {t.lower: t for t in load_model().analyse(text, [(0, len(text))]).tokens}
    assert tokens["tidak"].feats == "Polarity=Neg"
    assert features_of(tokens["menutup"].feats)["Voice"] == tokens["menutup"].voice == "Act"
    assert tokens["pelabuhan"].feats == "Number=Sing"
