"""A leaky unit, the LSTM's control: it keeps a constant share, and has no gate."""

from typing import NamedTuple

import numpy as np

from ..formulas import leaky_step, to_numpy
from . import influence
from .arguments import errors, initial, sequences, single
from .checks import checked, instance, number
from .rnn import Gradients, RNNParams, arrays, start
from .steps import diagonal, keep, room, states, summed_outer

__all__ = [
    "Gradients",
    "RNNParams",
    "Trajectory",
    "arrays",
    "backward",
    "forward",
    "from_outputs",
    "outputs",
    "start",
    "state_jacobians",
    "temporal_components",
]

STEP = to_numpy(leaky_step())
"""c and its slopes, from z, c_{t-1} and b_a."""


class Trajectory(NamedTuple):
    """xs (T, m), zs (T, n), cs (T+1, n) with c_0 in row 0, keeps and slopes (T, n).

    keeps is a, the same at each step; slopes is (1 - a) tanh'(z_t). For a batch each
    has one more axis, behind time: (T, B, m) and so on.
    """

    xs: np.ndarray
    zs: np.ndarray
    cs: np.ndarray
    keeps: np.ndarray
    slopes: np.ndarray


def _run(params, xs, c_0, b_a):
    params = arrays(params)
    n, m = params.W_in.shape
    xs = sequences(xs, m)
    return params, xs, initial("c_0", c_0, xs, n), number("b_a", b_a)


def _known(params, traj):
    instance("traj", traj, Trajectory)
    return arrays(params, traj.zs.shape[-1], traj.xs.shape[-1]), traj


def _one(params, traj):
    params, traj = _known(params, traj)
    return params, single(traj)


def _back(params, traj, dE_dcs):
    return *_known(params, traj), errors("dE_dcs", dE_dcs, traj.zs.shape)


def _from(params, traj, dE):
    return *_known(params, traj), errors("dE_doutputs", dE, traj.zs.shape)


@checked(_run)
def forward(
    params: RNNParams, xs: np.ndarray, c_0=None, b_a: float = 5.0
) -> Trajectory:
    r"""Run the leaky network over a sequence, or over a batch of them.

    .. math::

        c_t = a\, c_{t-1} + (1 - a) \tanh(z_t), \quad
        z_t = W_{rec} c_{t-1} + W_{in} x_t + b, \quad a = \sigma(b_a)

    Parameters
    ----------
    params : RNNParams
        W_rec (n, n), W_in (n, m), b (n,): those of an RNN.
    xs : array_like, shape (T, m) or (T, B, m)
    c_0 : array_like, shape (n,) or, with a batch, (B, n); zero by default
    b_a : float
        One constant for all units, which no learning changes. The memory
        :math:`1/(1 - a)` is :math:`1 + e^{b_a}` steps, 149 by default.

    Returns
    -------
    Trajectory

    Raises
    ------
    ValueError
        If a shape does not fit, a value is not finite, or T = 0.

    Notes
    -----
    Mozer, *Induction of multiscale temporal structure*, 1992.
    """
    W_rec, W_in, b = params
    zs = xs @ W_in.T + b
    cs, run = states(c_0, len(xs)), room(STEP, len(xs), c_0.shape)
    b_as = np.full(c_0.shape, b_a)
    for t in range(1, len(cs)):
        zs[t - 1] += cs[t - 1] @ W_rec.T
        step = STEP(zs[t - 1], cs[t - 1], b_as)
        cs[t] = step.c
        keep(step, run, t)
    return Trajectory(xs, zs, cs, run.dc_dc_prev, run.dc_dz)


@checked(_known)
def state_jacobians(params: RNNParams, traj: Trajectory) -> np.ndarray:
    r"""Return every step's :math:`J_t = \partial c_t/\partial c_{t-1}`.

    :math:`J_t = a\,I + \mathrm{diag}\big((1 - a)\tanh'(z_t)\big)\,W_{rec}`: a
    straight road that is the same at each step, and one detour.

    Returns
    -------
    ndarray, shape (T, n, n) or (T, B, n, n)
    """
    return diagonal(traj.keeps) + traj.slopes[..., None] * params.W_rec


@checked(_back)
def backward(
    params: RNNParams, traj: Trajectory, dE_dcs: np.ndarray | None = None
) -> Gradients:
    r"""Backpropagate through time.

    Parameters
    ----------
    params : RNNParams
    traj : Trajectory
        What ``forward`` returned for these parameters.
    dE_dcs : array_like, shape (T, n) or (T, B, n); zero by default
        Row t-1 is the immediate derivative of the error by :math:`c_t`.

    Returns
    -------
    Gradients
        Those of an RNN; the constant a has none.

    Raises
    ------
    ValueError
        If dE_dcs does not have the shape of the trajectory's zs or is not finite.
    """
    dcs = np.concatenate([np.zeros_like(dE_dcs[:1]), dE_dcs])
    dzs = np.empty_like(dE_dcs)
    for t in range(len(dzs), 0, -1):
        dzs[t - 1] = traj.slopes[t - 1] * dcs[t]
        dcs[t - 1] += traj.keeps[t - 1] * dcs[t] + dzs[t - 1] @ params.W_rec
    dW_rec = summed_outer(dzs, traj.cs[:-1])
    dW_in = summed_outer(dzs, traj.xs)
    db = dzs.sum(axis=tuple(range(dzs.ndim - 1)))
    return Gradients(dW_rec, dW_in, db, dcs[0].copy(), dcs)


def outputs(traj: Trajectory) -> np.ndarray:
    """Return what a readout sees of each step t = 1 … T: the states c_t."""
    return traj.cs[1:]


@checked(_from)
def from_outputs(
    params: RNNParams, traj: Trajectory, dE_doutputs: np.ndarray
) -> RNNParams:
    """Return the gradients of the parameters, of an error in the ``outputs``."""
    return RNNParams(*backward.unchecked(params, traj, dE_doutputs)[:3])


@checked(_one, keep_nan=True)
def temporal_components(params: RNNParams, traj: Trajectory) -> np.ndarray:
    r"""Return the influence :math:`\lVert\partial c_k/\partial c_i\rVert_2`.

    Returns
    -------
    ndarray, shape (T+1, T+1)
        Row k, column i, for k ≥ i; nan above the diagonal.
    """
    return influence.components.unchecked(state_jacobians(params, traj))
