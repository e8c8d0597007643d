"""Gradient flow in recurrent networks: derived in SymPy, checked in NumPy, moved in the page."""
