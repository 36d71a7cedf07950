"""Analyses a text: tokens, sentences, tags, trees and entities, as `saksi.language.analysis` defines them.

    >>> model = load_model()
    >>> analysis = model.analyse("Lavrov berbicara.", [(0, 17)])

Each paragraph is analysed for itself, each sentence parsed for itself. The result depends on the
text alone: not on what the model has seen before, nor on how many processes share the work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.parts_of_speech import NAMES
from spacy.tokens import Doc

from saksi.language import network, weights
from saksi.language.analysis import Analysis, Entity, Sentence, Token
from saksi.language.encoding import RememberingEncoder
from saksi.language.morphology import root_of
from saksi.language.sentences import SentenceSplitter
from saksi.language.tokenizer import Tokenizer
from saksi.lexicons.load import Lexicons, default_lexicons
from saksi.records import Span

BATCH_TOKENS = 4_000
REMEMBERED_WORDS = 60_000
_TAGS = {int(number): name for number, name in NAMES.items()}
_FIELDS = ("HEAD", "DEP", "POS", "MORPH")


def load_model(path: Path | None = None, lexicons: Lexicons | None = None) -> LanguageModel:
    """The language model in folder `path`, or the shipped one.

    Raises ModelError if it is missing or a weight file is not the one that its manifest names.
    """
    words = lexicons or default_lexicons()
    return LanguageModel(weights.load(path, words), words)


class LanguageModel:
    """A loaded model with the tokenizer and the sentence splitter in front of it.

    With `forgetful` the words met in texts are dropped when they are many, and embedded words are
    remembered; a pipeline that still learns must do neither.
    """

    def __init__(self, nlp: Language, lexicons: Lexicons, *, forgetful: bool = True) -> None:
        self.nlp = nlp
        self.tokenizer = Tokenizer(lexicons)
        self.splitter = SentenceSplitter(lexicons)
        # Relations and features are named once and for all, before any word that may be forgotten.
        labels = nlp.get_pipe(network.PARSER).labels if network.PARSER in nlp.pipe_names else ()
        relations = {part for label in labels for part in label.split("||")}
        self._relations = {nlp.vocab.strings.add(name): name for name in sorted({*relations, "dep"})}
        has_tagger = network.TAGGER in nlp.pipe_names
        feats = sorted(set(nlp.get_pipe(network.TAGGER).cfg["labels_morph"].values())) if has_tagger else []
        self._voices = {nlp.vocab.morphology.add(f): f.removeprefix("Voice=") for f in feats}
        self._words_before = len(nlp.vocab)
        self._zone = ExitStack()
        self._forgetful = forgetful
        self._encoders = {
            name: RememberingEncoder(nlp.vocab, nlp.get_pipe(name).model)
            for name in (network.ENCODER, network.NAME_ENCODER)
            if forgetful and name in nlp.pipe_names
        }
        if forgetful:
            self._zone.enter_context(nlp.memory_zone())

    def analyse(self, text: str, paragraphs: Sequence[Span]) -> Analysis:
        """The analysis of the paragraphs of `text`; what stands outside of them has no tokens.

        `paragraphs` are code-point spans into `text`, in order and apart; so are all offsets of the
        result. Any Unicode is accepted; a paragraph of whitespace gives no token.
        """
        return self._analysis(text, self._sentences(text, paragraphs))

    def analyse_words(self, sentences: Sequence[Sequence[str]]) -> list[Analysis]:
        """One analysis for each sentence given as words, set side by side with single spaces."""
        found: list[Analysis] = []
        for words in sentences:
            spans: list[Span] = []
            at = 0
            for word in words:
                spans.append((at, at + len(word)))
                at += len(word) + 1
            found.append(self._analysis(" ".join(words), [(spans, 0)] if spans else []))
        return found

    def _analysis(self, text: str, cut: Iterable[tuple[list[Span], int]]) -> Analysis:
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        entities: list[Entity] = []
        forms: dict[str, str] = {}  # one string object a word, however often it occurs
        for batch in _batches(cut):
            for doc, (spans, paragraph) in zip(self._parse(text, batch), batch, strict=True):
                first = len(tokens)
                tokens.extend(self._tokens(doc, text, spans, first, forms))
                entities.extend(_entities(doc, spans, first))
                sentences.append(Sentence(first, len(tokens), spans[0][0], spans[-1][1], paragraph))
            self._forget_words()
        return Analysis(text, tuple(tokens), tuple(sentences), tuple(entities))

    def _sentences(self, text: str, paragraphs: Sequence[Span]) -> Iterator[tuple[list[Span], int]]:
        """(token spans, paragraph number) of each sentence."""
        for number, (start, end) in enumerate(paragraphs):
            spans = self.tokenizer.tokenize(text, start, end)
            for first, last in self.splitter.split(text, spans):
                yield spans[first:last], number

    def _forget_words(self) -> None:
        """Drops the words met so far when they are many, so that memory stays bounded."""
        if self._forgetful and len(self.nlp.vocab) - self._words_before > REMEMBERED_WORDS:
            self._zone.close()
            self._zone.enter_context(self.nlp.memory_zone())
            self._words_before = len(self.nlp.vocab)  # counts all words ever met, forgotten ones too

    def _tokens(
        self, doc: Doc, text: str, spans: Sequence[Span], first: int, forms: dict[str, str]
    ) -> Iterator[Token]:
        """Tokens of one sentence. A second root hangs on the first, so that every sentence is one tree."""
        fields = doc.to_array(_FIELDS)
        offsets = fields[:, 0].astype("int64").tolist()
        main = offsets.index(0)
        for i, ((_, dep, tag, feats), (start, end)) in enumerate(zip(fields.tolist(), spans, strict=True)):
            form, upos, offset = text[start:end], _TAGS[tag], offsets[i]
            form, lower, root = (forms.setdefault(w, w) for w in (form, form.lower(), root_of(form, upos)))
            head, relation = i + offset, self._relations.get(dep, "dep")
            if not offset:
                head, relation = main, "root" if i == main else "parataxis"
            yield Token(
                i=first + i,
                start=start,
                end=end,
                text=form,
                lower=lower,
                upos=upos,
                head=first + head,
                dep=relation,
                root=root,
                voice=self._voices.get(feats, ""),
            )

    def _parse(self, text: str, batch: Sequence[tuple[list[Span], int]]) -> list[Doc]:
        docs = [_doc(self.nlp, text, spans) for spans, _ in batch]
        words = [[text[s:e] for s, e in spans] for spans, _ in batch]
        for name, pipe in self.nlp.pipeline:
            encoder = self._encoders.get(name)
            pipe.set_annotations(docs, encoder.encode(docs, words) if encoder else pipe.predict(docs))
        return docs


def _batches(sentences: Iterable[tuple[list[Span], int]]) -> Iterator[list[tuple[list[Span], int]]]:
    """Runs of sentences of at most BATCH_TOKENS tokens together."""
    batch: list[tuple[list[Span], int]] = []
    size = 0
    for sentence in sentences:
        if batch and size + len(sentence[0]) > BATCH_TOKENS:
            yield batch
            batch, size = [], 0
        batch.append(sentence)
        size += len(sentence[0])
    if batch:
        yield batch


def _doc(nlp: Language, text: str, spans: Sequence[Span]) -> Doc:
    words = [text[s:e] for s, e in spans]
    spaces = [spans[i + 1][0] > e for i, (_, e) in enumerate(spans[:-1])]
    return Doc(
        nlp.vocab, words=words, spaces=[*spaces, False], sent_starts=[True] + [False] * (len(words) - 1)
    )


def _entities(doc: Any, spans: Sequence[Span], first: int) -> Iterator[Entity]:
    for ent in doc.ents:
        start, end = spans[ent.start][0], spans[ent.end - 1][1]
        yield Entity(ent.label_, first + ent.start, first + ent.end, start, end)
