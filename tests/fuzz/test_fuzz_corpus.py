"""A short run of the fuzzer's property: over the kept corpus, and over damaged copies of it."""

from __future__ import annotations

import random

import pytest
from fuzz_targets import CORPUS, NAMES, run

KEPT = sorted(p for p in CORPUS.rglob("*") if p.is_file())


def test_there_is_something_of_every_kind():
    assert {p.parent.name for p in KEPT} == set(NAMES)


@pytest.mark.parametrize("path", KEPT, ids=lambda p: f"{p.parent.name}-{p.name}")
def test_kept_inputs_and_damaged_copies_give_documents_or_causes(path):
    whole = path.read_bytes()
    run(path.parent.name, whole)
    rng = random.Random(path.name)
    for _ in range(6):
        data = bytearray(whole[: rng.randint(len(whole) // 2, len(whole))])
        for _ in range(rng.randint(1, 8)):
            data[rng.randrange(len(data))] = rng.choice((0, 10, 34, 60, 128, 255, rng.randrange(256)))
        run(path.parent.name, bytes(data))
