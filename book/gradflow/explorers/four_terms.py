"""The explorer ``four-terms``."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..drawing.style import COLOURS
from ..moving.combined import Plus
from ..moving.explorer import Explorer
from ..moving.readings import Reading
from ..moving.sliders import Slider
from .axes import influence_axis, small_panel
from .example_networks import forget_bias, unit_lstm
from .sentences import fate

STEPS = 12
HIGHEST, MOST = 1.7, 10
"""What the picture holds: a step's factor, and the product."""

PALE = 0.35
"""How green the part A is: B is the road, A a detour by the same gate."""


class FourTerms(Explorer):
    """One LSTM unit over 12 steps: each step's four summands, the product."""

    def __init__(self):
        b_f = forget_bias(0)
        U = Slider("U", 0, 6, 2, "scale of the recurrent weights")
        self.lstm = unit_lstm(STEPS, (1.0, 0.7, 0.5, 0.8), 1.0, b_f, U)
        last = f"In step {STEPS} the road B is {{value}},"
        whole = "and all four together are {value}."
        super().__init__(
            "four-terms",
            *self._drawn((6.4, 3.1)),
            [
                Reading(
                    self.lstm.product[-1],
                    fate("The influence along the cells", STEPS - 1),
                ),
                Reading(self.lstm.B[-1], last),
                Reading(self.lstm.factors[-1], whole),
            ],
            [b_f, U],
            alt="Above, for each step, a bar of four parts on top of each "
            "other: the direct path, and what passes through the forget gate, "
            "the input gate and the candidate; together they are the "
            "derivative of the cell state, compared with a line at 1. Below, "
            "the product of these bars so far, on a logarithmic axis.",
            title="Which of the four parts carries the gradient back?",
            presets={
                "road and detours": {b_f: 0, U: 2},
                "road alone": {b_f: 0, U: 0},
                "gate open": {b_f: 5, U: 1},
                "detours alone": {b_f: -4, U: 5.5},
            },
            narrow=self._drawn((3.5, 3.4)),
        )

    def _drawn(self, size: tuple[float, float]) -> tuple[Figure, dict]:
        """Return the picture in one size, and what moves in it."""
        figure, (above, below) = plt.subplots(
            2, 1, sharex=True, figsize=size, height_ratios=(4, 3)
        )
        small_panel(above)
        above.set(ylim=(0, HIGHEST), yticks=(0, 0.5, 1, 1.5))
        above.axhline(
            1, color=COLOURS["reference"], linestyle=(0, (3, 3)), linewidth=0.9
        )
        moves = self._bars(above)
        small_panel(below, r"product so far, $|\prod (A+B+C+D)|$")
        influence_axis(below, -4, 1, step=2)
        below.set(xlabel="step, $t$", xticks=range(1, STEPS + 1))
        (product,) = below.plot(
            np.arange(1, STEPS + 1),
            np.ones(STEPS),
            color=COLOURS["lstm"],
            marker="o",
            markersize=4,
        )
        return figure, moves | {product: self.lstm.product}

    def _bars(self, ax: Axes) -> dict:
        """Draw the four parts, each on those before it: the highest first."""
        lstm, steps = self.lstm, np.arange(2, STEPS + 1)
        with_A = Plus(lstm.B, lstm.A)
        parts = [
            (lstm.factors, 1, "candidate", r"$D_t$, by $\tilde{c}_t$"),
            (Plus(with_A, lstm.C), 1, "input", "$C_t$, by $i_t$"),
            (with_A, None, "forget", None),  # paper, on which pale is pale
            (with_A, PALE, "forget", "$A_t$, by $f_t$"),
            (lstm.B, 1, "forget", "$B_t=f_t$, the road"),
        ]
        moves = {}
        for series, alpha, colour, label in parts:
            face = (COLOURS[colour], alpha) if alpha else COLOURS["paper"]
            bars = ax.bar(
                steps,
                np.ones(len(steps)),
                0.62,
                facecolor=face,
                edgecolor=COLOURS[colour],
                linewidth=1,
                label=label,
            )
            moves[bars] = series
        ax.figure.legend(
            *(found[::-1] for found in ax.get_legend_handles_labels()),
            loc="outside upper left",
            ncols=4 if ax.figure.get_figwidth() > 5 else 2,
            columnspacing=1.2,
            handlelength=1,
            handletextpad=0.5,
            fontsize=9.5,
        )
        return moves
