"""Word vectors for the language model: floret, trained on raw Indonesian text in lower case."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

DIMENSIONS = 100
BUCKETS = 30_000
HASHES = 2
SHORTEST, LONGEST = 3, 5


def train_vectors(sentences: Iterable[list[str]], *, epochs: int = 10) -> dict[str, Any]:
    """The bucket table (float16, BUCKETS x DIMENSIONS) and settings that spaCy's Vectors take.

    One thread, so that the same sentences give the same table.
    """
    import floret

    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.txt"
        with corpus.open("w", encoding="utf-8") as stream:
            for words in sentences:
                stream.write(" ".join(words).lower() + "\n")
        model = floret.train_unsupervised(
            str(corpus), model="cbow", mode="floret", dim=DIMENSIONS, bucket=BUCKETS, hashCount=HASHES,
            minn=SHORTEST, maxn=LONGEST, minCount=3, epoch=epochs, lr=0.05, thread=1, ws=5, neg=10,
        )  # fmt: skip
        table = Path(folder) / "table.floret"
        model.save_floret_vectors(str(table))
        return _read(table)


def _read(path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8") as stream:
        # rows, dimensions, minn, maxn, hash count, hash seed, begin of word, end of word
        head = stream.readline().split()
        rows, dimensions = int(head[0]), int(head[1])
        data = np.zeros((rows, dimensions), dtype=np.float16)
        for line in stream:
            index, *values = line.rstrip().split(" ")
            data[int(index)] = np.asarray(values, dtype=np.float32)
    return {
        "data": data,
        "minn": int(head[2]),
        "maxn": int(head[3]),
        "hash_count": int(head[4]),
        "hash_seed": int(head[5]),
        "bow": head[6],
        "eow": head[7],
    }
