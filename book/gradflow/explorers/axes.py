"""The axes that several explorers share."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage

from ..drawing.style import (
    COLOURS,
    INFLUENCE_RANGE,
    influence_colours,
)


def power(decade: int) -> str:
    """Return a power of ten as a label: 10⁻⁶, 0.01, 1."""
    if abs(decade) < 3:
        return f"{10.0**decade:g}"
    raised = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
    return f"10{str(decade).translate(raised)}"


def influence_axis(
    ax: Axes, low: int, high: int, step: int = 3, linestyle=(0, (3, 3))
):
    """Set up a logarithmic axis from one decade to another, with a line at 1."""
    decades = range(high - high % step, low - 1, -step)
    ax.set(yscale="log", ylim=(10.0**low, 10.0**high))
    ax.set_yticks([10.0**d for d in decades], [power(d) for d in decades])
    ax.minorticks_off()
    ax.axhline(
        1, color=COLOURS["reference"], linestyle=linestyle, linewidth=0.9
    )


def small_panel(ax: Axes, title: str = "", colour: str = "ink"):
    """Set up a panel of a picture that has several: small words, no ticks."""
    ax.set_title(title, fontsize=9.5, color=COLOURS[colour], pad=5)
    ax.tick_params(length=0, labelsize=9, pad=3)
    for axis in (ax.xaxis, ax.yaxis):
        axis.label.set_size(9.5)
        axis.labelpad = 3


def heat_map(ax: Axes, T: int) -> AxesImage:
    """Draw the empty map of log10 of the components; all share its colours."""
    ax.grid(visible=False)
    ax.set_xlabel("step of the change, $i$")
    low, high = INFLUENCE_RANGE
    empty = np.zeros((T + 1, T + 1))
    ax.set_yticks(range(0, T + 1, 5))
    return ax.imshow(
        empty,
        influence_colours(),
        vmin=low,
        vmax=high,
        interpolation="none",
        aspect="auto",
    )


def colour_bar(image: AxesImage, axes, symbol: str, **look):
    """Draw the colours of a heat map of influence, at every third decade.

    Parameters
    ----------
    image : AxesImage
    axes : Axes or list of Axes
        Beside which it stands.
    symbol : str
        The influence as a formula, between ``$``.
    **look
        As ``Figure.colorbar`` takes it.
    """
    low, high = (round(end) for end in INFLUENCE_RANGE)
    decades = range(low, high + 1, 3)
    bar = image.figure.colorbar(
        image,
        ax=axes,
        ticks=decades,
        label=f"influence, size of {symbol}",
        extend="both",
        **look,
    )
    lowest, *others = [power(decade) for decade in decades]
    bar.set_ticklabels([f"≤ {lowest}", *others])
    bar.solids.set_edgecolor("face")  # no seams between its colours
