"""Gradient flow in recurrent networks: derived in SymPy, checked in NumPy, moved in the page.

Its wings are floors; each imports only from wings before it: ``formulas``, ``networks``,
``learning`` and ``drawing``, ``moving``, ``explorers``.
"""

from .networks import influence, lstm, rnn

__all__ = ["influence", "lstm", "rnn"]
