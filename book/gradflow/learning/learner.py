"""A network that can learn: a cell, a readout of its last step, and how it starts."""

from types import ModuleType
from typing import NamedTuple

import numpy as np

from ..networks.checks import array, checked, choice, instance, whole
from .starts import STARTS
from .tasks import Task


def _readable(learner, xs):
    return fitting(learner), xs


def _of_row(learner, row):
    size = sum(np.size(weights) for weights in learner.weights)
    return learner, array("row", row, (size,))


class Learner(NamedTuple):
    """A cell's parameters, and the readout W_out y_T + b_out of its last output.

    cell: the module ``rnn``, ``leaky``, ``lstm`` or ``gru``, whose ``outputs`` are y:
    the states c of an RNN or a leaky network, the outputs h of an LSTM or a GRU.
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

    @checked(_of_row)
    def with_row(self, row: np.ndarray) -> "Learner":
        """Return the same network with these numbers: ``row``, undone."""
        ends = np.cumsum([weights.size for weights in self.weights])[:-1]
        parts = zip(np.split(row, ends), self.weights, strict=True)
        *params, W_out, b_out = (part.reshape(w.shape) for part, w in parts)
        return Learner(self.cell, type(self.params)(*params), W_out, b_out)

    @checked(_readable)
    def run(self, xs: np.ndarray) -> tuple[NamedTuple, np.ndarray]:
        """Return the trajectory, and the readout (B, outputs) of the last step."""
        traj = self.cell.forward(self.params, xs)
        return traj, self.cell.outputs(traj)[-1] @ self.W_out.T + self.b_out


def fitting(learner: Learner, task: Task | None = None) -> Learner:
    """Return a learner with arrays that fit each other and, if given, a task.

    Raises
    ------
    ValueError
        If a shape does not fit, or a value is not finite.
    """
    instance("learner", learner, Learner)
    cell = instance("learner.cell", learner.cell, ModuleType)
    inputs, outputs = task[:2] if task else (None, "outputs")
    params = cell.arrays(learner.params, m=inputs)
    W_out = array("W_out", learner.W_out, (outputs, len(params[-1])))
    b_out = array("b_out", learner.b_out, (len(W_out),))
    return Learner(cell, params, W_out, b_out)


def _batch(learner, xs, targets, task):
    learner = fitting(learner, instance("task", task, Task))
    return learner, array("xs", xs, ("T", "B", task.inputs)), targets, task


@checked(_batch)
def gradients(
    learner: Learner, xs: np.ndarray, targets: np.ndarray, task: Task
) -> tuple[float, Learner]:
    """Return a batch's mean error, and its derivatives in the learner's shape.

    Raises
    ------
    ValueError
        If a shape does not fit, a value is not finite, or the task refuses the
        targets.
    """
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


def _started(name, n, task, T, rng):
    choice("name", name, STARTS)
    instance("task", task, Task)
    rng = instance("rng", rng, np.random.Generator)
    return name, whole("n", n), task, whole("T", T), rng


@checked(_started)
def start(
    name: str, n: int, task: Task, T: int, rng: np.random.Generator
) -> Learner:
    """Return an untrained network of n units for a task of length T.

    The readout's weights, too, are uniform on ±1/√n.

    Raises
    ------
    ValueError
        If the name is not one of ``STARTS``, n or T is not a whole number or too
        small.
    """
    cell, draw = STARTS[name]
    W_out = rng.uniform(-1, 1, (task.outputs, n)) / np.sqrt(n)
    params = draw(n, task.inputs, T, rng)
    return Learner(cell, params, W_out, np.zeros(task.outputs))
