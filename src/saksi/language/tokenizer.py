"""Splits raw Indonesian news into tokens, clitics apart, as Universal Dependencies does.

Every token is a span of the text, so that joining `text[start:end]` with the whitespace between gives
the text back. Which words split stands in the lexicons `clitics` and `abbreviations`.
"""

from __future__ import annotations

import re

from saksi.lexicons.load import Lexicons
from saksi.records import Span

CHUNK = re.compile(r"\S+")
TRAILING = ".,;:!?)]}'\"”’»…"
PIECE = re.compile(
    r"""
    (?P<address>[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,4})
  | (?P<tag>[@\#]\w+(?:\.\w+)*)
  | (?P<site>[^\W_][\w-]{0,40}(?:\.[\w-]{1,30}){0,3}?\.(?:com|co\.id|go\.id|id|net|org)(?!\w))
  | (?P<dotted>(?:[^\W\d_]{1,2}\.){1,6}[^\W\d_]{1,4}\.(?!\w) | (?:[^\W\d_]\.){2,8}(?!\w))
  | (?P<date>\d{1,2}[/-]\d{1,2}[/-]\d{2,4}(?!\w) | \d{4}-\d{2}-\d{2}(?!\w) | \d{1,2}/\d{1,2}(?![\w/]))
  | (?P<quarter>[IVX]{1,4}/\d{4}(?!\w) | [^\W\d_]/[^\W\d_](?!\w))
  | (?P<number>(?>\d+(?:[.,:]\d+)*)(?:-(?:an|nya)\b)?(?![^\W\d_]))
  | (?P<money>(?:Rp|rp|RP|IDR|USD|US|S|A|HK|NT)(?=[\d$]))
  | (?P<word>[^\W_]+(?:['’`][^\W_]+)*(?:-[^\W_]+(?:['’`][^\W_]+)*)*)
  | (?P<run>\.{2,}|-{2,}|`{2,}|'{2,}|_+|={2,}|\*{2,}|~{2,}|!{2,}|\?{2,})
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
INITIAL = re.compile(r"[^\W\d_]\.")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
CACHED_CHUNKS = 50_000
CACHED_LENGTH = 32
_SHORTEST = 2  # letters of a word that is run together with the next


class Tokenizer:
    """Tokenizer compiled once from the lexicons; holds only a bounded cache of chunk splits."""

    def __init__(self, lexicons: Lexicons) -> None:
        rows = lexicons.table("clitics")
        self._whole = frozenset(row["form"] for row in rows if row["kind"] in ("whole", "root"))
        self._roots = frozenset(row["form"] for row in rows if row["kind"] == "root")
        self._prefixes = tuple(row["form"][:-1] for row in rows if row["kind"] == "prefix")
        self._name_clitics = tuple(row["form"][1:] for row in rows if row["kind"] == "name-clitic")
        self._clitics = (*self._name_clitics, *(r["form"][1:] for r in rows if r["kind"] == "clitic"))
        self._joined = frozenset(row["form"][:-1] for row in rows if row["kind"] == "joined")
        self._run_on = frozenset(row["form"] for row in rows if row["kind"] == "run-on")
        self._brands = tuple(row["form"] for row in rows if row["kind"] == "brand")
        self._split = {row["form"]: row["suffix"] for row in rows if row["kind"] == "split"}
        abbreviations = lexicons.table("abbreviations")
        self._abbreviations = frozenset(row["form"] for row in abbreviations)
        self._cache: dict[str, tuple[Span, ...]] = {}

    def tokenize(self, text: str, start: int = 0, end: int | None = None) -> list[Span]:
        """Token spans of `text[start:end]`, as code-point offsets into `text`, in order."""
        spans: list[Span] = []
        stop = len(text) if end is None else end
        chunk_start = chunk_end = stop
        for match in CHUNK.finditer(text, start, stop):
            chunk_start, chunk_end = match.span()
            spans.extend(
                [(chunk_start + s, chunk_start + e) for s, e in self._chunk(text[chunk_start:chunk_end])]
            )
        self._free_last_stop(text, spans)
        return spans

    def words(self, text: str) -> list[str]:
        """The tokens of `text` as strings."""
        return [text[s:e] for s, e in self.tokenize(text)]

    def _free_last_stop(self, text: str, spans: list[Span]) -> None:
        """The stop that ends a paragraph is a mark of its own, also after an abbreviation (Tbk .)."""
        for i in range(len(spans) - 1, max(-1, len(spans) - 4), -1):
            s, e = spans[i]
            if text[e - 1] == "." and e - s > 1 and text[e - 2] != ".":
                if "." not in text[s : e - 1]:
                    spans[i : i + 1] = [(s, e - 1), (e - 1, e)]
                return
            if text[s:e] not in TRAILING:
                return

    def _chunk(self, chunk: str) -> tuple[Span, ...]:
        known = self._cache.get(chunk)
        if known is not None:
            return known
        spans = tuple(self._split_chunk(chunk))
        if len(chunk) <= CACHED_LENGTH:
            if len(self._cache) >= CACHED_CHUNKS:
                self._cache.clear()
            self._cache[chunk] = spans
        return spans

    def _split_chunk(self, chunk: str) -> list[Span]:
        if chunk.isalpha():
            return self._word(chunk, 0)
        spans: list[Span] = []
        at, size = 0, len(chunk)
        while at < size:
            end = self._link_end(chunk, at) or self._abbreviation_end(chunk, at)
            if end:
                spans.append((at, end))
                at = end
                continue
            match = PIECE.match(chunk, at)
            assert match is not None
            end = match.end()
            if match.lastgroup == "word":
                spans.extend(self._word(match.group(), at))
            else:
                spans.extend(self._plain(match))
            at = end
        return spans

    @staticmethod
    def _plain(match: re.Match[str]) -> list[Span]:
        """A piece that is no word: one token, but a year with -nya has the clitic apart."""
        s, e = match.span()
        if match.lastgroup == "number" and match.group().endswith("-nya"):
            return [(s, e - 4), (e - 4, e - 3), (e - 3, e)]
        return [(s, e)]

    @staticmethod
    def _link_end(chunk: str, at: int) -> int:
        """End of a web address that begins at `at`, or 0."""
        if not (chunk.startswith(("http://", "https://", "www."), at)):
            return 0
        end = len(chunk)
        while end > at and chunk[end - 1] in TRAILING:
            end -= 1
        return end if end - at > 4 else 0

    def _abbreviation_end(self, chunk: str, at: int) -> int:
        """End of a listed abbreviation or an initial with its stop that begins at `at`, or 0."""
        if at and (chunk[at - 1].isalnum() or not chunk[at].isalpha()):
            return 0
        initial = INITIAL.match(chunk, at)
        if initial is not None and chunk[at].isupper():
            after = chunk[initial.end() : initial.end() + 1]
            if not after or not (after.isalnum() or after in ")\"'”"):
                return initial.end()
        stop = chunk.find(".", at, at + 12)
        while stop > 0:
            if chunk[at : stop + 1] in self._abbreviations and not chunk[stop + 1 : stop + 2].isalpha():
                return stop + 1
            stop = chunk.find(".", stop + 1, at + 12)
        return 0

    def _word(self, word: str, at: int) -> list[Span]:
        """Spans of one word, hyphens included: words run together, compound parts, then clitics."""
        cut = self._run_on_end(word)
        if cut:
            return [*self._word(word[:cut], at), *self._word(word[cut:], at + cut)]
        if "-" not in word:
            return self._clitic(word, at)
        parts = word.split("-")
        if parts[-1] in self._clitics and not parts[-2].lower().endswith(parts[-1]):
            stem = word[: -len(parts[-1]) - 1]
            cut = at + len(stem)
            return [*self._word(stem, at), (cut, cut + 1), (cut + 1, at + len(word))]
        if self._is_pair(parts):
            spans: list[Span] = []
            for part in parts:
                spans.extend(self._word(part, at))
                at += len(part)
                spans.append((at, at + 1))
                at += 1
            return spans[:-1]
        return self._clitic(word, at)

    def _run_on_end(self, word: str) -> int:
        """Where a name begins that the page ran together with the word before it (kepada|AFP), or 0."""
        branded = any(brand in word for brand in self._brands)
        if not branded and (word.islower() or word.istitle() or word.isupper()):
            return 0
        for at in range(_SHORTEST, len(word) - _SHORTEST + 1):
            if not word[1:at].islower():
                return 0
            if word[at].isupper() and word[:at].lower() in self._run_on:
                return at
            if branded and any(_names(word, at, brand) for brand in self._brands):
                return at
        return 0

    def _is_pair(self, parts: list[str]) -> bool:
        """Whether a hyphen joins two things (Rusia-Ukraina, 5-10) rather than parts of one word."""
        if all(NUMBER.fullmatch(part) for part in parts):
            return True
        first, second = parts[0].lower(), parts[1].lower()
        if first in self._joined or not all(len(part) > 1 and part[0].isupper() for part in parts):
            return False
        return first[-3:] != second[-3:] and first[:3] != second[:3]

    def _clitic(self, word: str, at: int) -> list[Span]:
        cut = self._cut(word)
        if not cut:
            return [(at, at + len(word))]
        return [*self._clitic(word[:cut], at), (at + cut, at + len(word))]

    def _cut(self, word: str) -> int:
        """Where the last clitic of `word` begins, 0 if there is none."""
        lower = word.lower()
        suffix = self._split.get(lower)
        if suffix:
            return len(word) - len(suffix)
        if len(lower) != len(word):
            return 0
        for suffix in self._clitics:
            if lower.endswith(suffix):
                break
        else:
            return 0
        stem = len(word) - len(suffix)
        on_names = suffix in self._name_clitics
        if stem < (2 if on_names else 3) or self._stays(lower):
            return 0
        # A capitalised word may be a name that only looks so: Abdullah, Maluku.
        return stem if on_names or word.islower() else 0

    def _stays(self, lower: str) -> bool:
        if lower in self._whole or lower.rpartition("-")[2] in self._whole:
            return True
        return any(lower.startswith(p) and lower[len(p) :] in self._roots for p in self._prefixes)


def _names(word: str, at: int, brand: str) -> bool:
    """Whether a name of the house begins at `at`: detikcom, detikJabar."""
    after = word[at + len(brand) :]
    return word.startswith(brand, at) and (after == "com" or after[:1].isupper())
