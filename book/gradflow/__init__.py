"""Gradient flow in recurrent networks: derived, checked, and moved in the page.

SymPy derives, NumPy checks, the page moves. The wings are floors; each imports only
from wings before it: ``formulas``, ``networks``, ``learning`` and ``drawing``,
``moving``, ``explorers``.
"""

from .networks import gru, influence, leaky, lstm, rnn

__all__ = ["gru", "influence", "leaky", "lstm", "rnn"]
