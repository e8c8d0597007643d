"""Random networks with their sequences: the examples that the tests of all cells share."""

from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st

from gradflow import gru, leaky, lstm, rnn

SIZES = st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(3, 6))
"""n units, m inputs, T steps."""

BATCHES = st.integers(1, 4)
SEEDS = st.integers(0, 10**6)

TOLD = ("LSTM, b_f = log(T−1)", "LSTM, ±log(T−1)", "LSTM, spread", "LSTM, chrono")
"""The starts that depend on the length T."""


class Cell(NamedTuple):
    """A module of networks, the shapes of its parameters, and its arguments beside them."""

    module: object
    shapes: object
    starts: tuple[str, ...]
    errors: tuple[str, ...]


CELLS = {
    "rnn": Cell(rnn, lambda n, m: rnn.RNNParams((n, n), (n, m), (n,)), ("c_0",), ("dE_dcs",)),
    "leaky": Cell(leaky, lambda n, m: rnn.RNNParams((n, n), (n, m), (n,)), ("c_0",), ("dE_dcs",)),
    "lstm": Cell(
        lstm,
        lambda n, m: lstm.LSTMParams(*[(n, n + m)] * 4, *[(n,)] * 4),
        ("h_0", "c_0"),
        ("dE_dcs", "dE_dhs"),
    ),
    "gru": Cell(gru, lambda n, m: gru.GRUParams(*[(n, n + m)] * 3, *[(n,)] * 3), ("h_0",), ("dE_dhs",)),
}


class Example(NamedTuple):
    """Normally distributed arguments of ``forward`` (params, xs, *starts) and ``backward`` (params, traj, *errors)."""

    params: NamedTuple
    xs: np.ndarray
    starts: list[np.ndarray]
    errors: list[np.ndarray]


def example(cell: str, sizes: tuple[int, int, int], seed: int, B: int | None = None) -> Example:
    """Return a network of a kind, with one sequence or with a batch of B."""
    n, m, T = sizes
    rng = np.random.default_rng(seed)
    _, shapes, starts, errors = CELLS[cell]
    batch = () if B is None else (B,)
    steps = (T, *batch)
    weights = shapes(n, m)
    params = type(weights)(*(rng.normal(size=shape) for shape in weights))
    begun = [rng.normal(size=(*batch, n)) for _ in starts]
    return Example(params, rng.normal(size=(*steps, m)), begun, [rng.normal(size=(*steps, n)) for _ in errors])


def sequences(batch: np.ndarray) -> np.ndarray:
    """Return a batch (T, B, k) with a row for each sequence: (B, T, k)."""
    return np.swapaxes(batch, 0, 1)
