"""The explorer ``network-rnn``."""

import matplotlib.pyplot as plt
import numpy as np

from ..drawing.style import COLOURS
from ..moving.explorer import Explorer, Reading
from .shared import (
    STEPS,
    UNITS,
    activation_choice,
    bands,
    gradient_axis,
    random_rnn,
    slider,
)


def network_rnn() -> Explorer:
    """Return 16 units: how the gradient changes with every step back."""
    fig, ax = plt.subplots()
    lags = np.arange(STEPS + 1)
    gradient_axis(
        ax,
        "steps back, $k$",
        r"$\Vert\partial c_T/\partial c_{T-k}\Vert$, 2-norm",
    )
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
