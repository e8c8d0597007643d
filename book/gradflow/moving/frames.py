"""A frame in a table: two choices move it, and a click moves the choices."""

from matplotlib.patches import Rectangle

from .moved import Moved
from .parts import Parts
from .position import Position


class Frame(Rectangle):
    """The frame of one cell in a table whose columns and rows count from 0.

    The middle of a cell stands at its column and row. A click into another cell
    of the frame's axes chooses that one.

    Parameters
    ----------
    **look
        As ``Rectangle`` takes it.
    """

    def __init__(self, **look):
        super().__init__((-0.5, -0.5), 1, 1, fill=False, **look)


class Choosing(Moved):
    """A frame; x and y are the ``Option`` of two choices: column and row."""

    def draw(self, position: Position):
        """Put the frame around the chosen cell."""
        column, row = (one.data(position) for one in (self.x, self.y))
        self.artist.set_xy((column - 0.5, row - 0.5))

    def plain(self, figure: str, parts: Parts) -> dict:
        """Return the series, and the choices that a click moves."""
        return {
            "kind": "frame",
            "id": f"{figure}-{self.key}",
            "x": parts.series(self.x),
            "y": parts.series(self.y),
            "choices": [self.x.choice.name, self.y.choice.name],
        }
