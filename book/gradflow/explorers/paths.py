"""The explorer ``paths``."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..drawing.style import COLOURS
from ..moving.combined import Times
from ..moving.explorer import Explorer
from ..moving.readings import Reading
from ..moving.series import Series, Sums, Table
from ..moving.sliders import Choice, Slider
from ..moving.units import UnitRNNSimulation
from .boxes import arrow, bare_axes, box

STEPS = 6
START, PUSH = 0.3, 1.0
E_AT = STEPS + 1
STATES, WEIGHT = 0.0, 1.0

_LIT = {"color": COLOURS["rnn"], "linewidth": 4.5, "solid_capstyle": "round"}
_DIM = {"color": COLOURS["reference"], "linewidth": 1, "zorder": 1}
_FAINT = _DIM | {"alpha": 0.5}


class Paths(Explorer):
    """One unit unrolled over 6 steps: what each use of its weight adds.

    It takes a push of 1 at step 1, starts at 0.3, and E is its last state.
    """

    def __init__(self):
        steps = tuple(str(step) for step in range(1, STEPS + 1))
        use = Choice("use", steps, "of the weight, at step", "3", "rnn", True)
        W_rec = Slider("W_rec", 0, 2, 1, "the weight", colour="rnn")
        xs = np.zeros((STEPS, 1))
        xs[0] = PUSH
        self.rnn = UnitRNNSimulation(W_rec * [[1]], [[1]], [0], xs, [START])
        self.uses, self.sums = self.rnn.uses, Sums(self.rnn.uses)
        self.chosen = Times(self.uses, _chosen(use, 0))
        adds = Sums(self.chosen)[-1]

        says = (
            (1e-300, "The use at step {use} adds nothing to the gradient."),
            (None, "The use at step {use} adds {value} to the gradient."),
        )
        whole = "All six together give dE/dW_rec = {value}."
        super().__init__(
            "paths",
            *self._drawn(use, (6.4, 3.2)),
            [Reading(adds, says), Reading(self.sums[-1], whole)],
            [use, W_rec],
            alt="One unit unrolled: a row of boxes from c0 to c6 and on to the "
            "error E, and above it the weight W with a line to each box from "
            "c1 to c6. One of these lines and the way from its box to E are "
            "lit, with a factor at each step. Below, a bar under each box for "
            "what this use of W adds to the gradient, and all six end to end.",
            title="How much does each use of the weight add to the gradient?",
            presets={
                "W = 0.5": {W_rec: 0.5},
                "W = 1": {W_rec: 1},
                "W = 1.5": {W_rec: 1.5},
            },
            narrow=self._drawn(use, (3.5, 3.2)),
        )

    def _drawn(self, use: Choice, size: tuple) -> tuple[Figure, dict]:
        """Return the picture in one size, and what moves in it."""
        figure = plt.figure(figsize=size)
        figure.set_layout_engine("none")
        columns = -0.5, E_AT + 0.5
        network = bare_axes(figure, (0, 0.5, 1, 0.49), columns, (-0.5, 1.2))
        bars = bare_axes(figure, (0, 0.17, 1, 0.31), columns, (-0.11, 0.5))
        strip = bare_axes(figure, (0.03, 0, 0.97, 0.14), (0, 1.7), (-1, 1))
        return figure, (
            self._network(network, use)
            | self._bars(bars)
            | self._strip(strip, use)
        )

    def _network(self, ax: Axes, use: Choice) -> dict:
        """Draw the unrolled network; what moves is the way that is lit."""
        for t in range(E_AT):
            box(ax, (t, STATES), f"$c_{t}$", (0.62, 0.34))
            arrow(ax, (t + 0.31, STATES), (t + 0.69, STATES))
        box(ax, (E_AT, STATES), "$E$", (0.62, 0.34))
        box(ax, (E_AT / 2, WEIGHT), "$W_{rec}$", (0.9, 0.3), "rnn")
        for t in range(1, E_AT):
            ax.plot([E_AT / 2, t], [WEIGHT, STATES], **_FAINT)
        arrow(ax, (0.42, -0.42), (0.69, -0.14))
        _words(ax, 0.36, -0.49, f"{PUSH:g}", ha="right")
        _words(ax, E_AT, -0.49, "$E = c_6$")

        ways = np.array([[E_AT / 2, t, E_AT] for t in range(1, E_AT)])
        heights = np.broadcast_to([WEIGHT, STATES, STATES], ways.shape)
        (way,) = ax.plot(ways[2], heights[2], zorder=2, **_LIT)
        later = Times(self.rnn.passes, _passed(use))
        first = Times(self.rnn.immediate, _chosen(use, np.nan))
        moves = {way: (Table(ways, use), Table(heights, use))}
        for t in range(1, E_AT):
            left = t < E_AT / 2
            at = t + 0.27 * (E_AT / 2 - t) + (-0.14 if left else 0.14), 0.22
            ha = "right" if left else "left"
            moves[_words(ax, *at, "{short}", "rnn", ha)] = first[t]
            if t > 1:
                at = t - 0.5, -0.35
                moves[_words(ax, *at, "×{short}", "rnn")] = later[t]
        return moves

    def _bars(self, ax: Axes) -> dict:
        """Draw what each use adds, under its box."""
        steps, empty = np.arange(E_AT), np.zeros(E_AT)
        ax.plot([0.55, STEPS + 0.45], [0, 0], **_DIM)
        every = ax.bar(steps, empty, 0.62, color=COLOURS["rnn"], alpha=0.3)
        lit = ax.bar(steps, empty, 0.62, color=COLOURS["rnn"])
        _words(ax, -0.31, 0.39, "what each use of $W_{rec}$ adds", ha="left")
        moves = {every: self.uses, lit: self.chosen}
        for t in range(1, E_AT):
            _words(ax, t, -0.1, f"{t}")
            number = ax.annotate(
                "{short}",
                (t, 0),
                (0, 3),
                textcoords="offset points",
                ha="center",
                color=COLOURS["ink"],
                fontsize=9,
                annotation_clip=False,
            )
            moves[number] = None, self.uses[t]
        return moves

    def _strip(self, ax: Axes, use: Choice) -> dict:
        """Draw all terms end to end; the one that is lit is filled."""
        places = range(E_AT)
        bars = ax.barh(
            np.zeros(E_AT),
            np.zeros(E_AT),
            1,
            facecolor="none",
            edgecolor=COLOURS["rnn"],
            linewidth=1,
        )
        (lit,) = ax.plot(
            np.zeros(E_AT),
            np.zeros(E_AT),
            color=COLOURS["rnn"],
            linewidth=_points_high(ax) / 2,
            solid_capstyle="butt",
        )
        number = ax.annotate(
            "sum {value}",
            (0, 0),
            (5, -3.5),
            textcoords="offset points",
            color=COLOURS["ink"],
            fontsize=9.5,
            fontweight="bold",
            annotation_clip=False,
        )
        rows = [
            [0 if t in (k, k + 1) else np.nan for t in places]
            for k in range(STEPS)
        ]
        return {
            bars: self.sums,
            lit: (self.sums, Table(rows, use)),
            number: (self.sums[-1], None),
        }


def _chosen(use: Choice, other: float) -> Series:
    """Return 1 at the chosen step of 0 … T, and something else elsewhere."""
    rows = np.full((STEPS, E_AT), float(other))
    rows[np.arange(STEPS), np.arange(1, E_AT)] = 1
    return Table(rows, use)


def _passed(use: Choice) -> Series:
    """Return 1 at the steps after the chosen one, and nan elsewhere."""
    steps = np.arange(E_AT)
    rows = [np.where(steps > k, 1, np.nan) for k in range(1, E_AT)]
    return Table(rows, use)


def _points_high(ax: Axes) -> float:
    """Return the height of bare axes in points."""
    return ax.get_position().height * ax.figure.get_figheight() * 72


def _words(ax: Axes, x: float, y: float, says: str, colour="ink", ha="center"):
    """Write small words on a line through a place."""
    look = {"ha": ha, "va": "baseline", "fontsize": 9}
    return ax.text(x, y, says, color=COLOURS[colour], **look)
