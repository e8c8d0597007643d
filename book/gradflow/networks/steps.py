"""What the networks' loops share: stacked weights, room for steps, sums over uses."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np


def stacked(params: NamedTuple, axes: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the weights and the biases of all gates, each in one array.

    Parameters
    ----------
    params : named tuple
        First the weights (n, n+m) of each of g gates, then their biases (n,).
    axes : int
        Of the input: 2 for one sequence (T, m), 3 for a batch (T, B, m).

    Returns
    -------
    W : ndarray, shape (g, n+m, n)
        So that ``joined @ W + b`` are the pre-activations, (g, n) or (g, B, n).
    b : ndarray, shape (g, n) or (g, 1, n)
    """
    g, n = len(params) // 2, len(params[-1])
    W = np.stack([weights.T for weights in params[:g]])
    return W, np.stack(params[g:]).reshape(g, *[1] * (axes - 2), n)


def room(step: Callable, T: int, shape: tuple[int, ...]) -> NamedTuple:
    """Return room for what ``step`` gives at T steps: its named tuple of arrays.

    The arrays of a step lie side by side, so that ``keep`` writes one piece of
    memory; as arrays made step by step and stacked at the end they cost a third of
    the whole run (LSTM, n = B = 32, T = 100: 24 ms against 17 ms).

    Parameters
    ----------
    step : Callable
        Made by ``to_numpy``.
    shape : tuple of int
        Of each of its results.
    """
    block = np.empty((T, len(step.fields._fields), *shape))
    return step.fields._make(block.swapaxes(0, 1))


def keep(values: NamedTuple, rows: NamedTuple, t: int):
    """Write what a step gave into row t - 1."""
    for row, value in zip(rows, values, strict=True):
        row[t - 1] = value


def states(initial: np.ndarray, T: int) -> np.ndarray:
    """Return room for T + 1 states, the initial one in row 0."""
    rows = np.empty((T + 1, *initial.shape))
    rows[0] = initial
    return rows


def diagonal(entries: np.ndarray) -> np.ndarray:
    """Return a diagonal matrix (..., n, n) for each row (..., n)."""
    return entries[..., None] * np.eye(entries.shape[-1])


def summed_outer(lefts: np.ndarray, rights: np.ndarray) -> np.ndarray:
    r"""Return :math:`\sum\, left\; right^\top` over every use: all axes but the last.

    Parameters
    ----------
    lefts : ndarray, shape (..., k)
    rights : ndarray, shape (..., m)

    Returns
    -------
    ndarray, shape (k, m)
    """
    axes = tuple(range(lefts.ndim - 1))
    return np.tensordot(lefts, rights, axes=(axes, axes))
