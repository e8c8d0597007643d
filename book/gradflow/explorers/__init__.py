"""The book's explorers: each a figure, its networks, and what the sliders move."""

from .lstm import balance, components_both, forget_gate, four_terms, hero
from .rnn import components, network_rnn, unit_rnn
from .training import training

__all__ = [
    "balance", "components", "components_both", "forget_gate", "four_terms", "hero",
    "network_rnn", "training", "unit_rnn",
]  # fmt: skip
