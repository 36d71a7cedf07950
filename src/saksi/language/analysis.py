"""What the language layer says of a text: tokens, sentences, a dependency tree, named entities.

Plain data, free of any parser's own classes, so that the layers above can be tested from a few
lines of CoNLL-U and the parser can change under them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from saksi.language.plain_words import Word, words_of
from saksi.records import Span


class Token(NamedTuple):
    """A syntactic word (clitics are words of their own, as in Universal Dependencies).

    `i` is its index in the analysis, `start`/`end` its offsets in the text, `head` the index of its
    head (its own index for a root), `dep` the UD relation, `voice` Act, Pass or "", `root` the
    morphological root in lower case (menyerang -> serang), `feats` the features as UD writes them
    (Number=Sing, Polarity=Neg), Voice among them.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    upos: str
    head: int
    dep: str
    root: str
    voice: str = ""
    feats: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity: PER, ORG or LOC over tokens `first` to `last` (half-open token indices)."""

    label: str
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: half-open token range and its span in the text. `paragraph` counts from 0."""

    first: int
    last: int
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True)
class Analysis:
    """Tokens, sentences and entities of one article's text, with the tree's inverse at hand."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    _children: tuple[tuple[int, ...], ...] = field(default=(), repr=False)
    _sentence_of: tuple[int, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        children: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                children[token.head].append(token.i)
        object.__setattr__(self, "_children", tuple(tuple(c) for c in children))
        owner = [0] * len(self.tokens)
        for number, sentence in enumerate(self.sentences):
            for i in range(sentence.first, sentence.last):
                owner[i] = number
        object.__setattr__(self, "_sentence_of", tuple(owner))

    def with_entities(self, entities: Sequence[Entity]) -> Analysis:
        """The same analysis with other entities."""
        made = copy(self)
        for derived in ("inside", "inside_names"):
            made.__dict__.pop(derived, None)
        object.__setattr__(made, "entities", tuple(entities))
        made.__dict__["words"] = self.words  # whatever the entities are: taken apart once for all
        return made

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of all tokens, without marks; whatever the entities are."""
        return words_of(self.text, self.tokens)

    @cached_property
    def inside(self) -> Mapping[str, frozenset[int]]:
        """Of each label, the indices of all tokens inside entities of that label."""
        found: dict[str, set[int]] = {label: set() for label in ("PER", "ORG", "LOC")}
        for entity in self.entities:
            found.setdefault(entity.label, set()).update(range(entity.first, entity.last))
        return {label: frozenset(tokens) for label, tokens in found.items()}

    @cached_property
    def inside_names(self) -> frozenset[int]:
        """The indices of all tokens inside names of persons and organisations."""
        return self.inside["PER"] | self.inside["ORG"]

    def children(self, i: int, *deps: str) -> tuple[Token, ...]:
        """Children of token `i` in text order; with `deps`, only those with one of these relations."""
        children = self._children[i]
        if not children:
            return ()
        tokens = self.tokens
        return tuple([tokens[c] for c in children if not deps or tokens[c].dep in deps])

    def subtree(self, i: int) -> tuple[int, ...]:
        """Indices of token `i` and all its descendants, in text order."""
        seen, stack = [], [i]
        while stack:
            current = stack.pop()
            seen.append(current)
            stack.extend(self._children[current])
        return tuple(sorted(seen))

    def ancestors(self, i: int) -> Iterator[Token]:
        """Heads of token `i`, nearest first, up to the root."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield self.tokens[i]

    def sentence_of(self, i: int) -> Sentence:
        """The sentence that holds token `i`."""
        return self.sentences[self._sentence_of[i]]

    def sentence_number(self, i: int) -> int:
        """The number, from 0, of the sentence that holds token `i`."""
        return self._sentence_of[i]

    def sentence_tokens(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of a sentence."""
        return self.tokens[sentence.first : sentence.last]

    def span(self, first: int, last: int) -> Span:
        """Text span of the half-open token range."""
        return (self.tokens[first].start, self.tokens[last - 1].end)
