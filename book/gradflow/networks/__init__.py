"""The networks in NumPy: forward, Jacobians, backward, and how far an influence lasts."""
