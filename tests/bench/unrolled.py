"""Derivatives between all pairs of states by autograd, through the unrolled network."""

import time
from collections.abc import Callable
from typing import NamedTuple

import autograd.numpy as anp
import numpy as np
from autograd import make_vjp


class Sampled(NamedTuple):
    """Rows k of the components, the time they took, and the time that all T of them would take."""

    ks: range
    rows: list[np.ndarray]
    measured: float
    scaled: float


def components(last_state: Callable, T: int, n: int, every: int) -> Sampled:
    """Measure ‖∂s_k/∂s_i‖ for every i ≤ k, for k = every, 2 every, … T.

    Zeros are added to every state; a vector-Jacobian product with respect to all these zeros
    at once is one row of ∂s_k/∂s_i for all i, so n products make row k of the components.
    Both passes of row k go through k steps, so the time of all T rows is that of the
    sample times (1 + … + T) / (sum of its k).

    Parameters
    ----------
    last_state : callable
        ``last_state(k, zeros)``: s_k with ``zeros[i]`` (n,) added to s_i, i = 0 … k.
    """
    ks, rows, start = range(every, T + 1, every), [], time.perf_counter()
    for k in ks:
        vjp, state = make_vjp(lambda zeros, k=k: last_state(k, zeros))(np.zeros((k + 1, n)))
        jacobians = np.array([vjp(unit) for unit in np.eye(len(state))])
        rows.append(np.linalg.norm(jacobians.swapaxes(0, 1), ord=2, axis=(1, 2)))
    measured = time.perf_counter() - start
    return Sampled(ks, rows, measured, measured * sum(range(1, T + 1)) / sum(ks))


def split(state):
    """Return the halves c and h of a joint state."""
    half = anp.shape(state)[0] // 2
    return state[:half], state[half:]
