"""The LSTM: forward, the four terms, the exact Jacobian, backpropagation."""

from typing import NamedTuple

import numpy as np

from ..formulas import lstm_step, to_numpy
from . import influence
from .arguments import drawn, errors, gated, initial, sequences, single
from .checks import checked, instance
from .steps import diagonal, keep, room, stacked, states, summed_outer

STEP = to_numpy(lstm_step())
"""Gates, states and slopes of one step, from z_f, z_i, z_o, z_c and c_{t-1}."""


class LSTMParams(NamedTuple):
    """Weights (n, n+m) that act on [h_{t-1}, x_t], in this order, and biases (n,)."""

    W_f: np.ndarray
    W_i: np.ndarray
    W_o: np.ndarray
    W_c: np.ndarray
    b_f: np.ndarray
    b_i: np.ndarray
    b_o: np.ndarray
    b_c: np.ndarray


class Trajectory(NamedTuple):
    """xs (T, m); gates and candidates (T, n); cs, hs (T+1, n) with row 0 given.

    steps holds all that the cell's formulas gave, (T, n) each: the slopes, too. For
    a batch each has one more axis, behind time: (T, B, m) and so on.
    """

    xs: np.ndarray
    fs: np.ndarray
    is_: np.ndarray
    os: np.ndarray
    c_tildes: np.ndarray
    cs: np.ndarray
    hs: np.ndarray
    steps: NamedTuple


class CellTerms(NamedTuple):
    """The four summands of dc_t/dc_{t-1}, (T-1, n, n): row t-2 is step t = 2 … T."""

    A: np.ndarray
    B: np.ndarray
    C: np.ndarray
    D: np.ndarray


class Gradients(NamedTuple):
    """dW_f … dW_c (n, n+m), db_f … db_c (n,), dc_0, dh_0 (n,), dcs, dhs (T+1, n).

    Row t of dcs and dhs is the total derivative by c_t and h_t. For a batch the
    first eight are summed over it; the others have one more axis, (B, n) and
    (T+1, B, n).
    """

    dW_f: np.ndarray
    dW_i: np.ndarray
    dW_o: np.ndarray
    dW_c: np.ndarray
    db_f: np.ndarray
    db_i: np.ndarray
    db_o: np.ndarray
    db_c: np.ndarray
    dc_0: np.ndarray
    dh_0: np.ndarray
    dcs: np.ndarray
    dhs: np.ndarray


@checked(drawn)
def start(n: int, m: int, rng: np.random.Generator) -> LSTMParams:
    """Return weights uniform on ±1/√n, a usual choice, and biases of zero."""
    weights = rng.uniform(-1, 1, (4, n, n + m)) / np.sqrt(n)
    return LSTMParams(*weights, *np.zeros((4, n)))


def arrays(params, n: int | None = None, m: int | None = None) -> LSTMParams:
    """Return parameters as arrays that fit each other and, if given, n and m.

    Raises
    ------
    ValueError
        If a shape does not fit, or a value is not finite.
    """
    return gated(params, LSTMParams, n, m)


def _run(params, xs, h_0, c_0):
    params = arrays(params)
    n, columns = params.W_f.shape
    xs = sequences(xs, columns - n)
    return params, xs, initial("h_0", h_0, xs, n), initial("c_0", c_0, xs, n)


def _known(params, traj):
    instance("traj", traj, Trajectory)
    n, m = traj.fs.shape[-1], traj.xs.shape[-1]
    return arrays(params, n, m), traj


def _one(params, traj):
    params, traj = _known(params, traj)
    return params, single(traj)


def _back(params, traj, dE_dcs, dE_dhs):
    params, traj = _known(params, traj)
    dE_dcs = errors("dE_dcs", dE_dcs, traj.fs.shape)
    return params, traj, dE_dcs, errors("dE_dhs", dE_dhs, traj.fs.shape)


def _from(params, traj, dE):
    return *_known(params, traj), errors("dE_doutputs", dE, traj.fs.shape)


