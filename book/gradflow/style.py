"""One look for the whole book: colours by character, and Matplotlib's settings."""

import matplotlib.pyplot as plt

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
"""Okabe and Ito's palette, one colour per character; ``reference`` is the line norm = 1 or 1/γ."""

GRADIENT_RANGE = (1e-20, 1e10)
"""The range of every logarithmic gradient axis, so that pictures can be compared across chapters."""

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
    "axes.titlesize": 9.5,
    "axes.labelsize": 9.5,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": COLOURS["grid"],
    "grid.linewidth": 0.6,
    "xtick.color": COLOURS["ink"],
    "ytick.color": COLOURS["ink"],
    "text.color": COLOURS["ink"],
    "font.size": 10,
    "lines.linewidth": 1.6,
    "legend.frameon": False,
    "mathtext.fontset": "dejavusans",
    "svg.fonttype": "path",
}


def use_book_style():
    """Apply the book's settings to Matplotlib; every chapter calls this once."""
    plt.rcParams.update(SETTINGS)
