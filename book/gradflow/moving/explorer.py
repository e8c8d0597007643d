"""A Matplotlib figure that sliders move, in a live kernel and in a page."""

from functools import cached_property

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from ..drawing.picture import png
from ..drawing.svg import axis_maps, inline_svg
from .artists import moved_by
from .model import Model
from .page import Page
from .presets import Places, checked_presets
from .readings import Reading
from .series import Series
from .sliders import Choice, Slider
from .widget import Widget


class Explorer(Model):
    """A figure with sliders, redrawn in the browser with every move.

    Parameters
    ----------
    name : str
        Unique in the book; the element's id in the page.
    figure : Figure
        Drawn once by Matplotlib, and closed; afterwards only the data of
        ``artists`` change.
    artists : dict of Artist to Series or pair of Series
        What each line (its y), image (its values) or bar container (its
        heights) shows. A pair holds a line's x and y; None leaves one as drawn.
    readings : list of Reading
        The headline; the first one's number is the page's ``data-value``.
    sliders : list of Slider or Choice
        In the order of the page.
    alt : str
        What the picture shows, for readers who cannot see it.
    title : str, optional
        The question that it answers; the heading of its frame.
    presets : dict of str to dict of Slider or Choice to float or str, optional
        Two to four buttons, and where each moves which sliders:
        ``{"vanishes": {W_rec: 0.5}, "explodes": {W_rec: 1.5}}``.

    Raises
    ------
    TypeError
        If an artist is of a kind that cannot be moved.
    ValueError, IndexError
        Like ``Model`` and ``checked_presets``: what does not fit together fails
        here.
    """

    def __init__(
        self,
        name: str,
        figure: Figure,
        artists: dict,
        readings: list[Reading],
        sliders: list[Slider | Choice],
        alt: str,
        title: str = "",
        presets: Places | None = None,
    ):
        self.name, self.title = name, title
        moved = []
        for k, (artist, shown) in enumerate(artists.items()):
            x, y = (None, shown) if isinstance(shown, Series) else shown
            moved.append(moved_by(artist)(artist, x, y, f"artist-{k}"))
        shown = [s for artist in moved for s in (artist.x, artist.y) if s]
        super().__init__(sliders, shown, readings)
        self.presets = checked_presets(presets or {}, self.sliders)

        start = self.at()
        for artist in moved:
            artist.draw(start)
        svg = inline_svg(figure, name, alt)
        maps = [axis_maps(axes) for axes in figure.axes]
        numbered = [(a, figure.axes.index(a.axes)) for a in moved]
        self.page = Page(name, self, svg, maps, numbered, title, self.presets)
        self._png = png(figure)
        plt.close(figure)

    @cached_property
    def widget(self) -> Widget:
        """The explorer as a widget, made when it is first asked for."""
        return Widget(self.sliders, self.page, self.title, self.presets)

    @property
    def values(self) -> dict:
        """Where every slider stands now, also in the widget once it is made."""
        if "widget" not in vars(self):
            return self.starts
        controls = self.widget.controls
        return {s: s.checked(control.value) for s, control in controls.items()}

    def __repr__(self):
        return f"Explorer({self.name!r})"

    def _repr_mimebundle_(self, **kwargs):
        return self.widget._repr_mimebundle_(**kwargs) | {
            "text/plain": repr(self),
            "text/html": self.page.html(),
            "image/png": self._png,
        }
