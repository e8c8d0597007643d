"""What moves: an artist of Matplotlib, and the series that it shows."""

from matplotlib.axes import Axes

from .parts import Parts
from .position import Position
from .series import Series


class Moved:
    """An artist and the series that it shows.

    Parameters
    ----------
    artist : Artist
    x, y : Series or None
        None leaves a line's or a number's x or y as drawn.
    key : str
        Becomes the artist's id in the SVG.
    """

    def __init__(self, artist, x: Series | None, y: Series | None, key: str):
        self.artist, self.x, self.y, self.key = artist, x, y, key
        self._name()

    def _name(self):
        self.artist.set_gid(self.key)

    @property
    def axes(self) -> Axes:
        """The axes that the artist stands in."""
        return self.artist.axes

    def draw(self, position: Position):
        """Give the artist its data at a position of the sliders."""
        raise NotImplementedError

    def plain(self, figure: str, parts: Parts) -> dict:
        """Return the artist as data for the page, in a figure of this name."""
        raise NotImplementedError
