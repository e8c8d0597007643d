"""From a gradient to a learning step: clipping, and Adam."""

import numpy as np

from ..networks.checks import array, checked, number, whole

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8
"""How slowly Adam's two running means forget, and what it adds to a size."""


def _one_row(gradient):
    return (array("gradient", gradient, ("size",)),)


def _limited(gradient, limit):
    return *_one_row(gradient), number("limit", limit, above=0, finite=False)


def _rated(adam, size, learning_rate):
    rate = number("learning_rate", learning_rate, above=0)
    return adam, whole("size", size), rate


def _of_size(adam, gradient):
    return adam, array("gradient", gradient, adam.mean.shape)


@checked(_one_row)
def length(gradient: np.ndarray) -> float:
    """Return the gradient's norm, also where the squares of its entries overflow."""
    largest = np.abs(gradient).max() or 1.0
    return float(largest * np.linalg.norm(gradient / largest))


@checked(_limited)
def clip(gradient: np.ndarray, limit: float) -> np.ndarray:
    """Return the gradient, scaled down to the norm ``limit`` if it is longer.

    Raises
    ------
    ValueError
        If a value of the gradient is not finite, or the limit is not above 0.

    Notes
    -----
    Pascanu, Mikolov & Bengio 2013, algorithm 1.
    """
    if length(gradient) <= limit:
        return gradient.copy()
    short = gradient / np.abs(gradient).max()
    return short * (limit / length(short))


class Adam:
    r"""Steps along a running mean of gradients, divided by their running size.

    .. math::

        m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad
        v \leftarrow \beta_2 v + (1 - \beta_2) g^2, \quad
        \Delta = \alpha\, \frac{m / (1 - \beta_1^t)}
        {\sqrt{v / (1 - \beta_2^t)} + \epsilon}

    By hand, since the book teaches it. Of v the root is kept: a gradient of 1e200
    has no square in float64.

    Notes
    -----
    Kingma & Ba, *Adam: a method for stochastic optimization*, 2015, algorithm 1.
    """

    @checked(_rated)
    def __init__(self, size: int, learning_rate: float):
        self.learning_rate, self.steps = learning_rate, 0
        self.mean, self.size = np.zeros((2, size))

    @checked(_of_size)
    def step(self, gradient: np.ndarray) -> np.ndarray:
        """Return what to subtract from the parameters."""
        self.steps += 1
        self.mean += (1 - BETA_1) * (gradient - self.mean)
        self.size = np.hypot(
            np.sqrt(BETA_2) * self.size, np.sqrt(1 - BETA_2) * gradient
        )
        mean = self.mean / (1 - BETA_1**self.steps)
        size = self.size / np.sqrt(1 - BETA_2**self.steps)
        return self.learning_rate * mean / (size + EPSILON)
