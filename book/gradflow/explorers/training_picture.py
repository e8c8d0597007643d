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

LOWEST, HIGHEST = -12, 4
"""The decades of influence that the picture shows."""
END = 80
"""The end of training on the axis: a multiple of the evaluations of both tasks."""


class Look(NamedTuple):
    """What differs between the wide picture and the one for a phone, in inches.

    Attributes
    ----------
    width, others : float
        Of the figure, and how much higher it is than the squares alone.
    labels : float
        How wide the names of the starts are.
    cell, side : float
        How wide and how high a square is.
    small : float
        Font size of names and numbers.
    """

    width: float
    others: float
    labels: float
    cell: float
    side: float
    small: float


WIDE = Look(6.4, 0.72, 1.5, 0.28, 0.215, 9)
NARROW = Look(3.5, 2.1, 1.33, 0.268, 0.171, 8.5)
HEAD = 0.6
"""Inches: the height above the squares."""


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

    across = look.cell * len(runs.task.options)
    table = axes(look.labels, high - HEAD - squares, across, squares)
    moves = _table(table, runs, where, look)
    if look is WIDE:
        left, half = look.labels + across + 0.55, (high - 1.15) / 2
        width = look.width - left - 0.15
        panels = [(left, half + 0.85, width, half), (left, 0.3, width, half)]
    else:
        panels = [(0.33, 0.3, 1.22, 0.95), (2.13, 0.3, 1.22, 0.95)]
    score, reach = (axes(*panel) for panel in panels)
    _panel(score, "answered rightly, %")
    score.set(ylim=(0, 104), yticks=(0, 50, 100))
    _panel(reach, "influence of step 1")
    reach.set(ylim=(LOWEST, HIGHEST))
    reach.set_yticks([-12, -6, 0], ["10⁻¹²", "10⁻⁶", "1"])
    for ax, series in ((score, runs.scores), (reach, runs.reaches)):
        moves |= _curves(ax, runs, series)
    return figure, moves


def _table(ax: Axes, runs, where: tuple, look: Look) -> dict:
    """Draw a square for each start, task and length, and the frame that moves."""
    starts, columns = runs.start.options, runs.task.options
    lengths = [str(T) for lags in runs.groups.values() for T in lags]
    ax.set(xlim=(-0.5, len(columns) - 0.5), ylim=(len(starts) - 0.5, -0.5))
    ax.set_xticks(range(len(columns)), lengths)
    ax.set_yticks(range(len(starts)), starts)
    ax.xaxis.tick_top()
    ax.tick_params(length=0, labelsize=look.small, pad=3)
    ax.spines[:].set_visible(False)
    ax.grid(visible=False)
    _heads(ax, runs, look)
    for row, colour in enumerate(runs.colours):
        words = "ink" if colour == "reference" else colour
        ax.get_yticklabels()[row].set_color(COLOURS[words])
        for column in range(len(columns)):
            _square(ax, runs, column, row, look)
    frame = {"edgecolor": COLOURS["ink"], "linewidth": 2, "zorder": 4}
    return {ax.add_patch(Frame(clip_on=False, **frame)): where}


def _heads(ax: Axes, runs, look: Look):
    """Write the tasks above their columns, with a line between two."""
    above = {"xycoords": ("data", "axes fraction"), "annotation_clip": False}
    above |= {"textcoords": "offset points", "fontsize": look.small}
    above |= {"color": COLOURS["ink"]}
    first = 0
    for task, lags in runs.groups.items():
        middle = first + (len(lags) - 1) / 2
        ax.annotate(task, (middle, 1), (0, 17), ha="center", **above)
        if first:
            ax.axvline(first - 0.5, color=COLOURS["reference"], linewidth=1)
        first += len(lags)
    ax.annotate("T", (-0.5, 1), (-6, 4), ha="right", **above)
    title = f"solved, of {runs.most} runs"
    ax.annotate(title, (-0.5, 1), (-6, 17), ha="right", **above)


def _square(ax: Axes, runs, column: int, row: int, look: Look):
    """Draw one square, and write how many runs solved the task."""
    at = {
        "task": runs.task.options[column],
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
    font = {"ha": "center", "va": "center_baseline", "fontsize": look.small}
    ax.text(column, row, says, color=COLOURS["ink"], **font)


def _panel(ax: Axes, title: str):
    """Set up a panel of curves over the course of training."""
    ax.set_title(title, fontsize=9.5, pad=5)
    ax.set(xlim=(-0.02 * END, 1.02 * END))
    ax.set_xticks((0, END / 2, END), ("start", "half", "end"))
    first, _, last = ax.get_xticklabels()
    first.set_horizontalalignment("left")
    last.set_horizontalalignment("right")
    ax.tick_params(length=0, labelsize=9, pad=3)


def _curves(ax: Axes, runs, series: Table) -> dict:
    """Return a line for each colour, of which one shows all runs' curves."""
    moves = {}
    for colour in dict.fromkeys(runs.colours):
        look = {"color": COLOURS[colour], "linewidth": 1, "alpha": 0.7}
        empty = np.zeros(runs.times.rows.shape[1])
        (line,) = ax.plot(empty, empty, **look)
        chosen = [1 if other == colour else np.nan for other in runs.colours]
        shown = Times(series, Table(chosen, runs.start))
        moves[line] = (runs.times, shown)
    return moves
