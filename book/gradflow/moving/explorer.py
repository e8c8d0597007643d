"""A Matplotlib figure that sliders move, in a live kernel and in a page."""

from functools import cached_property

from matplotlib.figure import Figure

from .drawn import Drawn
from .model import Model
from .page import Page
from .presets import Places, checked_presets
from .readings import Reading
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
        What each line (its y), image (its values), bar container (its
        lengths) or annotation (its number) shows. A pair holds the x and y of
        a line or an annotation; None leaves one as drawn.
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
    narrow : pair of Figure and dict, optional
        Figure and artists that stand in place of the others on a phone.

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
        narrow: tuple[Figure, dict] | None = None,
    ):
        self.name, self.title = name, title
        drawn = [Drawn(name, figure, artists)]
        if narrow:
            drawn.append(Drawn(f"{name}-narrow", *narrow))
        shown = [series for one in drawn for series in one.series]
        super().__init__(sliders, shown, readings)
        self.presets = checked_presets(presets or {}, self.sliders)

        for one in drawn:
            one.finish(self.at(), alt)
        self.page = Page(name, self, drawn, title, self.presets)
        self._png = drawn[0].png

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
            "text/html": self.page.html(unrun=True),
            "image/png": self._png,
        }
