"""Who hears whom in an RNN of 64 units over 200 steps: the book's way, and autograd's."""

from pathlib import Path

import numpy as np

from bench import unrolled
from bench.figures import Row, largest_error, seconds
from gradflow import rnn
from reference import rnn_states

N, T, EVERY = 64, 200, 10


def row(what: str, by_hand: np.ndarray, took: float, sampled: unrolled.Sampled) -> Row:
    """Return the row of the table, once both ways are seen to agree."""
    error = max(largest_error(got, by_hand[k, : k + 1]) for k, got in zip(sampled.ks, sampled.rows, strict=True))
    if error > 1e-8:
        raise SystemExit(f"{what}: autograd differs by {error:.1e}")
    more = {"autograd's rows": len(sampled.ks), "measured, s": sampled.measured, "error": f"{error:.0e}"}
    return Row(what, "s", took, sampled.scaled, more)


def measure(folder: Path, full: bool):
    """Yield the one comparison."""
    rng = np.random.default_rng(0)
    W_rec = rng.normal(size=(N, N)) / np.sqrt(N)
    params = rnn.RNNParams(W_rec, rng.normal(size=(N, 2)), 0.1 * rng.normal(size=N))
    xs, c_0 = rng.normal(size=(T, 2)), rng.normal(size=N)

    def by_hand():
        return rnn.temporal_components(params, rnn.forward(params, xs, c_0))

    def last_state(k, zeros):
        return rnn_states(params, xs[:k], c_0 + zeros[0], nudge=lambda t, c: c + zeros[t])[-1]

    sampled = unrolled.components(last_state, T, N, 1 if full else EVERY)
    yield row("rnn.temporal_components", by_hand(), seconds(by_hand, 5), sampled)
