"""The explorer ``balance``."""

import matplotlib.pyplot as plt
import numpy as np

from ..drawing.style import COLOURS
from ..moving.explorer import Explorer
from ..moving.readings import Reading
from ..moving.series import Sums
from ..moving.sliders import Slider
from .example_networks import STEPS, forget_bias, unit_lstm

ASKED_FROM = 15


class Balance(Explorer):
    """Partial sums of late subgradients, before and after the gate's update."""

    def __init__(self):
        b_f = forget_bias(0)
        U = Slider("U", 0, 2, 1, "scale of the recurrent weights")
        self.lstm = unit_lstm(STEPS, (0.5, 0.5, 0.5, 0.5), 0.5, b_f, U)
        self.sums = Sums(self.lstm.outputs, first=ASKED_FROM - 1)

        fig, ax = plt.subplots()
        steps, before = np.arange(1, STEPS + 1), self.sums.at()
        ax.set(
            ylim=(-0.3, 14),
            xlabel="step, $k$",
            ylabel=r"$S^{(0)}_k = \sum_{t\leq k}\,dE_t/dc_0$",
        )
        ax.axvline(
            ASKED_FROM, color=COLOURS["reference"], linestyle=":", linewidth=1
        )
        ax.plot(
            steps,
            before,
            color=COLOURS["reference"],
            linestyle="--",
            label="before, $b_f = 0$, $U = 1$",
        )
        (after,) = ax.plot(
            steps,
            before,
            color=COLOURS["lstm"],
            label="after, from the sliders",
        )
        fig.legend(loc="outside upper left", ncols=2, labelcolor="linecolor")

        end = f"{{value}} after {STEPS} steps."
        says = (
            (0.1, f"The sum stays small: {end}"),
            (1, f"The sum no longer vanishes: {end}"),
            (None, f"The sum is well alive: {end}"),
        )
        super().__init__(
            "balance",
            fig,
            {after: self.sums},
            [Reading(self.sums[-1], says)],
            [b_f, U],
            alt="Partial sums over the steps of the derivatives of errors "
            "asked from step 15 on with respect to the first cell state: flat "
            "at zero before, and after the forget gate's update as the slider "
            "sets it.",
            title="What does a larger forget bias bring back?",
            presets={
                "b_f = 0": {b_f: 0},
                "b_f = 2": {b_f: 2},
                "b_f = 5": {b_f: 5},
            },
        )
