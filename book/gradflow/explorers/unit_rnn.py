"""The explorer ``unit-rnn``."""

import matplotlib.pyplot as plt
import numpy as np

from ..drawing.style import COLOURS
from ..moving.explorer import Explorer, Reading
from ..moving.simulation import moved, rnn_network
from .shared import STEPS, activation_choice, bands, gradient_axis, slider


def unit_rnn() -> Explorer:
    """Return one unit over 30 steps: its state above, what still hears of its start below."""
    fig, (above, below) = plt.subplots(
        2, 1, sharex=True, figsize=(5.4, 4.2), height_ratios=(2, 3)
    )
    steps = np.arange(STEPS + 1)
    above.set(ylim=(-1.15, 1.15), ylabel="state $c_k$")
    (state,) = above.plot(
        steps,
        np.zeros(STEPS + 1),
        color=COLOURS["rnn"],
        marker="o",
        markersize=3,
    )
    gradient_axis(below, "step, $k$", r"$|\partial c_k/\partial c_0|$")
    (gradient,) = below.plot(
        steps,
        np.ones(STEPS + 1),
        color=COLOURS["rnn"],
        marker="o",
        markersize=3,
    )
    xs = np.zeros((STEPS, 1))
    xs[0], xs[15] = 1, -1
    network = rnn_network(
        moved("W_rec", [[1]]), moved("W_in", [[1]]), [0], xs, [0], "activation"
    )
    return Explorer(
        "unit-rnn",
        fig,
        {"unit": network},
        {state: "unit.state", gradient: "unit.growth"},
        [
            Reading("unit.growth", -1, bands("The gradient", STEPS)),
            Reading(
                "unit.state",
                -1,
                (
                    (-1.15, "The state runs out of the picture, to {value}."),
                    (1.15, "The state ends at {value}."),
                    (None, "The state runs out of the picture, to {value}."),
                ),
            ),
        ],
        alt="Above, the state of one unit over 30 steps, which takes a push of +1 at step 1 and of -1 at "
        "step 16. Below, the gradient of each state with respect to the first, on a logarithmic axis.",
        W_rec=slider(-8, 8, 0.9, "W_rec", "the unit's weight on its own state"),
        W_in=slider(-3, 3, 1, "W_in", "its weight on the input"),
        activation=activation_choice(),
    )
