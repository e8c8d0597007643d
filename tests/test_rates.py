"""What counts support: the interval and the test against published values and their definitions."""

from math import sqrt

import numpy as np
import pytest

from gradflow.learning import differ, fisher, rates, wilson


@pytest.mark.parametrize(
    ("solved", "seeds", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_the_published_ones(solved, seeds, low, high):
    """Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3."""
    assert wilson(solved, seeds) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("share", "z"), [(0.95, 1.959964), (0.99, 2.575829)])
def test_the_ends_are_z_standard_deviations_from_the_rate(share, z):
    """The definition, with the deviation that the end itself would have."""
    for seeds in (1, 5, 20):
        for solved in range(seeds + 1):
            for p in wilson(solved, seeds, share):
                if 1e-12 < p < 1 - 1e-12:
                    assert abs(solved / seeds - p) == pytest.approx(z * sqrt(p * (1 - p) / seeds), rel=1e-5)


def test_an_interval_holds_its_rate_and_mirrors():
    for solved in range(21):
        low, high = wilson(solved, 20)
        assert 0 <= low <= solved / 20 <= high <= 1
        assert wilson(20 - solved, 20) == pytest.approx((1 - high, 1 - low), abs=1e-12)
    assert wilson(0, 20)[0] == 0
    assert wilson(20, 20)[1] == 1


def test_an_interval_holds_the_chance_about_as_often_as_it_says():
    rng = np.random.default_rng(0)
    for chance in (0.1, 0.5, 0.8):
        ends = [wilson(int(solved), 20) for solved in rng.binomial(20, chance, 2000)]
        assert np.mean([low <= chance <= high for low, high in ends]) == pytest.approx(0.95, abs=0.04)


@pytest.mark.parametrize(
    ("counts", "p"),
    [
        ((3, 4, 1, 4), 34 / 70),  # Fisher 1935: the lady and the tea
        ((10, 13, 2, 15 + 2), 0.0005367),  # Fisher 1962, twins' convictions, as R's documentation has it
        ((20, 20, 20, 20), 1.0),
        ((0, 20, 0, 20), 1.0),
        ((20, 20, 0, 20), 2 / 137846528820),
    ],
)
def test_p_is_the_published_one(counts, p):
    assert fisher(*counts) == pytest.approx(p, rel=2e-4)


def test_p_is_how_often_an_urn_gives_two_counts_as_far_apart():
    """The definition; with as many seeds on either side, what is further from the middle is less probable."""
    rng = np.random.default_rng(1)
    for solved, others in ((18, 12), (7, 6), (3, 20), (5, 0)):
        both = solved + others
        drawn = rng.hypergeometric(both, 40 - both, 20, 50_000)
        as_far = np.abs(2 * drawn - both) >= abs(solved - others)
        assert fisher(solved, 20, others, 20) == pytest.approx(as_far.mean(), abs=0.01)


def test_p_does_not_ask_which_comes_first_or_what_is_counted():
    for solved, others in ((18, 12), (7, 6), (3, 20)):
        p = fisher(solved, 20, others, 15 + 5)
        assert fisher(others, 20, solved, 20) == pytest.approx(p, rel=1e-12)
        assert fisher(20 - solved, 20, 20 - others, 20) == pytest.approx(p, rel=1e-12)


def test_rates_differ_below_the_level():
    assert rates.LEVEL == 0.01
    assert differ(20, 20, 13, 20)
    assert not differ(20, 20, 14, 20)
    assert not differ(2, 5, 0, 5)
    assert differ(0, 20, 20, 20)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: wilson(21, 20), "solved is 21; it must be at most seeds, 20"),
        (lambda: wilson(1, 20, 1.0), "share is 1.0; it must be a number below 1"),
        (lambda: fisher(1, 20, 3, 2), "solved_2 is 3; it must be at most seeds_2, 2"),
        (lambda: fisher(1, 20, 3, 0), "seeds_2 is 0; it must be a whole number"),
    ],
)
def test_impossible_counts_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
