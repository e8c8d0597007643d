"""A training step, forward and backward: the book's way beside autograd's and PyTorch's."""

import importlib.util
from pathlib import Path

import autograd.numpy as anp
import numpy as np
from autograd import grad

from bench.figures import Row, largest_error, seconds
from gradflow.learning import gradients, start
from gradflow.learning.tasks import TASKS
from reference import logistic

N, T, BATCH = 32, 100, 32


def unrolled(parts, xs):
    """Return the last outputs of the network for a batch (T, B, m), written for autograd."""
    *cell, W_out, b_out = parts
    s = np.zeros((xs.shape[1], N))
    if len(cell) == 3:
        W_rec, W_in, b = cell
        for t in range(T):
            s = anp.tanh(anp.dot(s, W_rec.T) + anp.dot(xs[t], W_in.T) + b)
        return anp.dot(s, W_out.T) + b_out
    W, b, c = anp.concatenate(cell[:4]), anp.concatenate(cell[4:]), s
    for t in range(T):
        z = anp.dot(anp.concatenate([s, xs[t]], axis=1), W.T) + b
        f, i, o = (logistic(z[:, k * N : (k + 1) * N]) for k in range(3))
        c = c * f + anp.tanh(z[:, 3 * N :]) * i
        s = o * anp.tanh(c)
    return anp.dot(s, W_out.T) + b_out


def by_torch(kind: str, xs, classes, repeat: int) -> dict[str, float]:
    """Return the milliseconds of PyTorch's own layer on one thread, or nothing where it is not installed."""
    if importlib.util.find_spec("torch") is None:
        return {}
    import torch

    torch.set_num_threads(1)
    times = {}
    for bits, dtype in ((64, torch.float64), (32, torch.float32)):
        layer = getattr(torch.nn, kind)(xs.shape[2], N, batch_first=False).to(dtype)
        readout = torch.nn.Linear(N, 4).to(dtype)
        inputs, targets = torch.tensor(xs, dtype=dtype), torch.tensor(classes)

        def step(layer=layer, readout=readout, inputs=inputs, targets=targets):
            layer.zero_grad()
            readout.zero_grad()
            torch.nn.functional.cross_entropy(readout(layer(inputs)[0][-1]), targets).backward()

        step()
        times[f"torch, {bits} bits"] = 1e3 * seconds(step, repeat)
    return times


def measure(folder: Path, full: bool):
    """Yield a row for each of the two networks."""
    task, rng = TASKS["remember"], np.random.default_rng(0)
    xs, classes = task.sample(T, BATCH, rng)
    wanted = np.eye(task.outputs)[classes]

    def error(parts):
        outputs = unrolled(parts, xs)
        return anp.mean(anp.log(anp.sum(anp.exp(outputs), axis=1)) - anp.sum(wanted * outputs, axis=1))

    by_autograd = grad(error)
    for name, kind in (("RNN", "RNN"), ("LSTM, b_f = 1", "LSTM")):
        learner = start(name, N, task, T, rng)
        parts = tuple(learner.weights)

        def by_hand(learner=learner):
            return gradients(learner, xs, classes, task)[1]

        pairs = zip(by_hand().weights, by_autograd(parts), strict=True)
        worst = max(largest_error(*pair) for pair in pairs)
        if worst > 1e-8:
            raise SystemExit(f"training step: autograd differs by {worst:.1e}")
        times = 1e3 * seconds(by_hand, 15), 1e3 * seconds(lambda parts=parts: by_autograd(parts), 5)
        yield Row(f"{kind}: training step", "ms", *times, {"error": f"{worst:.0e}"} | by_torch(kind, xs, classes, 15))
