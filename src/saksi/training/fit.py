"""Fits the network: first words behind masks in raw text, then tags, trees and entities together."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from saksi.language.known_names import Names
from saksi.language.words import norm
from saksi.training import corpora
from saksi.training.batches import NOTHING, Classes, Lexemes, Stream, padded
from saksi.training.corpora import Sentence
from saksi.training.names import with_other_names
from saksi.training.net import Batch, Net, entity_loss
from saksi.training.variety import small_words, varied

Encoded = tuple[Tensor, Tensor]  # of both layers (sentences, words, 2 x hidden)
Progress = Callable[[str], None]
GENERIC = "any"  # the entity corpus that stands for all of them
NEWS = "id_csui"  # the treebank whose manner is taken for all text that is no tree
STOPLESS = 0.8  # share of sentences run together without the first one's stop
LOOSE = "nerp.dedup.iob"  # an entity corpus with habits too different to stand for the others


@dataclass(frozen=True)
class Plan:
    """Sizes of a training run; words are counted a step."""

    seed: int = 7
    raw_steps: int = 3800
    raw_words: int = 1200
    raw_rate: float = 0.002
    masked_share: float = 0.25
    steps: int = 5000
    last_steps: int = 300
    tree_words: int = 800
    entity_words: int = 600
    tag_words: int = 80
    joined_words: int = 80
    rate: float = 0.002
    last_rate: float = 0.00015
    converted_share: float = 0.6
    converted_until: float = 0.5
    tree_loss: float = 1.5
    averaging: float = 0.998
    tree_weights: dict[str, float] = field(default_factory=lambda: {"id_csui-ud-train.conllu": 2.0})
    entity_weights: dict[str, float] = field(
        default_factory=lambda: {"nerp.dedup.iob": 0.3, "idner2k.train.dedup.iob": 3.0, "detik": 2.0}
    )
    vector_epochs: int = 5
    hidden: int = 160
    save_every: int = 100
    check_every: int = 1000
    hold_news_every: int = 5
    hold_every: int = 12
    hold_entities_every: int = 12


@dataclass(frozen=True)
class Material:
    """What a run learns from.

    `held` joins `current` and `held_entities` joins `entities` in the last steps, when both have been
    measured on.
    """

    current: Sequence[Sentence]
    held: Sequence[Sentence]
    converted: Sequence[Sentence]
    entities: Sequence[Sentence]
    held_entities: Sequence[Sentence]
    tagged: Sequence[Sentence]
    raw: Sequence[Sentence]


def treebank(source: str) -> str:
    """The treebank that a file belongs to: id_gsd-ud-dev.conllu and id_gsd-ud-test.conllu are of one."""
    return source.split("-")[0]


def _lengths(sentences: Sequence[Sentence]) -> Tensor:
    return torch.tensor([len(s.words) for s in sentences])


def start_loss(scores: Tensor, starts: Sequence[Sequence[int]], lengths: Tensor) -> Tensor:
    """Mean loss a word of the scores (B, T) for being the first of a sentence."""
    gold = torch.zeros_like(scores)
    for row, some in zip(gold, starts, strict=True):
        row[list(some)] = 1.0
    real = torch.arange(scores.shape[1]).unsqueeze(0) < lengths.unsqueeze(1)
    return functional.binary_cross_entropy_with_logits(scores[real], gold[real])


class Clock:
    """Says how far a stretch of steps is, and how long the rest of it will take at the speed so far."""

    def __init__(self, first: int, last: int) -> None:
        self._first, self._last, self._began = first, last, time.perf_counter()

    def at(self, step: int) -> str:
        """The step reached, the seconds it took, the minutes left."""
        seconds = time.perf_counter() - self._began
        left = seconds / max(1, step - self._first) * (self._last - step)
        return f"step {step}/{self._last} {seconds:.0f}s, {left / 60:.0f} min left,"


class Run:
    """One training run: the network, its running average, the streams of sentences, the step reached.

    `raw` and `learn` go on from where the run stands: a run read from a checkpoint ends in the weights
    that it would have ended in without the break.
    """

    def __init__(
        self, net: Net, lexemes: Lexemes, classes: Classes, material: Material, pools: Names, plan: Plan
    ) -> None:
        self.net, self.plan, self.step = net, plan, 0
        self.average = copy.deepcopy(net).eval()
        self._lexemes, self._classes, self._pools = lexemes, classes, pools
        self._optimizer = torch.optim.Adam(net.parameters(), lr=plan.rate, betas=(0.9, 0.95))
        self._rng = random.Random(plan.seed)
        self._small = small_words(material.current)
        self._numbers = {
            name: classes.numbers(name)
            for name in ("upos", "voices", "deps", "iob", "coarse", "masked", "sources", "entity_sources")
        }
        self._streams = {
            name: Stream(sentences, f"{plan.seed} {name}")
            for name, sentences in {
                "current": material.current,
                "all": [*material.current, *material.held],
                "converted": material.converted,
                "entities": material.entities,
                "all entities": [*material.entities, *material.held_entities],
                "tagged": material.tagged,
                "raw": material.raw,
            }.items()
            if sentences
        }

    def _take(self, name: str, words: int) -> list[Sentence]:
        return self._streams[name].take(words) if name in self._streams else []

    def raw(self, say: Progress, save: Callable[[], None]) -> None:
        """Teaches the encoder to guess words behind masks."""
        plan, total = self.plan, 0.0
        clock = Clock(self.step, plan.raw_steps)
        while self.step < plan.raw_steps:
            share = self.step / plan.raw_steps
            loss = self._guess(self._take("raw", plan.raw_words))
            if tagged := self._take("tagged", plan.tag_words):
                loss = loss + self._coarse(tagged, next(self._encoded([tagged])))
            self._update(loss, plan.raw_rate * min(1.0, share * 20 + 0.05) * (1.0 - 0.8 * share))
            total += float(loss.detach())
            self.step += 1
            if self.step % plan.save_every == 0:
                say(f"bare text {clock.at(self.step)} loss {total / plan.save_every:.3f}")
                total = 0.0
                save()

    def learn(
        self, say: Progress, save: Callable[[], None], check: Callable[[Net], str], until: int | None = None
    ) -> None:
        """Teaches all heads; `check` is called now and then with the averaged network."""
        plan, total = self.plan, 0.0
        last = plan.raw_steps + (until or plan.steps)
        clock = Clock(self.step, last)
        while self.step < last:
            done = self.step - plan.raw_steps
            if not done:
                self.average.load_state_dict(self.net.state_dict())
            loss = self._lesson(done / plan.steps)
            self._update(loss, self._rate(done / plan.steps))
            total += float(loss.detach())
            self.step += 1
            if self.step % plan.save_every == 0:
                say(f"all heads {clock.at(self.step)} loss {total / plan.save_every:.3f}")
                total = 0.0
                save()
            if (done + 1) % plan.check_every == 0:
                say(f"{done + 1:6d} {check(self.average)}")

    def _rate(self, share: float) -> float:
        """Learning rate: a short rise, then a straight fall."""
        plan = self.plan
        return max(plan.last_rate, plan.rate * min(share / 0.03 + 0.02, 1.0) * (1.0 - share))

    def _update(self, loss: Tensor, rate: float) -> None:
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        self._optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 2.0)
        self._optimizer.step()
        kept = self.plan.averaging
        with torch.no_grad():
            for mean, now in zip(self.average.parameters(), self.net.parameters(), strict=True):
                mean.lerp_(now, 1.0 - kept)

    def _lesson(self, share: float) -> Tensor:
        """Loss of one step; `share` is how much of the run is over (1 and more: the last steps)."""
        plan = self.plan
        early = share < plan.converted_until and "converted" in self._streams
        if early and self._rng.random() < plan.converted_share:
            bank = "converted"
        else:
            bank = "all" if share >= 1 else "current"
        trees = [varied(s, self._rng, self._small) for s in self._take(bank, plan.tree_words)]
        named = self._take("all entities" if share >= 1 else "entities", plan.entity_words)
        named = [with_other_names(s, self._pools, self._rng) for s in named]
        named = [varied(s, self._rng, self._small) for s in named]
        tagged = self._take("tagged", plan.tag_words)
        joined, starts = self._run_together(self._take("tagged", plan.joined_words))
        taught = [part for part in (trees, named, tagged, joined) if part]
        # One pass through the encoder for all of them, which costs less than one each.
        encoded = iter(self._encoded(taught))
        loss = self._trees(trees, next(encoded)) + self._names(named, next(encoded))
        if tagged:
            loss = loss + 0.5 * self._coarse(tagged, next(encoded))
        if joined:
            start = self.net.tags(*next(encoded))[2]
            loss = loss + start_loss(start, starts, _lengths(joined))
        return loss

    def _encoded(self, parts: Sequence[Sequence[Sentence]]) -> Iterator[Encoded]:
        """What comes out of both layers for the sentences of each part."""
        first, second = self.net.encode(self._batch([s for part in parts for s in part]))
        at = 0
        for part in parts:
            rows, longest = slice(at, at + len(part)), max(len(s.words) for s in part)
            yield first[rows, :longest], second[rows, :longest]
            at += len(part)

    def _batch(self, sentences: Sequence[Sentence]) -> Batch:
        known = self._numbers["sources"]
        return self._lexemes.batch(sentences, [known.get(treebank(s.source), 0) for s in sentences])

    def _trees(self, sentences: Sequence[Sentence], encoded: Encoded) -> Tensor:
        (first, second), numbers, lengths = encoded, self._numbers, _lengths(sentences)
        upos, voice, start = self.net.tags(first, second)
        tags = padded([[numbers["upos"][t] for t in s.upos] for s in sentences], NOTHING)
        voices = padded([[numbers["voices"][v] for v in s.voices] for s in sentences], NOTHING)
        heads = padded([[0 if h == i else h + 1 for i, h in enumerate(s.heads)] for s in sentences], NOTHING)
        deps = padded([[numbers["deps"][d] for d in s.deps] for s in sentences], NOTHING)
        arcs, label_heads, label_deps = self.net.tree(second)
        places = torch.arange(arcs.shape[2]).view(1, 1, -1) > lengths.view(-1, 1, 1)
        arcs = arcs.masked_fill(places, -1e4)
        real = deps.flatten() != NOTHING
        rows = torch.arange(len(sentences)).unsqueeze(1).expand_as(heads)
        of_heads = label_heads[rows.flatten()[real], heads.flatten()[real]]
        labels = self.net.labels(of_heads, label_deps.flatten(0, 1)[real])
        return (
            functional.cross_entropy(upos.flatten(0, 1), tags.flatten(), ignore_index=NOTHING)
            + 0.5 * start_loss(start, [[0]] * len(sentences), lengths)
            + 0.5 * functional.cross_entropy(voice.flatten(0, 1), voices.flatten(), ignore_index=NOTHING)
            + self.plan.tree_loss
            * functional.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=NOTHING)
            + self.plan.tree_loss * functional.cross_entropy(labels, deps.flatten()[real])
        )

    def _names(self, sentences: Sequence[Sentence], encoded: Encoded) -> Tensor:
        known = self._numbers["entity_sources"]
        generic = [s.source != LOOSE and self._rng.random() < 0.5 for s in sentences]
        manners = [known[GENERIC if g else s.source] for s, g in zip(sentences, generic, strict=True)]
        scores = self.net.entities(*encoded, torch.tensor(manners))
        tags = padded([[self._numbers["iob"][t] for t in s.iob] for s in sentences], 0)
        return 2.0 * entity_loss(scores, tags, _lengths(sentences), self.net.moves)

    def _run_together(self, sentences: Sequence[Sentence]) -> tuple[list[Sentence], list[list[int]]]:
        """Pairs of sentences as one, mostly without a stop between them, and where each of them begins."""
        joined: list[Sentence] = []
        starts: list[list[int]] = []
        for first, second in zip(sentences[::2], sentences[1::2], strict=False):
            if self._rng.random() < STOPLESS:
                first = corpora.without_final_stop(first)
            joined.append(Sentence("", (*first.words, *second.words), ()))
            starts.append([0, len(first.words)])
        return joined, starts

    def _coarse(self, sentences: Sequence[Sentence], encoded: Encoded) -> Tensor:
        tags = padded([[self._numbers["coarse"][t] for t in s.tags] for s in sentences], NOTHING)
        scores = self.net.coarse(torch.cat(encoded, -1))
        return functional.cross_entropy(scores.flatten(0, 1), tags.flatten(), ignore_index=NOTHING)

    def _guess(self, sentences: Sequence[Sentence]) -> Tensor:
        batch, known = self._batch(sentences), self._numbers["masked"]
        words = padded([[known.get(norm(w), NOTHING) for w in s.words] for s in sentences], NOTHING)
        masked = (torch.rand(words.shape) < self.plan.masked_share) & (words != NOTHING)
        _, second = self.net.encode(batch, masked)
        return functional.cross_entropy(self.net.unmasked(second[masked]), words[masked])

    def save(self, path: Path) -> None:
        """Writes a checkpoint, whole or not at all."""
        fresh = path.with_suffix(".new")
        state = {
            "step": self.step,
            "net": self.net.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "random": self._rng.getstate(),
            "torch": torch.get_rng_state(),
            "streams": {name: stream.at for name, stream in self._streams.items()},
        }
        torch.save(state, fresh)
        fresh.rename(path)

    def restore(self, path: Path) -> None:
        """Goes back to where a checkpoint stands."""
        state = torch.load(path, weights_only=True)
        self.step = int(state["step"])
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        self._optimizer.load_state_dict(state["optimizer"])
        version, numbers, gauss = state["random"]
        self._rng.setstate((version, tuple(numbers), gauss))
        torch.set_rng_state(state["torch"])
        for name, at in state["streams"].items():
            self._streams[name].at = int(at)
