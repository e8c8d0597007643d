"""The networks that the explorers show, and the sliders that several share.

One pair runs through the book: an RNN and an LSTM of 16 units that read the
same 30 numbers. A map of all pairs of steps shows the first 20 of them.
"""

from typing import NamedTuple

import numpy as np

from ..formulas.activations import ACTIVATIONS
from ..moving.diagonal import DiagonalSimulation
from ..moving.simulation import LSTMSimulation, RNNSimulation
from ..moving.sliders import Choice, Slider
from ..moving.units import UnitLSTMSimulation
from ..networks.rnn import RNNParams

STEPS = 30
UNITS = 16
MAPPED = 20
"""How many steps a map of all pairs of steps shows."""

INPUT_BIAS = -2.0


def forget_bias(
    value: float, low: float = -4, colour: str = "forget"
) -> Slider:
    """Return the slider that every LSTM of the book shares."""
    return Slider(
        "b_f", low, 6, value, "bias of the forget gate", colour=colour
    )


def any_activation() -> Choice:
    """Return the choice among the book's activations."""
    return Choice("activation", tuple(ACTIVATIONS), "of the state")


class Drawn(NamedTuple):
    """What is drawn at random for the book's example pair."""

    Q: np.ndarray
    W_in: np.ndarray
    xs: np.ndarray
    c_0: np.ndarray
    U: np.ndarray
    V: np.ndarray


def _drawn() -> Drawn:
    """Draw both networks, the input that both read, and their first state.

    All come from one generator and are rounded to three decimals; Q has
    spectral radius 1.
    """
    rng, n = np.random.default_rng(64), UNITS
    Q = rng.normal(size=(n, n))
    drawn = Drawn(
        Q=Q / np.abs(np.linalg.eigvals(Q)).max(),
        W_in=0.1 * rng.normal(size=(n, 1)),
        xs=rng.normal(size=(STEPS, 1)),
        c_0=0.1 * rng.normal(size=n),
        U=0.3 * rng.normal(size=(4, n, n)) / np.sqrt(n),
        V=0.1 * rng.normal(size=(4, n, 1)),
    )
    return Drawn(*(array.round(3) for array in drawn))


def example_rnn(gain: float) -> tuple[RNNParams, np.ndarray, np.ndarray]:
    """Return the example RNN of 16 units, W_rec = gQ, as plain arrays.

    Parameters
    ----------
    gain : float
        The gain g.

    Returns
    -------
    params : RNNParams
        Without a bias.
    xs : ndarray, shape (30, 1)
    c_0 : ndarray, shape (16,)
    """
    drawn = _drawn()
    params = RNNParams(gain * drawn.Q, drawn.W_in, np.zeros(UNITS))
    return params, drawn.xs, drawn.c_0


def random_rnn(
    W_rec: Slider,
    activation: str | Choice = "tanh",
    first: int | None = None,
) -> RNNSimulation:
    """Return the example RNN, W_rec = gQ; the slider is the gain g.

    Parameters
    ----------
    W_rec : Slider
    activation : str or Choice
    first : int, optional
        How many of the steps are run; by default all.
    """
    drawn = _drawn()
    return RNNSimulation(
        W_rec * drawn.Q,
        drawn.W_in,
        np.zeros(UNITS),
        drawn.xs[:first],
        drawn.c_0,
        activation,
    )


def random_lstm(b_f: Slider, first: int | None = None) -> LSTMSimulation:
    """Return the example LSTM: small weights, the slider as every unit's b_f.

    Its input gates are nearly shut, b_i = -2, so that its forget gates alone
    set how much of a change is left: about all of it where they are open.

    Parameters
    ----------
    b_f : Slider
    first : int, optional
        How many of the steps are run; by default all.
    """
    drawn, n = _drawn(), UNITS
    b = [b_f * np.ones(n), np.full(n, INPUT_BIAS), np.zeros(n), np.zeros(n)]
    xs = drawn.xs[:first]
    return LSTMSimulation(drawn.U, drawn.V, b, xs, np.zeros(n), drawn.c_0)


def random_diagonal(b_f: Slider) -> DiagonalSimulation:
    """Return the example LSTM with h taken out of its gates and its candidate.

    Parameters
    ----------
    b_f : Slider
    """
    drawn, n = _drawn(), UNITS
    b = [b_f * np.ones(n), np.full(n, INPUT_BIAS), np.zeros(n)]
    return DiagonalSimulation(drawn.V[[0, 1, 3]], b, drawn.xs, drawn.c_0)


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
