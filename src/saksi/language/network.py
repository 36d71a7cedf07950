"""Runs the trained network in plain NumPy: tags, voices, trees and entities of tokenised sentences.

Words go through two bidirectional LSTM layers; every head reads what comes out of them. The first
layer's input depends on the word alone and is remembered, since newspapers use the same words over
and over. Sentences are read side by side, longest first, so that each step of a layer works on all
sentences that still have a word. `saksi.training.net` is the same network as it is trained.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from saksi.language.trees import best_tree
from saksi.language.words import TABLES, Words

REMEMBERED = 20_000
# New words are embedded in blocks of one size, so that a word's numbers do not depend on its company.
BLOCK = 32
SLOPE = 0.1
CERTAIN = 3.0  # log-odds from which a word is taken for the first of a sentence
IMPOSSIBLE = -1e4

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network says of one sentence, one entry a word; a root heads itself.

    `entities` are (label, first, last) with half-open word indices; `starts` are the words, but for the
    first, at which a new sentence seems to begin although no stop stands before it.
    """

    upos: list[str]
    voices: list[str]
    heads: list[int]
    deps: list[str]
    entities: list[tuple[str, int, int]]
    starts: list[int]


@dataclass(frozen=True, slots=True)
class _Order:
    """How the words of a batch are laid out step after step.

    At step t the first `active[t]` sentences, longest first, have a word; `forward` gives its number in
    the batch, `backward` that of the word as far from the sentence's end.
    """

    active: list[int]
    forward: Numbers
    backward: Numbers


