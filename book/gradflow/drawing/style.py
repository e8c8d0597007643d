"""The book's look: colours by character, and Matplotlib's settings."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, ListedColormap

COLOURS = {
    "rnn": "#D55E00",
    "lstm": "#0072B2",
    "forget": "#009E73",
    "input": "#E69F00",
    "output": "#CC79A7",
    "candidate": "#56B4E9",
    "reference": "#767676",
    "ink": "#222222",
    "paper": "#FFFFFF",
    "grid": "#D9D9D9",
}
"""Okabe and Ito's palette, one colour per character.

``reference`` is the colour of the line norm = 1 or 1/γ.
"""

GRADIENT_RANGE = (1e-20, 1e10)
"""The range of every logarithmic gradient axis, so that pictures compare."""

INFLUENCE_RANGE = (-9.0, 3.0)
"""The range of log10 of a gradient's norm that every heat map shows."""


def influence_colours() -> ListedColormap:
    """Return the heat maps' colours: viridis up to norm 1, beyond it to red."""
    low, high = INFLUENCE_RANGE
    steps = 256
    fading = round(steps * -low / (high - low))
    growing = LinearSegmentedColormap.from_list(
        "growing", ["#FDE725", COLOURS["rnn"], "#7A0403"]
    )
    quiet = plt.get_cmap("viridis")(np.linspace(0.08, 1, fading))
    return ListedColormap(
        [*quiet, *growing(np.linspace(0, 1, steps - fading))], "influence"
    )


SETTINGS = {
    "figure.figsize": (5.4, 3.0),
    "figure.dpi": 160,
    "figure.facecolor": "none",
    "figure.constrained_layout.use": True,
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": COLOURS["ink"],
    "axes.labelcolor": COLOURS["ink"],
    "axes.titlelocation": "left",
    "axes.titlesize": 12.5,
    "axes.labelsize": 12.5,
    "axes.labelpad": 7,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": COLOURS["grid"],
    "grid.linewidth": 0.6,
    "xtick.color": COLOURS["ink"],
    "ytick.color": COLOURS["ink"],
    "text.color": COLOURS["ink"],
    "font.size": 12.5,
    "lines.linewidth": 1.6,
    "legend.frameon": False,
    "legend.borderpad": 0,
    "mathtext.fontset": "dejavusans",
    "svg.fonttype": "none",
}


def use_book_style():
    """Apply the book's settings to Matplotlib, once in every chapter."""
    plt.rcParams.update(SETTINGS)