@checked(_run)
def forward(
    params: LSTMParams, xs: np.ndarray, h_0=None, c_0=None
) -> Trajectory:
    r"""Run the LSTM over a sequence, or over a batch of them (L2 to L5).

    .. math::

        f_t, i_t, o_t = \sigma(W_\bullet [h_{t-1}, x_t] + b_\bullet), \quad
        \tilde c_t = \tanh(W_c [h_{t-1}, x_t] + b_c)

        c_t = c_{t-1} \odot f_t + \tilde c_t \odot i_t, \quad
        h_t = o_t \odot \tanh(c_t)

    Parameters
    ----------
    params : LSTMParams
        Weights (n, n+m) and biases (n,).
    xs : array_like, shape (T, m) or (T, B, m)
    h_0, c_0 : array_like, shape (n,) or, with a batch, (B, n); zero by default

    Returns
    -------
    Trajectory

    Raises
    ------
    ValueError
        If a shape does not fit, a value is not finite, or T = 0.

    Notes
    -----
    Hochreiter & Schmidhuber 1997, with the forget gate of Gers, Schmidhuber &
    Cummins 2000.
    """
    T, W, b = len(xs), *stacked(params, xs.ndim)
    cs, hs, run = states(c_0, T), states(h_0, T), room(STEP, T, h_0.shape)
    for t in range(1, T + 1):
        joined = np.concatenate([hs[t - 1], xs[t - 1]], axis=-1)
        z_f, z_i, z_o, z_c = joined @ W + b
        step = STEP(z_f, z_i, z_o, z_c, cs[t - 1])
        cs[t], hs[t] = step.c, step.h
        keep(step, run, t)
    return Trajectory(xs, run.f, run.i, run.o, run.c_tilde, cs, hs, run)


@checked(_known)
def cell_terms(params: LSTMParams, traj: Trajectory) -> CellTerms:
    r"""Return the article's four terms of :math:`\partial c_t/\partial c_{t-1}` (L10).

    With :math:`\kappa_{t-1} = \mathrm{diag}(o_{t-1} \odot \tanh'(c_{t-1}))` and
    :math:`U_\bullet` the first n columns of :math:`W_\bullet`:

    .. math::

        A_t = \mathrm{diag}(c_{t-1} \odot \sigma'(z_f))\, U_f\, \kappa_{t-1}, \quad
        B_t = \mathrm{diag}(f_t)

        C_t = \mathrm{diag}(\tilde c_t \odot \sigma'(z_i))\, U_i\, \kappa_{t-1}, \quad
        D_t = \mathrm{diag}(i_t \odot \tanh'(z_c))\, U_c\, \kappa_{t-1}

    The output gate :math:`o_{t-1}` is held fixed: see ``state_jacobians`` for the
    exact object.

    Returns
    -------
    CellTerms
        Each (T-1, n, n) or (T-1, B, n, n): row t-2 is step t = 2 … T.
    """
    n, run = traj.cs.shape[-1], traj.steps
    kappa = run.dh_dc[:-1, ..., None, :]

    def through(slopes, W):
        return slopes[1:, ..., None] * W[:, :n] * kappa

    return CellTerms(
        A=through(run.dc_dz_f, params.W_f),
        B=diagonal(traj.fs[1:]),
        C=through(run.dc_dz_i, params.W_i),
        D=through(run.dc_dz_c, params.W_c),
    )


@checked(_known)
def state_jacobians(params: LSTMParams, traj: Trajectory) -> np.ndarray:
    r"""Return every step's exact Jacobian of the joint state :math:`(c_t, h_t)`.

    With :math:`G_t = \partial c_t/\partial h_{t-1}`, the sum over f, i and c of
    :math:`\mathrm{diag}(\partial c_t/\partial z_\bullet)\, U_\bullet`:

    .. math::

        J_t = \begin{pmatrix} \mathrm{diag}(f_t) & G_t \\
        \mathrm{diag}(o_t \tanh'(c_t) f_t) &
        \mathrm{diag}(\partial h_t/\partial z_o) U_o
        + \mathrm{diag}(o_t \tanh'(c_t)) G_t \end{pmatrix}

    Returns
    -------
    ndarray, shape (T, 2n, 2n) or (T, B, 2n, 2n)
        ``J[t-1]``: rows :math:`(c_t, h_t)`, columns :math:`(c_{t-1}, h_{t-1})`.
    """
    n, run = traj.cs.shape[-1], traj.steps
    U_f, U_i, U_o, U_c = (W[:, :n] for W in params[:4])
    G = (
        run.dc_dz_f[..., None] * U_f
        + run.dc_dz_i[..., None] * U_i
        + run.dc_dz_c[..., None] * U_c
    )
    f, dh_dc = diagonal(traj.fs), run.dh_dc[..., None]
    return np.block(
        [[f, G], [dh_dc * f, run.dh_dz_o[..., None] * U_o + dh_dc * G]]
    )


