"""A network that can learn: a cell, a readout of its last step, and how it starts."""

from collections.abc import Callable
from types import ModuleType
from typing import NamedTuple

import numpy as np

from ..networks import gru, lstm, rnn
from .tasks import Task


class Learner(NamedTuple):
    """A cell's parameters, and the readout W_out y_T + b_out of its last output.

    cell: the module ``rnn``, ``lstm`` or ``gru``, whose ``outputs`` are y: the
    states c of an RNN, the outputs h of an LSTM or a GRU.
    """

    cell: ModuleType
    params: NamedTuple
    W_out: np.ndarray
    b_out: np.ndarray

    @property
    def weights(self) -> list[np.ndarray]:
        """All arrays that learning changes."""
        return [*self.params, self.W_out, self.b_out]

    @property
    def row(self) -> np.ndarray:
        """All numbers that learning changes, in one row."""
        return np.concatenate([weights.ravel() for weights in self.weights])

    def with_row(self, row: np.ndarray) -> "Learner":
        """Return the same network with these numbers: ``row``, undone."""
        ends = np.cumsum([weights.size for weights in self.weights])[:-1]
        parts = zip(np.split(row, ends), self.weights, strict=True)
        *params, W_out, b_out = (part.reshape(w.shape) for part, w in parts)
        return Learner(self.cell, type(self.params)(*params), W_out, b_out)

    def run(self, xs: np.ndarray) -> tuple[NamedTuple, np.ndarray]:
        """Return the trajectory, and the readout (B, outputs) of the last step."""
        traj = self.cell.forward(self.params, xs)
        return traj, self.cell.outputs(traj)[-1] @ self.W_out.T + self.b_out


def gradients(
    learner: Learner, xs: np.ndarray, targets: np.ndarray, task: Task
) -> tuple[float, Learner]:
    """Return a batch's mean error, and its derivatives in the learner's shape."""
    cell = learner.cell
    traj, readout = learner.run(xs)
    loss, d_readout = task.error(readout, targets)
    ys = cell.outputs(traj)
    dE_dys = np.zeros_like(ys)
    dE_dys[-1] = d_readout @ learner.W_out
    d_params = cell.from_outputs(learner.params, traj, dE_dys)
    return loss, Learner(
        cell, d_params, d_readout.T @ ys[-1], d_readout.sum(axis=0)
    )


def rnn_drawn(
    n: int, m: int, T: int, rng: np.random.Generator
) -> rnn.RNNParams:
    """Return an RNN as it is drawn: weights uniform on ±1/√n, no biases."""
    return rnn.start(n, m, rng)


def rnn_radius_1(
    n: int, m: int, T: int, rng: np.random.Generator
) -> rnn.RNNParams:
    """Return an RNN whose W_rec is scaled to a largest eigenvalue of modulus 1."""
    params = rnn.start(n, m, rng)
    radius = np.abs(np.linalg.eigvals(params.W_rec)).max()
    return params._replace(W_rec=params.W_rec / radius)


def lstm_drawn(
    n: int, m: int, T: int, rng: np.random.Generator
) -> lstm.LSTMParams:
    """Return an LSTM as it is drawn: weights uniform on ±1/√n, no biases."""
    return lstm.start(n, m, rng)


def lstm_b_f_1(
    n: int, m: int, T: int, rng: np.random.Generator
) -> lstm.LSTMParams:
    """Return an LSTM with b_f = 1 (Jozefowicz, Zaremba & Sutskever 2015)."""
    return lstm.start(n, m, rng)._replace(b_f=np.ones(n))


def lstm_chrono(
    n: int, m: int, T: int, rng: np.random.Generator
) -> lstm.LSTMParams:
    """Return an LSTM with b_f = log u, u uniform on [1, T-1], and b_i = -b_f.

    Notes
    -----
    Tallec & Ollivier 2018, section 3.
    """
    b_f = np.log(rng.uniform(1, T - 1, n))
    return lstm.start(n, m, rng)._replace(b_f=b_f, b_i=-b_f)


def gru_drawn(
    n: int, m: int, T: int, rng: np.random.Generator
) -> gru.GRUParams:
    """Return a GRU as it is drawn: weights uniform on ±1/√n, no biases."""
    return gru.start(n, m, rng)


STARTS: dict[str, tuple[ModuleType, Callable]] = {
    "RNN": (rnn, rnn_drawn),
    "RNN, radius 1": (rnn, rnn_radius_1),
    "LSTM, b_f = 0": (lstm, lstm_drawn),
    "LSTM, b_f = 1": (lstm, lstm_b_f_1),
    "LSTM, chrono": (lstm, lstm_chrono),
    "GRU": (gru, gru_drawn),
}
"""The networks that can be trained: the cell, and how its parameters start."""


def start(
    name: str, n: int, task: Task, T: int, rng: np.random.Generator
) -> Learner:
    """Return an untrained network of n units for a task of length T.

    The readout's weights, too, are uniform on ±1/√n.

    Raises
    ------
    ValueError
        If the name is not one of ``STARTS``.
    """
    if name not in STARTS:
        raise ValueError(f"name is {name!r}; it must be one of {(*STARTS,)}")
    cell, draw = STARTS[name]
    W_out = rng.uniform(-1, 1, (task.outputs, n)) / np.sqrt(n)
    params = draw(n, task.inputs, T, rng)
    return Learner(cell, params, W_out, np.zeros(task.outputs))
