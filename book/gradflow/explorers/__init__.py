"""The book's explorers, one file each: a figure, what it shows, and what the sliders move."""

from .balance import balance
from .components import components
from .components_both import components_both
from .forget_gate import forget_gate
from .four_terms import four_terms
from .hero import hero
from .network_rnn import network_rnn
from .training import training
from .unit_rnn import unit_rnn

__all__ = [
    "balance",
    "components",
    "components_both",
    "forget_gate",
    "four_terms",
    "hero",
    "network_rnn",
    "training",
    "unit_rnn",
]