@checked(_back)
def backward(
    params: LSTMParams, traj: Trajectory, dE_dcs=None, dE_dhs=None
) -> Gradients:
    r"""Backpropagate through time, through both c and h.

    :math:`\frac{dE}{dc_t}` collects the immediate derivative,
    :math:`\frac{dE}{dh_t} \odot o_t \odot \tanh'(c_t)` and
    :math:`f_{t+1} \odot \frac{dE}{dc_{t+1}}`; each gate's part of it goes on through
    the weights to :math:`h_{t-1}`.

    Parameters
    ----------
    params : LSTMParams
    traj : Trajectory
        What ``forward`` returned for these parameters.
    dE_dcs, dE_dhs : array_like, shape (T, n) or (T, B, n); zero by default
        Row t-1 is the immediate derivative of the error by :math:`c_t` and
        :math:`h_t`.

    Returns
    -------
    Gradients

    Raises
    ------
    ValueError
        If dE_dcs or dE_dhs does not have the shape of the trajectory's fs or is not
        finite.
    """
    run, (T, *batch, n) = traj.steps, dE_dcs.shape
    U = np.concatenate([W[:, :n] for W in params[:4]])
    dcs = np.concatenate([np.zeros_like(dE_dcs[:1]), dE_dcs])
    dhs = np.concatenate([np.zeros_like(dE_dhs[:1]), dE_dhs])
    dzs = np.empty((T, *batch, 4, n))
    dz_f, dz_i, dz_o, dz_c = np.moveaxis(dzs, -2, 0)
    for t in range(T, 0, -1):
        dcs[t] += dhs[t] * run.dh_dc[t - 1]
        dz_f[t - 1] = dcs[t] * run.dc_dz_f[t - 1]
        dz_i[t - 1] = dcs[t] * run.dc_dz_i[t - 1]
        dz_o[t - 1] = dhs[t] * run.dh_dz_o[t - 1]
        dz_c[t - 1] = dcs[t] * run.dc_dz_c[t - 1]
        dcs[t - 1] += dcs[t] * traj.fs[t - 1]
        dhs[t - 1] += dzs[t - 1].reshape(*batch, 4 * n) @ U
    dzs = dzs.reshape(T, *batch, 4 * n)
    joined = np.concatenate([traj.hs[:-1], traj.xs], axis=-1)
    dWs = summed_outer(dzs, joined).reshape(4, n, -1)
    dbs = dzs.reshape(-1, 4, n).sum(axis=0)
    return Gradients(*dWs, *dbs, dcs[0].copy(), dhs[0].copy(), dcs, dhs)


def outputs(traj: Trajectory) -> np.ndarray:
    """Return what a readout sees of each step t = 1 … T: the outputs h_t."""
    return traj.hs[1:]


@checked(_from)
def from_outputs(
    params: LSTMParams, traj: Trajectory, dE_doutputs: np.ndarray
) -> LSTMParams:
    """Return the gradients of the parameters, of an error in the ``outputs``."""
    no_dE_dcs = np.zeros_like(dE_doutputs)
    found = backward.unchecked(params, traj, no_dE_dcs, dE_doutputs)
    return LSTMParams(*found[:8])


@checked(_one, keep_nan=True)
def temporal_components(params: LSTMParams, traj: Trajectory) -> np.ndarray:
    r"""Return the influence, of the joint state s = (c, h).

    :math:`\lVert\partial s_k/\partial s_i\rVert_2`, the norm of a product of Jacobians.

    Returns
    -------
    ndarray, shape (T+1, T+1)
        Row k, column i, for k ≥ i; nan above the diagonal.
    """
    return influence.components.unchecked(state_jacobians(params, traj))
