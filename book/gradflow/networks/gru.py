"""The GRU: forward, its Jacobians, backpropagation through time."""

from typing import NamedTuple

import numpy as np

from ..formulas import gru_step, to_numpy
from . import influence
from .arguments import drawn, errors, gated, initial, sequences, single
from .checks import checked, instance
from .steps import diagonal, keep, room, stacked, states, summed_outer

STEP = to_numpy(gru_step())
"""Gates, state and slopes of one step, from z_r, z_u, z_h, a_h and h_{t-1}."""


class GRUParams(NamedTuple):
    """Weights (n, n+m) that act on [h_{t-1}, x_t], in this order, and biases (n,)."""

    W_r: np.ndarray
    W_u: np.ndarray
    W_h: np.ndarray
    b_r: np.ndarray
    b_u: np.ndarray
    b_h: np.ndarray


class Trajectory(NamedTuple):
    """xs (T, m); gates and candidates (T, n); hs (T+1, n) with h_0 in row 0.

    steps holds all that the cell's formulas gave, (T, n) each: the slopes, too. For
    a batch each has one more axis, behind time: (T, B, m) and so on.
    """

    xs: np.ndarray
    rs: np.ndarray
    us: np.ndarray
    h_tildes: np.ndarray
    hs: np.ndarray
    steps: NamedTuple


class Gradients(NamedTuple):
    """dW_r … dW_h (n, n+m), db_r … db_h (n,), dh_0 (n,), dhs (T+1, n).

    Row t of dhs is the total derivative by h_t. For a batch the first six are
    summed over it; the others have one more axis, (B, n) and (T+1, B, n).
    """

    dW_r: np.ndarray
    dW_u: np.ndarray
    dW_h: np.ndarray
    db_r: np.ndarray
    db_u: np.ndarray
    db_h: np.ndarray
    dh_0: np.ndarray
    dhs: np.ndarray


@checked(drawn)
def start(n: int, m: int, rng: np.random.Generator) -> GRUParams:
    """Return weights uniform on ±1/√n, a usual choice, and biases of zero."""
    weights = rng.uniform(-1, 1, (3, n, n + m)) / np.sqrt(n)
    return GRUParams(*weights, *np.zeros((3, n)))


def arrays(params, n: int | None = None, m: int | None = None) -> GRUParams:
    """Return parameters as arrays that fit each other and, if given, n and m.

    Raises
    ------
    ValueError
        If a shape does not fit, or a value is not finite.
    """
    return gated(params, GRUParams, n, m)


def _run(params, xs, h_0):
    params = arrays(params)
    n, columns = params.W_r.shape
    xs = sequences(xs, columns - n)
    return params, xs, initial("h_0", h_0, xs, n)


def _known(params, traj):
    instance("traj", traj, Trajectory)
    n, m = traj.us.shape[-1], traj.xs.shape[-1]
    return arrays(params, n, m), traj


def _one(params, traj):
    params, traj = _known(params, traj)
    return params, single(traj)


def _back(params, traj, dE_dhs):
    return *_known(params, traj), errors("dE_dhs", dE_dhs, traj.us.shape)


def _from(params, traj, dE):
    return *_known(params, traj), errors("dE_doutputs", dE, traj.us.shape)


@checked(_run)
def forward(params: GRUParams, xs: np.ndarray, h_0=None) -> Trajectory:
    r"""Run the GRU over a sequence, or over a batch of them.

    .. math::

        r_t, u_t = \sigma(W_\bullet [h_{t-1}, x_t] + b_\bullet), \quad
        \tilde h_t = \tanh(V_h x_t + b_h + r_t \odot U_h h_{t-1})

        h_t = u_t \odot h_{t-1} + (1 - u_t) \odot \tilde h_t

    with :math:`W_h = [U_h, V_h]`.

    Parameters
    ----------
    params : GRUParams
        Weights (n, n+m) and biases (n,).
    xs : array_like, shape (T, m) or (T, B, m)
    h_0 : array_like, shape (n,) or, with a batch, (B, n); zero by default

    Returns
    -------
    Trajectory

    Raises
    ------
    ValueError
        If a shape does not fit, a value is not finite, or T = 0.

    Notes
    -----
    Cho et al., *Learning phrase representations using RNN encoder-decoder*, 2014,
    equations 5 to 8, with the reset gate behind the product :math:`U_h h_{t-1}`.
    """
    n, T = h_0.shape[-1], len(xs)
    W, b = stacked(params, xs.ndim)
    hs, run = states(h_0, T), room(STEP, T, h_0.shape)
    for t in range(1, T + 1):
        from_r, from_u, a_h = hs[t - 1] @ W[:, :n]
        z_r, z_u, z_h = xs[t - 1] @ W[:, n:] + b
        step = STEP(z_r + from_r, z_u + from_u, z_h, a_h, hs[t - 1])
        hs[t] = step.h
        keep(step, run, t)
    return Trajectory(xs, run.r, run.u, run.h_tilde, hs, run)


