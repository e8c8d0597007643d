"""From a gradient to a learning step: clipping, and Adam."""

import numpy as np

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8
"""How slowly Adam's two running means forget, and what it adds to a size."""


def clip(gradient: np.ndarray, limit: float) -> np.ndarray:
    """Return the gradient, scaled down to the norm ``limit`` if it is longer.

    Notes
    -----
    Pascanu, Mikolov & Bengio 2013, algorithm 1.
    """
    return gradient * min(1.0, limit / max(np.linalg.norm(gradient), 1e-300))


class Adam:
    r"""Steps along a running mean of gradients, divided by their running size.

    .. math::

        m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad
        v \leftarrow \beta_2 v + (1 - \beta_2) g^2, \quad
        \Delta = \alpha\, \frac{m / (1 - \beta_1^t)}
        {\sqrt{v / (1 - \beta_2^t)} + \epsilon}

    By hand, since the book teaches it.

    Notes
    -----
    Kingma & Ba, *Adam: a method for stochastic optimization*, 2015, algorithm 1.
    """

    def __init__(self, size: int, learning_rate: float):
        self.learning_rate, self.steps = learning_rate, 0
        self.mean, self.square = np.zeros((2, size))

    def step(self, gradient: np.ndarray) -> np.ndarray:
        """Return what to subtract from the parameters."""
        self.steps += 1
        self.mean += (1 - BETA_1) * (gradient - self.mean)
        self.square += (1 - BETA_2) * (gradient**2 - self.square)
        mean = self.mean / (1 - BETA_1**self.steps)
        square = self.square / (1 - BETA_2**self.steps)
        return self.learning_rate * mean / (np.sqrt(square) + EPSILON)
