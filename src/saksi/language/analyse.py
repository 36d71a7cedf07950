"""Analyses a text: tokens, sentences, tags, trees and entities, as `saksi.language.analysis` defines them.

    >>> model = load_model()
    >>> analysis = model.analyse("Lavrov berbicara.", [(0, 17)])

Each paragraph is analysed for itself, each sentence parsed for itself. The result depends on the
text alone: not on what the model has seen before, nor on how many processes share the work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from saksi.language import weights
from saksi.language.analysis import Analysis, Entity, Sentence, Token
from saksi.language.features import Features
from saksi.language.morphology import root_of
from saksi.language.network import Network, Reading
from saksi.language.sentences import SentenceSplitter
from saksi.language.tokenizer import Tokenizer
from saksi.lexicons.load import Lexicons, default_lexicons
from saksi.records import Span

BATCH_TOKENS = 4_000
REMEMBERED = 50_000
# A word as written, in lower case, its root, its features: one object each, however often it occurs.
Forms = tuple[str, str, str, str]
Cut = tuple[list[Span], int]  # token spans of a sentence and the number of its paragraph


def load_model(path: Path | None = None, lexicons: Lexicons | None = None) -> LanguageModel:
    """The language model in folder `path`, or the shipped one.

    Raises ModelError if it is missing or a weight file is not the one that its manifest names.
    """
    words = lexicons or default_lexicons()
    return LanguageModel(weights.load(path, words), words)


class LanguageModel:
    """A loaded network with the tokenizer and the sentence splitter in front of it."""

    def __init__(self, network: Network, lexicons: Lexicons) -> None:
        self.network = network
        self._forms: dict[tuple[str, str, str], Forms] = {}
        self.tokenizer = Tokenizer(lexicons)
        self.splitter = SentenceSplitter(lexicons)
        self.features = Features(lexicons)

    def analyse(self, text: str, paragraphs: Sequence[Span]) -> Analysis:
        """The analysis of the paragraphs of `text`; what stands outside of them has no tokens.

        `paragraphs` are code-point spans into `text`, in order and apart; so are all offsets of the
        result. Any Unicode is accepted; a paragraph of whitespace gives no token.
        """
        return self._analysis(text, self._sentences(text, paragraphs), recut=True)

    def analyse_words(self, sentences: Sequence[Sequence[str]]) -> list[Analysis]:
        """One analysis for each sentence given as words, set side by side with single spaces."""
        found: list[Analysis] = []
        for words in sentences:
            spans: list[Span] = []
            at = 0
            for word in words:
                spans.append((at, at + len(word)))
                at += len(word) + 1
            found.append(self._analysis(" ".join(words), [(spans, 0)] if spans else [], recut=False))
        return found

    def _analysis(self, text: str, cut: Iterable[Cut], *, recut: bool) -> Analysis:
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        entities: list[Entity] = []
        for batch in _batches(cut):
            for reading, (spans, paragraph) in self._read(text, batch, recut):
                first = len(tokens)
                tokens.extend(self._tokens(reading, text, spans, first))
                entities.extend(
                    Entity(label, first + begin, first + end, spans[begin][0], spans[end - 1][1])
                    for label, begin, end in reading.entities
                )
                sentences.append(Sentence(first, len(tokens), spans[0][0], spans[-1][1], paragraph))
        return Analysis(text, tuple(tokens), tuple(sentences), tuple(entities))

    def _read(self, text: str, batch: list[Cut], recut: bool) -> Iterator[tuple[Reading, Cut]]:
        """The sentences with their readings; with `recut`, cut again where a stop seems to be missing."""
        readings = self.network.read([_words(text, spans) for spans, _ in batch])
        parted = [
            list(_recut(text, one, reading)) if recut else [one]
            for reading, one in zip(readings, batch, strict=True)
        ]
        fresh = [_words(text, spans) for parts in parted if len(parts) > 1 for spans, _ in parts]
        again = iter(self.network.read(fresh))
        for reading, parts in zip(readings, parted, strict=True):
            for part in parts:
                yield (reading if len(parts) == 1 else next(again)), part

    def _tokens(self, reading: Reading, text: str, spans: Sequence[Span], first: int) -> list[Token]:
        """Tokens of one sentence, the first of them number `first` of the analysis."""
        found: list[Token] = []
        known = self._forms
        if len(known) > REMEMBERED:
            known.clear()
        for i, (start, end) in enumerate(spans):
            form, upos, voice = text[start:end], reading.upos[i], reading.voices[i]
            forms = known.get((form, upos, voice))
            if forms is None:
                lower = form.lower()
                feats = self.features.of(lower, upos, voice)
                forms = known[form, upos, voice] = (form, lower, root_of(form, upos), feats)
            form, lower, root, feats = forms
            head, dep = first + reading.heads[i], reading.deps[i]
            found.append(Token(first + i, start, end, form, lower, upos, head, dep, root, voice, feats))
        return found

    def _sentences(self, text: str, paragraphs: Sequence[Span]) -> Iterator[Cut]:
        """(token spans, paragraph number) of each sentence."""
        for number, (start, end) in enumerate(paragraphs):
            spans = self.tokenizer.tokenize(text, start, end)
            for first, last in self.splitter.split(text, spans):
                yield spans[first:last], number


def _words(text: str, spans: Sequence[Span]) -> list[str]:
    return [text[s:e] for s, e in spans]


def _recut(text: str, one: Cut, reading: Reading) -> Iterator[Cut]:
    """The sentence, or its parts where another seems to begin with a capital or a mark."""
    spans, paragraph = one
    first = 0
    for start in (*reading.starts, len(spans)):
        if start == len(spans) or not text[spans[start][0]].islower():
            yield spans[first:start], paragraph
            first = start


def _batches(sentences: Iterable[Cut]) -> Iterator[list[Cut]]:
    """Runs of sentences of at most BATCH_TOKENS tokens together."""
    batch: list[Cut] = []
    size = 0
    for sentence in sentences:
        if batch and size + len(sentence[0]) > BATCH_TOKENS:
            yield batch
            batch, size = [], 0
        batch.append(sentence)
        size += len(sentence[0])
    if batch:
        yield batch
