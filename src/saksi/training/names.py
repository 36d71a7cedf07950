"""Puts other names into training sentences, so that the entity head meets the world's places and groups.

The entity corpora are domestic news: Aleppo or Hamas hardly occur in them. Names of places,
organisations and leaders come from the lexicons.
"""

from __future__ import annotations

import random
from dataclasses import replace

from saksi.language.known_names import Names
from saksi.training.corpora import Sentence

SHARES = {"LOC": 0.25, "ORG": 0.12, "PER": 0.06}
CAPITALS_SHARE = 0.08


def with_other_names(sentence: Sentence, pools: Names, rng: random.Random) -> Sentence:
    """The sentence with some of its entities replaced by names of the same kind.

    Sentences in lower case are left alone, and all that have no entity.
    """
    if all(word.islower() or not word.isalpha() for word in sentence.words):
        return sentence
    words: list[str] = []
    tags: list[str] = []
    i, size = 0, len(sentence.words)
    while i < size:
        label = sentence.iob[i][2:] if sentence.iob[i].startswith("B-") else ""
        end = i + 1
        while label and end < size and sentence.iob[end] == f"I-{label}":
            end += 1
        if label and rng.random() < SHARES[label]:
            name = rng.choice(pools[label])
            new = (name.upper() if rng.random() < CAPITALS_SHARE else name).split()
            words.extend(new)
            tags.extend([f"B-{label}"] + [f"I-{label}"] * (len(new) - 1))
        else:
            words.extend(sentence.words[i:end])
            tags.extend(sentence.iob[i:end])
        i = end
    return replace(sentence, words=tuple(words), iob=tuple(tags), spaces=(True,) * len(words))
