"""What the network sees of a word: hashed forms, affixes, outline, membership in known names, subwords.

All of it depends on the word alone. Marks that newsrooms write in many ways (curly quotes, dashes)
look alike, and so do all digits but 0.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

import mmh3
import numpy as np
import numpy.typing as npt

MARKS = str.maketrans("“”„«»’‘–—", '"""""\'\'--')
DIGITS = str.maketrans("123456789", "000000000")
AFFIX = 3
LONGEST_WORD = 60  # letters; of a longer one only the first count
LONGEST_OUTLINE = 10
LABELS = ("LOC", "ORG", "PER")

# Rows of each table of hashed features, in the order of the columns that `Words.features` gives.
TABLES = {"form": 8192, "other_form": 8192, "prefix": 2048, "suffix": 2048, "outline": 512, "name": 8}

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


def norm(word: str) -> str:
    """The form that is looked up: lower case, plain marks, every digit 0."""
    return word[:LONGEST_WORD].lower().translate(MARKS).translate(DIGITS)


def outline(word: str) -> str:
    """X for capitals, x for small letters, d for digits, other marks as they are; runs cut at three."""
    found: list[str] = []
    for letter in word[:LONGEST_WORD].translate(MARKS):
        if letter.isdigit():
            kind = "d"
        elif letter.isalpha():
            kind = "X" if letter.isupper() else "x"
        else:
            kind = letter
        if found[-3:] != [kind] * 3:
            found.append(kind)
    return "".join(found[:LONGEST_OUTLINE])


class Words:
    """Computes the features of words; `known` are the words of listed names by label."""

    def __init__(self, vectors: Mapping[str, object], known: Mapping[str, frozenset[str]]) -> None:
        self._table: Floats = np.asarray(vectors["data"], dtype=np.float32)
        self._shortest = int(str(vectors["minn"]))
        self._longest = int(str(vectors["maxn"]))
        self._hashes = int(str(vectors["hash_count"]))
        self._seed = int(str(vectors["hash_seed"]))
        self._begin, self._end = str(vectors["bow"]), str(vectors["eow"])
        self._known = tuple(known[label] for label in LABELS)

    @property
    def dimensions(self) -> int:
        """Length of a subword vector."""
        return int(self._table.shape[1])

    def features(self, word: str) -> tuple[int, ...]:
        """Row of the word in each of the TABLES."""
        form = norm(word)
        letters = form.encode("utf-8", "surrogatepass")
        sizes = tuple(TABLES.values())
        return (
            zlib.crc32(letters) % sizes[0],
            zlib.crc32(letters, 1) % sizes[1],
            zlib.crc32(form[:AFFIX].encode("utf-8", "surrogatepass"), 2) % sizes[2],
            zlib.crc32(form[-AFFIX:].encode("utf-8", "surrogatepass"), 3) % sizes[3],
            zlib.crc32(outline(word).encode("utf-8", "surrogatepass"), 4) % sizes[4],
            self._names(word),
        )

    def _names(self, word: str) -> int:
        """One bit a label: whether the word, or for one in capitals its usual form, is part of a name."""
        usual = word.title() if word.isupper() else word
        return sum(1 << i for i, words in enumerate(self._known) if word in words or usual in words)

    def vectors(self, words: Sequence[str]) -> Floats:
        """Of each word the mean of the vectors of itself and of its parts (float32, words x `dimensions`)."""
        parts: list[str] = []
        ends = []
        for word in words:
            parts += self._parts(word)
            ends.append(len(parts))
        seed = self._seed
        digests = b"".join([mmh3.hash_bytes(p.encode("utf-8", "surrogatepass"), seed) for p in parts])
        # A digest is four numbers; the table uses the first few.
        numbers = np.frombuffer(digests, dtype="<u4").reshape(len(parts), 4)[:, : self._hashes]
        rows = self._table[(numbers % len(self._table)).ravel()]
        found = np.empty((len(words), self.dimensions), dtype=np.float32)
        start = 0
        for i, end in enumerate(ends):
            own = rows[start * self._hashes : end * self._hashes]
            np.add.reduce(own, axis=0, out=found[i])
            found[i] /= len(own)
            start = end
        return found

    def _parts(self, word: str) -> list[str]:
        """The word between its marks, and every run of its letters that is as long as subwords are."""
        marked = f"{self._begin}{word[:LONGEST_WORD].lower().translate(MARKS)}{self._end}"
        found = [marked]
        length = len(marked)
        for size in range(self._shortest, min(self._longest, length - 1) + 1):
            found += [marked[i : i + size] for i in range(length - size + 1)]
        return found