class Network:
    """Weights (see `saksi.training.net.arrays`) and names of classes, ready to read sentences."""

    def __init__(
        self, arrays: Mapping[str, npt.NDArray[Any]], classes: Mapping[str, Sequence[str]], words: Words
    ) -> None:
        self._weights = {name: np.asarray(array, dtype=np.float32) for name, array in arrays.items()}
        self._classes = {name: tuple(names) for name, names in classes.items()}
        self._words = words
        self._tables = [self._weights.pop(f"table.{name}") for name in TABLES]
        self._layers = [_Layer(self._weights, name) for name in ("first", "second")]
        width = self._layers[0].bias.shape[0]
        self.remembered_words: dict[str, int] = {}
        self._inputs: Floats = np.zeros((REMEMBERED + BLOCK, width), dtype=np.float32)
        deps, wide, _ = self._weights["label"].shape
        self._label = np.ascontiguousarray(
            self._weights["label"].transpose(1, 0, 2).reshape(wide, deps * wide)
        )
        self._root_dep = self._classes["deps"].index("root")
        self._moves, self._starts = _moves(self._weights["moves"], self._classes["iob"])

    def read(self, sentences: Sequence[Sequence[str]]) -> list[Reading]:
        """A reading of each sentence; none may be empty."""
        if not sentences:
            return []
        lengths = [len(s) for s in sentences]
        order = _order(lengths)
        rows = np.asarray(self._rows(sentences))
        first = self._layers[0].run(self._inputs, rows, order)
        inputs = first @ self._layers[1].inputs
        inputs += self._layers[1].bias
        second = self._layers[1].run(inputs, np.arange(len(inputs)), order)
        both = np.concatenate([first, second], axis=1)
        tags = self._dense("tag", both)
        upos = _names(self._classes["upos"], self._plain("upos", tags).argmax(1))
        voices = _names(self._classes["voices"], self._plain("voice", tags).argmax(1))
        starts = self._plain("start", tags)[:, 0] > CERTAIN
        heads, deps = self._trees(second, lengths)
        iob = self._iob(self._plain("iob", self._dense("entity", both)), order)
        found: list[Reading] = []
        at = 0
        for length in lengths:
            end = at + length
            spans = spans_of(iob[at:end])
            begun = (np.flatnonzero(starts[at + 1 : end]) + 1).tolist()
            found.append(Reading(upos[at:end], voices[at:end], heads[at:end], deps[at:end], spans, begun))
            at = end
        return found

    def _rows(self, sentences: Sequence[Sequence[str]]) -> list[int]:
        """Row of each word in the table of remembered inputs."""
        known = self.remembered_words
        new = [w for w in dict.fromkeys(w for s in sentences for w in s) if w not in known]
        if len(known) + len(new) > REMEMBERED:
            known.clear()
            new = list(dict.fromkeys(w for s in sentences for w in s))
            if len(new) > REMEMBERED:
                raise ValueError(f"{len(new)} different words at once, more than {REMEMBERED}")
        for start in range(0, len(new), BLOCK):
            block = new[start : start + BLOCK]
            first = len(known)
            self._inputs[first : first + len(block)] = self._embed(block)[: len(block)]
            known.update((word, first + i) for i, word in enumerate(block))
        return [known[w] for s in sentences for w in s]

    def _embed(self, block: Sequence[str]) -> Floats:
        """Inputs of the first layer for at most BLOCK words (BLOCK rows)."""
        features = np.zeros((BLOCK, len(TABLES)), dtype=np.int64)
        vectors = np.zeros((BLOCK, self._words.dimensions), dtype=np.float32)
        features[: len(block)] = [self._words.features(word) for word in block]
        vectors[: len(block)] = self._words.vectors(block)
        parts = [table[features[:, i]] for i, table in enumerate(self._tables)]
        shown = np.concatenate([parts[0] + parts[1], *parts[2:], vectors], axis=1)
        found: Floats = shown @ self._layers[0].inputs + self._layers[0].bias
        return found

    def _plain(self, name: str, x: Floats) -> Floats:
        found: Floats = x @ self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return found

    def _dense(self, name: str, x: Floats) -> Floats:
        found = self._plain(name, x)
        sloped: Floats = np.maximum(found, SLOPE * found)
        return sloped

    def _trees(self, second: Floats, lengths: Sequence[int]) -> tuple[list[int], list[str]]:
        """Head (within its sentence) and relation of each word."""
        dep = _with_one(self._dense("arc_dep", second)) @ self._weights["arc"]
        root = self._weights["root"][np.newaxis]
        arc_head, arc_root = self._dense("arc_head", second), self._dense("arc_head", root)
        label_head = _with_one(self._dense("label_head", second))
        label_root = _with_one(self._dense("label_head", root))
        label_dep = _with_one(self._dense("label_dep", second))
        heads: list[int] = []
        places = np.empty(len(second), dtype=np.int64)  # of each word's head in the batch, -1 for the root
        at = 0
        for length in lengths:
            end = at + length
            scores = dep[at:end] @ np.concatenate([arc_root, arc_head[at:end]]).T
            found = best_tree(scores)
            places[at:end] = [at + h - 1 if h else -1 for h in found]
            heads.extend(h - 1 if h else i for i, h in enumerate(found))
            at = end
        of_heads = np.where((places < 0)[:, np.newaxis], label_root, label_head[places])
        wide = label_dep.shape[1]
        by_label = (label_dep @ self._label).reshape(len(second), -1, wide)
        labels = np.matmul(by_label, of_heads[:, :, np.newaxis])[:, :, 0]
        labels[:, self._root_dep] = np.where(places < 0, -IMPOSSIBLE, IMPOSSIBLE)
        return heads, _names(self._classes["deps"], labels.argmax(1))

    def _iob(self, scores: Floats, order: _Order) -> list[str]:
        """The best sequence of IOB tags of each sentence."""
        steps = scores[order.forward]
        back = np.zeros(steps.shape, dtype=np.int64)
        best = steps[: order.active[0]] + self._starts
        ends = np.empty((order.active[0], steps.shape[1]), dtype=np.float32)
        at = order.active[0]
        for now in order.active[1:]:
            ends[now : len(best)] = best[now:]
            ways = best[:now, :, np.newaxis] + self._moves
            choice = ways.argmax(1)
            back[at : at + now] = choice
            best = ways.max(1) + steps[at : at + now]
            at += now
        ends[: len(best)] = best
        tags = np.zeros(len(steps), dtype=np.int64)
        current = ends.argmax(1)
        for now in reversed(order.active):
            at -= now
            tags[at : at + now] = current[:now]
            current[:now] = back[np.arange(at, at + now), current[:now]]
        found = np.empty(len(steps), dtype=np.int64)
        found[order.forward] = tags
        return _names(self._classes["iob"], found)


