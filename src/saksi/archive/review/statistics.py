"""Proportions with their intervals, and agreement beyond chance."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

Z95 = 1.959963984540054  # standard normal quantile of 0.975


@dataclass(frozen=True, slots=True)
class Share:
    """A proportion `value` of `of` trials with the ends of its 95 % interval."""

    good: int
    of: int
    value: float
    low: float
    high: float


def wilson(good: int, of: int, z: float = Z95) -> Share | None:
    """The share of `good` in `of` trials with Wilson's score interval; None of no trials.

    Wilson, E. B. (1927): Probable inference, the law of succession, and statistical inference. It keeps its
    level where shares are near 0 or 1 and samples small, which is where reviewing begins.
    """
    if not of:
        return None
    share, square = good / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    low = 0.0 if good == 0 else max(0.0, middle - half)
    high = 1.0 if good == of else min(1.0, middle + half)
    return Share(good, of, share, low, high)


def stratified(strata: Sequence[tuple[int, Share]]) -> Share | None:
    """The share in a whole of which each stratum is (its size, the share in its sample); None of nothing.

    The interval is put together from those of the strata by squared distances from the share, as in Zou and
    Donner (2008), Construction of confidence limits about effect measures.
    """
    whole = sum(size for size, _ in strata)
    if not whole:
        return None
    value = sum(size * share.value for size, share in strata) / whole
    below = sum((size / whole * (share.value - share.low)) ** 2 for size, share in strata)
    above = sum((size / whole * (share.high - share.value)) ** 2 for size, share in strata)
    good, of = sum(s.good for _, s in strata), sum(s.of for _, s in strata)
    return Share(good, of, value, max(0.0, value - math.sqrt(below)), min(1.0, value + math.sqrt(above)))


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two coders' labels for the same items.

    Cohen, J. (1960): A coefficient of agreement for nominal scales. None where it is not defined: no items,
    or both coders gave one and the same label to all.
    """
    size = len(pairs)
    if not size:
        return None
    seen = sum(a == b for a, b in pairs) / size
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[label] * second[label] for label in first) / (size * size)
    return None if chance == 1 else (seen - chance) / (1 - chance)
