"""The explorer ``balance``."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ..drawing.style import COLOURS
from ..moving.combined import Chosen, Scaled
from ..moving.explorer import Explorer
from ..moving.readings import Reading
from ..moving.series import Sums
from ..moving.sliders import Choice, Slider
from ..moving.units import UnitLSTMSimulation
from .example_networks import forget_bias

T, CHANGED, ASKED_FROM, BEFORE = 40, 21, 16, -1.0
STEPS = np.arange(1, T + 1)
ONCE, ON, ALWAYS = (
    f"at step {CHANGED} only",
    f"from step {CHANGED} on",
    "at all steps",
)
BAND = {"color": COLOURS["reference"], "linewidth": 5, "alpha": 0.45}
"""What was before, broad enough to be seen behind what comes after."""
DOTS = {"color": COLOURS["lstm"], "marker": "o", "markersize": 3}


def forgetful_unit(b_f: Slider, moved: np.ndarray) -> UnitLSTMSimulation:
    """Return one LSTM unit whose forget bias moves at some steps alone.

    Parameters
    ----------
    b_f : Slider
        The forget gate's bias there; at the other steps it is ``BEFORE``.
    moved : ndarray of bool, shape (T,)
        It becomes an input that only the forget gate reads.
    """
    noise = 0.3 * np.random.default_rng(2).normal(size=T)
    return UnitLSTMSimulation(
        [[[1.8]], [[2.3]], [[0.5]], [[0.8]]],
        [b_f * [[0, 1]] + [[0.5, -BEFORE]], *[[[0.5, 0]]] * 3],
        [[BEFORE], [-0.9], [0.2], [0.2]],
        np.column_stack([noise, moved]),
        [0],
        [0],
    )


class Balance(Explorer):
    """What a forget bias brings back that is changed at one step, or at all."""

    def __init__(self):
        b_f = forget_bias(1.05, low=BEFORE)
        where = Choice("where", (ONCE, ON, ALWAYS), "the bias is changed")
        moved = {
            ONCE: STEPS == CHANGED,
            ON: STEPS >= CHANGED,
            ALWAYS: STEPS > 0,
        }
        units = {key: forgetful_unit(b_f, at) for key, at in moved.items()}
        sums = {
            key: Sums(one.outputs, first=ASKED_FROM - 1)
            for key, one in units.items()
        }
        self.sums = Chosen(sums, where)
        self.factors = Chosen({k: u.factors for k, u in units.items()}, where)
        before = self.sums.at(b_f=BEFORE)
        self.times = Scaled(self.sums[-1], 1 / before[-1])

        def drawn(upright: bool):
            figure, (factors, sums) = _axes(upright)
            after = _pair(factors, self.factors.at(b_f=BEFORE))
            return figure, {after: self.factors, _pair(sums, before): self.sums}

        end = f"After {T} steps the sum is"
        times = (
            (1.005, f"{end} what it was:"),
            (None, f"{end} {{value}} times what it was:"),
        )
        left = (
            (0.001, "{value}, still next to nothing."),
            (None, "{value}, and no longer next to nothing."),
        )
        super().__init__(
            "balance",
            *drawn(upright=False),
            [
                Reading(self.times, times),
                Reading(self.sums[-1], left),
                Reading(
                    self.factors[CHANGED - 2],
                    f"The factor of step {CHANGED} is {{value}}.",
                ),
            ],
            [b_f, where],
            alt="Two panels against the step, each with the values before and "
            "after the forget gate's bias is changed: the factor of each step, "
            "and on a logarithmic axis the partial sums of what comes from the "
            "first state. Changed at step 21 only, one factor rises to 1 and "
            "the sums stay; changed at all steps, all factors come near 1 and "
            "the sums rise far above what they were.",
            title="What does a new forget bias bring back?",
            presets={
                "keep once": {b_f: 1.05, where: ONCE},
                "wide open once": {b_f: 6, where: ONCE},
                "keep from there": {b_f: 1.05, where: ON},
                "keep always": {b_f: 1.05, where: ALWAYS},
            },
            narrow=drawn(upright=True),
        )


def _axes(upright: bool) -> tuple[Figure, list[Axes]]:
    """Return a figure with two panels: each step's factor, and the sums."""
    rows, size = ((2, 1), (3.5, 3.6)) if upright else ((1, 2), (6.4, 2.7))
    figure, (factors, sums) = plt.subplots(*rows, figsize=size, sharex=upright)
    factors.set_title("factor of each step, $A+B+C+D$", fontsize=9.5)
    factors.set(ylim=(0, 1.4), yticks=(0, 0.5, 1))
    factors.axhline(
        1, color=COLOURS["reference"], linewidth=0.8, linestyle=(0, (3, 3))
    )
    sums.set_title(r"sum so far, $S_k^{(0)}$", fontsize=9.5)
    sums.set(yscale="log", ylim=(2e-6, 10))
    sums.set_yticks([1e-5, 1e-3, 0.1, 10], ["10⁻⁵", "10⁻³", "10⁻¹", "10"])
    sums.minorticks_off()
    for ax in (factors, sums):
        ax.set(xlim=(0, T + 1), xticks=(1, 10, CHANGED, 30, T))
        ax.axvline(
            CHANGED, color=COLOURS["reference"], linewidth=0.8, linestyle=":"
        )
        ax.tick_params(length=0, labelsize=9)
        if ax is sums or not upright:
            step = "k" if ax is sums else "t"
            ax.set_xlabel(f"step, ${step}$", fontsize=9.5, labelpad=2)
    figure.legend(
        [Line2D([], [], **BAND), Line2D([], [], **DOTS)],
        ["before", "after"],
        loc="outside upper left",
        ncols=2,
        labelcolor="linecolor",
        fontsize=9.5,
    )
    return figure, [factors, sums]


def _pair(ax: Axes, before: np.ndarray) -> Line2D:
    """Draw what was before, and return the line that moves."""
    steps = STEPS[-len(before) :]
    ax.plot(steps, before, **BAND)
    (after,) = ax.plot(steps, before, **DOTS)
    return after
