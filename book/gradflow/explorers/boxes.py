"""Boxes with a letter, and arrows between them: networks as they are drawn."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from ..drawing.style import COLOURS


def bare_axes(figure: Figure, place: tuple, xlim: tuple, ylim: tuple) -> Axes:
    """Return axes that show only what is drawn in them, at a place in shares."""
    ax = figure.add_axes(place)
    ax.set(xlim=xlim, ylim=ylim)
    ax.set_axis_off()
    return ax


def box(ax: Axes, at: tuple, says: str, size: tuple, colour: str = "ink"):
    """Draw a box around its centre, in the data's units, that hides lines."""
    (x, y), (width, height) = at, size
    ax.add_patch(
        FancyBboxPatch(
            (x - width / 2, y - height / 2),
            width,
            height,
            boxstyle="round,pad=0,rounding_size=0.08",
            mutation_aspect=height / width,
            facecolor=COLOURS["paper"],
            edgecolor=COLOURS[colour],
            linewidth=1.2,
            zorder=3,
        )
    )
    ax.text(
        x,
        y,
        says,
        ha="center",
        va="center_baseline",
        color=COLOURS[colour],
        fontsize=9.5,
        zorder=4,
    )


def arrow(ax: Axes, start: tuple, end: tuple, colour: str = "reference"):
    """Draw a thin arrow."""
    ax.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>,head_length=4.5,head_width=2.2",
            color=COLOURS[colour],
            linewidth=1,
            shrinkA=0,
            shrinkB=0,
            zorder=1,
        )
    )
