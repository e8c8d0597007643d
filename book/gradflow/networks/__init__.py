"""The networks in NumPy, their derivatives, and how far an influence lasts."""
