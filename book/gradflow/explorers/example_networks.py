"""The networks that the explorers show, and the sliders that several share."""

import numpy as np

from ..formulas.activations import ACTIVATIONS
from ..moving.simulation import (
    LSTMSimulation,
    RNNSimulation,
    UnitLSTMSimulation,
)
from ..moving.sliders import Choice, Slider

STEPS = 30
UNITS = 16


def forget_bias(value: float) -> Slider:
    """Return the slider that every LSTM of the book shares."""
    return Slider("b_f", -4, 6, value, "bias of the forget gate")


def any_activation() -> Choice:
    """Return the choice among the book's activations."""
    return Choice("activation", tuple(ACTIVATIONS), "of the state")


def _radius_1(n: int, rng: np.random.Generator) -> np.ndarray:
    """Return a random matrix of spectral radius 1, to three decimals."""
    Q = rng.normal(size=(n, n))
    return (Q / np.abs(np.linalg.eigvals(Q)).max()).round(3)


def random_rnn(
    n: int, T: int, W_rec: Slider, activation: str | Choice = "tanh"
) -> RNNSimulation:
    """Return an RNN with W_rec = gQ, g the slider; inputs and start are small.

    Parameters
    ----------
    n, T : int
        Units and steps.
    W_rec : Slider
    activation : str or Choice
    """
    rng = np.random.default_rng(64)
    Q = _radius_1(n, rng)
    W_in = (0.1 * rng.normal(size=(n, 1))).round(3)
    xs = rng.normal(size=(T, 1)).round(3)
    c_0 = (0.1 * rng.normal(size=n)).round(3)
    return RNNSimulation(W_rec * Q, W_in, np.zeros(n), xs, c_0, activation)


def random_lstm(n: int, T: int, b_f: Slider) -> LSTMSimulation:
    """Return an LSTM of small weights, with the slider as every unit's b_f.

    Parameters
    ----------
    n, T : int
        Units and steps.
    b_f : Slider
    """
    rng = np.random.default_rng(1)
    U = (0.3 * rng.normal(size=(4, n, n)) / np.sqrt(n)).round(3)
    V = (0.1 * rng.normal(size=(4, n, 1))).round(3)
    b = [b_f * np.ones(n), np.zeros(n), np.zeros(n), np.zeros(n)]
    xs = rng.normal(size=(T, 1)).round(3)
    c_0 = (0.1 * rng.normal(size=n)).round(3)
    return LSTMSimulation(U, V, b, xs, np.zeros(n), c_0)


def unit_lstm(
    T: int, weights: tuple[float, ...], c_0: float, b_f: Slider, U: Slider
) -> UnitLSTMSimulation:
    """Return one LSTM unit that takes a push of 1 at step 1.

    Parameters
    ----------
    T : int
        Steps.
    weights : tuple of float
        Recurrent weights of the gates f, i, o and of the candidate, times U.
    c_0 : float
    b_f, U : Slider
        The forget gate's bias, and the scale of the recurrent weights.
    """
    xs = np.zeros((T, 1))
    xs[0] = 1
    return UnitLSTMSimulation(
        [U * [[weight]] for weight in weights],
        [[[0.2]], [[0.5]], [[0.3]], [[1.0]]],
        [b_f * [1], [-1], [0], [0]],
        xs,
        [0],
        [c_0],
    )
