"""The explorer ``balance``."""

import matplotlib.pyplot as plt
import numpy as np

from ..drawing.style import COLOURS
from ..moving.explorer import Explorer, Reading
from .shared import STEPS, b_f_slider, slider, unit_lstm


def balance() -> Explorer:
    """Return partial sums of late subgradients, before and after the forget gate's update."""
    asked_from, b_f_before = 15, 0.0
    network = unit_lstm(STEPS, (0.5, 0.5, 0.5, 0.5), 0.5, asked_from=asked_from)
    steps = np.arange(1, STEPS + 1)
    before = network.run({"b_f": b_f_before, "U": 1.0}, ["sums"])["sums"]
    fig, ax = plt.subplots()
    ax.set(
        ylim=(-0.3, 14),
        xlabel="step, $k$",
        ylabel=r"$S^{(0)}_k = \sum_{t\leq k}\,dE_t/dc_0$",
    )
    ax.axvline(
        asked_from, color=COLOURS["reference"], linestyle=":", linewidth=1
    )
    ax.plot(
        steps,
        before,
        color=COLOURS["reference"],
        linestyle="--",
        label="before, $b_f = 0$, $U = 1$",
    )
    (after,) = ax.plot(
        steps, before, color=COLOURS["lstm"], label="after, from the sliders"
    )
    fig.legend(loc="outside upper left", ncols=2, labelcolor="linecolor")
    return Explorer(
        "balance",
        fig,
        {"unit": network},
        {after: "unit.sums"},
        [
            Reading(
                "unit.sums",
                -1,
                (
                    (
                        0.1,
                        f"The sum stays small: {{value}} after {STEPS} steps.",
                    ),
                    (
                        1,
                        f"The sum no longer vanishes: {{value}} after {STEPS} steps.",
                    ),
                    (
                        None,
                        f"The sum is well alive: {{value}} after {STEPS} steps.",
                    ),
                ),
            )
        ],
        alt="Partial sums over the steps of the derivatives of errors asked from step 15 on with respect to the "
        "first cell state: flat at zero before, and after the forget gate's update as the slider sets it.",
        b_f=b_f_slider(0),
        U=slider(0, 2, 1, "U", "scale of the recurrent weights"),
    )
