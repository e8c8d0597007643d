"""A Matplotlib figure shown as inline SVG, in the page's own colours."""

import base64
import io

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

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
    """

    def __init__(self, name: str, figure: Figure, alt: str):
        self.name = name
        self.svg = inline_svg(figure, name, alt)
        self._png = png(figure)
        plt.close(figure)

    def __repr__(self):
        return f"Picture({self.name!r})"

    def _repr_mimebundle_(self, **kwargs):
        html = (
            f'<figure class="picture" id="{self.name}">\n{self.svg}\n</figure>'
        )
        return {
            "text/plain": repr(self),
            "text/html": html,
            "image/png": self._png,
        }


def png(figure: Figure) -> str:
    """Return the figure as a base64 PNG on white, where no HTML is shown."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", facecolor="white")
    return base64.b64encode(buffer.getvalue()).decode()
