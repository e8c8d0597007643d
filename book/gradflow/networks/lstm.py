"""The LSTM in NumPy: forward, the article's four terms, the exact Jacobian, and BPTT."""

from typing import NamedTuple

import numpy as np

from ..formulas.cells import lstm_output, lstm_state
from ..formulas.codegen import to_numpy
from . import influence
from .batches import (
    batch_first,
    batch_of,
    initial,
    sequences,
    summed_outer,
    time_first,
)
from .checks import array

_STATE, _OUTPUT = to_numpy(lstm_state()), to_numpy(lstm_output())
_NEXT_STATE = to_numpy(lstm_state().only("f", "i", "c_tilde", "c"))
_NEXT_OUTPUT = to_numpy(lstm_output().only("o", "h"))


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
    """xs (T, m); gates and candidates (T, n); cs, hs (T+1, n) with the initial state in row 0.

    For a batch each has one more axis in front: (B, T, m) and so on.
    """

    xs: np.ndarray
    fs: np.ndarray
    is_: np.ndarray
    os: np.ndarray
    c_tildes: np.ndarray
    cs: np.ndarray
    hs: np.ndarray


class CellTerms(NamedTuple):
    """The four summands of dc_t/dc_{t-1}, each (T-1, n, n): row t-2 is step t = 2 … T."""

    A: np.ndarray
    B: np.ndarray
    C: np.ndarray
    D: np.ndarray


class Gradients(NamedTuple):
    """dW_f … dW_c (n, n+m), db_f … db_c (n,), dc_0, dh_0 (n,); dcs, dhs (T+1, n): total derivatives.

    For a batch the first eight are summed over it; the others have one more axis in front.
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


def forward(
    params: LSTMParams, xs: np.ndarray, h_0: np.ndarray, c_0: np.ndarray
) -> Trajectory:
    r"""Run the LSTM over a sequence, or over a batch of them (L2 to L5).

    .. math::

        f_t, i_t, o_t = \sigma(W_\bullet [h_{t-1}, x_t] + b_\bullet), \quad
        \tilde c_t = \tanh(W_c [h_{t-1}, x_t] + b_c)

        c_t = c_{t-1} \odot f_t + \tilde c_t \odot i_t, \quad h_t = o_t \odot \tanh(c_t)

    Parameters
    ----------
    params : LSTMParams
        Weights (n, n+m) and biases (n,).
    xs : array_like, shape (T, m) or (B, T, m)
    h_0, c_0 : array_like, shape (n,) or, with a batch, (B, n)

    Returns
    -------
    Trajectory

    Raises
    ------
    ValueError
        If a shape does not fit, a value is not finite, or T = 0.

    Notes
    -----
    Hochreiter & Schmidhuber 1997, with the forget gate of Gers, Schmidhuber & Cummins 2000.
    """
    batch = batch_of(xs)
    h_0 = initial("h_0", h_0, batch)
    n = h_0.shape[-1]
    c_0 = initial("c_0", c_0, batch, n)
    xs = sequences("xs", xs, "m")
    params = _checked(params, n, xs.shape[-1])
    U, V, b = _stacked(params)

    inputs = time_first(xs)
    T, B, m = inputs.shape
    driven = (inputs.reshape(-1, m) @ V + b[:, None]).reshape(4, T, B, n)
    fs, is_, os, c_tildes = np.empty((4, T, B, n))
    cs, hs = np.empty((2, T + 1, B, n))
    cs[0], hs[0] = c_0, h_0
    for t in range(1, T + 1):
        z_f, z_i, z_o, z_c = driven[:, t - 1] + hs[t - 1] @ U
        state = _NEXT_STATE(z_f, z_i, z_c, cs[t - 1])
        output = _NEXT_OUTPUT(z_o, state.c)
        fs[t - 1], is_[t - 1], os[t - 1], c_tildes[t - 1] = (
            state.f,
            state.i,
            output.o,
            state.c_tilde,
        )
        cs[t], hs[t] = state.c, output.h
    return Trajectory(
        xs,
        *(batch_first(rows, batch) for rows in (fs, is_, os, c_tildes, cs, hs)),
    )


def _checked(params: LSTMParams, n: int, m: int) -> LSTMParams:
    """Return the parameters as arrays of the right shapes, or raise ``ValueError``."""
    shapes = [(n, n + m)] * 4 + [(n,)] * 4
    return LSTMParams(*map(array, LSTMParams._fields, params, shapes))


def _stacked(params: LSTMParams) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return U (4, n, n), V (4, m, n) and b (4, n), in the order f, i, o, c: rows h @ U + x @ V + b are z."""
    Ws = np.stack(params[:4]).swapaxes(1, 2)
    n = Ws.shape[2]
    return Ws[:, :n], Ws[:, n:], np.stack(params[4:])


