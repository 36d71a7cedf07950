"""Intervals and agreement, against figures worked out elsewhere and properties that must hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.archive.review.statistics import kappa, stratified, wilson


@pytest.mark.parametrize(
    ("good", "of", "low", "high"),
    # By hand from Wilson's formula with z = 1.96, to three places.
    [(0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1.0), (81, 263, 0.255, 0.366)],
)
def test_wilson(good, of, low, high):
    share = wilson(good, of)
    assert (share.low, share.high) == (pytest.approx(low, abs=6e-4), pytest.approx(high, abs=6e-4))


@given(st.integers(1, 2_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_an_interval_holds_its_share_and_mirrors_that_of_the_failures(case):
    good, of = case
    share, other = wilson(good, of), wilson(of - good, of)
    assert 0 <= share.low <= share.value <= share.high <= 1
    assert share.low == pytest.approx(1 - other.high, abs=1e-12)
    assert share.high - share.low > wilson(good * 4, of * 4).high - wilson(good * 4, of * 4).low


def test_no_trials_have_no_share():
    assert wilson(0, 0) is None
    assert stratified([]) is None


@given(st.integers(1, 200), st.integers(0, 200), st.integers(1, 10_000))
def test_one_stratum_is_the_whole(of, good, size):
    share = wilson(min(good, of), of)
    whole = stratified([(size, share)])
    assert (whole.value, whole.low, whole.high) == tuple(
        pytest.approx(v, abs=1e-12) for v in (share.value, share.low, share.high)
    )


def test_strata_weigh_by_their_size():
    whole = stratified([(900, wilson(10, 10)), (100, wilson(0, 10))])
    assert whole.value == pytest.approx(0.9)
    assert whole.low < 0.9 < whole.high


def test_kappa_of_a_table_worked_out_by_hand():
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: seen .7, chance .5.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)


def test_kappa_is_not_defined_where_there_is_no_chance_to_differ():
    assert kappa([]) is None
    assert kappa([("y", "y")] * 5) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_kappa_is_symmetric_and_at_most_one(pairs):
    value, turned = kappa(pairs), kappa([(b, a) for a, b in pairs])
    assert value == turned or value == pytest.approx(turned)
    assert value is None or -1 <= value <= 1
    if value is not None and all(a == b for a, b in pairs):
        assert value == 1
