"""Wires: lines that are as thick as what flows in them."""

from matplotlib.lines import Line2D

from .moved import Moved
from .parts import Parts
from .position import Position

_NOTHING = (
    0.001  # points: Matplotlib leaves out the colour of what has no width
)


class Wire(Line2D):
    """A line whose width an explorer moves, while its points stay.

    Parameters
    ----------
    xs, ys : array_like
        As for ``Line2D``.
    per : float
        Points of width for a flow of 1, whatever its sign.
    most : float
        Points of width that it never exceeds.
    **look
        As ``Line2D`` takes it.
    """

    def __init__(self, xs, ys, per: float, most: float, **look):
        super().__init__(xs, ys, solid_capstyle="butt", **look)
        self.per, self.most = per, most


class Flow(Moved):
    """A wire and the number that flows in it."""

    def draw(self, position: Position):
        """Set the width."""
        width = self.artist.per * abs(float(self.y.data(position)))
        self.artist.set_linewidth(min(max(width, _NOTHING), self.artist.most))

    def plain(self, figure: str, parts: Parts) -> dict:
        """Return the number's series, and how it becomes a width."""
        return {
            "kind": "wire",
            "id": f"{figure}-{self.key}",
            "y": parts.series(self.y),
            "per": self.artist.per,
            "most": self.artist.most,
        }
