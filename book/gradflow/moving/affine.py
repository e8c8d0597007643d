"""Arrays that depend on sliders: base + Σ slider · direction."""

import numpy as np


class Affine:
    """An array that sliders move.

    It comes from arithmetic, not from a call: ``W_rec * Q`` is one, and so are
    ``Q0 + W_rec * Q`` and ``W_rec * Q + U * R``.

    Parameters
    ----------
    base : array_like
        The array when all sliders stand at 0; fits the directions' shape.
    directions : dict of Slider to ndarray
        What one unit of each slider adds, all of one shape.
    """

    __array_ufunc__ = None  # a NumPy array on the left leaves ``+`` to us

    def __init__(self, base, directions: dict):
        shape = next(iter(directions.values()), np.asarray(base)).shape
        self.base = np.broadcast_to(np.asarray(base, dtype=float), shape)
        self.directions = directions

    @property
    def sliders(self) -> tuple:
        """The sliders that move the array."""
        return tuple(self.directions)

    def at(self, values) -> np.ndarray:
        """Return the array; ``values[slider]`` gives a slider's value."""
        return self.base + sum(
            values[slider] * direction
            for slider, direction in self.directions.items()
        )

    def __add__(self, other) -> "Affine":
        if not isinstance(other, Affine):
            other = Affine(np.asarray(other, dtype=float), {})
        moved = dict(self.directions)
        for slider, direction in other.directions.items():
            moved[slider] = moved.get(slider, 0.0) + direction
        return Affine(self.base + other.base, moved)

    __radd__ = __add__

    def plain(self) -> dict:
        """Return the array as data for the page, row by row."""
        return {
            "base": self.base.ravel().tolist() if self.base.any() else 0,
            "size": self.base.size,
            "directions": {
                slider.name: direction.ravel().tolist()
                for slider, direction in self.directions.items()
            },
        }
