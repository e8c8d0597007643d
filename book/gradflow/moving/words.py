"""Words on a picture that say a number."""

import numpy as np

from .moved import Moved
from .parts import Parts
from .position import Position
from .readings import said


class Words(Moved):
    """A text that says a number: ``"× {short}"``, and nothing where it is nan.

    What stands in its braces is what ``Reading`` knows; with no text at first
    it is ``"{share}"``.
    """

    says = "{share}"
    blank = "\u00a0"

    def __init__(self, artist, x, y, key):
        super().__init__(artist, x, y, key)
        self.says = artist.get_text() or Words.says

    def draw(self, position: Position):
        """Set the words."""
        self._say(float(self.y.data(position)))

    def _say(self, value: float):
        nothing = np.isnan(value)
        self.artist.set_text(self.blank if nothing else said(self.says, value))

    def plain(self, figure: str, parts: Parts) -> dict:
        """Return the series, and the text if it is not the usual one."""
        plain = {
            "kind": "words",
            "id": f"{figure}-{self.key}",
            "x": parts.series(self.x) if self.x else None,
            "y": parts.series(self.y) if self.y else None,
        }
        usual = self.says == Words.says
        return plain if usual else plain | {"says": self.says}


class Number(Words):
    """Words at the place of their number.

    It is an annotation, which keeps its distance in points from the place; a
    value beyond the axes stands at their end.
    """

    def draw(self, position: Position):
        """Set words and place."""
        places = list(self.artist.xy)
        for k, series in enumerate((self.x, self.y)):
            if series:
                value = float(series.data(position))
                limits = (self.axes.get_xlim, self.axes.get_ylim)[k]()
                places[k] = np.clip(value, *sorted(limits))
                self._say(value)
        self.artist.xy = tuple(places)

    def plain(self, figure: str, parts: Parts) -> dict:
        """Return the series, and how far the words stand from the place."""
        right, up = self.artist.get_position()
        plain = super().plain(figure, parts)
        return plain | {"kind": "number", "apart": [right, -up]}
