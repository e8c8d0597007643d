"""The recurrent network: forward, its Jacobians, backpropagation through time."""

from typing import NamedTuple

import numpy as np

from ..formulas import ACTIVATIONS, rnn_step, to_numpy
from . import influence
from .arguments import drawn, errors, initial, parts, sequences, single
from .checks import array, checked, choice, instance
from .steps import summed_outer

STEPS = {name: to_numpy(rnn_step(name)) for name in ACTIVATIONS}
"""For each activation the function that gives c and its slope for z."""


class RNNParams(NamedTuple):
    """W_rec (n, n), W_in (n, m), b (n,)."""

    W_rec: np.ndarray
    W_in: np.ndarray
    b: np.ndarray


class Trajectory(NamedTuple):
    """xs (T, m), zs (T, n), cs (T+1, n) with c_0 in row 0, slopes σ′(z_t) (T, n).

    For a batch each has one more axis, behind time: (T, B, m) and so on.
    """

    xs: np.ndarray
    zs: np.ndarray
    cs: np.ndarray
    slopes: np.ndarray


class Gradients(NamedTuple):
    """dW_rec (n, n), dW_in (n, m), db (n,), dc_0 (n,), dcs (T+1, n).

    Row t of dcs is the total dE/dc_t, t = 0 … T. For a batch dc_0 is (B, n) and dcs
    (T+1, B, n), and the first three are summed over it.
    """

    dW_rec: np.ndarray
    dW_in: np.ndarray
    db: np.ndarray
    dc_0: np.ndarray
    dcs: np.ndarray


@checked(drawn)
def start(n: int, m: int, rng: np.random.Generator) -> RNNParams:
    """Return weights uniform on ±1/√n, a usual choice, and biases of zero."""
    W_rec = rng.uniform(-1, 1, (n, n)) / np.sqrt(n)
    W_in = rng.uniform(-1, 1, (n, m)) / np.sqrt(n)
    return RNNParams(W_rec, W_in, np.zeros(n))


def arrays(params, n: int | None = None, m: int | None = None) -> RNNParams:
    """Return parameters as arrays that fit each other and, if given, n and m.

    Raises
    ------
    ValueError
        If a shape does not fit, or a value is not finite.
    """
    W_rec, W_in, b = parts(params, RNNParams)
    W_rec = array("W_rec", W_rec, (n or "n", n or "n"))
    n, W_in = len(W_rec), array("W_in", W_in, (len(W_rec), m or "m"))
    return RNNParams(W_rec, W_in, array("b", b, (n,)))


def _run(params, xs, c_0, activation):
    params = arrays(params)
    n, m = params.W_in.shape
    xs = sequences(xs, m)
    activation = choice("activation", activation, ACTIVATIONS)
    return params, xs, initial("c_0", c_0, xs, n), activation


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
    params: RNNParams, xs: np.ndarray, c_0=None, activation: str = "tanh"
) -> Trajectory:
    r"""Run the network over a sequence, or over a batch of them.

    :math:`z_t = W_{rec} c_{t-1} + W_{in} x_t + b, \quad c_t = \sigma(z_t)` for
    t = 1 … T (R1).

    Parameters
    ----------
    params : RNNParams
        W_rec (n, n), W_in (n, m), b (n,).
    xs : array_like, shape (T, m) or (T, B, m)
    c_0 : array_like, shape (n,) or, with a batch, (B, n); zero by default
    activation : {"tanh", "logistic", "relu", "identity"}

    Returns
    -------
    Trajectory

    Raises
    ------
    ValueError
        If a shape does not fit, a value is not finite, T = 0, or the activation is
        unknown.
    """
    W_rec, W_in, b = params
    step = STEPS[activation]
    zs = xs @ W_in.T + b
    cs, slopes = np.stack([c_0, *zs]), np.empty_like(zs)
    for t in range(1, len(cs)):
        zs[t - 1] += cs[t - 1] @ W_rec.T
        cs[t], slopes[t - 1] = step(zs[t - 1])
    return Trajectory(xs, zs, cs, slopes)


@checked(_known)
def state_jacobians(params: RNNParams, traj: Trajectory) -> np.ndarray:
    r"""Return every :math:`J_t = \mathrm{diag}(\sigma'(z_t))\,W_{rec}` (R5).

    Returns
    -------
    ndarray, shape (T, n, n) or (T, B, n, n)
        ``J[t-1]`` is :math:`\partial c_t/\partial c_{t-1}`, row i for
        :math:`c_{t,i}`.
    """
    return traj.slopes[..., None] * params.W_rec


@checked(_back)
def backward(
    params: RNNParams, traj: Trajectory, dE_dcs: np.ndarray | None = None
) -> Gradients:
    r"""Backpropagate through time.

    :math:`\frac{dE}{dc_{t-1}} = \frac{\partial^+ E}{\partial c_{t-1}} + J_t^\top
    \frac{dE}{dc_t}`, and every use of the weights counts:
    :math:`\frac{dE}{dW_{rec}} = \sum_{t=1}^{T} \big(\sigma'(z_t) \odot
    \frac{dE}{dc_t}\big)\, c_{t-1}^\top` (R4).

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

    Raises
    ------
    ValueError
        If dE_dcs does not have the shape of the trajectory's zs or is not finite.

    Notes
    -----
    Werbos, *Backpropagation through time: what it does and how to do it*, 1990.
    """
    dcs = np.concatenate([np.zeros_like(dE_dcs[:1]), dE_dcs])
    dzs = np.empty_like(dE_dcs)
    for t in range(len(dzs), 0, -1):
        dzs[t - 1] = traj.slopes[t - 1] * dcs[t]
        dcs[t - 1] += dzs[t - 1] @ params.W_rec
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

    The size of the factor that a temporal component, one term of the gradient's
    sum, owes to the way from step i to step k.

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
    Pascanu, Mikolov & Bengio, *On the difficulty of training recurrent neural
    networks*, 2013, equations 4 and 5.
    """
    return influence.components.unchecked(state_jacobians(params, traj))