@checked(_known)
def state_jacobians(params: GRUParams, traj: Trajectory) -> np.ndarray:
    r"""Return every step's :math:`J_t = \partial h_t/\partial h_{t-1}`.

    :math:`J_t = \mathrm{diag}(u_t) + \mathrm{diag}(\partial h_t/\partial z_u) U_u
    + \mathrm{diag}(\partial h_t/\partial z_r) U_r
    + \mathrm{diag}(\partial h_t/\partial a_h) U_h`: one straight road, three detours.

    Returns
    -------
    ndarray, shape (T, n, n) or (T, B, n, n)
    """
    n, run = traj.us.shape[-1], traj.steps
    U_r, U_u, U_h = (W[:, :n] for W in params[:3])
    return (
        diagonal(traj.us)
        + run.dh_dz_u[..., None] * U_u
        + run.dh_dz_r[..., None] * U_r
        + run.dh_da_h[..., None] * U_h
    )


@checked(_back)
def backward(params: GRUParams, traj: Trajectory, dE_dhs=None) -> Gradients:
    r"""Backpropagate through time.

    Parameters
    ----------
    params : GRUParams
    traj : Trajectory
        What ``forward`` returned for these parameters.
    dE_dhs : array_like, shape (T, n) or (T, B, n); zero by default
        Row t-1 is the immediate derivative of the error by :math:`h_t`.

    Returns
    -------
    Gradients

    Raises
    ------
    ValueError
        If dE_dhs does not have the shape of the trajectory's us or is not finite.
    """
    n, run = traj.us.shape[-1], traj.steps
    U_r, U_u, U_h = (W[:, :n] for W in params[:3])
    dhs = np.concatenate([np.zeros_like(dE_dhs[:1]), dE_dhs])
    for t in range(len(dE_dhs), 0, -1):
        dhs[t - 1] += (
            dhs[t] * traj.us[t - 1]
            + (dhs[t] * run.dh_dz_r[t - 1]) @ U_r
            + (dhs[t] * run.dh_dz_u[t - 1]) @ U_u
            + (dhs[t] * run.dh_da_h[t - 1]) @ U_h
        )
    joined = np.concatenate([traj.hs[:-1], traj.xs], axis=-1)
    dz_rs, dz_us = dhs[1:] * run.dh_dz_r, dhs[1:] * run.dh_dz_u
    dz_hs, da_hs = dhs[1:] * run.dh_dz_h, dhs[1:] * run.dh_da_h
    dU_h, dV_h = summed_outer(da_hs, traj.hs[:-1]), summed_outer(dz_hs, traj.xs)
    dWs = summed_outer(dz_rs, joined), summed_outer(dz_us, joined)
    uses = tuple(range(dhs.ndim - 1))
    dbs = [dzs.sum(axis=uses) for dzs in (dz_rs, dz_us, dz_hs)]
    return Gradients(*dWs, np.hstack([dU_h, dV_h]), *dbs, dhs[0].copy(), dhs)


def outputs(traj: Trajectory) -> np.ndarray:
    """Return what a readout sees of each step t = 1 … T: the states h_t."""
    return traj.hs[1:]


@checked(_from)
def from_outputs(
    params: GRUParams, traj: Trajectory, dE_doutputs: np.ndarray
) -> GRUParams:
    """Return the gradients of the parameters, of an error in the ``outputs``."""
    return GRUParams(*backward.unchecked(params, traj, dE_doutputs)[:6])


@checked(_one, keep_nan=True)
def temporal_components(params: GRUParams, traj: Trajectory) -> np.ndarray:
    r"""Return the influence :math:`\lVert\partial h_k/\partial h_i\rVert_2`.

    Returns
    -------
    ndarray, shape (T+1, T+1)
        Row k, column i, for k ≥ i; nan above the diagonal.
    """
    return influence.components.unchecked(state_jacobians(params, traj))
