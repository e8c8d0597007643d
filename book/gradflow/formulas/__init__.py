"""The formulas in SymPy, and what is generated from them for NumPy and the page."""

from .activations import (
    ACTIVATIONS,
    GAMMA,
    logistic,
    logistic_prime,
    relu,
    relu_prime,
    tanh,
    tanh_prime,
)
from .cells import (
    Cell,
    diagonal_cell,
    four_terms,
    gru_cell,
    gru_step,
    leaky_step,
    lstm_cell,
    lstm_output,
    lstm_step,
    rnn_cell,
    rnn_step,
)
from .codegen import Formulas, to_javascript, to_numpy

__all__ = [
    "ACTIVATIONS",
    "GAMMA",
    "Cell",
    "Formulas",
    "diagonal_cell",
    "four_terms",
    "gru_cell",
    "gru_step",
    "leaky_step",
    "logistic",
    "logistic_prime",
    "lstm_cell",
    "lstm_output",
    "lstm_step",
    "relu",
    "relu_prime",
    "rnn_cell",
    "rnn_step",
    "tanh",
    "tanh_prime",
    "to_javascript",
    "to_numpy",
]
