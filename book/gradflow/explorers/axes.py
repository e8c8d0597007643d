"""The axes that several explorers share."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage

from ..drawing.style import (
    COLOURS,
    GRADIENT_RANGE,
    INFLUENCE_RANGE,
    influence_colours,
)


def gradient_axis(ax: Axes, xlabel: str, ylabel: str):
    """Set up the logarithmic axis of all gradients, with the line norm = 1."""
    ax.set(yscale="log", ylim=GRADIENT_RANGE, xlabel=xlabel, ylabel=ylabel)
    ax.set_yticks([1e-20, 1e-15, 1e-10, 1e-5, 1, 1e5, 1e10])
    ax.axhline(1, color=COLOURS["reference"], linestyle="--", linewidth=1)


def heat_map(ax: Axes, T: int) -> AxesImage:
    """Draw the empty map of log10 of the components; all share its colours."""
    ax.grid(visible=False)
    ax.set_xlabel("step of the change, $i$")
    low, high = INFLUENCE_RANGE
    empty = np.zeros((T + 1, T + 1))
    return ax.imshow(
        empty,
        influence_colours(),
        vmin=low,
        vmax=high,
        interpolation="none",
        aspect="auto",
    )
