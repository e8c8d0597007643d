"""An LSTM of 64 units over 200 steps: its gradients and components, the book's way and autograd's."""

from pathlib import Path

import autograd.numpy as anp
import numpy as np
from autograd import grad

from bench import unrolled
from bench.components import row
from bench.figures import Row, largest_error, seconds
from gradflow import lstm
from reference import lstm_states, weighted_error

N, M, T, EVERY = 64, 2, 200, 50


def backward(params, xs, h_0, c_0, rng) -> Row:
    """Return the gradient of an error at every step, with respect to all eight parameters."""
    on_cs, on_hs = rng.normal(size=(2, T, N))

    def error(*arrays):
        cs, hs = lstm_states(arrays, xs, h_0, c_0)
        return weighted_error(cs, on_cs) + weighted_error(hs, on_hs)

    def by_hand():
        return lstm.backward(params, lstm.forward(params, xs, h_0, c_0), on_cs, on_hs)

    by_autograd = grad(error, argnum=tuple(range(8)))
    pairs = zip(by_hand()[:8], by_autograd(*params), strict=True)
    worst = max(largest_error(got, want) for got, want in pairs)
    if worst > 1e-8:
        raise SystemExit(f"lstm.backward: autograd differs by {worst:.1e}")
    times = 1e3 * seconds(by_hand, 15), 1e3 * seconds(lambda: by_autograd(*params), 5)
    return Row("lstm.forward and backward", "ms", *times, {"error": f"{worst:.0e}"})


def measure(folder: Path, full: bool):
    """Yield the two comparisons."""
    rng = np.random.default_rng(0)
    Ws = rng.normal(size=(4, N, N + M)) / np.sqrt(N)
    params = lstm.LSTMParams(*Ws, *rng.normal(size=(4, N)))
    xs, (h_0, c_0) = rng.normal(size=(T, M)), rng.normal(size=(2, N))
    yield backward(params, xs, h_0, c_0, rng)

    def by_hand():
        return lstm.temporal_components(params, lstm.forward(params, xs, h_0, c_0))

    def last_state(k, zeros):
        c, h = unrolled.split(zeros[0])

        def nudge(t, c, h):
            on_c, on_h = unrolled.split(zeros[t])
            return c + on_c, h + on_h

        cs, hs = lstm_states(params, xs[:k], h_0 + h, c_0 + c, nudge)
        return anp.concatenate([cs[-1], hs[-1]])

    sampled = unrolled.components(last_state, T, 2 * N, 1 if full else EVERY)
    yield row("lstm.temporal_components", by_hand(), seconds(by_hand, 3), sampled)
