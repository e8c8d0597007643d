"""What a count of solved runs supports: an interval for one, a test for two."""

from math import comb, sqrt
from statistics import NormalDist

from ..networks.checks import checked, number, whole

LEVEL = 0.01
"""Two rates are said to differ below this p. It is strict, since twelve starts at five
lags can be compared in hundreds of ways."""


def _counted(solved, seeds, which=""):
    seeds = whole(f"seeds{which}", seeds)
    if whole(f"solved{which}", solved, 0) > seeds:
        raise ValueError(
            f"solved{which} is {solved}; it must be at most seeds{which}, {seeds}"
        )
    return int(solved), seeds


def _once(solved, seeds, share):
    solved, seeds = _counted(solved, seeds)
    share = number("share", share, above=0)
    if share >= 1:
        raise ValueError(f"share is {share}; it must be a number below 1")
    return solved, seeds, share


def _twice(solved, seeds, solved_2, seeds_2):
    return *_counted(solved, seeds), *_counted(solved_2, seeds_2, "_2")


@checked(_once)
def wilson(solved: int, seeds: int, share: float = 0.95) -> tuple[float, float]:
    r"""Return the Wilson score interval for the chance to solve the task.

    It holds the chances p from which the rate found lies no further than z standard
    deviations, :math:`|\hat p - p| \le z\sqrt{p(1 - p)/n}`; z is 1.96 for 95 %.

    Parameters
    ----------
    solved, seeds : int
        How many runs solved the task, of how many.
    share : float
        In which share of such counts the interval should hold the true chance.

    Returns
    -------
    tuple of float
        Its lower and upper end, from 0 to 1.

    Raises
    ------
    ValueError
        If more runs are solved than there are, or the share is not between 0 and 1.

    Notes
    -----
    Wilson, *Probable inference, the law of succession, and statistical inference*,
    1927.
    """
    z = NormalDist().inv_cdf((1 + share) / 2)

    def lower(count):
        spread = sqrt(count * (seeds - count) / seeds + z**2 / 4)
        return (count + z**2 / 2 - z * spread) / (seeds + z**2)

    return lower(solved), 1 - lower(seeds - solved)


@checked(_twice)
def fisher(solved: int, seeds: int, solved_2: int, seeds_2: int) -> float:
    """Return the p of Fisher's exact test, two-sided, that two rates are the same.

    If it did not matter which start a run has, the runs that solved the task would be
    spread over the two as if drawn from one urn. p is the probability of a spread
    that is at most as probable as the one found.

    Raises
    ------
    ValueError
        If more runs are solved than there are.

    Notes
    -----
    Fisher, *The design of experiments*, 1935, chapter 2.
    """
    both, all_seeds = solved + solved_2, seeds + seeds_2
    ways = [
        comb(seeds, k) * comb(seeds_2, both - k)
        for k in range(max(0, both - seeds_2), min(seeds, both) + 1)
    ]
    found = comb(seeds, solved) * comb(seeds_2, solved_2)
    return sum(way for way in ways if way <= found) / comb(all_seeds, both)


def differ(solved: int, seeds: int, solved_2: int, seeds_2: int) -> bool:
    """Return whether two rates differ: whether ``fisher`` is below ``LEVEL``."""
    return fisher(solved, seeds, solved_2, seeds_2) < LEVEL
