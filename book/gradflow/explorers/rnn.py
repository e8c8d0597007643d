"""The explorers of the recurrent network."""

import matplotlib.pyplot as plt
import numpy as np

from ..explorer import Explorer, Reading
from ..network import moved, rnn_network
from ..parts import STEPS, UNITS, activation_choice, bands, gradient_axis, heat_map, random_rnn, slider
from ..style import COLOURS


def unit_rnn() -> Explorer:
    """Return one unit over 30 steps: its state above, what still hears of its start below."""
    fig, (above, below) = plt.subplots(2, 1, sharex=True, figsize=(5.4, 4.2), height_ratios=(2, 3))
    steps = np.arange(STEPS + 1)
    above.set(ylim=(-1.15, 1.15), ylabel="state $c_k$")
    (state,) = above.plot(steps, np.zeros(STEPS + 1), color=COLOURS["rnn"], marker="o", markersize=3)
    gradient_axis(below, "step, $k$", r"$|\partial c_k/\partial c_0|$")
    (gradient,) = below.plot(steps, np.ones(STEPS + 1), color=COLOURS["rnn"], marker="o", markersize=3)
    xs = np.zeros((STEPS, 1))
    xs[0], xs[15] = 1, -1
    network = rnn_network(moved("W_rec", [[1]]), moved("W_in", [[1]]), [0], xs, [0], "activation")
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


def network_rnn() -> Explorer:
    """Return 16 units: how the gradient changes with every step back."""
    fig, ax = plt.subplots()
    lags = np.arange(STEPS + 1)
    gradient_axis(ax, "steps back, $k$", r"$\Vert\partial c_T/\partial c_{T-k}\Vert$, 2-norm")
    (line,) = ax.plot(lags, np.ones(STEPS + 1), color=COLOURS["rnn"])
    return Explorer(
        "network-rnn",
        fig,
        {"rnn": random_rnn(UNITS, STEPS, "activation")},
        {line: "rnn.reach"},
        [Reading("rnn.reach", -1, bands("The gradient", STEPS))],
        alt="The norm of the gradient of the last state of 16 units with respect to the state k steps "
        "earlier, against k, on a logarithmic axis, with the line norm = 1.",
        W_rec=slider(-4, 4, 0.7, "W_rec", "gain g of the recurrent weights gQ"),
        activation=activation_choice(),
    )


def components() -> Explorer:
    """Return the heat map of who hears whom: 8 units over 24 steps."""
    n, T = 8, 24
    fig, ax = plt.subplots(figsize=(5.0, 4.2))
    image = heat_map(ax, T)
    ax.set_ylabel("step that listens, $k$")
    fig.colorbar(image, ticks=range(-9, 4, 3), label=r"$\log_{10}\Vert\partial c_k/\partial c_i\Vert$", extend="both")
    return Explorer(
        "components",
        fig,
        {"rnn": random_rnn(n, T, "tanh")},
        {image: "rnn.components"},
        [Reading("rnn.components", -(T + 1), bands("The first state's gradient", T))],
        alt="A triangle of coloured cells: for every step i of a change and every later step k, how loud "
        "the change still is, as the logarithm of the norm of the gradient.",
        W_rec=slider(-4, 4, 0.7, "W_rec", "gain g of the recurrent weights gQ"),
    )
