"""The network as it is trained; needs PyTorch (the extra `train`)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs PyTorch, which only training uses")
torch.set_num_threads(1)

from saksi.language.network import Network, spans_of  # noqa: E402
from saksi.language.trees import best_tree  # noqa: E402
from saksi.language.words import Words  # noqa: E402
from saksi.training.batches import Lexemes, Stream  # noqa: E402
from saksi.training.corpora import Sentence  # noqa: E402
from saksi.training.fit import Material, Plan, Run  # noqa: E402
from saksi.training.language import classes_of, new_net, weighted  # noqa: E402
from saksi.training.net import Net, arrays, entity_loss  # noqa: E402

VECTORS = {
    "data": np.random.default_rng(3).normal(size=(50, 8)).astype(np.float16),
    "minn": 3, "maxn": 4, "hash_count": 2, "hash_seed": 7, "bow": "<", "eow": ">",
}  # fmt: skip
WORDS = Words(VECTORS, {"LOC": frozenset({"Solo"}), "ORG": frozenset(), "PER": frozenset()})
POOLS = {"LOC": ("Baku",), "ORG": ("PBB",), "PER": ("Ani",)}
TREES = [
    Sentence(
        "", ("Budi", "menolak", "usul", "itu", "."), (True,) * 5,
        upos=("PROPN", "VERB", "NOUN", "DET", "PUNCT"), voices=("", "Act", "", "", ""),
        heads=(1, 1, 1, 2, 1), deps=("nsubj", "root", "obj", "det", "punct"), source="id_csui-ud-train.conllu",
    ),
    Sentence(
        "", ("Usul", "ditolak", "."), (True,) * 3,
        upos=("NOUN", "VERB", "PUNCT"), voices=("", "Pass", ""),
        heads=(1, 1, 1), deps=("nsubj:pass", "root", "punct"), source="id_pud-ud-test.conllu",
    ),
]  # fmt: skip
NAMED = [Sentence("", ("Budi", "ke", "Solo"), (True,) * 3, iob=("B-PER", "O", "B-LOC"), source="nerui.iob")]
TAGGED = [
    Sentence("", ("Hujan", "turun", "."), (True,) * 3, tags=("NN", "VB", "SYM")),
    Sentence("", ("Ia", "pergi"), (True,) * 2, tags=("PRP", "VB")),
]
RAW = [Sentence("", s.words, ()) for s in (*TREES, *TAGGED)]
MATERIAL = Material(
    current=TREES, held=[], converted=TREES, entities=NAMED, held_entities=[], tagged=TAGGED, raw=RAW
)
CLASSES = classes_of(MATERIAL)
PLAN = Plan(
    raw_steps=4, steps=6, raw_words=10, tree_words=8, entity_words=3, tag_words=5, joined_words=5,
    hidden=6, save_every=3, check_every=100,
)  # fmt: skip


def a_run() -> Run:
    torch.manual_seed(1)
    return Run(new_net(WORDS, CLASSES, PLAN), Lexemes(WORDS), CLASSES, MATERIAL, POOLS, PLAN)


def quiet(*_: object) -> str:
    return ""


def test_numpy_reads_as_the_trained_network_does() -> None:
    torch.manual_seed(2)
    net: Net = new_net(WORDS, CLASSES, PLAN).eval()
    for parameter in net.parameters():
        torch.nn.init.normal_(parameter, std=0.5)
    sentences = [*TREES, *NAMED, *RAW]
    network = Network(
        arrays(net, 0, 0), {n: getattr(CLASSES, n) for n in ("upos", "voices", "deps", "iob")}, WORDS
    )
    readings = network.read([s.words for s in sentences])
    root = CLASSES.deps.index("root")
    with torch.no_grad():
        batch = Lexemes(WORDS).batch(sentences, [0] * len(sentences))
        first, second = net.encode(batch)
        upos, voices, starts = net.tags(first, second)
        arcs, label_heads, label_deps = net.tree(second)
        for i, (sentence, reading) in enumerate(zip(sentences, readings, strict=True)):
            size = len(sentence.words)
            assert reading.upos == [CLASSES.upos[k] for k in upos[i, :size].argmax(-1)]
            assert reading.voices == [CLASSES.voices[k] for k in voices[i, :size].argmax(-1)]
            assert reading.starts == [k for k in range(1, size) if starts[i, k] > 3]
            heads = best_tree(arcs[i, :size, : size + 1].numpy())
            assert reading.heads == [h - 1 if h else k for k, h in enumerate(heads)]
            labels = net.labels(label_heads[i, heads], label_deps[i, :size])
            labels[:, root] = torch.tensor([1e4 if h == 0 else -1e4 for h in heads])
            assert reading.deps == [CLASSES.deps[k] for k in labels.argmax(-1)]


def test_best_tags_are_those_of_all_that_may_follow_each_other() -> None:
    net = new_net(WORDS, CLASSES, PLAN)
    for parameter in net.parameters():
        torch.nn.init.normal_(parameter, std=0.8)
    network = Network(
        arrays(net, 0, 0), {n: getattr(CLASSES, n) for n in ("upos", "voices", "deps", "iob")}, WORDS
    )
    for reading, sentence in zip(network.read([s.words for s in RAW]), RAW, strict=True):
        assert all(0 <= first < last <= len(sentence.words) for _, first, last in reading.entities)


def test_the_entity_loss_counts_every_sequence() -> None:
    scores = torch.tensor([[[0.5, 0.0], [0.0, 1.0], [9.0, 9.0]]])
    moves = torch.tensor([[0.0, 0.3], [0.2, 0.0]])
    found = entity_loss(scores, torch.tensor([[0, 1, 0]]), torch.tensor([2]), moves)
    ways = [float(scores[0, 0, a] + moves[a, b] + scores[0, 1, b]) for a in (0, 1) for b in (0, 1)]
    expected = float(np.log(np.exp(ways).sum()) - ways[1]) / 2
    assert float(found) == pytest.approx(expected, rel=1e-5)


def test_a_broken_off_run_ends_in_the_same_weights(tmp_path: Path) -> None:
    whole = a_run()
    whole.raw(quiet, quiet)
    whole.learn(quiet, quiet, quiet)
    broken = a_run()
    broken.raw(quiet, quiet)
    broken.learn(quiet, quiet, quiet, until=2)
    broken.save(tmp_path / "checkpoint.pt")
    other = a_run()
    other.restore(tmp_path / "checkpoint.pt")
    other.learn(quiet, quiet, quiet)
    for name, weights in whole.average.state_dict().items():
        assert torch.equal(weights, other.average.state_dict()[name]), name


def test_what_is_shown_is_learned() -> None:
    plan = Plan(
        raw_steps=0, steps=150, tree_words=8, entity_words=3, tag_words=5, joined_words=5, hidden=16,
        averaging=0.9, rate=0.01, converted_share=0.0, save_every=1000, check_every=1000,
    )  # fmt: skip
    torch.manual_seed(1)
    run = Run(new_net(WORDS, CLASSES, plan), Lexemes(WORDS), CLASSES, MATERIAL, POOLS, plan)
    run.learn(quiet, quiet, quiet)
    network = Network(
        arrays(run.average, 0, 0), {n: getattr(CLASSES, n) for n in ("upos", "voices", "deps", "iob")}, WORDS
    )
    reading = network.read([TREES[0].words])[0]
    assert tuple(reading.upos) == TREES[0].upos
    assert tuple(reading.heads) == TREES[0].heads
    assert tuple(reading.deps) == TREES[0].deps
    assert network.read([NAMED[0].words])[0].entities == spans_of(NAMED[0].iob)


def test_a_stream_shows_all_before_any_again() -> None:
    sentences = [Sentence("", (str(i),), ()) for i in range(5)]
    stream = Stream(sentences, "seed")
    assert sorted(s.words for s in stream.take(5)) == sorted(s.words for s in sentences)
    again = Stream(sentences, "seed")
    again.at = 5
    assert again.take(5) == stream.take(5)


def test_weights_repeat_sentences() -> None:
    assert len(weighted(TREES, 1.5)) == 3
