"""A Matplotlib figure shown as inline SVG, in the page's own colours."""

import base64
import io
from html import escape

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from .still import with_still
from .svg import inline_svg


class Picture:
    """A figure that does not move.

    Parameters
    ----------
    name : str
        Unique in the book; the element's id in the page.
    figure : Figure
        Closed afterwards, so that a notebook does not show it twice.
    alt : str
        What the picture shows, for readers who cannot see it.
    narrow : Figure, optional
        Stands in its place on a phone.
    title : str, optional
        The heading of its frame.
    """

    def __init__(
        self,
        name: str,
        figure: Figure,
        alt: str,
        narrow: Figure | None = None,
        title: str = "",
    ):
        self.name, self.title = name, title
        figures = {name: figure}
        if narrow:
            figures[f"{name}-narrow"] = narrow
        drawn = [inline_svg(one, key, alt) for key, one in figures.items()]
        self._drawing = with_still(for_widths(*drawn), drawn[0])
        self._png = png(figure)
        for one in figures.values():
            plt.close(one)

    def __repr__(self):
        return f"Picture({self.name!r})"

    def _repr_mimebundle_(self, **kwargs):
        title = escape(self.title, quote=False)
        heading = f"<figcaption>{title}</figcaption>\n" if title else ""
        html = (
            f'<figure class="picture" id="{self.name}">\n'
            f"{heading}{self._drawing}\n</figure>"
        )
        return {
            "text/plain": repr(self),
            "text/html": html,
            "image/png": self._png,
        }


def for_widths(wide: str, narrow: str | None = None) -> str:
    """Return a picture as HTML; a narrow one takes its place on a phone.

    Where the book's style sheet is not at hand, the wide one is shown.
    """
    if narrow is None:
        return wide
    return (
        f'<div class="for-wide">{wide}</div>\n'
        f'<div class="for-narrow" style="display: none">{narrow}</div>'
    )


def png(figure: Figure) -> str:
    """Return the figure as a base64 PNG on white, where no HTML is shown."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", facecolor="white")
    return base64.b64encode(buffer.getvalue()).decode()
