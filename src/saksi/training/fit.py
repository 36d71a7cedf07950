"""Trains the language model. One command remakes it:

python -m saksi.training.language --data DIR --out DIR
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.language import Language
from spacy.pipeline.tok2vec import Tok2VecListener
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed
from thinc.api import Adam, set_dropout_rate

from saksi.language import network
from saksi.language.known_names import Names, words_of_names
from saksi.training import corpora
from saksi.training.corpora import Sentence
from saksi.training.names import with_other_names

Progress = Callable[[str], None]
_BATCH = 0
LAST_RATE = 0.06
# A fourth head, for a large corpus with a coarser tag set: it teaches the encoder words and is dropped.
_TEACHER = "teacher"


def _trust_batches() -> None:
    """Stops spaCy from hashing every token to see that encoder and heads saw the same documents.

    The trainer hands the encoder's output over itself; the check costs a seventh of the time.
    """
    Tok2VecListener.get_batch_id = classmethod(lambda cls, inputs: _BATCH)


@dataclass(frozen=True)
class Plan:
    """Sizes of a training run. Words a step are split between tree and entity sentences."""

    seed: int = 7
    steps: int = 2500
    last_steps: int = 250
    tree_words: int = 900
    entity_words: int = 500
    tag_words: int = 500
    rate: float = 0.0015
    dropout: float = 0.2
    converted_share: float = 0.55
    finish_from: float = 0.55
    title_share: float = 0.08
    stopless_share: float = 0.08
    lower_share: float = 0.03
    tree_weights: Mapping[str, float] = field(default_factory=lambda: {"id_csui-ud-train.conllu": 2.0})
    entity_weights: Mapping[str, float] = field(
        default_factory=lambda: {"nerp.dedup.iob": 0.3, "idner2k.train.dedup.iob": 2.0}
    )
    name_weights: Mapping[str, float] = field(default_factory=lambda: {"idner2k.train.dedup.iob": 2.0})
    vector_epochs: int = 10
    width: int = 128
    name_steps: int = 2200
    name_words: int = 900
    check_every: int = 500
    hold_news_every: int = 5
    hold_every: int = 12


def to_example(nlp: Language, sentence: Sentence) -> Example:
    """A spaCy training example: the sentence without and with its annotation."""
    words, spaces = list(sentence.words), list(sentence.spaces)
    starts = [True] + [False] * (len(words) - 1)
    bare = Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=starts)
    if sentence.iob:
        return Example(bare, Doc(nlp.vocab, words=words, spaces=spaces, ents=list(sentence.iob)))
    if sentence.tags:
        return Example(bare, Doc(nlp.vocab, words=words, spaces=spaces, tags=list(sentence.tags)))
    known = Doc(
        nlp.vocab,
        words=words,
        spaces=spaces,
        pos=list(sentence.upos),
        morphs=[f"Voice={v}" if v else "" for v in sentence.voices],
        heads=list(sentence.heads),
        deps=["ROOT" if d == "root" else d for d in sentence.deps],
    )
    return Example(bare, known)


class Stream:
    """Endless shuffled sentences; the chance of each sentence is by its weight."""

    def __init__(self, sentences: Sequence[Sentence], rng: random.Random) -> None:
        self._sentences = list(sentences)
        self._rng = rng
        self._left: list[Sentence] = []

    def take(self, words: int) -> list[Sentence]:
        """Sentences of about `words` words together."""
        taken: list[Sentence] = []
        count = 0
        while count < words:
            if not self._left:
                self._left = list(self._sentences)
                self._rng.shuffle(self._left)
            sentence = self._left.pop()
            taken.append(sentence)
            count += len(sentence.words)
        return taken


class Trainer:
    """Holds the pipeline while it learns: the encoder's gradient is summed over all heads by hand."""

    def __init__(self, nlp: Language, plan: Plan, encoder: str) -> None:
        self.nlp = nlp
        self.plan = plan
        self.encoder = nlp.get_pipe(encoder)
        self.losses: dict[str, float] = {}
        _trust_batches()
        self.optimizer = Adam(plan.rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)

    def learn(self, examples: list[Example], heads: Sequence[str]) -> None:
        """Adds the gradients of one batch for the named heads."""
        docs = [eg.predicted for eg in examples]
        set_dropout_rate(self.encoder.model, self.plan.dropout)
        vectors, backprop = self.encoder.model.begin_update(docs)
        gradient = [self.encoder.model.ops.alloc2f(*v.shape) for v in vectors]

        def add(part: list[Any]) -> list[Any]:
            for total, more in zip(gradient, part, strict=True):
                total += more
            return []

        listeners = self.encoder.listener_map
        for head in heads:
            for listener in listeners[head]:
                listener.receive(_BATCH, vectors, add)
            self.nlp.get_pipe(head).update(examples, drop=self.plan.dropout, sgd=None, losses=self.losses)
        backprop(gradient)

    def step(self, rate: float) -> None:
        """One update of all weights."""
        self.optimizer.learn_rate = rate
        for _, pipe in self.nlp.pipeline:
            pipe.finish_update(self.optimizer)
        self.optimizer.step_schedules()

    def settle(self) -> None:
        """Puts the averaged weights in place of the last ones."""
        averages = self.optimizer.averages
        for _, pipe in self.nlp.pipeline:
            for node in pipe.model.walk():
                for name in node.param_names:
                    if node.has_param(name) and (node.id, name) in averages:
                        node.set_param(name, averages[(node.id, name)])


