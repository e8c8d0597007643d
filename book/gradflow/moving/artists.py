"""The kinds of Matplotlib artists that an explorer can move."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.container import BarContainer
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.text import Annotation, Text

from .frames import Choosing, Frame
from .moved import Moved
from .parts import Parts
from .position import Position
from .wires import Flow, Wire
from .words import Number, Words

_COLOUR_STEPS = 64
_HUGE = 1e300  # far beyond every axis, also in points


class Line(Moved):
    """A line or markers; a lone x or y serves all points."""

    def draw(self, position: Position):
        """Set the points; an infinite one becomes one that can be drawn."""
        size = len(self.artist.get_xdata())
        if self.x:
            x = np.ravel(self.x.data(position))
            self.artist.set_xdata(np.broadcast_to(x, size))
        if self.y:
            y = np.clip(np.ravel(self.y.data(position)), -_HUGE, _HUGE)
            self.artist.set_ydata(np.broadcast_to(y, size))

    def plain(self, figure: str, parts: Parts) -> dict:
        """Return the line's series, or the data it was drawn with."""
        x, y = np.array(self.artist.get_data(), dtype=float).tolist()
        return {
            "kind": "line",
            "id": f"{figure}-{self.key}",
            "x": parts.series(self.x) if self.x else x,
            "y": parts.series(self.y) if self.y else y,
        }


class Image(Moved):
    """A heat map of the logarithm of a matrix."""

    def draw(self, position: Position):
        """Set the colours; beyond the range they are those of its ends."""
        with np.errstate(divide="ignore"):
            decades = np.log10(self.y.data(position))
        self.artist.set_data(np.clip(decades, *self.artist.get_clim()))

    def plain(self, figure: str, parts: Parts) -> dict:
        """Return the matrix's series, and the colours of its range."""
        low, high = self.artist.get_clim()
        steps = self.artist.get_cmap()(np.linspace(0, 1, _COLOUR_STEPS))
        return {
            "kind": "image",
            "id": f"{figure}-{self.key}",
            "y": parts.series(self.y),
            "low": low,
            "high": high,
            "colours": [to_hex(colour)[1:] for colour in steps],
        }


class Bars(Moved):
    """Bars that stand on 0 or lie along it, one for each number."""

    def _name(self):
        for k, bar in enumerate(self.artist):
            bar.set_gid(f"{self.key}-{k}")

    @property
    def axes(self) -> Axes:
        """The axes that the bars stand in."""
        return self.artist[0].axes

    def draw(self, position: Position):
        """Set the lengths, of which the axes show no more than they hold."""
        limits = self.axes.get_xlim() if self._lie else self.axes.get_ylim()
        low, high = sorted(limits)
        span = high - low
        lengths = np.clip(self.y.data(position), low - span, high + span)
        for bar, length in zip(self.artist, lengths, strict=True):
            bar.set_width(length) if self._lie else bar.set_height(length)

    @property
    def _lie(self) -> bool:
        return self.artist.orientation == "horizontal"

    def plain(self, figure: str, parts: Parts) -> dict:
        """Return the lengths' series, and both sides of each bar."""
        sides = [
            (bar.get_y(), bar.get_y() + bar.get_height())
            if self._lie
            else (bar.get_x(), bar.get_x() + bar.get_width())
            for bar in self.artist
        ]
        return {
            "kind": "bars",
            "id": [f"{figure}-{bar.get_gid()}" for bar in self.artist],
            "y": parts.series(self.y),
            "sides": np.round(sides, 6).tolist(),
            "lie": self._lie,
        }


_KINDS = {
    Line2D: Line,
    AxesImage: Image,
    BarContainer: Bars,
    Annotation: Number,
    Text: Words,
    Wire: Flow,
    Frame: Choosing,
}


def moved_by(artist) -> type[Moved]:
    """Return the class that moves a Matplotlib artist.

    Raises
    ------
    TypeError
        If there is none.
    """
    if type(artist) not in _KINDS:
        known = ", ".join(kind.__name__ for kind in _KINDS)
        raise TypeError(
            f"a {type(artist).__name__} cannot be moved; {known} can"
        )
    return _KINDS[type(artist)]
