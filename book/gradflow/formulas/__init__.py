"""The formulas in SymPy, and what is generated from them: NumPy functions and JavaScript."""

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
    four_terms,
    lstm_cell,
    lstm_output,
    lstm_state,
    rnn_cell,
    rnn_state,
)
from .codegen import Formulas, to_javascript, to_numpy

__all__ = [
    "ACTIVATIONS",
    "GAMMA",
    "Cell",
    "Formulas",
    "four_terms",
    "logistic",
    "logistic_prime",
    "lstm_cell",
    "lstm_output",
    "lstm_state",
    "relu",
    "relu_prime",
    "rnn_cell",
    "rnn_state",
    "tanh",
    "tanh_prime",
    "to_javascript",
    "to_numpy",
]
