"""What a measurement gives: rows of the table, with all their figures for the JSON."""

import statistics
import time
from typing import NamedTuple

import numpy as np


class Row(NamedTuple):
    """One line of the table: the book's figure, the usual way's, and more figures by name."""

    what: str
    unit: str
    book: float
    usual: float | None = None
    more: dict | None = None

    @property
    def ratio(self) -> float | None:
        """How many times less the book takes."""
        return self.usual / self.book if self.usual and self.book else None


def seconds(function, repeat: int = 1) -> float:
    """Return the median time of a call."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def median_and_p95(values) -> tuple[float, float]:
    """Return the median and the 95th percentile."""
    return float(np.median(values)), float(np.percentile(values, 95))


def largest_error(got, want) -> float:
    """Return the largest difference, relative to the largest entry wanted (at least 1)."""
    return float(np.abs(np.asarray(got) - want).max() / max(1.0, np.abs(want).max()))