def _slopes(
    params: LSTMParams, xs, c_prevs, h_prevs
) -> tuple[NamedTuple, NamedTuple]:
    """Return the derivatives of c_t and of h_t that the cell's formulas have, for all rows at once."""
    params = _checked(params, h_prevs.shape[-1], xs.shape[-1])
    joined = np.concatenate([h_prevs, xs], axis=-1)
    z_f, z_i, z_o, z_c = (
        joined @ W.T + b for W, b in zip(params[:4], params[4:], strict=True)
    )
    state = _STATE(z_f, z_i, z_c, c_prevs)
    return state, _OUTPUT(z_o, state.c)


def cell_terms(params: LSTMParams, traj: Trajectory) -> CellTerms:
    r"""Return the article's four terms of :math:`\partial c_t/\partial c_{t-1}` (L10).

    With :math:`\kappa_{t-1} = \mathrm{diag}(o_{t-1} \odot \tanh'(c_{t-1}))` and :math:`U_\bullet` the first
    n columns of :math:`W_\bullet`:

    .. math::

        A_t = \mathrm{diag}(c_{t-1} \odot \sigma'(z_f))\, U_f\, \kappa_{t-1}, \quad B_t = \mathrm{diag}(f_t)

        C_t = \mathrm{diag}(\tilde c_t \odot \sigma'(z_i))\, U_i\, \kappa_{t-1}, \quad
        D_t = \mathrm{diag}(i_t \odot \tanh'(z_c))\, U_c\, \kappa_{t-1}

    The output gate :math:`o_{t-1}` is held fixed: see ``state_jacobians`` for the exact object.

    Returns
    -------
    CellTerms
        Each (T-1, n, n) or (B, T-1, n, n): row t-2 is step t = 2 … T.
    """
    n = traj.cs.shape[-1]
    state, output = _slopes(
        params, traj.xs, traj.cs[..., :-1, :], traj.hs[..., :-1, :]
    )
    kappa = output.dh_dc[..., :-1, None, :]

    def through(slope, W):
        return slope[..., 1:, :, None] * np.asarray(W)[:, :n] * kappa

    return CellTerms(
        through(state.dc_dz_f, params.W_f),
        _diagonal(state.dc_dc_prev[..., 1:, :]),
        through(state.dc_dz_i, params.W_i),
        through(state.dc_dz_c, params.W_c),
    )


def state_jacobians(params: LSTMParams, traj: Trajectory) -> np.ndarray:
    r"""Return every step's exact Jacobian of the joint state :math:`(c_t, h_t)`.

    With :math:`G_t = \partial c_t/\partial h_{t-1}`, the sum over f, i and c of
    :math:`\mathrm{diag}(\partial c_t/\partial z_\bullet)\, U_\bullet`:

    .. math::

        J_t = \begin{pmatrix} \mathrm{diag}(f_t) & G_t \\
        \mathrm{diag}(o_t \tanh'(c_t) f_t) & \mathrm{diag}(\partial h_t/\partial z_o) U_o
        + \mathrm{diag}(o_t \tanh'(c_t)) G_t \end{pmatrix}

    Returns
    -------
    ndarray, shape (T, 2n, 2n) or (B, T, 2n, 2n)
        ``J[t-1]``: rows :math:`(c_t, h_t)`, columns :math:`(c_{t-1}, h_{t-1})`.
    """
    n = traj.cs.shape[-1]
    state, output = _slopes(
        params, traj.xs, traj.cs[..., :-1, :], traj.hs[..., :-1, :]
    )
    U_f, U_i, U_o, U_c = (np.asarray(W)[:, :n] for W in params[:4])
    G = (
        state.dc_dz_f[..., None] * U_f
        + state.dc_dz_i[..., None] * U_i
        + state.dc_dz_c[..., None] * U_c
    )
    dh_dc = output.dh_dc[..., None]
    f = _diagonal(state.dc_dc_prev)
    return np.block(
        [[f, G], [dh_dc * f, output.dh_dz_o[..., None] * U_o + dh_dc * G]]
    )


