"""The recurrent network in NumPy: forward, its state Jacobians, and backpropagation through time."""

from typing import NamedTuple

import numpy as np

from ..formulas.activations import ACTIVATIONS
from ..formulas.cells import rnn_cell, rnn_state
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

_STEPS = {name: to_numpy(rnn_state(name)) for name in ACTIVATIONS}
_STATES = {name: to_numpy(rnn_state(name).only("c")) for name in ACTIVATIONS}


class RNNParams(NamedTuple):
    """W_rec (n, n), W_in (n, m), b (n,)."""

    W_rec: np.ndarray
    W_in: np.ndarray
    b: np.ndarray


class Trajectory(NamedTuple):
    """xs (T, m), zs (T, n), cs (T+1, n) with the initial state in row 0, and the activation's name.

    For a batch each of the three has one more axis in front: (B, T, m) and so on.
    """

    xs: np.ndarray
    zs: np.ndarray
    cs: np.ndarray
    activation: str = "tanh"


class Gradients(NamedTuple):
    """dW_rec (n, n), dW_in (n, m), db (n,), dc_0 (n,), dcs (T+1, n): total dE/dc_t for t = 0 … T.

    For a batch dc_0 and dcs have one more axis in front, and the first three are summed over it.
    """

    dW_rec: np.ndarray
    dW_in: np.ndarray
    db: np.ndarray
    dc_0: np.ndarray
    dcs: np.ndarray


def forward(
    params: RNNParams, xs: np.ndarray, c_0: np.ndarray, activation: str = "tanh"
) -> Trajectory:
    r"""Run the network over a sequence, or over a batch of them.

    :math:`z_t = W_{rec} c_{t-1} + W_{in} x_t + b, \quad c_t = \sigma(z_t), \quad t = 1 … T` (R1)

    Parameters
    ----------
    params : RNNParams
        W_rec (n, n), W_in (n, m), b (n,).
    xs : array_like, shape (T, m) or (B, T, m)
    c_0 : array_like, shape (n,) or, with a batch, (B, n)
    activation : {"tanh", "logistic", "relu", "identity"}

    Returns
    -------
    Trajectory

    Raises
    ------
    ValueError
        If a shape does not fit, a value is not finite, T = 0, or the activation is unknown.
    """
    rnn_cell(activation)  # raises for an unknown name
    batch = batch_of(xs)
    c_0 = initial("c_0", c_0, batch)
    n = c_0.shape[-1]
    W_rec = array("W_rec", params.W_rec, (n, n))
    W_in = array("W_in", params.W_in, (n, "m"))
    b = array("b", params.b, (n,))
    xs = sequences("xs", xs, W_in.shape[1])
    step = _STATES[activation]

    zs = time_first(xs) @ W_in.T + b
    T, B, _ = zs.shape
    cs = np.empty((T + 1, B, n))
    cs[0] = c_0
    for t in range(1, T + 1):
        zs[t - 1] += cs[t - 1] @ W_rec.T
        cs[t] = step(zs[t - 1]).c
    return Trajectory(
        xs, batch_first(zs, batch), batch_first(cs, batch), activation
    )


def state_jacobians(params: RNNParams, traj: Trajectory) -> np.ndarray:
    r"""Return every step's :math:`\partial c_t/\partial c_{t-1} = \mathrm{diag}(\sigma'(z_t))\,W_{rec}` (R5).

    Returns
    -------
    ndarray, shape (T, n, n) or (B, T, n, n)
        ``J[t-1]`` is :math:`\partial c_t/\partial c_{t-1}`, row i for :math:`c_{t,i}`.
    """
    n = traj.zs.shape[-1]
    slopes = _STEPS[traj.activation](traj.zs).dc_dz
    return slopes[..., None] * array("W_rec", params.W_rec, (n, n))


def backward(
    params: RNNParams, traj: Trajectory, dE_dcs: np.ndarray
) -> Gradients:
    r"""Backpropagate through time.

    :math:`\frac{dE}{dc_{t-1}} = \frac{\partial^+ E}{\partial c_{t-1}} + J_t^\top \frac{dE}{dc_t}`, and every use
    of the weights counts:
    :math:`\frac{dE}{dW_{rec}} = \sum_{t=1}^{T} \big(\sigma'(z_t) \odot \frac{dE}{dc_t}\big)\, c_{t-1}^\top`.

    Parameters
    ----------
    params : RNNParams
    traj : Trajectory
        What ``forward`` returned for these parameters.
    dE_dcs : array_like, shape (T, n) or (B, T, n)
        Row t-1 is the immediate derivative of the error with respect to :math:`c_t`.

    Returns
    -------
    Gradients

    Raises
    ------
    ValueError
        If dE_dcs does not have the shape of the trajectory's zs or is not finite.

    Notes
    -----
    Werbos, *Backpropagation through time: what it does and how to do it*, 1990.
    """
    *batch, T, n = traj.zs.shape
    dE_dcs = array("dE_dcs", dE_dcs, traj.zs.shape)
    W_rec = array("W_rec", params.W_rec, (n, n))
    slopes = _STEPS[traj.activation](time_first(traj.zs)).dc_dz

    dzs = np.empty_like(slopes)
    dcs = np.zeros((T + 1, *dzs.shape[1:]))
    dcs[1:] = time_first(dE_dcs)
    for t in range(T, 0, -1):
        dzs[t - 1] = slopes[t - 1] * dcs[t]
        dcs[t - 1] += dzs[t - 1] @ W_rec
    dW_rec = summed_outer(dzs, time_first(traj.cs)[:-1])
    dW_in = summed_outer(dzs, time_first(traj.xs))
    dcs = batch_first(dcs, batch)
    return Gradients(
        dW_rec, dW_in, dzs.sum(axis=(0, 1)), dcs[..., 0, :].copy(), dcs
    )


def temporal_components(params: RNNParams, traj: Trajectory) -> np.ndarray:
    r"""Return :math:`\lVert\partial c_k/\partial c_i\rVert_2`: who hears whom.

    The size of the factor that a temporal component, one term of the gradient's sum, owes to
    the way from step i to step k.

    Parameters
    ----------
    params : RNNParams
    traj : Trajectory
        One sequence, not a batch.

    Returns
    -------
    ndarray, shape (T+1, T+1)
        Row k, column i, for k ≥ i; nan above the diagonal.

    Notes
    -----
    Pascanu, Mikolov & Bengio, *On the difficulty of training recurrent neural networks*, 2013, equations 4 and 5.
    """
    return influence.components(state_jacobians(params, traj))
