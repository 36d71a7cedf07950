"""The network in PyTorch, for training only; `saksi.language.network` runs its weights without PyTorch.

Words go through two bidirectional LSTM layers that all heads share: part of speech, voice, tree (deep
biaffine attention), entities (conditional random field), and two that only teach the encoder and are
dropped: the coarse tags of a large corpus, and the word behind a mask.

Treebanks follow different habits. Each has a vector of its own at the encoder's input, so that what is
peculiar to one does not blur the others; what is shipped always takes the news treebank's. Entity
corpora differ likewise at their head; what is shipped takes the one that stands for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from saksi.language.words import TABLES

WIDTHS = {"form": 64, "other_form": 64, "prefix": 32, "suffix": 32, "outline": 24, "name": 12}
SOURCE_WIDTH = 8
GROUP = 12  # sentences that go through the encoder at once; more wait longer for the memory


@dataclass(frozen=True)
class Sizes:
    """Widths of the network, and how many classes each head tells apart."""

    vector: int
    sources: int
    entity_sources: int
    upos: int
    voices: int
    deps: int
    iob: int
    coarse: int
    masked: int
    hidden: int = 128
    arc: int = 128
    label: int = 48
    tag: int = 64
    entity: int = 96


@dataclass
class Batch:
    """Sentences side by side, padded: `features` (B, T, tables), `vectors` (B, T, dimensions)."""

    features: Tensor
    vectors: Tensor
    lengths: Tensor
    sources: Tensor


class Layer(nn.Module):  # type: ignore[misc]
    """A bidirectional LSTM layer over padded sentences; faster so than over packed ones."""

    def __init__(self, wide: int, hidden: int) -> None:
        super().__init__()
        self.forwards = nn.LSTM(wide, hidden, batch_first=True)
        self.backwards = nn.LSTM(wide, hidden, batch_first=True)
        for name, parameter in self.named_parameters():
            if "weight" in name:
                nn.init.xavier_uniform_(parameter)
            else:
                nn.init.zeros_(parameter)
                if "bias_ih" in name:
                    parameter.data[hidden : 2 * hidden] = 1.0  # remember at first

    def forward(self, x: Tensor, lengths: Tensor) -> Tensor:
        """Outputs of both directions (B, T, 2 x hidden); those of padding mean nothing."""
        places = (lengths.unsqueeze(1) - 1 - torch.arange(x.shape[1])).clamp(min=0).unsqueeze(-1)
        turned = self.backwards(x.gather(1, places.expand_as(x)))[0]
        onward = self.forwards(x)[0]
        return torch.cat([onward, turned.gather(1, places.expand_as(turned))], -1)


class Net(nn.Module):  # type: ignore[misc]
    """Encoder and heads. Dropout rates are of the encoder (`dropout`) and of whole words (`hidden_words`)."""

    def __init__(self, sizes: Sizes, dropout: float = 0.33, hidden_words: float = 0.15) -> None:
        super().__init__()
        self.sizes, self.dropout, self.hidden_words = sizes, dropout, hidden_words
        self.tables = nn.ModuleList(nn.Embedding(rows, WIDTHS[name]) for name, rows in TABLES.items())
        for table in self.tables:
            nn.init.normal_(cast(nn.Embedding, table).weight, std=0.3)
        self.source = nn.Embedding(sizes.sources, SOURCE_WIDTH)
        form = WIDTHS["form"]
        wide = sum(WIDTHS.values()) - form + sizes.vector + SOURCE_WIDTH
        self.scale = nn.Parameter(torch.tensor(4.0))  # of the subword vectors, which are small
        self.mask = nn.Parameter(torch.zeros(wide - SOURCE_WIDTH))
        hidden = sizes.hidden
        self.first = Layer(wide, hidden)
        self.second = Layer(2 * hidden, hidden)
        both = 4 * hidden
        self.tag = nn.Linear(both, sizes.tag)
        self.upos = nn.Linear(sizes.tag, sizes.upos)
        self.voice = nn.Linear(sizes.tag, sizes.voices)
        self.start = nn.Linear(sizes.tag, 1)
        self.arc_head = nn.Linear(2 * hidden, sizes.arc)
        self.arc_dep = nn.Linear(2 * hidden, sizes.arc)
        self.arc = nn.Parameter(torch.zeros(sizes.arc + 1, sizes.arc))
        self.root = nn.Parameter(torch.zeros(2 * hidden))
        self.label_head = nn.Linear(2 * hidden, sizes.label)
        self.label_dep = nn.Linear(2 * hidden, sizes.label)
        self.label = nn.Parameter(torch.zeros(sizes.deps, sizes.label + 1, sizes.label + 1))
        nn.init.xavier_uniform_(self.arc)
        nn.init.normal_(self.label, std=0.05)
        self.entity = nn.Linear(both, sizes.entity)
        self.entity_source = nn.Embedding(sizes.entity_sources, sizes.entity)
        nn.init.zeros_(self.entity_source.weight)
        self.iob = nn.Linear(sizes.entity, sizes.iob)
        self.moves = nn.Parameter(torch.zeros(sizes.iob, sizes.iob))
        self.coarse = nn.Linear(both, sizes.coarse)
        self.unmask = nn.Linear(2 * hidden, 100)
        self.masked = nn.Linear(100, sizes.masked)

    def embed(self, batch: Batch, masked: Tensor | None = None) -> Tensor:
        """Input of the encoder (B, T, width); words at `masked` (B, T, bool) are not shown."""
        parts = [table(batch.features[..., i]) for i, table in enumerate(self.tables)]
        shown = torch.cat([parts[0] + parts[1], *parts[2:]], dim=-1)
        vectors = batch.vectors * self.scale
        if self.training:
            form = parts[0].shape[-1]
            kept = (torch.rand(shown.shape[:2]) >= self.hidden_words).float().unsqueeze(-1)
            shown = torch.cat([shown[..., :form] * kept, shown[..., form:]], dim=-1)
        x = torch.cat([shown, vectors], dim=-1)
        x = functional.dropout(x, 0.5 * self.dropout, self.training)
        if masked is not None:
            x = torch.where(masked.unsqueeze(-1), self.mask, x)
        source = self.source(batch.sources).unsqueeze(1).expand(-1, x.shape[1], -1)
        return torch.cat([x, source], dim=-1)

    def encode(self, batch: Batch, masked: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Both layers' outputs (B, T, 2 x hidden each).

        Sentences go through in groups of about one length, so that little is computed for the padding.
        """
        order = torch.argsort(batch.lengths, descending=True, stable=True)
        whole = batch.features.shape[1]
        parts: list[tuple[Tensor, Tensor]] = []
        for rows in order.split(GROUP):
            lengths = batch.lengths[rows]
            longest = int(lengths.max())
            some = Batch(
                batch.features[rows, :longest], batch.vectors[rows, :longest], lengths, batch.sources[rows]
            )
            x = self.embed(some, None if masked is None else masked[rows, :longest])
            first = self.first(x, lengths)
            second = self.second(self._drop_dimensions(first), lengths)
            room = (0, 0, 0, whole - longest)
            parts.append((functional.pad(first, room), functional.pad(second, room)))
        back = torch.argsort(order)
        return torch.cat([p[0] for p in parts])[back], torch.cat([p[1] for p in parts])[back]

    def _drop_dimensions(self, x: Tensor) -> Tensor:
        """Drops whole dimensions, the same ones at each word of a sentence."""
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2]) >= self.dropout
        return x * (kept.float() / (1.0 - self.dropout))

    def _hidden(self, layer: nn.Linear, x: Tensor) -> Tensor:
        return self._drop_dimensions(functional.leaky_relu(layer(x), 0.1))

    def tags(self, first: Tensor, second: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of parts of speech, of voices (B, T, classes) and of a sentence's beginning (B, T)."""
        x = self._hidden(self.tag, self._drop_dimensions(torch.cat([first, second], -1)))
        return self.upos(x), self.voice(x), self.start(x).squeeze(-1)

    def tree(self, second: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Arc scores (B, T, 1 + T; column 0 is the root), and the label features of heads and dependents."""
        x = self._drop_dimensions(second)
        root = self.root.expand(x.shape[0], 1, -1)
        heads = torch.cat([root, x], 1)
        arc_dep = self._hidden(self.arc_dep, x)
        one = torch.ones(*arc_dep.shape[:2], 1)
        arcs = torch.cat([arc_dep, one], -1) @ self.arc @ self._hidden(self.arc_head, heads).transpose(1, 2)
        return arcs, self._hidden(self.label_head, heads), self._hidden(self.label_dep, x)

    def labels(self, head: Tensor, dep: Tensor) -> Tensor:
        """Scores of relations (N, relations) from label features of N heads and N dependents."""
        one = torch.ones(len(head), 1)
        return torch.einsum(
            "ni,rij,nj->nr", torch.cat([dep, one], -1), self.label, torch.cat([head, one], -1)
        )

    def entities(self, first: Tensor, second: Tensor, sources: Tensor) -> Tensor:
        """Scores of IOB tags (B, T, tags) in the manner of the corpora `sources` (B)."""
        x = self._drop_dimensions(torch.cat([first, second], -1))
        x = self.entity(x) + self.entity_source(sources).unsqueeze(1)
        return self.iob(self._drop_dimensions(functional.leaky_relu(x, 0.1)))

    def unmasked(self, second: Tensor) -> Tensor:
        """Scores of the words behind masks (N, vocabulary), from the second layer at them (N, 2 x hidden)."""
        return self.masked(functional.leaky_relu(self.unmask(second), 0.1))


def entity_loss(scores: Tensor, tags: Tensor, lengths: Tensor, moves: Tensor) -> Tensor:
    """Mean negative log-likelihood a word of tag sequences (B, T) under a conditional random field."""
    at = torch.arange(scores.shape[1]).unsqueeze(0) < lengths.unsqueeze(1)
    real = at.float()
    path = (scores.gather(2, tags.unsqueeze(-1)).squeeze(-1) * real).sum(1)
    path = path + (moves[tags[:, :-1], tags[:, 1:]] * real[:, 1:]).sum(1)
    total = scores[:, 0]
    for t in range(1, scores.shape[1]):
        fresh = torch.logsumexp(total.unsqueeze(2) + moves.unsqueeze(0), 1) + scores[:, t]
        total = torch.where(at[:, t].unsqueeze(-1), fresh, total)
    return (torch.logsumexp(total, 1) - path).sum() / real.sum()


def arrays(net: Net, source: int, entity_source: int) -> dict[str, np.ndarray]:
    """What inference needs, as float32 arrays: the source vectors are folded into biases.

    Gates of the LSTM layers come in the order input, forget, output, candidate, so that the first
    three stand together.
    """
    weights = {name: p.detach().numpy().astype(np.float32) for name, p in net.named_parameters()}
    found: dict[str, np.ndarray] = {
        f"table.{name}": weights[f"tables.{i}.weight"] for i, name in enumerate(TABLES)
    }
    wide = weights["first.forwards.weight_ih_l0"].shape[1] - SOURCE_WIDTH
    for layer in ("first", "second"):
        inputs, inner, biases = [], [], []
        for way in ("forwards", "backwards"):
            w = weights[f"{layer}.{way}.weight_ih_l0"]
            bias = weights[f"{layer}.{way}.bias_ih_l0"] + weights[f"{layer}.{way}.bias_hh_l0"]
            if layer == "first":
                bias = bias + w[:, wide:] @ weights["source.weight"][source]
                w = w[:, :wide].copy()
                w[:, wide - net.sizes.vector :] *= weights["scale"]
            h = net.sizes.hidden
            order = np.r_[0 : 2 * h, 3 * h : 4 * h, 2 * h : 3 * h]
            inputs.append(w[order].T)
            inner.append(weights[f"{layer}.{way}.weight_hh_l0"][order].T)
            biases.append(bias[order])
        found[f"{layer}.input"] = np.concatenate(inputs, 1)
        found[f"{layer}.inner"] = np.stack(inner)
        found[f"{layer}.bias"] = np.concatenate(biases)
    for name in (
        "tag",
        "upos",
        "voice",
        "start",
        "arc_head",
        "arc_dep",
        "label_head",
        "label_dep",
        "entity",
        "iob",
    ):
        found[f"{name}.weight"] = weights[f"{name}.weight"].T
        found[f"{name}.bias"] = weights[f"{name}.bias"]
    found["entity.bias"] = found["entity.bias"] + weights["entity_source.weight"][entity_source]
    found.update({name: weights[name] for name in ("arc", "root", "label", "moves")})
    return {name: np.ascontiguousarray(array, dtype=np.float32) for name, array in found.items()}
