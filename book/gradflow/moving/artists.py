"""The kinds of Matplotlib artists that an explorer can move."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.container import BarContainer
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.text import Annotation, Text

from .parts import Parts
from .readings import said
from .series import Series
from .sliders import Position

_COLOUR_STEPS = 64
_HUGE = 1e300  # far beyond every axis, also in points


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
