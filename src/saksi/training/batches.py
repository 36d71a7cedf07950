"""Turns sentences into the tensors that the network learns from."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from saksi.language.words import TABLES, Words
from saksi.training.corpora import Sentence
from saksi.training.net import Batch

NOTHING = -100  # a class that no loss counts


class Lexemes:
    """Features of every word met, computed once."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._rows: dict[str, int] = {}
        self._features = np.zeros((1024, len(TABLES)), dtype=np.int64)
        self._vectors = np.zeros((1024, words.dimensions), dtype=np.float32)

    def row(self, word: str) -> int:
        """Row of the word in `features` and `vectors`."""
        row = self._rows.get(word)
        if row is None:
            row = self._rows[word] = len(self._rows)
            if row == len(self._features):
                self._features = np.concatenate([self._features, np.zeros_like(self._features)])
                self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
            self._features[row] = self._words.features(word)
            self._vectors[row] = self._words.vectors([word])[0]
        return row

    def batch(self, sentences: Sequence[Sentence], sources: Sequence[int]) -> Batch:
        """The sentences as input of the network."""
        rows = padded([[self.row(w) for w in s.words] for s in sentences], 0).numpy()
        return Batch(
            features=torch.from_numpy(self._features[rows]),
            vectors=torch.from_numpy(self._vectors[rows]),
            lengths=torch.tensor([len(s.words) for s in sentences]),
            sources=torch.tensor(sources),
        )


def padded(rows: Sequence[Sequence[int]], filler: int) -> Tensor:
    """Rows of different lengths as one tensor (rows, longest)."""
    found = np.full((len(rows), max(map(len, rows))), filler, dtype=np.int64)
    for i, row in enumerate(rows):
        found[i, : len(row)] = row
    return torch.from_numpy(found)


@dataclass(frozen=True)
class Classes:
    """Names of the classes of each head, in the order of their scores."""

    upos: tuple[str, ...]
    voices: tuple[str, ...]
    deps: tuple[str, ...]
    iob: tuple[str, ...]
    coarse: tuple[str, ...]
    masked: tuple[str, ...]
    sources: tuple[str, ...]
    entity_sources: tuple[str, ...]

    def numbers(self, name: str) -> dict[str, int]:
        """Class to number for the head `name`."""
        return {label: i for i, label in enumerate(getattr(self, name))}


class Stream:
    """Endless sentences, shuffled anew each time that all were shown; `at` counts those taken."""

    def __init__(self, sentences: Iterable[Sentence], seed: str) -> None:
        self._sentences = list(sentences)
        self._seed = seed
        self._round = -1
        self._order: list[int] = []
        self.at = 0

    def take(self, words: int) -> list[Sentence]:
        """Sentences of about `words` words together."""
        taken: list[Sentence] = []
        count = 0
        while count < words:
            number, place = divmod(self.at, len(self._sentences))
            if number != self._round:
                self._round = number
                self._order = list(range(len(self._sentences)))
                random.Random(f"{self._seed} {number}").shuffle(self._order)
            sentence = self._sentences[self._order[place]]
            self.at += 1
            taken.append(sentence)
            count += len(sentence.words)
        return taken
