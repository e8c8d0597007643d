"""A figure, what of it moves, and how it stands in a page."""

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from ..drawing.picture import png
from ..drawing.svg import axis_maps, inline_svg
from .artists import moved_by
from .parts import Parts
from .position import Position
from .series import Series


class Drawn:
    """A figure with artists that move; ``finish`` draws and closes it.

    Parameters
    ----------
    name : str
        What the ids in its SVG begin with.
    figure : Figure
    artists : dict of Artist to Series or pair of Series
        As ``Explorer`` takes them.

    Attributes
    ----------
    series : list of Series
        What the artists show.
    svg, png : str
    maps : list of dict
        ``axis_maps`` of each of the figure's axes.

    Raises
    ------
    TypeError
        If an artist is of a kind that cannot be moved.
    """

    def __init__(self, name: str, figure: Figure, artists: dict):
        self.name, self.figure, self._moved = name, figure, []
        for k, (artist, shown) in enumerate(artists.items()):
            x, y = (None, shown) if isinstance(shown, Series) else shown
            self._moved.append(moved_by(artist)(artist, x, y, f"artist-{k}"))
        self.series = [s for a in self._moved for s in (a.x, a.y) if s]

    def finish(self, start: Position, alt: str):
        """Draw the figure as it stands at the start, and close it."""
        # Every point stands where the page will put it, none is left out.
        with plt.rc_context({"path.simplify": False}):
            for artist in self._moved:
                artist.draw(start)
            self.svg = inline_svg(self.figure, self.name, alt)
        self.maps = [axis_maps(axes) for axes in self.figure.axes]
        self.png = png(self.figure)
        plt.close(self.figure)

    def plain(self, parts: Parts, first: int) -> list[dict]:
        """Return the artists for the page, whose axes count from ``first``."""
        axes = self.figure.axes
        return [
            artist.plain(self.name, parts)
            | {"axes": first + axes.index(artist.axes)}
            for artist in self._moved
        ]
