"""Rewrites training sentences as newsrooms write them elsewhere: as headlines, in lower case, stopless."""

from __future__ import annotations

import random
from collections.abc import Sequence

from saksi.training import corpora
from saksi.training.corpora import Sentence

TITLE_SHARE = 0.08
STOPLESS_SHARE = 0.08
LOWER_SHARE = 0.03
_SMALL = {"ADP", "CCONJ", "SCONJ", "PART", "PRON"}


def small_words(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Function words, which headlines leave in small letters."""
    return frozenset(
        w.lower() for s in sentences for w, t in zip(s.words, s.upos, strict=False) if t in _SMALL
    )


def varied(sentence: Sentence, rng: random.Random, small: frozenset[str]) -> Sentence:
    """The sentence, now and then rewritten as a headline, in lower case or without its stop."""
    chance = rng.random()
    if chance < TITLE_SHARE:
        return corpora.without_final_stop(corpora.title_case(sentence, small))
    if chance < TITLE_SHARE + STOPLESS_SHARE:
        return corpora.without_final_stop(sentence)
    if chance < TITLE_SHARE + STOPLESS_SHARE + LOWER_SHARE:
        return corpora.lower_case(sentence)
    return sentence