def one_of_each(tagged: Sequence[Sentence]) -> list[Sentence]:
    """Few sentences that hold every tag."""
    seen: set[str] = set()
    chosen: list[Sentence] = []
    for sentence in tagged:
        if not seen.issuperset(sentence.tags):
            seen.update(sentence.tags)
            chosen.append(sentence)
    return chosen


def small_words(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Function words, which headlines leave in small letters."""
    tags = {"ADP", "CCONJ", "SCONJ", "PART", "PRON"}
    return frozenset(w.lower() for s in sentences for w, t in zip(s.words, s.upos, strict=False) if t in tags)


def varied(sentence: Sentence, plan: Plan, rng: random.Random, small: frozenset[str]) -> Sentence:
    """The sentence, now and then rewritten as a headline, in lower case or without its stop."""
    chance = rng.random()
    if chance < plan.title_share:
        return corpora.without_final_stop(corpora.title_case(sentence, small))
    if chance < plan.title_share + plan.stopless_share:
        return corpora.without_final_stop(sentence)
    if chance < plan.title_share + plan.stopless_share + plan.lower_share:
        return corpora.lower_case(sentence)
    return sentence


@dataclass(frozen=True)
class Corpora:
    """What a run learns from.

    `held` joins `current` in the last steps, when it has been measured on. `entities` help the encoder
    of the trees; the name encoder learns from `named`.
    """

    current: Sequence[Sentence]
    held: Sequence[Sentence]
    converted: Sequence[Sentence]
    entities: Sequence[Sentence]
    tagged: Sequence[Sentence]
    named: Sequence[Sentence]


class Lessons:
    """Draws the sentences of each step and shows them to the trainer."""

    def __init__(self, trainer: Trainer, corpora_: Corpora, pools: Names, rng: random.Random) -> None:
        self._trainer = trainer
        self._corpora = corpora_
        self._pools = pools
        self._rng = rng
        self._small = small_words(corpora_.current)
        self._current = Stream(corpora_.current, rng)
        self._all = Stream([*corpora_.current, *corpora_.held], rng)
        self._converted = Stream(corpora_.converted, rng)
        self._entities = Stream(corpora_.entities, rng)
        self._tagged = Stream(corpora_.tagged, rng)

    def step(self, share: float, rate: float) -> None:
        """One step; `share` is how much of the run is over (1 and more: the last steps)."""
        plan, corpora_ = self._trainer.plan, self._corpora
        early = share < plan.finish_from and bool(corpora_.converted)
        if early and self._rng.random() < plan.converted_share:
            trees = self._converted
        else:
            trees = self._all if share >= 1 else self._current
        self._teach(trees.take(plan.tree_words), [network.TAGGER, network.PARSER])
        named = self._entities.take(plan.entity_words)
        self._teach([with_other_names(s, self._pools, self._rng) for s in named], [network.ENTITIES])
        if corpora_.tagged:
            self._teach(self._tagged.take(plan.tag_words), [_TEACHER])
        self._trainer.step(rate)

    def _teach(self, sentences: Sequence[Sentence], heads: Sequence[str]) -> None:
        trainer = self._trainer
        shown = [varied(s, trainer.plan, self._rng, self._small) for s in sentences]
        trainer.learn([to_example(trainer.nlp, s) for s in shown], heads)


def fit_trees(
    learned: Corpora,
    vectors: dict[str, Any],
    pools: Names,
    plan: Plan,
    say: Progress,
    check: Callable[[Language], str],
    finished: Callable[[Language], None],
) -> Language:
    """A pipeline trained for tags and trees; its entity head only helped the encoder.

    Converted trees help in the first part of the run only. `check` is called now and then with the
    averaged weights, `finished` once before the last steps, which show what was held out as well.
    """
    fix_random_seed(plan.seed)
    rng = random.Random(plan.seed)
    nlp = network.build(network.tree_config(plan.width), vectors, words_of_names(pools))
    if learned.tagged:
        nlp.add_pipe("tagger", name=_TEACHER, config=network.tagger_config(plan.width))
    trees = (*learned.current, *learned.held, *learned.converted)
    sample = [to_example(nlp, s) for s in (*trees, *learned.entities[:300], *one_of_each(learned.tagged))]
    nlp.initialize(lambda: sample)
    nlp.vocab.vectors = network.WordVectors(nlp.vocab.strings, vectors)
    network.use_fast_products(nlp)
    trainer = Trainer(nlp, plan, network.ENCODER)
    lessons = Lessons(trainer, learned, pools, rng)
    began = time.perf_counter()
    for step in range(plan.steps):
        share = step / plan.steps
        lessons.step(share, rate_at(share, plan.rate))
        if (step + 1) % plan.check_every == 0:
            with nlp.use_params(trainer.optimizer.averages):
                say(f"{step + 1:6d} {time.perf_counter() - began:6.0f}s {check(nlp)}")
    with nlp.use_params(trainer.optimizer.averages):
        finished(nlp)
    for _ in range(plan.last_steps):
        lessons.step(1.0, plan.rate * LAST_RATE)
    trainer.settle()
    if learned.tagged:
        nlp.remove_pipe(_TEACHER)
    return nlp


def fit_entities(
    learned: Corpora,
    vectors: dict[str, Any],
    pools: Names,
    plan: Plan,
    say: Progress,
    check: Callable[[Language], str],
) -> Language:
    """A pipeline of the name encoder and the entity head, trained on `learned.named`."""
    fix_random_seed(plan.seed)
    rng = random.Random(plan.seed)
    nlp = network.build(network.entity_config(), vectors, words_of_names(pools))
    nlp.initialize(lambda: [to_example(nlp, s) for s in learned.named[:2000]])
    nlp.vocab.vectors = network.WordVectors(nlp.vocab.strings, vectors)
    network.use_fast_products(nlp)
    trainer = Trainer(nlp, plan, network.NAME_ENCODER)
    small = small_words(learned.current)
    stream = Stream(learned.named, rng)
    began = time.perf_counter()
    for step in range(plan.name_steps):
        named = [with_other_names(s, pools, rng) for s in stream.take(plan.name_words)]
        named = [varied(s, plan, rng, small) for s in named]
        trainer.learn([to_example(nlp, s) for s in named], [network.ENTITIES])
        trainer.step(rate_at(step / plan.name_steps, plan.rate))
        if (step + 1) % plan.check_every == 0:
            with nlp.use_params(trainer.optimizer.averages):
                say(f"{step + 1:6d} {time.perf_counter() - began:6.0f}s {check(nlp)}")
    trainer.settle()
    return nlp


def rate_at(share: float, top: float) -> float:
    """Learning rate: a short rise, then a straight fall to LAST_RATE of the top."""
    return top * min(share / 0.03 + 0.02, 1.0) * max(LAST_RATE, 1.0 - share)
