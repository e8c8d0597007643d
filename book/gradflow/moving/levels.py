"""Many stored numbers, of which a page gets no more than a picture shows."""

import numpy as np

from .series import Table
from .sliders import Choice

FIRST, LAST = "#", "~"
"""The characters of the lowest and of the highest level."""
NONE = " "
"""The character of nan."""
HIGHEST = ord(LAST) - ord(FIRST)
"""The number of the highest level, from 0."""


class Levels(Table):
    """Stored numbers, each at the nearest level lowest + k step.

    What lies below the lowest level stands at it. The page gets a character for
    each number: several times fewer bytes than its digits.

    Parameters
    ----------
    rows : array_like
        One leading axis for each choice, as long as its options, and one more.
    *choices : Choice
    lowest, step : float
        Choose them so that all that is lower lies off the picture, and that
        half a step cannot be seen there.

    Raises
    ------
    ValueError
        If the leading axes do not fit the options, or a number lies above the
        highest level.
    """

    def __init__(self, rows, *choices: Choice, lowest: float, step: float):
        super().__init__(rows, *choices)
        self._lowest, self._step = lowest, step
        numbers = np.round((np.fmax(self.rows, lowest) - lowest) / step)
        self._numbers = np.where(np.isnan(self.rows), np.nan, numbers)
        if np.nanmax(self._numbers, initial=0) > HIGHEST:
            raise ValueError(
                f"rows reach {np.nanmax(self.rows)}; "
                f"the highest level is {lowest + HIGHEST * step}"
            )
        self.rows = lowest + step * self._numbers

    def plain(self, parts) -> dict:
        """Return the levels, and a text for each combination of options."""
        codes = np.where(
            np.isnan(self._numbers), ord(NONE), self._numbers + ord(FIRST)
        )
        texts = codes.astype("<u4").view(f"<U{codes.shape[-1]}")[..., 0]
        return {
            "kind": "levels",
            "choices": [choice.name for choice in self.sliders],
            "lowest": self._lowest,
            "step": self._step,
            "rows": texts.tolist(),
        }
