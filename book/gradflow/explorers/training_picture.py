"""The picture of the explorer ``training``: a table of squares, and curves."""

from typing import NamedTuple

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..drawing.style import COLOURS
from ..moving.combined import Times
from ..moving.frames import Frame
from ..moving.series import Table

LOWEST, HIGHEST = -12, 3
"""The decades of influence that the picture shows."""


class Look(NamedTuple):
    """What differs between the wide picture and the one for a phone, in inches.

    Attributes
    ----------
    width, others : float
        Of the figure, and how much higher it is than the squares alone.
    side : float
        How high a square is.
    """

    width: float
    others: float
    side: float


WIDE, NARROW = Look(6.4, 0.62, 0.26), Look(3.5, 2.05, 0.205)
LABELS, CELL, HEAD = 1.45, 0.32, 0.5
"""Inches: the width of the labels and of a square, the height above them."""


def training_picture(runs, where: tuple, look: Look) -> tuple[Figure, dict]:
    """Return the picture in one width, and what moves in it.

    Parameters
    ----------
    runs : Runs
    where : tuple of Option
        Column and row of the chosen square.
    look : Look
    """
    squares = look.side * len(runs.start.options)
    high = squares + look.others
    figure = plt.figure(figsize=(look.width, high))
    figure.set_layout_engine("none")

    def axes(left: float, bottom: float, width: float, height: float) -> Axes:
        place = np.array([left, bottom, width, height])
        return figure.add_axes(place / [look.width, high, look.width, high])

    across = CELL * len(runs.lag.options)
    table = axes(LABELS, high - HEAD - squares, across, squares)
    moves = _table(table, runs, where)
    if look is WIDE:
        left, half = LABELS + across + 0.75, (high - 1.15) / 2
        width = look.width - left - 0.15
        panels = [(left, half + 0.85, width, half), (left, 0.3, width, half)]
    else:
        panels = [(0.33, 0.3, 1.22, 0.95), (2.13, 0.3, 1.22, 0.95)]
    score, reach = (axes(*panel) for panel in panels)
    _panel(score, runs.steps, "answered rightly, %")
    score.set(ylim=(0, 104), yticks=(0, 50, 100))
    _panel(reach, runs.steps, "influence of step 1")
    reach.set(ylim=(LOWEST, HIGHEST))
    reach.set_yticks([-12, -6, 0], ["10⁻¹²", "10⁻⁶", "1"])
    for ax, series in ((score, runs.scores), (reach, runs.reaches)):
        moves |= _curves(ax, runs, series)
    return figure, moves


def _table(ax: Axes, runs, where: tuple) -> dict:
    """Draw a square for each start and lag, and the frame that moves."""
    starts, lags = runs.start.options, runs.lag.options
    ax.set(xlim=(-0.5, len(lags) - 0.5), ylim=(len(starts) - 0.5, -0.5))
    ax.set_xticks(range(len(lags)), lags)
    ax.set_yticks(range(len(starts)), starts)
    ax.xaxis.tick_top()
    ax.tick_params(length=0, labelsize=9, pad=3)
    ax.spines[:].set_visible(False)
    ax.grid(visible=False)
    corner = {"xy": (0, 1), "xycoords": "axes fraction", "fontsize": 9}
    corner |= {"textcoords": "offset points", "color": COLOURS["ink"]}
    ax.annotate("lag", xytext=(-8, 4), ha="right", **corner)
    title = f"how many of {runs.most} runs solved the task"
    ax.annotate(title, xytext=(-72 * LABELS, 21), **corner)
    for row, colour in enumerate(runs.colours):
        words = "ink" if colour == "reference" else colour
        ax.get_yticklabels()[row].set_color(COLOURS[words])
        for column in range(len(lags)):
            _square(ax, runs, column, row)
    look = {"edgecolor": COLOURS["ink"], "linewidth": 2, "zorder": 4}
    return {ax.add_patch(Frame(clip_on=False, **look)): where}


def _square(ax: Axes, runs, column: int, row: int):
    """Draw one square, and write how many runs solved the task."""
    at = {
        "lag": runs.lag.options[column],
        "start": runs.start.options[row],
    }
    solved, of = (int(one.at(**at)) for one in (runs.solved, runs.seeds))
    square = Rectangle(
        (column - 0.46, row - 0.46),
        0.92,
        0.92,
        facecolor=COLOURS[runs.colours[row]],
        alpha=0.06 + 0.5 * solved / of,
        linewidth=0,
    )
    ax.add_patch(square)
    says = f"{solved}" if of == runs.most else f"{solved}/{of}"
    look = {"ha": "center", "va": "center_baseline", "fontsize": 8.5}
    ax.text(column, row, says, color=COLOURS["ink"], **look)


def _panel(ax: Axes, steps: np.ndarray, title: str):
    """Set up a panel of curves against the training step."""
    last = int(steps[-1])
    ax.set_title(title, fontsize=9.5, pad=5)
    ax.set(xlim=(-0.02 * last, 1.02 * last), xticks=(0, last // 2, last))
    ax.tick_params(length=0, labelsize=9, pad=3)


def _curves(ax: Axes, runs, series: Table) -> dict:
    """Return a line for each colour, of which one shows all runs' curves."""
    steps = np.tile([*runs.steps, 0], runs.most)
    moves = {}
    for colour in dict.fromkeys(runs.colours):
        look = {"color": COLOURS[colour], "linewidth": 1.1, "alpha": 0.75}
        (line,) = ax.plot(steps, np.zeros(len(steps)), **look)
        chosen = [1 if other == colour else np.nan for other in runs.colours]
        moves[line] = Times(series, Table(chosen, runs.start))
    return moves