class _Layer:
    """A bidirectional LSTM layer; sigmoid gates are computed as halved hyperbolic tangents."""

    def __init__(self, weights: dict[str, Floats], name: str) -> None:
        inner = weights.pop(f"{name}.inner")  # (2, hidden, 4 x hidden)
        self.hidden = inner.shape[1]
        gates = np.r_[np.full(3 * self.hidden, 0.5), np.ones(self.hidden)].astype(np.float32)
        # A matrix for each direction and gate: small products are computed without copying factors.
        parted = (inner * gates).reshape(2, self.hidden, 4, self.hidden).transpose(0, 2, 1, 3)
        self.inner = np.ascontiguousarray(parted)
        self.inputs = weights.pop(f"{name}.input") * np.concatenate([gates, gates])
        self.bias = weights.pop(f"{name}.bias") * np.concatenate([gates, gates])

    def run(self, inputs: Floats, rows: Numbers, order: _Order) -> Floats:
        """Both directions' outputs (words, 2 x hidden); word i reads row `rows[i]` of `inputs`."""
        hidden = self.hidden
        by_gate = inputs.reshape(len(inputs), 2, 4, hidden)
        steps = np.empty((2, 4, len(rows), hidden), dtype=np.float32)
        for side, places in enumerate((order.forward, order.backward)):
            taken = rows[places]
            for gate in range(4):
                steps[side, gate] = by_gate[taken, side, gate]
        out = np.empty((2, len(rows), hidden), dtype=np.float32)
        cell = np.zeros((2, order.active[0], hidden), dtype=np.float32)
        state = cell
        at = 0
        for now in order.active:
            step = steps[:, :, at : at + now]
            if at:
                step = step + state[:, np.newaxis, :now] @ self.inner
            step = np.tanh(step)
            sigmoid = step[:, :3]
            sigmoid *= 0.5
            sigmoid += 0.5
            cell = sigmoid[:, 1] * cell[:, :now]
            cell += sigmoid[:, 0] * step[:, 3]
            state = out[:, at : at + now]
            np.multiply(sigmoid[:, 2], np.tanh(cell), out=state)
            at += now
        found = np.empty((len(rows), 2 * hidden), dtype=np.float32)
        found[order.forward, :hidden] = out[0]
        found[order.backward, hidden:] = out[1]
        return found


def _order(lengths: Sequence[int]) -> _Order:
    sizes = np.asarray(lengths)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    ranks = np.argsort(-sizes, kind="stable")
    sizes, starts = sizes[ranks], starts[ranks]
    active = [int(n) for n in np.searchsorted(-sizes, -np.arange(sizes[0]), side="left")]
    steps = [starts[:now] + t for t, now in enumerate(active)]
    lasts = starts + sizes - 1
    return _Order(
        active, np.concatenate(steps), np.concatenate([lasts[:n] - t for t, n in enumerate(active)])
    )


def _moves(moves: Floats, iob: Sequence[str]) -> tuple[Floats, Floats]:
    """(scores of tag after tag, scores of a first tag): an inside tag only after its own kind."""
    found, starts = moves.copy(), np.zeros(len(iob), dtype=np.float32)
    for j, tag in enumerate(iob):
        if tag.startswith("I-"):
            starts[j] = IMPOSSIBLE
            for i, before in enumerate(iob):
                if before[1:] != tag[1:]:
                    found[i, j] = IMPOSSIBLE
    return found, starts


def spans_of(tags: Sequence[str]) -> list[tuple[str, int, int]]:
    """(label, first, last) of the entities that IOB tags spell, in order."""
    found: list[tuple[str, int, int]] = []
    label, first = "", 0
    for i, tag in enumerate((*tags, "O")):
        if label and tag != f"I-{label}":
            found.append((label, first, i))
            label = ""
        if tag != "O" and not label:
            label, first = tag[2:], i
    return found


def _with_one(x: Floats) -> Floats:
    return np.concatenate([x, np.ones((len(x), 1), dtype=np.float32)], axis=1)


def _names(classes: Sequence[str], numbers: Numbers) -> list[str]:
    return [classes[n] for n in numbers.tolist()]
