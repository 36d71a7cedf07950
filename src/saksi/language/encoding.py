"""Runs an encoder with its first half remembered: a word's embedding depends on the word alone.

The embedding is a third of an encoder's work, and newspapers use the same words over and over.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from spacy.vocab import Vocab

REMEMBERED = 30_000
# New words are embedded in blocks of one size, so that a word's numbers do not depend on its company.
BLOCK = 64

Floats = npt.NDArray[np.float32]


class RememberingEncoder:
    """A trained encoder (embedding, then convolutions) with a bounded table of embedded words."""

    def __init__(self, vocab: Vocab, model: Any) -> None:
        self._vocab = vocab
        self._embed, self._convolve = model.layers
        self._rows: dict[str, int] = {}
        self._table: Floats = np.zeros((REMEMBERED + BLOCK, model.get_dim("nO")), dtype=np.float32)

    def encode(self, docs: Sequence[Doc], words: Sequence[Sequence[str]]) -> list[Floats]:
        """One array (tokens x width) a document; `words` are the documents' words as strings."""
        distinct = dict.fromkeys(word for some in words for word in some)
        if len(self._rows) + len(distinct) > REMEMBERED:
            self._rows.clear()
            if len(distinct) > REMEMBERED:
                found: list[Floats] = self._convolve.predict(self._embed.predict(list(docs)))
                return found
        self._learn([word for word in distinct if word not in self._rows])
        inputs = [self._table[[self._rows[word] for word in some]] for some in words]
        encoded: list[Floats] = self._convolve.predict(inputs)
        return encoded

    def _learn(self, new: Sequence[str]) -> None:
        for start in range(0, len(new), BLOCK):
            block = list(new[start : start + BLOCK])
            filled = block + [block[0]] * (BLOCK - len(block))
            (vectors,) = self._embed.predict([Doc(self._vocab, words=filled)])
            first = len(self._rows)
            self._table[first : first + len(block)] = vectors[: len(block)]
            self._rows.update((word, first + i) for i, word in enumerate(block))
