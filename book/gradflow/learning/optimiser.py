"""From a gradient to a learning step: clipping, and Adam."""

import numpy as np


def clip(gradient: np.ndarray, limit: float) -> np.ndarray:
    """Return the gradient, scaled down to the norm ``limit`` if it is longer.

    Notes
    -----
    Pascanu, Mikolov & Bengio 2013, algorithm 1.
    """
    return gradient * min(1.0, limit / max(np.linalg.norm(gradient), 1e-300))


class Adam:
    """Steps along a running mean of gradients, divided by their running size.

    Notes
    -----
    Kingma & Ba, *Adam: a method for stochastic optimization*, 2015,
    algorithm 1.
    """

    def __init__(self, size: int, learning_rate: float):
        self.learning_rate, self.steps = learning_rate, 0
        self.mean, self.square = np.zeros((2, size))

    def step(self, gradient: np.ndarray) -> np.ndarray:
        """Return what to subtract from the parameters."""
        self.steps += 1
        self.mean += 0.1 * (gradient - self.mean)
        self.square += 0.001 * (gradient**2 - self.square)
        mean, square = (
            self.mean / (1 - 0.9**self.steps),
            self.square / (1 - 0.999**self.steps),
        )
        return self.learning_rate * mean / (np.sqrt(square) + 1e-8)
