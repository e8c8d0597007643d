"""Twelve ways to start: which cell, and how its parameters are drawn.

Each function takes the number of units n, of inputs m, the length T of the sequences
and a generator. Weights are uniform on ±1/√n and biases zero where nothing else is
said. What is changed afterwards draws nothing more, the spread biases excepted: with
the same seed the four RNNs and the leaky network see the same sequences.
"""

from collections.abc import Callable
from types import ModuleType

import numpy as np

from ..networks import gru, leaky, lstm, rnn
from ..networks.checks import checked, whole


def _with_a_lag(n, m, T, rng):
    return whole("n", n), m, whole("T", T, 2), rng


def rnn_drawn(
    n: int, m: int, T: int, rng: np.random.Generator
) -> rnn.RNNParams:
    """Return an RNN, or a leaky network, as it is drawn."""
    return rnn.start(n, m, rng)


def rnn_radius_1(
    n: int, m: int, T: int, rng: np.random.Generator
) -> rnn.RNNParams:
    """Return an RNN whose W_rec is scaled to a largest eigenvalue of modulus 1."""
    params = rnn.start(n, m, rng)
    radius = np.abs(np.linalg.eigvals(params.W_rec)).max()
    return params._replace(W_rec=params.W_rec / radius)


def rnn_orthogonal(
    n: int, m: int, T: int, rng: np.random.Generator
) -> rnn.RNNParams:
    """Return an RNN whose W_rec is the Q of the drawn one's QR decomposition.

    All its singular values are 1. Of the two signs that each column may have, that
    one is taken which makes R's diagonal positive, so that no routine decides it.
    """
    params = rnn.start(n, m, rng)
    Q, R = np.linalg.qr(params.W_rec)
    return params._replace(W_rec=Q * np.sign(np.diag(R)))


def rnn_identity(
    n: int, m: int, T: int, rng: np.random.Generator
) -> rnn.RNNParams:
    """Return an RNN whose W_rec is the identity.

    Notes
    -----
    Le, Jaitly & Hinton 2015, there with the ReLU; here with tanh, as the others.
    """
    return rnn.start(n, m, rng)._replace(W_rec=np.eye(n))


def lstm_drawn(
    n: int, m: int, T: int, rng: np.random.Generator
) -> lstm.LSTMParams:
    """Return an LSTM as it is drawn."""
    return lstm.start(n, m, rng)


def lstm_b_f_1(
    n: int, m: int, T: int, rng: np.random.Generator
) -> lstm.LSTMParams:
    """Return an LSTM with b_f = 1 (Jozefowicz, Zaremba & Sutskever 2015)."""
    return lstm.start(n, m, rng)._replace(b_f=np.ones(n))


@checked(_with_a_lag)
def lstm_log(
    n: int, m: int, T: int, rng: np.random.Generator
) -> lstm.LSTMParams:
    """Return an LSTM with b_f = log(T-1): each unit's memory is T steps.

    Chrono without its spread, and without its input gates: b_i is 0.
    """
    return lstm.start(n, m, rng)._replace(b_f=np.full(n, np.log(T - 1)))


@checked(_with_a_lag)
def lstm_log_both(
    n: int, m: int, T: int, rng: np.random.Generator
) -> lstm.LSTMParams:
    """Return an LSTM with b_f = log(T-1) and b_i = -b_f: chrono without its spread."""
    params = lstm_log(n, m, T, rng)
    return params._replace(b_i=-params.b_f)


@checked(_with_a_lag)
def lstm_spread(
    n: int, m: int, T: int, rng: np.random.Generator
) -> lstm.LSTMParams:
    """Return an LSTM with chrono's b_f, spread up to log(T-1), and b_i = 0."""
    b_f = np.log(rng.uniform(1, T - 1, n))
    return lstm.start(n, m, rng)._replace(b_f=b_f)


@checked(_with_a_lag)
def lstm_chrono(
    n: int, m: int, T: int, rng: np.random.Generator
) -> lstm.LSTMParams:
    """Return an LSTM with b_f = log u, u uniform on [1, T-1], and b_i = -b_f.

    Notes
    -----
    Tallec & Ollivier 2018, section 3.
    """
    params = lstm_spread(n, m, T, rng)
    return params._replace(b_i=-params.b_f)


def gru_drawn(
    n: int, m: int, T: int, rng: np.random.Generator
) -> gru.GRUParams:
    """Return a GRU as it is drawn."""
    return gru.start(n, m, rng)


STARTS: dict[str, tuple[ModuleType, Callable]] = {
    "RNN": (rnn, rnn_drawn),
    "RNN, radius 1": (rnn, rnn_radius_1),
    "RNN, orthogonal": (rnn, rnn_orthogonal),
    "RNN, identity": (rnn, rnn_identity),
    "leaky": (leaky, rnn_drawn),
    "GRU": (gru, gru_drawn),
    "LSTM, b_f = 0": (lstm, lstm_drawn),
    "LSTM, b_f = 1": (lstm, lstm_b_f_1),
    "LSTM, b_f = log(T−1)": (lstm, lstm_log),
    "LSTM, ±log(T−1)": (lstm, lstm_log_both),
    "LSTM, spread": (lstm, lstm_spread),
    "LSTM, chrono": (lstm, lstm_chrono),
}
"""The networks that can be trained: the cell, and how its parameters start."""