def backward(
    params: LSTMParams, traj: Trajectory, dE_dcs: np.ndarray, dE_dhs: np.ndarray
) -> Gradients:
    r"""Backpropagate through time, through both c and h.

    :math:`\frac{dE}{dc_t}` collects the immediate derivative, :math:`\frac{dE}{dh_t} \odot o_t \odot \tanh'(c_t)`
    and :math:`f_{t+1} \odot \frac{dE}{dc_{t+1}}`; each gate's part of it goes on through the weights to
    :math:`h_{t-1}`.

    Parameters
    ----------
    params : LSTMParams
    traj : Trajectory
        What ``forward`` returned for these parameters.
    dE_dcs, dE_dhs : array_like, shape (T, n) or (B, T, n)
        Row t-1 is the immediate derivative of the error with respect to :math:`c_t` and :math:`h_t`.

    Returns
    -------
    Gradients

    Raises
    ------
    ValueError
        If dE_dcs or dE_dhs does not have the shape of the trajectory's fs or is not finite.
    """
    *batch, T, n = traj.fs.shape
    dE_dcs, dE_dhs = (
        array("dE_dcs", dE_dcs, traj.fs.shape),
        array("dE_dhs", dE_dhs, traj.fs.shape),
    )
    xs, cs, hs = time_first(traj.xs), time_first(traj.cs), time_first(traj.hs)
    state, output = _slopes(params, xs, cs[:-1], hs[:-1])
    U = np.stack(params[:4])[:, :, :n]

    dz_fs, dz_is, dz_os, dz_cs = dzs = np.empty((4, *output.dh_dc.shape))
    dcs, dhs = np.zeros((2, *cs.shape))
    dcs[1:], dhs[1:] = time_first(dE_dcs), time_first(dE_dhs)
    for t in range(T, 0, -1):
        dcs[t] += dhs[t] * output.dh_dc[t - 1]
        dz_fs[t - 1] = dcs[t] * state.dc_dz_f[t - 1]
        dz_is[t - 1] = dcs[t] * state.dc_dz_i[t - 1]
        dz_os[t - 1] = dhs[t] * output.dh_dz_o[t - 1]
        dz_cs[t - 1] = dcs[t] * state.dc_dz_c[t - 1]
        dcs[t - 1] += dcs[t] * state.dc_dc_prev[t - 1]
        dhs[t - 1] += (dzs[:, t - 1] @ U).sum(axis=0)
    joined = np.concatenate([hs[:-1], xs], axis=-1)
    dWs = [summed_outer(dz, joined) for dz in dzs]
    dcs, dhs = batch_first(dcs, batch), batch_first(dhs, batch)
    return Gradients(
        *dWs,
        *dzs.sum(axis=(1, 2)),
        dcs[..., 0, :].copy(),
        dhs[..., 0, :].copy(),
        dcs,
        dhs,
    )


def temporal_components(params: LSTMParams, traj: Trajectory) -> np.ndarray:
    r"""Return :math:`\lVert\partial s_k/\partial s_i\rVert_2` of the joint state s = (c, h): who hears whom.

    Returns
    -------
    ndarray, shape (T+1, T+1)
        Row k, column i, for k ≥ i; nan above the diagonal.
    """
    return influence.components(state_jacobians(params, traj))


def _diagonal(rows: np.ndarray) -> np.ndarray:
    """Return a diagonal matrix for each row."""
    return rows[..., None] * np.eye(rows.shape[-1])
